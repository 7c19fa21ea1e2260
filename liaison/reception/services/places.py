"""Places of reception: added and amended by the bar's officers."""

from dataclasses import dataclass
from datetime import time

from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.reception.models import HolidayRule, ReceptionPlace
from liaison.reception.queries import days as queries
from liaison.reception.rules import days as rules
from liaison.reception.rules import standing
from liaison.store import audit
from liaison.store.base import db, expect_version


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is said of a place."""

    name: str
    court_id: int
    weekday: int
    starts_at: time
    ends_at: time
    seats: int
    holiday_rule: HolidayRule
    address: str = ""
    is_active: bool = True


def add(facts: PlaceFacts, by: Actor) -> ReceptionPlace:
    """Add a place. Raises Forbidden, or RuleBroken on `name`, `ends_at`, `seats`."""
    place = ReceptionPlace()
    _fill(place, facts, by)
    db.session.add(place)
    db.session.flush()
    audit.record("reception_place.added", place, by, name=facts.name)
    return place


def amend(place: ReceptionPlace, facts: PlaceFacts, by: Actor, seen: int | None = None) -> ReceptionPlace:
    """Change a place; days that exist already stay as they are. Raises Stale, Forbidden, RuleBroken."""
    expect_version(place, seen)
    _fill(place, facts, by)
    db.session.flush()
    audit.record("reception_place.amended", place, by, is_active=facts.is_active)
    return place


def _fill(place: ReceptionPlace, facts: PlaceFacts, by: Actor) -> None:
    if not standing.is_bar_officer(by):
        raise Forbidden(N_("接访地点由律师协会经办人维护。"))
    rules.check_times(facts.starts_at, facts.ends_at)
    rules.check_seats(facts.seats)
    other = queries.find_place(facts.name)
    if other is not None and other is not place:
        raise RuleBroken(N_("已有同名的接访地点。"), field="name")
    place.name, place.court_id, place.address = facts.name, facts.court_id, facts.address
    place.weekday, place.starts_at, place.ends_at = facts.weekday, facts.starts_at, facts.ends_at
    place.seats, place.holiday_rule, place.is_active = facts.seats, facts.holiday_rule, facts.is_active
