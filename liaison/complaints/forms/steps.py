"""The form of a verb, made from its row in the table of steps: a text, and the fields that the row names."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from liaison.complaints.forms.drafting import OneOf
from liaison.complaints.models import (
    FINDING_LABELS,
    MEASURE_LABELS,
    SANCTION_LABELS,
    Direction,
    Finding,
    Measure,
    Sanction,
)
from liaison.complaints.rules.parts import FIELDS
from liaison.complaints.rules.steps import Step
from liaison.complaints.services.moving import Filled
from liaison.web.forms import Choice, Form, Line, OnceForm, Paragraph, SelectMultipleField
from liaison.web.language import tr

TEXT_LENGTH = 5000
SATISFACTION = (
    (5, _l("满意")),
    (4, _l("比较满意")),
    (3, _l("一般")),
    (2, _l("不太满意")),
    (1, _l("不满意")),
)


class Several(SelectMultipleField):
    """Any number of a list."""

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= {value for value, *_ in self.iter_choices()}:
            raise ValidationError(_l("请从列表中选择。"))


class StepForm(OnceForm):
    """What one verb asks for; fields that its row does not name are taken away."""

    finding = OneOf(_l("认定结果"))
    measure = Choice(_l("处理措施"))
    satisfaction = OneOf(_l("您对办理过程是否满意？"))
    people = Several(_l("人员"))
    reference = Line(_l("并入哪一件（编号）"), max=30)
    text = Paragraph("", max=TEXT_LENGTH)

    def __init__(self, step: Step, direction: Direction, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        wanted = set(step.fields)
        has_measure = bool(wanted & {"measure", "sanction"})
        self._drop(
            finding="finding" in wanted,
            measure=has_measure,
            satisfaction="satisfaction" in wanted,
            people=bool(wanted & FIELDS.keys()),
            reference="reference" in wanted,
            text=bool(step.text),
        )
        if "finding" in wanted:
            self.finding.choices = [(word.value, tr(FINDING_LABELS[word])) for word in Finding]
        if has_measure:
            labels: list[tuple[str, str]]
            if direction is Direction.LAWYER_TO_JUDGE:
                labels = [(measure.value, tr(MEASURE_LABELS[measure])) for measure in Measure]
            else:
                labels = [(sanction.value, tr(SANCTION_LABELS[sanction])) for sanction in Sanction]
                self.measure.label.text = _l("处分决定")
            self.measure.choices = [("", _l("请选择")), *labels]
        if "satisfaction" in wanted:
            self.satisfaction.choices = [(str(value), label) for value, label in SATISFACTION]
        if wanted & FIELDS.keys():
            self.people.choices = [(str(id), name) for id, name in people]
        if step.text:
            self.text.label.text = tr(step.text)
            if not step.needs_text:
                self.text.validators = [one for one in self.text.validators if not _is_required(one)]
                self.text.flags.required = False

    def filled(self) -> Filled:
        """What the form holds; only after validation."""
        rating = self._value("satisfaction")
        return Filled(
            text=self._value("text") or "",
            finding=self._value("finding") or "",
            measure=self._value("measure") or "",
            satisfaction=int(rating) if rating else None,
            people=tuple(int(id) for id in self._value("people") or ()),
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
    """The complainant agrees to exactly the copy that the page shows."""


class ReasonForm(OnceForm):
    """Why."""

    reason = Paragraph(_l("理由"), max=2000)


def _is_required(validator: Any) -> bool:
    return type(validator).__name__ == "DataRequired"
