"""The verbs of summaries and of opening balances."""

from datetime import date, timedelta

import pytest

from liaison.conferences.models import ConferenceStatus
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.periods import Period
from liaison.core.sides import Role, Side
from liaison.store.base import db
from liaison.store.jobs import JobStatus
from liaison.store.papers import PaperKind
from liaison.summaries.models import SummaryKind, SummaryStatus
from liaison.summaries.projections.counting import count
from liaison.summaries.services import openings, summaries
from tests.makers.conferences import make_conference
from tests.makers.opinions import a_user
from tests.makers.summaries import long_ago, make_summary, officer, three_years, today

pytestmark = pytest.mark.usefixtures("transaction")
K = SummaryKind


def test_several_kinds_become_several_drafts() -> None:
    made = summaries.draft([K.PERIOD, K.ANNUAL_TABLE, K.ANNUAL_REPORT, K.RECEPTION], long_ago(), officer())
    assert [one.status for one in made] == [SummaryStatus.DRAFTED] * 4
    assert "没有召开联席会议" in made[0].text


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(date(2026, 5, 2), date(2026, 5, 1)), "last"),
        (Period(date(2999, 1, 1), date(2999, 12, 31)), "first"),
        (Period(date(1980, 1, 1), date(1980, 12, 31)), "first"),
        (Period(date(2026, 1, 1), date(2999, 1, 1)), "last"),
    ],
)
def test_days_that_no_summary_can_tell_of_are_refused(period: Period, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        summaries.draft([K.PERIOD], period, officer())
    assert refused.value.field == field


def test_annual_papers_want_a_whole_year() -> None:
    with pytest.raises(RuleBroken, match="完整的年度"):
        summaries.draft([K.PERIOD, K.ANNUAL_TABLE], three_years(), officer())
    with pytest.raises(Forbidden):
        summaries.draft([K.PERIOD], long_ago(), a_user(Side.BAR, Role.LAWYER))


def test_an_issued_summary_is_numbered_and_frozen() -> None:
    issued = [make_summary(is_issued=True) for _ in range(2)]
    year = clock.today().year
    assert [one.number for one in issued] == [f"总结〔{year}〕1号", f"总结〔{year}〕2号"]
    paper = issued[0].paper
    assert paper is not None
    assert (paper.kind, paper.title) == (PaperKind.SUMMARY, issued[0].title)
    make_conference(ConferenceStatus.HELD, days=0)
    assert "没有召开联席会议" in issued[0].issued_text
    assert next(row["value"] for row in issued[0].frozen if row["name"] == "conferences_held") == 0


def test_the_annual_table_is_a_letter() -> None:
    issued = make_summary(K.ANNUAL_TABLE, long_ago(), is_issued=True)
    assert issued.paper is not None
    assert issued.paper.kind is PaperKind.SUMMARY_TABLE
    assert issued.paper.facts.count('"kind":"group"') == 5 or "一、队伍状况" in issued.paper.facts


def test_records_that_changed_since_the_text_was_saved_hold_the_issue_back() -> None:
    summary = make_summary()
    make_conference(ConferenceStatus.HELD, days=0)
    with pytest.raises(RuleBroken, match="数字有变化"):
        summaries.issue(summary, officer())
    summaries.amend(summary, summary.title, "共召开{召开联席会议}次。", officer(), seen=summary.version)
    assert summaries.issue(summary, officer()).issued_text == "共召开1次。"


def test_recomposing_takes_the_present_figures() -> None:
    summary = make_summary()
    make_conference(ConferenceStatus.HELD, days=0)
    assert "共召开联席会议" in summaries.recompose(summary, officer()).text


def test_a_period_that_runs_is_not_issued() -> None:
    summary = make_summary(period=Period(clock.today(), clock.today() + timedelta(1)))
    with pytest.raises(RuleBroken, match="还没有结束"):
        summaries.issue(summary, officer())


def test_stale_and_unknown_words_are_refused() -> None:
    summary = make_summary()
    with pytest.raises(Stale):
        summaries.amend(summary, "标题", "共{召开联席会议}次。", officer(), seen=summary.version - 1)
    with pytest.raises(RuleBroken, match="没有名为"):
        summaries.amend(summary, "标题", "共{没有的指标}次。", officer())
    with pytest.raises(Forbidden):
        summaries.amend(summary, "标题", "共{召开联席会议}次。", officer(Side.BENCH))


def test_a_withdrawn_summary_keeps_its_reason() -> None:
    summary = make_summary(is_issued=True)
    with pytest.raises(RuleBroken):
        summaries.withdraw(summary, " ", officer())
    assert summaries.withdraw(summary, "数字有误。", officer()).status is SummaryStatus.WITHDRAWN
    with pytest.raises(RuleBroken):
        summaries.issue(summary, officer())


def test_files_are_made_again_only_where_they_failed() -> None:
    summary = make_summary(is_issued=True)
    assert summary.paper is not None
    assert summary.paper.job is not None
    with pytest.raises(RuleBroken):
        summaries.press(summary, officer())
    first = summary.paper.job
    first.status = JobStatus.FAILED
    db.session.flush()
    summaries.press(summary, officer())
    assert summary.paper.job is not first


def test_opening_balances_count_in_with_their_source_and_never_twice() -> None:
    balance = openings.enter("conferences_held", long_ago(), 3, "2001年度工作总结", officer())
    wide = count(Period(long_ago().first, clock.today()), None)
    entry = next(one for one in wide.entries if one.figure.name == "conferences_held")
    assert (entry.figure.value, [one.source for one in entry.openings]) == (3, ["2001年度工作总结"])
    assert count(three_years(), None).openings == []
    facts = summaries.facts_of(make_summary(period=long_ago()), count(long_ago(), None), "")
    assert "含2001年期初数3次（来源：2001年度工作总结）" in str(facts)
    assert "召开联席会议（含期初数）" in str(facts)
    with pytest.raises(RuleBroken, match="已有期初数"):
        openings.enter("conferences_held", long_ago(), 3, "重复", officer())
    openings.correct(balance, long_ago(), 4, "2001年度工作总结", officer(), seen=balance.version)
    assert count(long_ago(), None).figures["conferences_held"].value == 4
    openings.remove(balance, officer())
    assert count(long_ago(), None).figures["conferences_held"].value == 0


def test_days_with_records_take_no_opening_balance() -> None:
    held_on = clock.today() - timedelta(1)
    with clock.travel(clock.midnight(held_on) + timedelta(hours=8)):
        make_conference(ConferenceStatus.HELD, days=0)
    with pytest.raises(RuleBroken, match="已有这段时间的记录"):
        openings.enter("conferences_held", Period(held_on, held_on), 2, "来源", officer())
    with pytest.raises(RuleBroken, match="今天以前"):
        openings.enter("conferences_held", today(), 2, "来源", officer())
    with pytest.raises(RuleBroken) as refused:
        openings.enter("conferences_held", long_ago(), 0, "来源", officer())
    assert refused.value.field == "value"


def test_labels_are_told_apart_since_they_are_blanks() -> None:
    labels = [figure.label for figure in count(three_years(), None).figures.values()]
    assert len(labels) == len(set(labels)) >= 30


@pytest.mark.parametrize(
    ("name", "value", "side", "words"),
    [
        ("lawyers", 300, Side.BAR, "请从列表中选择"),
        ("nonsense", 3, Side.BAR, "请从列表中选择"),
        ("people_received", 30, Side.BENCH, "由对方掌握"),
        ("people_received", 3, Side.BAR, "少于5"),
    ],
)
def test_an_opening_balance_tells_nothing_that_its_figure_withholds(
    name: str, value: int, side: Side, words: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        openings.enter(name, long_ago(), value, "来源", officer(side))
    assert words in str(refused.value)
