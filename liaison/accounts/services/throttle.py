"""Failed sign-ins count for the account and for the address; too many of either make the next one wait."""

from typing import Final

from liaison.accounts.rules.sessions import FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS
from liaison.store import audit, throttle, unit
from liaison.store.throttle import Rate, Try
from liaison.store.users import User

ACCOUNT: Final = Rate("sign_in.account", FAILURES_PER_ACCOUNT)
ADDRESS: Final = Rate("sign_in.address", FAILURES_PER_ADDRESS)


def wait_out(username: str, address: str) -> None:
    """Refuse while there were too many failures of the account or the address. Raises TooManyTries."""
    throttle.wait_out(*_tries(username, address))


def note_failure(username: str, address: str, action: str, user_id: int | None = None) -> None:
    """Remember a failure; whose it is, only where somebody who had proved to be that user typed it."""
    with unit.independent() as session:
        throttle.note(*_tries(username, address), session=session)
        user = session.get(User, user_id) if user_id else None
        audit.record(action, user, user, session=session)


def _tries(username: str, address: str) -> tuple[Try, Try]:
    return (ACCOUNT, username), (ADDRESS, address)
