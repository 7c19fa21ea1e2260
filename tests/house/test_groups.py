"""What belongs together stays on one worker: without that each of them would load the city of a module again."""

import pytest

LONGEST_NAME = 1_000


@pytest.mark.xdist_group("kept")
def test_a_group_is_told_to_the_workers(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("asked only where tests are given out by groups")
    assert request.node.nodeid.endswith("@kept")


def test_no_test_is_named_by_what_a_file_holds(request: pytest.FixtureRequest) -> None:
    """Workers that name a test differently refuse to run any; a file may hold the second it was made in."""
    longest = max((item.nodeid for item in request.session.items), key=len)
    assert len(longest) < LONGEST_NAME, f"give its values short ids (pytest.param(…, id=…)): {longest[:200]}"
