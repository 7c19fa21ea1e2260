"""A design made into a validator, once: what was sent becomes answers, or the faults beside their questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from liaison.core.errors import RuleBroken
from liaison.core.items import UNOBSERVED
from liaison.core.messages import N_
from liaison.core.text import clean
from liaison.questionnaires.rules.design import LONGEST, ONE_OF, WRITTEN, Design, Question, QuestionKind

K = QuestionKind
Value = str | list[str]
Answers = dict[str, Value]
"""What one person answered, by key of question: a value, or a list of values (multiple: any order; ranking: best
first). What was not seen or not answered is not in it, but what was marked as not observed is."""

OWN_FIELDS: Final = frozenset({"csrf_token", "version", "ticket", "about", "lang", "size"})
"""Fields of the page that answer nothing."""

SMALLEST, LARGEST = -(10**9), 10**9
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
EMPTY: Final = N_("请回答此题。")
NOT_THERE: Final = N_("请从列出的选项中选择。")


class Sent(Protocol):
    """What a form sent: all values of a name, and its names."""

    def getlist(self, key: str) -> Sequence[str]:
        """All values of a name; empty where there is none."""

    def keys(self) -> Any:
        """The names."""


@dataclass
class Outcome:
    """What became of what was sent. `faults` maps a key to a message id with its values.

    `choices` are answers without what was written; `texts` are those alone.
    """

    choices: Answers = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)


class Foreign(RuleBroken):
    """Something was sent that the questionnaire does not ask."""

    default = N_("提交的内容不属于本问卷当前版本，没有计入。请重新打开问卷链接后作答。")


Read = Callable[[Sent], Value | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One question ready to be checked."""

    key: str
    read: Read
    is_required: bool
    is_written: bool
    depends_on: str
    depends_values: frozenset[str]


class Validator:
    """All questions of one version, compiled."""

    def __init__(self, design: Design) -> None:
        """Make a check for each question."""
        self._checks = tuple(_check(question) for question in design.asked)
        names = {name for question in design.asked for name in field_names(question)}
        self._names = names | OWN_FIELDS

    def check(self, sent: Sent) -> Outcome:
        """Read what was sent. What a question's condition hides is neither asked for nor kept.

        Raises Foreign where a name was sent that the design does not know.
        """
        if not self._names.issuperset(sent.keys()):
            raise Foreign
        outcome = Outcome()
        for check in self._checks:
            if check.depends_on and not _is_met(check, outcome.choices.get(check.depends_on)):
                continue
            try:
                value = check.read(sent)
            except RuleBroken as broken:
                outcome.faults[check.key] = (broken.message, dict(broken.params))
                continue
            if value:
                if check.is_written:
                    outcome.texts[check.key] = str(value)
                else:
                    outcome.choices[check.key] = value
            elif check.is_required:
                outcome.faults[check.key] = (EMPTY, {})
        return outcome


def field_names(question: Question) -> tuple[str, ...]:
    """The names of its fields on the page: one for each option of a ranking."""
    if question.kind is K.RANKING:
        return tuple(f"{question.key}.{option.value}" for option in question.options)
    return (question.key,)


def _is_met(check: Check, answer: Value | None) -> bool:
    if answer is None:
        return False
    return bool(check.depends_values & ({answer} if isinstance(answer, str) else set(answer)))


def _check(question: Question) -> Check:
    condition = question.show_if
    return Check(
        key=question.key,
        read=_reader(question),
        is_required=question.is_required,
        is_written=question.kind in WRITTEN,
        depends_on=condition.question if condition else "",
        depends_values=frozenset(condition.values) if condition else frozenset(),
    )


def _reader(question: Question) -> Read:
    if question.kind in ONE_OF:
        values = {option.value for option in question.choices}
        return _one_of(question.key, values | ({UNOBSERVED} if question.may_be_unobserved else set()))
    if question.kind is K.MULTIPLE:
        return _several(question.key, [option.value for option in question.options])
    if question.kind is K.RANKING:
        return _ranking(question)
    if question.kind is K.NUMBER:
        return _number(question)
    if question.kind is K.DATE:
        return _day(question.key)
    return _writing(question)


def _first(sent: Sent, name: str) -> str:
    values = sent.getlist(name)
    return values[0] if values else ""


def _one_of(key: str, values: set[str]) -> Read:
    def read(sent: Sent) -> Value | None:
        value = _first(sent, key)
        if value and value not in values:
            raise RuleBroken(NOT_THERE)
        return value

    return read


def _several(key: str, values: list[str]) -> Read:
    known = set(values)

    def read(sent: Sent) -> Value | None:
        chosen = {value for value in sent.getlist(key) if value}
        if not chosen <= known:
            raise RuleBroken(NOT_THERE)
        return [value for value in values if value in chosen]

    return read


def _ranking(question: Question) -> Read:
    """Every option gets a rank of its own, or none of them gets one."""
    names = {option.value: f"{question.key}.{option.value}" for option in question.options}
    ranks = {str(place) for place in range(1, len(names) + 1)}

    def read(sent: Sent) -> Value | None:
        given = {value: _first(sent, name) for value, name in names.items()}
        if not any(given.values()):
            return None
        if set(given.values()) != ranks:
            raise RuleBroken(N_("请为每一项选择不同的名次。"))
        return sorted(given, key=lambda value: int(given[value]))

    return read


def _number(question: Question) -> Read:
    low = SMALLEST if question.lowest is None else question.lowest
    high = LARGEST if question.highest is None else question.highest

    def read(sent: Sent) -> Value | None:
        typed = _first(sent, question.key).strip()
        if not typed:
            return None
        digits = typed.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 10):
            raise RuleBroken(N_("请填写整数。"))
        if not low <= int(typed) <= high:
            raise RuleBroken(N_("请填写 %(low)s 至 %(high)s 之间的整数。"), low=low, high=high)
        return str(int(typed))

    return read


def _day(key: str) -> Read:
    def read(sent: Sent) -> Value | None:
        typed = _first(sent, key).strip()
        if not typed:
            return None
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise RuleBroken(N_("请按 年-月-日 填写日期，如 2026-03-09。")) from None
        if not FIRST_DAY <= day <= LAST_DAY:
            raise RuleBroken(N_("请检查年份。"))
        return day.isoformat()

    return read


def _writing(question: Question) -> Read:
    most, is_long = LONGEST[question.kind], question.kind is K.LONG

    def read(sent: Sent) -> Value | None:
        text = clean(_first(sent, question.key), multiline=is_long)
        if len(text) > most:
            raise RuleBroken(N_("最多 %(n)s 字，请缩短。"), n=most)
        return text

    return read
