"""Conferences and resolutions of people and units whose two entries of the roster become one."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased

from liaison.conferences import queries
from liaison.conferences.models import Attendance, Conference, JointUnit, Presence, Resolution
from liaison.conferences.models.conferences import ConferenceStatus
from liaison.conferences.queries import resolutions
from liaison.core.merging import Merging
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import merging
from liaison.store.base import db

TOOK_PART: Final = (Presence.PRESENT, Presence.IN_ATTENDANCE)


def settle_people(gone: int, kept: int) -> None:
    """One line on the list of a conference: the one that took part; both stay where minutes were issued with both."""
    its = aliased(Attendance)
    is_open = (Conference.status != ConferenceStatus.ISSUED) & Conference.paper_id.is_(None)
    pairs = (
        select(Attendance.id, Attendance.presence, its.id, its.presence)
        .join(its, its.conference_id == Attendance.conference_id)
        .join(Conference, Conference.id == Attendance.conference_id)
        .where(Attendance.person_id == gone, its.person_id == kept, is_open)
    )
    doubles: dict[int, int] = {}
    for id, presence, its_id, its_presence in db.session.execute(pairs):
        is_better = presence in TOOK_PART and its_presence not in TOOK_PART
        doubles |= {its_id: id} if is_better else {id: its_id}
    merging.exchange(Attendance.replaces_id, doubles)
    merging.drop(Attendance.id, doubles)


def settle_units(gone: int, kept: int) -> None:
    """A joint unit stands once beside a resolution, and not where it leads."""
    merging.drop_twins(JointUnit.unit_id, gone, kept, [JointUnit.resolution_id])
    either = (gone, kept)
    led = select(Resolution.id).where(Resolution.lead_id.in_(either))
    joint = delete(JointUnit).where(JointUnit.unit_id.in_(either), JointUnit.resolution_id.in_(led))
    db.session.execute(joint, execution_options=merging.AT_ONCE)


def count_people(user: Actor, person_id: int) -> Sequence[tuple[str, int]]:
    """Lists of conferences that the person sees, and resolutions that name the other one."""
    # In a subquery: whether somebody sees a conference may depend on its list.
    seen = Attendance.conference_id.in_(select(Conference.id).where(queries.visible_to(user)))
    listed = select(func.count()).select_from(Attendance).where(Attendance.person_id == person_id, seen)
    named = resolutions.may_see(user) & (Resolution.person_id == person_id)
    return [(N_("会议参会记录"), db.session.scalar(listed) or 0), (N_("负责的议定事项"), _count(named))]


def count_units(user: Actor, unit_id: int) -> Sequence[tuple[str, int]]:
    """Resolutions that the person sees and that the unit carries out."""
    return [(N_("主办的议定事项"), _count(resolutions.may_see(user) & (Resolution.lead_id == unit_id)))]


def _count(wanted: object) -> int:
    statement = select(func.count()).select_from(Resolution).join(Conference).where(wanted)  # type: ignore[arg-type]
    return db.session.scalar(statement) or 0


PERSON: Final = Merging(
    references=(Attendance.person_id, Resolution.person_id), settle=settle_people, count=count_people
)
ORGANISATION: Final = Merging(
    references=(Resolution.lead_id, JointUnit.unit_id), settle=settle_units, count=count_units
)
