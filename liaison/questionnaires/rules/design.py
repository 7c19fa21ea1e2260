"""The design of a questionnaire: its questions in their order, as frozen data that is stored as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.items import AGREEMENT, FREQUENCY
from liaison.core.messages import N_


class QuestionKind(StrEnum):
    """What is asked, and how it is answered. Sections and headings ask nothing."""

    SECTION = "section"
    HEADING = "heading"
    SINGLE = "single"
    MULTIPLE = "multiple"
    FREQUENCY = "frequency"
    AGREEMENT = "agreement"
    TEN = "ten"
    NUMBER = "number"
    SHORT = "short"
    LONG = "long"
    RANKING = "ranking"
    DATE = "date"


K = QuestionKind
KIND_LABELS: Final = {
    K.SECTION: N_("分节"),
    K.HEADING: N_("小标题"),
    K.SINGLE: N_("单选"),
    K.MULTIPLE: N_("多选"),
    K.FREQUENCY: N_("频度量表"),
    K.AGREEMENT: N_("同意度量表"),
    K.TEN: N_("0 至 10 分"),
    K.NUMBER: N_("数字"),
    K.SHORT: N_("短文本"),
    K.LONG: N_("长文本"),
    K.RANKING: N_("排序"),
    K.DATE: N_("日期"),
}
SILENT: Final = frozenset({K.SECTION, K.HEADING})
SCALES: Final = frozenset({K.FREQUENCY, K.AGREEMENT})
WITH_OPTIONS: Final = frozenset({K.SINGLE, K.MULTIPLE, K.RANKING})
ONE_OF: Final = frozenset({K.SINGLE, *SCALES, K.TEN})
"""Kinds answered by one value of a list: two-way tables are made of these."""

DECIDING: Final = ONE_OF | {K.MULTIPLE}
"""Kinds on whose answer another question may depend."""

WRITTEN: Final = frozenset({K.SHORT, K.LONG})
LONGEST: Final = {K.SHORT: 100, K.LONG: 1000}
SCALE_OPTIONS: Final = {K.FREQUENCY: FREQUENCY, K.AGREEMENT: AGREEMENT}
TEN_VALUES: Final = tuple(map(str, range(11)))
MOST_QUESTIONS: Final = 100


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `value` is what is stored and never changes; the labels are what is read."""

    value: str
    label: str
    label_en: str = ""

    def words(self, *, is_english: bool) -> str:
        """What is read, in English where there is any."""
        return (is_english and self.label_en) or self.label


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a question only when an earlier one has one of these answers."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, section or heading. `key` stays the same through versions, copies and rounds."""

    key: str
    kind: QuestionKind
    text: str
    text_en: str = ""
    help: str = ""
    help_en: str = ""
    is_required: bool = False
    may_be_unobserved: bool = False
    options: tuple[Option, ...] = ()
    show_if: Condition | None = None
    lowest: int | None = None
    highest: int | None = None

    def words(self, *, is_english: bool) -> str:
        """What is read, in English where there is any."""
        return (is_english and self.text_en) or self.text

    @property
    def asks(self) -> bool:
        """Whether somebody answers it."""
        return self.kind not in SILENT

    @property
    def choices(self) -> tuple[Option, ...]:
        """What there is to choose from: its own options, the levels of a scale, or 0 to 10."""
        if self.kind in SCALE_OPTIONS:
            return tuple(Option(*level) for level in SCALE_OPTIONS[self.kind])
        if self.kind is K.TEN:
            return tuple(Option(value, value, value) for value in TEN_VALUES)
        return self.options


@dataclass(frozen=True, slots=True)
class Design:
    """All that is asked, in order, and the two-way tables that were declared beforehand (pairs of keys)."""

    questions: tuple[Question, ...] = ()
    crossings: tuple[tuple[str, str], ...] = ()
    title_en: str = ""
    intro: str = ""
    intro_en: str = ""

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that somebody answers."""
        return tuple(question for question in self.questions if question.asks)

    def find(self, key: str) -> Question | None:
        """The question of that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def sections(self) -> Iterator[tuple[Question | None, tuple[Question, ...]]]:
        """Each section with what stands in it; what comes before the first section has None."""
        head: Question | None = None
        inside: list[Question] = []
        for question in self.questions:
            if question.kind is not K.SECTION:
                inside.append(question)
                continue
            if head is not None or inside:
                yield head, tuple(inside)
            head, inside = question, []
        if head is not None or inside:
            yield head, tuple(inside)


def to_data(design: Design) -> dict[str, Any]:
    """The design as plain JSON data; what has its usual value is left out of a question."""
    data = asdict(design)
    plain = asdict(Question(key="", kind=K.SHORT, text=""))
    data["questions"] = [
        {name: value for name, value in row.items() if name in {"key", "kind", "text"} or value != plain[name]}
        for row in data["questions"]
    ]
    return data


def from_data(data: Any) -> Design:
    """Read what `to_data` wrote, or what somebody uploaded. Raises RuleBroken for anything else."""
    try:
        return Design(
            questions=tuple(map(_question, _rows(data["questions"]))),
            crossings=tuple((str(one), str(other)) for one, other in data.get("crossings", ())),
            title_en=_text(data.get("title_en", "")),
            intro=_text(data.get("intro", "")),
            intro_en=_text(data.get("intro_en", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RuleBroken(N_("文件不是本系统导出的问卷，无法读取。")) from None


def _rows(rows: Any) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list) or len(rows) > MOST_QUESTIONS:
        raise ValueError("not a list of questions")
    return rows


def _question(row: Mapping[str, Any]) -> Question:
    shown = row.get("show_if")
    return Question(
        key=_key(row["key"]),
        kind=QuestionKind(row["kind"]),
        text=_text(row["text"]),
        text_en=_text(row.get("text_en", "")),
        help=_text(row.get("help", "")),
        help_en=_text(row.get("help_en", "")),
        is_required=bool(row.get("is_required", False)),
        may_be_unobserved=bool(row.get("may_be_unobserved", False)),
        options=tuple(
            Option(_key(option["value"]), _text(option["label"]), _text(option.get("label_en", "")))
            for option in row.get("options", ())
        ),
        show_if=Condition(_key(shown["question"]), tuple(map(_key, shown["values"]))) if shown else None,
        lowest=_number(row.get("lowest")),
        highest=_number(row.get("highest")),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _key(value: Any) -> str:
    """Keys become names of fields and of counters: short, plain letters and digits."""
    text = _text(value)
    if not (text.isascii() and text.isalnum() and len(text) <= 12):
        raise ValueError("not a key")
    return text


def _number(value: Any) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise TypeError("not a number")
    return value
