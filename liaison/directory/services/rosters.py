"""Taking in a roster: previewed, confirmed as previewed, all of it or nothing."""

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.directory.models import Organisation, Person, RosterImport
from liaison.directory.queries import imports as queries
from liaison.directory.queries import organisations, people
from liaison.directory.rules import standing
from liaison.directory.rules.roster.drawing import draw_up
from liaison.directory.rules.roster.plan import Directory, Plan, Roster
from liaison.directory.services import organisations as organisation_services
from liaison.directory.services import people as people_services
from liaison.directory.services.distinct import flush_distinct
from liaison.store import audit, files, held_imports
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus


def plan_of(roster: Roster, by: Actor | None) -> Plan:
    """What taking in the roster would do now, and what stands in its way; changes nothing. `by` None: the system."""
    names, numbers = roster.sought()
    directory = Directory(
        organisations.regions(), organisations.everything(), people.matching(names, numbers),
        organisations.former_names(), people.former(names),
    )  # fmt: skip
    return draw_up(roster, directory, lambda side: by is None or standing.keeps(by, side), clock.today())


def upload(data: bytes, file_name: str, plan: Plan, by: Actor) -> RosterImport:
    """Hold a faultless file until it is confirmed, discarded or forgotten. Raises RuleBroken, Forbidden."""
    refuse(standing.why_not_import(by, None))
    held_imports.refuse_faults(len(plan.faults))
    file = files.keep(data, file_name[-200:], held_imports.SPREADSHEET)
    held = RosterImport(
        file=file, file_name=file.name, uploaded_by_id=by.id, uploaded_at=clock.now(), counts=dict(plan.counts)
    )
    db.session.add(held)
    db.session.flush()
    audit.record("roster.uploaded", held, by, counts=plan.counts)
    return held


def confirm(held: RosterImport, roster: Roster, fingerprint: str, by: Actor) -> Plan:
    """Take in the held file, if it still does what was previewed (`fingerprint` of that plan). Gives what was done.

    Raises RuleBroken where the directory changed meanwhile so that it would do something else, or was dealt with.
    """
    refuse(standing.why_not_import(by, held))
    held_imports.take(held)
    plan = plan_of(roster, by)
    if plan.faults or plan.fingerprint != fingerprint:
        raise RuleBroken(N_("您核对之后名册有了变动，本次没有导入。下面是按最新名册重新核对的结果，请核对后再确认。"))
    _carry_out(plan)
    held_imports.settle(held, ImportStatus.IMPORTED)
    held.counts = dict(plan.counts)
    audit.record("roster.imported", held, by, counts=plan.counts)
    return plan


def discard(held: RosterImport, by: Actor) -> None:
    """Forget the held file; the directory stays as it is. Raises RuleBroken once it was dealt with."""
    held_imports.take(held)
    held_imports.settle(held, ImportStatus.DISCARDED)
    audit.record("roster.discarded", held, by)


def import_roster(roster: Roster, file_name: str, by: Actor | None) -> Plan:
    """Take in a roster at once, as the command line does. Raises RuleBroken before anything is written."""
    plan = plan_of(roster, by)
    held_imports.refuse_faults(len(plan.faults))
    _carry_out(plan)
    done = RosterImport(
        status=ImportStatus.IMPORTED,
        file_name=file_name[-200:],
        uploaded_by_id=by.id if by else None,
        uploaded_at=clock.now(),
        counts=dict(plan.counts),
    )
    db.session.add(done)
    db.session.flush()
    audit.record("roster.imported", done, by, counts=plan.counts)
    return plan


def purge() -> None:
    """Forget files that nobody confirmed within two days."""
    for held in queries.held_before(clock.now() - held_imports.KEPT):
        held_imports.settle(held, ImportStatus.DISCARDED)
        audit.record("roster.discarded", held, None)


def _carry_out(plan: Plan) -> None:
    """Write the plan: organisations first, courts before their chambers, then people."""
    regions = {region.name: region for region in organisations.regions()}
    known = {organisation.name: organisation for organisation in organisations.everything()}
    by_id = {organisation.id: organisation for organisation in known.values()}
    for entry in sorted(plan.organisations, key=lambda entry: bool(entry.new.court)):
        if entry.is_new or entry.is_changed:
            organisation = by_id[entry.id] if entry.id else Organisation(kind=entry.new.kind)
            organisation.parent = organisation.parent or known.get(entry.new.court)
            organisation_services.write(organisation, entry.new, regions.get(entry.new.region))
            db.session.add(organisation)
            known[organisation.name] = organisation
    flush_distinct()
    stored = {person.id: person for person in people.with_ids([entry.id for entry in plan.people if entry.id])}
    for entry in plan.people:
        if entry.is_new or entry.is_changed:
            organisation = known[entry.new.unit.name]
            person = stored[entry.id] if entry.id else Person()
            people_services.write(person, entry.new, organisation)
            db.session.add(person)
    flush_distinct()
