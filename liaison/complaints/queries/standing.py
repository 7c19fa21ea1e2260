"""Who somebody is to complaints: keys, ties, recusals and parts, read once a transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, null, select, union_all

from liaison.complaints.models import Assignment, DeclaredTie, Part, Recusal
from liaison.complaints.queries.keys import person_key, unit_key, user_key
from liaison.complaints.rules.relations import Standing
from liaison.core.sides import Actor, Role, Side
from liaison.store.base import db
from liaison.store.remembered import remembered
from liaison.store.users import User
from liaison.web.frame import features


class _Parts(defaultdict[int, dict[int, set[tuple[Part, int]]]]):
    """(part, round) by user and complaint."""

    def __init__(self) -> None:
        super().__init__(lambda: defaultdict(set))

    def of(self, user_id: int) -> dict[int, frozenset[tuple[Part, int]]]:
        """Those of one person, as they stay."""
        return {id: frozenset(parts) for id, parts in self[user_id].items()}


def standing_of(user: Actor) -> Standing:
    """How complaints see a signed-in person."""
    return remembered(("complaints.standing", user.id, user.roles), lambda: standings_of([user])[user.id])


def standings_of(users: Collection[Actor]) -> dict[int, Standing]:
    """The same of many, by user id, in two statements."""
    units = features().offer("home_units")([user.person_id for user in users if user.person_id])
    keys = {user.id: user_key(user.id) for user in users}
    ties: dict[str, set[str]] = defaultdict(set)
    recused: dict[int, set[int]] = defaultdict(set)
    held, ever = _Parts(), _Parts()
    for id, complaint_id, part, round_, ended_at, tied_key, person_key_ in db.session.execute(_known(keys)):
        if tied_key is not None:
            ties[tied_key].add(person_key_)
        elif part is None:
            recused[id].add(complaint_id)
        else:
            ever[id][complaint_id].add((part, round_))
            if ended_at is None:
                held[id][complaint_id].add((part, round_))
    return {
        user.id: Standing(
            user_id=user.id,
            side=user.side,
            roles=user.roles,
            user_key=keys[user.id],
            person_key=person_key(user.person_id) if user.person_id else "-",
            unit_key=unit_key(units[user.person_id]) if user.person_id in units else "-",
            ties=frozenset(ties[keys[user.id]]),
            recused_from=frozenset(recused[user.id]),
            parts=held.of(user.id),
            earlier=ever.of(user.id),
        )
        for user in users
    }


def code_holder(complaint_id: int) -> Standing:
    """Whoever typed the return code of a complaint; nobody else's, and nobody by name."""
    return Standing(user_id=0, side=None, roles=frozenset(), user_key="-", holds_code_of=complaint_id)


@dataclass(frozen=True, slots=True)
class Nobody:
    """Whoever typed a return code, where an account is asked for: of a side, without number, name or role."""

    side: Side
    id: int = 0
    name: str = ""
    roles: frozenset[Role] = frozenset()
    person_id: int | None = None

    def has(self, role: Role) -> bool:
        """None."""
        return False


def officials(role_users: Collection[User]) -> dict[int, Standing]:
    """The standings of those who might be given a part."""
    return standings_of(role_users) if role_users else {}


def _known(keys: Mapping[int, str]) -> CompoundSelect[Any]:
    """Parts, recusals and ties of people, by id and keyed hash: one statement, which every page of complaints asks."""
    parts = select(
        Assignment.user_id, Assignment.complaint_id, Assignment.part, Assignment.round, Assignment.ended_at,
        null(), null(),
    ).where(Assignment.user_id.in_(keys))  # fmt: skip
    recusals = select(Recusal.user_id, Recusal.complaint_id, null(), null(), null(), null(), null())
    ties = select(null(), null(), null(), null(), null(), DeclaredTie.user_key, DeclaredTie.person_key)
    return union_all(
        parts, recusals.where(Recusal.user_id.in_(keys)), ties.where(DeclaredTie.user_key.in_(keys.values()))
    )
