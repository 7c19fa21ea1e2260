"""One chart of each kind, with figures of a city's two associations; none of them is real."""

from datetime import date, timedelta

from liaison.papers.facts.charts import (
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

MONTHS = ("12月", *(f"{month}月" for month in range(1, 12)))
RECEIVED = (28, 31, 19, 35, 38, 33, 41, 36, 30, 44, 47, 42)
ANSWERED = (30, 26, 22, 33, 36, 37, 38, 39, 31, 40, 46, 39)
LEVELS = ("很不满意", "不满意", "一般", "满意", "很满意")


def sample_charts() -> tuple[Chart, ...]:
    """One of each kind, as a page or a report would show it."""
    return (
        Columns("收到与办结的意见", "件", MONTHS, (Series("收到", RECEIVED), Series("办结", ANSWERED))),
        Bars("本季度意见事由", "件", tuple(map(Bar, REASONS, (34, 27, 22, 18, 12, 9)))),
        AnswerScale("对联络工作的评价", LEVELS, tuple(map(ScaleRow, STATEMENTS, ANSWERS))),
        Intervals("各单位评分的平均值与95%置信区间", "分", tuple(map(Interval, COURTS, *zip(*SCORES, strict=True))), 1),
        Trend("按期办结率", "%", MONTHS, (Series("律师协会", BAR_RATES), Series("法官协会", BENCH_RATES)), 1),
        YearCalendar("2026年来访登记", "人次", 2026, visits(2026)),
        MonthCalendar("各月收到的意见", "件", tuple(map(Series, ("2024年", "2025年", "2026年"), YEARS))),
        Spark("近十二个月收到的意见", "件", RECEIVED),
    )


def visits(year: int) -> tuple[DayCount, ...]:
    """Visits on every working day of a year but some, in a fixed pattern."""
    days = (date(year, 1, 1) + timedelta(number) for number in range(365))
    return tuple(
        DayCount(day, day.toordinal() * day.month % 13) for day in days if day.weekday() < 5 and day.month != 2
    )


REASONS = (
    "网上阅卷预约与查询",
    "庭审中发言权、质证权和辩论权的保障",
    "立案材料补正",
    "送达与开庭通知",
    "会见与安检",
    "其他",
)
STATEMENTS = ("意见得到及时答复", "开庭时间变更时提前通知了诉讼代理人并说明理由", "网上阅卷方便", "互相尊重")
ANSWERS = ((4, 11, 40, 180, 151), (31, 62, 90, 120, 83), (12, 25, 66, 170, 113), (2, 5, 22, 149, 208))
COURTS = ("云江市中级人民法院", "滨湖区人民法院", "云江经济技术开发区人民法院", "青石县人民法院")
SCORES = ((42, 40, 44), (39, 36, 42), (45, 41, 49), (37, 30, 44))
BAR_RATES = (912, 905, 931, 940, 926, 944, 951, 949, 958, 961, 957, 964)
BENCH_RATES = (885, 890, 902, 896, 915, 921, 918, 933, 929, 941, 946, 952)
YEARS = (
    (12, 8, 15, 19, 22, 18, 25, 21, 17, 28, 30, 26),
    (18, 9, 21, 24, 27, 29, 26, 30, 23, 34, 37, 28),
    (31, 19, 35, 38, 33, 41, 36, 30, 44, 47, 42, None),
)
