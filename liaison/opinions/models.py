"""Opinions from one side to the other, with their units, reply and history."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.numbers import document_number
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word


class OpinionStatus(StrEnum):
    """Where an opinion stands. "Tabled" is a link to an agenda item, not a state."""

    LODGED = "lodged"
    SCREENED = "screened"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REPLIED = "replied"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a reply comes to (办理结果 A B C D)."""

    SOLVED = "A"
    UNDER_WAY = "B"
    LIMITED = "C"
    FOR_REFERENCE = "D"


class ProposerKind(StrEnum):
    """Where an opinion comes from."""

    PERSON = "person"
    FIRM = "firm"
    COURT = "court"
    ASSOCIATION = "association"


STATUS_LABELS = {
    OpinionStatus.LODGED: N_("已提交"),
    OpinionStatus.SCREENED: N_("已审核"),
    OpinionStatus.RETURNED: N_("已退回"),
    OpinionStatus.WITHDRAWN: N_("已撤回"),
    OpinionStatus.REPLIED: N_("已答复"),
    OpinionStatus.CLOSED: N_("已办结"),
}

STATUS_TONES: dict[OpinionStatus, Tone] = {
    OpinionStatus.LODGED: "info",
    OpinionStatus.SCREENED: "info",
    OpinionStatus.RETURNED: "warn",
    OpinionStatus.WITHDRAWN: "neutral",
    OpinionStatus.REPLIED: "good",
    OpinionStatus.CLOSED: "good",
}

OUTCOME_LABELS = {
    Outcome.SOLVED: N_("A 已解决或采纳"),
    Outcome.UNDER_WAY: N_("B 正在解决或列入计划"),
    Outcome.LIMITED: N_("C 受条件限制暂难解决"),
    Outcome.FOR_REFERENCE: N_("D 留作参考"),
}

OUTCOME_TONES: dict[Outcome, Tone] = {
    Outcome.SOLVED: "good",
    Outcome.UNDER_WAY: "info",
    Outcome.LIMITED: "warn",
    Outcome.FOR_REFERENCE: "neutral",
}

PROPOSER_KIND_LABELS = {
    ProposerKind.PERSON: N_("个人"),
    ProposerKind.FIRM: N_("律师事务所"),
    ProposerKind.COURT: N_("法院或内设庭室"),
    ProposerKind.ASSOCIATION: N_("协会"),
}


class OpinionCategory(Base):
    """What opinions are about; rows that the office edits.

    One that is retired stays with the opinions that have it, and is offered for no new one.
    """

    __tablename__ = "opinion_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class Opinion(Versioned, Base):
    """One opinion. `year` and `number` are given at lodging; `lead_id` at screening.

    Side and proposer have no index: with all three terms of `visible_to` indexed, SQLite would gather and sort every
    visible row for each page of the list instead of reading on in the order of the numbers (20,000 rows, a deep page:
    275 ms against 6).
    """

    __tablename__ = "opinion"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_opinion_status_received", "status", "received_on", "id"),
        Index("ix_opinion_received", "received_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    side: Mapped[Side] = mapped_column(Word(Side))
    status: Mapped[OpinionStatus] = mapped_column(Word(OpinionStatus))
    category_id: Mapped[int] = mapped_column(ForeignKey("opinion_category.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    grounds: Mapped[str] = mapped_column(Text, default="")
    wanted: Mapped[str] = mapped_column(Text, default="")
    proposer_kind: Mapped[ProposerKind] = mapped_column(Word(ProposerKind))
    proposer_name: Mapped[str] = mapped_column(String(80))
    proposer_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    is_name_withheld: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date]
    lodged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    joint_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    reply_due_on: Mapped[date | None] = mapped_column(index=True)
    reply: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    replied_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    category: Mapped[OpinionCategory] = relationship(lazy="joined", innerjoin=True)
    events: Mapped[list["OpinionEvent"]] = relationship(order_by="OpinionEvent.id", back_populates="opinion")

    @property
    def full_number(self) -> str:
        """意见〔2026〕31号."""
        return document_number("意见", self.year, self.number)


class OpinionEvent(Base):
    """A line of the timeline: which verb, when, by whom, with what note. Shown to all who see the opinion."""

    __tablename__ = "opinion_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    side: Mapped[Side | None] = mapped_column(Word(Side))
    note: Mapped[str] = mapped_column(Text, default="")
    opinion: Mapped[Opinion] = relationship(back_populates="events")
