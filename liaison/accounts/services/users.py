"""Users: added, changed, disabled and enabled again, and given a new way in."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import insert

from liaison.accounts import notices
from liaison.accounts.models import CodeKind
from liaison.accounts.queries import sessions, users
from liaison.accounts.rules import codes, standing
from liaison.accounts.rules.importing import Planned
from liaison.accounts.rules.passwords import check_password, check_username, normal_password, normal_username
from liaison.accounts.rules.roles import check_roles
from liaison.accounts.services import stand_ins
from liaison.accounts.services.hashing import hash_password
from liaison.accounts.services.passwords import ask_link, issue_code
from liaison.accounts.services.sessions import end_sessions
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Role, Side
from liaison.core.text import N_
from liaison.store import audit
from liaison.store.base import db, expect_version
from liaison.store.users import User, UserRole

TAKEN = N_("用户名“%(username)s”已被使用。")
BY_MAIL = "mail"
AT_DESK = "desk"


def add(
    username: str, name: str, side: Side | None, roles: Collection[Role], password: str, *, by: Actor | None,
    person_id: int | None = None, email: str = "", is_limited: bool = True,
) -> User:  # fmt: skip
    """Add a user with a password: for the command line and the demonstration, which have no page to show a code on.

    `is_limited` False leaves the limits of roles out, for tests that need somebody who cannot be. Raises RuleBroken for
    a name that is taken or not allowed, roles that nobody holds together, or a weak password.
    """
    if is_limited:
        check_roles(side, set(roles))
    user = _new(username, name, side, roles, person_id, email)
    check_password(normal_password(password), user.username)
    user.password_hash = hash_password(password)
    db.session.add(user)
    audit.record("account.added", user, by, roles=sorted(set(roles)))
    return user


def open_account(
    username: str, name: str, side: Side | None, roles: Collection[Role], *, by: User, how: str,
    person_id: int | None = None, email: str = "",
) -> tuple[User, str]:  # fmt: skip
    """Add a user who sets the password with a one-time code; gives the user and the code ("": it goes by mail).

    Raises Forbidden for who is no administrator, RuleBroken on the field.
    """
    refuse(standing.MOVES.why_not("open", standing.BEGINNING, _administrator(by)))
    check_roles(side, set(roles))
    user = _new(username, name, side, roles, person_id, email)
    _check_person(person_id, user)
    db.session.add(user)
    db.session.flush()
    audit.record("account.opened", user, by, roles=sorted(set(roles)), handed=how)
    return user, _give_way_in(user, CodeKind.ACTIVATION, how, by)


def enter_all(rows: Sequence[Planned], *, by: Actor | None) -> list[User]:
    """Add the users of a list, who set their passwords with the codes of slips; few statements for thousands.

    Raises RuleBroken for a name or a person that somebody took meanwhile.
    """
    if not rows:
        return []
    taken, people = users.all_usernames(), users.with_account({row.person_id for row in rows if row.person_id})
    for row in rows:
        check_roles(row.side, set(row.roles))
        check_username(row.username)
        if row.username in taken:
            raise RuleBroken(TAKEN, field="username", username=row.username)
        if row.person_id in people:
            raise RuleBroken(N_("此人已有账户“%(username)s”。"), field="person_id", username=row.username)
    now = clock.now()
    values = [
        {
            "username": row.username, "name": row.name, "side": row.side, "password_hash": "", "email": row.email,
            "person_id": row.person_id, "created_at": now, "version": 1,
        }
        for row in rows
    ]  # fmt: skip
    # As objects each would be a statement of its own, to give its number back.
    db.session.execute(insert(User), values)
    ids = users.ids_by_username([row.username for row in rows])
    roles = [{"user_id": ids[row.username], "role": role} for row in rows for role in sorted(row.roles)]
    db.session.execute(insert(UserRole), roles)
    made = users.by_ids(list(ids.values()))
    for user in made:
        audit.record("account.opened", user, by, roles=sorted(user.own_roles), handed="slip")
    return made


def amend(user: User, name: str, email: str, person_id: int | None, *, seen: int | None, by: User) -> None:
    """Change name, address and person. Raises Forbidden, RuleBroken or Stale."""
    _ask("amend", user, by)
    expect_version(user, seen, **{N_("姓名"): (user.name, name), N_("电子邮箱"): (user.email, email)})
    if person_id != user.person_id:
        _check_person(person_id, user)
    old = (user.name, user.email, user.person_id)
    user.name, user.email, user.person_id = name, email, person_id
    names = ("name", "email", "person_id")
    fields = [field for field, before, now in zip(names, old, (name, email, person_id), strict=True) if before != now]
    audit.record("account.amended", user, by, fields=fields)


def assign(user: User, side: Side | None, roles: Collection[Role], *, seen: int | None, by: User) -> None:
    """Change side and roles; the user's sessions end, and so does every standing in that he or she is part of.

    Raises Forbidden, Stale, or RuleBroken on `roles`.
    """
    _ask("assign", user, by)
    wanted = frozenset(roles)
    expect_version(user, seen)
    check_roles(side, wanted)
    refuse(standing.why_not_strip(user, wanted, users.count_administrators()))
    before = user.own_roles
    changes: dict[str, Any] = {"added": sorted(wanted - before), "dropped": sorted(before - wanted)}
    if side is not user.side:
        changes["side"] = [str(user.side or ""), str(side or "")]
    user.side = side
    user.role_rows = [row for row in user.role_rows if row.role in wanted]
    user.role_rows += [UserRole(role=role) for role in sorted(wanted - before)]
    # The rows are of another table: without this two who assign at once would both be right.
    user.version += 1
    end_sessions(user)
    stand_ins.end_all_of(user)
    audit.record("account.assigned", user, by, **changes)
    notices.tell(user, "account_assigned")


def reset(user: User, how: str, by: User) -> str:
    """Take the password away and give a one-time code; gives the code ("": a link goes by mail). Sessions end.

    Raises Forbidden or RuleBroken.
    """
    _ask("reset", user, by)
    user.password_hash = ""
    end_sessions(user)
    audit.record("password.reset", user, by, handed=how)
    if how == AT_DESK:
        notices.tell(user, "password_reset")
    return _give_way_in(user, CodeKind.DESK, how, by)


def invite(user: User, how: str, by: User) -> str:
    """A new code in place of one that was lost or is too old. Raises Forbidden or RuleBroken."""
    _ask("invite", user, by)
    audit.record("account.invited", user, by, handed=how)
    return _give_way_in(user, CodeKind.ACTIVATION, how, by)


def disable(user: User, reason: str, by: User) -> None:
    """Let somebody in no more; sessions and standings-in end at once. Raises Forbidden or RuleBroken."""
    _ask("disable", user, by)
    _give_reason(user, reason)
    user.is_enabled, user.disabled_at = False, clock.now()
    end_sessions(user)
    stand_ins.end_all_of(user)
    audit.record("account.disabled", user, by)


def enable(user: User, reason: str, by: User) -> None:
    """Let somebody in again, with the password as it was. Raises Forbidden or RuleBroken."""
    _ask("enable", user, by)
    _give_reason(user, reason)
    # Entries that were merged may have left the person an account beside this one.
    other = users.find_by_person(user.person_id, but=user.id) if user.person_id else None
    if other is not None and other.is_enabled:
        raise RuleBroken(N_("此人已有账户“%(username)s”。"), username=other.username)
    user.is_enabled, user.disabled_at = True, None
    audit.record("account.enabled", user, by)


def _ask(verb: str, user: User, by: User) -> None:
    refuse(standing.why_not(verb, by, user, users.count_administrators()))


def _administrator(by: User) -> frozenset[str]:
    return frozenset({standing.ADMINISTRATOR} if by.has(Role.ADMINISTRATOR) else ())


def _new(
    username: str, name: str, side: Side | None, roles: Collection[Role], person_id: int | None, email: str
) -> User:
    username = normal_username(username)
    check_username(username)
    if sessions.find_by_username(username) is not None:
        raise RuleBroken(TAKEN, field="username", username=username)
    return _made(username, name, side, roles, person_id, email)


def _made(
    username: str, name: str, side: Side | None, roles: Collection[Role], person_id: int | None, email: str
) -> User:
    return User(
        username=username,
        name=name,
        side=side,
        role_rows=[UserRole(role=role) for role in sorted(set(roles))],
        password_hash="",
        person_id=person_id,
        email=email,
        created_at=clock.now(),
    )


def _check_person(person_id: int | None, user: User) -> None:
    """One account a person: two would be two parts on one record."""
    other = users.find_by_person(person_id, but=user.id) if person_id else None
    if other is not None:
        raise RuleBroken(N_("此人已有账户“%(username)s”。"), field="person_id", username=other.username)


def _give_way_in(user: User, kind: CodeKind, how: str, by: User) -> str:
    if how == BY_MAIL:
        if not user.email:
            raise RuleBroken(N_("此用户没有登记电子邮箱，请当面交付代码。"), field="how")
        ask_link(user.id, CodeKind.INVITATION, by)
        return ""
    return issue_code(user, kind, codes.new_code())


def _give_reason(user: User, reason: str) -> None:
    if not reason:
        raise RuleBroken(N_("请填写理由。"), field="reason")
    user.standing_reason = reason
