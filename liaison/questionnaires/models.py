"""Questionnaires with their versions, who is asked, tickets, responses, counters and what was written."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.sealed import Sealed


class QuestionnaireStatus(StrEnum):
    """Where a questionnaire stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How much is known of who answers. Locked at the first answer."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


S = QuestionnaireStatus
STATUS_LABELS = {
    S.DRAFT: N_("草稿"),
    S.PUBLISHED: N_("已定稿"),
    S.OPEN: N_("填答中"),
    S.CLOSED: N_("已截止"),
    S.RELEASED: N_("结果已发布"),
    S.CANCELLED: N_("已取消"),
}
STATUS_TONES: dict[QuestionnaireStatus, Tone] = {
    S.DRAFT: "neutral",
    S.PUBLISHED: "info",
    S.OPEN: "good",
    S.CLOSED: "warn",
    S.RELEASED: "good",
    S.CANCELLED: "neutral",
}
MODE_LABELS = {
    Mode.NAMED: N_("实名"),
    Mode.CONFIDENTIAL: N_("保密"),
    Mode.ANONYMOUS: N_("匿名"),
}
MODE_WORDS = {
    Mode.NAMED: N_("实名：登录后填写，主办方经办人能看到每个人填了什么。"),
    Mode.CONFIDENTIAL: N_(
        "保密：登录后填写，每人一份。谁已填写是知道的（用于提醒），谁填了什么不向任何人显示；"
        "对外只有汇总和经双方各一名经办人审读的文字。但技术上，本单位的服务器仍有可能把两者对应起来。"
    ),
    Mode.ANONYMOUS: N_(
        "匿名：凭一次性答题码填写，不登录，不留账号、网络地址和具体时间。哪张答题码发给了谁，系统里没有任何记录。"
    ),
}
"""What each mode promises, as the page of answering says it. It says no more than the code keeps."""


class Questionnaire(Versioned, Base):
    """One round of asking. `side` is whose office runs it, `asked_by` who wanted it, `audience` who answers.

    `lineage_id` is the first round of the same questionnaire.
    """

    __tablename__ = "questionnaire"
    __table_args__ = (Index("ix_questionnaire_status_closes", "status", "closes_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    side: Mapped[Side] = mapped_column(Word(Side))
    asked_by: Mapped[Side] = mapped_column(Word(Side))
    audience: Mapped[Side] = mapped_column(Word(Side))
    mode: Mapped[Mode] = mapped_column(Word(Mode))
    has_targets: Mapped[bool] = mapped_column(default=False, server_default=false())
    status: Mapped[QuestionnaireStatus] = mapped_column(Word(QuestionnaireStatus), default=S.DRAFT)
    lineage_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    design_id: Mapped[int | None]
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None] = mapped_column(index=True)
    released_on: Mapped[date | None]
    issued: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    answers_purged_on: Mapped[date | None]
    created_on: Mapped[date]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    designs: Mapped[list["QuestionnaireDesign"]] = relationship(
        order_by="QuestionnaireDesign.number", back_populates="questionnaire"
    )

    @property
    def is_signed_in(self) -> bool:
        """Whether it is answered by people who sign in."""
        return self.mode is not Mode.ANONYMOUS

    @property
    def takes_feedback(self) -> bool:
        """Whether responses speak of single persons."""
        return self.has_targets and self.mode is Mode.CONFIDENTIAL


class QuestionnaireDesign(Base):
    """One version of the questions, as JSON (`rules.design`). Frozen once the questionnaire is published."""

    __tablename__ = "questionnaire_design"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    number: Mapped[int] = mapped_column(default=1)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen_on: Mapped[date | None]
    questionnaire: Mapped[Questionnaire] = relationship(back_populates="designs")


class QuestionnaireParticipant(Base):
    """Somebody who is asked, in the modes that sign in: whether, never what, they answered."""

    __tablename__ = "questionnaire_participant"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, index=True)
    has_answered: Mapped[bool] = mapped_column(default=False)


class QuestionnaireTarget(Base):
    """A person whom a participant met in a court case of the round, and may speak of: struck out, open or answered."""

    __tablename__ = "questionnaire_target"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    is_struck: Mapped[bool] = mapped_column(default=False)
    has_answered: Mapped[bool] = mapped_column(default=False)


class QuestionnaireTicket(Base):
    """A one-use code that has not been used, as a keyed hash; used ones are deleted, so that none can be told apart.

    Without a row number, SQLite keeps the rows in the order of their hashes: neither that of printing nor that of use.
    """

    __tablename__ = "questionnaire_ticket"
    __table_args__ = {"sqlite_with_rowid": False}

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class QuestionnaireGuess(Base):
    """How many wrong codes were tried on a day: enough to slow guessing, too little to tell when somebody answered."""

    __tablename__ = "questionnaire_guess"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class QuestionnaireResponse(Base):
    """What somebody chose, under a random id and with no more of the time than the day. Nobody's name.

    `person_id` is whom it speaks of, where responses speak of persons.
    """

    __tablename__ = "questionnaire_response"
    __table_args__ = {"sqlite_with_rowid": False}

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    design_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_design.id"))
    on: Mapped[date]
    person_id: Mapped[int | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class QuestionnaireNamed(Base):
    """Whose response it is: in the named mode, and in no other."""

    __tablename__ = "questionnaire_named"

    response_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    texts: Mapped[str] = mapped_column(Sealed)


class QuestionnaireCount(Base):
    """How many gave one answer to one question; `person_id` 0 counts all, else those that speak of one person."""

    __tablename__ = "questionnaire_count"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(25), primary_key=True)
    value: Mapped[str] = mapped_column(String(25), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class QuestionnaireText(Base):
    """One thing that was written, apart from the response it came with, under a random id.

    Each side's officer says what may not pass: the whole (`is_withheld_*`), or passages, one a line. None: not read.
    """

    __tablename__ = "questionnaire_text"
    __table_args__ = {"sqlite_with_rowid": False}

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    question: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Sealed)
    bar_struck: Mapped[str | None] = mapped_column(Sealed)
    bench_struck: Mapped[str | None] = mapped_column(Sealed)
    is_withheld_bar: Mapped[bool] = mapped_column(default=False)
    is_withheld_bench: Mapped[bool] = mapped_column(default=False)
    read_by_bar_id: Mapped[int | None]
    read_by_bench_id: Mapped[int | None]
