"""What keeps a design from being published, and what its designer should think about."""

from collections.abc import Iterator, Sequence
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.text import clean
from liaison.questionnaires.rules.design import (
    DECIDING,
    MOST_QUESTIONS,
    ONE_OF,
    WITH_OPTIONS,
    Condition,
    Design,
    Option,
    Question,
    QuestionKind,
)

K = QuestionKind
LONG_QUESTIONS: Final = 12
LONG_SECONDS: Final = 180
SECONDS: Final = {
    K.SINGLE: 8, K.MULTIPLE: 12, K.FREQUENCY: 8, K.AGREEMENT: 8, K.TEN: 8, K.NUMBER: 10, K.SHORT: 20, K.LONG: 45,
    K.RANKING: 30, K.DATE: 10,
}  # fmt: skip
"""About how long a question takes to read and answer on a phone."""

TEXT_LENGTH: Final = 200
HELP_LENGTH: Final = 500
INTRO_LENGTH: Final = 1000
OPTION_LENGTH: Final = 100
MOST_OPTIONS: Final = 30
FEWEST_OPTIONS: Final = 2


def problems(design: Design) -> list[Refusal]:
    """Why the design cannot be published; each names its question."""
    found = [Refusal(N_("问卷还没有题目。"))] if not design.asked else []
    if len(design.questions) > MOST_QUESTIONS:
        found.append(Refusal(N_("题目最多 %(n)s 道，请分成两份问卷。"), {"n": MOST_QUESTIONS}))
    keys = [question.key for question in design.questions]
    if len(set(keys)) < len(keys):
        found.append(Refusal(N_("两道题目的内部编号相同，请删除其中一道后重新添加。")))
    earlier: dict[str, Question] = {}
    for question in design.questions:
        found += (
            Refusal(message, {"question": question.text or question.key}) for message in _faults(question, earlier)
        )
        earlier[question.key] = question
    found += _crossing_faults(design)
    return found


def _faults(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    yield from _text_faults(question)
    if question.kind in WITH_OPTIONS:
        yield from _option_faults(question.options)
    if question.lowest is not None and question.highest is not None and question.lowest > question.highest:
        yield N_("“%(question)s”的最小值大于最大值。")
    if question.show_if is not None:
        yield from _condition_faults(question.show_if, earlier.get(question.show_if.question))


def _text_faults(question: Question) -> Iterator[str]:
    if not question.text.strip():
        yield N_("有一道题目没有内容（%(question)s）。")
    if len(question.text) > TEXT_LENGTH or len(question.help) > HELP_LENGTH:
        yield N_("“%(question)s”的题目或说明过长。")
    texts = (question.text, question.text_en, question.help, question.help_en, *(o.label for o in question.options))
    if not all(map(_is_clean, texts)):
        yield N_("“%(question)s”中有无法保存的控制字符。")


def _option_faults(options: Sequence[Option]) -> Iterator[str]:
    labels = [option.label for option in options]
    if not FEWEST_OPTIONS <= len(labels) <= MOST_OPTIONS:
        yield N_("“%(question)s”至少应有两个、至多三十个选项。")
    if len(set(labels)) < len(labels) or len({option.value for option in options}) < len(labels):
        yield N_("“%(question)s”有重复的选项。")
    if any(not label.strip() or len(label) > OPTION_LENGTH for label in labels):
        yield N_("“%(question)s”有空白或过长的选项。")


def _condition_faults(condition: Condition, decides: Question | None) -> Iterator[str]:
    if decides is None:
        yield N_("“%(question)s”的显示条件所依据的题目不在它前面。")
    elif decides.kind not in DECIDING:
        yield N_("“%(question)s”的显示条件只能依据选择题或量表题。")
    elif not condition.values or not set(condition.values) <= {option.value for option in decides.choices}:
        yield N_("“%(question)s”的显示条件所选的答案已不存在。")


def _is_clean(text: str) -> bool:
    try:
        clean(text, multiline=True)
    except RuleBroken:
        return False
    return True


def _crossing_faults(design: Design) -> Iterator[Refusal]:
    for one, other in design.crossings:
        pair = (design.find(one), design.find(other))
        if one == other or any(question is None or question.kind not in ONE_OF for question in pair):
            yield Refusal(N_("有一张交叉表所用的题目已删除，或不是单选题、量表题。"))


def seconds(design: Design) -> int:
    """About how long answering takes."""
    return sum(SECONDS[question.kind] for question in design.asked)


def is_long(design: Design) -> bool:
    """Whether its length should be thought about: over 12 questions or 3 minutes."""
    return len(design.asked) > LONG_QUESTIONS or seconds(design) > LONG_SECONDS


def lacks_english(design: Design) -> int:
    """How many questions have no English text; the English page shows their Chinese."""
    return sum(not question.text_en for question in design.questions)
