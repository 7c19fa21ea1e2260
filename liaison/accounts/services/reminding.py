"""Accounts that nobody activated: a mail with a link to those who have an address, new slips for all others."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from liaison.accounts import notices
from liaison.accounts.models import CodeKind
from liaison.accounts.queries import users as queries
from liaison.accounts.rules import codes, standing
from liaison.accounts.services.importing import slips_of
from liaison.accounts.services.passwords import ask_link
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.papers.facts.lists import SlipsFacts
from liaison.store import audit, thresholds
from liaison.store.users import User

QUIET: Final = timedelta(days=3)
"""Who got a code or a link in the last three days is left in peace: it is still good."""


def due(by: User) -> list[User]:
    """Whom this person may remind now."""
    administrators = queries.count_administrators()
    found = queries.invited(by, clock.now() - QUIET)
    return [user for user in found if standing.why_not("invite", by, user, administrators) is None]


def mail(by: User) -> int:
    """Send a link to everybody due who has an address; gives how many. Raises RuleBroken where there is nobody."""
    reached = [user for user in _some(due(by)) if user.email]
    for user in _some(reached):
        ask_link(user.id, CodeKind.INVITATION, by)
        audit.record("account.invited", user, by, handed="mail")
    return len(reached)


def print_slips(site: str, by: User) -> SlipsFacts:
    """New slips for everybody due, with codes in place of those that were lost or are too old. Raises RuleBroken."""
    users = _some(due(by))
    for user in users:
        audit.record("account.invited", user, by, handed="slip")
    return slips_of(users, site)


def remind_of_ends() -> None:
    """Remind whoever never signed in that the code ends soon, on the days of the office's rule, each once. A task."""
    days, now = thresholds.value(thresholds.ACTIVATION_DAYS), clock.now()
    if not days:
        return
    for code, user in queries.expiring(codes.AWAITED, now, now + timedelta(days=days), now - codes.FRESH):
        before = codes.occasion(code.expires_at - now, days)
        if before is not None and notices.remind_of_end(user, code, before):
            audit.record("account.reminded", user, None, days=before)


def _some(users: Sequence[User]) -> Sequence[User]:
    if not users:
        raise RuleBroken(N_("没有需要提醒的账户：都已激活，或者三日内刚发过代码或链接。"))
    return users
