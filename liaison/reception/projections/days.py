"""A reception day, its duties and why each was chosen, as one person may see them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.moves import Move
from liaison.core.sides import Actor
from liaison.reception.models import (
    DAY_LABELS,
    DAY_TONES,
    DUTY_LABELS,
    DUTY_TONES,
    SPECIALITY_LABELS,
    DayStatus,
    Duty,
    DutyLawyer,
    DutyStatus,
    ReceptionDay,
    ReceptionEvent,
)
from liaison.reception.rules import duties as rules
from liaison.reception.rules import fitness, standing
from liaison.reception.rules.fitness import Reason
from liaison.reception.rules.lawyers import is_veteran
from liaison.reception.rules.moves import DAY_MOVES, DUTY_MOVES
from liaison.store import holidays
from liaison.web.language import date_text, tr


@dataclass(frozen=True, slots=True)
class SeenDuty:
    """A duty; `why` and `reason` are "" and () for those who are not to know."""

    id: int
    version: int
    lawyer_id: int
    name: str
    firm: str
    known_for: str
    is_veteran: bool
    status: DutyStatus
    status_label: str
    tone: Tone
    is_on: bool
    is_override: bool
    is_late: bool
    is_me: bool
    reason: str
    why: tuple[str, ...]
    confirmed_at: datetime | None
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class SeenFullDay:
    """A day on its own page and in lists. Labels are message ids; `confirm_by` None where nobody is asked."""

    id: int
    version: int
    on: date
    regular_on: date
    place: str
    address: str
    hours: str
    seats: int
    open_seats: int
    status: DayStatus
    status_label: str
    tone: Tone
    holiday: str
    reason: str
    is_published: bool
    confirm_by: datetime
    duties: tuple[SeenDuty, ...]
    passed: tuple[tuple[str, str], ...]

    @property
    def on_duty(self) -> tuple[SeenDuty, ...]:
        """Those who hold a seat."""
        return tuple(duty for duty in self.duties if duty.is_on)


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A line of the timeline, for the bar's officers. `text`: the lawyer whom it is about, "" for the day itself."""

    title: str
    at: datetime
    by: str
    text: str
    quote: str
    tone: str = "info"


def as_seen_by(
    user: Actor, day: ReceptionDay, courts: Collection[int], lawyers: Mapping[int, DutyLawyer] | None = None
) -> SeenFullDay:
    """A day with its duties. `lawyers` by id: for the names of those who were passed over."""
    knows = standing.may_see_reasons(user)
    arrangements = holidays.arrangements()
    return SeenFullDay(
        id=day.id,
        version=day.version,
        on=day.on,
        regular_on=day.regular_on,
        place=day.place.name,
        address=day.place.address,
        hours=f"{day.starts_at:%H:%M}-{day.ends_at:%H:%M}",
        seats=day.seats,
        open_seats=day.open_seats,
        status=day.status,
        status_label=DAY_LABELS[day.status],
        tone=DAY_TONES[day.status],
        holiday=day.holiday,
        reason=day.reason,
        is_published=day.published_at is not None,
        confirm_by=rules.confirm_by(day.on, arrangements),
        duties=tuple(duty_as_seen_by(user, duty, courts) for duty in day.duties if knows or duty.is_on),
        passed=_passed(day.proposal, lawyers or {}) if knows else (),
    )


def duty_as_seen_by(user: Actor, duty: Duty, courts: Collection[int]) -> SeenDuty:
    """A duty with what may be done to it now."""
    is_me = standing.is_same(user, duty.lawyer)
    knows = standing.may_see_reasons(user) or is_me
    chosen = duty.day.proposal.get("chosen", {}).get(str(duty.lawyer_id), [])
    return SeenDuty(
        id=duty.id,
        version=duty.version,
        lawyer_id=duty.lawyer_id,
        name=duty.lawyer.name,
        firm=duty.lawyer.firm,
        known_for=known_for(duty.lawyer),
        is_veteran=is_veteran(duty.lawyer, duty.day.on),
        status=duty.status,
        status_label=DUTY_LABELS[duty.status],
        tone=DUTY_TONES[duty.status],
        is_on=duty.is_on,
        is_override=duty.is_override and knows,
        is_late=rules.is_late(duty, clock.now(), holidays.arrangements()),
        is_me=is_me,
        reason=duty.reason if knows else "",
        why=_words(chosen) if knows and not duty.is_override else (),
        confirmed_at=duty.confirmed_at,
        moves=tuple(rules.open_moves(user, duty, courts, clock.now())),
    )


def known_for(lawyer: DutyLawyer) -> str:
    """The specialities of a lawyer in the language of the page."""
    return tr("、").join(tr(SPECIALITY_LABELS[each]) for each in lawyer.known_for)


def history(events: Iterable[ReceptionEvent]) -> list[SeenEvent]:
    """The timeline of a day, newest first."""
    return [_event(event) for event in events][::-1]


def _event(event: ReceptionEvent) -> SeenEvent:
    is_duty = event.verb.startswith("duty_")
    move = DUTY_MOVES[event.verb.removeprefix("duty_")] if is_duty else DAY_MOVES[event.verb]
    tone = {"decline": "warn", "cancel": "warn", "miss": "warn", "hold": "good"}.get(move.verb, "info")
    return SeenEvent(tr(move.label), event.at, event.by, event.lawyer, event.note, tone)


def _words(reasons: Iterable[Any]) -> tuple[str, ...]:
    return tuple(fitness.as_refusal(Reason(code, params)).text(tr) for code, params in reasons)


def _passed(proposal: Mapping[str, Any], lawyers: Mapping[int, DutyLawyer]) -> tuple[tuple[str, str], ...]:
    """Who was passed over and why, by name."""
    found = [
        (lawyers[int(id)].name, _words([reason])[0])
        for id, reason in proposal.get("passed", {}).items()
        if int(id) in lawyers
    ]
    return tuple(found)


def date_words(on: date) -> str:
    """A date in the language of the page."""
    return date_text(on)


def note_of(day: SeenFullDay) -> str:
    """Why a day is not on its usual date, or off, in one line; "" where there is nothing to say."""
    if day.holiday:
        words = {"day": date_text(day.regular_on), "holiday": tr(day.holiday)}
        if day.status is DayStatus.SKIPPED:
            return tr(N_("适逢%(holiday)s，停一次。"), holiday=words["holiday"])
        return tr(N_("原定%(day)s，适逢%(holiday)s，顺延至本日。"), **words)
    if day.on != day.regular_on:
        return tr(N_("原定%(day)s，已改期。"), day=date_text(day.regular_on))
    return day.reason
