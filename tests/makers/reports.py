"""Facts of reports to render in tests: an invented city's year, as long as wanted."""

from dataclasses import replace
from datetime import date
from typing import Any

from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, Definition, Note, ReportFacts, ReportHeading

COURTS = ("云江市中级人民法院", "江北区人民法院", "青浦县人民法院", "临川区人民法院", "石桥县人民法院")
TOPICS = ("阅卷预约", "跨域立案", "电子送达", "庭审排期", "诉讼费退费", "律师会见", "执行线索", "调查令")
COLUMNS = (
    TableColumn("序号", 3, "right"),
    TableColumn("编号", 54),
    TableColumn("承办单位", 74),
    TableColumn("事项", 24),
    TableColumn("收到日期", 54),
    TableColumn("天数", 8, "right"),
    TableColumn("满意度", 15, "right"),
)
TEXT = (
    "本年度，云江市律师协会与云江市法官协会坚持问题导向，围绕保障律师执业权利、规范法官与律师交往、提升司法质效等事项，"
    "完善联席会议、意见办理、互评和投诉处理机制，全年办理意见建议{n}件，按期办结率96.4％，双方对办理结果表示满意的占91.7％。"
    "对跨域立案、电子送达等集中反映的问题，双方建立“一事一专班”制度，逐项明确责任单位和完成时限。"
)


def make_rows(count: int, start: int = 0) -> tuple[tuple[str, ...], ...]:
    """Rows for COLUMNS, no two alike."""
    return tuple(
        (
            str(place + 1),
            f"〔2026〕{place + 1}号",
            COURTS[place % len(COURTS)],
            TOPICS[place % len(TOPICS)],
            f"2026年{place % 12 + 1}月{place % 28 + 1}日",
            f"{place % 37 + 1}",
            f"{80 + place % 20}.{place % 10}",
        )
        for place in range(start, start + count)
    )


def make_table(count: int, caption: str = "意见办理情况", start: int = 0, **overrides: Any) -> DataTable:
    """A table of so many rows with totals."""
    totals = ("", "合计", "", "", "", f"{count * 19:,}", "91.7")
    table = DataTable(caption, COLUMNS, make_rows(count, start), totals, "资料来源：双方秘书处登记簿。")
    return replace(table, **overrides)


def make_paragraph(number: int) -> Paragraph:
    """About five lines of text."""
    return Paragraph(TEXT.format(n=number))


def make_report_facts(**overrides: Any) -> ReportFacts:
    """A report of a few pages, with the fields in `overrides` replaced."""
    blocks = (
        Definition("按期办结率", "统计期内在规定期限内办结的意见数与应办结意见数之比。"),
        ReportHeading("基本情况"),
        make_paragraph(312),
        ReportHeading("意见办理", 2),
        make_paragraph(128),
        ReportHeading("办理期限", 3),
        make_paragraph(96),
        make_table(12),
        ReportHeading("联席会议", 2),
        make_paragraph(41),
        Note("注：本报告所称“办结”，指已书面答复并经提出方确认。"),
        ReportHeading("存在的问题"),
        make_paragraph(7),
        ReportHeading("下一步工作"),
        make_paragraph(9),
    )
    facts = ReportFacts(
        title="云江市法官律师良性互动工作2026年度报告",
        issuers=("云江市律师协会", "云江市法官协会"),
        issued_on=date(2027, 1, 15),
        blocks=blocks,
        period="2026年1月1日至12月31日",
        abstract=("本报告依据双方登记的意见、联席会议、互评和投诉处理数据编制，反映全年工作的进展、成效和问题。",),
    )
    return replace(facts, **overrides)


def make_report_of_tables(tables: int, rows: int, paragraphs: int, **overrides: Any) -> ReportFacts:
    """A report of so many tables of so many rows, each with its heading and text, with cover and contents."""
    blocks: list[Any] = []
    for number in range(tables):
        if number % 5 == 0:
            blocks.append(ReportHeading(f"第{number // 5 + 1}组单位工作情况"))
        blocks.append(ReportHeading(f"第{number + 1}批意见办理（{COURTS[number % len(COURTS)]}）", 2))
        blocks += [make_paragraph(number + each + 1) for each in range(paragraphs)]
        blocks.append(make_table(rows, start=number * rows))
    return make_report_facts(blocks=tuple(blocks), has_cover=True, contents="always", **overrides)
