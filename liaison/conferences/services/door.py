"""The verbs at the door: check in by code, welcome a guest or a replacement, note when somebody came or left."""

from datetime import datetime, time

from liaison.conferences.models import ArrivalWay, Attendance, Conference, Presence, Reply
from liaison.conferences.queries import attendance as attendance_queries
from liaison.conferences.rules.replies import Answer
from liaison.conferences.services import codes
from liaison.conferences.services.attendance import Invitee
from liaison.conferences.services.moving import begin, finish, refuse_move
from liaison.conferences.services.replies import replacement
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import throttle, unit
from liaison.store.base import db
from liaison.store.throttle import Rate

TRIES = Rate("conference.door", 60)
"""Wrong codes at one conference within the window: people mistype, and thirty bits are not guessed by so few."""
TRIES_OF_ONE = Rate("conference.door.address", 15)


class WrongCode(RuleBroken):
    """No invitation to this conference has the code."""

    default = N_("签到码不正确，请核对会议通知或回执上的签到码。")


def check_in(conference: Conference, typed: str, came_from: str) -> Attendance:
    """Somebody is there and says so with the code of the notice. `came_from`: the address that is counted against.

    Opens its own transactions, so that a wrong code is remembered. Raises TooManyTries, or RuleBroken on `code`.
    """
    tries = ((TRIES, str(conference.id)), (TRIES_OF_ONE, came_from))
    throttle.wait_out(*tries)
    conference_id = conference.id
    try:
        with unit.transaction():
            return arrive(db.session.get_one(Conference, conference_id), typed)
    except WrongCode as wrong:
        throttle.note_alone(*tries)
        raise RuleBroken(wrong.message, field="code") from wrong


def arrive(conference: Conference, typed: str) -> Attendance:
    """The same within the caller's transaction.

    Raises WrongCode, or RuleBroken for a code that was used, and for a conference that is not on today.
    """
    refuse_move("check_in", conference)
    if conference.held_on != clock.today():
        raise RuleBroken(N_("今天不是开会日期，不能签到。"))
    row = attendance_queries.find_by_door(conference, codes.door_key(typed)) if typed else None
    if row is None:
        raise WrongCode
    if row.arrived_at is not None:
        raise RuleBroken(
            N_("这个签到码已于%(time)s使用过，不能再用。如果不是您本人签到，请到签到处说明。"),
            field="code",
            time=f"{clock.local(row.arrived_at):%H:%M}",
        )
    if row.reply is Reply.REPLACED:
        raise RuleBroken(N_("您已委派他人参加，请到签到处说明。"), field="code")
    row.presence, row.reason = Presence.PRESENT, ""
    row.arrived_at, row.arrival_way = clock.now(), ArrivalWay.CODE
    finish("check_in", conference, None, attendance=row.id)
    db.session.flush()
    return row


def welcome(conference: Conference, guest: Invitee, presence: Presence, *, by: Actor) -> Attendance:
    """Put somebody on the list who came without an invitation. Raises Forbidden or RuleBroken."""
    begin("welcome", conference, by)
    if any((row.name, row.unit) == (guest.name, guest.unit) for row in conference.attendances):
        raise RuleBroken(N_("%(name)s已在参会名单中。"), field="name", name=guest.name)
    row = Attendance(
        position=max((one.position for one in conference.attendances), default=0) + 1,
        name=guest.name, unit=guest.unit, office=guest.office, side=guest.side, person_id=guest.person_id,
        reply=Reply.COMING, is_from_door=True,
    )  # fmt: skip
    conference.attendances.append(row)
    _arrived(row, presence)
    finish("welcome", conference, by, guests=1)
    db.session.flush()
    return row


def replace(row: Attendance, answer: Answer, *, by: Actor) -> Attendance:
    """Somebody else came for an invited person; gives that other one. Raises Forbidden, or RuleBroken on `name`."""
    begin("welcome", row.conference, by)
    if row.presence in (Presence.PRESENT, Presence.IN_ATTENDANCE):
        raise RuleBroken(N_("%(name)s已经到会，不能替换。"), name=row.name)
    if not answer.name:
        raise RuleBroken(N_("请填写实际到会人的姓名。"), field="name")
    other = replacement(row, answer, reply=Reply.COMING)
    other.is_from_door = True
    _arrived(other, Presence.PRESENT)
    row.reply, row.presence, row.reason = Reply.REPLACED, Presence.EXCUSED, f"委派{answer.name}参加"
    finish("welcome", row.conference, by, replaced=row.id)
    db.session.flush()
    return other


def clock_in_and_out(row: Attendance, arrived: time | None, left: time | None, *, by: Actor) -> Attendance:
    """Correct when somebody came or left, by the clock on the wall that day; None: not noted.

    Raises Forbidden, or RuleBroken on `left`.
    """
    begin("clock", row.conference, by)
    if left is not None and arrived is not None and left <= arrived:
        raise RuleBroken(N_("离会时间应当晚于到会时间。"), field="left")
    if row.presence not in (Presence.PRESENT, Presence.IN_ATTENDANCE):
        raise RuleBroken(N_("%(name)s没有登记到会，不能登记到离时间。"), name=row.name)
    row.arrived_at, row.left_at = _moment(row, arrived), _moment(row, left)
    finish("clock", row.conference, by, attendance=row.id)
    db.session.flush()
    return row


def _arrived(row: Attendance, presence: Presence) -> None:
    row.presence, row.arrived_at, row.arrival_way = presence, clock.now(), ArrivalWay.OFFICE


def _moment(row: Attendance, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(row.conference.held_on, at, tzinfo=clock.LOCAL)
