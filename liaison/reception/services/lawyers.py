"""The register of duty lawyers: enrolled, amended, declared when they can come, disabled and enabled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models import DutyLawyer, LawyerStatus
from liaison.reception.queries import lawyers as queries
from liaison.reception.queries import roster
from liaison.reception.rules import lawyers as rules
from liaison.reception.rules.moves import LAWYER_MOVES
from liaison.store import audit
from liaison.store.base import db, expect_version


@dataclass(frozen=True, slots=True)
class Selected:
    """What the office says of a duty lawyer; the rest is the roster's."""

    specialities: Collection[str]
    weekdays: Collection[int] = (0, 1, 2, 3, 4)
    consented_on: date | None = None
    note: str = ""


def enrol(person_id: int, selected: Selected, by: Actor) -> DutyLawyer:
    """Put a lawyer of the roster on the register.

    Raises Forbidden, or RuleBroken on `person_id`, `specialities`, `weekdays`, `consented_on`.
    """
    refuse(rules.why_not("enrol", by, None))
    known = queries.find_by_person(person_id)
    if known is not None:
        raise RuleBroken(N_("%(name)s已在值班律师名单中。"), field="person_id", name=known.name)
    person = roster.lawyers_by_id([person_id]).get(person_id)
    if person is None or not person.is_active:
        raise RuleBroken(N_("名册中没有这名在册律师。"), field="person_id")
    since = rules.check_practice(person.practising_since, clock.today())
    lawyer = DutyLawyer(
        person_id=person_id, status=LawyerStatus.ACTIVE, name=person.name, sort_key=person.sort_key,
        firm_id=person.unit_id, firm=person.unit, practising_since=since, enrolled_on=clock.today(),
    )  # fmt: skip
    _fill(lawyer, selected)
    db.session.add(lawyer)
    db.session.flush()
    audit.record(LAWYER_MOVES["enrol"].action, lawyer, by)
    return lawyer


def amend(lawyer: DutyLawyer, selected: Selected, by: Actor, seen: int | None = None) -> DutyLawyer:
    """Change what the office says of a duty lawyer. Raises Stale, Forbidden, RuleBroken."""
    expect_version(lawyer, seen, **{N_("备注"): (lawyer.note, selected.note)})
    refuse(rules.why_not("amend", by, lawyer))
    _fill(lawyer, selected)
    db.session.flush()
    audit.record(LAWYER_MOVES["amend"].action, lawyer, by)
    return lawyer


def _fill(lawyer: DutyLawyer, selected: Selected) -> None:
    rules.check_consent(selected.consented_on, clock.today())
    lawyer.specialities = rules.check_specialities(selected.specialities)
    lawyer.weekdays = rules.check_weekdays(selected.weekdays)
    lawyer.consented_on, lawyer.note = selected.consented_on, selected.note
