"""The register of duty lawyers (值班律师), and the days on which they cannot come."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.store.base import Base, Versioned, Word

NAME_LENGTH = 40
KEY = String(8 * NAME_LENGTH).with_variant(String(8 * NAME_LENGTH, collation="C"), "postgresql")


class Speciality(StrEnum):
    """A kind of court case: what a lawyer knows best, and what a visitor comes about."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"
    OTHER = "other"


class LawyerStatus(StrEnum):
    """Whether a duty lawyer is on the rota now. Who left stays: old rotas name the lawyer."""

    ACTIVE = "active"
    DISABLED = "disabled"


SPECIALITY_LABELS = {
    Speciality.CRIMINAL: N_("刑事"),
    Speciality.CIVIL: N_("民事"),
    Speciality.ADMINISTRATIVE: N_("行政"),
    Speciality.RETRIAL: N_("审监"),
    Speciality.ENFORCEMENT: N_("执行"),
    Speciality.OTHER: N_("其他"),
}

LAWYER_LABELS = {LawyerStatus.ACTIVE: N_("参加值班"), LawyerStatus.DISABLED: N_("已停止值班")}
LAWYER_TONES: dict[LawyerStatus, Tone] = {LawyerStatus.ACTIVE: "good", LawyerStatus.DISABLED: "neutral"}


class DutyLawyer(Versioned, Base):
    """A lawyer selected for reception.

    Name, firm and practice are copies of the roster, renewed from it every hour, so that lists can sort and old rotas
    stay as they were. Party membership is not copied: the roster is asked for totals. `weekdays`: 0 is Monday.
    """

    __tablename__ = "duty_lawyer"
    __table_args__ = (Index("ix_duty_lawyer_register", "status", "sort_key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    status: Mapped[LawyerStatus] = mapped_column(Word(LawyerStatus), default=LawyerStatus.ACTIVE)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    sort_key: Mapped[str] = mapped_column(KEY)
    firm_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    firm: Mapped[str] = mapped_column(String(80))
    practising_since: Mapped[date]
    specialities: Mapped[list[str]] = mapped_column(JSON, default=list)
    weekdays: Mapped[list[int]] = mapped_column(JSON, default=list)
    consented_on: Mapped[date | None]
    """The day on which the firm agreed in writing; without it nobody is put on a rota."""
    note: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why the lawyer is no longer on the rota."""
    enrolled_on: Mapped[date]
    disabled_on: Mapped[date | None]
    leaves: Mapped[list["Leave"]] = relationship(
        order_by="Leave.first_on", back_populates="lawyer", cascade="all, delete-orphan"
    )

    @property
    def is_active(self) -> bool:
        """Whether the lawyer is on the rota now."""
        return self.status is LawyerStatus.ACTIVE

    @property
    def known_for(self) -> tuple[Speciality, ...]:
        """The specialities in the order of the table."""
        return tuple(each for each in Speciality if each in self.specialities)

    def leave_on(self, day: date) -> "Leave | None":
        """The leave that covers a day."""
        return next((leave for leave in self.leaves if leave.first_on <= day <= leave.last_on), None)


class Leave(Base):
    """Days on which a duty lawyer cannot come, both included."""

    __tablename__ = "duty_lawyer_leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    lawyer_id: Mapped[int] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(100), default="")
    lawyer: Mapped[DutyLawyer] = relationship(back_populates="leaves")
