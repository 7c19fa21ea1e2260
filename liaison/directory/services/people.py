"""Adding, amending, retiring and restoring people."""

from datetime import date

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.names import sort_key
from liaison.core.sides import Actor
from liaison.directory.models import Organisation, Person, PersonKind
from liaison.directory.queries import people as queries
from liaison.directory.rules import people as rules
from liaison.directory.rules import standing
from liaison.directory.rules.people import LABELS, PersonFacts
from liaison.directory.rules.spelling import plain_number, spelling
from liaison.directory.services.distinct import flush_distinct
from liaison.store import audit
from liaison.store.base import db, expect_version


def add(
    kind: PersonKind, name: str, organisation_id: int, *, by: Actor | None, office: str = "", number: str = "",
    practising_since: date | None = None, phone: str = "", email: str = "", is_party_member: bool = False,
) -> Person:  # fmt: skip
    """Enter somebody on the roster. `by` None is the system.

    Raises RuleBroken on a field, for a number that is taken or an entry that cannot be; Forbidden for others' sides.
    """
    organisation = _organisation(organisation_id)
    standing.check_keeper(by, organisation.side)
    facts = PersonFacts(
        kind=kind,
        name=spelling(name),
        unit=rules.unit_of(organisation),
        office=office,
        number=plain_number(number),
        practising_since=practising_since,
        phone=phone,
        email=email,
        is_party_member=is_party_member,
    )
    standing.check_active(organisation.is_active, organisation.shown_name)
    _check(facts, None)
    person = Person(organisation=organisation)
    write(person, facts, organisation)
    db.session.add(person)
    flush_distinct("number")
    audit.record("person.added", person, by)
    return person


def amend(
    person: Person, *, seen: int | None, by: Actor | None, kind: PersonKind, name: str, organisation_id: int,
    office: str, number: str, practising_since: date | None, phone: str, email: str,
    is_party_member: bool | None = None,
) -> Person:  # fmt: skip
    """Change an entry; `is_party_member` None leaves it. A changed organisation must be the keeper's own, too.

    Raises Stale for a page older than the entry, RuleBroken on a field, Forbidden.
    """
    if by is not None:
        refuse(standing.why_not("amend", by, person))
    organisation = _organisation(organisation_id)
    standing.check_keeper(by, organisation.side)
    old = rules.facts_of(person)
    new = PersonFacts(
        kind=kind,
        name=spelling(name),
        unit=rules.unit_of(organisation),
        office=office,
        number=plain_number(number),
        practising_since=practising_since,
        phone=phone,
        email=email,
        is_party_member=old.is_party_member if is_party_member is None else is_party_member,
        is_active=old.is_active,
    )
    differences = rules.differences(old, new)
    shown = {LABELS[each.field]: (each.old, each.new) for each in differences if each.field != "is_party_member"}
    expect_version(person, seen, **shown)
    if new.unit != old.unit:
        standing.check_active(organisation.is_active, organisation.shown_name)
    _check(new, person)
    if differences:
        write(person, new, organisation)
        flush_distinct("number")
        audit.record("person.amended", person, by, fields=[each.field for each in differences])
    return person


def retire(person: Person, *, seen: int | None, by: Actor | None) -> Person:
    """Take somebody off the roster; what names them stays. Raises Stale, RuleBroken, Forbidden."""
    if by is not None:
        refuse(standing.why_not("retire", by, person))
    expect_version(person, seen)
    person.is_active = False
    audit.record("person.retired", person, by)
    return person


def restore(person: Person, *, seen: int | None, by: Actor | None) -> Person:
    """Put somebody back on the roster. Raises Stale, RuleBroken (an organisation that has left it), Forbidden."""
    if by is not None:
        refuse(standing.why_not("restore", by, person))
    expect_version(person, seen)
    standing.check_active(person.organisation.is_active, person.organisation.shown_name, field=None)
    person.is_active = True
    audit.record("person.restored", person, by)
    return person


def write(person: Person, facts: PersonFacts, organisation: Organisation) -> None:
    """Put checked facts into the entry."""
    person.kind = facts.kind
    person.name = facts.name
    person.sort_key = sort_key(facts.name)
    person.organisation = organisation
    person.office = facts.office
    person.number = facts.number
    person.practising_since = facts.practising_since
    person.phone = facts.phone
    person.email = facts.email
    person.is_party_member = facts.is_party_member
    person.is_active = facts.is_active


def _organisation(id: int) -> Organisation:
    organisation = db.session.get(Organisation, id)
    if organisation is None:
        raise RuleBroken(N_("请从列表中选择一项。"), field="organisation_id")
    return organisation


def _check(facts: PersonFacts, person: Person | None) -> None:
    rules.check(facts, clock.today())
    holder = queries.find_by_number(facts.number) if facts.number else None
    if holder is not None and holder is not person:
        raise RuleBroken(
            N_("编号已登记在%(unit)s%(name)s名下，请核对。"),
            field="number",
            unit=holder.organisation.shown_name,
            name=holder.name,
        )
