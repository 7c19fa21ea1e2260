"""Users with their side and roles: whom every feature asks about and writes to."""

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import ColumnElement, ForeignKey, String, exists, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word


class User(UserMixin, Versioned, Base):
    """Somebody who can sign in. The name on papers is the directory's; this one is for the screen."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    side: Mapped[Side | None] = mapped_column(Word(Side))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(2))
    email: Mapped[str] = mapped_column(String(254), default="")
    is_enabled: Mapped[bool] = mapped_column(default=True)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    standing_reason: Mapped[str] = mapped_column(String(200), default="")
    """Why an administrator last disabled or enabled the account, or took its second factor away."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    role_rows: Mapped[list["UserRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    standing_in: Mapped[list["StandIn"]] = relationship(
        primaryjoin="(StandIn.stand_in_id == User.id) & (StandIn.ended_at.is_(None))", lazy="selectin", viewonly=True
    )

    @property
    def own_roles(self) -> frozenset[Role]:
        """The roles that the user was given, without those stood in for."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held, those stood in for today included."""
        return self.own_roles.union(*(row.roles for row in self.stood_in_today))

    @property
    def stood_in_today(self) -> list["StandIn"]:
        """Whom the user stands in for today."""
        return [row for row in self.standing_in if row.covers(clock.today())]

    @property
    def is_active(self) -> bool:
        """What Flask-Login asks: a disabled account is signed out at once."""
        return self.is_enabled

    def has(self, role: Role) -> bool:
        """Say whether the user holds the role."""
        return role in self.roles


def does_work_of(role: Role) -> ColumnElement[bool]:
    """Those who hold a role, and those who stand in today for somebody who does: whom notices of its work reach."""
    today = clock.today()
    stands_in = exists().where(
        StandIn.stand_in_id == User.id,
        StandIn.ended_at.is_(None),
        StandIn.starts_on <= today,
        StandIn.ends_on >= today,
        (literal(" ") + StandIn.role_words + " ").contains(f" {role.value} "),
    )
    return User.role_rows.any(UserRole.role == role) | stands_in


class UserRole(Base):
    """One role of one user."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Word(Role), primary_key=True)


class StandIn(Base):
    """Somebody does another's work from one day to another, both included; it ends by itself."""

    __tablename__ = "stand_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    absent_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    stand_in_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role_words: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    named_at: Mapped[datetime] = mapped_column(UTCDateTime)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    stand_in: Mapped[User] = relationship(foreign_keys=[stand_in_id])

    @property
    def roles(self) -> frozenset[Role]:
        """The roles lent."""
        return frozenset(map(Role, self.role_words.split()))

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.ended_at is None and self.starts_on <= day <= self.ends_on
