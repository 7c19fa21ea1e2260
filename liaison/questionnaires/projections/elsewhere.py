"""What the other features see of questionnaires: cards, what waits, dates, finds, figures."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from liaison.core import clock
from liaison.core.declaration import LEAST_SHOWN, Card, DateEntry, Figure, Waiting
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor, Role
from liaison.questionnaires import queries
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.projections.questionnaire import as_seen_by
from liaison.questionnaires.projections.results import A_QUESTIONNAIRE, FINDING
from liaison.questionnaires.rules import standing
from liaison.store import searching
from liaison.web.language import tr

KIND = "questionnaire"
KIND_LABEL = N_("问卷")
CLOSED = N_("期内截止的问卷，双方各自发起的都计。")
RETURNED = N_("期内截止的问卷收回的答卷，不分实名、保密和匿名。")


def cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those questionnaires that the person may see."""
    return {found.id: _card(user, found) for found in queries.find_visible(user, ids)}


def finding_cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of findings, which are those of their questionnaires and lead to the question."""
    found = {one.id: one for one in queries.find_visible(user, {id // A_QUESTIONNAIRE for id in ids})}
    return {
        id: replace(card, kind=FINDING, id=id, url=f"{card.url}/results#question-{id % A_QUESTIONNAIRE}")
        for id in ids
        if (one := found.get(id // A_QUESTIONNAIRE)) is not None
        for card in [_card(user, one)]
    }


def waiting(user: Actor) -> list[Waiting]:
    """What waits: to be answered, to be read, to be released."""
    found = [
        Waiting(N_("待填问卷"), one.title, f"/q/{one.code}", _day(one.closes_at)) for one in queries.to_answer(user)
    ]
    if user.side is not None and user.has(Role.OFFICER):
        found += (
            Waiting(N_("待审读文字"), one.title, f"{_url(one)}/texts", note=str(count))
            for one, count in queries.to_read(user)
        )
        found += (Waiting(N_("待发布结果"), one.title, _url(one)) for one in queries.to_release(user))
    return found


def dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """When questionnaires open, and when open ones close."""
    start, end = (datetime.combine(day, at, clock.LOCAL) for day, at in ((first, time.min), (last, time.max)))
    found = [(N_("问卷截止"), one, one.closes_at) for one in queries.closing_between(user, start, end)]
    found += [(N_("问卷开始"), one, one.opens_at) for one in queries.opening_between(user, start, end)]
    return [
        DateEntry(clock.local(at).date(), one.title, _url(one), at, kind_label=label)
        for label, one, at in found
        if at is not None
    ]


def may_design(user: Actor) -> bool:
    """Whether somebody may begin a questionnaire."""
    return standing.why_not("design", user, None) is None


def search(user: Actor, q: str) -> list[Found]:
    """The newest questionnaires with these words in their title."""
    finds = queries.find(user, q)
    hits = [Hit(one.title, _url(one), excerpt=tr(as_seen_by(user, one).status_label)) for one in finds.rows]
    return searching.told(KIND_LABEL, finds, hits, "/questionnaires", q)


def figures(first: date, last: date) -> list[Figure]:
    """How many questionnaires closed in the span, and how many responses they had; both days included."""
    count, returned = queries.count_returned(first, last)
    return [
        Figure("questionnaires_closed", N_("开展问卷调查"), N_("次"), count, "/questionnaires", CLOSED),
        Figure("questionnaire_responses", N_("回收答卷"), N_("份"), returned, "", RETURNED, LEAST_SHOWN),
    ]


def _card(user: Actor, questionnaire: Questionnaire) -> Card:
    seen = as_seen_by(user, questionnaire)
    return Card(
        kind=KIND,
        id=seen.id,
        number="",
        title=seen.title,
        url=_url(questionnaire),
        state_label=seen.status_label,
        tone=seen.tone,
        side=seen.side,
        lines=((N_("填答方式"), tr(seen.mode_label)),),
    )


def _day(at: datetime | None) -> date | None:
    return clock.local(at).date() if at else None


def _url(questionnaire: Questionnaire) -> str:
    return f"/questionnaires/{questionnaire.id}"
