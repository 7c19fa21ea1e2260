"""How every verb on a conference begins and ends: asked of the table, noted in the audit trail."""

from typing import Any

from liaison.conferences import queries
from liaison.conferences.models import Conference
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import moves
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import expect_version


def begin(verb: str, conference: Conference, by: Actor, seen: int | None = None) -> None:
    """Lock the conference, refuse a stale page (`seen`: the version it showed) and ask the rules.

    Raises Stale, Forbidden or RuleBroken.
    """
    queries.hold(conference)
    expect_version(conference, seen)
    refuse(conference_rules.why_not(verb, by, conference))


def refuse_move(verb: str, conference: Conference) -> None:
    """Refuse what the state of the conference does not allow, for who holds a code and has no account."""
    queries.hold(conference)
    refuse(moves.MOVES.why_not(verb, conference.status, frozenset({moves.INVITEE})))


def finish(verb: str, conference: Conference, by: Actor | None, **detail: Any) -> None:
    """Set the state that the move leads to and note it; `by` None for what the system does."""
    move = moves.MOVES[verb]
    if move.target is not None:
        conference.status = moves.S(move.target)
        detail["status"] = move.target
    audit.record(move.action, conference, by, **detail)


def differing(texts: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Of (stored, typed) texts by label those that differ: what the page of a refused save shows side by side."""
    return {label: pair for label, pair in texts.items() if pair[0] != pair[1]}
