"""What other features show of summaries: cards, finds, the drafts that wait, and who keeps their papers."""

from collections.abc import Collection, Mapping

from liaison.core.declaration import Card, Waiting
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import searching
from liaison.summaries import queries
from liaison.summaries.models import KIND_LABELS, STATUS_LABELS, STATUS_TONES, Summary
from liaison.summaries.rules.moves import is_officer

KIND = "summary"
KIND_LABEL = N_("工作总结")
SHELVES = {"summary": KIND_LABEL, "summary_table": N_("年度统计表")}


def url(id: int) -> str:
    """The address of the page of a summary; written out, since commands ask for it outside of any request."""
    return f"/summaries/papers/{id}"


def cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """Summaries on the pages of others, such as the archive."""
    return {row.id: _card(row) for row in queries.by_ids(user, ids)}


def search(user: Actor, q: str) -> list[Found]:
    """The newest summaries with these words."""
    finds = queries.find(user, q)
    hits = [Hit(row.title, url(row.id), row.number, row.period.spelled()) for row in finds.rows]
    return searching.told(KIND_LABEL, finds, hits, "/summaries/papers", q)


def waiting(user: Actor) -> list[Waiting]:
    """The drafts of an officer's side, to be read and issued."""
    if not is_officer(user):
        return []
    found = queries.drafts_of(user)
    return [Waiting(N_("待印发总结"), f"{row.title}（{row.period.spelled()}）", url(row.id)) for row in found]


def is_keeper(user: Actor, paper_id: int) -> bool:
    """Whether somebody may deposit the scan of an issued summary: the officers of the side that issued it."""
    return is_officer(user) and queries.find_by_paper(paper_id).side is user.side


def origin(paper_id: int) -> tuple[str, int]:
    """The summary that a paper is of, as kind and id of its card."""
    return KIND, queries.find_by_paper(paper_id).id


def _card(summary: Summary) -> Card:
    return Card(
        kind=KIND,
        id=summary.id,
        number=summary.number,
        title=summary.title,
        url=url(summary.id),
        state_label=STATUS_LABELS[summary.status],
        tone=STATUS_TONES[summary.status],
        side=summary.side,
        lines=((N_("类别"), KIND_LABELS[summary.kind]),),
    )
