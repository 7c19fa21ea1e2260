"""Opinions from one side to the other, with their units, reply and history."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word


class OpinionStatus(StrEnum):
    """Where an opinion stands. "Tabled" is a link to an agenda item, not a state."""

    LODGED = "lodged"
    SCREENED = "screened"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
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


class Satisfaction(StrEnum):
    """What the proposer thinks of the reply; "dissatisfied" opens the opinion once more."""

    SATISFIED = "satisfied"
    PARTLY = "partly"
    DISSATISFIED = "dissatisfied"


class Channel(StrEnum):
    """By which way an opinion came."""

    PAGE = "page"
    LETTER = "letter"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    TEMPLATE = "template"
    OLD_RECORD = "old_record"


STATUS_LABELS = {
    OpinionStatus.LODGED: N_("已提交"),
    OpinionStatus.SCREENED: N_("已审核"),
    OpinionStatus.RETURNED: N_("已退回"),
    OpinionStatus.WITHDRAWN: N_("已撤回"),
    OpinionStatus.MERGED: N_("已合并"),
    OpinionStatus.REPLIED: N_("已答复"),
    OpinionStatus.CLOSED: N_("已办结"),
}

STATUS_TONES: dict[OpinionStatus, Tone] = {
    OpinionStatus.LODGED: "info",
    OpinionStatus.SCREENED: "info",
    OpinionStatus.RETURNED: "warn",
    OpinionStatus.WITHDRAWN: "neutral",
    OpinionStatus.MERGED: "neutral",
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


PROPOSER_NAME = N_("提出人")

SATISFACTION_LABELS = {
    Satisfaction.SATISFIED: N_("满意"),
    Satisfaction.PARTLY: N_("基本满意"),
    Satisfaction.DISSATISFIED: N_("不满意"),
}

SATISFACTION_TONES: dict[Satisfaction, Tone] = {
    Satisfaction.SATISFIED: "good",
    Satisfaction.PARTLY: "info",
    Satisfaction.DISSATISFIED: "warn",
}

CHANNEL_LABELS = {
    Channel.PAGE: N_("本平台"),
    Channel.LETTER: N_("来信"),
    Channel.TELEPHONE: N_("来电"),
    Channel.IN_PERSON: N_("当面"),
    Channel.TEMPLATE: N_("征集表"),
    Channel.OLD_RECORD: N_("历史记录"),
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
    """One opinion. `year`, `number` and `full_number` (意见〔2026〕31号) are given at lodging; `lead_id` at screening.

    `reply`, `outcome` and `replied_on` are of the last reply, empty again once the opinion is reopened.
    `extended_from`: the day that an extension moved; `extended_on` stays when the opinion is reopened, for there is one
    extension only. `merged_into_id`: the opinion that answers for this one too.

    Side and proposer have no index: with all three terms of `visible_to` indexed, SQLite would gather and sort every
    visible row for each page of the list instead of reading on in the order of the numbers (20,000 rows, a deep page:
    275 ms against 6).
    """

    __tablename__ = "opinion"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_opinion_status_received", "status", "received_on", "id"),
        # By month and side they are counted from this alone.
        Index("ix_opinion_received", "received_on", "id", "status", "side"),
        # The tabs count from this alone, however long the texts are.
        Index("ix_opinion_tabs", "status", "side", "proposer_user_id", "reply_due_on", "received_on"),
        # What waits for a reply, the first due first.
        Index("ix_opinion_status_due", "status", "reply_due_on", "id"),
        # A deep page passes over its rows in the order of their numbers without opening one of them.
        Index("ix_opinion_number_seen", "year", "number", "status", "side", "proposer_user_id"),
        # A tab, and a side in it, come in the order of their numbers without being sorted.
        Index("ix_opinion_status_number", "status", "year", "number"),
        Index("ix_opinion_status_side", "status", "side", "year", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    full_number: Mapped[str] = mapped_column(String(60))
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
    channel: Mapped[Channel] = mapped_column(Word(Channel), default=Channel.PAGE)
    screened_on: Mapped[date | None] = mapped_column(index=True)
    extended_on: Mapped[date | None]
    extended_from: Mapped[date | None]
    reopened_on: Mapped[date | None]
    satisfaction: Mapped[Satisfaction | None] = mapped_column(Word(Satisfaction))
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("opinion.id", deferrable=True, initially="DEFERRED"), index=True
    )
    category: Mapped[OpinionCategory] = relationship(lazy="joined", innerjoin=True)
    events: Mapped[list["OpinionEvent"]] = relationship(order_by="OpinionEvent.id", back_populates="opinion")
    merged: Mapped[list["Opinion"]] = relationship(order_by="Opinion.id", viewonly=True)
    comments: Mapped[list["JointComment"]] = relationship(order_by="JointComment.id", cascade="all, delete-orphan")
    replies: Mapped[list["OpinionReply"]] = relationship(order_by="OpinionReply.id", back_populates="opinion")


class OpinionEvent(Base):
    """A line of the timeline: which verb, when, by whom, with what note. Shown to all who see the opinion.

    `before` has what a correction changed, by field; a name among it is as withheld as the name itself.
    """

    __tablename__ = "opinion_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    side: Mapped[Side | None] = mapped_column(Word(Side))
    note: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    opinion: Mapped[Opinion] = relationship(back_populates="events")


class OpinionReply(Base):
    """A reply as it was given; the last one is also the opinion's own. The earlier ones stay to be read."""

    __tablename__ = "opinion_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    replied_on: Mapped[date]
    opinion: Mapped[Opinion] = relationship(back_populates="replies")


class JointComment(Base):
    """What a joint unit has to say for the reply: the answering side's own, until it stands in the reply."""

    __tablename__ = "joint_comment"
    __table_args__ = (UniqueConstraint("opinion_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
