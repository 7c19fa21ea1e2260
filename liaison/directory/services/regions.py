"""Adding and amending regions, which both sides share."""

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.directory.models import Region
from liaison.directory.queries import organisations as queries
from liaison.directory.rules.regions import LABELS, check, why_not_keep
from liaison.directory.rules.spelling import spelling
from liaison.directory.services.distinct import flush_distinct
from liaison.store import audit
from liaison.store.base import db, expect_version


def add(name: str, *, by: Actor | None, parent_id: int | None = None) -> Region:
    """Enter a region, within another one if `parent_id` says so. Raises RuleBroken on a field, Forbidden."""
    if by is not None:
        refuse(why_not_keep(by))
    region = Region(name=spelling(name), parent_id=parent_id)
    _check(region.name, parent_id, None)
    db.session.add(region)
    flush_distinct("name")
    audit.record("region.added", region, by)
    return region


def amend(region: Region, *, seen: int | None, by: Actor | None, name: str, parent_id: int | None) -> Region:
    """Change a region's name or place. Raises Stale, RuleBroken on a field (a region within itself), Forbidden."""
    if by is not None:
        refuse(why_not_keep(by))
    new_name = spelling(name)
    expect_version(region, seen, **{LABELS["name"]: (region.name, new_name)})
    _check(new_name, parent_id, region)
    fields = [
        field for field, value in (("name", new_name), ("parent_id", parent_id)) if getattr(region, field) != value
    ]
    if fields:
        region.name, region.parent_id = new_name, parent_id
        flush_distinct("name")
        audit.record("region.amended", region, by, fields=fields)
    return region


def _check(name: str, parent_id: int | None, region: Region | None) -> None:
    regions = queries.regions()
    check(name, parent_id, {each.id for each in regions}, queries.with_parts(regions, region.id if region else None))
    holder = queries.find_region(name)
    if holder is not None and holder is not region:
        raise RuleBroken(N_("地区“%(name)s”已经有了。"), field="name", name=name)
