"""Reply slips: who may fill one in, what it must say, and who still owes one."""

from dataclasses import dataclass
from datetime import date

from liaison.conferences.models import Attendance, Conference, Presence, Reply
from liaison.conferences.rules.moves import INVITEE, MOVES
from liaison.conferences.rules.standing import relations
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """What a slip says. `reason` belongs to EXCUSED, the other three to REPLACED: who comes instead."""

    reply: Reply
    reason: str = ""
    name: str = ""
    office: str = ""
    phone: str = ""


def who_is(user: Actor | None, row: Attendance) -> frozenset[str]:
    """Who somebody is to an invitation; None is whoever holds the personal link."""
    if user is None:
        return frozenset({INVITEE})
    is_own = row.person_id is not None and row.person_id == user.person_id
    return relations(user, row.conference) | ({INVITEE} if is_own else set())


def why_not_reply(user: Actor | None, row: Attendance) -> Refusal | None:
    """Why this slip may not be filled in now: until the session begins, and not once somebody else comes instead."""
    refusal = MOVES.why_not("reply", row.conference.status, who_is(user, row))
    if refusal is None and row.reply is Reply.REPLACED:
        return Refusal(N_("已委派他人参加，如需变更请联系会议工作人员。"))
    return refusal


def check_answer(answer: Answer) -> None:
    """An excuse has its reason, a replacement its name. Raises RuleBroken on the field."""
    if answer.reply is Reply.AWAITED:
        raise RuleBroken(N_("请选择能否参会。"), field="reply")
    if answer.reply is Reply.EXCUSED and not answer.reason:
        raise RuleBroken(N_("请填写请假事由。"), field="reason")
    if answer.reply is Reply.REPLACED and not answer.name:
        raise RuleBroken(N_("请填写受委派人的姓名。"), field="name")


def check_reply_by(reply_by: date | None, held_on: date) -> None:
    """Slips are due before the conference. Raises RuleBroken on `reply_by`."""
    if reply_by is not None and reply_by > held_on:
        raise RuleBroken(N_("回执截止日期不能晚于开会日期。"), field="reply_by")


def owing(conference: Conference) -> list[Attendance]:
    """Those who were invited and have not replied; who was added at the door owes nothing."""
    return [
        row
        for row in conference.attendances
        if row.reply is Reply.AWAITED and not row.is_from_door and row.presence is Presence.INVITED
    ]
