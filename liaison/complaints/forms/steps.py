"""The form of a verb, made from its row in the table of steps: a text, and the fields that the row names."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, Optional

from liaison.complaints.forms.drafting import PROMPT
from liaison.complaints.models import (
    FINDING_LABELS,
    MEASURE_LABELS,
    PART_LABELS,
    SANCTION_LABELS,
    Direction,
    Finding,
    Measure,
    Part,
    Sanction,
)
from liaison.complaints.rules.parts import COUNTS, FIELDS
from liaison.complaints.rules.steps import Step
from liaison.complaints.services.finishing import Filled
from liaison.web.forms import Choice, Form, Hidden, Line, OnceForm, OneOf, Paragraph, Several
from liaison.web.language import tr

TEXT_LENGTH = 5000
SATISFACTION = (
    (5, _l("满意")),
    (4, _l("比较满意")),
    (3, _l("一般")),
    (2, _l("不太满意")),
    (1, _l("不满意")),
)


chosen = InputRequired(_l("此项为必填项。"))


class StepForm(OnceForm):
    """What one verb asks for; fields that its row does not name are taken away."""

    finding = OneOf(_l("认定结果"))
    measure = Choice(_l("处理措施"))
    satisfaction = OneOf(_l("您对办理过程是否满意？"))
    months = IntegerField(_l("中止会员权利的月数"), validators=[Optional()])
    person = OneOf(_l("人员"))
    people = Several(_l("人员"), validators=[chosen])
    respondent = Choice(_l("被投诉人（名册）"))
    reference = Line(_l("并入哪一件（编号）"), max=30)
    text = Paragraph("", max=TEXT_LENGTH)

    def __init__(self, step: Step, direction: Direction, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        wanted = set(step.fields)
        part = next((FIELDS[name] for name in step.fields if name in FIELDS), None)
        is_one = part is not None and COUNTS[part] == (1, 1)
        is_several = "holders" in wanted or (part is not None and not is_one)
        self._drop(
            finding="finding" in wanted,
            measure=bool(wanted & {"measure", "sanction"}),
            months="months" in wanted,
            person=is_one,
            people=is_several,
            respondent="respondent" in wanted,
            satisfaction="satisfaction" in wanted,
            reference="reference" in wanted,
            text=bool(step.text),
        )
        self._offer_people([(str(id), name) for id, name in people], part)
        self._offer_words(direction)
        if step.text:
            self.text.label.text = tr(step.text)
            if not step.needs_text:
                self.text.validators = [one for one in self.text.validators if not _is_required(one)]
                self.text.flags.required = False

    def _offer_people(self, offered: list[tuple[str, str]], part: Part | None) -> None:
        """Who may be chosen, under the name of the part that they are to take."""
        for name in ("person", "people"):
            if name in self:
                self[name].choices = offered
                self[name].label.text = tr(PART_LABELS[part]) if part is not None else _l("应当回避的人员")
        if "respondent" in self:
            self.respondent.choices = [PROMPT, *offered]

    def _offer_words(self, direction: Direction) -> None:
        """Findings, measures or sanctions, and grades."""
        if "finding" in self:
            self.finding.choices = [(word.value, tr(FINDING_LABELS[word])) for word in Finding]
        if "measure" in self:
            labels: list[tuple[str, str]]
            if direction is Direction.LAWYER_TO_JUDGE:
                labels = [(measure.value, tr(MEASURE_LABELS[measure])) for measure in Measure]
            else:
                labels = [(sanction.value, tr(SANCTION_LABELS[sanction])) for sanction in Sanction]
                self.measure.label.text = _l("处分决定")
            self.measure.choices = [PROMPT, *labels]
        if "satisfaction" in self:
            self.satisfaction.choices = [(str(value), label) for value, label in SATISFACTION]

    def filled(self) -> Filled:
        """What the form holds; only after validation."""
        rating = self._value("satisfaction")
        return Filled(
            text=self._value("text") or "",
            finding=self._value("finding") or "",
            measure=self._value("measure") or "",
            satisfaction=int(rating) if rating else None,
            people=tuple(int(id) for id in (*(self._value("people") or ()), self._value("person")) if id),
            respondent_id=int(self._value("respondent") or 0) or None,
            months=self._value("months"),
            reference=(self._value("reference") or "").strip(),
        )

    def _drop(self, **kept: bool) -> None:
        for name, is_kept in kept.items():
            if not is_kept:
                del self[name]

    def _value(self, name: str) -> Any:
        return self[name].data if name in self else None


class NoteForm(OnceForm):
    """An inner note, or a message."""

    text = Paragraph(_l("内容"), max=2000)


class RedactForm(OnceForm):
    """The copy for the other side as the clerk leaves it; `strike` names what was found and is to be struck."""

    facts = Paragraph(_l("事情经过（对方将看到的文字）"), max=TEXT_LENGTH)
    wanted = Paragraph(_l("希望如何处理（对方将看到的文字）"), max=2000, required=False)
    happened = Line(_l("发生时间"), max=200, required=False)
    place = Line(_l("发生地点"), max=200, required=False)
    case_number = Line(_l("案号"), max=200, required=False)
    strike = Several(_l("删去以下内容"))

    def __init__(self, found: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.strike.choices = [(word, word) for word in found]


class ApproveForm(Form):
    """The complainant agrees to exactly the copy, and the files, that the page shows."""

    files = Hidden()

    @property
    def seen_files(self) -> list[int]:
        """The files that the page showed."""
        return [int(word) for word in str(self.files.data or "").split() if word.isascii() and word.isdecimal()]


class ReasonForm(OnceForm):
    """Why."""

    reason = Paragraph(_l("理由"), max=2000)


def _is_required(validator: Any) -> bool:
    return type(validator).__name__ == "DataRequired"
