"""What issued minutes say of each opinion on the agenda, frozen at the issue, and told to its proposer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liaison.conferences.models import AgendaItem, Conference, MinutesExcerpt
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.services.drafting import OpinionFacts
from liaison.core.numbers import chinese_date
from liaison.papers.facts.minutes import Block, MinutesFacts, Table
from liaison.store.base import db
from liaison.store.papers import Paper


def freeze(
    conference: Conference, paper: Paper, frozen: MinutesFacts, opinions: Sequence[OpinionFacts]
) -> list[MinutesExcerpt]:
    """Keep an excerpt for each opinion of the agenda; in the caller's transaction."""
    items = _items_by_opinion(conference)
    made = [
        MinutesExcerpt(
            paper_id=paper.id, opinion_id=one.id, facts=excerpt_of(conference, frozen, one, items.get(one.id))
        )
        for one in opinions
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def excerpt_of(
    conference: Conference, frozen: MinutesFacts, opinion: OpinionFacts, item: AgendaItem | None
) -> dict[str, Any]:
    """The passages that concern one opinion: what the minutes say of it, the outcome of its item, its resolutions."""
    passages = [("纪要中的记载", text) for text in _mentions(frozen, opinion.number)]
    if item is not None:
        passages.append(("所在议题", item.title))
        if item.outcome:
            passages.append(("议题结果", item.outcome))
        for row in conference.resolutions:
            if row.item_id == item.id:
                due = f"，完成时限：{chinese_date(row.due_on)}" if row.due_on else ""
                passages.append(("议定事项", f"{row.full_number}：{row.text}（主办：{row.lead_name}{due}）"))
    return {
        "minutes": frozen.title,
        "number": frozen.number,
        "issued_on": frozen.issued_on.isoformat(),
        "issuers": list(frozen.issuers),
        "conference": conference.title,
        "held_on": conference.held_on.isoformat(),
        "opinion_number": opinion.number,
        "opinion_title": opinion.title,
        "passages": [list(pair) for pair in passages],
    }


def _items_by_opinion(conference: Conference) -> Mapping[int, AgendaItem]:
    by_id = {item.id: item for item in conference.items}
    tied = agenda_queries.opinions_of(list(by_id))
    return {opinion_id: by_id[item_id] for item_id, ids in tied.items() for opinion_id in ids}


def _mentions(frozen: MinutesFacts, number: str) -> Iterator[str]:
    """The paragraphs of the issued text in which the number stands."""
    for section in frozen.sections:
        for block in section.blocks:
            for text in _texts(block):
                if number in text:
                    yield text


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from ("　".join(row) for row in block.rows)
    else:
        yield block.text
