"""Selects of those invited, and of how to reach them."""

from collections.abc import Collection

from sqlalchemy import select

from liaison.conferences.models import Attendance
from liaison.conferences.queries import get_visible
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


def user_addresses(person_ids: Collection[int]) -> dict[int, str]:
    """The e-mail addresses of the users that these persons of the directory are."""
    statement = select(User.person_id, User.email)
    reachable = User.person_id.in_(person_ids) & (User.email != "") & User.is_enabled
    return {person_id: email for person_id, email in db.session.execute(statement.where(reachable)) if person_id}
