"""What each kind of summary tells of, how it is called, and which periods it may have."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.summaries.models import SummaryKind

K = SummaryKind
EARLIEST: Final = date(1990, 1, 1)
FEATURES: Final[Mapping[SummaryKind, frozenset[str]]] = {
    K.SUPERVISION: frozenset({"complaints", "ratings"}),
    K.RECEPTION: frozenset({"reception"}),
    K.QUESTIONNAIRES: frozenset({"questionnaires"}),
    K.OPINIONS: frozenset({"opinions", "conferences"}),
}
"""The features that a special summary draws on; all others draw on every one."""
TITLES: Final[Mapping[SummaryKind, str]] = {
    K.PERIOD: "{city}律师与法官双向监督联系会商工作总结",
    K.SUPERVISION: "{city}律师与法官相互监督评价情况报告",
    K.RECEPTION: "{city}律师接访工作情况报告",
    K.QUESTIONNAIRES: "{city}律师与法官问卷调查情况报告",
    K.OPINIONS: "{city}意见建议和议定事项办理情况报告",
    K.ANNUAL_TABLE: "关于报送{city}律师与法官双向监督联系会商工作年度统计表的函",
    K.ANNUAL_REPORT: "{city}律师与法官双向监督联系会商工作年度报告",
}
YEARLY: Final = frozenset({K.ANNUAL_TABLE, K.ANNUAL_REPORT})
ANNUAL_ROWS: Final = (
    ("一、队伍状况", ("lawyers", "law_firms", "party_members", "party_branches")),
    ("二、联席会议", (
        "conferences_held", "conference_attendances", "opinions_bar", "opinions_bench", "resolutions_taken",
        "resolutions_done", "resolutions_overdue",
    )),
    ("三、意见建议", (
        "opinions_received_bar", "opinions_received_bench", "opinions_replied_bar", "opinions_replied_bench",
        "opinions_in_time",
    )),
    ("四、律师接访", (
        "reception_days", "people_received", "attendances", "matters", "advice_given", "selected_lawyers",
        "selected_party_members",
    )),
    ("五、监督评价", (
        "complaints_lawyer_to_judge", "complaints_judge_to_lawyer", "ratings_bar", "ratings_bench",
        "questionnaires_closed", "questionnaire_responses",
    )),
)  # fmt: skip
"""The bureau's table: the same lines in the same order every year, whatever is zero."""


def check_period(period: Period, today: date) -> None:
    """Raise RuleBroken on `last` or `first` for days that no summary can tell of."""
    if period.first > period.last:
        raise RuleBroken(N_("止期早于起期。"), field="last")
    if period.first < EARLIEST:
        raise RuleBroken(N_("起期不能早于1990年。"), field="first")
    if period.first > today:
        raise RuleBroken(N_("所选时间还没有到，没有可以统计的数据。"), field="first")
    if period.last > date(today.year + 1, 12, 31):
        raise RuleBroken(N_("止期太远，请选到明年年底以前。"), field="last")


def check_kind(kind: SummaryKind, period: Period) -> None:
    """Raise RuleBroken on `kinds` for an annual paper of anything but a calendar year."""
    if kind in YEARLY and (period.whole_months, period.first.month) != (12, 1):
        raise RuleBroken(N_("年度统计表和年度报告请选一个完整的年度（1月1日至12月31日）。"), field="kinds")


def check_issue(period: Period, today: date) -> None:
    """Raise RuleBroken for issuing before the period is over: its numbers would still move."""
    if period.last > today:
        raise RuleBroken(N_("所选时间还没有结束，到期后再印发；现在可以先起草、预览。"))
