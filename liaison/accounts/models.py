"""Sessions, one-time codes, and second factors with their recovery codes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.sides import Role
from liaison.store.base import Base, UTCDateTime, Word
from liaison.store.held_imports import HeldImport
from liaison.store.sealed import Sealed
from liaison.store.users import User


class CodeKind(StrEnum):
    """What a one-time code is for: a new account's slip, a reset at the desk, a link asked for, a link sent out."""

    ACTIVATION = "activation"
    DESK = "desk"
    MAIL = "mail"
    INVITATION = "invitation"


class Duty(StrEnum):
    """What somebody has to do after sign-in before anything else."""

    NONE = ""
    SECOND_FACTOR = "second_factor"


class SignInSession(Base):
    """A signed-in browser. Only the hash of its token is kept: the database cannot sign in."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    checked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When the password was last typed."""
    browser: Mapped[str] = mapped_column(String(40), default="")
    duty: Mapped[Duty] = mapped_column(Word(Duty), default=Duty.NONE)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class PendingSignIn(Base):
    """A sign-in whose password was right and whose second step is to come."""

    __tablename__ = "pending_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class EntryCode(Base):
    """A one-time code with which its user sets a password; only its keyed hash is kept, and using it deletes it."""

    __tablename__ = "entry_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    kind: Mapped[CodeKind] = mapped_column(Word(CodeKind))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AccountImport(HeldImport, Base):
    """A list of accounts to open: held until it is confirmed, then only how many there were is kept."""

    __tablename__ = "account_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    uploaded_by_id: Mapped[int] = mapped_column(index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    rows: Mapped[int] = mapped_column(default=0)


class LinkRequest(Base):
    """Somebody asked for a link by mail. The row and its job are the same whether there is such an account or not."""

    __tablename__ = "link_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    kind: Mapped[CodeKind] = mapped_column(Word(CodeKind))
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class SecondFactor(Base):
    """Somebody's authenticator; it counts from `confirmed_at` on. `last_step` is that of the last code used."""

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Sealed)
    last_step: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RecoveryCode(Base):
    """One of ten codes for a lost telephone; only its keyed hash is kept, and using it deletes it."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)


class SecondFactorRole(Base):
    """A role whose holders must have a second factor."""

    __tablename__ = "second_factor_role"

    role: Mapped[Role] = mapped_column(Word(Role), primary_key=True)
