"""Double submission makes one record: each form carries a key, and the first answer to it stands."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.store.base import Base, UTCDateTime, db, ensure_row

KEPT = timedelta(days=2)


class Submission(Base):
    """A form that was accepted, and the page its sender was led to."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


def claim(user_id: int | None, token: str) -> str | None:
    """Claim the form's key for this transaction: None when it is ours, else where its first answer led.

    Under two submissions at once the second waits for the first transaction to end.
    """
    key = _key(user_id, token)
    if ensure_row(db.session(), Submission, key=key, location="", at=clock.now()):
        return None
    return db.session.scalar(select(Submission.location).where(Submission.key == key))


def is_claimed(user_id: int | None, token: str) -> bool:
    """Whether a form with this key was accepted."""
    return db.session.get(Submission, _key(user_id, token)) is not None


def answer(user_id: int | None, token: str, location: str) -> None:
    """Remember where the accepted form led."""
    step = update(Submission).where(Submission.key == _key(user_id, token)).values(location=location[:500])
    db.session.execute(step)


def forget_old() -> None:
    """Drop keys that no page can still send."""
    db.session.execute(delete(Submission).where(Submission.at < clock.now() - KEPT))


def _key(user_id: int | None, token: str) -> str:
    return hashlib.sha256(f"{user_id}:{token}".encode()).hexdigest()
