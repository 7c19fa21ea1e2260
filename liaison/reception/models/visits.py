"""Visits: who came, why, what the check for conflicts found, and what was said. Whatever names somebody is sealed."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.reception.models.days import ReceptionDay
from liaison.reception.models.lawyers import DutyLawyer, Speciality
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.sealed import Sealed

GROUP_FROM = 5
"""So many people with one matter are a group."""


class VisitStatus(StrEnum):
    """Where a visit stands; the wall board shows waiting, called, done and left."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    TALKING = "talking"
    DONE = "done"
    LEFT = "left"
    CANCELLED = "cancelled"


class VisitWay(StrEnum):
    """How somebody came."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"


class Consent(StrEnum):
    """What a visitor agrees to."""

    RECORDED = "recorded"
    SHARED = "shared"
    CALLED_BACK = "called_back"


class Notice(StrEnum):
    """What every visitor is told."""

    FREE = "free"
    NO_PROMISES = "no_promises"
    NO_SOLICITING = "no_soliciting"


class VisitOutcome(StrEnum):
    """What a talk came to."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    SUE = "sue"
    APPEAL = "appeal"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"
    LEGAL_AID = "legal_aid"
    JUDICIAL_RELIEF = "judicial_relief"
    MEDIATION = "mediation"
    PETITION_OFFICE = "petition_office"
    PROCURATORATE = "procuratorate"
    NOT_HELPED = "not_helped"


class CheckStage(StrEnum):
    """When a check was made."""

    BEFORE = "before"
    DURING = "during"


class CheckResult(StrEnum):
    """What a check found; one cleared by somebody was possible before."""

    CLEAR = "clear"
    POSSIBLE = "possible"
    CLEARED = "cleared"
    CONFLICT = "conflict"


class FollowUpResult(StrEnum):
    """What the visitor says a month later."""

    SOLVED = "solved"
    UNDER_WAY = "under_way"
    UNSOLVED = "unsolved"
    NOT_REACHED = "not_reached"


class DeclarationKind(StrEnum):
    """What a duty lawyer declares, so that a conflict of interest is found before a talk."""

    CLIENT = "client"
    OPPONENT = "opponent"
    COURT_CASE = "court_case"
    RELATIVE = "relative"


VISIT_LABELS = {
    VisitStatus.BOOKED: N_("已预约"),
    VisitStatus.WAITING: N_("候谈"),
    VisitStatus.CALLED: N_("已叫号"),
    VisitStatus.TALKING: N_("谈话中"),
    VisitStatus.DONE: N_("已办结"),
    VisitStatus.LEFT: N_("已离开"),
    VisitStatus.CANCELLED: N_("预约已取消"),
}
VISIT_TONES: dict[VisitStatus, Tone] = {
    VisitStatus.BOOKED: "neutral",
    VisitStatus.WAITING: "info",
    VisitStatus.CALLED: "warn",
    VisitStatus.TALKING: "info",
    VisitStatus.DONE: "good",
    VisitStatus.LEFT: "neutral",
    VisitStatus.CANCELLED: "neutral",
}
WAY_LABELS = {VisitWay.WALK_IN: N_("当场登记"), VisitWay.APPOINTMENT: N_("预约")}
CONSENT_LABELS = {
    Consent.RECORDED: N_("同意登记和留存本次接访内容"),
    Consent.SHARED: N_("同意转交受理单位时提供姓名和联系方式"),
    Consent.CALLED_BACK: N_("同意三十日后电话回访"),
}
NOTICE_LABELS = {
    Notice.FREE: N_("接访不收取任何费用"),
    Notice.NO_PROMISES: N_("不承诺办案结果，不代替法院作出决定"),
    Notice.NO_SOLICITING: N_("值班律师不得借接访招揽业务"),
}
OUTCOME_LABELS = {
    VisitOutcome.ANSWERED: N_("当场解答"),
    VisitOutcome.WITHDRAWN: N_("释明法律后息诉息访"),
    VisitOutcome.SUE: N_("引导起诉"),
    VisitOutcome.APPEAL: N_("引导上诉"),
    VisitOutcome.RETRIAL: N_("引导申请再审"),
    VisitOutcome.ENFORCEMENT: N_("引导申请执行"),
    VisitOutcome.LEGAL_AID: N_("转法律援助"),
    VisitOutcome.JUDICIAL_RELIEF: N_("引导申请司法救助"),
    VisitOutcome.MEDIATION: N_("转调解"),
    VisitOutcome.PETITION_OFFICE: N_("转信访部门"),
    VisitOutcome.PROCURATORATE: N_("转检察机关"),
    VisitOutcome.NOT_HELPED: N_("未能帮助"),
}
CHECK_LABELS = {
    CheckResult.CLEAR: N_("无冲突"),
    CheckResult.POSSIBLE: N_("可能有冲突"),
    CheckResult.CLEARED: N_("已核实无冲突"),
    CheckResult.CONFLICT: N_("有利益冲突"),
}
CHECK_TONES: dict[CheckResult, Tone] = {
    CheckResult.CLEAR: "good",
    CheckResult.POSSIBLE: "warn",
    CheckResult.CLEARED: "good",
    CheckResult.CONFLICT: "bad",
}
FOLLOW_UP_LABELS = {
    FollowUpResult.SOLVED: N_("问题已解决"),
    FollowUpResult.UNDER_WAY: N_("正在办理"),
    FollowUpResult.UNSOLVED: N_("未解决"),
    FollowUpResult.NOT_REACHED: N_("未能联系上"),
}
DECLARATION_LABELS = {
    DeclarationKind.CLIENT: N_("委托人"),
    DeclarationKind.OPPONENT: N_("所办案件的对方当事人"),
    DeclarationKind.COURT_CASE: N_("所办案件的案号"),
    DeclarationKind.RELATIVE: N_("近亲属"),
}

