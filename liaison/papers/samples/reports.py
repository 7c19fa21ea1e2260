"""Invented reports: a short one with a chart of every kind, and a year's with thousands of rows."""

from datetime import date, timedelta
from typing import Final

from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, Definition, Note, ReportFacts, ReportHeading
from liaison.papers.samples.charts import sample_charts

ISSUERS: Final = ("云江市律师协会", "云江市法官协会")
TOPICS: Final = ("阅卷预约", "跨域立案", "电子送达", "庭审排期", "诉讼费退费", "律师会见", "执行线索", "调查令")
COURTS: Final = ("云江市中级人民法院", "江北区人民法院", "青浦县人民法院", "临川区人民法院", "石桥县人民法院")
COLUMNS: Final = (
    TableColumn("序号", 2, "right"),
    TableColumn("编号", 8),
    TableColumn("承办单位", 7),
    TableColumn("事项", 3),
    TableColumn("收到日期", 5),
    TableColumn("天数", 2, "right"),
)
TEXT: Final = (
    "本年度，双方坚持问题导向，围绕保障律师执业权利、规范法官与律师交往、提升司法质效，完善联席会议、意见办理、互评和投诉处理机制。"
    "对跨域立案、电子送达等集中反映的问题，逐项明确责任单位和完成时限，定期通报进展。"
)
BATCHES: Final = 34
ROWS: Final = 147


def report() -> ReportFacts:
    """Some pages with text, a table and a chart of every kind that stands alone."""
    by_month, reasons, answers, scores, rates, days, months, _spark = sample_charts()
    return ReportFacts(
        title="云江市法官律师良性互动工作2026年度情况报告",
        issuers=ISSUERS,
        issued_on=date(2027, 1, 15),
        period="2026年1月1日至12月31日",
        abstract=("本报告依据双方登记的意见、联席会议和问卷数据编制，反映全年工作的进展、成效和问题。",),
        blocks=(
            Definition("按期办结率", "统计期内在规定期限内办结的意见数与应办结意见数之比。"),
            ReportHeading("意见办理"),
            Paragraph(TEXT),
            by_month,
            rates,
            ReportHeading("意见事由", 2),
            reasons,
            DataTable("意见办理情况", COLUMNS, _rows(8, 0), note="资料来源：双方秘书处登记簿。"),
            ReportHeading("问卷结果"),
            answers,
            scores,
            ReportHeading("各月情况"),
            months,
            days,
            Note("注：本报告所称“办结”，指已书面答复并经提出方确认。"),
        ),
    )


def summary() -> ReportFacts:
    """The summary of a year: sentences first, the figures with their definitions in a table."""
    columns = (
        TableColumn("指标", 8),
        TableColumn("单位", 2),
        TableColumn("本期", 3, "right"),
        TableColumn("上期", 3, "right"),
    )
    rows = (
        ("召开联席会议", "次", "4", "3"),
        ("律师方意见建议", "条", "40", "31"),
        ("法官方意见建议", "条", "15", "11"),
    )
    return ReportFacts(
        title="云江市律师与法官双向监督联系会商工作总结",
        issuers=ISSUERS,
        issued_on=date(2027, 1, 15),
        period="2026年",
        blocks=(
            Paragraph("2026年，共召开联席会议4次，会上收集律师工作意见、批评建议40条，法官工作意见、批评建议15条。"),
            Paragraph(TEXT),
            ReportHeading("数据"),
            DataTable("主要指标", columns, rows, note="数字由系统按记录统计。"),
            Definition("律师方意见建议", "期内召开的联席会议上提出的律师方意见建议，每件只计一次。"),
        ),
    )


def annual_report() -> ReportFacts:
    """About two hundred pages: cover, contents, and five thousand rows in tables."""
    blocks: list[ReportHeading | Paragraph | DataTable] = []
    for number in range(BATCHES):
        if number % 5 == 0:
            blocks.append(ReportHeading(f"第{number // 5 + 1}组单位工作情况"))
        blocks += [
            ReportHeading(f"第{number + 1}批意见办理", 2),
            Paragraph(TEXT),
            DataTable("意见办理情况", COLUMNS, _rows(ROWS, number * ROWS)),
        ]
    return ReportFacts(
        title="云江市法官律师良性互动工作2026年度报告",
        issuers=ISSUERS,
        issued_on=date(2027, 1, 15),
        period="2026年1月1日至12月31日",
        blocks=tuple(blocks),
        has_cover=True,
        contents="always",
    )


def _rows(count: int, start: int) -> tuple[tuple[str, ...], ...]:
    first = date(2026, 1, 5)
    return tuple(
        (
            str(place + 1),
            f"意见〔2026〕{place + 1}号",
            COURTS[place % len(COURTS)],
            TOPICS[place % len(TOPICS)],
            f"{first + timedelta(place % 350):%Y-%m-%d}",
            str(place % 29 + 1),
        )
        for place in range(start, start + count)
    )
