"""The figures of reception days: for summaries, and in blocks for the page. People, attendances and matters apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlencode

from liaison.core import clock, small_cells
from liaison.core.declaration import Figure
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.papers.facts.charts import Bar, Bars, Chart, Columns, Series
from liaison.reception.models import SPECIALITY_LABELS, DayStatus
from liaison.reception.models.following import ADOPTION_LABELS, BODY_LABELS, SATISFACTION_LABELS, AdoptionStatus
from liaison.reception.models.visits import (
    ADVISED,
    FOLLOW_UP_LABELS,
    OUTCOME_LABELS,
    WAY_LABELS,
    VisitOutcome,
)
from liaison.reception.queries import figures as counts
from liaison.reception.queries import roster
from liaison.reception.rules import standing
from liaison.web.figures import Block

DAYS, PEOPLE, TIMES, MATTERS = N_("次"), N_("人"), N_("人次"), N_("件")
PERCENT, MINUTES = "%", N_("分钟")
GUIDED = (VisitOutcome.SUE, VisitOutcome.APPEAL, VisitOutcome.RETRIAL, VisitOutcome.ENFORCEMENT)
KEPT = (VisitOutcome.ANSWERED, VisitOutcome.WITHDRAWN)
HELD = N_("期内已登记为接访的接访日，以接访日期为准。")
RECEIVED = N_("期内在接访日谈过话的来访人，同一人在期内多次来访只计一次；群体来访按到场代表人数计。")
ATTENDED = N_("期内谈过话的来访，每来一次计一次；群体来访按到场代表人数计。")
HANDLED = N_("期内谈过话的来访所反映的事项，同一事项在期内多次来访只计一件。")
GIVEN = N_("期内由值班律师提供法律咨询的来访，每谈一次计一人次，不论结果。")
SELECTED = N_("期末在值班律师名单中的律师。")
MEMBERS = N_("期末值班律师中的党员人数，按律师名册合计，不显示个人。")
NOT_SPLIT = N_("人数较少，为保护来访人，不分项列出。")
MERGED_LABEL = N_("其他各项合计")
BY_OUTCOME = ("advised", "guided", "referred", "not_helped")
SPLITS = (
    ("first_visits", "repeat_visits"),
    BY_OUTCOME,
    tuple(f"referrals_{kind}" for kind in BODY_LABELS),
    tuple(f"follow_up_{word}" for word in FOLLOW_UP_LABELS),
    (*(f"satisfaction_{word}" for word in SATISFACTION_LABELS), "satisfaction_rate"),
    tuple(f"legal_opinions_{word}" for word in ADOPTION_LABELS),
)
"""Figures that add up to a total told elsewhere: a small one among them leaves the bar side by none of the others."""
PARTS = {
    "follow_ups_done": "follow_ups_due",
    "referrals_in_time": "referrals_sent",
    "referrals_answered": "referrals_sent",
    "conflicts_found": "conflict_checks",
    "conflicts_replaced": "conflicts_found",
}
"""A figure, and the whole that it is part of."""
Say = Callable[[str], str]


def blocks(user: Actor, period: Period, say: Say, courts: Mapping[int, str]) -> list[Block]:
    """The page of figures, each table beside the period before.

    `say` gives the words of charts. Whoever is not of the bar's office gets no count of visitors below five.
    """
    page = _Page(standing.is_bar_officer(user), say, courts)
    now, before = Span(period), Span(period.before)
    return [
        page.block(N_("接访日"), _days, now, before),
        page.block(N_("来访总体情况"), _totals, now, before, [page.by_month(now)]),
        page.table(N_("案件类型"), "kind", SPECIALITY_LABELS, now, before, N_("谈过话的来访，按案件类型统计。")),
        page.table(N_("法院"), "court_id", courts, now, before, N_("谈过话的来访，按所涉法院统计。"), is_named=True),
        page.table(N_("办理结果"), "outcome", OUTCOME_LABELS, now, before, N_("谈过话的来访，按办理结果统计。")),
        page.table(N_("来访方式"), "way", WAY_LABELS, now, before, N_("谈过话的来访，按来访方式统计。")),
        page.block(N_("引导和转交"), _referred, now, before),
        page.block(N_("回访和满意度"), _afterwards, now, before),
        page.block(N_("候谈和谈话时间"), _times, now, before),
        page.block(N_("利益冲突和法律意见"), _conflicts, now, before),
        page.block(N_("值班律师"), _duty_lawyers, now, before),
    ]


class Visits:
    """The visits of a span that ended in a talk, counted by grouped statements; those of old days by their ledgers."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        found = counts.totals(first, last)
        new_people, new_matters = counts.first_seen_before(first, last)
        old = counts.old_totals(first, last)
        self.visits, self.old_times = found.visits, int(old.attendances)
        self.times, self.advised = found.times + old.attendances, found.advised + old.advised
        self.people = found.people + new_people + old.people
        self.matters = found.matters + new_matters + old.matters
        self.groups, self.repeats = found.groups, found.repeats
        self._by: dict[str, Counter[Any]] = {}

    def by(self, column: str) -> Counter[Any]:
        """Visits by one of what they are told apart by; asked once."""
        if column not in self._by:
            self._by[column] = Counter(counts.visits_by(column, self.first, self.last))
        return self._by[column]


