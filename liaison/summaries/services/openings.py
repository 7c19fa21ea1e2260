"""Entering, correcting and removing opening balances."""

from collections.abc import Callable, Mapping

from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.store import audit
from liaison.store.base import db, expect_version
from liaison.summaries import queries
from liaison.summaries.models import OpeningBalance
from liaison.summaries.projections import counting
from liaison.summaries.rules import kinds
from liaison.summaries.rules.moves import why_not_enter

MOST = 1_000_000
Recorded = Callable[[str, Period], int]


def enter(name: str, period: Period, value: int, source: str, by: Actor) -> OpeningBalance:
    """Enter what a figure came to in days without records. Raises Forbidden, RuleBroken on a field."""
    refuse(why_not_enter(by))
    check(name, period, value, by)
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
    check(balance.name, period, value, by, but=balance.id)
    before = balance.value
    balance.first_on, balance.last_on, balance.value, balance.source = period.first, period.last, value, source
    db.session.flush()
    audit.record("opening_balance.corrected", balance, by, before=before, after=value)
    return balance


def remove(balance: OpeningBalance, by: Actor, seen: int | None = None) -> None:
    """Take an opening balance away again. Raises Stale, Forbidden."""
    refuse(why_not_enter(by))
    expect_version(balance, seen)
    _check_owner(balance.name, by)
    audit.record("opening_balance.removed", balance, by, name=balance.name, value=balance.value)
    db.session.delete(balance)
    db.session.flush()


def check(
    name: str, period: Period, value: int, by: Actor, but: int | None = None, recorded: Recorded | None = None
) -> None:
    """Raise RuleBroken on the field that is to blame. `recorded(name, period)`: what the records themselves come to."""
    least = _check_owner(name, by)
    kinds.check_period(period, clock.today())
    if period.last >= clock.today():
        raise RuleBroken(N_("期初数只用于以往年份，止期须在今天以前。"), field="last")
    if not 0 < value <= MOST:
        raise RuleBroken(N_("请填写大于0的整数。"), field="value")
    if value < least:
        raise RuleBroken(N_("该指标少于%(least)s的不单独列出，也不登记期初数。"), field="value", least=least)
    for row in queries.balances():
        if row.name == name and row.id != but and row.first_on <= period.last and period.first <= row.last_on:
            raise RuleBroken(N_("该指标在这段时间已有期初数，请修改原有的一条。"), field="first")
    if (recorded or _recorded)(name, period):
        raise RuleBroken(N_("系统中已有这段时间的记录，不能再加期初数，以免重复计算。"), field="first")


def _check_owner(name: str, by: Actor) -> int:
    """From which number on the figure is told to everybody; a figure that a side owns is that side's alone to enter.

    Both sides read the list of opening balances: it must not tell what the figure itself withholds.
    """
    figure = counting.declared().get(name)
    if figure is None or figure.is_standing:
        raise RuleBroken(N_("请从列表中选择一项。"), field="name")
    if figure.owner not in {None, by.side}:
        raise RuleBroken(N_("该指标由对方掌握，请对方登记。"), field="name")
    return figure.least


def _recorded(name: str, period: Period) -> int:
    """What the records themselves come to."""
    return value_of(counting.declared(period), name)


def value_of(figures: Mapping[str, Figure], name: str) -> int:
    """The number of a figure in some days. Raises RuleBroken on `first` where it tells of whole years only."""
    if name not in figures:
        raise RuleBroken(N_("该指标只按完整年度统计，请填写完整年度。"), field="first")
    return figures[name].value
