"""Somebody leaves: all that is theirs goes to successors, and the account is closed; one transaction, one step."""

from collections.abc import Mapping
from dataclasses import dataclass

from liaison.accounts import notices
from liaison.accounts.queries import users
from liaison.accounts.rules import standing
from liaison.accounts.services import stand_ins
from liaison.accounts.services.sessions import end_sessions
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.store import audit
from liaison.store.users import User


@dataclass(frozen=True, slots=True)
class Handed:
    """How many of one kind went to a successor, and how many nobody took; as far as who did it may know."""

    holding: Holding
    moved: int
    left: int


def hand_over(
    leaver: User, holdings: Mapping[str, Holding], successors: Mapping[str, User | None], everything: User | None,
    reason: str, by: User,
) -> list[Handed]:  # fmt: skip
    """Give each kind to its successor, then disable the account and end its sessions.

    `successors` are chosen for one kind (None: it stays), `everything` takes all others as far as he or she may. Raises
    Forbidden, or RuleBroken: on `reason`, on `everything`, or on a kind whose own successor cannot take any of it.
    """
    refuse(standing.why_not("hand_over", by, leaver, users.count_administrators()))
    if not reason:
        raise RuleBroken(N_("请填写理由。"), field="reason")
    if everything is not None:
        _check(leaver, everything, "everything")
    handed, takers = [], set()
    for key, holding in holdings.items():
        before, successor = len(holding.ids(leaver, by)), successors.get(key, everything)
        if key in successors and successor is not None:
            _check(leaver, successor, key)
            refuse_kind(holding, successor, key, before)
        if successor is not None and holding.why_not(successor) is None:
            holding.hand_over(leaver, successor, by, reason)
            takers.add(successor)
        left = len(holding.ids(leaver, by))
        handed.append(Handed(holding, before - left, left))
    leaver.is_enabled, leaver.disabled_at, leaver.standing_reason = False, clock.now(), reason
    end_sessions(leaver)
    stand_ins.end_all_of(leaver)
    counts = {key: each.moved for key, each in zip(holdings, handed, strict=True) if each.holding.card and each.moved}
    audit.record("account.handed_over", leaver, by, moved=counts, to=sorted(one.id for one in takers))
    for successor in sorted(takers, key=lambda one: one.id):
        notices.tell(successor, "work_handed_over", but=by.id)
    return handed


def refuse_kind(holding: Holding, successor: User, key: str, count: int) -> None:
    """Say why a successor chosen for a kind cannot take it. Raises RuleBroken on the kind."""
    refusal = holding.why_not(successor) if count else None
    if refusal is not None:
        raise RuleBroken(refusal.message, field=key, **refusal.params)


def _check(leaver: User, successor: User, key: str) -> None:
    if successor.id == leaver.id or not successor.is_enabled or successor.side is not leaver.side:
        raise RuleBroken(N_("接手人须是同一方的在用账户，不能是离任人本人。"), field=key)
