"""The verbs after lodging: screen, merge, assign, comment, extend, reply, rate, and the moves of one field."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.opinions import queries, rules
from liaison.opinions.models import JointComment, Opinion, OpinionReply, Outcome, Satisfaction
from liaison.opinions.services.moving import moved
from liaison.store import clocks
from liaison.store.base import expect_version


def screen(
    opinion: Opinion, lead_id: int, by: Actor, *, joint_ids: Sequence[int] = (), seen: int | None = None
) -> Opinion:
    """Pass an opinion on to the other side with its lead and joint units; the clock of the reply starts.

    Raises Stale, Forbidden, or RuleBroken on `joint_ids`.
    """
    expect_version(opinion, seen)
    refuse(rules.why_not("screen", by, opinion))
    rules.check_units(lead_id, joint_ids)
    opinion.lead_id, opinion.joint_ids = lead_id, list(joint_ids)
    opinion.screened_on = clock.today()
    opinion.reply_due_on = clocks.due_of(clocks.OPINION_REPLY, clock.today()).on
    return moved(opinion, "screen", by, lead_id=lead_id, reply_due_on=opinion.reply_due_on.isoformat())


def merge(opinion: Opinion, target: Opinion, by: Actor, seen: int | None = None) -> Opinion:
    """Let another opinion answer for this one too: both texts stay, and both proposers are told.

    What was merged into this one goes along. Raises Stale, Forbidden, or RuleBroken on `target`.
    """
    expect_version(opinion, seen)
    refuse(rules.why_not("merge", by, opinion))
    rules.check_merged(opinion, target)
    for earlier in queries.merged_into(opinion.id):
        earlier.merged_into_id = target.id
    opinion.merged_into_id = target.id
    moved(opinion, "merge", by, f"并入{target.full_number}。", into=target.id)
    queries.forget_merged(opinion, target)
    status = target.status
    moved(target, "absorb", by, f"{opinion.full_number}已并入本件，两件内容一并办理。", merged=opinion.id)
    assert target.status is status, "what answers for another stays where it is"
    return opinion


def assign(
    opinion: Opinion, lead_id: int, by: Actor, *, joint_ids: Sequence[int] = (), seen: int | None = None
) -> Opinion:
    """Name other units of the answering side; the clock goes on. Raises Stale, Forbidden, RuleBroken on `joint_ids`."""
    expect_version(opinion, seen)
    refuse(rules.why_not("assign", by, opinion))
    rules.check_units(lead_id, joint_ids)
    opinion.lead_id, opinion.joint_ids = lead_id, list(joint_ids)
    return moved(opinion, "assign", by, lead_id=lead_id)


def comment(opinion: Opinion, unit_id: int, text: str, by: Actor) -> Opinion:
    """Note what a joint unit has to say for the reply; a second time it takes the place of the first.

    Raises Forbidden, or RuleBroken on `unit_id`.
    """
    refuse(rules.why_not("comment", by, opinion))
    if unit_id not in opinion.joint_ids:
        raise RuleBroken(N_("请选择本意见的会办单位。"), field="unit_id")
    known = next((row for row in opinion.comments if row.unit_id == unit_id), None)
    if known is None:
        opinion.comments.append(JointComment(unit_id=unit_id, text=text, at=clock.now()))
    else:
        known.text, known.at = text, clock.now()
    return moved(opinion, "comment", by, unit_id=unit_id)


def extend(opinion: Opinion, reason: str, by: Actor, seen: int | None = None) -> Opinion:
    """Move the day of the reply, once, with the reason. Raises Stale, Forbidden, or RuleBroken on `reason`."""
    expect_version(opinion, seen)
    refuse(rules.why_not("extend", by, opinion))
    rules.check_reason("extend", reason)
    before = opinion.reply_due_on
    assert before is not None, "a screened opinion has a day for its reply"
    rules.check_extension(before, clock.today())
    after = clocks.due_of(clocks.OPINION_EXTENSION, before).on
    opinion.extended_on, opinion.extended_from, opinion.reply_due_on = clock.today(), before, after
    note = f"{reason}（答复期限由{chinese_date(before)}延至{chinese_date(after)}）"
    return moved(opinion, "extend", by, note, before_on=before.isoformat(), after_on=after.isoformat())


def reply(opinion: Opinion, text: str, outcome: Outcome, by: Actor, seen: int | None = None) -> Opinion:
    """Answer an opinion. Raises Stale with both texts, Forbidden, RuleBroken."""
    expect_version(opinion, seen, **{N_("答复内容"): (opinion.reply, text)})
    refuse(rules.why_not("reply", by, opinion))
    opinion.reply, opinion.outcome, opinion.replied_on = text, outcome, clock.today()
    opinion.replies.append(OpinionReply(text=text, outcome=outcome, replied_on=clock.today()))
    return moved(opinion, "reply", by, outcome=outcome)


def rate(opinion: Opinion, satisfaction: Satisfaction, note: str, by: Actor, seen: int | None = None) -> Opinion:
    """Say what the proposer thinks of the reply, which closes the opinion; not satisfied opens it once more.

    Raises Stale, Forbidden, or RuleBroken on `note` where somebody is not satisfied and does not say why.
    """
    expect_version(opinion, seen)
    is_against = satisfaction is Satisfaction.DISSATISFIED
    verb = "reopen" if is_against and opinion.reopened_on is None else "rate"
    refuse(rules.why_not(verb, by, opinion))
    if is_against and not note.strip():
        raise RuleBroken(N_("请写明不满意的原因，承办方据此重新办理。"), field="note")
    opinion.satisfaction = satisfaction
    if verb == "reopen":
        opinion.reopened_on = clock.today()
        opinion.reply, opinion.outcome, opinion.replied_on = "", None, None
        opinion.reply_due_on, opinion.extended_from = clocks.due_of(clocks.OPINION_REPLY, clock.today()).on, None
    return moved(opinion, verb, by, note, satisfaction=satisfaction)


def move(opinion: Opinion, verb: str, by: Actor, *, reason: str = "", seen: int | None = None) -> Opinion:
    """Make one of the simple moves of the table: return, withdraw, extend, close.

    Raises Stale, Forbidden, or RuleBroken, on `reason` where the move needs one.
    """
    if verb == "extend":
        return extend(opinion, reason, by, seen)
    expect_version(opinion, seen)
    refuse(rules.why_not(verb, by, opinion))
    rules.check_reason(verb, reason)
    opinion.reason = reason
    return moved(opinion, verb, by, note=reason)


def lapse() -> None:
    """Close what was replied to and that nobody rated within the time for it; safe to run twice."""
    for opinion in queries.replied_before(clock.today()):
        assert opinion.replied_on is not None, "what was replied to has its day"
        if clocks.due_of(clocks.OPINION_CLOSE, opinion.replied_on).on < clock.today():
            moved(opinion, "lapse", None)


def note_tabled(by: Actor, ids: Collection[int]) -> None:
    """Note that opinions went onto an agenda, which whoever arranged it has asked about beforehand."""
    for id in ids:
        moved(queries.get_visible(by, id), "table", by)


def note_untabled(by: Actor, ids: Collection[int], is_cancelled: bool) -> None:
    """Note that opinions were taken off an agenda, or that its conference will not be held.

    Which one it was is not said: not everybody who reads this may know of it.
    """
    note = "所列会议已取消，可列入以后的会议。" if is_cancelled else "已从议程中移出，可列入以后的会议。"
    for opinion in queries.find_many(ids):
        moved(opinion, "untable", by, note)


def redate(days: Mapping[int, date], by: Actor | None) -> None:
    """Move the days by which replies are due, by id, because the rule or a holiday changed; tell those concerned."""
    for opinion in queries.find_many(days):
        before, after = opinion.reply_due_on, days[opinion.id]
        assert before is not None, "only a deadline that runs is moved"
        opinion.reply_due_on = after
        note = f"答复期限由{chinese_date(before)}改为{chinese_date(after)}。"
        moved(opinion, "redate", by, note, before_on=before.isoformat(), after_on=after.isoformat())
