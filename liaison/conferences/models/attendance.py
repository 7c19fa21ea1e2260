"""Who is invited to a conference, and who was there."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Word
from liaison.store.sealed import Sealed

if TYPE_CHECKING:
    from liaison.conferences.models.conferences import Conference


class Presence(StrEnum):
    """How somebody invited took part."""

    INVITED = "invited"
    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    EXCUSED = "excused"


class Reply(StrEnum):
    """What an invitation was answered with."""

    AWAITED = "awaited"
    COMING = "coming"
    EXCUSED = "excused"
    REPLACED = "replaced"


class ReplyWay(StrEnum):
    """How the reply slip came in: on the page signed in, by the personal link, or typed in by the office."""

    PAGE = "page"
    LINK = "link"
    OFFICE = "office"


class ArrivalWay(StrEnum):
    """Who noted that somebody is there: the office, or the person with the code."""

    OFFICE = "office"
    CODE = "code"


PRESENCE_LABELS = {
    Presence.INVITED: N_("应到"),
    Presence.PRESENT: N_("出席"),
    Presence.IN_ATTENDANCE: N_("列席"),
    Presence.EXCUSED: N_("请假"),
}
PRESENCE_TONES: dict[Presence, Tone] = {
    Presence.INVITED: "neutral",
    Presence.PRESENT: "good",
    Presence.IN_ATTENDANCE: "info",
    Presence.EXCUSED: "warn",
}
REPLY_LABELS = {
    Reply.AWAITED: N_("未回执"),
    Reply.COMING: N_("参加"),
    Reply.EXCUSED: N_("请假"),
    Reply.REPLACED: N_("委派他人"),
}
REPLY_TONES: dict[Reply, Tone] = {
    Reply.AWAITED: "warn",
    Reply.COMING: "good",
    Reply.EXCUSED: "neutral",
    Reply.REPLACED: "info",
}
WAY_LABELS = {
    ReplyWay.PAGE: N_("本人登录填写"),
    ReplyWay.LINK: N_("本人从链接填写"),
    ReplyWay.OFFICE: N_("工作人员录入"),
}


class Attendance(Base):
    """Somebody invited, with name, unit and office as they were on the day.

    `phone` and `email` are of guests typed in; those of the directory's people stay there. `slip_code` opens the reply
    slip without signing in, `door_code` is typed at the door: both are sealed, and found by their keyed hashes.
    `replaces` is whom somebody came for. `told_at` is when the last invitation or reminder was sent by mail.
    """

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80))
    office: Mapped[str] = mapped_column(String(40), default="")
    side: Mapped[Side | None] = mapped_column(Word(Side))
    presence: Mapped[Presence] = mapped_column(Word(Presence), default=Presence.INVITED)
    reason: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    reply: Mapped[Reply] = mapped_column(Word(Reply), default=Reply.AWAITED)
    reply_way: Mapped[ReplyWay | None] = mapped_column(Word(ReplyWay))
    replied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    replied_by: Mapped[str] = mapped_column(String(40), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id"))
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    slip_code: Mapped[str | None] = mapped_column(Sealed)
    slip_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    door_code: Mapped[str | None] = mapped_column(Sealed)
    door_key: Mapped[str | None] = mapped_column(String(64), index=True)
    arrived_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    arrival_way: Mapped[ArrivalWay | None] = mapped_column(Word(ArrivalWay))
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_from_door: Mapped[bool] = mapped_column(default=False)
    conference: Mapped["Conference"] = relationship(back_populates="attendances")
    replaces: Mapped["Attendance | None"] = relationship(remote_side=[id])