ADVISED = frozenset(
    {
        VisitOutcome.ANSWERED, VisitOutcome.WITHDRAWN, VisitOutcome.SUE, VisitOutcome.APPEAL, VisitOutcome.RETRIAL,
        VisitOutcome.ENFORCEMENT,
    }
)  # fmt: skip
"""Outcomes that are advice given by the duty lawyer; the others lead to another body, or nowhere."""


class Visit(Versioned, Base):
    """One visit. `number` is that of the day's queue, None for an appointment that has not come yet.

    `name`: None where the visitor stays unnamed or the visit was made anonymous (`anonymised_on`), then the number is
    the name. `people` have the matter, `received` of them sat at the desk (at most five). `is_repeat`: the person came
    before (`earlier_id`); `is_same_matter`: with the same matter. `is_from_paper`: typed in later from the paper form.

    Sealed texts make rows wide: each index of a filter holds the state too, so that counts never read the rows.
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("day_id", "number"),
        Index("ix_visit_list", "on", "id", "status"),
        Index("ix_visit_kind", "kind", "status", "on", "id"),
        Index("ix_visit_outcome", "outcome", "status", "on", "id"),
        Index("ix_visit_court", "court_id", "status", "on", "id"),
        Index(
            "ix_visit_figures",
            "status",
            "on",
            "kind",
            "court_id",
            "outcome",
            "way",
            "is_repeat",
            "is_same_matter",
            "is_advised",
            "people",
            "received",
        ),
        Index("ix_visit_status", "status", "on", "id"),
        Index("ix_visit_follow_up", "follow_up_due_on", "followed_up_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"))
    on: Mapped[date]
    number: Mapped[int | None]
    way: Mapped[VisitWay] = mapped_column(Word(VisitWay))
    status: Mapped[VisitStatus] = mapped_column(Word(VisitStatus))
    kind: Mapped[Speciality] = mapped_column(Word(Speciality))
    court_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    lawyer_id: Mapped[int | None] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    people: Mapped[int] = mapped_column(default=1)
    received: Mapped[int] = mapped_column(default=1)
    is_repeat: Mapped[bool] = mapped_column(default=False)
    is_same_matter: Mapped[bool] = mapped_column(default=False)
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    is_from_paper: Mapped[bool] = mapped_column(default=False)
    consents: Mapped[list[str]] = mapped_column(JSON, default=list)
    booked_for: Mapped[time | None] = mapped_column(Time)
    arrived_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    began_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[VisitOutcome | None] = mapped_column(Word(VisitOutcome))
    is_advised: Mapped[bool] = mapped_column(default=False)
    notices: Mapped[list[str]] = mapped_column(JSON, default=list)
    follow_up_due_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    follow_up_result: Mapped[FollowUpResult | None] = mapped_column(Word(FollowUpResult))
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    anonymised_on: Mapped[date | None]

    name: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str | None] = mapped_column(Sealed)
    id_number: Mapped[str | None] = mapped_column(Sealed)
    address: Mapped[str | None] = mapped_column(Sealed)
    other_parties: Mapped[str | None] = mapped_column(Sealed)
    other_firms: Mapped[str | None] = mapped_column(Sealed)
    case_number: Mapped[str | None] = mapped_column(Sealed)
    code: Mapped[str | None] = mapped_column(Sealed)
    follow_up_note: Mapped[str | None] = mapped_column(Sealed)
    phone_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    id_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    case_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    day: Mapped[ReceptionDay] = relationship(lazy="joined", innerjoin=True)
    lawyer: Mapped[DutyLawyer | None] = relationship(lazy="joined")
    talk: Mapped["Talk | None"] = relationship(back_populates="visit", cascade="all, delete-orphan")
    checks: Mapped[list["ConflictCheck"]] = relationship(
        order_by="ConflictCheck.id", back_populates="visit", lazy="selectin"
    )
    limits: Mapped[list["TimeLimit"]] = relationship(order_by="TimeLimit.id", cascade="all, delete-orphan")

    @property
    def is_group(self) -> bool:
        """Whether so many came that representatives speak for them."""
        return self.people >= GROUP_FROM

    @property
    def check(self) -> "ConflictCheck | None":
        """The last check against the lawyer who has the visit now."""
        mine = [check for check in self.checks if check.lawyer_id == self.lawyer_id]
        return mine[-1] if mine else None

    @property
    def excluded(self) -> frozenset[int]:
        """The duty lawyers who have a conflict: they learn nothing more of the visit."""
        return frozenset(check.lawyer_id for check in self.checks if check.is_conflict)


class VisitKey(Base):
    """A keyed hash of how a name of a visit sounds with one syllable left out: where a name is looked for."""

    __tablename__ = "visit_key"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    side: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)


class Talk(Versioned, Base):
    """What was said. Kept apart, so that what is typed and saved by itself touches no other part of the visit."""

    __tablename__ = "visit_talk"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True, autoincrement=False)
    facts: Mapped[str] = mapped_column(Sealed)
    issues: Mapped[str] = mapped_column(Sealed)
    grounds: Mapped[str] = mapped_column(Sealed)
    advice: Mapped[str] = mapped_column(Sealed)
    risks: Mapped[str] = mapped_column(Sealed)
    next_steps: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str] = mapped_column(Sealed)
    """Why nobody could help."""
    visit: Mapped[Visit] = relationship(back_populates="talk")


class TimeLimit(Base):
    """A time limit in play, such as an appeal; what it is of is sealed."""

    __tablename__ = "visit_time_limit"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    ends_on: Mapped[date]


class ConflictCheck(Base):
    """A check against one duty lawyer, kept with what it found and who decided what upon it.

    `findings`: JSON, a list of what matched (`services.checks.Finding`).
    """

    __tablename__ = "conflict_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    lawyer_id: Mapped[int] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    stage: Mapped[CheckStage] = mapped_column(Word(CheckStage))
    result: Mapped[CheckResult] = mapped_column(Word(CheckResult))
    findings: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str] = mapped_column(Sealed)
    checked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(String(40), default="")
    visit: Mapped[Visit] = relationship(back_populates="checks")
    lawyer: Mapped[DutyLawyer] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has decided that it is one; what the check alone found waits for that."""
        return self.result is CheckResult.CONFLICT and self.decided_at is not None

    @property
    def is_open(self) -> bool:
        """Whether a talk may begin."""
        return self.result in {CheckResult.CLEAR, CheckResult.CLEARED}


class Declaration(Base):
    """A client, opponent, court case or relative of a duty lawyer. Only the lawyer reads it; a check compares it."""

    __tablename__ = "conflict_declaration"

    id: Mapped[int] = mapped_column(primary_key=True)
    lawyer_id: Mapped[int] = mapped_column(ForeignKey("duty_lawyer.id"), index=True)
    kind: Mapped[DeclarationKind] = mapped_column(Word(DeclarationKind))
    name: Mapped[str] = mapped_column(Sealed)
    note: Mapped[str] = mapped_column(Sealed)
    declared_on: Mapped[date]


class DeskDraft(Base):
    """What somebody at the desk has typed and not yet registered: one for each person and day."""

    __tablename__ = "desk_draft"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), primary_key=True, autoincrement=False)
    typed: Mapped[str] = mapped_column(Sealed)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class VisitEvent(Base):
    """A line of a visit's timeline. The note is sealed: it may name somebody."""

    __tablename__ = "visit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    verb: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Sealed)
