"""The keys lose no pair that the comparison finds, and leave few to compare."""

import random
import statistics
import sys

import pytest

from liaison.core.matching import Answer, Why, compare, keys_of, prepare
from liaison.demo import content
from tests.core.matching.test_pairs import is_other, pairs

PARTIES, CHECKS = 5_000, 200


def test_whatever_is_found_shares_a_key_but_for_names_kept_back() -> None:
    lost = [
        f"{one} | {other}"
        for group, one, other in pairs()
        if not is_other(group)
        and compare(one, other).why is not Why.PLACEHOLDER
        and keys_of(prepare(one)).isdisjoint(keys_of(prepare(other)))
    ]
    assert not lost, lost


def test_possible_answers_per_check_on_five_thousand_parties(capsys: pytest.CaptureFixture[str]) -> None:
    """The measure of reception.md: the median number of "possible" per check, printed."""
    draw = random.Random(6)
    declared = [prepare(name) for name in content.draw_names(draw, PARTIES)]
    by_key: dict[str, list[int]] = {}
    for place, name in enumerate(declared):
        for key in keys_of(name):
            by_key.setdefault(key, []).append(place)
    counts = []
    for asked in map(prepare, content.draw_names(draw, CHECKS)):
        places = {place for key in keys_of(asked) for place in by_key.get(key, ())}
        answers = [compare(asked, declared[place]).answer for place in places]
        counts.append(answers.count(Answer.POSSIBLE))
    median = statistics.median(counts)
    with capsys.disabled():
        sys.stdout.write(f"\n  {PARTIES} declared parties: median of possible per check {median}, most {max(counts)}\n")
    assert median <= 3
