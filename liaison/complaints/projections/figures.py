"""The page of figures: one's own direction in every detail, the other's as a year that is over and never below five."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from liaison.complaints.models import DIRECTION_LABELS, Direction
from liaison.complaints.queries import complaints, figures
from liaison.complaints.queries.figures import Cell
from liaison.complaints.rules import figures as rules
from liaison.complaints.rules.figures import Counts
from liaison.core import clock
from liaison.core.declaration import Figure
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.core.sides import Actor, Role, Side
from liaison.papers.facts.charts import Bar, Bars, Chart, Columns, Series
from liaison.web.figures import Block
from liaison.web.frame import features

Say = Callable[[str], str]
ITEMS, DAYS, PERCENT = N_("件"), N_("自然日"), "%"
MEASURES = (
    ("received", N_("收到"), N_("期内收到的投诉，以收到日期为准。")),
    ("accepted", N_("已受理"), N_("其中受理、移送或者已经进入办理的；不含不予受理、引导其他渠道和并案的。")),
    ("replied", N_("已答复"), N_("其中已经答复投诉人或者反馈法院的。")),
    ("in_time", N_("全程按期"), N_("已答复的投诉中，双方每一项办理时限都没有超过的。")),
    ("founded", N_("属实或部分属实"), N_("已答复的投诉中，认定属实或者部分属实的。")),
    ("pleased", N_("满意或比较满意"), N_("投诉人对办理过程的评价，以作出评价的为限。")),
)
MEDIAN = N_("从收到到答复的日数（中位数）")
MIRROR = N_("对方的数据只按已结束的年度公布，凡少于5件的均并入合计或不显示，以免推断出个人。")
WITHHELD = N_("上一年度数量过少，为避免推断出个人，不予显示。")
TITLES: dict[Direction, tuple[str, str, str, str]] = {
    Direction.LAWYER_TO_JUDGE: (
        N_("律师投诉法官：总体"), N_("律师投诉法官：类别"), N_("律师投诉法官：单位"), N_("律师投诉法官：月份"),
    ),
    Direction.JUDGE_TO_LAWYER: (
        N_("法官投诉律师：总体"), N_("法官投诉律师：类别"), N_("法官投诉律师：单位"), N_("法官投诉律师：月份"),
    ),
}  # fmt: skip
PAIRS = N_("两个方向的对应类别")
PAIRS_MEANING = N_("上一年度收到的、两个方向互相对应的类别（如庭审言行对应扰乱法庭）。少于5件的不显示。")


@dataclass(frozen=True, slots=True)
class _Named:
    """Names of categories, courts and firms."""

    groups: dict[int, str]
    bodies: dict[int, str]

    def group(self, cell: Cell) -> str:
        return self.groups.get(cell.category_id, "")

    def body(self, cell: Cell) -> str:
        return self.bodies.get(cell.body_id or 0, "—")


def blocks(user: Actor, period: Period, say: Say) -> list[Block]:
    """All parts of the page for this person. `say` gives the words of charts."""
    categories = complaints.categories()
    units = {unit.id: unit.title for side in Side for unit in features().offer("units")(side)}
    named = _Named({one.id: one.group for one in categories}, units)
    found: list[Block] = []
    for direction in Direction:
        own = user.side is direction.side and bool(user.roles & {Role.OFFICER, Role.HEAD_OF_SUPERVISION})
        found += _own(user, direction, period, named, say) if own else _mirror(direction, named, say)
    return [*found, _pairs()]


def _own(user: Actor, direction: Direction, period: Period, named: _Named, say: Say) -> list[Block]:
    """Exactly what the list shows to this person: a number must not tell of what he or she must keep away from."""
    seen = complaints.visible_to(user)
    now, before = (figures.cells(direction, span.first, span.last, seen) for span in (period, period.before))
    titles = TITLES[direction]
    whole, was = rules.total(now, ""), rules.total(before, "")
    told = _measures(whole, direction, period)
    days = figures.days_to_reply(direction, period.first, period.last, seen)
    if days is not None:
        told.append(Figure("days", MEDIAN, DAYS, days))
    groups = rules.grouped(now, named.group)
    months = rules.grouped(now, lambda cell: cell.month.isoformat()[:7])
    return [
        Block(titles[0], told, {name: getattr(was, name) for name, *_ in MEASURES}),
        Block(
            titles[1],
            _rows(groups),
            _before(before, named.group),
            _bars(titles[1], groups, say),
            "",
            True,
        ),
        Block(titles[2], _rows(rules.grouped(now, named.body)), _before(before, named.body), (), "", True),
        Block(titles[3], (), {}, _columns(titles[3], months, say)),
    ]


def _mirror(direction: Direction, named: _Named, say: Say) -> list[Block]:
    first, last = rules.last_year(clock.today())
    cells = figures.cells(direction, first, last)
    titles = TITLES[direction]
    whole = rules.told_total(rules.total(cells, ""))
    if whole is None:
        return [Block(titles[0], (), {}, (), WITHHELD)]
    told = [Figure(name, label, ITEMS, getattr(whole, name), "", meaning) for name, label, meaning in MEASURES
            if name == "received" or getattr(whole, name)]  # fmt: skip
    groups, bodies = (rules.mirrored(rules.grouped(cells, name)) for name in (named.group, named.body))
    found = [Block(titles[0], told, {}, (), MIRROR)]
    if len(groups) > 1:
        found.append(Block(titles[1], _rows(groups), {}, _bars(titles[1], groups, say), MIRROR, True))
    if len(bodies) > 1:
        found.append(Block(titles[2], _rows(bodies), {}, (), MIRROR, True))
    return found


def _pairs() -> Block:
    """Both directions side by side by pair of categories: the same numbers for everybody who reads this page."""
    first, last = rules.last_year(clock.today())
    names = rules.pairs(complaints.categories())
    rows: list[Figure] = []
    for direction in Direction:
        cells = figures.cells(direction, first, last)
        counted = rules.grouped(cells, lambda cell: names.get(cell.category_id, rules.OTHERS))
        shown = rules.mirrored(counted)
        label = DIRECTION_LABELS[direction]
        rows += [
            Figure(f"{direction}_{row.group}", f"{row.group} {label}", ITEMS, row.received)
            for row in shown
            if row.group != rules.OTHERS
        ]
    return Block(PAIRS, sorted(rows, key=lambda row: row.label), {}, (), PAIRS_MEANING, True)


def _measures(whole: Counts, direction: Direction, period: Period) -> list[Figure]:
    """The totals of one's own direction; the first leads to its records."""
    query = urlencode({"direction": direction, "from": period.first, "to": period.last})
    return [
        Figure(name, label, ITEMS, getattr(whole, name), f"/complaints?{query}" if name == "received" else "", meaning)
        for name, label, meaning in MEASURES
    ]


def _rows(rows: Sequence[Counts]) -> list[Figure]:
    return [Figure(row.group, row.group, ITEMS, row.received) for row in rows]


def _before(cells: Sequence[Cell], name_of: Callable[[Cell], str]) -> dict[str, int]:
    return {row.group: row.received for row in rules.grouped(cells, name_of)}


def _bars(title: str, rows: Sequence[Counts], say: Say) -> tuple[Chart, ...]:
    if not rows:
        return ()
    return (Bars(say(title), say(ITEMS), tuple(Bar(row.group, row.received) for row in rows)),)


def _columns(title: str, rows: Sequence[Counts], say: Say) -> tuple[Chart, ...]:
    if not rows:
        return ()
    labels = tuple(row.group for row in rows)
    series = tuple(
        Series(say(label), tuple(getattr(row, name) for row in rows))
        for name, label in (("received", N_("收到")), ("replied", N_("已答复")))
    )
    return (Columns(say(title), say(ITEMS), labels, series),)
