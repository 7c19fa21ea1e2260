"""Who somebody is to complaints: keys, ties, recusals and parts, read once a transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from liaison.complaints.models import Assignment, DeclaredTie, Part, Recusal
from liaison.complaints.queries.keys import person_key, unit_key, user_key
from liaison.complaints.rules.relations import Standing
from liaison.core.sides import Actor, Role, Side
from liaison.store.base import db
from liaison.store.remembered import remembered
from liaison.store.users import User
from liaison.web.frame import features

Parts = Mapping[int, frozenset[tuple[Part, int]]]


def standing_of(user: Actor) -> Standing:
    """How complaints see a signed-in person."""
    return remembered(("complaints.standing", user.id, user.roles), lambda: standings_of([user])[user.id])


def standings_of(users: Collection[Actor]) -> dict[int, Standing]:
    """The same of many, by user id, in four statements."""
    ids = [user.id for user in users]
    units = features().offer("home_units")([user.person_id for user in users if user.person_id])
    ties: dict[str, set[str]] = defaultdict(set)
    keys = {user.id: user_key(user.id) for user in users}
    rows = select(DeclaredTie.user_key, DeclaredTie.person_key).where(DeclaredTie.user_key.in_(keys.values()))
    for owner, person in db.session.execute(rows):
        ties[owner].add(person)
    recused: dict[int, set[int]] = defaultdict(set)
    for user_id, complaint_id in db.session.execute(
        select(Recusal.user_id, Recusal.complaint_id).where(Recusal.user_id.in_(ids))
    ):
        recused[user_id].add(complaint_id)
    held, ever = _parts(ids)
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
            parts=held[user.id],
            earlier=ever[user.id],
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


def _parts(ids: Collection[int]) -> tuple[dict[int, Parts], dict[int, Parts]]:
    held: dict[int, dict[int, set[tuple[Part, int]]]] = defaultdict(lambda: defaultdict(set))
    ever: dict[int, dict[int, set[tuple[Part, int]]]] = defaultdict(lambda: defaultdict(set))
    for row in db.session.scalars(select(Assignment).where(Assignment.user_id.in_(ids))):
        ever[row.user_id][row.complaint_id].add((row.part, row.round))
        if row.ended_at is None:
            held[row.user_id][row.complaint_id].add((row.part, row.round))
    return (
        {user: {id: frozenset(parts) for id, parts in held[user].items()} for user in ids},
        {user: {id: frozenset(parts) for id, parts in ever[user].items()} for user in ids},
    )
