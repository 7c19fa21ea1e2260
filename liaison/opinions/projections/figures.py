"""The figures of opinions: for summaries, for a conference's item 2, and in blocks for the page of figures."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from liaison.core.declaration import Figure
from liaison.core.gathering import Trend
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.core.sides import SIDE_LABELS, Actor, Role, Side
from liaison.opinions import queries
from liaison.opinions.models import OUTCOME_LABELS, SATISFACTION_LABELS, Outcome
from liaison.opinions.queries import figures as counts
from liaison.opinions.queries.figures import Narrowed
from liaison.papers.facts.charts import Bar, Bars, Chart, Columns, Series
from liaison.web.figures import Block
from liaison.web.frame import features

ITEMS, POINTS = N_("件"), N_("条")
PERCENT = "%"
SIDE_FIGURES = {Side.BAR: N_("律师方意见建议"), Side.BENCH: N_("法官方意见建议")}
TABLED = N_("在期内召开的联席会议上提出（列入议程）的意见建议，每件只计一次。")
RECEIVED = N_("期内收到（以登记的收到日期为准），已经审核通过、转对方办理的意见建议。")
REPLIED = N_("期内答复的意见建议，以答复日期为准。")
IN_TIME = N_("期内答复的意见建议中，在答复期限（含延期后的期限）内答复的件数。")
RATE = N_("按期答复件数占期内答复件数的百分比，四舍五入。")
OUTCOMES = N_("期内答复的意见建议，按答复时填写的办理结果统计。")
SCREENED = N_("期内审核通过、转对方办理的意见建议，以审核日期为准。")
RATINGS = N_("期内答复并已办结的意见建议，按提出人对答复的评价统计。")
CATEGORIES = N_("期内收到并已审核通过的意见建议，按类别统计。")
CONFERENCES = N_("期内召开的联席会议列入议程的意见建议，按会议统计，每次会议每件计一次。")
Say = Callable[[str], str]


def figures(first: date, last: date) -> list[Figure]:
    """What summaries tell: the opinions of each side collected at the conferences held; both days included."""
    held = features().offer("conferences_held")(first, last)
    rows = counts.tabled([item_id for conference in held for item_id in conference.item_ids])
    found = Counter(side for _, side in {(row.opinion_id, row.side) for row in rows})
    return [
        Figure(
            f"opinions_{side}", label, POINTS, found[side],
            listed_url(side=side, **{"held-from": first, "held-to": last}), TABLED,
        )
        for side, label in SIDE_FIGURES.items()
    ]  # fmt: skip


def trends(user: Actor, first: date, last: date) -> list[Trend]:
    """Opinions that each side passed on, by the month of receipt: known to both sides and to the bureau."""
    if user.side is None and not user.has(Role.OBSERVER):
        return []
    found = counts.by_month(first, last)
    lines = [(SIDE_LABELS[side], found.get(side, {})) for side in Side]
    url = listed_url(status="passed", **{"from": first, "to": last})
    return [Trend("opinions", N_("收到的意见建议"), ITEMS, lines, url, is_open=True)]


def received(first: date, last: date) -> list[Figure]:
    """How many opinions each side passed on, by the day they were received; both days included."""
    found = _sum((row.side, row.count) for row in counts.received(first, last))
    return [
        Figure(
            f"opinions_received_{side}", SIDE_FIGURES[side], ITEMS, found[side],
            listed_url(side=side, status="passed", **{"from": first, "to": last}), RECEIVED,
        )
        for side in Side
    ]  # fmt: skip


def blocks(period: Period, say: Say, narrowed: Narrowed = counts.ALL, conference_id: int | None = None) -> list[Block]:
    """The page of figures: totals, outcomes, satisfaction, categories, conferences and their resolutions, each with the
    period before.

    `narrowed`: of which side, category and conference (`conference_id`, whose agenda items it holds) they are told.
    `say` gives the words of charts: the language of the page, or Chinese for a paper.
    """
    now = _Counted(period, narrowed, conference_id)
    before = _Counted(period.before, narrowed, conference_id)
    return [
        _with_before(N_("总体情况"), _totals(now), _totals(before), [_by_month(now, say)]),
        _with_before(N_("办理结果"), _outcomes(now), _outcomes(before), [_outcome_chart(now, say)], OUTCOMES),
        _with_before(N_("提出人的评价"), _ratings(now), _ratings(before), (), RATINGS),
        _with_before(N_("类别"), _categories(now), _categories(before), [_category_chart(now, say)], CATEGORIES, True),
        _with_before(N_("各次联席会议"), _conferences(now), (), (), CONFERENCES, True),
        _with_before(N_("联席会议和议定事项"), now.resolved, before.resolved, _resolved_chart(now, say)),
    ]


class _Counted:
    """What one period comes to; asked of the database once."""

    def __init__(self, period: Period, narrowed: Narrowed, conference_id: int | None) -> None:
        self.period = period
        days = (period.first, period.last, narrowed)
        self.received = counts.received(*days)
        self.screened = counts.screened(*days)
        self.replied = counts.replied(*days)
        self.rated = counts.rated(*days)
        self.categories = queries.categories()
        self.is_narrowed = narrowed != counts.ALL
        self.tabled = [] if self.is_narrowed else figures(period.first, period.last)
        self.resolved = [] if self.is_narrowed else features().offer("conference_figures")(period.first, period.last)
        self.narrowed = {"side": narrowed.side, "category": narrowed.category_id, "conference": conference_id}

    def url(self, days: str = "", **filters: Any) -> str:
        """The list with what these figures are narrowed to; `days`: which day of an opinion lies in the period."""
        span = {f"{days}from": self.period.first, f"{days}to": self.period.last, "status": "passed"}
        return listed_url(**{**self.narrowed, **span, **filters})

    def replied_url(self, **filters: Any) -> str:
        return self.url("replied-", **filters)


def _with_before(
    title: str,
    now: Sequence[Figure],
    before: Sequence[Figure],
    charts: Sequence[Chart],
    definition: str = "",
    is_named: bool = False,
) -> Block:
    return Block(title, now, {figure.name: figure.value for figure in before}, charts, definition, is_named)


def _totals(counted: _Counted) -> list[Figure]:
    came = _sum((row.side, row.count) for row in counted.received)
    answered = _sum((row.side, row.count) for row in counted.replied)
    in_time = _sum((row.side, row.in_time) for row in counted.replied)
    found = [*counted.tabled]
    for side, label in {Side.BAR: N_("收到律师方意见建议"), Side.BENCH: N_("收到法官方意见建议")}.items():
        url = counted.url(side=side)
        found.append(Figure(f"opinions_received_{side}", label, ITEMS, came[side], url, RECEIVED))
    for side, label in {Side.BAR: N_("审核通过律师方意见建议"), Side.BENCH: N_("审核通过法官方意见建议")}.items():
        url = counted.url("screened-", side=side)
        found.append(Figure(f"opinions_screened_{side}", label, ITEMS, counted.screened.get(side, 0), url, SCREENED))
    for side, label in {Side.BAR: N_("答复律师方意见建议"), Side.BENCH: N_("答复法官方意见建议")}.items():
        url = counted.replied_url(side=side)
        found.append(Figure(f"opinions_replied_{side}", label, ITEMS, answered[side], url, REPLIED))
    late = sum(answered.values()) - sum(in_time.values())
    punctual = sum(in_time.values())
    found.append(
        Figure("opinions_in_time", N_("按期答复"), ITEMS, punctual, counted.replied_url(**{"in-time": "yes"}), IN_TIME)
    )
    if punctual + late:
        rate = round(100 * punctual / (punctual + late))
        found.append(Figure("opinions_in_time_rate", N_("按期答复率"), PERCENT, rate, "", RATE))
    return found


def _outcomes(counted: _Counted) -> list[Figure]:
    found = _sum((row.outcome, row.count) for row in counted.replied)
    return [
        Figure(f"opinions_outcome_{word}", label, ITEMS, found[word], counted.replied_url(outcome=word))
        for word, label in OUTCOME_LABELS.items()
    ]


def _ratings(counted: _Counted) -> list[Figure]:
    found = _sum((row.satisfaction, row.count) for row in counted.rated)
    told = [
        Figure(
            f"opinions_rated_{word}", label, ITEMS, found[word], counted.replied_url(satisfaction=word, status="closed")
        )
        for word, label in SATISFACTION_LABELS.items()
    ]
    return [*told, Figure("opinions_unrated", N_("未评价（含到期自动办结）"), ITEMS, found[None])]


def _categories(counted: _Counted) -> list[Figure]:
    found = _sum((row.category_id, row.count) for row in counted.received)
    return [
        Figure(f"opinions_category_{row.id}", row.name, ITEMS, found[row.id], counted.url(category=row.id))
        for row in counted.categories
        if found[row.id] or not row.is_retired
    ]


def _conferences(counted: _Counted) -> list[Figure]:
    if counted.is_narrowed:
        return []
    held = features().offer("conferences_held")(counted.period.first, counted.period.last)
    rows = counts.tabled([item_id for conference in held for item_id in conference.item_ids])
    opinions: dict[int, set[int]] = {}
    for row in rows:
        opinions.setdefault(row.item_id, set()).add(row.opinion_id)
    found = {one.id: set().union(*(opinions.get(item_id, set()) for item_id in one.item_ids)) for one in held}
    return [
        Figure(f"opinions_conference_{one.id}", one.title, ITEMS, len(found[one.id]), listed_url(conference=one.id))
        for one in held
    ]


def _by_month(counted: _Counted, say: Say) -> Chart:
    """Bars of each side by month; by year where there are more than two years of months."""
    months = counted.period.months()
    is_long = len(months) > 24
    places = sorted({month.replace(month=1) for month in months}) if is_long else months
    found = _sum(
        (row.side, row.month.replace(month=1) if is_long else row.month, row.count) for row in counted.received
    )
    labels = tuple(f"{place:%Y}" if is_long else f"{place:%Y-%m}" for place in places)
    series = tuple(Series(say(SIDE_LABELS[side]), tuple(found[side, place] for place in places)) for side in Side)
    return Columns(say(N_("收到的意见建议")), say(ITEMS), labels, series)


def _outcome_chart(counted: _Counted, say: Say) -> Chart:
    found = _sum((row.outcome, row.count) for row in counted.replied)
    rows = tuple(Bar(say(OUTCOME_LABELS[word]), found[word]) for word in Outcome)
    return Bars(say(N_("办理结果")), say(ITEMS), rows)


def _category_chart(counted: _Counted, say: Say) -> Chart:
    found = _sum((row.category_id, row.count) for row in counted.received)
    rows = sorted((row for row in counted.categories if found[row.id]), key=lambda row: -found[row.id])
    return Bars(say(N_("各类别收到的意见建议")), say(ITEMS), tuple(Bar(row.name, found[row.id]) for row in rows))


def _resolved_chart(counted: _Counted, say: Say) -> Sequence[Chart]:
    """What became of what was resolved; nothing where nothing was."""
    shown = ("resolutions_done", "resolutions_unsettled", "resolutions_overdue", "resolutions_cancelled")
    bars = tuple(Bar(say(row.label), row.value) for row in counted.resolved if row.name in shown)
    return [Bars(say(N_("议定事项的落实")), say(N_("项")), bars)] if any(bar.value for bar in bars) else []


def _sum(rows: Iterable[tuple[Any, ...]]) -> Counter[Any]:
    """Counts by what stands before the last place of each row."""
    found: Counter[Any] = Counter()
    for *key, count in rows:
        found[tuple(key) if len(key) > 1 else key[0]] += count
    return found


def listed_url(**filters: Any) -> str:
    """The list of opinions with these filters; written out, since commands ask for it outside of any request."""
    words: Mapping[str, str] = {name: str(value) for name, value in filters.items() if value not in (None, "")}
    return f"/opinions?{urlencode(words)}"
