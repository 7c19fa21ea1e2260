"""Purge of court cases with the ratings in them; the sums about people, which hold ten at least, stay."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete

from liaison.core.sides import Actor
from liaison.ratings.models import CourtCase, CourtCasePerson, Rating
from liaison.ratings.queries import retaining as queries
from liaison.store import audit, purges
from liaison.store.base import db
from liaison.web.frame import features

PURGE: Final = "court_case"


def purge(ids: Collection[int], by: Actor | None) -> None:
    """Take court cases away for good, in the caller's transaction. What was not summed by then is in no sum."""
    for court_case in queries.with_ids(ids):
        # A backup from before a merging of courts has it under the one that was merged into its court.
        for court_id in features().offer("units_before")(court_case.court_id):
            purges.note(PURGE, queries.key_of(court_id, court_case.number))
        audit.record("court_case.purged", court_case, by)
        for part in (Rating, CourtCasePerson):
            db.session.execute(delete(part).where(part.court_case_id == court_case.id))
        db.session.execute(delete(CourtCase).where(CourtCase.id == court_case.id))
    db.session.expire_all()


def erase(key: str) -> None:
    """Do so again after an older backup was restored; nothing where there is no such court case."""
    found = queries.find_by_key(key)
    if found is not None:
        purge([found], None)
