"""What other features show of conferences: cards, dates, finds, figures, and what waits for an organiser."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liaison.conferences import queries
from liaison.conferences.models import (
    ITEM_KIND_LABELS,
    RESOLUTION_LABELS,
    STATUS_LABELS,
    STATUS_TONES,
    Attendance,
    Conference,
    Resolution,
)
from liaison.conferences.projections.pages import name_of, next_step
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import attendance as attendance_queries
from liaison.conferences.queries import excerpts
from liaison.conferences.queries import minutes as minutes_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import moves
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.core import clock
from liaison.core.declaration import Card, DateEntry, Figure, Running, Waiting
from liaison.core.excerpts import around
from liaison.core.gathering import Found, Hit, Trend
from liaison.core.messages import N_
from liaison.core.sides import Actor, Role
from liaison.store import clocks, searching
from liaison.web.language import tr

YEAR: Final = timedelta(days=365)
SOON: Final = timedelta(days=resolution_queries.SOON_DAYS)
PREPARED: Final = {"announce", "conclude"}
"""Moves that wait even while something is missing for them: to see to it is the work."""


@dataclass(frozen=True, slots=True)
class Held:
    """A conference that was held, under its Chinese name, and the ids of its agenda items."""

    id: int
    title: str
    held_on: date
    item_ids: frozenset[int]


def conference_url(id: int) -> str:
    """The address of its page; written out, since papers and commands ask for it outside of any request."""
    return f"/conferences/{id}"


def resolution_url(id: int) -> str:
    """The address of the page of a resolution."""
    return f"/resolutions/{id}"


def running() -> list[Running]:
    """The comments on minutes that are awaited, for the settings that may move their last day."""
    found = []
    for conference in minutes_queries.in_circulation():
        assert conference.circulated_at is not None
        began = clock.local(conference.circulated_at).date()
        until = clocks.due_of(clocks.MINUTES_COMMENT, began).on
        found.append(Running(clocks.MINUTES_COMMENT, N_("会议纪要"), conference.id, conference.title, began, until))
    return found


def excerpt_url(user: Actor, opinion_id: int) -> str:
    """The address of what the minutes in force say of an opinion, "" where there is none for the person."""
    conference_id = excerpts.find_conference(user, opinion_id)
    return f"{conference_url(conference_id)}/minutes/excerpts/{opinion_id}" if conference_id is not None else ""


def conference_cards(user: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Conferences on the pages of others."""
    return {row.id: _conference_card(row) for row in queries.by_ids(user, ids)}


