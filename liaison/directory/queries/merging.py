"""Selects of entries that are to be merged, and of those that may be one twice."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from liaison.core.sides import Side
from liaison.directory.models import SIDES, Organisation, OrganisationKind, Person
from liaison.store.base import db

One, Other = aliased(Person, name="one"), aliased(Person, name="other")


def lock(model: Any, ids: Collection[int]) -> None:
    """Hold these rows: whoever refers to one of them meanwhile waits until the merging stands."""
    db.session.execute(select(model.id).where(model.id.in_(ids)).order_by(model.id).with_for_update()).all()


def entry_now(model: Any, id: int, *, is_held: bool = False) -> int:
    """The entry that goes on for this one, or itself; `is_held`: it is not merged before the transaction ends."""
    statement = select(model.merged_into_id).where(model.id == id)
    held = statement.with_for_update(read=True, key_share=True) if is_held else statement
    return db.session.scalar(held) or id


def entries_before(model: Any, id: int) -> list[int]:
    """The entry and all that were merged into it, by id."""
    merged = db.session.scalars(select(model.id).where(model.merged_into_id == id).order_by(model.id))
    return [id, *merged]


def double_people(sides: Collection[Side | None]) -> list[tuple[int, int]]:
    """Pairs of entries, by id, that may be one person: of one name and side, not told apart by their numbers, and in
    one unit or with the same telephone, address or first day. One statement.
    """
    here, there = aliased(Organisation), aliased(Organisation)
    agree = or_(
        One.organisation_id == Other.organisation_id,
        and_(One.phone == Other.phone, One.phone != ""),
        and_(One.email == Other.email, One.email != ""),
        One.practising_since == Other.practising_since,
    )
    statement = (
        select(One.id, Other.id, here.kind, there.kind)
        .join(Other, and_(Other.sort_key == One.sort_key, Other.name == One.name, Other.id > One.id))
        .join(here, here.id == One.organisation_id)
        .join(there, there.id == Other.organisation_id)
        .where(One.merged_into_id.is_(None), Other.merged_into_id.is_(None))
        .where(or_(One.number.is_(None), Other.number.is_(None)), agree)
        .order_by(One.sort_key, One.id, Other.id)
    )
    return [
        (one, other)
        for one, other, kind, its in db.session.execute(statement)
        if SIDES.get(kind) is SIDES.get(its) and SIDES.get(kind) in sides
    ]


def organisations_of(sides: Collection[Side | None]) -> Sequence[Organisation]:
    """The organisations of these sides that were not merged, on the roster or no longer; one statement."""
    kinds = [kind for kind in OrganisationKind if SIDES.get(kind) in sides]
    statement = select(Organisation).where(Organisation.kind.in_(kinds), Organisation.merged_into_id.is_(None))
    return db.session.scalars(statement.options(joinedload(Organisation.parent)).order_by(Organisation.id)).all()


def people_with(ids: Collection[int]) -> dict[int, Person]:
    """These people by id."""
    return {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def colleagues_and_namesakes(person: Person) -> Sequence[Person]:
    """Everybody else of the same unit or of exactly the same name, who was not merged."""
    near = or_(Person.organisation_id == person.organisation_id, Person.name == person.name)
    statement = select(Person).where(near, Person.id != person.id, Person.merged_into_id.is_(None))
    return db.session.scalars(statement.order_by(Person.sort_key, Person.id)).all()