class Span:
    """One period, asked of the database once."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.seen = Visits(period.first, period.last)

    def visits_url(self, **filters: Any) -> str:
        return _address("/reception/visits", **filters, **{"from": self.period.first, "to": self.period.last})

    def done_url(self, **filters: Any) -> str:
        return self.visits_url(status="done", **filters)

    def rota_url(self, **filters: Any) -> str:
        return _rota(**filters, **{"from": self.period.first, "to": self.period.last})


class _Page:
    """How the figures are shown to one person."""

    def __init__(self, is_own: bool, say: Say, courts: Mapping[int, str]) -> None:
        self.is_own, self.say, self.courts = is_own, say, courts

    def block(
        self, title: str, count: Callable[[Span], list[Figure]], now: Span, before: Span,
        charts: Sequence[Chart | None] = (), definition: str = "",
    ) -> Block:  # fmt: skip
        figures = [self.shown(figure) for figure in self.told(now, count(now))]
        was = {
            figure.name: figure.value for figure in self.told(before, count(before)) if self.is_own or figure.is_told
        }
        return Block(title, figures, was, [chart for chart in charts if chart is not None], definition)

    def table(
        self, title: str, column: str, labels: Mapping[Any, str], now: Span, before: Span, definition: str,
        is_named: bool = False,
    ) -> Block:  # fmt: skip
        """Visits by one of what they are told apart by; merged or left out where small counts would leave the side."""
        found = {str(key): now.seen.by(column)[key] for key in labels}
        cells = found if self.is_own else small_cells.merge_small(found)
        if cells is None:
            return Block(title, (), {}, (), NOT_SPLIT)
        names = {**{str(key): label for key, label in labels.items()}, small_cells.MERGED: MERGED_LABEL}
        was = Counter({str(key): number for key, number in before.seen.by(column).items()})
        param = {"court_id": "court", "way": "trait"}.get(column, column)
        figures = [
            Figure(
                f"reception_{column}_{key}", names[key], MATTERS if column == "kind" else TIMES, number,
                now.done_url(**{param: key}) if self.is_own else "",
            )
            for key, number in cells.items()
            if number or not is_named
        ]  # fmt: skip
        bars = tuple(
            Bar(names[key] if is_named else self.say(names[key]), number)
            for key, number in cells.items()
            if number or not is_named
        )
        chart = [Bars(self.say(title), self.say(TIMES), bars)] if any(cells.values()) else []
        earlier = {f"reception_{column}_{key}": was[key] for key in found} if self.is_own else {}
        return Block(title, figures, earlier, chart, definition, is_named)

    def by_month(self, span: Span) -> Chart | None:
        """People and attendances by month, by year where there are more than two years; the bar's office only."""
        months = span.period.months()
        is_long = len(months) > 24
        places = sorted({month.year for month in months}) if is_long else [(each.year, each.month) for each in months]
        found: Counter[Any] = Counter()
        for on, number in counts.people_by_day(span.period.first, span.period.last).items():
            found[on.year if is_long else (on.year, on.month)] += number
        if not any(found.values()):
            return None
        if not self.is_own and any(0 < number < small_cells.LEAST for number in found.values()):
            return None
        labels = tuple(str(place) if is_long else f"{place[0]}-{place[1]:02}" for place in places)  # type: ignore[index]
        series = (Series(self.say(N_("接待来访")), tuple(found[place] for place in places)),)
        return Columns(self.say(N_("接待来访")), self.say(TIMES), labels, series)

    def told(self, span: Span, figures: list[Figure]) -> list[Figure]:
        """Without those from which others than the bar's office could work out a small count."""
        if self.is_own:
            return figures
        gone = small_cells.derivable({figure.name: figure.value for figure in figures}, SPLITS, PARTS)
        if any(map(small_cells.is_small, span.seen.by("outcome").values())):
            gone.update(BY_OUTCOME)
        return [figure for figure in figures if figure.name not in gone]

    def shown(self, figure: Figure) -> Figure:
        """Others than the bar's office get no small count and no way to records that they may not see."""
        if self.is_own:
            return Figure(figure.name, figure.label, figure.unit, figure.value, figure.url, figure.definition)
        return Figure(figure.name, figure.label, figure.unit, figure.value, "", figure.definition, figure.least)


