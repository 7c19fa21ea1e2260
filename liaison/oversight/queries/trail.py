"""Selects of the audit trail, and where its chain stands."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Select, extract, func, or_, select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.core.text import like_escape
from liaison.oversight.rules import VERIFY
from liaison.store import audit, files
from liaison.store.audit import AuditEntry, AuditHead
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.users import User, UserRole

ORDER: Final[dict[str, Sequence[Any]]] = {"id": (AuditEntry.id,)}
NEWEST: Final = "-id"
# A row is read in one go with its page: a list is never longer than this in a spreadsheet either.
MOST_EXPORTED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the chain stands: its length, the head last recorded outside the database, and its last check."""

    length: int
    recorded_at: datetime | None
    recorded_last: int
    recorded_hash: str
    check: Job | None


def entries(
    *, q: str = "", action: str = "", person: str = "", kind: str = "", thing: int | None = None,
    since: date | None = None, until: date | None = None,
) -> Select[AuditEntry]:  # fmt: skip
    """The trail, filtered: words of action or kind, one action, a name or account, one thing, a span of days."""
    statement = select(AuditEntry)
    if q:
        pattern = f"%{like_escape(q)}%"
        found = (column.ilike(pattern, escape="\\") for column in (AuditEntry.action, AuditEntry.thing_kind))
        statement = statement.where(or_(*found))
    if action:
        statement = statement.where(AuditEntry.action == action)
    if person:
        statement = statement.where(AuditEntry.actor_id.in_(_people(person)))
    if kind:
        statement = statement.where(AuditEntry.thing_kind == kind)
    if thing is not None:
        statement = statement.where(AuditEntry.thing_id == thing)
    if since is not None:
        statement = statement.where(AuditEntry.at >= _midnight(since))
    if until is not None and until < date.max:
        statement = statement.where(AuditEntry.at < _midnight(until + timedelta(days=1)))
    return statement


def known_actions() -> list[str]:
    """Every action that the trail holds, for the filter."""
    return list(db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def known_kinds() -> list[str]:
    """Every kind of thing that the trail holds, for the filter."""
    kinds = select(AuditEntry.thing_kind).where(AuditEntry.thing_kind.is_not(None)).distinct()
    return [kind for kind in db.session.scalars(kinds.order_by(AuditEntry.thing_kind)) if kind]


def names(ids: Iterable[int | None]) -> Mapping[int, str]:
    """The names of people by number, in one statement."""
    wanted = {id for id in ids if id is not None}
    if not wanted:
        return {}
    return {id: name for id, name in db.session.execute(select(User.id, User.name).where(User.id.in_(wanted)))}


def chain() -> Chain:
    """Where the chain stands, without reading it."""
    head = db.session.get(AuditHead, 1)
    recorded = _last_recorded()
    return Chain(
        head.last if head else 0,
        datetime.fromisoformat(recorded["at"]) if recorded else None,
        int(recorded.get("last", 0)),
        str(recorded.get("hash", "")),
        last_check(),
    )


def head_hash() -> str:
    """The hash of the last entry, as the chain's end holds it now."""
    head = db.session.get(AuditHead, 1)
    return head.hash if head else ""


def last_check() -> Job | None:
    """The job that checked the chain last, or is about to."""
    return db.session.scalar(select(Job).where(Job.kind == VERIFY).order_by(Job.queued_at.desc()).limit(1))


def witnesses() -> list[User]:
    """Who gets the weekly head: the auditors, and of a side without one its organisers; only those with an address."""
    held = select(User).join(UserRole, UserRole.user_id == User.id).where(User.is_enabled, User.email != "")
    auditors = list(db.session.scalars(held.where(UserRole.role == Role.AUDITOR)))
    lonely = [side for side in Side if side not in {user.side for user in auditors}]
    organisers = db.session.scalars(held.where(UserRole.role == Role.ORGANISER, User.side.in_(lonely)))
    return [*auditors, *organisers]


def _people(person: str) -> Select[int]:
    pattern = f"%{like_escape(person)}%"
    return select(User.id).where(or_(*(column.ilike(pattern, escape="\\") for column in (User.name, User.username))))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LOCAL)


def _last_recorded() -> dict[str, Any]:
    """The last line of the file of heads; {} where there is none, or it cannot be read (which the check tells)."""
    path = files.folder().parent / audit.HEADS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    try:
        return dict(json.loads(lines[-1])) if lines else {}
    except (ValueError, TypeError):
        return {}


def by_month(actions: Sequence[str], first: date) -> dict[str, dict[date, int]]:
    """How many entries of these actions there are in each month since that day; one statement over an index."""
    year, month = extract("year", AuditEntry.at), extract("month", AuditEntry.at)
    since = datetime.combine(first, time(), clock.LOCAL)
    statement = select(AuditEntry.action, year, month, func.count()).where(
        AuditEntry.action.in_(actions), AuditEntry.at >= since
    )
    found: dict[str, dict[date, int]] = {action: {} for action in actions}
    for action, y, m, count in db.session.execute(statement.group_by(AuditEntry.action, year, month)):
        found[action][date(int(y), int(m), 1)] = count
    return found
