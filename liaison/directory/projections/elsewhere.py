"""What the directory offers to the other features: cards, finds, figures, units to choose from, people to invite."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from liaison.core.declaration import Breakdown, Card, Figure, Split
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor, Side
from liaison.directory.models import (
    STANDING_LABELS,
    Organisation,
    OrganisationKind,
    Person,
    PersonKind,
    Standing,
)
from liaison.directory.queries import merging
from liaison.directory.queries import organisations as organisation_queries
from liaison.directory.queries import people as people_queries
from liaison.directory.rules.spelling import plain_number
from liaison.directory.rules.standing import may_read
from liaison.store import searching
from liaison.store.remembered import remembered

PERSON: str = "person"
ORGANISATION: str = "organisation"
FIGURES = (
    ("lawyers", N_("律师"), N_("人"), N_("名册上在册的律师，按制表时统计。")),
    ("law_firms", N_("律师事务所"), N_("家"), N_("名册上在册的律师事务所，按制表时统计。")),
    ("party_members", N_("党员律师"), N_("人"), N_("在册律师中的党员人数，只列合计，按制表时统计。")),
    ("party_branches", N_("律师党支部"), N_("个"), N_("律师事务所的党支部，联合党支部只计一个，按制表时统计。")),
)
ADDRESSES = {
    "lawyers": f"/directory/people?kind={PersonKind.LAWYER}",
    "law_firms": f"/directory/organisations?kind={OrganisationKind.LAW_FIRM}",
}
"""Written out, since commands ask for figures outside of any request."""


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """An organisation to choose; `title` is how lists show it, `name` how papers write it."""

    id: int
    title: str
    name: str
    kind: OrganisationKind
    side: Side | None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody to invite, without contact."""

    id: int
    name: str
    kind: PersonKind
    office: str
    unit_id: int
    unit: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class ListedLawyer:
    """A lawyer of the roster, without contact and without party membership."""

    id: int
    name: str
    sort_key: str
    unit_id: int
    unit: str
    practising_since: date | None
    is_active: bool


def units(side: Side | None = None) -> list[ListedUnit]:
    """The organisations of a side in use (None: of both sides and of neither), chambers behind their courts."""
    found = organisation_queries.in_use([side] if side else (*Side, None))
    return [ListedUnit(each.id, each.shown_name, each.name, each.kind, each.side) for each in found]


def people_of(unit_ids: Collection[int]) -> list[ListedPerson]:
    """Everybody on the roster of these organisations, those of a court's chambers with the court's."""
    return [
        ListedPerson(
            id=person.id,
            name=person.name,
            kind=person.kind,
            office=person.office,
            unit_id=person.organisation_id,
            unit=person.organisation.shown_name,
            side=person.side,
        )
        for person in people_queries.people_of(unit_ids)
    ]


def lawyers_by_ids(person_ids: Collection[int]) -> list[ListedLawyer]:
    """Those of the people who are lawyers, on the roster or no longer, in the order of their names."""
    lawyers = [person for person in people_queries.with_ids(person_ids) if person.kind is PersonKind.LAWYER]
    return [_listed_lawyer(person) for person in sorted(lawyers, key=lambda person: (person.sort_key, person.id))]


def lawyers_named(name: str) -> list[ListedLawyer]:
    """The lawyers on the roster who bear the name."""
    people = people_queries.matching({name}, ())
    return [_listed_lawyer(each) for each in people if each.kind is PersonKind.LAWYER and each.is_active]


def unit_ids_of(person_id: int) -> set[int]:
    """The unit that somebody belongs to and, for a chamber, its court."""
    people = remembered(("people", person_id), lambda: people_queries.with_ids([person_id]))
    units = [person.organisation for person in people]
    return {id for unit in units for id in (unit.id, unit.parent_id) if id is not None}


def retired_units() -> frozenset[int]:
    """The organisations that are no longer in use: what they were asked to do wants somebody else."""
    return organisation_queries.retired_ids()


def home_units(person_ids: Collection[int]) -> dict[int, int]:
    """The chamber or firm of each of these people, by id; for rules that ask who sits with whom."""
    return {person.id: person.organisation_id for person in people_queries.with_ids(person_ids)}


def person_now(person_id: int, *, is_held: bool = False) -> int:
    """The entry that goes on for somebody's, or itself; `is_held`: it stays so until the transaction ends."""
    return merging.entry_now(Person, person_id, is_held=is_held)


def unit_now(unit_id: int, *, is_held: bool = False) -> int:
    """The same of an organisation."""
    return merging.entry_now(Organisation, unit_id, is_held=is_held)


