"""Court cases with their judge and lawyers, the ratings asked for, and counters of what was answered."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, Versioned, Word
from liaison.store.sealed import Sealed


class CourtCaseKind(StrEnum):
    """What a court case is about."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"
    OTHER = "other"


class CourtCaseStatus(StrEnum):
    """Where a court case stands: under way, its people are asked, done, or entered in error."""

    FILED = "filed"
    ASKED = "asked"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class RatingStatus(StrEnum):
    """Where one rating stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    NO_CONTACT = "no_contact"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


KIND_LABELS = {
    CourtCaseKind.CRIMINAL: N_("刑事"),
    CourtCaseKind.CIVIL: N_("民事"),
    CourtCaseKind.ADMINISTRATIVE: N_("行政"),
    CourtCaseKind.RETRIAL: N_("审监"),
    CourtCaseKind.ENFORCEMENT: N_("执行"),
    CourtCaseKind.OTHER: N_("其他"),
}
STATUS_LABELS = {
    CourtCaseStatus.FILED: N_("在办"),
    CourtCaseStatus.ASKED: N_("互评中"),
    CourtCaseStatus.DONE: N_("互评已结束"),
    CourtCaseStatus.WITHDRAWN: N_("已撤销"),
}
STATUS_TONES: dict[CourtCaseStatus, Tone] = {
    CourtCaseStatus.FILED: "neutral",
    CourtCaseStatus.ASKED: "info",
    CourtCaseStatus.DONE: "good",
    CourtCaseStatus.WITHDRAWN: "neutral",
}
RATING_LABELS = {
    RatingStatus.ASKED: N_("待评价"),
    RatingStatus.ANSWERED: N_("已评价"),
    RatingStatus.NO_CONTACT: N_("接触不足"),
    RatingStatus.LAPSED: N_("逾期未评"),
    RatingStatus.WITHDRAWN: N_("已撤销"),
}


class CourtCase(Versioned, Base):
    """One court case; `closed_on` starts the clock of its ratings."""

    __tablename__ = "court_case"
    __table_args__ = (
        UniqueConstraint("court_id", "number"),
        Index("ix_court_case_status_closed", "status", "closed_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60))
    court_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[CourtCaseKind] = mapped_column(Word(CourtCaseKind))
    status: Mapped[CourtCaseStatus] = mapped_column(Word(CourtCaseStatus), default=CourtCaseStatus.FILED)
    closed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    filed_on: Mapped[date]
    people: Mapped[list["CourtCasePerson"]] = relationship(
        order_by="CourtCasePerson.person_id", back_populates="court_case", lazy="selectin", cascade="all, delete-orphan"
    )

    def people_of(self, side: Side) -> list[int]:
        """Its judges or its lawyers, by id."""
        return [row.person_id for row in self.people if row.side is side]


class CourtCasePerson(Base):
    """A judge or a lawyer of a court case."""

    __tablename__ = "court_case_person"

    court_case_id: Mapped[int] = mapped_column(ForeignKey("court_case.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    side: Mapped[Side] = mapped_column(Word(Side))
    court_case: Mapped[CourtCase] = relationship(back_populates="people")


class Rating(Versioned, Base):
    """What one person is asked to say of the other. `answers` is seen by nobody, ever; only sums leave it.

    `is_settled`: the other one has answered too, or the time is up. `is_counted`: it has gone into the counters.
    """

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("court_case_id", "rater_id", "rated_id"),
        Index("ix_rating_rater", "rater_id", "status", "due_on"),
        Index("ix_rating_rated", "rated_id", "is_counted", "is_settled"),
        Index("ix_rating_due", "status", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    court_case_id: Mapped[int] = mapped_column(ForeignKey("court_case.id"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rated_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rater_side: Mapped[Side] = mapped_column(Word(Side))
    status: Mapped[RatingStatus] = mapped_column(Word(RatingStatus), default=RatingStatus.ASKED)
    asked_on: Mapped[date]
    due_on: Mapped[date]
    reminders: Mapped[int] = mapped_column(default=0)
    answers: Mapped[str | None] = mapped_column(Sealed)
    is_settled: Mapped[bool] = mapped_column(default=False)
    is_counted: Mapped[bool] = mapped_column(default=False)
    court_case: Mapped[CourtCase] = relationship(lazy="joined", innerjoin=True)


class RatingCount(Base):
    """How many gave one answer to one item about one person; item "" counts the ratings themselves."""

    __tablename__ = "rating_count"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(4), primary_key=True)
    value: Mapped[str] = mapped_column(String(2), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
