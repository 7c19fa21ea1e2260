"""Selects of one-time codes and second factors."""

from datetime import datetime

from sqlalchemy import func, select

from liaison.accounts.models import EntryCode, RecoveryCode, SecondFactor, SecondFactorRole
from liaison.core.sides import Role
from liaison.store.base import db


def find_code(user_id: int, code_hash: str, now: datetime) -> EntryCode | None:
    """The user's code of that hash, if it is still good."""
    statement = select(EntryCode).where(EntryCode.user_id == user_id, EntryCode.code_hash == code_hash)
    return db.session.scalar(statement.where(EntryCode.expires_at > now))


def codes_of(user_id: int, now: datetime) -> list[EntryCode]:
    """The codes with which the user may set a password now, the last first."""
    statement = select(EntryCode).where(EntryCode.user_id == user_id, EntryCode.expires_at > now)
    return list(db.session.scalars(statement.order_by(EntryCode.issued_at.desc())))


def find_factor(user_id: int) -> SecondFactor | None:
    """The second factor that counts, None while it is not confirmed."""
    factor = db.session.get(SecondFactor, user_id)
    return factor if factor is not None and factor.confirmed_at is not None else None


def find_draft(user_id: int) -> SecondFactor | None:
    """The second factor that was begun and is not confirmed."""
    factor = db.session.get(SecondFactor, user_id)
    return factor if factor is not None and factor.confirmed_at is None else None


def count_recovery_codes(user_id: int) -> int:
    """The recovery codes that are left."""
    statement = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return db.session.scalar(statement) or 0


def roles_with_factor() -> frozenset[Role]:
    """The roles whose holders must have a second factor."""
    return frozenset(db.session.scalars(select(SecondFactorRole.role)))


def find_latest_code(user_id: int) -> EntryCode | None:
    """The code that was issued last."""
    statement = select(EntryCode).where(EntryCode.user_id == user_id).order_by(EntryCode.id.desc())
    return db.session.scalar(statement.limit(1))
