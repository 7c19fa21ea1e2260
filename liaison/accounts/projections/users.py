"""What keepers see of a user: never a hash, a code or a secret."""

from dataclasses import dataclass
from datetime import date, datetime

from liaison.accounts.models import CodeKind
from liaison.accounts.queries import credentials
from liaison.accounts.queries import sessions as session_queries
from liaison.accounts.queries import users as queries
from liaison.accounts.rules.standing import STANDING_LABELS, STANDING_TONES, Standing, may_keep, standing_of
from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.gathering import Found, Hit
from liaison.core.sides import Actor, Role, Side
from liaison.core.text import N_
from liaison.store import searching
from liaison.store.users import StandIn, User
from liaison.web.language import tr

CODE_LABELS = {
    CodeKind.ACTIVATION: N_("激活代码，当面交付"),
    CodeKind.DESK: N_("重设代码，当面交付"),
    CodeKind.MAIL: N_("本人要求的邮件链接"),
    CodeKind.INVITATION: N_("发出的邮件链接"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    id: int
    username: str
    name: str
    side: Side | None
    roles: tuple[Role, ...]
    email: str
    standing: Standing
    created_on: date

    @property
    def standing_label(self) -> str:
        return STANDING_LABELS[self.standing]

    @property
    def tone(self) -> Tone:
        return STANDING_TONES[self.standing]


@dataclass(frozen=True, slots=True)
class Seen:
    """The page of a user. `reason` is why it was disabled or enabled; `codes` are kinds and ends of what is open."""

    listed: Listed
    version: int
    roles: tuple[Role, ...]
    is_enabled: bool
    disabled_at: datetime | None
    reason: str
    factor_since: datetime | None
    recovery_codes: int
    sessions: int
    codes: tuple[tuple[str, datetime], ...]
    stood_in: tuple[StandIn, ...]


def listed(user: User) -> Listed:
    """The line of a user."""
    return Listed(
        id=user.id,
        username=user.username,
        name=user.name,
        side=user.side,
        roles=_ordered(user.own_roles),
        email=user.email,
        standing=standing_of(user),
        created_on=clock.local(user.created_at).date(),
    )


def seen(_by: Actor, user: User) -> Seen:
    """The page of a user; both kinds of keepers see the same of those whom they keep."""
    factor = credentials.find_factor(user.id)
    return Seen(
        listed=listed(user),
        version=user.version,
        roles=_ordered(user.own_roles),
        is_enabled=user.is_enabled,
        disabled_at=user.disabled_at,
        reason=user.standing_reason,
        factor_since=factor.confirmed_at if factor else None,
        recovery_codes=credentials.count_recovery_codes(user.id),
        sessions=len(session_queries.sessions_of(user.id)),
        codes=tuple((CODE_LABELS[row.kind], row.expires_at) for row in credentials.codes_of(user.id, clock.now())),
        stood_in=tuple(user.stood_in_today),
    )


def _ordered(roles: frozenset[Role]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in roles)


def search(user: Actor, q: str) -> list[Found]:
    """The users whom the person keeps."""
    if not may_keep(user):
        return []
    finds = queries.find(user, q)
    hits = [
        Hit(one.name, f"/accounts/users/{one.id}", one.username, tr(STANDING_LABELS[standing_of(one)]))
        for one in finds.rows
    ]
    return searching.told(N_("账户"), finds, hits, "/accounts/users", q)
