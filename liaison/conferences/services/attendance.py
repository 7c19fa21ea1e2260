"""The verbs on attendance: invite, withdraw, mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liaison.conferences.models import ArrivalWay, Attendance, Conference, ConferenceStatus, Presence
from liaison.conferences.services import codes, notices
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor, Side
from liaison.store.base import db


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite: a person of the directory, or typed in."""

    name: str
    unit: str
    office: str = ""
    side: Side | None = None
    person_id: int | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page says of one attendance: as it was when the page was made, and as it is to be."""

    attendance_id: int
    was: tuple[Presence, str]
    presence: Presence
    reason: str = ""


def invite(
    conference: Conference, invitees: Sequence[Invitee], *, by: Actor, addresses: Mapping[int, str] | None = None
) -> int:
    """Add these people in their order; those on the list already stay as they are. Gives how many are new.

    Once the conference is announced they get the notice too. `addresses`: the directory's e-mail by person.
    Raises Forbidden or RuleBroken.
    """
    begin("invite", conference, by)
    present = {_identity(row.person_id, row.name, row.unit) for row in conference.attendances}
    asked = {_identity(one.person_id, one.name, one.unit): one for one in invitees}
    new = [one for identity, one in asked.items() if identity not in present]
    position = max((row.position for row in conference.attendances), default=0)
    rows = [_row(one, place) for place, one in enumerate(new, position + 1)]
    conference.attendances.extend(rows)
    if rows:
        finish("invite", conference, by, added=len(rows))
    if conference.status is ConferenceStatus.ANNOUNCED:
        codes.give(conference, rows)
    db.session.flush()
    if conference.status is ConferenceStatus.ANNOUNCED:
        notices.send("announced", conference, addresses or {}, rows)
    return len(rows)


def withdraw(attendance: Attendance, *, by: Actor) -> Conference:
    """Take somebody off the list again. Raises Forbidden or RuleBroken."""
    conference = attendance.conference
    begin("invite", conference, by)
    conference.attendances.remove(attendance)
    finish("invite", conference, by, removed=1)
    db.session.flush()
    return conference


def mark(conference: Conference, marks: Sequence[Mark], *, by: Actor) -> Conference:
    """Note who is there. Only what the page changed is written, so two people may mark different rows at once.

    Raises Stale for a row that somebody else marked otherwise meanwhile, Forbidden, or
    RuleBroken for an excuse without its reason.
    """
    begin("attend", conference, by)
    rows = {row.id: row for row in conference.attendances}
    changed = 0
    for one in marks:
        row = rows.get(one.attendance_id)
        wanted = (one.presence, one.reason if one.presence is Presence.EXCUSED else "")
        if row is None or wanted in (one.was, (row.presence, row.reason)):
            continue
        if (row.presence, row.reason) != one.was:
            raise Stale(N_("%(name)s的到会情况刚刚由他人登记，您的登记没有保存。请刷新页面核对。"), name=row.name)
        if one.presence is Presence.EXCUSED and not one.reason:
            raise RuleBroken(N_("请填写%(name)s的请假事由。"), name=row.name)
        row.presence, row.reason = wanted
        _note_arrival(row)
        changed += 1
    if changed:
        finish("attend", conference, by, changed=changed)
        db.session.flush()
    return conference


def _identity(person_id: int | None, name: str, unit: str) -> tuple[object, ...]:
    """Two people are the same by the directory, or by name and unit where they were typed in."""
    return (person_id,) if person_id is not None else (name, unit)


def _row(one: Invitee, position: int) -> Attendance:
    return Attendance(
        position=position, person_id=one.person_id, name=one.name, unit=one.unit, office=one.office, side=one.side,
        phone=one.phone, email=one.email,
    )  # fmt: skip


def _note_arrival(row: Attendance) -> None:
    """Whoever is marked as there came about now, unless it is known better; who is not has not come."""
    is_there = row.presence in (Presence.PRESENT, Presence.IN_ATTENDANCE)
    if is_there and row.arrived_at is None:
        row.arrived_at, row.arrival_way = clock.now(), ArrivalWay.OFFICE
    elif not is_there:
        row.arrived_at, row.arrival_way, row.left_at = None, None, None
