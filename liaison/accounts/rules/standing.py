"""Who somebody is to an account, and which verbs are theirs on it."""

from enum import StrEnum
from typing import Final

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role, Side
from liaison.store.users import User


class Standing(StrEnum):
    """Where an account stands: `invited` has no password yet."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


S = Standing
STANDING_LABELS: Final = {S.INVITED: N_("待激活"), S.ACTIVE: N_("使用中"), S.DISABLED: N_("已停用")}
STANDING_TONES: Final[dict[Standing, Tone]] = {S.INVITED: "info", S.ACTIVE: "good", S.DISABLED: "neutral"}
ADMINISTRATOR: Final = "administrator"
OWN_OFFICER: Final = "own_officer"
RELATION_LABELS: Final = {ADMINISTRATOR: N_("系统管理员"), OWN_OFFICER: N_("本方经办人")}
IN_USE: Final = frozenset({S.INVITED, S.ACTIVE})
A: Final = frozenset({ADMINISTRATOR})
KEEPERS: Final = frozenset({ADMINISTRATOR, OWN_OFFICER})

MOVES: Final = Moves(
    (
        Move("open", N_("新增用户"), {BEGINNING}, S.INVITED, A, "account.opened", paper="code_slip"),
        Move("amend", N_("修改资料"), IN_USE, None, A, "account.amended"),
        Move("assign", N_("调整所属方和角色"), IN_USE, None, A, "account.assigned"),
        Move("reset", N_("重设密码"), {S.ACTIVE}, S.INVITED, KEEPERS, "password.reset", notice="password_reset"),
        Move("invite", N_("重新发出激活代码"), {S.INVITED}, None, KEEPERS, "account.invited"),
        Move("drop_factor", N_("解除两步验证"), IN_USE, None, A, "second_factor.dropped",
             notice="factor_dropped", needs_reason=True),
        Move("disable", N_("停用账户"), IN_USE, S.DISABLED, A, "account.disabled", needs_reason=True),
        Move("hand_over", N_("离任移交"), IN_USE, S.DISABLED, KEEPERS, "account.handed_over", needs_reason=True,
             notice="work_handed_over"),
        Move("enable", N_("恢复账户"), {S.DISABLED}, S.ACTIVE, A, "account.enabled", needs_reason=True),
    ),
    state_labels=STANDING_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
LEAVING: Final = frozenset({"disable", "hand_over"})
STAFF: Final = frozenset(Role) - {Role.LAWYER, Role.JUDGE}


def standing_of(user: User) -> Standing:
    """Where the account stands."""
    if not user.is_enabled:
        return S.DISABLED
    return S.ACTIVE if user.password_hash else S.INVITED


def relations(by: Actor, user: User) -> frozenset[str]:
    """Who somebody is to an account. Nobody keeps the own one: what is one's own is on one's own pages.

    An officer keeps the accounts of the own side, but not those of an administrator or an auditor: whoever hands out
    their codes could become them.
    """
    if by.id == user.id:
        return frozenset()
    found = {ADMINISTRATOR} if by.has(Role.ADMINISTRATOR) else set()
    is_own = by.has(Role.OFFICER) and user.side is not None and by.side is user.side
    if is_own and not user.own_roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        found.add(OWN_OFFICER)
    return frozenset(found)


def why_not(verb: str, by: Actor, user: User, administrators: int) -> Refusal | None:
    """Why somebody may not do this to the account; `administrators` are those in use, this one included."""
    if by.id == user.id:
        return Refusal(N_("不能办理本人的账户；请由其他系统管理员办理。"), kind="forbidden")
    refusal = MOVES.why_not(verb, standing_of(user), relations(by, user))
    if refusal is None and verb in LEAVING and user.has(Role.ADMINISTRATOR) and administrators < 2:
        return Refusal(N_("这是最后一个可用的系统管理员，不能停用。"))
    return refusal


def why_not_strip(user: User, roles: frozenset[Role], administrators: int) -> Refusal | None:
    """Why these may not become the roles of the account: somebody must be left to keep the users."""
    is_stripped = Role.ADMINISTRATOR in user.own_roles and Role.ADMINISTRATOR not in roles
    if is_stripped and administrators < 2:
        return Refusal(N_("这是最后一个可用的系统管理员，不能取消其系统管理员角色。"))
    return None


def open_moves(by: Actor, user: User, administrators: int, *, has_factor: bool) -> list[Move]:
    """The buttons on an account."""
    return [
        move
        for move in MOVES
        if move.verb != "open"
        and why_not(move.verb, by, user, administrators) is None
        and (move.verb != "drop_factor" or has_factor)
    ]


def may_keep(by: Actor) -> bool:
    """Whether somebody has the list of users: administrators all, officers those of the own side."""
    return by.has(Role.ADMINISTRATOR) or (by.has(Role.OFFICER) and by.side is not None)


def kept_side(by: Actor) -> Side | None:
    """The side whose accounts somebody keeps; None: all."""
    return None if by.has(Role.ADMINISTRATOR) else by.side
