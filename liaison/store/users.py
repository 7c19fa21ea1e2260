"""Users with their side and roles: whom every feature asks about and writes to."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    role_rows: Mapped[list["UserRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def is_active(self) -> bool:
        """What Flask-Login asks: a disabled account is signed out at once."""
        return self.is_enabled

    def has(self, role: Role) -> bool:
        """Say whether the user holds the role."""
        return role in self.roles


class UserRole(Base):
    """One role of one user."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Word(Role), primary_key=True)
