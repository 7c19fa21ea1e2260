"""An opinion and its history as one person may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.opinions import rules
from liaison.opinions.models import (
    CHANNEL_LABELS,
    OUTCOME_LABELS,
    OUTCOME_TONES,
    PROPOSER_KIND_LABELS,
    PROPOSER_NAME,
    SATISFACTION_LABELS,
    SATISFACTION_TONES,
    STATUS_LABELS,
    STATUS_TONES,
    Opinion,
    OpinionEvent,
    OpinionStatus,
)
from liaison.store import holidays, thresholds

S = OpinionStatus
Stage = tuple[str, Literal["done", "now", ""], date | None]
"""A step of the page: message id, state, day."""

INTAKE = {"amend", "return"}
CLOSING = ("rate", "close", "lapse", "enter")
ANSWERING = {"comment"}
EVENT_TONES: dict[str, Tone] = {
    "return": "warn", "untable": "neutral",
    "withdraw": "neutral", "merge": "neutral", "extend": "warn", "reply": "good", "rate": "good",
    "close": "good", "lapse": "neutral", "reopen": "warn",
}  # fmt: skip
NEXT_STEPS = {
    S.LODGED: N_("等待提出方经办人审核。"),
    S.SCREENED: N_("等待承办方答复。"),
    S.RETURNED: N_("等待提出人修改后重新提交。"),
    S.REPLIED: N_("已答复，等待提出人评价。"),
    S.MERGED: N_("已并入另一件意见，一并办理。"),
    S.WITHDRAWN: N_("已撤回，不再办理。"),
    S.CLOSED: N_("已办结。"),
}


@dataclass(frozen=True, slots=True)
class SeenOpinion:
    """An opinion as one person may see it. Labels are message ids; `proposer` is "" where the name is withheld."""

    id: int
    version: int
    number: str
    side: Side
    side_label: str
    status: OpinionStatus
    status_label: str
    tone: Tone
    category_id: int
    category: str
    title: str
    text: str
    grounds: str
    wanted: str
    proposer: str
    proposer_kind_label: str
    is_name_withheld: bool
    received_on: date
    lead_id: int | None
    joint_ids: tuple[int, ...]
    due_on: date | None
    due_tone: Tone
    is_due_provisional: bool
    reply: str
    outcome_label: str
    outcome_tone: Tone
    replied_on: date | None
    reason: str
    next_step: str
    channel_label: str
    screened_on: date | None
    extended_from: date | None
    is_reopened: bool
    satisfaction_label: str
    satisfaction_tone: Tone

    @property
    def names_court_case(self) -> bool:
        """Whether a case number keeps it from every agenda."""
        return rules.names_court_case(self.title, self.text, self.grounds, self.wanted)

    @property
    def short_number(self) -> str:
        """〔2026〕31: what the window is called in either language."""
        return self.number.removeprefix("意见").removesuffix("号")


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A line of the timeline; `title` and `by` are message ids. `before`: (message id, what stood there)."""

    title: str
    at: datetime
    by: str
    quote: str
    tone: Tone
    before: tuple[tuple[str, str], ...] = ()


