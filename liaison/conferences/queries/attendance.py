"""Selects of those invited, and of how to reach them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, false, func, select
from sqlalchemy.orm import contains_eager

from liaison.conferences.models import Attendance, Conference, ConferenceStatus, Presence, Reply
from liaison.conferences.queries import get_visible, visible_to
from liaison.conferences.rules.moves import CONVENED, ORGANISER
from liaison.conferences.rules.standing import relations
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.store.base import db
from liaison.store.users import User


def get_attendance(user: Actor, id: int, attendance_id: int) -> Attendance:
    """Somebody invited to a visible conference. Raises NotFound."""
    found = [row for row in get_visible(user, id).attendances if row.id == attendance_id]
    if not found:
        raise NotFound
    return found[0]


def find_by_door(conference: Conference, key: str) -> Attendance | None:
    """Whose code for the door of this conference that is."""
    return db.session.scalar(
        select(Attendance).where(Attendance.conference_id == conference.id, Attendance.door_key == key)
    )


def get_by_slip(key: str) -> Attendance:
    """The invitation whose reply slip the key opens, once the conference was announced. Raises NotFound."""
    row = db.session.scalar(
        select(Attendance)
        .join(Attendance.conference)
        .where(Attendance.slip_key == key, Conference.status != ConferenceStatus.PLANNED)
        .options(contains_eager(Attendance.conference).selectinload(Conference.items))
    )
    if row is None:
        raise NotFound
    return row


def get_by_door(token: str) -> Conference:
    """The conference whose door has this address. Raises NotFound."""
    found = db.session.scalar(select(Conference).where(Conference.door_token == token))
    if found is None:
        raise NotFound
    return found


def count_present(first: date, last: date) -> int:
    """How many were at the conferences held from first to last, at the table or in attendance, each conference anew."""
    there = Attendance.presence.in_((Presence.PRESENT, Presence.IN_ATTENDANCE))
    held = Conference.status.in_(CONVENED) & Conference.held_on.between(first, last)
    statement = select(func.count()).select_from(Attendance).join(Attendance.conference)
    return db.session.scalar(statement.where(there, held)) or 0


def held_with_present(first: date, last: date) -> Sequence[Row[Any]]:
    """The conferences held from first to last, each with how many were there: (held_on, title, place, present)."""
    there = Attendance.presence.in_((Presence.PRESENT, Presence.IN_ATTENDANCE))
    present = select(func.count()).where(Attendance.conference_id == Conference.id, there).scalar_subquery()
    held = Conference.status.in_(CONVENED) & Conference.held_on.between(first, last)
    statement = select(Conference.held_on, Conference.title, Conference.place, present.label("present")).where(held)
    return db.session.execute(statement.order_by(Conference.held_on, Conference.id)).all()


def find_own(user: Actor, conference: Conference) -> Attendance | None:
    """The person's own invitation to the conference."""
    if user.person_id is None:
        return None
    return next((row for row in conference.attendances if row.person_id == user.person_id), None)


def owing_by(user: Actor, today: date) -> list[Attendance]:
    """The person's own invitations to coming conferences that wait for a reply slip."""
    if user.person_id is None:
        return []
    statement = select(Attendance).join(Attendance.conference).options(contains_eager(Attendance.conference))
    coming = (Conference.status == ConferenceStatus.ANNOUNCED) & (Conference.held_on >= today)
    own = (Attendance.person_id == user.person_id) & (Attendance.reply == Reply.AWAITED)
    return list(db.session.scalars(statement.where(coming, own).order_by(Conference.held_on)))


def user_addresses(person_ids: Collection[int]) -> dict[int, str]:
    """The e-mail addresses of the users that these persons of the directory are."""
    statement = select(User.person_id, User.email)
    reachable = User.person_id.in_(person_ids) & (User.email != "") & User.is_enabled
    return {person_id: email for person_id, email in db.session.execute(statement.where(reachable)) if person_id}


def visible_notices(user: Actor) -> Select[int | None]:
    """The ids of the notices that the person may see: those of the two sides, of conferences they see.

    Notices that a later one took the place of are in nobody's list.
    """
    seen = visible_to(user) if user.side is not None else false()
    return select(Conference.notice_id).where(seen, Conference.notice_id.is_not(None))


def is_keeper(user: Actor, paper_id: int) -> bool:
    """Whether the person may deposit the signed scan of a notice: an organiser of either side."""
    conference = db.session.scalar(select(Conference).where(Conference.notice_id == paper_id))
    return conference is not None and ORGANISER in relations(user, conference)


def notice_origin(paper_id: int) -> tuple[str, int]:
    """The conference that a notice is of, as kind and id of its card."""
    return "conference", db.session.scalars(select(Conference.id).where(Conference.notice_id == paper_id)).one()
