"""Regions, organisations with their chambers, and the people in them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.messages import N_
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.held_imports import HeldImport, ImportStatus

PERSON_NAME_LENGTH: Final = 40
ORGANISATION_NAME_LENGTH: Final = 80
# As code points compare, which PostgreSQL does only in its collation "C"; a key has eight characters a character.
PERSON_KEY = String(8 * PERSON_NAME_LENGTH).with_variant(String(8 * PERSON_NAME_LENGTH, collation="C"), "postgresql")
ORGANISATION_KEY = String(8 * ORGANISATION_NAME_LENGTH).with_variant(
    String(8 * ORGANISATION_NAME_LENGTH, collation="C"), "postgresql"
)


class Standing(StrEnum):
    """Whether somebody or something is on the roster now. What was once there is kept: papers name it."""

    ACTIVE = "active"
    RETIRED = "retired"
    MERGED = "merged"


class OrganisationKind(StrEnum):
    """What an organisation is. A chamber (庭) is an organisation within its court."""

    BAR_ASSOCIATION = "bar_association"
    JUDGES_ASSOCIATION = "judges_association"
    LAW_FIRM = "law_firm"
    COURT = "court"
    CHAMBER = "chamber"
    PROCURATORATE = "procuratorate"
    JUSTICE_BUREAU = "justice_bureau"


class PersonKind(StrEnum):
    """What a person of the directory is."""

    LAWYER = "lawyer"
    JUDGE = "judge"
    STAFF = "staff"


STANDING_LABELS = {
    Standing.ACTIVE: N_("在册"),
    Standing.RETIRED: N_("已停用"),
    Standing.MERGED: N_("已合并"),
}

KIND_LABELS = {
    OrganisationKind.BAR_ASSOCIATION: N_("律师协会"),
    OrganisationKind.JUDGES_ASSOCIATION: N_("法官协会"),
    OrganisationKind.LAW_FIRM: N_("律师事务所"),
    OrganisationKind.COURT: N_("法院"),
    OrganisationKind.CHAMBER: N_("内设庭室"),
    OrganisationKind.PROCURATORATE: N_("检察院"),
    OrganisationKind.JUSTICE_BUREAU: N_("司法局"),
}

PERSON_KIND_LABELS = {
    PersonKind.LAWYER: N_("律师"),
    PersonKind.JUDGE: N_("法官"),
    PersonKind.STAFF: N_("工作人员"),
}

SIDES = {
    OrganisationKind.BAR_ASSOCIATION: Side.BAR,
    OrganisationKind.LAW_FIRM: Side.BAR,
    OrganisationKind.JUDGES_ASSOCIATION: Side.BENCH,
    OrganisationKind.COURT: Side.BENCH,
    OrganisationKind.CHAMBER: Side.BENCH,
}


class Entry:
    """What entries of people and of organisations have in common.

    One that was merged into another is off the roster for good. Its row stays: it leads to the one that goes on for
    it, and its name finds that one.
    """

    is_active: Mapped[bool]
    merged_into_id: Mapped[int | None]

    @property
    def standing(self) -> Standing:
        """On the roster, no longer, or part of another entry."""
        if self.merged_into_id is not None:
            return Standing.MERGED
        return Standing.ACTIVE if self.is_active else Standing.RETIRED


class Region(Versioned, Base):
    """A city, district or county, in a tree."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))


class Organisation(Entry, Versioned, Base):
    """A body of either side or of neither. `party_branch` is shown as totals only."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(Word(OrganisationKind), index=True)
    name: Mapped[str] = mapped_column(String(ORGANISATION_NAME_LENGTH), unique=True)
    sort_key: Mapped[str] = mapped_column(ORGANISATION_KEY)
    short_name: Mapped[str] = mapped_column(String(40), default="")
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    address: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    party_branch: Mapped[str] = mapped_column(String(60), default="", index=True)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    region: Mapped[Region | None] = relationship()
    parent: Mapped["Organisation | None"] = relationship(
        remote_side=[id], foreign_keys=[parent_id], back_populates="chambers"
    )
    chambers: Mapped[list["Organisation"]] = relationship(
        foreign_keys=[parent_id], back_populates="parent", order_by="Organisation.position"
    )

    @property
    def side(self) -> Side | None:
        """The side the organisation belongs to; None for those of neither."""
        return SIDES.get(self.kind)

    @property
    def shown_name(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Person(Entry, Versioned, Base):
    """Somebody of the roster. Names may repeat; a licence or post number does not."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_roster", "is_active", "sort_key", "id"),
        Index("ix_person_totals", "kind", "is_active", "is_party_member"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PersonKind] = mapped_column(Word(PersonKind))
    name: Mapped[str] = mapped_column(String(PERSON_NAME_LENGTH))
    sort_key: Mapped[str] = mapped_column(PERSON_KEY)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    office: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    practising_since: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    is_party_member: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def side(self) -> Side | None:
        """The side of the organisation the person belongs to."""
        return self.organisation.side


class RosterImport(HeldImport, Base):
    """An uploaded roster between its preview and its confirmation, and afterwards the note that it was taken in.

    `counts` holds numbers only. The file goes when the import is confirmed, discarded or forgotten.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[ImportStatus] = mapped_column(Word(ImportStatus), default=ImportStatus.PREVIEWED, index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
