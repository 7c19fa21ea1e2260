"""The verbs on reply slips: fill one in, remind those who owe one."""

from collections.abc import Mapping

from liaison.conferences import queries
from liaison.conferences.models import Attendance, Conference, Presence, Reply, ReplyWay
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.rules.replies import Answer
from liaison.conferences.services import codes, notices
from liaison.conferences.services.moving import begin, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store.base import db


def reply(
    row: Attendance, answer: Answer, *, by: Actor | None, way: ReplyWay, seen: str = "",
    addresses: Mapping[int, str] | None = None,
) -> Attendance:  # fmt: skip
    """Note what somebody answered; `by` None: whoever holds the personal link. `seen`: the reply that the page showed.

    Who sends another person is excused, and that person is invited with codes of his or her own. Raises Stale when
    another slip came in meanwhile, Forbidden, or RuleBroken on a field.
    """
    conference = row.conference
    queries.hold(conference)
    db.session.refresh(row)
    if seen and seen != row.reply:
        raise Stale(N_("%(name)s的回执刚刚已由他人填写，这一次没有保存。请刷新页面核对。"), name=row.name)
    refuse(reply_rules.why_not_reply(by, row))
    reply_rules.check_answer(answer)
    row.reply, row.reply_way, row.replied_at = answer.reply, way, clock.now()
    row.replied_by = by.name if by is not None and way is ReplyWay.OFFICE else row.name
    row.presence, row.reason = _presence(answer)
    if answer.reply is Reply.REPLACED:
        other = replacement(row, answer, reply=Reply.COMING)
        codes.give(conference, [other])
        db.session.flush()
        notices.send("announced", conference, addresses or {}, [other])
    finish("reply", conference, by, attendance=row.id, reply=answer.reply, way=way)
    db.session.flush()
    return row


def replacement(row: Attendance, answer: Answer, *, reply: Reply) -> Attendance:
    """Somebody who comes for an invited person: the same unit and side, behind all others on the list."""
    conference = row.conference
    if any((one.name, one.unit) == (answer.name, row.unit) for one in conference.attendances):
        raise RuleBroken(N_("%(name)s已在参会名单中。"), field="name", name=answer.name)
    other = Attendance(
        position=max(one.position for one in conference.attendances) + 1,
        name=answer.name, unit=row.unit, office=answer.office, side=row.side, phone=answer.phone,
        reply=reply, replied_at=clock.now(), reply_way=row.reply_way, replied_by=row.name, replaces=row,
    )  # fmt: skip
    conference.attendances.append(other)
    return other


def remind(
    conference: Conference, *, by: Actor, seen: int | None = None, addresses: Mapping[int, str] | None = None
) -> Conference:
    """Write once more to those who owe their slip, each at most once a day. Raises Stale, Forbidden or RuleBroken."""
    begin("remind", conference, by, seen)
    owing = reply_rules.owing(conference)
    if not owing:
        raise RuleBroken(N_("已全部回执，无需催报。"))
    if not notices.send("reminded", conference, addresses or {}, owing):
        raise RuleBroken(N_("未回执人员都没有电子邮箱，请用电话通知。"))
    finish("remind", conference, by, owing=len(owing))
    db.session.flush()
    return conference


def forget(conference: Conference) -> None:
    """What was replied counts no more, because the conference is on another day; who was sent stays on the list."""
    for row in conference.attendances:
        if row.reply is not Reply.REPLACED:
            row.reply, row.reply_way, row.replied_at, row.replied_by = Reply.AWAITED, None, None, ""
            row.presence, row.reason = Presence.INVITED, ""


def _presence(answer: Answer) -> tuple[Presence, str]:
    if answer.reply is Reply.EXCUSED:
        return Presence.EXCUSED, answer.reason
    if answer.reply is Reply.REPLACED:
        return Presence.EXCUSED, f"委派{answer.name}参加"
    return Presence.INVITED, ""
