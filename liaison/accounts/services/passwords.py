"""Passwords: changed by their owner, set with a one-time code, and the codes and links that lead there."""

from collections.abc import Sequence

from sqlalchemy import CursorResult, delete, insert

from liaison.accounts import notices
from liaison.accounts.models import CodeKind, EntryCode, LinkRequest
from liaison.accounts.queries import credentials
from liaison.accounts.queries import sessions as queries
from liaison.accounts.rules import codes
from liaison.accounts.rules.passwords import USERNAME, check_password, normal_password, normal_username
from liaison.accounts.services.hashing import hash_password, keyed, matches
from liaison.accounts.services.sessions import end_sessions
from liaison.accounts.services.throttle import note_failure, wait_out
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Actor
from liaison.core.text import N_
from liaison.store import audit, jobs, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.users import User

SEND_LINK = "accounts.send_link"
WRONG = N_("用户名或一次性代码不正确，或代码已使用、已过期。")
FORGOT = "forgot:"
"""Before the name and the address in the throttle: requests for links are counted apart from failed sign-ins."""


def change_password(user_id: int, current: str, new: str, token: str, address: str) -> None:
    """Set a new password and end every other session. Opens its own transactions, as sign_in does.

    A wrong current password counts as a failed sign-in: a browser left open is no way to try them all.
    Raises TooManyTries, or RuleBroken on `current` or `password`.
    """
    user = db.session.get_one(User, user_id)
    known_hash, username = user.password_hash, user.username
    wait_out(username, address)
    db.session.rollback()
    if not matches(known_hash, current):
        note_failure(username, address, "password.refused", user_id)
        raise RuleBroken(N_("当前密码不正确。"), field="current")
    check_password(normal_password(new), username)
    new_hash = hash_password(new)
    with unit.transaction():
        user = db.session.get_one(User, user_id)
        if user.password_hash != known_hash:
            raise RuleBroken(N_("当前密码不正确。"), field="current")
        _set(user, new_hash, but=token)
        audit.record("password.changed", user, user)


def redeem(username: str, code: str, new: str, address: str) -> None:
    """Set the first or a new password with a one-time code. Opens its own transactions.

    The code is used up, all others of the user and all sessions end. A wrong code counts as a failed sign-in.
    Raises TooManyTries, or RuleBroken (on `password` where it is too weak).
    """
    name = normal_username(username)
    wait_out(name, address)
    check_password(normal_password(new), name)
    new_hash = hash_password(new)
    user = queries.find_by_username(name) if USERNAME.fullmatch(name) else None
    user_id = user.id if user and user.is_enabled else 0
    db.session.rollback()
    with unit.transaction():
        found = credentials.find_code(user_id, hash_code(user_id, code), clock.now())
        if found is not None:
            taken = db.session.execute(delete(EntryCode).where(EntryCode.id == found.id))
            if isinstance(taken, CursorResult) and taken.rowcount == 1:
                user = db.session.get_one(User, user_id)
                _set(user, new_hash)
                audit.record("password.set", user, user)
                return
    note_failure(name, address, "code.refused")
    raise RuleBroken(WRONG)


def issue_code(user: User, kind: CodeKind, code: str) -> str:
    """Let the code set the user's password; it takes the place of all earlier ones. Gives the code."""
    now = clock.now()
    db.session.execute(delete(EntryCode).where(EntryCode.user_id == user.id))
    row = EntryCode(user_id=user.id, kind=kind, code_hash=hash_code(user.id, code), issued_at=now)
    row.expires_at = now + codes.LASTING[kind]
    db.session.add(row)
    return code


def issue_codes(users: Sequence[User], kind: CodeKind) -> dict[int, str]:
    """The same for many users in few statements; gives the codes by user id."""
    now, drawn = clock.now(), {user.id: codes.new_code() for user in users}
    db.session.execute(delete(EntryCode).where(EntryCode.user_id.in_(drawn)))
    until = now + codes.LASTING[kind]
    values = [
        {"user_id": id, "kind": kind, "code_hash": hash_code(id, code), "issued_at": now, "expires_at": until}
        for id, code in drawn.items()
    ]
    db.session.execute(insert(EntryCode), values)
    return drawn


def hash_code(user_id: int, code: str) -> str:
    """What is kept of a code; it belongs to its user, so the same letters open no other account."""
    return keyed(f"{user_id}:{codes.normal_code(code)}")


def forget_password(username: str, address: str) -> None:
    """Somebody asks for a link by mail. Same statements whether there is such an account with an address, or not.

    Each request counts, so that nobody's mailbox is filled. Opens its own transactions. Raises TooManyTries.
    """
    name = normal_username(username)
    wait_out(FORGOT + name, FORGOT + address)
    note_failure(FORGOT + name, FORGOT + address, "link.requested")
    user = queries.find_by_username(name) if USERNAME.fullmatch(name) else None
    user_id = user.id if user and user.is_enabled and user.email else None
    db.session.rollback()
    with unit.transaction():
        ask_link(user_id, CodeKind.MAIL, None)


def ask_link(user_id: int | None, kind: CodeKind, by: Actor | None) -> None:
    """Have the worker draw a link and mail it: the token is never in a request, a job or a page."""
    row = LinkRequest(user_id=user_id, kind=kind, requested_at=clock.now())
    db.session.add(row)
    db.session.flush()
    jobs.enqueue(SEND_LINK, by, request_id=row.id)


def send_link(job: Job) -> None:
    """The job behind it: draws the token, keeps its hash and queues the mail. Twice does no harm."""
    with unit.transaction():
        row = db.session.get(LinkRequest, int(job.arguments["request_id"]))
        if row is None:
            return
        user = db.session.get(User, row.user_id) if row.user_id else None
        if user is not None and user.is_enabled and user.email:
            notices.send_link(user, issue_code(user, row.kind, codes.new_token()), row.kind, row.id)
        db.session.delete(row)


def _set(user: User, new_hash: str, but: str = "") -> None:
    user.password_hash = new_hash
    db.session.execute(delete(EntryCode).where(EntryCode.user_id == user.id))
    end_sessions(user, but=but)
