"""The shapes of inviting people and of noting who is there."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, ValidationError
from wtforms import Form as Part

from liaison.conferences.models import PRESENCE_LABELS, Attendance, Conference, Presence
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.core.sides import SIDE_LABELS, Side
from liaison.web.forms import Choice, Form, Line, OneOf, Several
from liaison.web.language import tr

NAME_LENGTH = 40
UNIT_LENGTH = 80
OFFICE_LENGTH = 40
REASON_LENGTH = 80
PHONE_LENGTH = 40
EMAIL_LENGTH = 254
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOST_ROWS = 500
Option = tuple[int, str]


class PeopleForm(Form):
    """People of the directory."""

    people = Several(_l("人员"))

    def __init__(self, people: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.people.choices = [(str(id), label) for id, label in people]


class TypedForm(Form):
    """Somebody who is not in the directory."""

    name = Line(_l("姓名"), max=NAME_LENGTH)
    unit = Line(_l("单位"), max=UNIT_LENGTH)
    office = Line(_l("职务"), max=OFFICE_LENGTH, required=False)
    phone = Line(_l("联系电话"), max=PHONE_LENGTH, required=False)
    email = Line(_l("电子邮箱"), max=EMAIL_LENGTH, required=False)
    side = Choice(_l("所属方"), required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.side.choices = [
            ("", _l("不属于任何一方")),
            *((side.value, tr(label)) for side, label in SIDE_LABELS.items()),
        ]

    def invitee(self) -> Invitee:
        """Who it is; only after validation."""
        side = Side(self.side.data) if self.side.data else None
        details = (self.name.data, self.unit.data, self.office.data, side)
        return Invitee(*details, phone=self.phone.data, email=self.email.data)

    def validate_email(self, field: Line) -> None:
        """An address that no mail can reach is a slip of the pen."""
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(_l("请填写正确的电子邮箱，如 name@example.org。"))


class MarkPart(Part):
    """One row: who, how the page showed it, and how it is to be."""

    attendance_id = HiddenField()
    was = HiddenField()
    was_reason = HiddenField()
    presence = OneOf(_l("到会情况"))
    reason = Line(_l("请假事由"), max=REASON_LENGTH, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.presence.choices = [(word.value, tr(label)) for word, label in PRESENCE_LABELS.items()]


class MarksForm(Form):
    """Everybody invited, on one page."""

    rows = FieldList(FormField(MarkPart), max_entries=MOST_ROWS)

    @classmethod
    def of(cls, attendances: Iterable[Attendance]) -> "MarksForm":
        """The form as the page shows it."""
        rows = [
            {
                "attendance_id": str(row.id),
                "was": row.presence.value,
                "was_reason": row.reason,
                "presence": row.presence.value,
                "reason": row.reason,
            }
            for row in attendances
        ]
        return cls(data={"rows": rows})

    def settled(self, conference: Conference) -> list[tuple[MarkPart, Attendance]]:
        """The rows that now say what is stored, with what is stored: what this page knows from here on.

        Rows that somebody else changed meanwhile are not among them: the page still shows their old state.
        """
        stored = {str(row.id): row for row in conference.attendances}
        parts = [(row.form, stored.get(row.form.attendance_id.data)) for row in self.rows]
        return [(part, row) for part, row in parts if row is not None and part.presence.data == row.presence]

    def marks(self, *, rest: Presence | None = None) -> list[Mark]:
        """What the page says, row by row; `rest` is what those become whom nobody has marked. After validation."""
        return [_mark(row.form, rest) for row in self.rows if row.form.attendance_id.data.isdecimal()]


def _mark(row: MarkPart, rest: Presence | None) -> Mark:
    presence = Presence(row.presence.data)
    was = row.was.data if row.was.data in set(Presence) else Presence.INVITED
    return Mark(
        attendance_id=int(row.attendance_id.data),
        was=(Presence(was), row.was_reason.data or ""),
        presence=rest if rest is not None and presence is Presence.INVITED else presence,
        reason=row.reason.data,
    )
