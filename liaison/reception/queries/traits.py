"""What visits have in common beyond state, kind and outcome: the figures count it, and the list is narrowed to it."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, exists, false

from liaison.core import clock
from liaison.core.messages import N_
from liaison.reception.models.following import VisitSatisfaction
from liaison.reception.models.visits import (
    GROUP_FROM,
    WAY_LABELS,
    CheckResult,
    ConflictCheck,
    Visit,
    VisitStatus,
    VisitWay,
)

TRAITS: dict[str, tuple[str, Callable[[], ColumnElement[bool]]]] = {
    "first": (N_("首次来访"), lambda: ~Visit.is_repeat),
    "repeat": (N_("重复来访"), lambda: Visit.is_repeat.is_(True)),
    "group": (N_("群体来访"), lambda: Visit.people >= GROUP_FROM),
    "walk_in": (WAY_LABELS[VisitWay.WALK_IN], lambda: Visit.way == VisitWay.WALK_IN),
    "appointment": (WAY_LABELS[VisitWay.APPOINTMENT], lambda: Visit.way == VisitWay.APPOINTMENT),
    "advised": (N_("提供法律咨询"), lambda: Visit.is_advised.is_(True)),
    "conflict": (N_("确认有冲突"), lambda: _had_conflict()),
    "follow_up_due": (N_("应当回访"), lambda: _follow_up_due()),
    "followed_up": (N_("已经回访"), lambda: and_(_follow_up_due(), Visit.follow_up_result.is_not(None))),
    "rated": (N_("作出评价"), lambda: exists().where(VisitSatisfaction.visit_id == Visit.id)),
}
"""The label and the clause of each word that the list takes as `trait`."""


def has(trait: str) -> ColumnElement[bool]:
    """The visits of which it is true; none for a word that is no trait."""
    return TRAITS[trait][1]() if trait in TRAITS else false()


def _follow_up_due() -> ColumnElement[bool]:
    return and_(Visit.status == VisitStatus.DONE, Visit.follow_up_due_on <= clock.today())


def _had_conflict() -> ColumnElement[bool]:
    is_conflict = and_(ConflictCheck.result == CheckResult.CONFLICT, ConflictCheck.decided_at.is_not(None))
    return exists().where(ConflictCheck.visit_id == Visit.id, is_conflict)
