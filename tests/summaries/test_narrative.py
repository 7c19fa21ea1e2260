"""Figures as sentences: zero, one and many read right, and numbers stay blanks."""

from datetime import date

import pytest

from liaison.core.declaration import LEAST_SHOWN, Figure
from liaison.core.errors import RuleBroken
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.summaries.models import SummaryKind
from liaison.summaries.rules import narrative
from liaison.summaries.rules.book import Book, Entry, Part, told

THREE = Period(date(2023, 11, 30), date(2026, 11, 29))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LABELS = {
    "conferences_held": "召开联席会议", "opinions_bar": "律师方意见建议", "opinions_bench": "法官方意见建议",
    "reception_days": "接访日", "people_received": "接待来访人", "advice_given": "提供法律咨询",
    "selected_lawyers": "参与接访的值班律师", "selected_party_members": "其中党员律师", "lawyers": "律师",
    "law_firms": "律师事务所", "party_members": "党员律师", "party_branches": "律师党支部",
}  # fmt: skip


def book(period: Period = THREE, before: dict[str, int] | None = None, **values: int) -> Book:
    def figure(name: str, value: int) -> Figure:
        owner = Side.BAR if name in {"people_received", "advice_given"} else None
        return told(Figure(name, LABELS[name], "次", value, least=LEAST_SHOWN if owner else 0, owner=owner), None)

    entries = [
        Entry(figure(name, value), year_before=figure(name, before[name]) if before and name in before else None)
        for name, value in values.items()
    ]
    return Book(period, (Part("all", "全部", tuple(entries)),))


def text(kind: SummaryKind, told: Book) -> str:
    return "\n".join(narrative.fill(narrative.compose(kind, told), told))


def test_the_headline_of_the_seed() -> None:
    found = text(
        SummaryKind.PERIOD,
        book(
            conferences_held=4, opinions_bar=40, opinions_bench=15, reception_days=33, people_received=69,
            advice_given=35, selected_lawyers=36, selected_party_members=24, lawyers=365, law_firms=33,
            party_members=91, party_branches=15,
        ),
    )  # fmt: skip
    assert found.splitlines() == [
        "三年来，共召开联席会议4次，会上收集律师工作意见、批评建议40条，法官工作意见、批评建议15条。",
        (
            "开展律师接访33次，接待来访69人，提供刑事、民事、行政、审监、执行等方面的法律咨询35人次；"
            "挑选参与法院信访接待的律师36名，其中党员律师24名，占三分之二。"
        ),
        "全市共有律师365名，律师事务所33家，党员律师91名，律师党支部15个。",
    ]


def test_nothing_one_and_few_read_right() -> None:
    assert text(SummaryKind.OPINIONS, book(conferences_held=0, opinions_bar=0, opinions_bench=0)) == (
        "三年来，没有召开联席会议。"
    )
    assert text(SummaryKind.OPINIONS, book(conferences_held=1, opinions_bar=0, opinions_bench=2)) == (
        "三年来，共召开联席会议1次，会上律师方没有提出意见、批评建议，法官工作意见、批评建议2条。"
    )
    assert "接待来访少于5人，提供" in text(
        SummaryKind.RECEPTION, book(reception_days=2, people_received=3, advice_given=6)
    )
    assert text(SummaryKind.RECEPTION, book(reception_days=1, people_received=0, advice_given=0)) == (
        "三年来，开展律师接访1次，没有来访人。"
    )
    assert text(SummaryKind.RECEPTION, book(selected_lawyers=7, selected_party_members=0)) == (
        "三年来，挑选参与法院信访接待的律师7名，其中没有党员律师。"
    )
    assert text(SummaryKind.QUESTIONNAIRES, book()) == "三年来，没有可以统计的数据。"


@pytest.mark.parametrize(("then", "words"), [(3, "增加1次"), (6, "减少2次"), (4, "持平")])
def test_a_year_is_compared_with_the_one_before(then: int, words: str) -> None:
    found = text(SummaryKind.OPINIONS, book(YEAR, {"conferences_held": then}, conferences_held=4))
    assert found == f"2026年，共召开联席会议4次（比去年同期{words}）。"


def test_numbers_follow_the_records_and_unknown_blanks_are_refused() -> None:
    assert narrative.fill("共{召开联席会议}次。", book(conferences_held=4)) == ["共4次。"]
    assert narrative.fill("共{召开联席会议}次。", book(conferences_held=5)) == ["共5次。"]
    for wrong in ("共{没有的指标}次。", "共{召开联席会议次。", "", "字" * 8001):
        with pytest.raises(RuleBroken) as refused:
            narrative.fill(wrong, book(conferences_held=4))
        assert refused.value.field == "text"


def test_numbers_that_somebody_typed_are_named() -> None:
    assert narrative.typed_numbers("2026年共{召开联席会议}次，另办理5件、接待12人次。") == ["5件", "12人次"]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(24, 36, "三分之二"), (1, 2, "一半"), (23, 36, "64%"), (0, 0, "0%"), (3, 4, "四分之三")],
)
def test_shares_in_words(part: int, whole: int, words: str) -> None:
    assert narrative.share(part, whole) == words
