"""The minutes of a conference: their revisions and countersignatures."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Word

if TYPE_CHECKING:
    from liaison.conferences.models.conferences import Conference


class MinutesRevision(Base):
    """One saved state of the minutes: plain text per section. Never changed; the next save is the next revision."""

    __tablename__ = "minutes_revision"
    __table_args__ = (UniqueConstraint("conference_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    sections: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    saved_by: Mapped[str] = mapped_column(String(40))
    conference: Mapped["Conference"] = relationship(back_populates="revisions")
    signatures: Mapped[list["Countersignature"]] = relationship(
        order_by="Countersignature.id", back_populates="revision"
    )


class Countersignature(Base):
    """One side's signature on one revision."""

    __tablename__ = "countersignature"
    __table_args__ = (UniqueConstraint("revision_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("minutes_revision.id"))
    side: Mapped[Side] = mapped_column(Word(Side))
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signed_by: Mapped[str] = mapped_column(String(40))
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[MinutesRevision] = relationship(back_populates="signatures")
