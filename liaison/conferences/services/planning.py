"""The verbs on a conference as a whole: plan, amend, announce, postpone, cancel, open, conclude."""

from collections.abc import Mapping
from datetime import date, time

from liaison.conferences import queries
from liaison.conferences.facts import Associations
from liaison.conferences.models import (
    KIND_LABELS,
    AgendaItem,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    ItemKind,
)
from liaison.conferences.queries.ledger import has_earlier
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import planning as planning_rules
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.services import agenda, carrying, codes, letters, notices, replies, resolutions
from liaison.conferences.services.moving import begin, differing, finish
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor, Side
from liaison.store import numbering
from liaison.store.base import db, expect_version

SYSTEM_TITLES = {ItemKind.LEDGER: carrying.LEDGER_TITLE, ItemKind.OPINIONS: N_("意见建议收集办理情况")}
SYSTEM_MINUTES = 10
Addresses = Mapping[int, str]


def plan(
    kind: ConferenceKind, held_on: date, starts_at: time, ends_at: time | None, place: str, chair: str, recorder: str,
    convening_side: Side, *, by: Actor, contact: str = "", reply_by: date | None = None,
) -> Conference:  # fmt: skip
    """Plan a conference; it gets the next ordinal of its kind and the agenda items of the system.

    Without an earlier conference of its kind there is no ledger of resolutions to begin with.
    `contact`: whom to ask, as the notice prints it. Raises Forbidden, or RuleBroken on `held_on`, `ends_at` or
    `reply_by`.
    """
    refuse(conference_rules.why_not("plan", by, None))
    planning_rules.check_day(held_on, clock.today())
    planning_rules.check_times(starts_at, ends_at)
    reply_rules.check_reply_by(reply_by, held_on)
    ordinal = numbering.take(queries.series_of(kind))
    conference = Conference(
        kind=kind, ordinal=ordinal, title=planning_rules.title_of(kind, ordinal), convening_side=convening_side,
        held_on=held_on, starts_at=starts_at, ends_at=ends_at, place=place, chair=chair, recorder=recorder,
        contact=contact, reply_by=reply_by,
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
    *, by: Actor, seen: int | None = None, addresses: Addresses | None = None, contact: str | None = None,
    reply_by: date | None = None,
) -> Conference:  # fmt: skip
    """Change what was planned; those invited hear of another day, time or place once they were told of the first.

    What was replied for another day counts no more. `contact` None leaves it and `reply_by` as they are.
    Raises Stale, Forbidden, or RuleBroken on `held_on`, `ends_at` or `reply_by`.
    """
    begin("amend", conference, by)
    texts = {N_("会议地点"): (conference.place, place), N_("主持人"): (conference.chair, chair)}
    expect_version(conference, seen, **differing(texts))
    if held_on != conference.held_on:
        planning_rules.check_day(held_on, clock.today())
    planning_rules.check_times(starts_at, ends_at)
    if contact is not None:
        reply_rules.check_reply_by(reply_by, held_on)
        conference.contact, conference.reply_by = contact, reply_by
    if conference.status is ConferenceStatus.ANNOUNCED and held_on != conference.held_on:
        replies.forget(conference)
    told = (conference.held_on, conference.starts_at, conference.place)
    conference.held_on, conference.starts_at, conference.ends_at = held_on, starts_at, ends_at
    conference.place, conference.chair, conference.recorder = place, chair, recorder
    finish("amend", conference, by)
    db.session.flush()
    if conference.status is ConferenceStatus.ANNOUNCED and told != (held_on, starts_at, place):
        notices.send("amended", conference, addresses or {})
    return conference


def announce(
    conference: Conference, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None,
    associations: Associations | None = None,
) -> Conference:  # fmt: skip
    """Send the notice to those invited, with calendar file and reply slip, and put it on letter paper with its number.

    `addresses`: the directory's e-mail by person, used where there is no user. `associations` None: no letter is made.
    Raises Stale, Forbidden or RuleBroken.
    """
    begin("announce", conference, by, seen)
    if conference.status is ConferenceStatus.POSTPONED:
        # What was replied was replied for another day.
        replies.forget(conference)
    codes.give(conference, conference.attendances)
    if associations is not None:
        letters.issue(conference, associations, by)
    finish("announce", conference, by, invited=len(conference.attendances), number=conference.notice_number)
    db.session.flush()
    notices.send("announced", conference, addresses or {})
    db.session.flush()
    return conference


def postpone(
    conference: Conference, reason: str, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None
) -> Conference:
    """Put the conference off to a day that is not known yet. Raises Stale, Forbidden or RuleBroken."""
    return _call_off("postpone", conference, reason, by, seen, addresses or {})


def cancel(
    conference: Conference, reason: str, *, by: Actor, seen: int | None = None, addresses: Addresses | None = None
) -> Conference:
    """Give the conference up; the opinions on its agenda are free for another one.

    Where it was the latest of its kind, the next one gets its ordinal; an earlier one keeps it, as papers may name it.
    Raises Stale, Forbidden or RuleBroken.
    """
    _call_off("cancel", conference, reason, by, seen, addresses or {})
    agenda.release(conference, by)
    ordinal = conference.ordinal
    if ordinal is not None and numbering.give_back(queries.series_of(conference.kind), ordinal):
        conference.ordinal = None
        conference.title = f"{KIND_LABELS[conference.kind]}（原定{chinese_date(conference.held_on)}，已取消）"
    db.session.flush()
    return conference


def open(
    conference: Conference, *, by: Actor, seen: int | None = None, held_on: date | None = None, reason: str = ""
) -> Conference:
    """Begin the session. `held_on`: the day on which it really takes place, with the reason where it is another.

    Raises Stale, Forbidden, or RuleBroken on `held_on` or `reason`.
    """
    begin("open", conference, by, seen)
    day = held_on or conference.held_on
    planning_rules.check_opening(day, reason, conference.held_on, clock.today())
    detail = {} if day == conference.held_on else {"planned_on": conference.held_on.isoformat()}
    conference.held_on = day
    if reason:
        conference.reason = reason
    finish("open", conference, by, **detail)
    db.session.flush()
    return conference


def conclude(conference: Conference, *, by: Actor, seen: int | None = None) -> Conference:
    """End the session: the resolutions get their numbers, in their order and in the year of the conference.

    What it found in its item 1 is kept as it was, and what it leaves open opens the next one of its kind.
    Raises Stale, Forbidden, or RuleBroken while an item has no outcome or a resolution no owner or date.
    """
    begin("conclude", conference, by, seen)
    agenda.close_current(conference)
    for resolution in conference.resolutions:
        resolutions.number(resolution, conference.held_on.year)
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
