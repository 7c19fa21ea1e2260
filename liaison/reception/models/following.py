"""What follows a visit: referrals, the lawyer's legal opinion to the court, what the visitor thought."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.reception.models.visits import Visit
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.sealed import Sealed


class BodyKind(StrEnum):
    """Which kind of body a matter is referred to."""

    LEGAL_AID = "legal_aid"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    MEDIATION = "mediation"
    PETITION_OFFICE = "petition_office"
    ARBITRATION = "arbitration"
    OTHER = "other"


class ReferralStatus(StrEnum):
    """Where a referral stands."""

    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ReferralResult(StrEnum):
    """What the receiving body did."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    SOLVED = "solved"
    PASSED_ON = "passed_on"


class AdoptionStatus(StrEnum):
    """What a court did with a lawyer's legal opinion."""

    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"


class SatisfactionWay(StrEnum):
    """How the visitor's answer came."""

    DESK = "desk"
    PAPER = "paper"
    CODE = "code"


class Satisfaction(StrEnum):
    """What the visitor thought of the reception."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


BODY_LABELS = {
    BodyKind.LEGAL_AID: N_("法律援助机构"),
    BodyKind.COURT: N_("法院（立案、再审、执行、司法救助）"),
    BodyKind.PROCURATORATE: N_("检察院"),
    BodyKind.MEDIATION: N_("人民调解组织"),
    BodyKind.PETITION_OFFICE: N_("信访部门"),
    BodyKind.ARBITRATION: N_("仲裁机构"),
    BodyKind.OTHER: N_("其他单位"),
}
REFERRAL_LABELS = {
    ReferralStatus.SENT: N_("待签收"),
    ReferralStatus.RECEIVED: N_("已签收"),
    ReferralStatus.ANSWERED: N_("已有结果"),
    ReferralStatus.WITHDRAWN: N_("已撤回"),
}
REFERRAL_TONES: dict[ReferralStatus, Tone] = {
    ReferralStatus.SENT: "warn",
    ReferralStatus.RECEIVED: "info",
    ReferralStatus.ANSWERED: "good",
    ReferralStatus.WITHDRAWN: "neutral",
}
RESULT_LABELS = {
    ReferralResult.ACCEPTED: N_("已受理"),
    ReferralResult.DECLINED: N_("不予受理"),
    ReferralResult.SOLVED: N_("已办结"),
    ReferralResult.PASSED_ON: N_("转其他单位"),
}
ADOPTION_LABELS = {
    AdoptionStatus.SUBMITTED: N_("待法院反馈"),
    AdoptionStatus.ADOPTED: N_("已采纳"),
    AdoptionStatus.PARTLY: N_("部分采纳"),
    AdoptionStatus.NOT_ADOPTED: N_("未采纳"),
}
ADOPTION_TONES: dict[AdoptionStatus, Tone] = {
    AdoptionStatus.SUBMITTED: "warn",
    AdoptionStatus.ADOPTED: "good",
    AdoptionStatus.PARTLY: "info",
    AdoptionStatus.NOT_ADOPTED: "neutral",
}
SATISFACTION_LABELS = {
    Satisfaction.SATISFIED: N_("满意"),
    Satisfaction.FAIRLY: N_("基本满意"),
    Satisfaction.DISSATISFIED: N_("不满意"),
}
SATISFACTION_WAY_LABELS = {
    SatisfactionWay.DESK: N_("当场口头"),
    SatisfactionWay.PAPER: N_("纸质评价表"),
    SatisfactionWay.CODE: N_("扫码评价"),
}


class Referral(Versioned, Base):
    """A matter sent on to another body. `receipt_due_on` is ours to watch; how long the body takes is its own."""

    __tablename__ = "visit_referral"
    __table_args__ = (Index("ix_visit_referral_due", "status", "receipt_due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    status: Mapped[ReferralStatus] = mapped_column(Word(ReferralStatus))
    body_kind: Mapped[BodyKind] = mapped_column(Word(BodyKind))
    body: Mapped[str] = mapped_column(String(80))
    sent_on: Mapped[date]
    receipt_due_on: Mapped[date]
    received_on: Mapped[date | None]
    result: Mapped[ReferralResult | None] = mapped_column(Word(ReferralResult))
    answered_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(Sealed)
    note: Mapped[str] = mapped_column(Sealed)
    visit: Mapped[Visit] = relationship(lazy="joined", innerjoin=True)


class LegalOpinion(Versioned, Base):
    """The duty lawyer's legal opinion to the court about a matter, and what the court made of it."""

    __tablename__ = "legal_opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    status: Mapped[AdoptionStatus] = mapped_column(Word(AdoptionStatus))
    submitted_on: Mapped[date]
    settled_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str] = mapped_column(Sealed)
    visit: Mapped[Visit] = relationship(lazy="joined", innerjoin=True)


class VisitSatisfaction(Base):
    """What a visitor thought, once a visit; the remark is sealed."""

    __tablename__ = "visit_satisfaction"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True, autoincrement=False)
    way: Mapped[SatisfactionWay] = mapped_column(Word(SatisfactionWay))
    answer: Mapped[Satisfaction] = mapped_column(Word(Satisfaction))
    remark: Mapped[str] = mapped_column(Sealed)
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
