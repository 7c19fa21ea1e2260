"""What the other features see of opinions: cards, what waits, finds, figures, and what an agenda may take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from liaison.core.declaration import Card, DateEntry, Holder, Running, Waiting
from liaison.core.errors import NotFound
from liaison.core.excerpts import around
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.opinions import queries, rules
from liaison.opinions.models import Opinion
from liaison.opinions.projections.opinion import as_seen_by
from liaison.store import clocks, links, searching
from liaison.store.links import LinkKind
from liaison.web.language import tr

KIND = "opinion"
KIND_LABEL = N_("意见建议")


@dataclass(frozen=True, slots=True)
class Raised:
    """The opinions raised from a thing as one person sees them; `url` leads to a new one, "" for who may lodge none."""

    cards: tuple[Card, ...]
    url: str


def cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those opinions that the person may see."""
    return {opinion.id: _card(user, opinion) for opinion in queries.find_visible(user, ids)}


def raised_from(user: Actor, kind: str, id: int) -> Raised:
    """The opinions that a thing of another feature gave rise to, and where this person raises one more.

    The page of that thing shows them with the macro of `_macros/raised.html`.
    """
    tied = links.tied_from(kind, [id], LinkKind.RAISED_FROM).get(id, [])
    found = cards(user, [opinion_id for word, opinion_id in tied if word == KIND])
    may = rules.why_not("lodge", user, None) is None
    return Raised(tuple(found.values()), f"/opinions/lodge?from={kind}-{id}" if may else "")


def tableable(user: Actor) -> list[Card]:
    """Opinions that may still be put on an agenda, the newest first."""
    return [_card(user, opinion) for opinion in queries.untied(user) if rules.why_not("table", user, opinion) is None]


def may_table(user: Actor, id: int) -> Refusal | None:
    """Why an opinion may not be put on one more agenda; None when it may. Raises NotFound."""
    opinion = queries.get_visible(user, id)
    refusal = rules.why_not("table", user, opinion)
    if refusal is None and links.tied_from(KIND, [id], LinkKind.TABLES):
        return Refusal(N_("%(number)s已列入议程，不必重复列入。"), {"number": opinion.full_number})
    return refusal


def waiting(user: Actor) -> list[Waiting]:
    """What waits: to be replied to, to be screened, to be amended after a return, to be rated; for the head and the
    organisers of the answering side, what is overdue.
    """
    if user.side is None:
        return []
    is_officer = user.has(Role.OFFICER)
    is_watching = not is_officer and (user.has(Role.HEAD_OF_SUPERVISION) or user.has(Role.ORGANISER))
    return [
        *(_waiting(user, opinion, N_("待答复")) for opinion in (queries.to_reply(user) if is_officer else ())),
        *(_waiting(user, opinion, N_("待审核")) for opinion in (queries.to_screen(user) if is_officer else ())),
        *(_waiting(user, opinion, N_("待修改")) for opinion in queries.to_amend(user)),
        *(_waiting(user, opinion, N_("待评价")) for opinion in queries.to_rate(user)),
        *(_waiting(user, opinion, N_("逾期未答复")) for opinion in (queries.late_replies(user) if is_watching else ())),
    ]


def may_lodge(user: Actor) -> bool:
    """Whether somebody may propose one."""
    return rules.why_not("lodge", user, None) is None


def due_dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The days by which replies are due: those that the person's side owes, and to the person's own opinions."""
    if user.side is None:
        return []
    seen = [as_seen_by(user, opinion) for opinion in queries.due_between(user, first, last)]
    return [
        DateEntry(one.due_on, one.title, f"/opinions/{one.id}", kind_label=N_("意见答复到期"), is_deadline=True)
        for one in seen
        if one.due_on is not None
    ]


def search(user: Actor, q: str) -> list[Found]:
    """The newest opinions that hold the words; of a proposer only whose name the person may know."""
    finds = queries.find(user, q)
    hits = []
    for opinion in finds.rows:
        seen = as_seen_by(user, opinion)
        excerpt = around(q, seen.text, seen.grounds, seen.wanted, seen.reply, seen.proposer)
        hits.append(Hit(seen.title, _url(opinion), seen.number, excerpt))
    return searching.told(KIND_LABEL, finds, hits, "/opinions", q)


def find_holder(user: Actor, id: int) -> Holder:
    """An opinion whose evidence the person may see. Raises NotFound."""
    holder = as_holder(user, queries.get_visible(user, id))
    if holder is None:
        raise NotFound
    return holder


def as_holder(user: Actor, opinion: Opinion) -> Holder | None:
    """An opinion with its evidence, as somebody stands to it; None for who sees none of it."""
    if not rules.may_see_files(user, opinion):
        return None
    who = rules.relations(user, opinion)
    return Holder(
        kind=KIND,
        id=opinion.id,
        title=opinion.title,
        url=_url(opinion),
        why_not_add=rules.why_not_attach(user, opinion),
        own_side=opinion.side if who & rules.OWN else None,
        is_officer=rules.OWN_OFFICER in who,
        is_nameless=opinion.is_name_withheld,
    )


def running() -> list[Running]:
    """The replies that are awaited, for the settings that may move their days: numbers and days, nothing else.

    One that was extended runs by the clock of extensions from the day that it moved, one that was reopened from then.
    """
    found = []
    for opinion in queries.awaiting_reply():
        clock_key = clocks.OPINION_EXTENSION if opinion.extended_from else clocks.OPINION_REPLY
        began = opinion.extended_from or opinion.reopened_on or opinion.screened_on
        assert began is not None, "a screened opinion knows since when"
        assert opinion.reply_due_on is not None, "and until when"
        due_on = opinion.reply_due_on
        found.append(Running(clock_key, KIND_LABEL, opinion.id, opinion.full_number, began, due_on))
    return found


def _card(user: Actor, opinion: Opinion) -> Card:
    seen = as_seen_by(user, opinion)
    outcome = ((N_("办理结果"), tr(seen.outcome_label)),) if seen.outcome_label else ()
    return Card(
        kind=KIND,
        id=seen.id,
        number=seen.number,
        title=seen.title,
        url=_url(opinion),
        state_label=seen.status_label,
        tone=seen.tone,
        side=seen.side,
        lines=((N_("类别"), seen.category), *outcome),
    )


def _waiting(user: Actor, opinion: Opinion, kind_label: str) -> Waiting:
    seen = as_seen_by(user, opinion)
    return Waiting(
        kind_label=kind_label,
        title=seen.title,
        url=_url(opinion),
        due_on=seen.due_on,
        note=f"{seen.number} {seen.category}",
        tone=seen.due_tone,
    )


def _url(opinion: Opinion) -> str:
    """The address of the page; written out, since papers and commands ask for it outside of any request."""
    return f"/opinions/{opinion.id}"


def own_counts(user: Actor) -> list[tuple[str, int]]:
    """The opinions that the person proposed."""
    return [(N_("您提出的意见建议（件）"), queries.count_proposed(user.id))]
