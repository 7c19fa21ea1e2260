"""Entering, correcting and removing opening balances."""

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db, expect_version
from liaison.summaries import queries
from liaison.summaries.models import OpeningBalance
from liaison.summaries.projections.counting import recorded
from liaison.summaries.rules import kinds
from liaison.summaries.rules.moves import why_not_enter

MOST = 1_000_000


def enter(name: str, period: Period, value: int, source: str, by: Actor) -> OpeningBalance:
    """Enter what a figure came to in days without records. Raises Forbidden, RuleBroken on a field."""
    refuse(why_not_enter(by))
    _check(name, period, value)
    assert by.side is not None, "only officers of a side pass"
    balance = OpeningBalance(
        name=name, first_on=period.first, last_on=period.last, value=value, source=source, entered_at=clock.now(),
        entered_side=by.side,
    )  # fmt: skip
    db.session.add(balance)
    db.session.flush()
    audit.record("opening_balance.entered", balance, by, name=name, value=value)
    return balance


def correct(
    balance: OpeningBalance, period: Period, value: int, source: str, by: Actor, seen: int | None = None
) -> OpeningBalance:
    """Change days, number or source; the trail keeps what it was. Raises Stale, Forbidden, RuleBroken on a field."""
    refuse(why_not_enter(by))
    expect_version(balance, seen)
    _check(balance.name, period, value, but=balance.id)
    before = balance.value
    balance.first_on, balance.last_on, balance.value, balance.source = period.first, period.last, value, source
    db.session.flush()
    audit.record("opening_balance.corrected", balance, by, before=before, after=value)
    return balance


def remove(balance: OpeningBalance, by: Actor, seen: int | None = None) -> None:
    """Take an opening balance away again. Raises Stale, Forbidden."""
    refuse(why_not_enter(by))
    expect_version(balance, seen)
    audit.record("opening_balance.removed", balance, by, name=balance.name, value=balance.value)
    db.session.delete(balance)
    db.session.flush()


def _check(name: str, period: Period, value: int, but: int | None = None) -> None:
    kinds.check_period(period, clock.today())
    if period.last >= clock.today():
        raise RuleBroken(N_("期初数只用于以往年份，止期须在今天以前。"), field="last")
    if not 0 < value <= MOST:
        raise RuleBroken(N_("请填写大于0的整数。"), field="value")
    for row in queries.balances():
        if row.name == name and row.id != but and row.first_on <= period.last and period.first <= row.last_on:
            raise RuleBroken(N_("该指标在这段时间已有期初数，请修改原有的一条。"), field="first")
    if recorded(name, period):
        raise RuleBroken(N_("系统中已有这段时间的记录，不能再加期初数，以免重复计算。"), field="first")