def item_cards(user: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Agenda items on the pages of others: an opinion shows where it was tabled."""
    return {
        item.id: Card(
            kind="agenda_item",
            id=item.id,
            number=name_of(item.conference),
            title=item.title,
            url=f"{conference_url(item.conference_id)}/agenda/{item.id}",
            state_label=ITEM_KIND_LABELS[item.kind],
            lines=((N_("结果"), item.outcome),) if item.outcome else (),
        )
        for item in agenda_queries.items_by_ids(user, ids)
    }


def resolution_cards(user: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Resolutions on the pages of others."""
    return {row.id: _resolution_card(row) for row in resolution_queries.by_ids(user, ids)}


def waiting(user: Actor) -> list[Waiting]:
    """What an organiser has to do next for each conference, what is overdue, what the person carries out, and
    one's own reply slips.
    """
    found: list[Waiting | None] = [_slip(row) for row in attendance_queries.owing_by(user, clock.today())]
    today = clock.today()
    rows = {row.id: row for row in resolution_queries.mine_due(user, today + SOON, today)}
    if user.side is not None and user.has(Role.ORGANISER):
        found += [_waiting_for(user, conference) for conference in queries.unfinished(user)]
        rows |= {row.id: row for row in resolution_queries.overdue(user, today)}
    return [one for one in found if one is not None] + [_waiting_resolution(row, today) for row in rows.values()]


def _waiting_resolution(row: Resolution, today: date) -> Waiting:
    late = resolution_rules.is_overdue(row, today)
    return Waiting(
        kind_label=N_("议定事项"),
        title=f"{row.full_number} {row.text}",
        url=resolution_url(row.id),
        due_on=row.due_on,
        note=row.lead_name,
        tone="bad" if late else "warn",
    )


def dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The conferences of these days."""
    return [
        DateEntry(
            on=row.held_on,
            title=name_of(row),
            url=conference_url(row.id),
            starts_at=None if row.is_from_archive else row.begins_at,
            ends_at=row.finishes_at,
            place=row.place,
            is_open=True,
            kind_label=N_("联席会议"),
        )
        for row in queries.in_span(user, first, last)
    ]


def due_dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The resolutions that are due on these days."""
    return [
        DateEntry(
            on=row.due_on,
            title=f"{row.full_number} {row.text}",
            url=resolution_url(row.id),
            kind_label=N_("议定事项到期"),
            is_deadline=True,
        )
        for row in resolution_queries.due_between(user, first, last)
        if row.due_on is not None
    ]


def search(user: Actor, q: str) -> list[Found]:
    """Conferences, by what stands on their agenda too, and resolutions with these words."""
    held, resolved = queries.find(user, q), resolution_queries.find(user, q)
    hits = [
        Hit(name_of(row), conference_url(row.id), excerpt=around(q, *(item.title for item in row.items)) or row.place)
        for row in held.rows
    ]
    results = [
        Hit(row.text, resolution_url(row.id), row.full_number, tr("，").join(filter(None, (row.lead_name, row.person))))
        for row in resolved.rows
    ]
    return [
        *searching.told(N_("联席会议"), held, hits, "/conferences", q),
        *searching.told(N_("议定事项"), resolved, results, "/resolutions", q),
    ]


def may_plan(user: Actor) -> bool:
    """Whether somebody may plan the next conference."""
    return user.has(Role.ORGANISER) and conference_rules.why_not("plan", user, None) is None


def trends(user: Actor, first: date, last: date) -> list[Trend]:
    """Resolutions that fell due and that were done in each month: for all who see the conferences they are of."""
    if user.side is None and not user.has(Role.OBSERVER):
        return []
    due, done = resolution_queries.by_month(user, first, last)
    lines = [(N_("到期"), due), (N_("办结"), done)]
    url = f"/resolutions?from={first.isoformat()}&to={last.isoformat()}"
    return [Trend("resolutions", N_("议定事项"), N_("项"), lines, url, is_open=True)]


def figures(first: date, last: date) -> list[Figure]:
    """How many conferences were held from first to last, both included."""
    url = f"/conferences?stage=convened&from={first.isoformat()}&to={last.isoformat()}"
    held = queries.count_held(first, last)
    definition = N_("期内召开的联席会议，以会议日期为准；推迟、取消的不计。")
    return [Figure("conferences_held", N_("召开联席会议"), N_("次"), held, url, definition)]


def coming(user: Actor) -> list[tuple[int, str]]:
    """The conferences of the next year that the person may see, as (id, Chinese name)."""
    today = clock.today()
    return [(row.id, row.title) for row in queries.in_span(user, today, today + YEAR)]


def conferences_held(first: date, last: date) -> list[Held]:
    """The conferences held from first to last with their agenda items, for what other features count by conference."""
    items = agenda_queries.ids_held(first, last)
    return [Held(row.id, row.title, row.held_on, frozenset(items.get(row.id, ()))) for row in queries.held(first, last)]


def _waiting_for(user: Actor, conference: Conference) -> Waiting | None:
    """What is still missing for the move is on the page that it leads to; what is another's to do does not wait."""
    step = next_step(user, conference)
    if step is None or (step.refusal is not None and step.move.verb not in PREPARED):
        return None
    if step.refusal is not None and step.refusal.kind == "forbidden":
        return None
    is_before = conference.status in moves.BEFORE | moves.IN_ROOM
    return Waiting(
        kind_label=N_("联席会议"),
        title=name_of(conference),
        url=conference_url(conference.id) if is_before else f"{conference_url(conference.id)}/minutes",
        due_on=conference.held_on if is_before else None,
        note=step.move.label,
    )


def _slip(row: Attendance) -> Waiting:
    return Waiting(
        kind_label=N_("联席会议"),
        title=name_of(row.conference),
        url=f"{conference_url(row.conference_id)}/replies/{row.id}",
        due_on=row.conference.reply_by,
        note=N_("填写回执"),
    )


def _conference_card(conference: Conference) -> Card:
    return Card(
        kind="conference",
        id=conference.id,
        number=conference.held_on.isoformat(),
        title=name_of(conference),
        url=conference_url(conference.id),
        state_label=STATUS_LABELS[conference.status],
        tone=STATUS_TONES[conference.status],
        side=conference.convening_side,
        lines=((N_("地点"), conference.place),),
    )


def _resolution_card(resolution: Resolution) -> Card:
    late = resolution_rules.is_overdue(resolution, clock.today())
    return Card(
        kind="resolution",
        id=resolution.id,
        number=resolution.full_number,
        title=resolution.text,
        url=resolution_url(resolution.id),
        state_label=N_("已逾期") if late else RESOLUTION_LABELS[resolution.status],
        tone=resolution_rules.resolution_tone(resolution.status, late),
        lines=((N_("主办"), resolution.lead_name),) if resolution.lead_name else (),
    )