def units_before(unit_id: int) -> list[int]:
    """An organisation and all that were merged into it, by id: what was noted of them may bear any of these."""
    return merging.entries_before(Organisation, unit_id)


def addresses(person_ids: Collection[int]) -> dict[int, str]:
    """Where mail reaches these people, by id; for notices, not for pages."""
    return {person.id: person.email for person in people_queries.with_ids(person_ids) if person.email}


def phones(person_ids: Collection[int]) -> dict[int, str]:
    """The telephone numbers of these people, else of their units, by id; for the lists of whoever invited them."""
    people = people_queries.with_ids(person_ids)
    return {person.id: number for person in people if (number := person.phone or person.organisation.phone)}


def people_by_number(numbers: Collection[str]) -> dict[str, int]:
    """The people of these licence or post numbers, by number; for lists that an administrator hands in."""
    typed = {plain: number for number in numbers if (plain := plain_number(number))}
    return {typed[person.number]: person.id for person in people_queries.matching([], typed) if person.number}


def person_cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of people, for those who may read the directory."""
    return {person.id: _person_card(person) for person in people_queries.by_ids(user, ids)}


def organisation_cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of organisations, for those who may read the directory."""
    return {each.id: _organisation_card(each) for each in organisation_queries.by_ids(user, ids)}


def search(user: Actor, q: str) -> list[Found]:
    """The first finds among people and organisations."""
    if not may_read(user):
        return []
    people, units = people_queries.find(user, q), organisation_queries.find(user, q)
    persons = [
        Hit(each.name, url_for("people.show", id=each.id), each.number or "", each.organisation.shown_name)
        for each in people.rows
    ]
    places = [Hit(each.name, url_for("organisations.show", id=each.id), "", each.address) for each in units.rows]
    return [
        *searching.told(N_("人员"), people, persons, url_for("people.index"), q),
        *searching.told(N_("单位"), units, places, url_for("organisations.index"), q),
    ]


def figures(_first: date, _last: date) -> list[Figure]:
    """The roster as it stands now, whatever the span: it keeps no history of who was on it when."""
    totals = people_queries.totals()
    return [
        Figure(name, label, unit, totals[name], ADDRESSES.get(name, ""), definition, is_standing=True)
        for name, label, unit, definition in FIGURES
    ]


def breakdowns(_first: date, _last: date) -> list[Breakdown]:
    """Lawyers and law firms by district, as the roster stands now."""
    rows = people_queries.by_region()
    units = {name: unit for name, _, unit, _ in FIGURES}
    return [
        Breakdown(
            name, Split.DISTRICT,
            tuple(Figure(str(row.id), row.name, units[name], getattr(row, name), is_standing=True) for row in rows),
            is_named=True,
        )
        for name in ("lawyers", "law_firms")
    ]  # fmt: skip


def courts_of(ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Id and name of the court that each of these units is, or is a chamber of; closed ones too, others are absent."""
    found = {}
    for unit in organisation_queries.with_parents(ids):
        court = unit.parent if unit.kind is OrganisationKind.CHAMBER and unit.parent else unit
        if court.kind is OrganisationKind.COURT:
            found[unit.id] = (court.id, court.name)
    return found


def _listed_lawyer(person: Person) -> ListedLawyer:
    return ListedLawyer(
        id=person.id,
        name=person.name,
        sort_key=person.sort_key,
        unit_id=person.organisation_id,
        unit=person.organisation.shown_name,
        practising_since=person.practising_since,
        is_active=person.is_active,
    )


def _person_card(person: Person) -> Card:
    return Card(
        kind=PERSON,
        id=person.id,
        number=person.number or "",
        title=person.name,
        url=url_for("people.show", id=person.id),
        state_label=STANDING_LABELS[person.standing],
        tone="good" if person.standing is Standing.ACTIVE else "neutral",
        side=person.side,
        lines=(
            (N_("所属单位"), person.organisation.shown_name),
            *([(N_("职务"), person.office)] if person.office else []),
        ),
    )


def _organisation_card(organisation: Organisation) -> Card:
    return Card(
        kind=ORGANISATION,
        id=organisation.id,
        number="",
        title=organisation.shown_name,
        url=url_for("organisations.show", id=organisation.id),
        state_label=STANDING_LABELS[organisation.standing],
        tone="good" if organisation.standing is Standing.ACTIVE else "neutral",
        side=organisation.side,
        lines=((N_("全称"), organisation.name),),
    )
