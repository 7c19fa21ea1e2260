"""The verbs on a numbered resolution: note progress and steps, confirm, extend, rest, reassign, correct, give up."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from liaison.conferences import queries
from liaison.conferences.models import Milestone, Resolution, ResolutionEvent, ResolutionStatus
from liaison.conferences.queries.resolutions import units_of
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import resolution_notices
from liaison.conferences.services.moving import differing
from liaison.conferences.services.resolutions import TEXT, Lead, set_joint_units
from liaison.core import clock
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db, expect_version


def report(resolution: Resolution, note: str, *, by: Actor, seen: int | None = None) -> ResolutionEvent:
    """Note how far it is; the first note makes it one under way. Raises Stale, Forbidden or RuleBroken."""
    _begin("report", resolution, by, seen)
    return _finish("report", resolution, by, note)


def stage(resolution: Resolution, title: str, due_on: date, *, by: Actor, seen: int | None = None) -> Milestone:
    """Add a step with its day. Raises Stale, Forbidden, or RuleBroken on `due_on`."""
    _begin("stage", resolution, by, seen)
    rules.check_milestone(due_on, resolution.conference.held_on)
    milestone = Milestone(title=title, due_on=due_on)
    resolution.milestones.append(milestone)
    _finish("stage", resolution, by, title, due=due_on)
    return milestone


def reach(
    resolution: Resolution, milestone_id: int, reached_on: date, *, by: Actor, seen: int | None = None
) -> Milestone:
    """Note that a step was taken. Raises NotFound, Stale, Forbidden, or RuleBroken on `reached_on`."""
    milestone = _milestone(resolution, milestone_id)
    _begin("reach", resolution, by, seen)
    if milestone.reached_on is not None:
        raise RuleBroken(N_("该节点已经完成。"))
    rules.check_reached(reached_on, resolution.conference.held_on, clock.today())
    milestone.reached_on = reached_on
    _finish("reach", resolution, by, milestone.title, on=reached_on)
    return milestone


def unstage(resolution: Resolution, milestone_id: int, *, by: Actor, seen: int | None = None) -> None:
    """Strike a step that was not taken. Raises NotFound, Stale, Forbidden or RuleBroken."""
    milestone = _milestone(resolution, milestone_id)
    _begin("unstage", resolution, by, seen)
    if milestone.reached_on is not None:
        raise RuleBroken(N_("已经完成的节点不能删除。"))
    resolution.milestones.remove(milestone)
    _finish("unstage", resolution, by, milestone.title)


def confirm(resolution: Resolution, done_on: date, note: str, *, by: Actor, seen: int | None = None) -> Resolution:
    """Note that it is done; the name of who confirms it stays with it.

    Raises Stale, Forbidden, or RuleBroken on `done_on`.
    """
    _begin("confirm", resolution, by, seen)
    rules.check_done_on(done_on, resolution.conference.held_on, clock.today())
    resolution.done_on, resolution.done_note, resolution.confirmed_by = done_on, note, by.name
    resolution.rest_until = None
    _finish("confirm", resolution, by, note, on=done_on)
    return resolution


def cancel(resolution: Resolution, reason: str, *, by: Actor, seen: int | None = None) -> Resolution:
    """Give it up, with the reason. Raises Stale, Forbidden, or RuleBroken on `reason`."""
    _begin("cancel", resolution, by, seen)
    rules.check_reason(reason)
    resolution.done_on, resolution.done_note, resolution.confirmed_by = clock.today(), reason, by.name
    resolution.rest_until = None
    _finish("cancel", resolution, by, reason)
    return resolution


def reopen(resolution: Resolution, reason: str, *, by: Actor, seen: int | None = None) -> Resolution:
    """Take back that it was done or given up: it is in item 1 of the next conference again.

    Raises Stale, Forbidden, or RuleBroken on `reason`.
    """
    _begin("reopen", resolution, by, seen)
    rules.check_reason(reason)
    resolution.done_on, resolution.done_note, resolution.confirmed_by = None, "", ""
    resolution.is_reported = False
    _finish("reopen", resolution, by, reason)
    return resolution


def extend(resolution: Resolution, due_on: date, reason: str, *, by: Actor, seen: int | None = None) -> Resolution:
    """Give it more time, with the reason. Raises Stale, Forbidden, or RuleBroken on `due_on` or `reason`."""
    _begin("extend", resolution, by, seen)
    rules.check_reason(reason)
    before = resolution.due_on
    assert before is not None, "a resolution with a number has its date"
    rules.check_extension(due_on, before, clock.today())
    resolution.due_on, resolution.extensions = due_on, resolution.extensions + 1
    _finish("extend", resolution, by, reason, due_before=before, due=due_on)
    return resolution


def rest(resolution: Resolution, until: date, reason: str, *, by: Actor, seen: int | None = None) -> Resolution:
    """Let it rest until a day: nobody is reminded before. A due date that lies before that day moves to it.

    Raises Stale, Forbidden, or RuleBroken on `rest_until` or `reason`.
    """
    _begin("rest", resolution, by, seen)
    rules.check_reason(reason)
    rules.check_rest(until, clock.today())
    before = resolution.due_on
    assert before is not None, "a resolution with a number has its date"
    resolution.rest_until, resolution.due_on = until, max(before, until)
    _finish("rest", resolution, by, reason, until=until, due_before=before, due=resolution.due_on)
    return resolution


def wake(resolution: Resolution, *, by: Actor, seen: int | None = None) -> Resolution:
    """Take it up again before its day; the due date stays. Raises Stale, Forbidden or RuleBroken."""
    _begin("wake", resolution, by, seen)
    resolution.rest_until = None
    _finish("wake", resolution, by)
    return resolution


def reassign(
    resolution: Resolution, lead: Lead, person: str, reason: str, *, by: Actor, seen: int | None = None,
    person_id: int | None = None,
) -> Resolution:  # fmt: skip
    """Give it to another unit: the one that led it was closed, or it is not its business.

    Raises Stale, Forbidden, or RuleBroken on `lead` or `reason`.
    """
    _begin("reassign", resolution, by, seen)
    rules.check_reason(reason)
    if not lead.name:
        raise RuleBroken(N_("请选择主办单位。"), field="lead")
    if (lead.id, person) == (resolution.lead_id, resolution.person):
        raise RuleBroken(N_("主办单位和责任人都没有变化。"), field="lead")
    before = {"lead_before": resolution.lead_name, "person_before": resolution.person}
    _lead(resolution, lead, person, person_id)
    _finish("reassign", resolution, by, reason, **before, lead=lead.name, person=person)
    return resolution


def correct(
    resolution: Resolution, text: str, joint_names: Sequence[str], person: str, due_on: date, reason: str, *,
    by: Actor, seen: int | None = None, joint_ids: Collection[int] = (), person_id: int | None = None,
) -> Resolution:  # fmt: skip
    """Put a slip of the pen right, with the reason; what stood there before stays in the timeline.

    Raises Stale with both texts, Forbidden, or RuleBroken on `due_on`, `joint` or `reason`.
    """
    _begin("correct", resolution, by, seen, **differing({TEXT: (resolution.text, text)}))
    rules.check_reason(reason)
    if due_on < resolution.conference.held_on:
        raise RuleBroken(N_("完成期限不能早于会议日期。"), field="due_on")
    if resolution.lead_name in joint_names:
        raise RuleBroken(N_("会办单位中不再列主办单位。"), field="joint")
    before = {"text_before": resolution.text, "joint_before": list(resolution.joint_names),
              "person_before": resolution.person, "due_before": resolution.due_on}  # fmt: skip
    after = {"text": text, "joint": list(joint_names), "person": person, "due": due_on}
    changed = [name for name in after if after[name] != before[f"{name}_before"]]
    if not changed:
        raise RuleBroken(N_("内容没有变化，不需要更正。"), field="text")
    resolution.text, resolution.due_on = text, due_on
    resolution.joint_names, resolution.person, resolution.person_id = list(joint_names), person, person_id
    set_joint_units(resolution, joint_ids)
    facts = {key: value for name in changed for key, value in ((f"{name}_before", before[f"{name}_before"]),
                                                               (name, after[name]))}  # fmt: skip
    _finish("correct", resolution, by, reason, **facts)
    return resolution


def _lead(resolution: Resolution, lead: Lead, person: str, person_id: int | None) -> None:
    resolution.lead_id, resolution.lead_name, resolution.lead_side = lead.id, lead.name, lead.side
    resolution.person, resolution.person_id = person, person_id
    resolution.joint_names = [name for name in resolution.joint_names if name != lead.name]
    resolution.joint_units = [row for row in resolution.joint_units if row.unit_id != lead.id]


def _milestone(resolution: Resolution, id: int) -> Milestone:
    found = next((row for row in resolution.milestones if row.id == id), None)
    if found is None:
        raise NotFound
    return found


def _begin(verb: str, resolution: Resolution, by: Actor, seen: int | None, **texts: tuple[str, str]) -> None:
    """Lock the resolution through its conference, read it anew, refuse a stale page and ask the rules."""
    queries.hold(resolution.conference)
    db.session.refresh(resolution)
    expect_version(resolution, seen, **texts)
    refuse(rules.why_not_resolution(verb, by, resolution, units_of(by), clock.today()))


def _finish(verb: str, resolution: Resolution, by: Actor | None, note: str = "", **facts: Any) -> ResolutionEvent:
    """Set the state that the move leads to, with timeline, audit entry and mails; the entry holds none of its text."""
    move = rules.RESOLUTION_MOVES[verb]
    if move.target is not None:
        resolution.status = ResolutionStatus(move.target)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    event = ResolutionEvent(
        verb=verb, at=clock.now(), by_id=by.id if by else None, by=by.name if by else "", note=note, facts=plain
    )
    resolution.events.append(event)
    # A step or a note is no column of the resolution: whoever still sees the older page must learn of it.
    flag_modified(resolution, "text")
    days: dict[str, Any] = {
        name: value for name, value in plain.items() if name in {"due_before", "due", "until", "on"}
    }
    audit.record(move.action, resolution, by, number=resolution.full_number, **days)
    db.session.flush()
    if move.notice:
        resolution_notices.send(event, resolution, by)
    return event
