"""Failed sign-ins are remembered, and too many of them make the next one wait."""

from liaison.accounts.models import SignInFailure
from liaison.accounts.queries import sessions as queries
from liaison.accounts.rules.sessions import minutes_to_wait
from liaison.accounts.services.hashing import keyed
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.text import N_
from liaison.store import audit, unit
from liaison.store.users import User


class TooManyFailures(RuleBroken):
    """Sign-in has to wait; the same words for accounts that exist and that do not."""


def wait_out(username: str, address: str) -> None:
    """Refuse while there were too many failures of the account or the address. Raises TooManyFailures."""
    now = clock.now()
    wait = minutes_to_wait(*queries.failures_since(keyed(username), keyed(address), now), now)
    if wait:
        raise TooManyFailures(N_("尝试次数过多，请 %(minutes)s 分钟后再试。"), minutes=wait)


def note_failure(username: str, address: str, action: str, user_id: int | None = None) -> None:
    """Remember a failure; whose it is, only where somebody who had proved to be that user typed it."""
    with unit.independent() as session:
        session.add(SignInFailure(account_key=keyed(username), address_key=keyed(address), at=clock.now()))
        user = session.get(User, user_id) if user_id else None
        audit.record(action, user, user, session=session)
