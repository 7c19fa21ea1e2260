"""The verbs of the desk: register, book, arrive, rebook, amend, recognise, call, and the moves of one field."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.references import Draw, normal_code, random_reference, secret_code
from liaison.core.sides import Actor
from liaison.reception.models.days import ReceptionDay
from liaison.reception.models.lawyers import Speciality
from liaison.reception.models.visits import DeskDraft, Visit, VisitStatus, VisitWay
from liaison.reception.queries import days as day_queries
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import checks, identity, visit_noting
from liaison.reception.services.identity import Identity
from liaison.store import numbering, submissions
from liaison.store.base import db, expect_version
from liaison.store.sealed import keyed_hash

CODE: Final = "visit_code"
SERIES: Final = "reception_day"
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Registration:
    """What is taken down before the talk. `received` None: all who came, five at most."""

    identity: Identity
    kind: Speciality
    people: int = 1
    received: int | None = None
    court_id: int | None = None
    consents: Sequence[str] = ()
    booked_for: time | None = None
    came_before: bool | None = None
    extra: dict[str, str] = field(default_factory=dict)


def register(day: ReceptionDay, registration: Registration, by: Actor, draw: Draw | None = None) -> Visit:
    """Register who came: today at the desk, or a past day's visit from its paper form, under its own date.

    The number of the day is taken in the caller's transaction, so that two desks never give out the same.
    Raises Forbidden, RuleBroken on `people`, `received`.
    """
    today = clock.today()
    refuse(rules.why_not_register(by, day, queries.me(by), today))
    if day.on > today:
        raise RuleBroken(N_("接访日还没有到，请登记为预约。"))
    visit = _new(day, registration, VisitWay.WALK_IN, VisitStatus.WAITING, by, draw)
    visit.is_from_paper = day.on < today
    visit.arrived_at = None if visit.is_from_paper else clock.now()
    visit.number = numbering.take(SERIES, day.id)
    return _entered(visit, "register", by, came_before=registration.came_before)


def book(day: ReceptionDay, registration: Registration, by: Actor, draw: Draw | None = None) -> Visit:
    """Note an appointment for a day to come. Raises Forbidden, RuleBroken on `people`, `received`, `booked_for`."""
    refuse(rules.why_not_register(by, day, queries.me(by), clock.today()))
    _check_time(day, registration.booked_for)
    visit = _new(day, registration, VisitWay.APPOINTMENT, VisitStatus.BOOKED, by, draw)
    return _entered(visit, "book", by, came_before=registration.came_before)


def rebook(visit: Visit, day: ReceptionDay, at: time | None, by: Actor, seen: int | None = None) -> Visit:
    """Move an appointment to another day. Raises Stale, Forbidden, RuleBroken on `day_id`, `booked_for`."""
    expect_version(visit, seen)
    refuse(rules.why_not("rebook", by, visit, queries.me(by), clock.today()))
    if day.on < clock.today() or day.status != "planned":
        raise RuleBroken(N_("请选择一个将要举行的接访日。"), field="day_id")
    _check_time(day, at)
    visit.day, visit.day_id, visit.on, visit.booked_for = day, day.id, day.on, at
    visit_noting.note(visit, "rebook", by, day_id=day.id)
    return visit


def amend(visit: Visit, registration: Registration, by: Actor, seen: int | None = None) -> Visit:
    """Correct what was taken down; where names changed, check again. Raises Stale, Forbidden, RuleBroken."""
    expect_version(visit, seen)
    refuse(rules.why_not("amend", by, visit, queries.me(by), clock.today()))
    before = identity.identity_of(visit)
    _fill(visit, registration)
    db.session.flush()
    identity.index(visit)
    visit_noting.note(visit, "amend", by, names_changed=before != registration.identity)
    if before != registration.identity:
        checks.renew(visit, by)
    return visit


def recognise(visit: Visit, earlier_id: int, by: Actor, *, is_same_matter: bool, seen: int | None = None) -> Visit:
    """Say that the visitor came before, in one of the visits that were found. Raises RuleBroken on `earlier_id`."""
    expect_version(visit, seen)
    refuse(rules.why_not("recognise", by, visit, queries.me(by), clock.today()))
    if earlier_id not in {each.visit.id for each in identity.find_earlier(visit)}:
        raise RuleBroken(N_("请选择一次以往的来访。"), field="earlier_id")
    visit.earlier_id, visit.is_repeat, visit.is_same_matter = earlier_id, True, is_same_matter
    visit_noting.note(visit, "recognise", by, earlier_id=earlier_id)
    return visit


def call(visit: Visit, by: Actor, lawyer_id: int | None = None, seen: int | None = None) -> Visit:
    """Call a number to one of that day's duty lawyers, and check for conflicts before anything is said.

    Without `lawyer_id`: to the caller, where he or she is on duty, else to the first who talks with nobody.
    Raises Stale, Forbidden, RuleBroken on `lawyer_id`.
    """
    expect_version(visit, seen)
    mine = queries.me(by)
    refuse(rules.why_not("call", by, visit, mine, clock.today()))
    offered = rules.fit_lawyers(visit)
    chosen = lawyer_id or (mine if mine in offered else _free(visit.day, offered, by))
    if chosen is None:
        raise RuleBroken(N_("当日没有可以接谈的值班律师。"), field="lawyer_id")
    rules.check_choice(chosen, offered)
    visit.lawyer = lawyer_queries.by_ids([chosen])[chosen]
    visit.lawyer_id, visit.status = chosen, VisitStatus.CALLED
    visit.called_at = None if visit.is_from_paper else clock.now()
    visit_noting.note(visit, "call", by, lawyer_id=chosen)
    checks.run(visit, visit.lawyer, by)
    return visit


def call_next(day: ReceptionDay, by: Actor) -> Visit | None:
    """Call whoever is next; two desks take turns, so that each calls another number. None where nobody waits.

    Raises Forbidden, RuleBroken.
    """
    day_queries.hold(day)
    visit = queries.next_waiting(by, day)
    return call(visit, by) if visit is not None else None


def move(visit: Visit, verb: str, by: Actor, reason: str = "", seen: int | None = None) -> Visit:
    """Make a move that needs no more than a reason: arrive, cancel, requeue, leave, begin.

    Raises Stale, Forbidden, RuleBroken.
    """
    expect_version(visit, seen)
    refuse(rules.why_not(verb, by, visit, queries.me(by), clock.today()))
    row = rules.VISIT_MOVES[verb]
    if row.needs_reason and not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    visit.status = VisitStatus(row.target or visit.status)
    if verb == "arrive":
        visit.number, visit.arrived_at = numbering.take(SERIES, visit.day_id), clock.now()
    if verb == "requeue":
        visit.lawyer, visit.lawyer_id, visit.called_at = None, None, None
    if verb == "begin":
        visit.began_at = None if visit.is_from_paper else clock.now()
    if verb == "leave":
        visit.ended_at = None if visit.is_from_paper else clock.now()
    visit_noting.note(visit, verb, by, reason)
    return visit


def keep_draft(day: ReceptionDay, values: str, by: Actor, key: str = "") -> None:
    """Keep what somebody typed at the desk and has not registered yet; "" forgets it.

    `key` is that of the form: an autosave that was on its way while the form was sent comes too late, and would put
    one visitor's name and phone into the next one's form.
    """
    day_queries.hold(day)
    if values and key and submissions.is_claimed(by.id, key):
        return
    draft = queries.draft_of(by, day)
    if not values:
        if draft is not None:
            db.session.delete(draft)
        return
    if draft is None:
        draft = DeskDraft(user_id=by.id, day_id=day.id)
        db.session.add(draft)
    draft.typed, draft.saved_at = values, clock.now()


def find_code(typed: str) -> Visit | None:
    """The visit whose note bears the code; None for a code that is none."""
    code = normal_code(typed)
    return queries.find_by_code(keyed_hash(code, CODE)) if code else None


def _new(
    day: ReceptionDay, registration: Registration, way: VisitWay, status: VisitStatus, by: Actor, draw: Draw | None
) -> Visit:
    drawing = (draw,) if draw is not None else ()
    code = secret_code(*drawing)
    visit = Visit(
        reference=random_reference(queries.PREFIX, *drawing), day=day, day_id=day.id, on=day.on, way=way, status=status,
        registered_by_id=by.id, code=code, code_hash=keyed_hash(normal_code(code), CODE), notices=[],
        booked_for=registration.booked_for,
    )  # fmt: skip
    _fill(visit, registration)
    return visit


def _fill(visit: Visit, registration: Registration) -> None:
    received = rules.representatives(registration.people, registration.received)
    rules.check_people(registration.people, received)
    identity.seal(visit, registration.identity)
    visit.kind, visit.court_id = registration.kind, registration.court_id
    visit.people, visit.received = registration.people, received
    visit.consents = list(registration.consents)


def _entered(visit: Visit, verb: str, by: Actor, *, came_before: bool | None) -> Visit:
    db.session.add(visit)
    db.session.flush()
    identity.index(visit)
    same = identity.same_person(identity.find_earlier(visit)) if came_before is not False else None
    if same is not None:
        visit.earlier_id, visit.is_repeat = same.visit.id, True
        visit.is_same_matter = bool(visit.case_hash) and same.visit.case_hash == visit.case_hash
    elif came_before:
        visit.is_repeat = True
    visit_noting.note(visit, verb, by, number=visit.number, repeat=visit.is_repeat)
    return visit


def _free(day: ReceptionDay, offered: Sequence[int], by: Actor) -> int | None:
    """The first of the lawyers who talks with nobody; else the first."""
    busy = {
        visit.lawyer_id
        for visit in queries.queue_of(by, day)
        if visit.status in {VisitStatus.CALLED, VisitStatus.TALKING}
    }
    return next((id for id in offered if id not in busy), offered[0] if offered else None)


def _check_time(day: ReceptionDay, at: time | None) -> None:
    if at is not None and not day.starts_at <= at < day.ends_at:
        raise RuleBroken(N_("预约时间应在当日接访时间之内。"), field="booked_for")


def is_booking(day: ReceptionDay, today: date) -> bool:
    """Whether a registration for that day is an appointment."""
    return day.on > today
