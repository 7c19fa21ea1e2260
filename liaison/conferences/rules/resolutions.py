"""Who may do what to a resolution, whether it is overdue or rests, and how it looks."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from liaison.conferences.models import RESOLUTION_LABELS, RESOLUTION_TONES, UNSETTLED, Resolution, ResolutionStatus
from liaison.conferences.rules.attaching import not_in
from liaison.conferences.rules.moves import ORGANISER, RELATION_LABELS, SYSTEM
from liaison.conferences.rules.standing import relations
from liaison.core.declaration import Tone
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.moves import Move, Moves, Refusal
from liaison.core.sides import Actor, Role

R = ResolutionStatus
LEAD: Final = "lead"
JOINT: Final = "joint"
COUNTERPART: Final = "counterpart"
RESOLUTION_RELATIONS: Final = {
    ORGANISER: RELATION_LABELS[ORGANISER],
    LEAD: N_("主办单位人员或责任人"),
    JOINT: N_("会办单位人员"),
    COUNTERPART: N_("主办单位对方的经办人"),
    SYSTEM: RELATION_LABELS[SYSTEM],
}
SETTLED: Final = frozenset(R) - UNSETTLED

RESOLUTION_MOVES = Moves(
    (
        Move("report", N_("登记进展"), UNSETTLED, R.UNDER_WAY, {ORGANISER, LEAD, JOINT}, "resolution.reported",
             notice="resolution_reported"),
        Move("stage", N_("增加节点"), UNSETTLED, None, {ORGANISER, LEAD}, "resolution.staged",
             notice="resolution_staged"),
        Move("unstage", N_("删除节点"), UNSETTLED, None, {ORGANISER, LEAD}, "resolution.unstaged",
             notice="resolution_unstaged"),
        Move("reach", N_("完成节点"), UNSETTLED, R.UNDER_WAY, {ORGANISER, LEAD}, "resolution.stage_reached",
             notice="resolution_stage_reached"),
        Move("confirm", N_("确认落实"), UNSETTLED, R.DONE, {ORGANISER, COUNTERPART}, "resolution.confirmed",
             notice="resolution_confirmed"),
        Move("extend", N_("延长期限"), UNSETTLED, None, {ORGANISER}, "resolution.extended", needs_reason=True,
             notice="resolution_extended"),
        Move("rest", N_("暂缓"), UNSETTLED, None, {ORGANISER}, "resolution.rested", needs_reason=True,
             notice="resolution_rested"),
        Move("wake", N_("恢复办理"), UNSETTLED, None, {ORGANISER}, "resolution.woken", is_simple=True,
             notice="resolution_woken"),
        Move("reassign", N_("改派"), UNSETTLED, None, {ORGANISER}, "resolution.reassigned", needs_reason=True,
             notice="resolution_reassigned"),
        Move("correct", N_("更正"), frozenset(R), None, {ORGANISER}, "resolution.corrected", needs_reason=True,
             notice="resolution_corrected"),
        Move("cancel", N_("取消事项"), UNSETTLED, R.CANCELLED, {ORGANISER}, "resolution.cancelled",
             needs_reason=True, is_simple=True, notice="resolution_cancelled"),
        Move("reopen", N_("重新办理"), SETTLED, R.UNDER_WAY, {ORGANISER}, "resolution.reopened", needs_reason=True,
             is_simple=True, notice="resolution_reopened"),
        Move("remind", N_("到期提醒"), UNSETTLED, None, {SYSTEM}, "resolution.reminded", notice="resolution_due"),
        Move("escalate", N_("逾期上报"), UNSETTLED, None, {SYSTEM}, "resolution.escalated",
             notice="resolution_escalated"),
    ),
    state_labels=RESOLUTION_LABELS,
    relation_labels=RESOLUTION_RELATIONS,
)  # fmt: skip


def resolution_relations(user: Actor, resolution: Resolution, units: Collection[int] = ()) -> frozenset[str]:
    """Who somebody is to a resolution. `units`: the organisations that the person is of.

    The named person and everybody of the lead unit count as those who carry it out.
    """
    found = {ORGANISER} & relations(user, resolution.conference)
    is_named = resolution.person_id is not None and resolution.person_id == user.person_id
    if is_named or resolution.lead_id in units:
        found.add(LEAD)
    if any(row.unit_id in units for row in resolution.joint_units):
        found.add(JOINT)
    lead_side = resolution.lead_side
    if lead_side is not None and user.side is lead_side.other and user.has(Role.OFFICER):
        found.add(COUNTERPART)
    return frozenset(found)


def why_not_resolution(
    verb: str, user: Actor, resolution: Resolution, units: Collection[int] = (), today: date | None = None
) -> Refusal | None:
    """Why somebody may not do this to the resolution as it is now; what has no number yet is still being written."""
    refusal = RESOLUTION_MOVES.why_not(verb, resolution.status, resolution_relations(user, resolution, units))
    if refusal is None and resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    if refusal is None and verb in CONDITIONS:
        return CONDITIONS[verb](user, resolution, today)
    return refusal


def _why_not_confirm(user: Actor, resolution: Resolution, _today: date | None) -> Refusal | None:
    """Nobody confirms the own work."""
    if resolution.person_id is not None and resolution.person_id == user.person_id:
        return Refusal(N_("您是本事项的责任人，应由他人确认落实。"), {}, "forbidden")
    return None


def _why_not_wake(_user: Actor, resolution: Resolution, today: date | None) -> Refusal | None:
    if resolution.rest_until is None or (today is not None and not is_resting(resolution, today)):
        return Refusal(N_("本事项没有暂缓。"), {}, "state")
    return None


CONDITIONS: Final[dict[str, Callable[[Actor, Resolution, date | None], Refusal | None]]] = {
    "confirm": _why_not_confirm,
    "wake": _why_not_wake,
}


def why_not_prove(user: Actor, resolution: Resolution, units: Collection[int] = ()) -> Refusal | None:
    """Why somebody may not add evidence of how far a resolution is; once it is cancelled there is nothing to prove."""
    if not resolution_relations(user, resolution, units) & {ORGANISER, LEAD, JOINT}:
        who = tuple(Term(RESOLUTION_RELATIONS[word]) for word in (ORGANISER, LEAD, JOINT))
        return Refusal(N_("此操作由%(who)s办理。"), {"who": who}, "forbidden")
    if resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    if resolution.status is R.CANCELLED:
        return not_in(RESOLUTION_LABELS[resolution.status])
    return None


def concerns(user: Actor, resolution: Resolution, units: Collection[int]) -> bool:
    """Whether somebody carries it out, alone or with others: such a person sees it once it has its number.

    The twin of `queries.resolutions.concerning`.
    """
    return resolution.number is not None and bool(resolution_relations(user, resolution, units) & {LEAD, JOINT})


def is_resting(resolution: Resolution, today: date) -> bool:
    """Whether it rests today: it is neither reminded of nor overdue."""
    return not resolution.is_settled and resolution.rest_until is not None and today < resolution.rest_until


def is_overdue(resolution: Resolution, today: date) -> bool:
    """Whether it should be done by now and is not; overdue begins the day after the due date."""
    if resolution.is_settled or resolution.number is None or is_resting(resolution, today):
        return False
    return resolution.due_on is not None and resolution.due_on < today


def resolution_tone(status: ResolutionStatus, is_late: bool) -> Tone:
    """How a resolution looks: red only where it is overdue."""
    return "bad" if is_late else RESOLUTION_TONES[status]


def check_done_on(done_on: date, held_on: date, today: date) -> None:
    """A resolution is done between its conference and today. Raises RuleBroken on `done_on`."""
    if not held_on <= done_on <= today:
        raise RuleBroken(N_("落实日期应当在会议召开之后，且不晚于今天。"), field="done_on")


def check_extension(due_on: date, before: date, today: date) -> None:
    """A longer time ends after the one that was set, and not in the past. Raises RuleBroken on `due_on`."""
    if due_on <= before:
        raise RuleBroken(N_("新的期限应当晚于现在的期限。"), field="due_on")
    if due_on < today:
        raise RuleBroken(N_("新的期限不能早于今天。"), field="due_on")


def check_rest(until: date, today: date) -> None:
    """Something rests until a day to come. Raises RuleBroken on `rest_until`."""
    if until <= today:
        raise RuleBroken(N_("恢复办理的日期应当晚于今天。"), field="rest_until")


def check_milestone(due_on: date, held_on: date) -> None:
    """A step is taken after its conference. Raises RuleBroken on `due_on`."""
    if due_on < held_on:
        raise RuleBroken(N_("节点日期不能早于会议日期。"), field="due_on")


def check_reached(reached_on: date, held_on: date, today: date) -> None:
    """A step was taken between the conference and today. Raises RuleBroken on `reached_on`."""
    if not held_on <= reached_on <= today:
        raise RuleBroken(N_("完成日期应当在会议召开之后，且不晚于今天。"), field="reached_on")


def check_reason(reason: str) -> None:
    """Some moves say why. Raises RuleBroken on `reason`."""
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
