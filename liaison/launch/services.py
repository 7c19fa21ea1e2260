"""The verbs: issue the set-up code, use it to make the first administrator, tick steps off."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete

from liaison.core import clock, references
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.launching import LaunchStep
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Role, Side
from liaison.launch import queries, rules
from liaison.launch.models import LaunchMark, SetUpCode
from liaison.store import audit, throttle, unit
from liaison.store.base import db
from liaison.store.sealed import exact_hash
from liaison.store.throttle import Rate
from liaison.store.users import User
from liaison.web.frame import features

ADDRESS: Final = Rate("launch.address", 20)
SITE: Final = Rate("launch.site", 40)
WRONG: Final = N_("设置代码不正确。代码显示在启动系统的控制台上，重新启动会换成新的。")
CODE_ID: Final = 1


def issue_code() -> str:
    """A new set-up code in place of the old one; gives it to be printed. Raises RuleBroken once there is somebody."""
    if queries.has_administrator():
        raise RuleBroken(N_("已有系统管理员，不再需要设置代码。"))
    code = references.secret_code()
    db.session.execute(delete(SetUpCode))
    db.session.add(SetUpCode(id=CODE_ID, code_hash=_hash(code), issued_at=clock.now()))
    db.session.flush()
    audit.record("set_up_code.issued", None, None)
    return code


def check_code(typed: str, address: str) -> None:
    """Whether the set-up code is the right one; a wrong one counts. Outside of any transaction.

    Raises TooManyTries, or RuleBroken on `code`.
    """
    tries = (ADDRESS, address), (SITE, "")
    throttle.wait_out(*tries)
    known = queries.find_code()
    is_right = known is not None and known.code_hash == _hash(typed)
    db.session.rollback()
    if not is_right:
        with unit.independent() as session:
            throttle.note(*tries, session=session)
            audit.record("set_up_code.refused", None, None, session=session)
        raise RuleBroken(WRONG, field="code")


def begin(
    code: str, username: str, name: str, side: Side | None, roles: Collection[Role], password: str, email: str
) -> User:
    """Make the first administrator with a code that was checked; it is used up.

    Raises NotFound where there is an administrator by now, RuleBroken on a field.
    """
    known = queries.lock_code()
    if queries.has_administrator():
        raise NotFound
    if known is None or known.code_hash != _hash(code):
        raise RuleBroken(WRONG, field="code")
    add = features().offer("add_account")
    user: User = add(username, name, side, {Role.ADMINISTRATOR, *roles}, password, by=None, email=email)
    db.session.delete(known)
    return user


def mark(step: LaunchStep, by: Actor) -> None:
    """Tick a step off. Raises RuleBroken while something is missing, or where it is done."""
    refuse(rules.why_not_mark(step.missing(), is_marked=step.key in queries.marks()))
    db.session.add(LaunchMark(step=step.key, marked_at=clock.now(), marked_by_id=by.id, marked_by=by.name))
    audit.record("launch.marked", None, by, step=step.key)


def unmark(step: LaunchStep, by: Actor) -> None:
    """Take a step up again. Nothing happens where it is open."""
    found = queries.marks().get(step.key)
    if found is not None:
        db.session.delete(found)
        audit.record("launch.unmarked", None, by, step=step.key)


def _hash(code: str) -> str:
    return exact_hash(references.normal_code(code), "launch.code")
