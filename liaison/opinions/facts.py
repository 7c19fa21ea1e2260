"""The frozen facts of opinions, for the minutes that another feature draws up."""

from collections.abc import Collection
from dataclasses import dataclass

from liaison.core.sides import Side
from liaison.opinions import queries
from liaison.opinions.models import OUTCOME_LABELS, OpinionStatus
from liaison.web.frame import features


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What minutes say of an opinion; nothing of its proposer.

    `lead` is the lead unit's full name, "" before screening; `outcome_label` a message id, "" before the reply.
    """

    id: int
    number: str
    side: Side
    title: str
    text: str
    lead: str
    reply: str
    outcome_label: str
    is_withdrawn: bool


def opinion_facts(ids: Collection[int]) -> dict[int, OpinionFacts]:
    """The facts of opinions for minutes, by id."""
    found = queries.find_many(ids)
    names = features().offer("unit_names")({opinion.lead_id for opinion in found if opinion.lead_id})
    return {
        opinion.id: OpinionFacts(
            id=opinion.id,
            number=opinion.full_number,
            side=opinion.side,
            title=opinion.title,
            text=opinion.text,
            lead=names.get(opinion.lead_id or 0, ""),
            reply=opinion.reply,
            outcome_label=OUTCOME_LABELS[opinion.outcome] if opinion.outcome else "",
            is_withdrawn=opinion.status is OpinionStatus.WITHDRAWN,
        )
        for opinion in found
    }