def as_seen_by(user: Actor, opinion: Opinion) -> SeenOpinion:
    """Give what the person may see; the opinion itself must be one that `visible_to` lets through."""
    is_known = rules.may_see_proposer(user, opinion)
    due_on = opinion.reply_due_on if opinion.status is S.SCREENED else None
    return SeenOpinion(
        id=opinion.id,
        version=opinion.version,
        number=opinion.full_number,
        side=opinion.side,
        side_label=SIDE_LABELS[opinion.side],
        status=opinion.status,
        status_label=STATUS_LABELS[opinion.status],
        tone=STATUS_TONES[opinion.status],
        category_id=opinion.category_id,
        category=opinion.category.name,
        title=opinion.title,
        text=opinion.text,
        grounds=opinion.grounds,
        wanted=opinion.wanted,
        proposer=opinion.proposer_name if is_known else "",
        proposer_kind_label=PROPOSER_KIND_LABELS[opinion.proposer_kind] if is_known else "",
        is_name_withheld=opinion.is_name_withheld,
        received_on=opinion.received_on,
        lead_id=opinion.lead_id,
        joint_ids=tuple(opinion.joint_ids),
        due_on=due_on,
        due_tone=rules.due_tone(due_on, clock.today(), thresholds.value(thresholds.NEAR_DAYS)) if due_on else "neutral",
        is_due_provisional=due_on is not None and due_on.year not in holidays.arranged_years(),
        reply=opinion.reply,
        outcome_label=OUTCOME_LABELS[opinion.outcome] if opinion.outcome else "",
        outcome_tone=OUTCOME_TONES[opinion.outcome] if opinion.outcome else "neutral",
        replied_on=opinion.replied_on,
        reason=opinion.reason if rules.may_see_intake(user, opinion) else "",
        next_step=NEXT_STEPS[opinion.status],
        channel_label=CHANNEL_LABELS[opinion.channel] if rules.may_see_intake(user, opinion) else "",
        screened_on=opinion.screened_on,
        extended_from=opinion.extended_from,
        is_reopened=opinion.reopened_on is not None,
        satisfaction_label=SATISFACTION_LABELS[opinion.satisfaction] if opinion.satisfaction else "",
        satisfaction_tone=SATISFACTION_TONES[opinion.satisfaction] if opinion.satisfaction else "neutral",
    )


def history_as_seen_by(user: Actor, opinion: Opinion, events: Iterable[OpinionEvent]) -> list[SeenEvent]:
    """Give the timeline, newest first; who acted is told by side.

    What went before screening stays with the proposer and the own side's officers, what joint units had to say with
    the answering side.
    """
    is_inside, is_answering = rules.may_see_intake(user, opinion), rules.may_see_comments(user, opinion)
    seen = [
        SeenEvent(
            title=rules.MOVES[event.verb].label,
            at=event.at,
            by=SIDE_LABELS[event.side] if event.side else "",
            quote=event.note,
            tone=EVENT_TONES.get(event.verb, "info"),
            before=_before(user, opinion, event),
        )
        for event in events
        if (is_inside or event.verb not in INTAKE) and (is_answering or event.verb not in ANSWERING)
    ]
    return seen[::-1]


def _before(user: Actor, opinion: Opinion, event: OpinionEvent) -> tuple[tuple[str, str], ...]:
    """What a correction changed; a name only for those who may know it."""
    is_known = rules.may_see_proposer(user, opinion)
    return tuple((label, text) for label, text in event.before.items() if is_known or label != PROPOSER_NAME)


def stages(opinion: Opinion, events: Iterable[OpinionEvent]) -> list[Stage]:
    """Give the steps of the page, from lodging to closing, or to where the opinion was withdrawn."""
    days = {event.verb: clock.local(event.at).date() for event in events}
    begun = [(N_("提交"), opinion.received_on), (N_("审核"), opinion.screened_on)]
    ended = {S.WITHDRAWN: (N_("撤回"), days.get("withdraw")), S.MERGED: (N_("合并"), days.get("merge"))}
    if opinion.status in ended:
        label, day = ended[opinion.status]
        return [*_drawn([step for step in begun if step[1]]), (label, "now", day)]
    closed_on = max((day for verb in CLOSING if (day := days.get(verb))), default=None)
    if "enter" in days:
        # It ended with its reply, years before anybody entered it here.
        closed_on = opinion.replied_on
    is_closed = opinion.status is S.CLOSED
    return _drawn([*begun, (N_("答复"), opinion.replied_on), (N_("办结"), closed_on if is_closed else None)])


def _drawn(steps: Sequence[tuple[str, date | None]]) -> list[Stage]:
    """Mark what has a day as done and the first that has none as now."""
    done = sum(day is not None for _, day in steps)
    return [(label, "done" if i < done else "now" if i == done else "", day) for i, (label, day) in enumerate(steps)]
