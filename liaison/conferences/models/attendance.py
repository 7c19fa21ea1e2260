"""Who is invited to a conference, and who was there."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, Word

if TYPE_CHECKING:
    from liaison.conferences.models.conferences import Conference


class Presence(StrEnum):
    """How somebody invited took part."""

    INVITED = "invited"
    PRESENT = "present"
    IN_ATTENDANCE = "in_attendance"
    EXCUSED = "excused"


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


class Attendance(Base):
    """Somebody invited, with name, unit and office as they were on the day."""

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
    conference: Mapped["Conference"] = relationship(back_populates="attendances")
