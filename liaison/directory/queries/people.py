"""Selects of people: what somebody may see, lists with their filters, and what others ask of the directory."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Row, Select, case, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, lazyload

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Region
from liaison.directory.queries.organisations import NEITHER, is_of_side, was_called
from liaison.directory.rules.spelling import plain_number, spelling
from liaison.directory.rules.standing import may_read
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds
from liaison.web.lists import Order

_KIND_ORDER: Final = case({kind: place for place, kind in enumerate(PersonKind)}, value=Person.kind)
_ORGANISATION_KEY: Final = (
    select(Organisation.sort_key).where(Organisation.id == Person.organisation_id).scalar_subquery()
)
ORDER: Final[Order] = {
    "name": (Person.sort_key, Person.id),
    "kind": (_KIND_ORDER, Person.sort_key, Person.id),
    "organisation": (_ORGANISATION_KEY, Person.sort_key, Person.id),
    "number": (func.coalesce(Person.number, ""), Person.id),
}
DEFAULT_ORDER: Final = "name"
Former: Final = aliased(Person, name="former_person")
RETIRED: Final = "no"
EVERYBODY: Final = "all"
MOST_OTHERS: Final = 20


def visible_to(user: Actor) -> Select[Person]:
    """Everybody on the roster for those who may read it; nobody for others.

    Organisations are asked about in subqueries: a join would make the count of a list several times as slow.
    """
    statement = select(Person)
    return statement if may_read(user) else statement.where(false())


def others(user: Actor, q: str, person: Person) -> Sequence[Person]:
    """The first finds among those of the same side who were not merged, on the roster or no longer."""
    statement = filtered(visible_to(user), q=q, side=person.side or NEITHER, active=EVERYBODY)
    return db.session.scalars(statement.order_by(*ORDER[DEFAULT_ORDER]).limit(MOST_OTHERS)).all()


def get_visible(user: Actor, id: int) -> Person:
    """The person of that number. Raises NotFound."""
    person = db.session.scalar(visible_to(user).where(Person.id == id))
    if person is None:
        raise NotFound
    return person


def filtered(
    statement: Select[Person], *, q: str = "", kind: str = "", side: str = "", active: str = "",
    region_ids: Collection[int] = (), organisation_id: int | None = None,
) -> Select[Person]:  # fmt: skip
    """The list under its filters; a word that no filter knows finds nobody. `active`: "" for those on the roster."""
    if q:
        statement = search(statement, q)
    if kind:
        statement = statement.where(Person.kind == kind) if kind in set(PersonKind) else statement.where(false())
    if side:
        statement = statement.where(_is_of(is_of_side(side)))
    if region_ids:
        statement = statement.where(_is_of(Organisation.region_id.in_(region_ids)))
    if organisation_id is not None:
        statement = statement.where(_belongs_to([organisation_id]))
    if active != EVERYBODY:
        statement = statement.where(Person.is_active.is_(active != RETIRED))
    # Who is on the roster was not merged into another.
    return statement.where(Person.merged_into_id.is_(None)) if active else statement


def search(statement: Select[Person], q: str) -> Select[Person]:
    """Those whose name, number or organisation holds the words; the names of merged entries find them too."""
    columns, names = (Person.name, Person.number), (Organisation.name, Organisation.short_name)
    return statement.where(
        *(
            or_(
                searching.holds(word, columns),
                _was_called(word),
                _is_of(or_(searching.holds(word, names), was_called(word))),
            )
            for word in map(spelling, q.split())
        )
    )


def count_by_kind() -> dict[tuple[PersonKind, bool], int]:
    """How many there are of each kind, on the roster (True) and retired (False)."""
    statement = select(Person.kind, Person.is_active, func.count()).group_by(Person.kind, Person.is_active)
    merged = select(Person.kind, func.count()).where(Person.merged_into_id.is_not(None)).group_by(Person.kind)
    counts = {(kind, is_active): number for kind, is_active, number in db.session.execute(statement)}
    for kind, number in db.session.execute(merged):
        counts[kind, False] -= number
    return counts


def totals() -> dict[str, int]:
    """Lawyers, law firms, party members among the lawyers and their party branches, on the roster now; one statement.

    A joint branch of several firms bears one name and counts once.
    """
    lawyers = select(func.count()).where(Person.kind == PersonKind.LAWYER, Person.is_active)
    firms = (Organisation.kind == OrganisationKind.LAW_FIRM) & Organisation.is_active
    branches = select(func.count(Organisation.party_branch.distinct())).where(firms, Organisation.party_branch != "")
    columns = {
        "lawyers": lawyers,
        "law_firms": select(func.count()).where(firms),
        "party_members": lawyers.where(Person.is_party_member),
        "party_branches": branches,
    }
    statement = select(*(column.scalar_subquery().label(name) for name, column in columns.items()))
    return dict(db.session.execute(statement).one()._mapping)


def by_region() -> Sequence[Row[int, str, int, int]]:
    """Each region in which there is a firm or a lawyer: (id, name, lawyers, law_firms); one statement."""
    firms = (Organisation.kind == OrganisationKind.LAW_FIRM) & Organisation.is_active
    lawyers = func.count(Person.id.distinct()).label("lawyers")
    law_firms = func.count(case((firms, Organisation.id)).distinct()).label("law_firms")
    is_lawyer = (Person.organisation_id == Organisation.id) & (Person.kind == PersonKind.LAWYER) & Person.is_active
    statement = (
        select(Region.id, Region.name, lawyers, law_firms)
        .join(Organisation, Organisation.region_id == Region.id)
        .outerjoin(Person, is_lawyer)
        .group_by(Region.id, Region.name)
        .having((func.count(Person.id) > 0) | (func.count(case((firms, Organisation.id))) > 0))
    )
    return db.session.execute(statement.order_by(Region.id)).all()


def count_party_members(ids: Collection[int]) -> int:
    """How many of these lawyers are party members: nobody outside of the directory learns more of it."""
    among = Person.id.in_(ids) & (Person.kind == PersonKind.LAWYER) & Person.is_party_member
    return db.session.scalar(select(func.count()).where(among)) or 0


def by_ids(user: Actor, ids: Collection[int]) -> list[Person]:
    """Those of the numbers whom the user may see."""
    return list(db.session.scalars(visible_to(user).where(Person.id.in_(ids))))


def find(user: Actor, q: str) -> Finds[Person]:
    """The first finds among those on the roster, by name."""
    return searching.find(search(visible_to(user).where(Person.is_active), q), Person.id, ORDER[DEFAULT_ORDER])


def with_ids(ids: Collection[int]) -> list[Person]:
    """Those of the numbers, retired or not."""
    return list(db.session.scalars(select(Person).where(Person.id.in_(ids))))


def people_of(organisation_ids: Collection[int]) -> list[Person]:
    """Everybody on the roster of these organisations and of their chambers, by organisation and name."""
    place = (Organisation.position, Organisation.sort_key, Person.sort_key, Person.id)
    statement = select(Person).join(Person.organisation).options(contains_eager(Person.organisation))
    statement = statement.where(_belongs_to(organisation_ids), Person.is_active).order_by(*place)
    return list(db.session.scalars(statement))


def count_people(organisation_ids: Collection[int]) -> dict[int, int]:
    """How many are on the roster of each organisation, those of a court's chambers with the court's; one statement."""
    statement = (
        select(Organisation.id, Organisation.parent_id, func.count(Person.id))
        .join(Person, (Person.organisation_id == Organisation.id) & Person.is_active)
        .where(or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids)))
        .group_by(Organisation.id, Organisation.parent_id)
    )
    counts = dict.fromkeys(organisation_ids, 0)
    for id, parent_id, number in db.session.execute(statement):
        for place in counts.keys() & {id, parent_id}:
            counts[place] += number
    return counts


def count_all_of(organisation_id: int) -> int:
    """How many belong to an organisation itself, on the roster or no longer."""
    theirs = (Person.organisation_id == organisation_id) & Person.merged_into_id.is_(None)
    return db.session.scalar(select(func.count()).select_from(Person).where(theirs)) or 0


def find_by_number(number: str) -> Person | None:
    """The person of that licence or post number, retired or not."""
    return db.session.scalar(select(Person).where(Person.number == plain_number(number)))


def matching(names: Collection[str], numbers: Collection[str]) -> list[Person]:
    """Those who bear one of the names or numbers: all whom an import could mean.

    Entries that were merged are `former`. Organisations are not joined: the import has loaded every one of them.
    """
    statement = select(Person).where(or_(Person.name.in_(names), Person.number.in_(numbers)))
    statement = statement.where(Person.merged_into_id.is_(None))
    statement = statement.options(lazyload(Person.organisation))
    return list(db.session.scalars(statement.order_by(Person.id)))


def former(names: Collection[str]) -> list[tuple[str, str, Person]]:
    """Entries of these names that were merged into another: (name, name of the unit, the entry that goes on)."""
    statement = (
        select(Former.name, Organisation.name, Person)
        .join(Person, Person.id == Former.merged_into_id)
        .join(Organisation, Organisation.id == Former.organisation_id)
        .where(Former.name.in_(names))
        .options(lazyload(Person.organisation))
    )
    rows = db.session.execute(statement.order_by(Former.id))
    return [(name, unit, person) for name, unit, person in rows]


def names_before(id: int) -> list[str]:
    """The names of the entries that were merged into this one, where they are others."""
    its = select(Person.name).where(Person.id == id).scalar_subquery()
    statement = select(Person.name).where(Person.merged_into_id == id, Person.name != its).distinct()
    return list(db.session.scalars(statement.order_by(Person.name)))


def _was_called(word: str) -> ColumnElement[bool]:
    found = searching.holds(word, (Former.name,))
    return Person.id.in_(select(Former.merged_into_id).where(Former.merged_into_id.is_not(None), found))


def _belongs_to(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    """Of one of these organisations, or of a chamber of one of these courts."""
    return _is_of(or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids)))


def _is_of(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return Person.organisation_id.in_(select(Organisation.id).where(wanted).correlate(None))
