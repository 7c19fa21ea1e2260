"""What is kept about the person who asks (个人信息保护法第四十五条): never a secret, never a hash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liaison.accounts.queries import credentials
from liaison.accounts.queries import sessions as session_queries
from liaison.accounts.queries.own import Traces, traces
from liaison.core import clock
from liaison.core.declaration import Card
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Actor
from liaison.core.text import N_
from liaison.store.users import User

FindCard = Callable[[Actor, str, int], Card | None]
Line = tuple[str, str, Any]
ACCOUNT, DIRECTORY, SIGN_IN, RECORDS = N_("账户"), N_("名册"), N_("登录"), N_("记录")


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it; `card` is the entry of the directory that the person may see."""

    user: User
    card: Card | None
    sessions: tuple[tuple[datetime, datetime, str], ...]
    has_factor: bool
    recovery_codes: int
    traces: Traces
    own: tuple[tuple[str, int], ...] = ()


def kept_about(user: User, find_card: FindCard, own: tuple[tuple[str, int], ...] = ()) -> Kept:
    """Gather it; `own` are the counts that the features tell."""
    rows = session_queries.sessions_of(user.id)
    return Kept(
        user=user,
        card=find_card(user, "person", user.person_id) if user.person_id else None,
        sessions=tuple((row.started_at, row.seen_at, row.browser) for row in rows),
        has_factor=credentials.find_factor(user.id) is not None,
        recovery_codes=credentials.count_recovery_codes(user.id),
        traces=traces(user.id, user.email),
        own=own,
    )


def lines(kept: Kept) -> Iterator[Line]:
    """(group, label, value) of each thing: for the page and the spreadsheet."""
    user, left = kept.user, kept.traces
    yield ACCOUNT, N_("用户名"), user.username
    yield ACCOUNT, N_("姓名"), user.name
    yield ACCOUNT, N_("所属方"), (SIDE_LABELS[user.side],) if user.side else ""
    yield ACCOUNT, N_("角色"), tuple(ROLE_LABELS[role] for role in sorted(user.roles))
    yield ACCOUNT, N_("电子邮箱"), user.email
    yield ACCOUNT, N_("页面语言"), user.language or ""
    yield ACCOUNT, N_("开户时间"), _moment(user.created_at)
    if kept.card is not None:
        yield DIRECTORY, N_("姓名"), kept.card.title
        yield DIRECTORY, N_("编号"), kept.card.number
        for label, value in kept.card.lines:
            yield DIRECTORY, label, value
    for started_at, seen_at, browser in kept.sessions:
        yield SIGN_IN, N_("登录时间、最近使用时间和浏览器"), f"{_moment(started_at)} / {_moment(seen_at)} / {browser}"
    yield SIGN_IN, N_("两步验证"), (N_("已开启") if kept.has_factor else N_("未开启"),)
    yield SIGN_IN, N_("剩余恢复代码（个）"), kept.recovery_codes
    yield RECORDS, N_("审计记录中由您办理的操作（条）"), left.actions
    if left.first_at and left.last_at:
        yield RECORDS, N_("其中最早和最近的时间"), f"{_moment(left.first_at)} / {_moment(left.last_at)}"
    yield RECORDS, N_("发给您的邮件（封）"), left.mails
    yield RECORDS, N_("代理安排（次）"), left.stand_ins
    for label, count in kept.own:
        yield RECORDS, label, count


def as_json(kept: Kept) -> dict[str, Any]:
    """The same as one object with English names, for programs."""
    user, left = kept.user, kept.traces
    card = kept.card
    return {
        "account": {
            "username": user.username,
            "name": user.name,
            "side": user.side,
            "roles": sorted(user.roles),
            "email": user.email,
            "language": user.language,
            "created_at": _iso(user.created_at),
        },
        "directory": {"name": card.title, "number": card.number, "lines": dict(card.lines)} if card else None,
        "sessions": [
            {"started_at": _iso(started_at), "seen_at": _iso(seen_at), "browser": browser}
            for started_at, seen_at, browser in kept.sessions
        ],
        "second_factor": {"is_set": kept.has_factor, "recovery_codes": kept.recovery_codes},
        "records": {
            "actions": left.actions,
            "first_at": _iso(left.first_at),
            "last_at": _iso(left.last_at),
            "mails": left.mails,
            "stand_ins": left.stand_ins,
            "own": [{"label": label, "count": count} for label, count in kept.own],
        },
    }


def _moment(value: datetime) -> str:
    return f"{clock.local(value):%Y-%m-%d %H:%M}"


def _iso(value: datetime | date | None) -> str | None:
    return value.isoformat() if value is not None else None
