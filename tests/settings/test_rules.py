"""What can be an arrangement, and which deadlines move."""

from datetime import date

import pytest

from liaison.core.calendar import STATUTORY, Arrangement, Arrangements, Limit, Unit
from liaison.core.declaration import Running
from liaison.core.errors import RuleBroken
from liaison.settings.rules.first_clocks import FIRST_CLOCKS, GROUP_LABELS
from liaison.settings.rules.shifts import fingerprint, shifts
from liaison.settings.rules.spans import Span, check, rows_of, spans_of
from liaison.store.clocks import FIRST_IN_USE, ClockKind
from tests.makers.settings import SPANS_2027


@pytest.mark.parametrize("year", sorted(STATUTORY.years))
def test_the_days_of_every_known_year_are_told_as_spans_and_back(year: int) -> None:
    rows = [row for row in STATUTORY.rows() if row.day.year == year]
    assert rows_of(spans_of(rows)) == rows


def test_days_off_that_adjoin_under_two_names_are_two_holidays() -> None:
    rows = [Arrangement(date(2025, 10, day), False, "中秋节" if day == 6 else "国庆节") for day in range(5, 8)]
    assert [(span.name, span.first.day, span.last.day) for span in spans_of(rows)] == [
        ("国庆节", 5, 5), ("中秋节", 6, 6), ("国庆节", 7, 7),
    ]  # fmt: skip


def test_a_notice_may_reach_into_the_neighbouring_years() -> None:
    check(2027, [Span("元旦", date(2026, 12, 31), date(2027, 1, 2))])


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([], "至少填写一个假期"),
        ([Span("元旦", date(2027, 1, 3), date(2027, 1, 1))], "第1行：放假末日早于首日"),
        ([Span("春节", date(2027, 2, 1), date(2027, 2, 16))], "第1行：假期超过15天"),
        ([Span("元旦", date(2026, 1, 1), date(2026, 1, 3))], "2026-01-01不属于2027年"),
        ([*SPANS_2027, Span("除夕", date(2027, 2, 5), date(2027, 2, 5))], "第3行：2027-02-05已列在第2行"),
        ([Span("元旦", date(2027, 1, 1), date(2027, 1, 3), (date(2027, 1, 4),))], "2027-01-04不是星期六或星期日"),
        ([Span("元旦", date(2027, 1, 1), date(2027, 1, 3), (date(2027, 1, 2),))], "2027-01-02已列在第1行"),
    ],
)
def test_what_cannot_be_an_arrangement_is_refused_with_its_line(spans: list[Span], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        check(2027, spans)


def running(clock: str, id: int, started_on: date, due_on: date) -> Running:
    return Running(clock, "意见建议", id, f"意见〔2026〕{id}号", started_on, due_on)


def test_only_deadlines_that_come_to_another_day_move() -> None:
    stays = running("reply", 1, date(2026, 11, 2), date(2026, 12, 2))
    moves = running("reply", 2, date(2026, 12, 7), date(2027, 1, 6))
    arranged = Arrangements([Arrangement(date(2027, 1, day), False, "元旦") for day in range(1, 8)])
    found = shifts([stays, moves], lambda _clock: Limit(30, Unit.CALENDAR_DAYS), arranged)
    assert [(shift.running.id, shift.new_on) for shift in found] == [(2, date(2027, 1, 8))]


def test_the_mark_of_a_preview_changes_with_the_proposal_and_with_what_moves() -> None:
    one = shifts([running("reply", 1, date(2026, 11, 2), date(2026, 12, 1))], lambda _: Limit(30, Unit.CALENDAR_DAYS),
                 STATUTORY)  # fmt: skip
    assert len({fingerprint("a", one), fingerprint("b", one), fingerprint("a", ())}) == 3


def test_each_first_clock_has_its_own_key_and_a_known_group() -> None:
    keys = [first.key for first in FIRST_CLOCKS]
    assert len(keys) == len(set(keys)) >= len(FIRST_IN_USE)
    assert {first.group for first in FIRST_CLOCKS} == set(GROUP_LABELS)


def test_law_and_models_name_their_article_and_nothing_else_claims_one() -> None:
    for first in FIRST_CLOCKS:
        assert bool(first.article) is (first.kind in {ClockKind.LAW, ClockKind.MODELLED}), first.key
