"""Which court cases are past the time that the ratings of single people in them are kept."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select

from liaison.ratings.models import CourtCase, CourtCaseStatus
from liaison.store.base import db
from liaison.store.sealed import keyed_hash

OVER: Final = (CourtCaseStatus.DONE, CourtCaseStatus.WITHDRAWN)
KEY: Final = "court_case"


def over_before(day: date) -> Sequence[int]:
    """The ids of the court cases whose ratings ended before a day; one withdrawn unasked ended when it was entered."""
    ended = func.coalesce(CourtCase.due_on, CourtCase.filed_on) < day
    return db.session.scalars(
        select(CourtCase.id).where(CourtCase.status.in_(OVER), ended).order_by(CourtCase.id)
    ).all()


def with_ids(ids: Collection[int]) -> Sequence[CourtCase]:
    """These court cases."""
    return db.session.scalars(select(CourtCase).where(CourtCase.id.in_(ids)).order_by(CourtCase.id)).all()


def find_id(typed: str) -> int | None:
    """The id of the court case whose number somebody typed; None where none or more than one court has it."""
    found = db.session.scalars(select(CourtCase.id).where(CourtCase.number == typed.strip())).all()
    return found[0] if len(found) == 1 else None


def key_of(court_id: int, number: str) -> str:
    """What the ledger calls a court case: nobody reads its number out of that, and no other case ever gets it."""
    return keyed_hash(f"{court_id}:{number}", KEY)


def find_by_key(key: str) -> int | None:
    """The id of the court case that the ledger names."""
    rows = db.session.execute(select(CourtCase.id, CourtCase.court_id, CourtCase.number))
    return next((id for id, court_id, number in rows if key_of(court_id, number) == key), None)
