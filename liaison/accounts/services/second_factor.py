"""The second factor: begun, confirmed with its first code, used, given up, dropped for who lost it."""

from collections.abc import Set

from sqlalchemy import CursorResult, Executable, delete, update

from liaison.accounts import notices
from liaison.accounts.models import RecoveryCode, SecondFactor, SecondFactorRole
from liaison.accounts.queries import credentials as queries
from liaison.accounts.queries import users
from liaison.accounts.rules import second_factor as rules
from liaison.accounts.rules import standing
from liaison.accounts.services.hashing import keyed
from liaison.accounts.services.sessions import bind_sessions, end_sessions, free_sessions
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.moves import refuse
from liaison.core.sides import Role
from liaison.core.text import N_
from liaison.store import audit
from liaison.store.base import db
from liaison.store.users import User


def begin(user: User) -> None:
    """Draw a secret for the user; it counts once a first code confirmed it. Raises RuleBroken if one counts already."""
    if queries.find_factor(user.id) is not None:
        raise RuleBroken(N_("两步验证已经开启。"))
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    db.session.add(SecondFactor(user_id=user.id, secret=rules.new_secret(), begun_at=clock.now()))
    audit.record("second_factor.begun", user, user)


def establish(user: User, typed: str, token: str) -> list[str]:
    """Confirm the secret with its first code; gives the ten recovery codes, which nobody can show again.

    The user's other sessions end: they were opened without the second step. Raises RuleBroken on `code`.
    """
    draft = queries.find_draft(user.id)
    if draft is None:
        raise RuleBroken(N_("设置已过期，请重新开始。"), field="code")
    step = rules.matching_step(draft.secret, typed, clock.now(), draft.last_step)
    if step is None:
        raise RuleBroken(N_("验证码不正确，请核对手机时间后重新输入。"), field="code")
    draft.confirmed_at, draft.last_step = clock.now(), step
    free_sessions(user)
    end_sessions(user, but=token)
    audit.record("second_factor.established", user, user)
    return _draw_recovery_codes(user)


def enter(user: User, secret: str) -> None:
    """Give an account a factor whose secret is known: for the demonstration, which prints it."""
    now = clock.now()
    db.session.add(SecondFactor(user_id=user.id, secret=secret, begun_at=now, confirmed_at=now))
    audit.record("second_factor.established", user, None)


def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes in place of those that were left."""
    if queries.find_factor(user.id) is None:
        raise RuleBroken(N_("两步验证尚未开启。"))
    audit.record("recovery_codes.renewed", user, user)
    return _draw_recovery_codes(user)


def give_up(user: User) -> None:
    """The user does without a second factor from now on. Raises RuleBroken where a role asks for one."""
    if user.own_roles & queries.roles_with_factor():
        raise RuleBroken(N_("您的角色必须使用两步验证，不能关闭。"))
    _forget(user)
    audit.record("second_factor.given_up", user, user)


def drop(user: User, reason: str, by: User) -> None:
    """Take a lost factor from an account, for a reason; its sessions end. Raises Forbidden or RuleBroken."""
    refuse(standing.why_not("drop_factor", by, user, users.count_administrators()))
    if queries.find_factor(user.id) is None:
        raise RuleBroken(N_("此账户没有开启两步验证。"))
    if not reason:
        raise RuleBroken(N_("请填写理由。"), field="reason")
    _forget(user)
    user.standing_reason = reason
    end_sessions(user)
    audit.record("second_factor.dropped", user, by)
    notices.tell(user, "factor_dropped")


def require(roles: Set[Role], by: User) -> None:
    """Say which roles need a second factor; open sessions of who has none are led to it at once."""
    before = queries.roles_with_factor()
    db.session.execute(delete(SecondFactorRole))
    db.session.add_all(SecondFactorRole(role=role) for role in sorted(roles))
    db.session.flush()
    bind_sessions()
    audit.record("second_factor.required", None, by, added=sorted(roles - before), dropped=sorted(before - roles))


def use(user_id: int, typed: str) -> str | None:
    """Use up a code or a recovery code, in the caller's transaction; which of the two it was, None for neither.

    The statement that takes the step or the code counts: of two requests with one code, one gets in.
    """
    factor = queries.find_factor(user_id)
    if factor is None:
        return None
    step = rules.matching_step(factor.secret, typed, clock.now(), factor.last_step)
    if step is not None:
        later = (SecondFactor.user_id == user_id) & (SecondFactor.last_step < step)
        return "code" if _changed_one(update(SecondFactor).where(later).values(last_step=step)) else None
    code = keyed(f"{user_id}:{rules.normal_recovery_code(typed)}")
    own = (RecoveryCode.user_id == user_id) & (RecoveryCode.code_hash == code)
    return "recovery_code" if _changed_one(delete(RecoveryCode).where(own)) else None


def _draw_recovery_codes(user: User) -> list[str]:
    codes = rules.new_recovery_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    hashes = (keyed(f"{user.id}:{rules.normal_recovery_code(code)}") for code in codes)
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=code_hash) for code_hash in hashes)
    return codes


def _forget(user: User) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))


def _changed_one(statement: Executable) -> bool:
    done = db.session.execute(statement)
    return isinstance(done, CursorResult) and done.rowcount == 1
