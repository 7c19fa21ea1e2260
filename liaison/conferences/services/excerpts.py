"""What issued minutes say of each opinion on the agenda: frozen at the issue, told to its proposer, put on paper."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from liaison.conferences.facts import one_line
from liaison.conferences.models import AgendaItem, Conference, MinutesExcerpt
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import excerpts as queries
from liaison.conferences.services import letters
from liaison.conferences.services.drafting import OpinionFacts
from liaison.core import clock
from liaison.core.numbers import chinese_date, chinese_numeral
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.letters import Heading, LetterFacts
from liaison.papers.facts.minutes import Block, MinutesFacts, Paragraph, Table
from liaison.papers.verification import code_of
from liaison.store import audit, papers
from liaison.store.base import db
from liaison.store.jobs import JobStatus
from liaison.store.papers import Paper, PaperKind

NUMBER: Final = "{minutes}摘录{place}"
NOTE: Final = (
    "本摘录根据印发的会议纪要生成，供意见建议提出人查阅，内容以会议纪要为准。"
    "会议纪要验证码：{code}，可凭纪要文号和验证码在本平台公文验证页核对。"
)


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


def replace(before: Paper, now: Paper) -> None:
    """Note on the excerpts of minutes that others took the place of that they went with them."""
    for excerpt in queries.on_paper(before):
        assert excerpt.sheet is not None
        excerpt.sheet.replaced_by = now


def issue(excerpt: MinutesExcerpt) -> Paper:
    """Put an excerpt on paper with a number of its own, once: whoever asks later finds the same one.

    Who asked first is not kept: it may well be a proposer whose name is withheld. Files that could not be made are
    asked for again. Raises RuleBroken for a text that no paper can show.
    """
    queries.hold(excerpt)
    if excerpt.sheet is None:
        facts = excerpt_letter(excerpt, queries.place(excerpt))
        letters.require_glyphs(facts)
        excerpt.sheet = papers.freeze(PaperKind.EXCERPT, facts.number, facts.title, canonical_json(facts), None)
        audit.record("excerpt.issued", excerpt.sheet, None, number=facts.number)
        db.session.flush()
    elif excerpt.sheet.job is not None and excerpt.sheet.job.status is JobStatus.FAILED:
        papers.press(excerpt.sheet, None)
    return excerpt.sheet


def excerpt_letter(excerpt: MinutesExcerpt, place: int) -> LetterFacts:
    """The excerpt as a letter of both associations; `place`: which excerpt of its minutes it is."""
    facts = excerpt.facts
    head = (
        f"{facts['conference']}于{chinese_date(date.fromisoformat(facts['held_on']))}召开。"
        f"《{facts['minutes']}》（{facts['number']}）中涉及{facts['opinion_number']}“{facts['opinion_title']}”的内容摘录如下："
    )
    body: list[Paragraph | Heading] = [Paragraph(one_line(head))]
    for number, (label, texts) in enumerate(grouped(facts), 1):
        body.append(Heading(f"{chinese_numeral(number)}、{label}"))
        body += [Paragraph(one_line(text)) for text in texts]
    issuers = tuple(facts["issuers"])
    return LetterFacts(
        mark=issuers[0],
        number=NUMBER.format(minutes=facts["number"], place=place),
        issued_on=clock.today(),
        issuers=issuers,
        title=f"{facts['minutes']}摘录",
        addressees=(),
        body=tuple(body),
        note=NOTE.format(code=code_of(excerpt.paper.facts_sha256)),
    )


def grouped(facts: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The passages by what they are, in their order."""
    return [
        (label, [text for _, text in pairs])
        for label, pairs in groupby((tuple(pair) for pair in facts["passages"]), key=lambda pair: pair[0])
    ]


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
