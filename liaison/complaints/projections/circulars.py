"""A circular as one person may see it."""

from dataclasses import dataclass
from datetime import datetime

from liaison.complaints.models.circulars import CIRCULAR_LABELS, CIRCULAR_TONES, Circular
from liaison.complaints.queries import circulars as queries
from liaison.complaints.rules import circulars as rules
from liaison.complaints.rules.relations import Standing, relations
from liaison.core.declaration import Tone
from liaison.core.moves import Move
from liaison.core.sides import SIDE_LABELS, Side


@dataclass(frozen=True, slots=True)
class SeenCircular:
    """One circular. `told`: (reference, id) of the complaints that this person sees, empty for members.

    `signatures`: label of the side, name, when; "" and None where nobody signed yet. `formats`: files of its paper.
    """

    id: int
    version: int
    title: str
    text: str
    side_label: str
    status: str
    status_label: str
    tone: Tone
    number: str
    at: datetime
    is_named: bool
    naming_reason: str
    reason: str
    is_office: bool
    told: list[tuple[str, int]]
    signatures: list[tuple[str, str, datetime | None]]
    paper_id: int | None
    moves: tuple[Move, ...]


def circular_as_seen_by(who: Standing, circular: Circular) -> SeenCircular:
    """It must be one that `visible_as` lets through. Members read what was published, and nothing of its making."""
    told = queries.told_by(circular)
    mine = rules.circular_relations(who, circular, told)
    is_office = bool(mine - {rules.READER})
    return SeenCircular(
        id=circular.id,
        version=circular.version,
        title=circular.title,
        text=circular.text,
        side_label=SIDE_LABELS[circular.side],
        status=circular.status,
        status_label=CIRCULAR_LABELS[circular.status],
        tone=CIRCULAR_TONES[circular.status],
        number=circular.paper.number if circular.paper else "",
        at=circular.published_at or circular.drafted_at,
        is_named=circular.is_named,
        naming_reason=circular.naming_reason if is_office else "",
        reason=circular.reason if is_office or circular.status == "revoked" else "",
        is_office=is_office,
        told=[(one.reference, one.id) for one in told if is_office and relations(who, one)],
        signatures=[(SIDE_LABELS[side], circular.signed_by(side), circular.signed_at(side)) for side in Side]
        if is_office
        else [],
        paper_id=circular.paper_id,
        moves=tuple(
            move for move in rules.CIRCULAR_MOVES if rules.circular_refusal(move.verb, who, circular, told) is None
        ),
    )
