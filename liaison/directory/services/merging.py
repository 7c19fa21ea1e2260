"""Two entries of the roster become one, with all that the house keeps of either; one transaction, no way back."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from liaison.core import clock
from liaison.core.merging import Merging
from liaison.core.messages import N_
from liaison.core.moves import Refusal, refuse
from liaison.core.names import sort_key
from liaison.core.sides import Actor
from liaison.directory.models import Organisation, Person
from liaison.directory.queries import merging as queries
from liaison.directory.queries import organisations, people
from liaison.directory.rules import merging as rules
from liaison.directory.rules import organisations as organisation_rules
from liaison.directory.rules import people as people_rules
from liaison.directory.rules import standing
from liaison.directory.services import organisations as organisation_services
from liaison.directory.services import people as people_services
from liaison.directory.services.distinct import flush_distinct
from liaison.store import audit
from liaison.store import merging as store
from liaison.store.base import db, expect_version

Thing = TypeVar("Thing", Person, Organisation)
Seen = tuple[int | None, int | None]
"""The versions of both entries that the page showed: of the one kept, of the one that goes."""


def _count_units(_user: Actor, id: int) -> Sequence[tuple[str, int]]:
    """Who and what belongs to an organisation, on the roster or no longer."""
    return [(N_("所属人员"), people.count_all_of(id)), (N_("内设庭室"), len(organisations.chambers_of(id)))]


OWN: Final = {
    "person": Merging(references=(Person.merged_into_id,)),
    "organisation": Merging(
        references=(Person.organisation_id, Organisation.parent_id, Organisation.merged_into_id), count=_count_units
    ),
}
"""What the directory itself keeps of a person or an organisation."""


def why_not(kept: Thing, gone: Thing, carriers: Sequence[Merging], by: Actor) -> Refusal | None:
    """Why the two cannot be joined, and what to do first; None when they can."""
    if isinstance(kept, Person) and isinstance(gone, Person):
        refusal = rules.why_not_people(kept, gone, by)
    else:
        chambers = (organisations.chambers_of(kept.id), organisations.chambers_of(gone.id))
        refusal = rules.why_not_organisations(kept, gone, *chambers)
    if refusal is not None:
        return refusal
    return next((found for each in carriers if (found := each.why_not(gone.id, kept.id))), None)


def merge_people(
    kept: Person, gone: Person, taken: Collection[str], *, seen: Seen, by: Actor, carriers: Sequence[Merging]
) -> Person:
    """Put the entry `gone` into `kept`, which says the fields `taken` as `gone` said them.

    Raises Stale, Forbidden, RuleBroken: two that are not one, or an entry that cannot be.
    """
    _hold(kept, gone, seen, by, carriers)
    old, other = people_rules.facts_of(kept), people_rules.facts_of(gone)
    facts = rules.joined(old, other, taken)
    people_rules.check(facts, clock.today())
    organisation = gone.organisation if "unit" in taken else kept.organisation
    if facts.is_active:
        standing.check_active(organisation.is_active, organisation.shown_name, field=None)
    _carry(kept, gone, carriers)
    gone.is_active, gone.merged_into_id, gone.number = False, kept.id, None
    if "name" in taken:
        gone.name, gone.sort_key = old.name, sort_key(old.name)
    flush_distinct()
    people_services.write(kept, facts, organisation)
    flush_distinct()
    _note(kept, gone, taken, by)
    return kept


def merge_organisations(
    kept: Organisation, gone: Organisation, taken: Collection[str], *, seen: Seen, by: Actor,
    carriers: Sequence[Merging],
) -> Organisation:  # fmt: skip
    """The same of organisations; chambers of `gone` become chambers of `kept` and bear its name."""
    _hold(kept, gone, seen, by, carriers)
    old, other = organisation_rules.facts_of(kept), organisation_rules.facts_of(gone)
    facts = rules.joined(old, other, taken)
    organisation_rules.check(facts)
    region = gone.region if "region" in taken else kept.region
    chambers = organisations.chambers_of(gone.id)
    _carry(kept, gone, carriers)
    gone.is_active, gone.merged_into_id = False, kept.id
    if "name" in taken:
        # No two rows may bear one name, not for a moment.
        gone.name = f"#{gone.id}"
    flush_distinct()
    organisation_services.write(kept, facts, region)
    organisation_services.rename_chambers(chambers, kept, other)
    flush_distinct()
    if "name" in taken:
        organisation_services.write(gone, replace(other, name=old.name, is_active=False), gone.region)
    flush_distinct()
    _note(kept, gone, taken, by)
    return kept


def _hold(kept: Thing, gone: Thing, seen: Seen, by: Actor, carriers: Sequence[Merging]) -> None:
    queries.lock(type(kept), [kept.id, gone.id])
    for entry, version in zip((kept, gone), seen, strict=True):
        db.session.refresh(entry)
        refuse(standing.why_not("merge", by, entry))
        expect_version(entry, version)
    refuse(why_not(kept, gone, carriers, by))


def _carry(kept: Thing, gone: Thing, carriers: Sequence[Merging]) -> None:
    """Move all that the house keeps of the entry; what was read of it is read anew."""
    db.session.flush()
    for each in carriers:
        each.settle(gone.id, kept.id)
        for column in each.references:
            store.move(column, gone.id, kept.id)
    db.session.expire_all()


def _note(kept: Any, gone: Any, taken: Collection[str], by: Actor) -> None:
    """One entry of the trail on each record: which went, and which fields are now as it had them."""
    kind = kept.__tablename__
    audit.record(f"{kind}.merged", kept, by, merged=gone.id, taken=sorted(taken))
    audit.record(f"{kind}.merged_away", gone, by, into=kept.id)
