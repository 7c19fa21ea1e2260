"""The register of duty lawyers: enrolled, amended, declared when they can come, disabled and enabled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception import notices
from liaison.reception.models import Duty, DutyLawyer, LawyerStatus, Leave
from liaison.reception.queries import duties as duty_queries
from liaison.reception.queries import lawyers as queries
from liaison.reception.queries import roster
from liaison.reception.rules import lawyers as rules
from liaison.reception.rules.moves import LAWYER_MOVES
from liaison.reception.services import duties
from liaison.store import audit
from liaison.store.base import db, expect_version

LEFT_ROSTER = "已不在律师名册中。"
"""Why the system takes a lawyer off the rota; kept as the office would write it."""


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


def declare(lawyer: DutyLawyer, weekdays: Collection[int], by: Actor, seen: int | None = None) -> DutyLawyer:
    """Say on which days of the week a lawyer can come. Raises Stale, Forbidden, RuleBroken on `weekdays`."""
    expect_version(lawyer, seen)
    refuse(rules.why_not("declare", by, lawyer))
    lawyer.weekdays = rules.check_weekdays(weekdays)
    db.session.flush()
    audit.record(LAWYER_MOVES["declare"].action, lawyer, by, weekdays=lawyer.weekdays)
    return lawyer


def add_leave(lawyer: DutyLawyer, first_on: date, last_on: date, reason: str, by: Actor) -> list[Duty]:
    """Say that a lawyer cannot come from one day to another; gives the duties that fall into it.

    They stay: the lawyer declines or swaps them, or the office substitutes. Raises Forbidden, RuleBroken on `last_on`.
    """
    refuse(rules.why_not("declare", by, lawyer))
    rules.check_leave(first_on, last_on, clock.today())
    lawyer.leaves.append(Leave(first_on=first_on, last_on=last_on, reason=reason))
    db.session.flush()
    audit.record(LAWYER_MOVES["declare"].action, lawyer, by, first=first_on.isoformat(), last=last_on.isoformat())
    coming = duty_queries.coming_of(lawyer, clock.today())
    return [duty for duty in coming if first_on <= duty.day.on <= last_on]


def drop_leave(lawyer: DutyLawyer, id: int, by: Actor) -> None:
    """Take a leave back; one that is gone already is gone. Raises Forbidden."""
    refuse(rules.why_not("declare", by, lawyer))
    for leave in [each for each in lawyer.leaves if each.id == id]:
        lawyer.leaves.remove(leave)
        audit.record(LAWYER_MOVES["declare"].action, lawyer, by, dropped=id)
    db.session.flush()


def disable(lawyer: DutyLawyer, reason: str, by: Actor | None, seen: int | None = None) -> DutyLawyer:
    """Take a lawyer off the rota: every coming duty opens again, and the officers are told. None: the system.

    Raises Stale, Forbidden, RuleBroken on `reason`.
    """
    expect_version(lawyer, seen)
    if by is not None:
        refuse(rules.why_not("disable", by, lawyer))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    lawyer.status, lawyer.reason, lawyer.disabled_on = LawyerStatus.DISABLED, reason, clock.today()
    db.session.flush()
    audit.record(LAWYER_MOVES["disable"].action, lawyer, by)
    for duty in duty_queries.coming_of(lawyer, clock.today()):
        duties.release(duty, reason, by)
        notices.tell_officers("seat_open", duty, by)
    return lawyer


def enable(lawyer: DutyLawyer, by: Actor, seen: int | None = None) -> DutyLawyer:
    """Put a lawyer back on the rota; the roster must know him or her. Raises Stale, Forbidden, RuleBroken."""
    expect_version(lawyer, seen)
    refuse(rules.why_not("enable", by, lawyer))
    person = roster.lawyers_by_id([lawyer.person_id]).get(lawyer.person_id)
    if person is None or not person.is_active:
        raise RuleBroken(N_("该律师已不在名册中，不能恢复值班。"))
    lawyer.status, lawyer.reason, lawyer.disabled_on = LawyerStatus.ACTIVE, "", None
    db.session.flush()
    audit.record(LAWYER_MOVES["enable"].action, lawyer, by)
    return lawyer


def make(lawyer: DutyLawyer, verb: str, by: Actor, *, reason: str = "", seen: int | None = None) -> DutyLawyer:
    """Make one of the simple moves of the table: disable, enable. KeyError for any other verb."""
    if verb == "disable":
        return disable(lawyer, reason, by, seen)
    return {"enable": enable}[verb](lawyer, by, seen)


def follow_roster() -> None:
    """Renew the copies of names and firms from the roster; who left it is taken off the rota. Safe to run twice."""
    everybody = queries.everybody()
    people = roster.lawyers_by_id([each.person_id for each in everybody])
    for lawyer in everybody:
        person = people.get(lawyer.person_id)
        if person is None or not person.is_active:
            if lawyer.is_active:
                disable(lawyer, LEFT_ROSTER, None)
            continue
        new = (person.name, person.sort_key, person.unit_id, person.unit)
        if (lawyer.name, lawyer.sort_key, lawyer.firm_id, lawyer.firm) != new:
            lawyer.name, lawyer.sort_key, lawyer.firm_id, lawyer.firm = new
            audit.record(LAWYER_MOVES["follow"].action, lawyer, None)
        if person.practising_since is not None:
            lawyer.practising_since = person.practising_since
    db.session.flush()
