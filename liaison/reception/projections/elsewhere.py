"""What the other features see of reception days: dates of the calendar and cards."""

from collections.abc import Collection, Mapping
from datetime import date

from liaison.core.declaration import Card, DateEntry
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor, Side
from liaison.reception.models import DAY_LABELS, DAY_TONES, DayStatus, ReceptionDay
from liaison.reception.queries import days as queries
from liaison.reception.rules import standing
from liaison.web.language import tr

DAY = "reception_day"


def dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The reception days of the span that concern somebody: an officer all, a duty lawyer his or her own."""
    is_officer = standing.is_bar_officer(user) or standing.is_bench_officer(user)
    return [
        DateEntry(day.on, tr(N_("律师接访日")), _url(day), day.begins_at, day.place.name)
        for day in queries.in_span(user, first, last)
        if day.status is DayStatus.PLANNED
        and (is_officer or any(standing.is_same(user, duty.lawyer) for duty in day.on_duty))
    ]


def day_cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those days that the person may see."""
    return {day.id: _card(day) for day in queries.by_ids(user, ids)}


def _card(day: ReceptionDay) -> Card:
    return Card(
        kind=DAY,
        id=day.id,
        number=chinese_date(day.on),
        title=day.place.name,
        url=_url(day),
        state_label=DAY_LABELS[day.status],
        tone=DAY_TONES[day.status],
        side=Side.BAR,
    )


def _url(day: ReceptionDay) -> str:
    """The address of the page; written out, since papers and commands ask for it outside of any request."""
    return f"/reception/days/{day.id}"
