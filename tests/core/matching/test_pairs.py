"""The name matching on pairs by class: every class found, "yes" precise, other people left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.core.matching import Answer, compare

PAIRS = Path(__file__).with_name("pairs.txt")
FEWEST_PAIRS = 200


def pairs() -> Iterator[tuple[str, str, str]]:
    """Each pair with its class."""
    group = ""
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif line and not line.startswith("#"):
            one, _, other = line.partition(" | ")
            yield group, one, other


def is_other(group: str) -> bool:
    return group.startswith("other")


def test_there_are_enough_pairs() -> None:
    assert len(list(pairs())) >= FEWEST_PAIRS


@pytest.mark.parametrize("group", dict.fromkeys(group for group, *_ in pairs() if not is_other(group)))
def test_every_pair_of_the_class_is_found(group: str) -> None:
    lost = [f"{one} | {other}" for found, one, other in pairs() if found == group and not compare(one, other)]
    assert not lost, f"{group}: not found: {lost}"


def test_yes_is_right_nineteen_times_in_twenty() -> None:
    sure = [(group, one, other) for group, one, other in pairs() if compare(one, other).answer is Answer.YES]
    wrong = [entry for entry in sure if is_other(entry[0])]
    assert len(wrong) <= 0.05 * len(sure), wrong
    assert len(sure) > FEWEST_PAIRS / 5, "nothing is proven by a handful"


def test_of_other_names_one_in_ten_is_flagged_at_most() -> None:
    others = [(one, other) for group, one, other in pairs() if is_other(group)]
    flagged = [f"{one} | {other}: {compare(one, other).text()}" for one, other in others if compare(one, other)]
    assert len(flagged) <= 0.1 * len(others), flagged


def test_the_order_of_the_two_does_not_count() -> None:
    turned = [(one, other) for _, one, other in pairs() if compare(one, other).answer != compare(other, one).answer]
    assert not turned