def _days(span: Span) -> list[Figure]:
    found = counts.days(span.period.first, span.period.last)
    planned = sum(found.get(each, 0) for each in (DayStatus.PLANNED, DayStatus.HELD, DayStatus.CANCELLED))
    off = span.rota_url(tab="off")
    return [
        Figure("reception_planned", N_("安排的接访日"), DAYS, planned, span.rota_url(tab="all"),
               N_("期内安排的接访日，包括已接访的和已取消的；节假日停接的不计。")),
        Figure("reception_days", N_("已接访"), DAYS, found.get(DayStatus.HELD, 0), span.rota_url(tab="held"), HELD),
        Figure("reception_cancelled", N_("已取消"), DAYS, found.get(DayStatus.CANCELLED, 0), off,
               N_("期内安排后取消的接访日。")),
        Figure("reception_skipped", N_("节假日停接"), DAYS, found.get(DayStatus.SKIPPED, 0), off,
               N_("每周接访日适逢法定节假日、停一次的。")),
        Figure("reception_moved", N_("改期或者顺延"), DAYS, found["moved"], "",
               N_("因节假日顺延或者由律师协会改到其他日期的接访日。")),
    ]  # fmt: skip


def _totals(span: Span) -> list[Figure]:
    seen, groups, repeats = span.seen, span.seen.groups, span.seen.repeats
    first, done = seen.visits - repeats, span.done_url
    return [
        _small("people_received", N_("接待来访人"), PEOPLE, seen.people, done(), RECEIVED),
        _small("attendances", N_("接待来访"), TIMES, seen.times, done(), ATTENDED),
        _small("matters", N_("反映的事项"), MATTERS, seen.matters, done(), HANDLED),
        _small("advice_given", N_("提供法律咨询"), TIMES, seen.advised, done(trait="advised"), GIVEN),
        _small("first_visits", N_("首次来访"), DAYS, first, done(trait="first"),
               N_("谈过话的来访中，此前没有来过的。")),
        _small("repeat_visits", N_("重复来访"), DAYS, repeats, done(trait="repeat"),
               N_("谈过话的来访中，此前来过的。")),
        _small("group_visits", N_("群体来访"), DAYS, groups, done(trait="group"), N_("同一事项五人以上的来访。")),
    ]  # fmt: skip


def _referred(span: Span) -> list[Figure]:
    outcomes, bodies = span.seen.by("outcome"), counts.referrals(span.period.first, span.period.last)
    sent, in_time = sum(row.sent for row in bodies), sum(row.in_time or 0 for row in bodies)
    answered = sum(row.answered or 0 for row in bodies)
    advised = sum(outcomes[each] for each in KEPT)
    guided = sum(outcomes[each] for each in GUIDED)
    elsewhere = sum(number for each, number in outcomes.items() if each is not None and each not in ADVISED)
    not_helped = outcomes[VisitOutcome.NOT_HELPED]
    url = span.visits_url(outcome="not_helped")
    found = [
        _small("advised", N_("当场解答或者息诉息访"), DAYS, advised, "",
               N_("办理结果为当场解答、释明法律后息诉息访的来访。")),
        _small("guided", N_("引导走法律程序"), DAYS, guided, "", N_("引导起诉、上诉、申请再审、申请执行的来访。")),
        _small("referred", N_("转其他单位"), DAYS, elsewhere - not_helped, "",
               N_("转法律援助、司法救助、调解、信访、检察机关的来访。")),
        _small("not_helped", N_("未能帮助"), DAYS, not_helped, url, N_("未能帮助的来访；原因记在各来访记录中。")),
        _small("referrals_sent", N_("发出转交"), MATTERS, sent, "", N_("期内发出、没有撤回的转交。")),
        _small("referrals_in_time", N_("按期签收"), MATTERS, in_time, "", N_("其中在签收期限内签收的。")),
        _small("referrals_answered", N_("已有结果"), MATTERS, answered, "", N_("其中接收单位已反馈结果的。")),
    ]  # fmt: skip
    found += [
        _small(
            f"referrals_{row.body_kind}", BODY_LABELS[row.body_kind], MATTERS, row.sent, "", N_("转往该类单位的转交。")
        )
        for row in bodies
    ]
    return found


