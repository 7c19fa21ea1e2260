"""Who may do what to a resolution, whether it is overdue, and how it looks."""

from datetime import date

from liaison.conferences.models import RESOLUTION_LABELS, RESOLUTION_TONES, Resolution, ResolutionStatus
from liaison.conferences.rules.attaching import not_in, why_not_attach
from liaison.conferences.rules.moves import ORGANISER, RELATION_LABELS
from liaison.conferences.rules.standing import relations
from liaison.core.declaration import Tone
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Move, Moves, Refusal
from liaison.core.sides import Actor

RESOLUTION_MOVES = Moves(
    (
        Move("confirm", N_("确认落实"), {ResolutionStatus.OPEN}, ResolutionStatus.DONE, {ORGANISER},
             "resolution.confirmed"),
        Move("cancel", N_("取消事项"), {ResolutionStatus.OPEN}, ResolutionStatus.CANCELLED, {ORGANISER},
             "resolution.cancelled", needs_reason=True, is_simple=True),
    ),
    state_labels=RESOLUTION_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def why_not_resolution(verb: str, user: Actor, resolution: Resolution) -> Refusal | None:
    """Why somebody may not do this to the resolution as it is now; what has no number yet is still being written."""
    refusal = RESOLUTION_MOVES.why_not(verb, resolution.status, relations(user, resolution.conference))
    if refusal is None and resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    return refusal


def why_not_prove(user: Actor, resolution: Resolution) -> Refusal | None:
    """Why somebody may not add evidence of how far a resolution is; once it is cancelled there is nothing to prove."""
    refusal = why_not_attach(user, resolution.conference)
    if refusal is None and resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    if refusal is None and resolution.status is ResolutionStatus.CANCELLED:
        return not_in(RESOLUTION_LABELS[resolution.status])
    return refusal


def is_overdue(resolution: Resolution, today: date) -> bool:
    """Whether it should be done by now and is not; overdue begins the day after the due date."""
    is_open = resolution.status is ResolutionStatus.OPEN and resolution.number is not None
    return is_open and resolution.due_on is not None and resolution.due_on < today


def resolution_tone(status: ResolutionStatus, is_late: bool) -> Tone:
    """How a resolution looks: red only where it is overdue."""
    return "bad" if is_late else RESOLUTION_TONES[status]


def check_done_on(done_on: date, held_on: date, today: date) -> None:
    """A resolution is done between its conference and today. Raises RuleBroken on `done_on`."""
    if not held_on <= done_on <= today:
        raise RuleBroken(N_("落实日期应当在会议召开之后，且不晚于今天。"), field="done_on")
