"""The verbs on time limits: foresee, amend, fill a new installation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.core.calendar import UNIT_LABELS, Limit, Unit
from liaison.core.clock import today
from liaison.core.declaration import Deadlines
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.sides import Actor
from liaison.settings import queries
from liaison.settings.models import SettingChange, Subject
from liaison.settings.rules.first_clocks import FIRST_CLOCKS
from liaison.settings.rules.shifts import Shift, fingerprint
from liaison.settings.services import moving
from liaison.store import audit, clocks, holidays
from liaison.store.base import db, ensure_row, expect_version
from liaison.store.clocks import KIND_LABELS, Clock, ClockKind
from liaison.store.remembered import forget

AT_MOST: Final = 3660


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be changed of a time limit; its name, start and pauses belong to the feature that counts with it."""

    amount: int
    unit: Unit
    kind: ClockKind
    article: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change would do: the deadlines that move, and the mark that confirms having seen them."""

    moved: tuple[Shift, ...]
    fingerprint: str


def foresee(clock: Clock, terms: Terms, deadlines: Sequence[Deadlines]) -> Foreseen:
    """What would move under these terms. Raises RuleBroken for terms that cannot be."""
    moved = moving.all_of(_moves(clock, terms, deadlines))
    return Foreseen(moved, fingerprint(terms, moved))


def amend(
    clock: Clock,
    terms: Terms,
    reason: str,
    deadlines: Sequence[Deadlines],
    *,
    by: Actor,
    version: int | None = None,
    seen: str | None = None,
) -> SettingChange:
    """Change a time limit and move the deadlines that run by it.

    Raises Stale, or RuleBroken: on `amount`, on `article` for a law without one, on `reason` when there is none, or
    where other deadlines would move than were looked at.
    """
    old, new = _told(_terms(clock)), _told(terms)
    expect_version(clock, version, **{label: (old[label], new[label]) for label in old if old[label] != new[label]})
    if not reason:
        raise RuleBroken(N_("请填写修改的理由。"), field="reason")
    if old == new:
        raise RuleBroken(N_("内容没有改动。"))
    moved = _moves(clock, terms, deadlines)
    moving.require_seen(terms, moved, seen)
    clock.amount, clock.unit, clock.kind = terms.amount, terms.unit, terms.kind
    clock.article, clock.verified_on = terms.article, terms.verified_on
    db.session.flush()
    forget()
    moving.carry_out(moved, by)
    change = moving.note(Subject.CLOCK, clock, clock.name, reason, old, new, moved, by)
    audit.record(
        "clock.amended", clock, by,
        key=clock.key, change=change.id, old=change.old, new=change.new, moved=change.moved_count,
    )  # fmt: skip
    return change


def verify(kinds: Mapping[int, ClockKind], verified_on: date, reason: str, by: Actor) -> int:
    """Say of these time limits (by id) of what kind they are and that their rule was read on that day; gives how many.

    Their length stays, so no deadline moves. Raises RuleBroken on `kinds` for a day to come, or a kind that one cannot
    be of (law without an article).
    """
    if verified_on > today():
        raise RuleBroken(N_("核对日期不能晚于今天。"), field="verified_on")
    done = 0
    for clock in queries.clocks():
        kind = kinds.get(clock.id)
        if kind is None or (kind, verified_on) == (clock.kind, clock.verified_on):
            continue
        try:
            amend(clock, Terms(clock.amount, clock.unit, kind, clock.article, verified_on), reason, (), by=by)
        except RuleBroken as broken:
            message = N_("%(clock)s：法定的和参照规定的期限须写明条文，请先在“办理期限”中补充。")
            raise RuleBroken(message, field="kinds", clock=Term(clock.name)) from broken
        done += 1
    return done


def fill() -> None:
    """Put in the time limits that are not there yet; those that are stay as the office has them."""
    known = {clock.key for clock in queries.clocks()}
    added = 0
    for position, first in enumerate(FIRST_CLOCKS):
        if first.key in known:
            continue
        added += ensure_row(
            db.session(), Clock, key=first.key, group=first.group, name=first.name, amount=first.amount,
            unit=first.unit, starts=first.starts, pauses=first.pauses, kind=first.kind, article=first.article,
            position=position, version=1,
        )  # fmt: skip
    if added:
        audit.record("clocks.filled", None, None, count=added)
    forget()


def _moves(clock: Clock, terms: Terms, deadlines: Sequence[Deadlines]) -> moving.Moved:
    if not 1 <= terms.amount <= AT_MOST:
        raise RuleBroken(N_("期限应为1至%(most)s。"), field="amount", most=AT_MOST)
    if terms.kind in {ClockKind.LAW, ClockKind.MODELLED} and not terms.article:
        raise RuleBroken(N_("法定的和参照规定的期限须写明条文。"), field="article")
    return moving.foresee(deadlines, _limit_of(clock.key, terms), holidays.arrangements())


def _limit_of(key: str, terms: Terms) -> Callable[[str], Limit]:
    """The limits as they are, but for the one that is to change."""
    return lambda other: Limit(terms.amount, terms.unit) if other == key else clocks.limit(other)


def _terms(clock: Clock) -> Terms:
    return Terms(clock.amount, clock.unit, clock.kind, clock.article, clock.verified_on)


def _told(terms: Terms) -> dict[str, str]:
    return {
        N_("长短"): f"{terms.amount}{UNIT_LABELS[terms.unit]}",
        N_("性质"): KIND_LABELS[terms.kind],
        N_("条文"): terms.article,
        N_("核对日期"): terms.verified_on.isoformat() if terms.verified_on else "",
    }
