"""What an empty site needs of the directory first: the city, its two associations, its courts with their chambers."""

from collections.abc import Mapping, Sequence
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.sides import Actor
from liaison.directory.models import Organisation, OrganisationKind
from liaison.directory.queries import organisations as queries
from liaison.directory.rules.spelling import spelling
from liaison.directory.services import organisations, regions

ASSOCIATIONS: Final = {"bar": OrganisationKind.BAR_ASSOCIATION, "bench": OrganisationKind.JUDGES_ASSOCIATION}


def city_facts() -> dict[str, str]:
    """What stands now, by the fields of the step: city, bar_name, bar_address, bar_phone, bench_name, …"""
    told = {"city": queries.city_name()}
    for prefix, kind in ASSOCIATIONS.items():
        found = queries.first_of(kind)
        for field in ("name", "address", "phone"):
            told[f"{prefix}_{field}"] = getattr(found, field) if found else ""
    return told


def set_up_city(typed: Mapping[str, str], by: Actor) -> None:
    """Enter the city and the two associations, or change them to what was typed.

    Raises RuleBroken on a field of the step: the city, or the name or telephone of an association.
    """
    _city(typed["city"], by)
    for prefix, kind in ASSOCIATIONS.items():
        try:
            _association(kind, typed[f"{prefix}_name"], typed[f"{prefix}_address"], typed[f"{prefix}_phone"], by)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field=f"{prefix}_{broken.field or 'name'}", **broken.params) from broken


def add_court(name: str, short_name: str, chambers: Sequence[str], by: Actor) -> Organisation:
    """Enter a court with its chambers in their order. Raises RuleBroken on `name`, `short_name` or `chambers`."""
    city = queries.find_region(queries.city_name())
    court = organisations.add(
        OrganisationKind.COURT, name, by=by, short_name=short_name, region_id=city.id if city else None
    )
    for position, chamber in enumerate(chambers):
        try:
            organisations.add(OrganisationKind.CHAMBER, chamber, by=by, parent_id=court.id, position=position)
        except RuleBroken as broken:
            raise RuleBroken(broken.message, field="chambers", **broken.params) from broken
    return court


def _city(name: str, by: Actor) -> None:
    region = queries.find_region(queries.city_name())
    try:
        if region is None:
            regions.add(name, by=by)
        elif region.name != spelling(name):
            regions.amend(region, seen=None, by=by, name=name, parent_id=None)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="city", **broken.params) from broken


def _association(kind: OrganisationKind, name: str, address: str, phone: str, by: Actor) -> None:
    found = queries.first_of(kind)
    if found is None:
        organisations.add(kind, name, by=by, address=address, phone=phone)
        return
    organisations.amend(
        found, seen=None, by=by, name=name, short_name=found.short_name, region_id=found.region_id, address=address,
        phone=phone, position=found.position,
    )  # fmt: skip
