"""What is due as time passes: reminders once each, offers that lapse, and what the roster changed."""

from datetime import timedelta

from liaison.core import clock
from liaison.reception import notices
from liaison.reception.models import DutyStatus
from liaison.reception.queries import duties as queries
from liaison.reception.rules import duties as rules
from liaison.reception.services import lawyers, noting
from liaison.store import holidays, thresholds

AHEAD = timedelta(days=14)
DAY = timedelta(days=1)


def remind() -> None:
    """Ask for confirmation a day before its time ends, tell the office when it ended, remind on the eve."""
    now, today, arrangements = clock.now(), clock.today(), holidays.arrangements()
    for duty in queries.to_come(today, today + AHEAD):
        until = rules.confirm_by(duty.day.on, arrangements)
        if duty.status is DutyStatus.PROPOSED and now >= until - DAY:
            notices.tell_lawyer("duty_remind", duty, None, once="once")
        if rules.is_late(duty, now, arrangements):
            notices.tell_officers("duty_late", duty, None, once="once")
        if duty.day.on == today + DAY:
            notices.tell_lawyer("duty_eve", duty, None, once=duty.day.on.isoformat())


def lapse() -> None:
    """End the offers whose day is too near, or whose duty is over."""
    hours = thresholds.value(thresholds.SWAP_HOURS)
    for swap in queries.waiting_offers():
        if rules.why_no_longer(swap.duty, clock.now(), hours) is not None:
            noting.settle_swap(swap, "lapse", None)


def follow_roster() -> None:
    """Take over what the roster changed: names, firms, and who left it."""
    lawyers.follow_roster()