def _afterwards(span: Span) -> list[Figure]:
    due, done, results = counts.follow_ups(span.period.first, span.period.last, clock.today())
    answers = counts.satisfaction(span.period.first, span.period.last)
    said, url = sum(answers.values()), span.visits_url
    found = [
        _small("follow_ups_due", N_("应当回访"), DAYS, due, url(trait="follow_up_due"),
               N_("期内来访中，回访日期已到的。")),
        _small("follow_ups_done", N_("已经回访"), DAYS, done, url(trait="followed_up"), N_("其中已登记回访结果的。")),
        *(
            _small(f"follow_up_{word}", label, DAYS, results.get(word, 0), "", N_("回访结果。"))
            for word, label in FOLLOW_UP_LABELS.items()
        ),
        _small("satisfaction_n", N_("作出评价"), PEOPLE, said, url(trait="rated"),
               N_("期内来访中，来访人作出满意度评价的。")),
        *(
            _small(f"satisfaction_{word}", label, PEOPLE, answers.get(word, 0), "", N_("满意度评价。"))
            for word, label in SATISFACTION_LABELS.items()
        ),
    ]  # fmt: skip
    if said:
        rate = round(100 * (said - answers.get("dissatisfied", 0)) / said)
        found.append(Figure("satisfaction_rate", N_("满意率"), PERCENT, rate, "",
                            N_("满意和基本满意占作出评价的百分比，四舍五入。"), small_cells.LEAST))  # fmt: skip
    return found


def _times(span: Span) -> list[Figure]:
    found = counts.times(span.period.first, span.period.last)
    rows = (
        ("waited", N_("平均候谈时间"), N_("从到达登记到开始谈话，登记了时间的来访。")),
        ("talked", N_("平均谈话时间"), N_("从开始谈话到办结，登记了时间的来访。")),
    )
    return [
        Figure(f"reception_{name}", label, MINUTES, number, "", definition)
        for name, label, definition in rows
        if (number := found[name]) is not None
    ]


def _conflicts(span: Span) -> list[Figure]:
    checks, found, replaced = counts.conflicts(span.period.first, span.period.last)
    opinions = counts.legal_opinions(span.period.first, span.period.last)
    return [
        _small("conflict_checks", N_("利益冲突检索"), DAYS, checks, "", N_("期内来访所做的检索，每名律师每次计一次。")),
        _small("conflicts_found", N_("确认有冲突"), DAYS, found, span.visits_url(trait="conflict"),
               N_("检索后确认有利益冲突的。")),
        _small("conflicts_replaced", N_("改由同班律师接谈"), DAYS, replaced, "",
               N_("确认有冲突后由其他值班律师接谈的。")),
        _small("legal_opinions", N_("提交法律意见"), MATTERS, sum(opinions.values()), "",
               N_("值班律师期内就来访事项向法院提交的法律意见。")),
        *(
            _small(f"legal_opinions_{word}", label, MATTERS, opinions.get(word, 0), "", N_("法院反馈的采纳情况。"))
            for word, label in ADOPTION_LABELS.items()
            if word is not AdoptionStatus.SUBMITTED
        ),
    ]  # fmt: skip


def _duty_lawyers(span: Span) -> list[Figure]:
    selected = counts.on_register(span.period.last)
    members = roster.count_party_members([each.person_id for each in selected])
    rows = counts.duties(span.period.first, span.period.last)
    attended = {row.lawyer_id: row.attended or 0 for row in rows}
    each = sorted(attended.get(lawyer.id, 0) for lawyer in selected) or [0]
    per_lawyer = N_("期末在名单中的律师，在期内已接访的日子到岗的次数。")
    found = [
        Figure("selected_lawyers", N_("值班律师"), PEOPLE, len(selected), "/reception/lawyers", SELECTED),
        Figure("selected_party_members", N_("其中党员律师"), PEOPLE, members, "", MEMBERS),
    ]
    if selected:
        share = round(100 * members / len(selected))
        found.append(
            Figure("party_share", N_("党员律师占比"), PERCENT, share, "", N_("党员律师占值班律师的百分比，四舍五入。"))
        )
    return [
        *found,
        Figure("duties_attended", N_("到岗"), TIMES, sum(attended.values()), span.rota_url(tab="held"),
               N_("期内已接访的日子，值班律师到岗的人次。")),
        Figure("duties_absent", N_("缺勤"), TIMES, sum(row.absent or 0 for row in rows), "", N_("登记为缺勤的人次。")),
        Figure("duties_given", N_("换班和替班"), TIMES, sum(row.given or 0 for row in rows), "",
               N_("已接访的日子中，由他人接替的人次。")),
        Figure("duties_least", N_("每人值班最少"), DAYS, each[0], "", per_lawyer),
        Figure("duties_median", N_("每人值班中位数"), DAYS, round(median(each)), "", per_lawyer),
        Figure("duties_most", N_("每人值班最多"), DAYS, each[-1], "", per_lawyer),
    ]  # fmt: skip


def _small(name: str, label: str, unit: str, value: int, url: str, definition: str) -> Figure:
    """A count of visitors: small ones are not told once it leaves the bar's office."""
    return Figure(name, label, unit, value, url, definition, small_cells.LEAST)


def _rota(**filters: Any) -> str:
    return _address("/reception/rota", **filters)


def _address(path: str, **filters: Any) -> str:
    words: Iterable[tuple[str, str]] = ((name, str(value)) for name, value in filters.items())
    return f"{path}?{urlencode(list(words))}"
