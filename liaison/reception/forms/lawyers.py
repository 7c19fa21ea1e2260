"""Forms of the register: enrol, amend, availability, leave."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.reception.forms.rota import PROMPT, Option, weekday_choices
from liaison.reception.models import SPECIALITY_LABELS
from liaison.reception.services.lawyers import Selected
from liaison.web.forms import Choice, Day, FileField, Form, Hidden, Line, OnceForm, Several
from liaison.web.language import tr


class SelectedForm(Form):
    """What the office says of a duty lawyer."""

    specialities = Several(_l("专长"))
    weekdays = Several(_l("可以值班的日子"))
    consented_on = Day(_l("律师事务所同意日期"), required=False)
    note = Line(_l("备注"), required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.specialities.choices = [(each.value, tr(label)) for each, label in SPECIALITY_LABELS.items()]
        self.weekdays.choices = weekday_choices()

    def selected(self) -> Selected:
        """What the form says; only after validation."""
        return Selected(
            specialities=self.specialities.data or [],
            weekdays=[int(each) for each in self.weekdays.data or []],
            consented_on=self.consented_on.data,
            note=self.note.data,
        )


class EnrolForm(SelectedForm):
    """Which lawyer of the roster is selected."""

    person_id = Choice(_l("律师"))

    def __init__(self, people: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.person_id.choices = [PROMPT, *((str(id), name) for id, name in people)]


class WeekdaysForm(Form):
    """On which days of the week a lawyer can come."""

    weekdays = Several(_l("可以值班的日子"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.weekdays.choices = weekday_choices()


class UploadForm(Form):
    """A spreadsheet of duty lawyers."""

    file = FileField(_l("Excel 文件"), validators=[FileRequired(_l("请选择要上传的文件。"))])


class ConfirmForm(OnceForm):
    """The rows that the page showed, sealed, so that exactly they are taken in."""

    rows = Hidden()


class LeaveForm(Form):
    """From when to when a lawyer cannot come."""

    first_on = Day(_l("从"))
    last_on = Day(_l("到"))
    reason = Line(_l("原因"), max=100, required=False)
