"""Results made of counters: distribution first, then rate, median, the two best answers with their interval, points."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from liaison.core.items import POINTS, UNOBSERVED
from liaison.core.messages import N_
from liaison.core.proportions import Depth, depth, mean, median, wilson
from liaison.questionnaires.rules.counting import BASE
from liaison.questionnaires.rules.design import DECIDING, SCALES, Design, Question, QuestionKind
from liaison.questionnaires.rules.merging import Table, without_small_cells

K = QuestionKind
Counts = Mapping[tuple[str, str], int]
TWO_BEST: Final = {K.FREQUENCY: ("5", "4"), K.AGREEMENT: ("5", "4"), K.TEN: ("10", "9")}
MEASURED: Final = SCALES | {K.TEN, K.NUMBER}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many answers it takes to show anything, everything, and to publish; and the bands of points."""

    least: int
    full: int
    publish: int
    excellent: int
    good: int
    fair: int


@dataclass(frozen=True, slots=True)
class Row:
    """One answer and how many gave it; `share` (0 to 1) is None where only counts may be shown."""

    label: str
    count: int
    share: float | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What became of one question. `n` leaves out who did not observe it; both are None where nothing may be shown."""

    key: str
    number: int
    kind: QuestionKind
    text: str
    depth: Depth
    n: int | None
    unobserved: int | None
    rows: tuple[Row, ...] = ()
    median: float | None = None
    mean: float | None = None
    points: float | None = None
    best: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_scale(self) -> bool:
        """Whether it is drawn on the diverging scale of five levels."""
        return self.kind in SCALES


@dataclass(frozen=True, slots=True)
class Crossing:
    """A declared two-way table after merging; `table` None where it had to be dropped."""

    one: str
    other: str
    table: Table | None


@dataclass(frozen=True, slots=True)
class Results:
    """All results of one questionnaire, or of what speaks of one person."""

    n: int
    depth: Depth
    questions: tuple[QuestionResult, ...]
    crossings: tuple[Crossing, ...]
    points: float | None

    def find(self, number: int) -> QuestionResult | None:
        """The question of that number, or None."""
        return next((question for question in self.questions if question.number == number), None)


def results(design: Design, counts: Counts, returned: int, limits: Limits, *, is_english: bool = False) -> Results:
    """Results of `returned` responses. Below the gate of each question nothing of it is in here at all.

    Questions and answers are in English where that is asked for and the design has it.
    """
    shown = depth(returned, limits.least, limits.full)
    questions = tuple(
        _question(question, number, counts, limits, shown, is_english)
        for number, question in enumerate(design.asked, 1)
    )
    scored = [one.points for one in questions if one.points is not None]
    crossings = (
        tuple(_crossing(design, pair, counts, is_english) for pair in design.crossings) if shown is Depth.FULL else ()
    )
    return Results(returned, shown, questions, crossings, 10 * sum(scored) / len(scored) if scored else None)


def band(points: float, limits: Limits) -> str:
    """The name of the band that points (of 100) fall in, as a message id."""
    for least, label in ((limits.excellent, N_("优秀")), (limits.good, N_("良好")), (limits.fair, N_("一般"))):
        if points >= least:
            return label
    return N_("较差")


def _question(
    question: Question, number: int, counts: Counts, limits: Limits, most: Depth, is_english: bool
) -> QuestionResult:
    text = question.words(is_english=is_english)
    n = counts.get((question.key, BASE), 0)
    shown = min(most, depth(n, limits.least, limits.full))
    if shown is Depth.NOTHING:
        return QuestionResult(question.key, number, question.kind, text, shown, None, None)
    is_full = shown is Depth.FULL
    unobserved = counts.get((question.key, UNOBSERVED), 0) if question.may_be_unobserved else None
    rows = _rows(question, counts, n, is_full, is_english)
    measures = _measures(question, counts, n) if is_full else {}
    return QuestionResult(question.key, number, question.kind, text, shown, n, unobserved, rows, **measures)


def _rows(question: Question, counts: Counts, n: int, is_full: bool, is_english: bool) -> tuple[Row, ...]:
    if question.kind not in DECIDING and question.kind is not K.RANKING:
        return ()
    place = ".1" if question.kind is K.RANKING else ""
    found = [
        (option.words(is_english=is_english), counts.get((question.key, f"{option.value}{place}"), 0))
        for option in question.choices
    ]
    return tuple(Row(label, count, count / n if is_full and n else None) for label, count in found)


def _measures(question: Question, counts: Counts, n: int) -> dict[str, float | None]:
    if question.kind not in MEASURED:
        return {}
    values = {float(value): count for (key, value), count in counts.items() if key == question.key and _is_value(value)}
    found: dict[str, float | None] = {"median": median(values), "mean": mean(values)}
    if question.kind is K.FREQUENCY:
        found["points"] = mean({POINTS[str(int(value))]: count for value, count in values.items()})
    if question.kind in TWO_BEST:
        best = sum(counts.get((question.key, value), 0) for value in TWO_BEST[question.kind])
        found["best"] = best / n
        found["low"], found["high"] = wilson(best, n)
    return found


def _is_value(value: str) -> bool:
    return value.removeprefix("-").isdecimal()


def _crossing(design: Design, pair: tuple[str, str], counts: Counts, is_english: bool) -> Crossing:
    one, other = (design.find(key) for key in pair)
    if one is None or other is None:
        return Crossing("", "", None)
    key = f"{one.key}*{other.key}"
    cells = tuple(
        tuple(counts.get((key, f"{row.value}*{column.value}"), 0) for column in other.choices) for row in one.choices
    )
    rows, columns = (tuple(o.words(is_english=is_english) for o in each.choices) for each in (one, other))
    table = without_small_cells(Table(rows, columns, cells))
    return Crossing(one.words(is_english=is_english), other.words(is_english=is_english), table)
