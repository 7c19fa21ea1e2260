"""How far the settings are on the way of an empty site to a live one."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from liaison.core import clock as time
from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.wordings import WordingGroup
from liaison.settings import queries
from liaison.store import holidays, wordings
from liaison.store.clocks import KIND_LABELS
from liaison.web.frame import features

FILL_FIRST: Final = N_("办理期限尚未填入，请按“填入”。")


def paper_facts() -> Sequence[Fact]:
    """The names on papers."""
    return _texts(WordingGroup.CITY)


def number_facts() -> Sequence[Fact]:
    """How each kind of paper is numbered."""
    return _texts(WordingGroup.NUMBERS)


def holiday_facts() -> Sequence[Fact]:
    """The years that are arranged, and the coming one."""
    arranged = holidays.arranged_years()
    this = time.today().year
    return [(str(year), N_("已录入") if year in arranged else N_("未录入")) for year in (this, this + 1)]


def holiday_missing() -> Sequence[Refusal]:
    """Every deadline counts by the arrangement of this year; that of the next is published in November."""
    year = time.today().year
    if year not in holidays.arranged_years():
        return [Refusal(N_("%(year)s年的节假日安排尚未录入。"), {"year": str(year)})]
    return []


def clock_facts() -> Sequence[Fact]:
    """How many limits are of which kind."""
    counts = Counter(clock.kind for clock in queries.clocks())
    return [(label, str(counts[kind])) for kind, label in KIND_LABELS.items() if counts[kind]]


def clock_missing() -> Sequence[Refusal]:
    """The office says of each limit what it rests on: the page never prints a promise as law."""
    limits = queries.clocks()
    if not limits:
        return [Refusal(FILL_FIRST)]
    unread = sum(clock.verified_on is None for clock in limits)
    return [Refusal(N_("还有 %(n)s 项期限没有核对日期。"), {"n": unread})] if unread else []


def _texts(group: WordingGroup) -> Sequence[Fact]:
    return [(one.label, wordings.text(one)) for one in features().wordings.values() if one.group is group]


STEPS: Final = (
    LaunchStep(
        "papers",
        3,
        N_("主持人和版头"),
        N_("会议通常由谁主持、会议纪要的版头怎样写。留空的主持人在筹备会议时再填。"),
        facts=paper_facts,
        pages=((N_("文字和名称"), "settings.wordings_page"),),
    ),
    LaunchStep(
        "numbers",
        4,
        N_("编号格式"),
        N_("各类公文的编号怎样写。已经编号的保持原样，以后的按新格式。"),
        facts=number_facts,
        pages=((N_("文字和名称"), "settings.wordings_page"),),
    ),
    LaunchStep(
        "holidays",
        6,
        N_("节假日安排"),
        N_("系统内置至当年的国务院办公厅放假通知；下一年的通知公布后，在此录入或导入。"),
        holiday_missing,
        holiday_facts,
        ((N_("节假日安排"), "settings.holidays_page"),),
    ),
    LaunchStep(
        "clocks",
        7,
        N_("办理期限"),
        N_("逐项确认性质和核对日期：法定、本地制度、承诺、参照或待核实。长短在“办理期限”中改。"),
        clock_missing,
        clock_facts,
        ((N_("办理期限"), "settings.clocks_page"),),
    ),
)
