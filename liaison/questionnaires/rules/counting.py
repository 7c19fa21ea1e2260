"""What one response adds to the counters; results are made of counters alone."""

from collections.abc import Iterator
from typing import Final

from liaison.core.items import UNOBSERVED
from liaison.questionnaires.rules.design import Design, QuestionKind
from liaison.questionnaires.rules.validating import Outcome

BASE: Final = "_n"
"""The counter of how many answered a question; who marked it as not observed is not among them."""

Cell = tuple[str, str]
"""Question (or "one*other") and value (or "value*value")."""


def cells(design: Design, outcome: Outcome) -> list[Cell]:
    """The counters to be raised by one, in an order that is the same for all who raise them at once."""
    return sorted({*_one_way(design, outcome), *_two_way(design, outcome)})


def _one_way(design: Design, outcome: Outcome) -> Iterator[Cell]:
    for question in design.asked:
        key = question.key
        if key in outcome.texts:
            yield key, BASE
        value = outcome.choices.get(key)
        if value is None:
            continue
        if value == UNOBSERVED:
            yield key, UNOBSERVED
            continue
        yield key, BASE
        if isinstance(value, str):
            yield key, value
        elif question.kind is QuestionKind.RANKING:
            yield from ((key, f"{option}.{rank}") for rank, option in enumerate(value, 1))
        else:
            yield from ((key, option) for option in value)


def _two_way(design: Design, outcome: Outcome) -> Iterator[Cell]:
    for one, other in design.crossings:
        pair = (outcome.choices.get(one), outcome.choices.get(other))
        if all(isinstance(value, str) and value != UNOBSERVED for value in pair):
            yield f"{one}*{other}", f"{pair[0]}*{pair[1]}"
