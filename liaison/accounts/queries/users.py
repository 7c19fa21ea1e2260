"""Selects of users: the list with its filters, who keeps whom, who is an administrator."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, false, func, select, true

from liaison.accounts.models import AccountImport, CodeKind, EntryCode
from liaison.accounts.rules.standing import Standing, kept_side, may_keep
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role, Side
from liaison.store import searching
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus
from liaison.store.searching import Finds
from liaison.store.users import User, UserRole
from liaison.web.lists import Order

ORDER: Final[Order] = {
    "username": (User.username,),
    "name": (User.name, User.id),
    "created": (User.created_at, User.id),
}
DEFAULT_ORDER: Final = "username"
NEITHER: Final = "none"
STANDINGS: Final[dict[str, ColumnElement[bool]]] = {
    Standing.ACTIVE: User.is_enabled & (User.password_hash != ""),
    Standing.INVITED: User.is_enabled & (User.password_hash == ""),
    Standing.DISABLED: User.is_enabled.is_(False),
}


def visible_to(by: Actor) -> Select[User]:
    """All users for an administrator, those of the own side for an officer, nobody for others."""
    if not may_keep(by):
        return select(User).where(false())
    side = kept_side(by)
    return select(User).where(true() if side is None else User.side == side)


def get_visible(by: Actor, id: int) -> User:
    """The user of that number. Raises NotFound."""
    user = db.session.scalar(visible_to(by).where(User.id == id))
    if user is None:
        raise NotFound
    return user


def filtered(statement: Select[User], *, q: str = "", side: str = "", role: str = "", status: str = "") -> Select[User]:
    """The list under its filters; a word that no filter knows finds nobody."""
    if q:
        statement = statement.where(searching.holds(q, (User.username, User.name, User.email)))
    if side:
        is_known = side == NEITHER or side in set(Side)
        wanted = User.side.is_(None) if side == NEITHER else User.side == side
        statement = statement.where(wanted if is_known else false())
    if role:
        holds = User.id.in_(select(UserRole.user_id).where(UserRole.role == role)) if role in set(Role) else false()
        statement = statement.where(holds)
    if status:
        statement = statement.where(STANDINGS.get(status, false()))
    return statement


def count_by_standing(by: Actor) -> dict[str, int]:
    """How many users the person keeps, by standing; one statement."""
    visible = visible_to(by).subquery()
    columns = [func.count().filter(condition).label(name) for name, condition in STANDINGS.items()]
    statement = select(*columns).select_from(User).where(User.id.in_(select(visible.c.id)))
    return dict(db.session.execute(statement).one()._mapping)


def count_administrators() -> int:
    """The administrators who can sign in."""
    holds = select(UserRole.user_id).where(UserRole.role == Role.ADMINISTRATOR)
    statement = select(func.count()).select_from(User)
    return db.session.scalar(statement.where(User.id.in_(holds), STANDINGS[Standing.ACTIVE])) or 0


def count_by_role() -> dict[tuple[Side | None, Role], int]:
    """How many accounts that are not disabled hold each role, by side; one statement."""
    statement = select(User.side, UserRole.role, func.count()).join(UserRole, UserRole.user_id == User.id)
    rows = db.session.execute(statement.where(User.is_enabled).group_by(User.side, UserRole.role))
    return {(side, role): number for side, role, number in rows}


def find_by_person(person_id: int, but: int | None = None) -> User | None:
    """The user who is that person of the directory, other than `but`; one in use before one that is not."""
    statement = select(User).where(User.person_id == person_id, User.id.is_distinct_from(but))
    return db.session.scalar(statement.order_by(User.is_enabled.desc(), User.id).limit(1))


def count_of_people(person_ids: Collection[int], *, only_enabled: bool) -> int:
    """How many accounts these people of the directory have."""
    theirs = select(func.count()).select_from(User).where(User.person_id.in_(person_ids))
    return db.session.scalar(theirs.where(User.is_enabled) if only_enabled else theirs) or 0


def officers_of(side: Side | None) -> list[User]:
    """The officers of a side who can sign in: whom its people ask."""
    holds = select(UserRole.user_id).where(UserRole.role == Role.OFFICER)
    statement = select(User).where(User.id.in_(holds), User.side == side, STANDINGS[Standing.ACTIVE])
    return list(db.session.scalars(statement.order_by(User.name, User.id)))


def staff_of(side: Side | None) -> list[User]:
    """Whoever of a side (None: of both) holds a role that may be stood in for, in use, by name."""
    holds = select(UserRole.user_id).where(UserRole.role.in_((Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION)))
    statement = select(User).where(User.id.in_(holds), STANDINGS[Standing.ACTIVE])
    statement = statement.where(User.side == side) if side else statement.where(User.side.is_not(None))
    return list(db.session.scalars(statement.order_by(User.side, User.name, User.id)))


def successors_of(leaver: User) -> list[User]:
    """Whoever of the same side can sign in and could take over, by name."""
    statement = select(User).where(User.side == leaver.side, User.id != leaver.id, STANDINGS[Standing.ACTIVE])
    return list(db.session.scalars(statement.order_by(User.name, User.id)))


def ids_by_username(usernames: Collection[str]) -> dict[str, int]:
    """The numbers of these users, in the order they were entered."""
    rows = db.session.execute(select(User.username, User.id).where(User.username.in_(usernames)).order_by(User.id))
    return {username: id for username, id in rows}


def by_ids(ids: Collection[int]) -> list[User]:
    """These users, in the order they were entered."""
    return list(db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id)))


def invited(by: Actor, since: datetime) -> list[User]:
    """Whoever of those kept has no password yet and got no code or link since that moment, by name."""
    lately = select(EntryCode.user_id).where(EntryCode.issued_at > since)
    statement = visible_to(by).where(STANDINGS[Standing.INVITED], User.id.not_in(lately))
    return list(db.session.scalars(statement.order_by(User.name, User.id)))


def expiring(
    kinds: Collection[CodeKind], now: datetime, until: datetime, since: datetime
) -> list[tuple[EntryCode, User]]:
    """The codes of those kinds that end from now to `until`, given before `since`, of who can be written to."""
    awaited = EntryCode.kind.in_(kinds) & (EntryCode.issued_at <= since)
    statement = select(EntryCode, User).join(User, User.id == EntryCode.user_id).where(awaited)
    statement = statement.where(EntryCode.expires_at.between(now, until), STANDINGS[Standing.INVITED], User.email != "")
    return [(code, user) for code, user in db.session.execute(statement.order_by(EntryCode.id))]


def all_usernames() -> frozenset[str]:
    """Every user name that is taken."""
    return frozenset(db.session.scalars(select(User.username)))


def with_account(person_ids: Collection[int]) -> frozenset[int]:
    """Those of the people of the directory who have an account."""
    statement = select(User.person_id).where(User.person_id.in_(person_ids))
    return frozenset(id for id in db.session.scalars(statement) if id is not None)


def get_import(by: Actor, id: int) -> AccountImport:
    """A list that this administrator uploaded. Raises NotFound."""
    found = db.session.get(AccountImport, id)
    if found is None or found.uploaded_by_id != by.id:
        raise NotFound
    return found


def imports_before(moment: datetime) -> Sequence[AccountImport]:
    """The lists that were uploaded before and nobody confirmed or discarded."""
    waits = (AccountImport.status == ImportStatus.PREVIEWED) & (AccountImport.uploaded_at < moment)
    return db.session.scalars(select(AccountImport).where(waits)).all()


def find(by: Actor, q: str) -> Finds[User]:
    """The users with these words in name, sign-in name or mail address, for the search across features."""
    return searching.find(filtered(visible_to(by), q=q), User.id, ORDER["name"])
