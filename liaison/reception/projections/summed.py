"""What summaries tell of reception days: figures, and how they divide by month, court and kind of case."""

from collections import Counter
from datetime import date

from liaison.core import small_cells
from liaison.core.declaration import Breakdown, Figure, Split
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.reception.models import SPECIALITY_LABELS, DayStatus
from liaison.reception.projections.figures import (
    ATTENDED,
    DAYS,
    GIVEN,
    HANDLED,
    HELD,
    MATTERS,
    MEMBERS,
    PEOPLE,
    RECEIVED,
    SELECTED,
    TIMES,
    Span,
)
from liaison.reception.queries import figures as counts
from liaison.reception.queries import roster
from liaison.web.frame import features


def summed(first: date, last: date) -> list[Figure]:
    """What summaries tell, both days included; counts of people leave the bar side, so small ones are not told."""
    held = counts.days(first, last).get(DayStatus.HELD, 0)
    span = Span(Period(first, last))
    seen, done = span.seen, span.done_url
    selected = counts.on_register(last)
    members = roster.count_party_members([each.person_id for each in selected])
    return [
        Figure("reception_days", N_("接访日"), DAYS, held, span.rota_url(tab="held"), HELD, owner=Side.BAR),
        _owned("people_received", N_("接待来访人"), PEOPLE, seen.people, done(), RECEIVED),
        _owned("attendances", N_("接待来访人次"), TIMES, seen.times, done(), ATTENDED),
        _owned("matters", N_("来访反映事项"), MATTERS, seen.matters, done(), HANDLED),
        _owned("advice_given", N_("提供法律咨询"), TIMES, seen.advised, done(trait="advised"), GIVEN),
        Figure("selected_lawyers", N_("参与接访的值班律师"), PEOPLE, len(selected), "", SELECTED, is_standing=True),
        Figure("selected_party_members", N_("其中党员律师"), PEOPLE, members, "", MEMBERS, is_standing=True),
    ]


def breakdowns(first: date, last: date) -> list[Breakdown]:
    """Reception days and attendances by month; who was talked with by court and by kind of case."""
    span = Span(Period(first, last))
    days = Counter[str]()
    for on, number in counts.held_by_day(first, last).items():
        days[f"{on:%Y-%m}"] += number
    people = Counter[str]()
    for on, number in counts.people_by_day(first, last).items():
        people[f"{on:%Y-%m}"] += number
    kinds = span.seen.by("kind")
    courts = features().offer("courts_of")({id for id in span.seen.by("court_id") if id is not None})
    heard, titles = Counter[int](), dict(courts.values())
    for id, number in span.seen.by("court_id").items():
        if id in courts:
            heard[courts[id][0]] += number
    told = [
        Breakdown("reception_days", Split.MONTH, tuple(Figure(key, key, DAYS, days[key]) for key in sorted(days))),
        Breakdown(
            "attendances", Split.MONTH,
            tuple(_owned(key, key, TIMES, people[key], "", "") for key in sorted(people)),
        ),
        Breakdown(
            "attendances", Split.CATEGORY,
            tuple(
                _owned(str(key), label, DAYS, kinds[key], span.done_url(kind=key), "")
                for key, label in SPECIALITY_LABELS.items()
                if kinds[key]
            )
            + _old(span),
        ),
        Breakdown(
            "attendances", Split.COURT,
            tuple(
                _owned(str(key), titles[key], DAYS, heard[key], span.done_url(court=key), "") for key in sorted(heard)
            ),
            is_named=True,
        ),
    ]  # fmt: skip
    return [one for one in told if one.rows]


def _old(span: Span) -> tuple[Figure, ...]:
    """What old ledgers count is of no kind of case; without it the split would not add up to the whole."""
    times = span.seen.old_times
    return (_owned("old", N_("历史台账，未分类"), DAYS, times, "", ""),) if times else ()


def _owned(name: str, label: str, unit: str, value: int, url: str, definition: str) -> Figure:
    """A count of visitors as other features get it: the bar side reads it whole, nobody else a small one."""
    return Figure(name, label, unit, value, url, definition, small_cells.LEAST, Side.BAR)
