"""Selects of organisations and regions."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Side
from liaison.directory.models import SIDES, Organisation, OrganisationKind, Region
from liaison.directory.rules.spelling import spelling
from liaison.directory.rules.standing import may_read
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds
from liaison.web.lists import Order

NEITHER: Final = "none"
RETIRED: Final = "no"
EVERY: Final = "all"
MOST_OTHERS: Final = 20
ASSOCIATIONS: Final = (OrganisationKind.BAR_ASSOCIATION, OrganisationKind.JUDGES_ASSOCIATION)

Court = aliased(Organisation, name="court")
Former = aliased(Organisation, name="former_organisation")
_KIND_ORDER: Final = {
    kind: place
    for place, kind in enumerate(
        (
            OrganisationKind.BAR_ASSOCIATION,
            OrganisationKind.JUDGES_ASSOCIATION,
            OrganisationKind.COURT,
            OrganisationKind.CHAMBER,
            OrganisationKind.LAW_FIRM,
            OrganisationKind.PROCURATORATE,
            OrganisationKind.JUSTICE_BUREAU,
        )
    )
}
# A chamber stands behind its court.
_PLACE: Final = (
    func.coalesce(Court.position, Organisation.position),
    func.coalesce(Court.sort_key, Organisation.sort_key),
    case((Court.id.is_(None), 0), else_=1),
    Organisation.position,
    Organisation.sort_key,
    Organisation.id,
)
_GROUP: Final = case(
    {kind: place - (kind is OrganisationKind.CHAMBER) for kind, place in _KIND_ORDER.items()}, value=Organisation.kind
)
ORDER: Final[Order] = {
    "kind": (_GROUP, *_PLACE),
    "name": (Organisation.sort_key, Organisation.id),
    "region": (func.coalesce(Organisation.region_id, 0), _GROUP, *_PLACE),
}
DEFAULT_ORDER: Final = "kind"


def visible_to(user: Actor) -> Select[Organisation]:
    """Every organisation, with its region and court, for those who may read the directory; none for others."""
    statement = (
        select(Organisation)
        .outerjoin(Court, Organisation.parent.of_type(Court))
        .options(contains_eager(Organisation.parent.of_type(Court)), joinedload(Organisation.region))
    )
    return statement if may_read(user) else statement.where(false())


def others(user: Actor, q: str, organisation: Organisation) -> Sequence[Organisation]:
    """The first finds among those of the same side that were not merged, on the roster or no longer."""
    statement = filtered(visible_to(user), q=q, side=organisation.side or NEITHER, active=EVERY)
    return db.session.scalars(statement.order_by(*ORDER[DEFAULT_ORDER]).limit(MOST_OTHERS)).all()


def get_visible(user: Actor, id: int) -> Organisation:
    """The organisation of that number. Raises NotFound."""
    organisation = db.session.scalar(visible_to(user).where(Organisation.id == id))
    if organisation is None:
        raise NotFound
    return organisation


def retired_ids() -> frozenset[int]:
    """The organisations that are no longer on the roster."""
    return frozenset(db.session.scalars(select(Organisation.id).where(Organisation.is_active.is_(False))))


def filtered(
    statement: Select[Organisation], *, q: str = "", kind: str = "", side: str = "", active: str = "",
    region_ids: Collection[int] = (),
) -> Select[Organisation]:  # fmt: skip
    """The list under its filters; a word that no filter knows finds none. `active`: "" for those on the roster."""
    if q:
        statement = search(statement, q)
    if kind:
        is_known = kind in set(OrganisationKind)
        statement = statement.where(Organisation.kind == kind) if is_known else statement.where(false())
    if side:
        statement = statement.where(is_of_side(side))
    if region_ids:
        statement = statement.where(Organisation.region_id.in_(region_ids))
    if active != EVERY:
        statement = statement.where(Organisation.is_active.is_(active != RETIRED))
    # Who is on the roster was not merged into another.
    return statement.where(Organisation.merged_into_id.is_(None)) if active else statement


def search(statement: Select[Organisation], q: str) -> Select[Organisation]:
    """Those whose name, short name or address holds the words, or an entry that was merged into them."""
    words = " ".join(map(spelling, q.split()))
    columns = (Organisation.name, Organisation.short_name, Organisation.address)
    return statement.where(or_(searching.holds(words, columns), was_called(words)))


def was_called(words: str) -> ColumnElement[bool]:
    """Organisations into which one was merged whose names hold the words."""
    found = searching.holds(words, (Former.name, Former.short_name))
    return Organisation.id.in_(select(Former.merged_into_id).where(Former.merged_into_id.is_not(None), found))


def is_of_side(side: str) -> ColumnElement[bool]:
    """Organisations of a side, by its word; "none" for those of neither."""
    if side == NEITHER:
        return Organisation.kind.not_in(SIDES)
    return Organisation.kind.in_([kind for kind, belongs in SIDES.items() if belongs == side])


def count_by_kind() -> dict[tuple[OrganisationKind, bool], int]:
    """How many there are of each kind, in use (True) and retired (False)."""
    columns = (Organisation.kind, Organisation.is_active)
    counted = or_(Organisation.is_active, Organisation.merged_into_id.is_(None))
    statement = select(*columns, func.count()).where(counted).group_by(*columns)
    return {(kind, is_active): number for kind, is_active, number in db.session.execute(statement)}


def by_ids(user: Actor, ids: Collection[int]) -> list[Organisation]:
    """Those of the numbers that the user may see."""
    return list(db.session.scalars(visible_to(user).where(Organisation.id.in_(ids))))


def names(ids: Collection[int]) -> dict[int, str]:
    """The names of these organisations, those no longer in use included: what is over keeps the name that it had."""
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {id: name for id, name in rows}


def with_parents(ids: Collection[int]) -> Sequence[Organisation]:
    """These organisations, each with the one it is within; one statement."""
    statement = select(Organisation).where(Organisation.id.in_(ids)).options(joinedload(Organisation.parent))
    return db.session.scalars(statement).all()


def find(user: Actor, q: str) -> Finds[Organisation]:
    """The first finds among those in use."""
    found = search(visible_to(user).where(Organisation.is_active), q)
    return searching.find(found, Organisation.id, ORDER[DEFAULT_ORDER])


def in_use(sides: Collection[Side | None] = (*Side, None), also: int | None = None) -> list[Organisation]:
    """The active organisations of these sides in the order of the list; `also` one that may be retired."""
    kinds = [kind for kind in OrganisationKind if SIDES.get(kind) in sides]
    wanted = Organisation.is_active & Organisation.kind.in_(kinds)
    if also is not None:
        wanted |= Organisation.id == also
    statement = select(Organisation).outerjoin(Court, Organisation.parent.of_type(Court)).where(wanted)
    return list(db.session.scalars(statement.order_by(*ORDER[DEFAULT_ORDER])))


def everything() -> list[Organisation]:
    """All organisations with region and court, but those merged into another: an import meets them by name."""
    statement = select(Organisation).options(joinedload(Organisation.parent), joinedload(Organisation.region))
    return list(db.session.scalars(statement.where(Organisation.merged_into_id.is_(None)).order_by(Organisation.id)))


def former_names() -> dict[str, str]:
    """The name of each entry that was merged into another, with the name of that one."""
    statement = select(Former.name, Organisation.name).join(Organisation, Organisation.id == Former.merged_into_id)
    return {former: name for former, name in db.session.execute(statement)}


def names_before(id: int) -> list[str]:
    """The names of the entries that were merged into this one."""
    statement = select(Organisation.name).where(Organisation.merged_into_id == id)
    return list(db.session.scalars(statement.order_by(Organisation.sort_key, Organisation.id)))


def find_by_name(name: str) -> Organisation | None:
    """The organisation of that full name in its stored spelling, retired or not."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name))


