"""Standing in for somebody for a set time: who for whom, with which roles, and who may say so."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from liaison.accounts.rules.roles import check_roles
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.store.users import StandIn, User

STOOD_IN: Final = frozenset({Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION})
"""The roles of an office's daily work. What somebody was personally chosen for is not stood in for."""
LONGEST: Final = timedelta(days=180)


def lent_roles(absent: User) -> frozenset[Role]:
    """What the stand-in holds besides: the absent person's own roles of daily work, none that are lent themselves."""
    return absent.own_roles & STOOD_IN


def why_not_name(by: Actor, absent: User, stand_in: User) -> Refusal | None:
    """Why somebody may not name this stand-in. Nobody names himself: that would be taking a role, not lending one."""
    if by.id == stand_in.id:
        return Refusal(N_("不能指定本人为代理人。"), kind="forbidden")
    is_own_officer = by.has(Role.OFFICER) and by.side is not None and by.side is absent.side
    if by.id != absent.id and not is_own_officer and not by.has(Role.ADMINISTRATOR):
        return Refusal(N_("代理人由本人、本方其他经办人或系统管理员指定。"), kind="forbidden")
    return None


def check_pair(absent: User, stand_in: User) -> None:
    """Two people of one side in use, the stand-in an officer, with roles that one person may hold together.

    Raises RuleBroken on the field.
    """
    if not lent_roles(absent):
        raise RuleBroken(N_("此人没有可由他人代理的角色。"), field="absent_id")
    if absent.id == stand_in.id:
        raise RuleBroken(N_("代理人不能是本人。"), field="stand_in_id")
    if not absent.is_enabled or not stand_in.is_enabled:
        raise RuleBroken(N_("已停用的账户不能代理，也不能被代理。"), field="stand_in_id")
    if absent.side is None or absent.side is not stand_in.side or Role.OFFICER not in stand_in.own_roles:
        raise RuleBroken(N_("代理人须为同一方的经办人。"), field="stand_in_id")
    try:
        check_roles(stand_in.side, stand_in.own_roles | lent_roles(absent))
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="stand_in_id", **broken.params) from broken


def check_span(starts_on: date, ends_on: date, today: date) -> None:
    """A span that is not over, of at most 180 days. Raises RuleBroken on `ends_on`."""
    if ends_on < starts_on:
        raise RuleBroken(N_("结束日期不能早于开始日期。"), field="ends_on")
    if ends_on < today:
        raise RuleBroken(N_("结束日期不能早于今天。"), field="ends_on")
    if ends_on - starts_on > LONGEST:
        raise RuleBroken(N_("代理最长 %(n)s 日，期满可再次指定。"), field="ends_on", n=LONGEST.days)


def check_free(absent: User, starts_on: date, ends_on: date, others: Iterable[StandIn]) -> None:
    """One stand-in at a time for one person; `others` are those of the absent that have not ended."""
    if any(row.starts_on <= ends_on and starts_on <= row.ends_on for row in others):
        raise RuleBroken(N_("%(name)s在此期间已有代理人。"), field="starts_on", name=absent.name)


def why_not_end(by: Actor, row: StandIn) -> Refusal | None:
    """Why somebody may not end it early: both people may, those who may name one may, nobody else."""
    if by.id == row.stand_in_id or why_not_name(by, row.absent, row.stand_in) is None:
        return None
    return Refusal(N_("代理由双方本人、本方经办人或系统管理员提前结束。"), kind="forbidden")
