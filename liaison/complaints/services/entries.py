"""Complaints, declared ties and recusal of people and units whose two entries of the roster become one.

Keyed hashes name them: each is moved as a column of ids is, so that whoever had to keep away from either keeps away
from the one that is left. Nobody is told of any, and the same statements are asked whether there is one or not.
"""

from typing import Any, Final

from sqlalchemy import case, select, update

from liaison.complaints.models import Complaint, DeclaredTie
from liaison.complaints.queries.keys import pair_key, person_key, unit_key
from liaison.core.merging import Merging
from liaison.store import merging
from liaison.store.base import db


def settle_people(gone: int, kept: int) -> None:
    """The person complained of, the pair with who complains, and whom somebody declared a tie to."""
    old, new = person_key(gone), person_key(kept)
    statement = select(Complaint.id, Complaint.complainant_key).where(Complaint.respondent_key == old)
    pairs: dict[Any, str] = {id: pair_key(key, new) for id, key in db.session.execute(statement)}
    told = case(pairs or {None: ""}, value=Complaint.id, else_=Complaint.pair_key)
    moved = update(Complaint).where(Complaint.respondent_key == old).values(respondent_key=new, pair_key=told)
    db.session.execute(moved, execution_options=merging.AT_ONCE)
    merging.drop_twins(DeclaredTie.person_key, old, new, [DeclaredTie.user_key])
    merging.move(DeclaredTie.person_key, old, new)


def settle_units(gone: int, kept: int) -> None:
    """The chamber or firm whose people sit beside the person complained of."""
    merging.move(Complaint.respondent_unit_key, unit_key(gone), unit_key(kept))


PERSON: Final = Merging(settle=settle_people)
ORGANISATION: Final = Merging(references=(Complaint.body_id,), settle=settle_units)
