"""Every kind of chart with no, one, two, twelve and sixty points: labels keep apart and inside, marks keep to scale."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

import pytest

from liaison.papers.canonical import FactsError, Frozen, canonical_json, read_json
from liaison.papers.charts import draw
from liaison.papers.charts.canvas import PHONE, WIDE, Canvas
from liaison.papers.facts.charts import (
    LEVELS,
    AnswerScale,
    Bar,
    Bars,
    Chart,
    Columns,
    DayCount,
    Interval,
    Intervals,
    MonthCalendar,
    ScaleRow,
    Series,
    Spark,
    Trend,
    YearCalendar,
)
from liaison.papers.samples.charts import sample_charts

SIZES = (0, 1, 2, 12, 60)
LABELS: dict[str, Callable[[int], str]] = {
    "months": lambda place: f"{place % 12 + 1}月",
    "long": lambda place: f"第{place}项关于庭审中发言权、质证权和辩论权保障情况的意见（含补充说明、附件）",
    "latin": lambda place: f"Wide WORDS MMWW {place} of a long label without end",
}
VALUES: dict[str, Callable[[int], int]] = {
    "mixed": lambda place: place * 37 % 51,
    "equal": lambda _place: 7,
    "zero": lambda _place: 0,
    "huge": lambda place: 10**14 + place * 10**13,
}


def columns(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Columns("题", "件", labels, (Series("律师方", values), Series("法官方", values[::-1])))


def one_column(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Columns("题", "件", labels, (Series("", values),))


def trend(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    names = ("律师方", "法官方", "云江市律师协会与云江市法官协会合计")
    return Trend("题", "%", labels, tuple(Series(name, values) for name in names), 1)


def one_line(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Trend("题", "", labels, (Series("", tuple(v - 20 if n % 5 else None for n, v in enumerate(values))),))


def bars(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Bars("题", "件", tuple(map(Bar, labels, values)))


def answers(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    names = ("很不满意", "不满意", "一般", "满意", "很满意")
    rows = zip(labels, ((v, v // 2, 3 * v, v % 11, v) for v in values), strict=True)
    return AnswerScale("题", names, tuple(ScaleRow(label, counts) for label, counts in rows))


def intervals(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Intervals(
        "题",
        "分",
        tuple(Interval(*row) for row in zip(labels, values, values, (v + 9 for v in values), strict=True)),
        1,
    )


def year(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    days = (date(2024, 1, 1) + timedelta(6 * number) for number in range(len(values)))
    return YearCalendar("题", "人次", 2024, tuple(map(DayCount, days, values)))


def months(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return MonthCalendar(
        "题", "件", tuple(Series(label, (value,) * 12) for label, value in zip(labels, values, strict=True))
    )


def spark(labels: tuple[str, ...], values: tuple[int, ...]) -> Chart:
    return Spark("题", "件", values)


KINDS = (columns, one_column, trend, one_line, bars, answers, intervals, year, months, spark)


def made(kind: Callable[..., Chart], count: int, labels: str, values: str) -> Chart:
    return kind(tuple(map(LABELS[labels], range(count))), tuple(map(VALUES[values], range(count))))


def plans(chart: Chart) -> list[Canvas]:
    drawing = draw(chart)
    return [plan for plan in (drawing.wide, drawing.phone) if plan is not None]


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("count", SIZES[1:])
@pytest.mark.parametrize("kind", KINDS)
def test_labels_keep_apart_and_inside_the_picture(
    kind: Callable[..., Chart], count: int, labels: str, values: str
) -> None:
    for plan in plans(made(kind, count, labels, values)):
        boxes = [(label.box, label.text) for label in plan.labels]
        for (left, top, right, bottom), text in boxes:
            assert left >= -0.2, text
            assert right <= plan.width + 0.2, text
            assert 0 <= top < bottom <= plan.height, text
        for (one, first), (two, second) in combinations(boxes, 2):
            apart = one[2] <= two[0] + 0.2 or two[2] <= one[0] + 0.2 or one[3] <= two[1] + 0.2 or two[3] <= one[1] + 0.2
            assert apart, f"{first!r} meets {second!r}"


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("count", SIZES[1:])
@pytest.mark.parametrize("kind", KINDS)
def test_marks_stay_inside_the_picture(kind: Callable[..., Chart], count: int, values: str) -> None:
    for plan in plans(made(kind, count, "long", values)):
        for rect in plan.rects:
            assert rect.x >= 0 <= rect.y, rect
            assert rect.x + rect.width <= plan.width + 0.2, rect
            assert rect.y + rect.height <= plan.height, rect
        points = [point for path in plan.rules + plan.paths for point in path.points]
        points += [(dot.x, dot.y) for dot in plan.dots]
        assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in points)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_known_is_said_in_words(kind: Callable[..., Chart]) -> None:
    drawing = draw(made(kind, 0, "months", "mixed"))
    assert (drawing.wide, drawing.phone, drawing.summary) == (None, None, "暂无数据")
    assert drawing.table.rows == ()


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("chart", sample_charts()[:-1], ids=lambda chart: chart.KIND)
def test_both_sizes_have_the_width_that_their_words_are_made_for(chart: Chart, width: float) -> None:
    assert width in {plan.width for plan in plans(chart)}


def test_columns_are_as_high_as_their_values_and_carry_them() -> None:
    chart = Columns("题", "件", ("甲", "乙", "丙"), (Series("", (10, 20, 0)),))
    plan = plans(chart)[0]
    low, high = plan.rects
    assert high.height == pytest.approx(2 * low.height, abs=0.2)
    assert [label.text for label in plan.labels if label.ink == "value"] == ["10", "20", "0"]
    assert low.y + low.height == high.y + high.height


def test_columns_too_thin_for_their_values_get_an_axis() -> None:
    plan = plans(made(columns, 60, "months", "mixed"))[1]
    texts = [label.text for label in plan.labels]
    assert texts[2:9] == ["单位：件", "0", "10", "20", "30", "40", "50"]
    assert not [label for label in plan.labels if label.ink == "value"]


def test_bars_are_as_long_as_their_values() -> None:
    one, two = plans(Bars("题", "件", (Bar("甲", 30), Bar("乙", 10), Bar("丙", None))))[0].rects
    assert one.width == pytest.approx(3 * two.width, abs=0.2)


def test_answers_part_at_an_axis_and_the_middle_level_stands_apart() -> None:
    chart = AnswerScale(
        "题", ("1", "2", "3", "4", "5"), (ScaleRow("甲", (10, 20, 40, 20, 10)), ScaleRow("乙", (0, 0, 2, 4, 4)))
    )
    plan = plans(chart)[0]
    axis, column = (rule.points[0][0] for rule in plan.rules)
    bars = [rect for rect in plan.rects if rect.height > 20]
    assert max(rect.x + rect.width for rect in bars if rect.ink in {"level-1", "level-2"}) <= axis
    better = [rect for rect in bars if rect.ink in {"level-4", "level-5"}]
    assert min(rect.x for rect in better) >= axis
    third = [rect for rect in bars if rect.ink == "level-3"]
    assert [rect.x for rect in third] == pytest.approx([column + 0.5] * 2, abs=0.2)
    assert max(rect.x + rect.width for rect in better) < column - 10
    assert third[0].width == pytest.approx(2 * third[1].width, abs=1.5)


def test_a_line_breaks_where_a_value_is_not_known() -> None:
    plan = plans(Trend("题", "件", tuple("一二三四五"), (Series("", (1, 2, None, 4, 5)),)))[0]
    assert [len(path.points) for path in plan.paths] == [2, 2]


def test_sides_differ_in_shape_as_well_as_in_colour() -> None:
    drawing = draw(sample_charts()[4])
    assert drawing.wide is not None
    first, second = (drawing.inks[path.ink] for path in drawing.wide.paths)
    assert "dasharray" in second
    assert "dasharray" not in first


def test_the_table_holds_every_value_and_the_full_labels() -> None:
    chart = made(columns, 12, "long", "mixed")
    table = draw(chart).table
    assert table.head == ("时段", "律师方（件）", "法官方（件）")
    assert [row[0] for row in table.rows] == [LABELS["long"](place) for place in range(12)]
    assert [row[1] for row in table.rows] == [str(VALUES["mixed"](place)) for place in range(12)]
    scale = draw(AnswerScale("题", tuple("12345"), (ScaleRow("甲", (1, 1, 1, 0, 0)), ScaleRow("乙", (0,) * 5)))).table
    assert scale.rows[0] == ("甲", "1（34%）", "1（33%）", "1（33%）", "0（0%）", "0（0%）", "3")
    assert scale.rows[1] == ("乙", "0", "0", "0", "0", "0", "0")


def test_the_summary_tells_the_extremes() -> None:
    assert draw(sample_charts()[1]).summary == "共6项，最高34件（网上阅卷预约与查询），最低9件（其他）。"
    assert draw(sample_charts()[2]).summary.startswith("意见得到及时答复：好的两档占86%，差的两档占4%。")


def test_words_come_from_the_catalogue() -> None:
    drawing = draw(made(columns, 0, "months", "mixed"), lambda message: f"<{message}>")
    assert (drawing.nothing, drawing.table_words, drawing.table.head[0]) == ("<暂无数据>", "<查看数据表>", "<时段>")
    calendar = draw(sample_charts()[5], lambda message: {"一": "Mo", "%(month)s月": "M%(month)s"}.get(message, message))
    assert calendar.wide is not None
    assert {"Mo", "M1", "M12"} <= {label.text for label in calendar.wide.labels}


@pytest.mark.parametrize("chart", sample_charts(), ids=lambda chart: chart.KIND)
def test_facts_of_charts_can_be_frozen(chart: Chart) -> None:
    assert isinstance(chart, Frozen)
    assert read_json(type(chart), canonical_json(chart)) == chart


@pytest.mark.parametrize(
    "make",
    [
        lambda: Columns("题", "件", ("甲",), (Series("", (1, 2)),)),
        lambda: Columns("题", "件", ("甲",), (Series("", (-1,)),)),
        lambda: Columns("题", "件", (), (Series("a", ()),) * 3),
        lambda: Trend("题", "件", (), (Series("a", ()),) * 4),
        lambda: Bars("题", "件", (Bar("甲", -1),)),
        lambda: AnswerScale("题", ("好", "坏"), ()),
        lambda: AnswerScale("题", ("",) * LEVELS, (ScaleRow("甲", (1, 2)),)),
        lambda: Intervals("题", "分", (Interval("甲", 5, 6, 7),)),
        lambda: YearCalendar("题", "件", 2026, (DayCount(date(2025, 1, 1), 1),)),
        lambda: YearCalendar("题", "件", 2026, (DayCount(date(2026, 1, 1), 1),) * 2),
        lambda: MonthCalendar("题", "件", (Series("2026年", (1,)),)),
    ],
)
def test_facts_that_do_not_fit_are_refused(make: Callable[[], Chart]) -> None:
    with pytest.raises(FactsError):
        make()
