"""What belongs to an opinion beside itself, as one person may see it: what was merged, earlier replies, joint units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liaison.core.declaration import Tone
from liaison.core.sides import Actor
from liaison.opinions import queries, rules
from liaison.opinions.models import OUTCOME_LABELS, OUTCOME_TONES, Opinion, OpinionStatus
from liaison.opinions.projections.opinion import SeenOpinion, as_seen_by
from liaison.store import clocks


@dataclass(frozen=True, slots=True)
class SeenReply:
    """An earlier reply; `outcome_label` is a message id."""

    text: str
    outcome_label: str
    outcome_tone: Tone
    replied_on: date


@dataclass(frozen=True, slots=True)
class SeenComment:
    """What a joint unit has to say; `text` "" for one that has said nothing yet."""

    unit_id: int
    unit: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenParts:
    """`merged` are read by everybody who reads the opinion that answers for them; `linked` are those of them whose own
    page the person may open. `into`: number and address of what this one was merged into, the address "" where it may
    not be opened.
    """

    merged: tuple[SeenOpinion, ...]
    linked: frozenset[int]
    into: tuple[str, str]
    replies: tuple[SeenReply, ...]
    comments: tuple[SeenComment, ...]
    closes_on: date | None


def parts_as_seen_by(user: Actor, opinion: Opinion, unit_names: Mapping[int, str]) -> SeenParts:
    """Give what the page of an opinion shows beside it."""
    merged = queries.merged_into(opinion.id)
    earlier = opinion.replies[:-1] if opinion.reply else opinion.replies
    return SeenParts(
        merged=tuple(as_seen_by(user, one) for one in merged),
        linked=frozenset(one.id for one in merged if rules.is_visible(user, one)),
        into=_into(user, opinion),
        replies=tuple(
            SeenReply(row.text, OUTCOME_LABELS[row.outcome], OUTCOME_TONES[row.outcome], row.replied_on)
            for row in earlier
        ),
        comments=comments_as_seen_by(user, opinion, unit_names),
        closes_on=_closes_on(opinion),
    )


def comments_as_seen_by(user: Actor, opinion: Opinion, unit_names: Mapping[int, str]) -> tuple[SeenComment, ...]:
    """Give what each joint unit has to say, for the answering side; for everybody else nothing."""
    if not rules.may_see_comments(user, opinion):
        return ()
    said = {row.unit_id: row for row in opinion.comments}
    return tuple(
        SeenComment(
            id, unit_names.get(id, ""), said[id].text if id in said else "", said[id].at if id in said else None
        )
        for id in opinion.joint_ids
    )


def _closes_on(opinion: Opinion) -> date | None:
    """The last day on which the reply may be rated."""
    if opinion.status is not OpinionStatus.REPLIED or opinion.replied_on is None:
        return None
    return clocks.due_of(clocks.OPINION_CLOSE, opinion.replied_on).on


def _into(user: Actor, opinion: Opinion) -> tuple[str, str]:
    if opinion.merged_into_id is None:
        return "", ""
    (target,) = queries.find_many([opinion.merged_into_id])
    return target.full_number, f"/opinions/{target.id}" if rules.is_visible(user, target) else ""