def chambers_of(court_id: int) -> list[Organisation]:
    """All chambers of a court, retired ones too, in their order."""
    statement = select(Organisation).where(Organisation.parent_id == court_id, Organisation.merged_into_id.is_(None))
    return list(db.session.scalars(statement.order_by(Organisation.position, Organisation.sort_key, Organisation.id)))


def association_names() -> tuple[str, str]:
    """The names of the bar association and of the judges' association; "" where there is none yet."""
    names: dict[Any, str] = {}
    for kind, name in db.session.execute(_association_names()):
        names.setdefault(kind, name)
    return names.get(ASSOCIATIONS[0], ""), names.get(ASSOCIATIONS[1], "")


@cache
def _association_names() -> Select[OrganisationKind, str]:
    """Each page asks this for its head: it takes longer to put together than the database to answer."""
    statement = select(Organisation.kind, Organisation.name).where(Organisation.kind.in_(ASSOCIATIONS))
    return statement.where(Organisation.is_active).order_by(Organisation.position, Organisation.id)


def first_of(kind: OrganisationKind) -> Organisation | None:
    """The first organisation of a kind that is in use: there is one association of each kind."""
    statement = select(Organisation).where(Organisation.kind == kind, Organisation.is_active)
    return db.session.scalar(statement.order_by(Organisation.position, Organisation.id).limit(1))


def contact_of(name: str) -> str:
    """Where a body is found and called, in Chinese as its letters give it; "" where the directory has neither."""
    found = find_by_name(name)
    if found is None:
        return ""
    told = (("联系地址", found.address), ("联系电话", found.phone))
    return "；".join(f"{label}：{value}" for label, value in told if value)


def regions() -> list[Region]:
    """All regions in the order they were entered."""
    return list(db.session.scalars(select(Region).order_by(Region.id)))


def get_region(_user: Actor, id: int) -> Region:
    """The region of that number. Raises NotFound."""
    region = db.session.get(Region, id)
    if region is None:
        raise NotFound
    return region


def find_region(name: str) -> Region | None:
    """The region of that name."""
    return db.session.scalar(select(Region).where(Region.name == name))


def city_name() -> str:
    """The name of the first region that lies in no other; "" where there is none yet."""
    statement = select(Region.name).where(Region.parent_id.is_(None)).order_by(Region.id).limit(1)
    return db.session.scalar(statement) or ""


def with_parts(regions: Sequence[Region], id: int | None) -> set[int]:
    """A region and all that lies in it, by number; an empty set for None, a set of nothing known for a stranger."""
    if id is None:
        return set()
    inside = {id}
    while grown := {region.id for region in regions if region.parent_id in inside} - inside:
        inside |= grown
    return inside
