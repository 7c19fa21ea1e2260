"""The verbs on a conference as a whole: plan, amend, announce, postpone, cancel, open, conclude."""

from collections.abc import Mapping
from datetime import date, time

from liaison.conferences import queries
from liaison.conferences.models import AgendaItem, Conference, ConferenceKind, ConferenceStatus, ItemKind
from liaison.conferences.queries.ledger import has_earlier
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import planning as planning_rules
from liaison.conferences.services import carrying, notices
from liaison.conferences.services.moving import begin, differing, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.store import numbering
from liaison.store.base import db, expect_version

SYSTEM_TITLES = {ItemKind.LEDGER: carrying.LEDGER_TITLE, ItemKind.OPINIONS: N_("意见建议收集办理情况")}
SYSTEM_MINUTES = 10
Addresses = Mapping[int, str]


def plan(
    kind: ConferenceKind, held_on: date, starts_at: time, ends_at: time | None, place: str, chair: str, recorder: str,
    convening_side: Side, *, by: Actor,
) -> Conference:  # fmt: skip
    """Plan a conference; it gets the next ordinal of its kind and the agenda items of the system.

    Without an earlier conference of its kind there is no ledger of resolutions to begin with.
    Raises Forbidden, or RuleBroken on `held_on` or `ends_at`.
    """
    refuse(conference_rules.why_not("plan", by, None))
    planning_rules.check_day(held_on, clock.today())
    planning_rules.check_times(starts_at, ends_at)
    ordinal = numbering.take(queries.series_of(kind))
    conference = Conference(
        kind=kind, ordinal=ordinal, title=planning_rules.title_of(kind, ordinal), convening_side=convening_side,
        held_on=held_on, starts_at=starts_at, ends_at=ends_at, place=place, chair=chair, recorder=recorder,
    )  # fmt: skip
    own = [word for word in SYSTEM_TITLES if word is not ItemKind.LEDGER or has_earlier(kind, held_on)]
    conference.items = [
        AgendaItem(position=position, kind=word, title=SYSTEM_TITLES[word], minutes_planned=SYSTEM_MINUTES)
        for position, word in enumerate(own, 1)
    ]
    db.session.add(conference)
    finish("plan", conference, by, number=ordinal)
    db.session.flush()
    return conference


def amend(
    conference: Conference, held_on: date, starts_at: time, ends_at: time | None, place: str, chair: str, recorder: str,
    *, by: Actor, seen: int | None = None, addresses: Addresses | None = None,
) -> Conference:  # fmt: skip
    """Change what was planned; those invited hear of another day, time or place once they were told of the first.

    Raises Stale, Forbidden, or RuleBroken on `held_on` or `ends_at`.
    """
    begin("amend", conference, by)
    texts = {N_("会议地点"): (conference.place, place), N_("主持人"): (conference.chair, chair)}
    expect_version(conference, seen, **differing(texts))
    if held_on != conference.held_on:
        planning_rules.check_day(held_on, clock.today())
    planning_rules.check_times(starts_at, ends_at)
    told = (conference.held_on, conference.starts_at, conference.place)
    conference.held_on, conference.starts_at, conference.ends_at = held_on, starts_at, ends_at
    conference.place, conference.chair, conference.recorder = place, chair, recorder
    finish("amend", conference, by)
    db.session.flush()
    if conference.status is ConferenceStatus.ANNOUNCED and told != (held_on, starts_at, place):
        notices.send("amended", conference, addresses or {})
    return conference


def announce(
    conference: Conference, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None
) -> Conference:
    """Send the notice to those invited. `addresses`: the directory's e-mail by person, used where there is no user.

    Raises Stale, Forbidden or RuleBroken.
    """
    begin("announce", conference, by, seen)
    finish("announce", conference, by, invited=len(conference.attendances))
    db.session.flush()
    notices.send("announced", conference, addresses or {})
    return conference


def postpone(
    conference: Conference, reason: str, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None
) -> Conference:
    """Put the conference off to a day that is not known yet. Raises Stale, Forbidden or RuleBroken."""
    return _call_off("postpone", conference, reason, by, seen, addresses or {})


def cancel(
    conference: Conference, reason: str, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None
) -> Conference:
    """Give the conference up; it keeps its ordinal. Raises Stale, Forbidden or RuleBroken."""
    return _call_off("cancel", conference, reason, by, seen, addresses or {})


def open(conference: Conference, *, by: Actor, seen: int | None = None) -> Conference:
    """Begin the session. Raises Stale, Forbidden or RuleBroken."""
    begin("open", conference, by, seen)
    finish("open", conference, by)
    db.session.flush()
    return conference


def conclude(conference: Conference, *, by: Actor, seen: int | None = None) -> Conference:
    """End the session: the resolutions get their numbers, in their order and in the year of the conference.

    What it found in its item 1 is kept as it was, and what it leaves open opens the next one of its kind.
    Raises Stale, Forbidden, or RuleBroken while an item has no outcome or a resolution no owner or date.
    """
    begin("conclude", conference, by, seen)
    for resolution in conference.resolutions:
        resolution.year = conference.held_on.year
        resolution.number = numbering.take("resolution", resolution.year)
    carried = carrying.keep_found(conference)
    finish("conclude", conference, by, resolutions=len(conference.resolutions), carried=carried)
    db.session.flush()
    carrying.open_with_ledger(conference.kind)
    return conference


def _call_off(
    verb: str, conference: Conference, reason: str, by: Actor, seen: int | None, addresses: Addresses
) -> Conference:
    was_announced = conference.status is ConferenceStatus.ANNOUNCED
    begin(verb, conference, by, seen)
    if not reason:
        raise RuleBroken(N_("请填写理由。"), field="reason")
    conference.reason = reason
    finish(verb, conference, by)
    db.session.flush()
    if was_announced:
        notices.send({"postpone": "postponed", "cancel": "cancelled"}[verb], conference, addresses)
    return conference
