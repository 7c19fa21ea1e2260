"""What belongs together stays on one worker: without that each of them would load the city of a module again."""

import pytest


@pytest.mark.xdist_group("kept")
def test_a_group_is_told_to_the_workers(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("asked only where tests are given out by groups")
    assert request.node.nodeid.endswith("@kept")
