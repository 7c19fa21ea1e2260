"""The shapes of designing: what a questionnaire is, its questions, the item bank, two-way tables, files."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Side
from liaison.questionnaires.forms.fields import PROMPT, Whole, moment, parts
from liaison.questionnaires.models import MODE_LABELS, MODE_WORDS, Mode, Questionnaire
from liaison.questionnaires.rules.design import DECIDING, Condition, Design, Question, QuestionKind
from liaison.questionnaires.rules.editing import options_from, options_text
from liaison.questionnaires.rules.problems import HELP_LENGTH, INTRO_LENGTH, TEXT_LENGTH
from liaison.questionnaires.services.designing import TITLE_LENGTH, Setting
from liaison.web.forms import (
    BooleanField,
    Choice,
    Clock,
    Day,
    FileField,
    Form,
    Line,
    OnceForm,
    OneOf,
    Paragraph,
    Several,
)
from liaison.web.language import tr

K = QuestionKind
OPENS, CLOSES = time(9, 0), time(18, 0)
NUMBER_BOUND = 10**6


class SettingForm(Form):
    """What a questionnaire is, apart from its questions."""

    title = Line(_l("标题"), max=TITLE_LENGTH)
    title_en = Line(_l("英文标题"), max=TITLE_LENGTH * 2, required=False)
    asked_by = OneOf(_l("由哪一方提出"))
    audience = OneOf(_l("由哪一方填写"))
    mode = OneOf(_l("填答方式"))
    has_targets = BooleanField(_l("按接触过的对方人员逐人填写（仅保密方式，每轮每人至多九人）"))
    opens_on = Day(_l("开放日期"), required=False)
    opens_time = Clock(_l("开放时间"), required=False)
    closes_on = Day(_l("截止日期"), required=False)
    closes_at = Clock(_l("截止时间"), required=False)
    intro = Paragraph(_l("卷首说明"), max=INTRO_LENGTH, required=False)
    intro_en = Paragraph(_l("英文卷首说明"), max=INTRO_LENGTH, required=False)

    def __init__(
        self, side: Side, questionnaire: Questionnaire | None = None, design: Design | None = None, **options: Any
    ) -> None:
        super().__init__(**_shown(side, questionnaire, design), **options)
        sides = [(one.value, tr(label)) for one, label in SIDE_LABELS.items()]
        self.asked_by.choices = self.audience.choices = sides
        self.mode.choices = [(mode.value, tr(MODE_WORDS[mode])) for mode in MODE_LABELS]

    def setting(self) -> Setting:
        """What the form says; only after validation."""
        return Setting(
            title=self.title.data,
            asked_by=Side(self.asked_by.data),
            audience=Side(self.audience.data),
            mode=Mode(self.mode.data),
            has_targets=self.has_targets.data,
            opens_at=moment(self.opens_on.data, self.opens_time.data, OPENS),
            closes_at=moment(self.closes_on.data, self.closes_at.data, CLOSES),
            title_en=self.title_en.data,
            intro=self.intro.data,
            intro_en=self.intro_en.data,
        )


class DesignForm(SettingForm, OnceForm):
    """A questionnaire that is still to be."""


class QuestionForm(Form):
    """One question. Which of its fields there are depends on its kind."""

    text = Line(_l("题目"), max=TEXT_LENGTH)
    text_en = Line(_l("英文题目"), max=TEXT_LENGTH * 2, required=False)
    help = Paragraph(_l("说明"), max=HELP_LENGTH, required=False)
    help_en = Paragraph(_l("英文说明"), max=HELP_LENGTH * 2, required=False)
    is_required = BooleanField(_l("必答"))
    may_be_unobserved = BooleanField(_l("可选“未观察到”，不计入分母"))
    options = Paragraph(_l("选项"), required=False)
    lowest = Whole(_l("最小值"), -NUMBER_BOUND, NUMBER_BOUND, required=False)
    highest = Whole(_l("最大值"), -NUMBER_BOUND, NUMBER_BOUND, required=False)
    condition = Choice(_l("仅当下列题目"), required=False)
    answers = Several(_l("选择了下列答案时显示"))

    def __init__(self, kind: QuestionKind, design: Design, question: Question | None = None, **options: Any) -> None:
        super().__init__(**_question_values(question, kind), **options)
        self.kind, self.question, self.design = kind, question, design
        before = _before(design, question)
        self.condition.choices = [("", _l("总是显示")), *((one.key, one.text) for one in before)]
        self.answers.choices = [
            (f"{one.key}.{option.value}", f"{one.text}：{option.label}") for one in before for option in one.choices
        ]
        for name in _unused(kind):
            delattr(self, name)

    def made(self, key: str) -> Question:
        """The question as filled in; only after validation. Raises RuleBroken on `answers`."""
        chosen = tuple(
            value.partition(".")[2] for value in self.answers.data if value.startswith(f"{self.condition.data}.")
        )
        if self.condition.data and not chosen:
            raise RuleBroken(N_("请选择那一题的至少一个答案。"), field="answers")
        before = self.question.options if self.question else ()
        return Question(
            key=key,
            kind=self.kind,
            text=self.text.data,
            text_en=self.text_en.data,
            help=self.help.data,
            help_en=self.help_en.data,
            is_required="is_required" in self and self.is_required.data,
            may_be_unobserved="may_be_unobserved" in self and self.may_be_unobserved.data,
            options=options_from(self.options.data, before) if "options" in self else (),
            show_if=Condition(self.condition.data, chosen) if self.condition.data else None,
            lowest=self.lowest.data if "lowest" in self else None,
            highest=self.highest.data if "highest" in self else None,
        )


class BankForm(Form):
    """Items to take from a set of the bank."""

    items = Several(_l("要加入的题目"))

    def __init__(self, items: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.items.choices = items


class CrossingForm(Form):
    """A two-way table to be declared."""

    one = Choice(_l("行"))
    other = Choice(_l("列"))

    def __init__(self, questions: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.one.choices = self.other.choices = [PROMPT, *questions]


class FileForm(Form):
    """A design from a file."""

    file = FileField(_l("文件（.xlsx 或 .json）"), validators=[FileRequired(_l("请选择文件。"))])


def _shown(side: Side, questionnaire: Questionnaire | None, design: Design | None) -> dict[str, Any]:
    if questionnaire is None or design is None:
        return {"data": {"asked_by": side.value, "audience": side.value, "mode": Mode.ANONYMOUS.value}}
    opens_on, opens_time = parts(questionnaire.opens_at)
    closes_on, closes_at = parts(questionnaire.closes_at)
    return {
        "data": {
            "version": questionnaire.version,
            "title": questionnaire.title,
            "asked_by": questionnaire.asked_by.value,
            "audience": questionnaire.audience.value,
            "mode": questionnaire.mode.value,
            "has_targets": questionnaire.has_targets,
            "opens_on": opens_on,
            "opens_time": opens_time,
            "closes_on": closes_on,
            "closes_at": closes_at,
            "title_en": design.title_en,
            "intro": design.intro,
            "intro_en": design.intro_en,
        }
    }


def _question_values(question: Question | None, kind: QuestionKind) -> dict[str, Any]:
    if question is None:
        return {"data": {"is_required": kind not in {K.SHORT, K.LONG}, "answers": []}}
    condition = question.show_if
    return {
        "data": {
            "text": question.text,
            "text_en": question.text_en,
            "help": question.help,
            "help_en": question.help_en,
            "is_required": question.is_required,
            "may_be_unobserved": question.may_be_unobserved,
            "options": options_text(question.options),
            "lowest": question.lowest,
            "highest": question.highest,
            "condition": condition.question if condition else "",
            "answers": [f"{condition.question}.{value}" for value in condition.values] if condition else [],
        }
    }


def _before(design: Design, question: Question | None) -> list[Question]:
    """The earlier questions on which this one may depend."""
    found = []
    for one in design.questions:
        if question is not None and one.key == question.key:
            break
        if one.kind in DECIDING:
            found.append(one)
    return found


def _unused(kind: QuestionKind) -> list[str]:
    """The fields that a kind does not have."""
    has = {
        "is_required": kind not in {K.SECTION, K.HEADING},
        "may_be_unobserved": kind in {K.SINGLE, K.FREQUENCY, K.AGREEMENT, K.TEN},
        "options": kind in {K.SINGLE, K.MULTIPLE, K.RANKING},
        "lowest": kind is K.NUMBER,
        "highest": kind is K.NUMBER,
    }
    return [name for name, is_there in has.items() if not is_there]
