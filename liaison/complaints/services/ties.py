"""Ties that somebody declares to a person of the roster: they keep away from each complaint about that person."""

from liaison.complaints.models import DeclaredTie
from liaison.complaints.queries import ties as queries
from liaison.complaints.queries.keys import person_key, user_key
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db, ensure_row
from liaison.web.frame import features


def declare(by: Actor, person_id: int, about: str) -> None:
    """Declare a tie; twice is once. The row holds keyed hashes and a sealed word. Raises RuleBroken for oneself."""
    if by.person_id == person_id:
        raise RuleBroken(N_("不必申报本人。"), field="person_id")
    person_id = features().offer("person_now")(person_id, is_held=True)
    ensure_row(
        db.session(), DeclaredTie, user_key=user_key(by.id), person_key=person_key(person_id), about=about,
        declared_at=clock.now(),
    )  # fmt: skip
    audit.record("complaint.tie_declared", None, by)


def take_back(by: Actor, id: int) -> None:
    """Take a declaration back. Raises NotFound for one that is not one's own."""
    db.session.delete(queries.get(by, id))
    audit.record("complaint.tie_taken_back", None, by)
