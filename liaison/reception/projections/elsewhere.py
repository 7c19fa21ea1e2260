"""What the other features see of the rota: what waits, dates of the calendar, cards."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from liaison.core import clock
from liaison.core.declaration import Card, DateEntry, Waiting
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor, Role, Side
from liaison.reception.models import DAY_LABELS, DAY_TONES, DayStatus, Duty, DutyLawyer, DutyStatus, ReceptionDay
from liaison.reception.queries import days as queries
from liaison.reception.queries import duties as duty_queries
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.rules import duties as rules
from liaison.reception.rules import standing
from liaison.store import holidays
from liaison.store.remembered import remembered
from liaison.web.language import date_text, tr

DAY = "reception_day"
MINE = "/reception/mine"
AHEAD, YEAR = timedelta(days=21), timedelta(days=365)


def is_duty_lawyer(user: Actor) -> bool:
    """Whether somebody is on the register, for the menu; one look a transaction, and only for lawyers."""
    return user.side is Side.BAR and user.has(Role.LAWYER) and _mine(user) is not None


def waiting(user: Actor) -> list[Waiting]:
    """A lawyer's duties to confirm and offers to answer; for the bar's officers what the rota still lacks."""
    found: list[Waiting] = []
    me = _mine(user)
    if me is not None and me.is_active:
        found += _for_lawyer(me)
    if standing.is_bar_officer(user):
        found += _for_officer(user)
    return found


def dates(user: Actor, first: date, last: date) -> list[DateEntry]:
    """The reception days of the span that concern somebody: an officer all, a duty lawyer his or her own."""
    is_officer = standing.is_bar_officer(user) or standing.is_bench_officer(user)
    if not is_officer and _mine(user) is None:
        return []
    return [
        _entry(day)
        for day in queries.in_span(user, first, last)
        if day.status in {DayStatus.PLANNED, DayStatus.HELD}
        and (is_officer or any(standing.is_same(user, duty.lawyer) for duty in day.on_duty))
    ]


def _entry(day: ReceptionDay) -> DateEntry:
    return DateEntry(
        on=day.on,
        title=tr(N_("律师接访日")),
        kind_label=N_("律师接访"),
        url=_url(day),
        starts_at=day.begins_at,
        place=day.place.name,
        ends_at=day.begins_at + day.length,
        is_open=True,
    )


def day_cards(user: Actor, ids: Collection[int]) -> Mapping[int, Card]:
    """The cards of those days that the person may see."""
    return {day.id: _card(day) for day in queries.by_ids(user, ids)}


def _mine(user: Actor) -> DutyLawyer | None:
    return remembered(("row of the register", user.person_id), lambda: lawyer_queries.find_mine(user))


def _for_lawyer(me: DutyLawyer) -> Iterator[Waiting]:
    today, arrangements = clock.today(), holidays.arrangements()
    for duty in duty_queries.of_lawyer(me, today, today + YEAR):
        if duty.status is DutyStatus.PROPOSED:
            due_on = rules.confirm_by(duty.day.on, arrangements).date()
            is_late = rules.is_late(duty, clock.now(), arrangements)
            yield Waiting(N_("待确认值班"), _title(duty.day), MINE, due_on, tone="bad" if is_late else "warn")
    for swap in duty_queries.open_to(me, today):
        if swap.to_id == me.id:
            yield Waiting(N_("待答复换班"), f"{swap.duty.lawyer.name} {_title(swap.duty.day)}", MINE, tone="info")


def _for_officer(user: Actor) -> Iterator[Waiting]:
    today, now, arrangements = clock.today(), clock.now(), holidays.arrangements()
    for day in queries.unrecorded(today):
        yield Waiting(N_("待登记接访"), _title(day), _url(day), day.on, tone="warn")
    for day in queries.in_span(user, today, today + AHEAD):
        if day.status is not DayStatus.PLANNED:
            continue
        if not arrangements.is_working(day.on):
            note = tr(N_("当日%(holiday)s休息，请改期或者取消。"), holiday=tr(arrangements.reason(day.on)))
            yield Waiting(N_("接访日逢休息日"), _title(day), _url(day), day.on, note, "warn")
        if day.open_seats:
            yield Waiting(N_("值班缺人"), _title(day), _url(day), day.on, tone="warn")
        elif day.published_at is None:
            yield Waiting(N_("待发布排班"), _title(day), _url(day), day.on)
        late: list[Duty] = [duty for duty in day.on_duty if rules.is_late(duty, now, arrangements)]
        if late:
            names = tr("、").join(duty.lawyer.name for duty in late)
            yield Waiting(N_("值班未确认"), f"{_title(day)} {names}", _url(day), day.on, tone="bad")


def _title(day: ReceptionDay) -> str:
    return f"{date_text(day.on)} {day.place.name}"


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
