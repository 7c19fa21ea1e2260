"""The shapes of the reply slip, of the check-in at the door, and of who comes without an invitation."""

from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.conferences.forms.attendance import NAME_LENGTH, OFFICE_LENGTH, REASON_LENGTH, TypedForm
from liaison.conferences.models import PRESENCE_LABELS, REPLY_LABELS, Attendance, Presence, Reply
from liaison.conferences.rules.replies import Answer
from liaison.core import clock
from liaison.web.forms import Clock, Form, Hidden, Line, OnceForm, OneOf
from liaison.web.language import tr

CODE_LENGTH = 40
PHONE_LENGTH = 40
ANSWERS = (Reply.COMING, Reply.EXCUSED, Reply.REPLACED)


class ReplyForm(Form):
    """A reply slip; what belongs to another answer than the chosen one counts for nothing."""

    reply = OneOf(_l("能否参会"))
    reason = Line(_l("请假事由"), max=REASON_LENGTH, required=False)
    name = Line(_l("受委派人姓名"), max=NAME_LENGTH, required=False)
    office = Line(_l("受委派人职务"), max=OFFICE_LENGTH, required=False)
    phone = Line(_l("受委派人电话"), max=PHONE_LENGTH, required=False)
    seen = Hidden()

    def __init__(self, row: Attendance, **options: Any) -> None:
        chosen = row.reply.value if row.reply in ANSWERS else None
        reason = row.reason if row.reply is Reply.EXCUSED else ""
        super().__init__(data={"reply": chosen, "reason": reason, "seen": row.reply.value}, **options)
        self.reply.choices = [(word.value, tr(REPLY_LABELS[word])) for word in ANSWERS]

    def answer(self) -> Answer:
        """What the slip says; only after validation."""
        reply = Reply(self.reply.data)
        if reply is Reply.REPLACED:
            return Answer(reply, name=self.name.data, office=self.office.data, phone=self.phone.data)
        return Answer(reply, reason=self.reason.data if reply is Reply.EXCUSED else "")


class DoorForm(Form):
    """The code of the notice."""

    code = Line(_l("签到码"), max=CODE_LENGTH)


class WelcomeForm(TypedForm, OnceForm):
    """Somebody who came without an invitation."""

    presence = OneOf(_l("到会情况"), default=Presence.IN_ATTENDANCE.value)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        there = (Presence.IN_ATTENDANCE, Presence.PRESENT)
        self.presence.choices = [(word.value, tr(PRESENCE_LABELS[word])) for word in there]


class ReplaceForm(OnceForm):
    """Who came instead."""

    name = Line(_l("实际到会人"), max=NAME_LENGTH)
    office = Line(_l("职务"), max=OFFICE_LENGTH, required=False)
    phone = Line(_l("联系电话"), max=PHONE_LENGTH, required=False)

    def answer(self) -> Answer:
        """Who it is; only after validation."""
        return Answer(Reply.REPLACED, name=self.name.data, office=self.office.data, phone=self.phone.data)


class ClockForm(Form):
    """When somebody came and left."""

    arrived = Clock(_l("到会时间"), required=False)
    left = Clock(_l("离会时间"), required=False)

    @classmethod
    def of(cls, row: Attendance) -> "ClockForm":
        """The form as the page shows it."""
        moments = {"arrived": row.arrived_at, "left": row.left_at}
        return cls(data={name: clock.local(at).time() if at else None for name, at in moments.items()})
