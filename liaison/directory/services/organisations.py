"""Adding, amending, retiring and restoring organisations, chambers with their courts."""

from collections.abc import Iterable

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.names import sort_key
from liaison.core.sides import Actor
from liaison.directory.models import SIDES, Organisation, OrganisationKind, Region
from liaison.directory.queries import organisations as queries
from liaison.directory.queries import people
from liaison.directory.rules import organisations as rules
from liaison.directory.rules import standing
from liaison.directory.rules.organisations import LABELS, OrganisationFacts
from liaison.directory.rules.spelling import spelling
from liaison.directory.services.distinct import flush_distinct
from liaison.store import audit
from liaison.store.base import db, expect_version


def add(
    kind: OrganisationKind, name: str, *, by: Actor | None, short_name: str = "", region_id: int | None = None,
    parent_id: int | None = None, address: str = "", phone: str = "", party_branch: str = "", position: int = 0,
) -> Organisation:  # fmt: skip
    """Enter an organisation; a chamber's names get those of its court (`parent_id`) before them. `by` None: the system.

    Raises RuleBroken on a field, for a name that is taken or an entry that cannot be; Forbidden for others' sides.
    """
    standing.check_keeper(by, SIDES.get(kind))
    region, court = _region(region_id), _court(parent_id)
    full_name, full_short_name = _full_names(name, short_name, court)
    facts = OrganisationFacts(
        kind=kind,
        name=full_name,
        short_name=full_short_name,
        court=court.name if court else "",
        region=region.name if region else "",
        address=address,
        phone=phone,
        party_branch=party_branch,
        position=position,
    )
    _check(facts, None)
    organisation = Organisation(kind=kind, parent=court)
    write(organisation, facts, region)
    db.session.add(organisation)
    flush_distinct("name")
    audit.record("organisation.added", organisation, by, kind=kind)
    return organisation


def amend(
    organisation: Organisation, *, seen: int | None, by: Actor | None, name: str, short_name: str,
    region_id: int | None, address: str, phone: str, position: int, party_branch: str | None = None,
) -> Organisation:  # fmt: skip
    """Change an entry; `party_branch` None leaves it. Kind and court stay; chambers follow a court's new name.

    Raises Stale for a page older than the entry, RuleBroken on a field, Forbidden.
    """
    if by is not None:
        refuse(standing.why_not("amend", by, organisation))
    region, court = _region(region_id), organisation.parent
    full_name, full_short_name = _full_names(name, short_name, court)
    old = rules.facts_of(organisation)
    new = OrganisationFacts(
        kind=old.kind,
        name=full_name,
        short_name=full_short_name,
        court=old.court,
        region=region.name if region else "",
        address=address,
        phone=phone,
        party_branch=old.party_branch if party_branch is None else party_branch,
        position=position,
        is_active=old.is_active,
    )
    differences = rules.differences(old, new)
    shown = {LABELS[each.field]: (each.old, each.new) for each in differences if each.field != "party_branch"}
    expect_version(organisation, seen, **shown)
    _check(new, organisation)
    if differences:
        write(organisation, new, region)
        rename_chambers(queries.chambers_of(organisation.id), organisation, old)
        flush_distinct("name")
        audit.record("organisation.amended", organisation, by, fields=[each.field for each in differences])
    return organisation


def retire(organisation: Organisation, *, seen: int | None, by: Actor | None) -> Organisation:
    """Take an organisation off the roster. Raises Stale, Forbidden, RuleBroken while people or chambers are in it."""
    if by is not None:
        refuse(standing.why_not("retire", by, organisation))
    expect_version(organisation, seen)
    chambers = sum(chamber.is_active for chamber in queries.chambers_of(organisation.id))
    refuse(standing.why_not_retired(len(people.people_of([organisation.id])), chambers))
    organisation.is_active = False
    audit.record("organisation.retired", organisation, by)
    return organisation


def restore(organisation: Organisation, *, seen: int | None, by: Actor | None) -> Organisation:
    """Put an organisation back on the roster. Raises Stale, Forbidden, RuleBroken for a chamber of a retired court."""
    if by is not None:
        refuse(standing.why_not("restore", by, organisation))
    expect_version(organisation, seen)
    if organisation.parent is not None:
        standing.check_active(organisation.parent.is_active, organisation.parent.shown_name, field=None)
    organisation.is_active = True
    audit.record("organisation.restored", organisation, by)
    return organisation


def write(organisation: Organisation, facts: OrganisationFacts, region: Region | None) -> None:
    """Put checked facts into the entry; its kind and court are there already."""
    organisation.name = facts.name
    organisation.sort_key = sort_key(facts.name)
    organisation.short_name = facts.short_name
    organisation.region = region
    organisation.address = facts.address
    organisation.phone = facts.phone
    organisation.party_branch = facts.party_branch
    organisation.position = facts.position
    organisation.is_active = facts.is_active


def _full_names(name: str, short_name: str, court: Organisation | None) -> tuple[str, str]:
    name, short_name = spelling(name), spelling(short_name)
    if court is None:
        return name, short_name
    full_name = rules.full_name(name, court.name)
    return full_name, rules.full_short_name(short_name, full_name, court.name, court.shown_name)


def rename_chambers(chambers: Iterable[Organisation], court: Organisation, old: OrganisationFacts) -> None:
    """Chambers bear their court's names before their own; `old`: whose names they bear until now."""
    for chamber in chambers:
        own_name = rules.own_part(chamber.name, old.name)
        own_short_name = chamber.short_name.removeprefix(old.shown_name)
        chamber.name, chamber.short_name = _full_names(own_name, own_short_name, court)
        chamber.sort_key = sort_key(chamber.name)


def _region(id: int | None) -> Region | None:
    region = db.session.get(Region, id) if id is not None else None
    if id is not None and region is None:
        raise RuleBroken(N_("请从列表中选择一项。"), field="region_id")
    return region


def _court(id: int | None) -> Organisation | None:
    court = db.session.get(Organisation, id) if id is not None else None
    if id is not None and (court is None or court.kind is not OrganisationKind.COURT):
        raise RuleBroken(N_("请从列表中选择一项。"), field="parent_id")
    if court is not None:
        standing.check_active(court.is_active, court.shown_name, "parent_id")
    return court


def _check(facts: OrganisationFacts, organisation: Organisation | None) -> None:
    rules.check(facts)
    holder = queries.find_by_name(facts.name)
    if holder is not None and holder.merged_into_id is not None:
        raise RuleBroken(N_("“%(name)s”是已合并的单位原来的名称。"), field="name", name=facts.name)
    if holder is not None and holder is not organisation:
        raise RuleBroken(N_("单位“%(name)s”已在名册中。"), field="name", name=facts.name)
