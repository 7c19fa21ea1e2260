"""Loads the demonstration city: three years that end today, told through the services in the order of events."""

from datetime import date, datetime, time, timedelta

from flask_migrate import upgrade
from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.demo import content
from liaison.demo.attachments import hand_in
from liaison.demo.canaries import Canaries, plant
from liaison.demo.cast import Cast
from liaison.demo.circulars import plan_circulars
from liaison.demo.complaints import plan_complaints
from liaison.demo.conferences import plan_conferences
from liaison.demo.following import plan_following
from liaison.demo.minutes import plan_minutes
from liaison.demo.opinions import plan_opinions
from liaison.demo.papers import deposit_scan
from liaison.demo.questionnaires import plan_questionnaires
from liaison.demo.ratings import plan_ratings
from liaison.demo.reception import plan_reception
from liaison.demo.roster import enter_roster, open_accounts
from liaison.demo.summaries import plan_summaries
from liaison.demo.timeline import Timeline, working_day_before
from liaison.demo.visits import plan_appointments, plan_visits
from liaison.opinions import services as opinions
from liaison.settings import tasks as settings
from liaison.store import jobs, outbox, unit
from liaison.store.base import db
from liaison.store.users import User
from liaison.web.health import schema_state

OPENED_BEFORE = timedelta(days=1110)


def prepare(today: date) -> None:
    """Bring the database up to date, and load the city if it is empty."""
    present, wanted = schema_state()
    if present != wanted:
        upgrade()
    if not has_data():
        load(today)


def load(today: date, canaries: Canaries | None = None) -> None:
    """Load the city into an empty database, all or nothing, then make the papers of what was issued and
    deposit the scan of one.

    The same day gives the same data on both databases. With `canaries` there are a few records more, whose confidential
    fields hold markers. Raises RuleBroken where there is data already.
    """
    if schema_state()[0] is None:
        upgrade()
    if has_data():
        raise RuleBroken(N_("数据库中已有数据，演示数据只能装入空库。"))
    with unit.transaction():
        _tell(today, canaries)
    hand_in(today)
    for job_id in jobs.sweep():
        jobs.run(job_id)
    deposit_scan()


def has_data() -> bool:
    """Whether anybody can sign in already."""
    found = db.session.scalar(select(User.id).limit(1)) is not None
    db.session.rollback()
    return found


def found(today: date) -> Cast:
    """The city before anything happened: roster, accounts, settings."""
    cast = Cast()
    with clock.travel(datetime.combine(today - OPENED_BEFORE, time(9, 0), clock.LOCAL)):
        enter_roster(cast, today)
        open_accounts(cast)
        opinions.ensure_categories()
        settings.fill()
    return cast


def _tell(today: date, canaries: Canaries | None) -> None:
    cast = found(today)
    days = {told.key: working_day_before(today + timedelta(told.offset)) for told in content.conferences()}
    timeline = Timeline()
    plan_complaints(timeline, cast, today)
    plan_circulars(timeline, cast, today)
    lodged = plan_opinions(timeline, cast, days, today)
    stories = plan_conferences(timeline, cast, days, lodged)
    plan_following(timeline, stories, cast, today)
    plan_minutes(timeline, stories)
    reception = plan_reception(timeline, cast, today - OPENED_BEFORE, today)
    plan_visits(timeline, cast, reception.held_on, today)
    plan_appointments(timeline, cast, today)
    plan_questionnaires(timeline, cast, today)
    plan_ratings(timeline, cast, today)
    plan_summaries(timeline, cast, today)
    timeline.tell()
    if canaries is not None:
        plant(cast, canaries)
    db.session.flush()
    outbox.keep_queued()
