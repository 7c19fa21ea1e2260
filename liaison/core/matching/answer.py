"""The three answers, and the reasons that stand behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison.core.messages import N_


class Answer(StrEnum):
    """Whether two names are one."""

    YES = "yes"
    POSSIBLE = "possible"
    NO = "no"


class Why(StrEnum):
    """What makes two names one, or may."""

    SAME = "same"
    FORMER_NAME = "former_name"
    DOT = "dot"
    FIRST_PART = "first_part"
    HOMOPHONE = "homophone"
    NEAR_SOUND = "near_sound"
    LOOK_ALIKE = "look_alike"
    PLACEHOLDER = "placeholder"
    PARTS = "parts"
    LOST_CHARACTER = "lost_character"
    PINYIN = "pinyin"
    SHORT_FORM = "short_form"
    BRANCH = "branch"
    SUFFIX = "suffix"
    REGION = "region"
    ONE_CHARACTER = "one_character"
    DIFFERENT = "different"
    EMPTY = "empty"


WHY_LABELS: Final = {
    Why.SAME: N_("规范写法后相同（全半角、空格、繁简、异体字、称谓）"),
    Why.FORMER_NAME: N_("与曾用名或别名相同"),
    Why.DOT: N_("仅间隔号不同"),
    Why.FIRST_PART: N_("只写了少数民族姓名的前一部分"),
    Why.HOMOPHONE: N_("同音字"),
    Why.NEAR_SOUND: N_("近音字（平翘舌、前后鼻音、鼻边音等）"),
    Why.LOOK_ALIKE: N_("形近字"),
    Why.PLACEHOLDER: N_("有字用符号或“某”代替，其余相同"),
    Why.PARTS: N_("生僻字拆开书写"),
    Why.LOST_CHARACTER: N_("复姓少写一字"),
    Why.PINYIN: N_("与拼音写法一致"),
    Why.SHORT_FORM: N_("同一名称的简称"),
    Why.BRANCH: N_("同一单位的分支机构"),
    Why.SUFFIX: N_("仅组织形式不同或省略"),
    Why.REGION: N_("仅地区不同写法或省略"),
    Why.ONE_CHARACTER: N_("仅一字不同，另有一项相同（律所、案号或电话）"),
    Why.DIFFERENT: N_("不是同一名称"),
    Why.EMPTY: N_("没有可以比对的名称"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """The answer on a pair. `detail` shows the characters it turns on ("单=山"), "" where there are none."""

    answer: Answer
    why: Why
    detail: str = ""

    def __bool__(self) -> bool:
        """Whether somebody must look at it."""
        return self.answer is not Answer.NO

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The reason in words."""
        words = translate(WHY_LABELS[self.why])
        return f"{words}：{self.detail}" if self.detail else words


NO: Final = Match(Answer.NO, Why.DIFFERENT)
NOTHING: Final = Match(Answer.NO, Why.EMPTY)


def yes(why: Why, detail: str = "") -> Match:
    """They are one."""
    return Match(Answer.YES, why, detail)


def possible(why: Why, detail: str = "") -> Match:
    """They may be one; somebody must ask."""
    return Match(Answer.POSSIBLE, why, detail)
