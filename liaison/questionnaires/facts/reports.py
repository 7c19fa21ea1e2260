"""The report of a questionnaire and the feedback sheet of one person, as frozen facts; and the report's workbook."""

from collections.abc import Iterator

from liaison.core import clock
from liaison.core.numbers import chinese_date
from liaison.core.proportions import Depth
from liaison.papers.facts.charts import AnswerScale, Chart, Trend
from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, Note, ReportFacts, ReportHeading
from liaison.papers.sheet import ChartKind, ColumnSpec, Kind, SheetChart, SheetTable, write_workbook
from liaison.questionnaires.models import MODE_LABELS, MODE_WORDS, Mode, Questionnaire
from liaison.questionnaires.projections.results import SeenResults, charts, finding_words
from liaison.questionnaires.rules.results import Crossing, QuestionResult

Block = ReportHeading | Paragraph | Note | DataTable | Chart
MEASURES = ("作答人数", "中位数", "平均", "得分", "最好两档", "下限", "上限")
COLUMNS = (("题目", 18), ("人数", 3), ("未观察", 4), ("中位数", 4), ("得分", 3), ("最好两档", 5), ("95%区间", 5))
POINTS_SAID = "百分制：始终10分、经常8分、有时6分、很少4分、从未2分"
SIDES = {"bar": "律师", "bench": "法官"}


def report(questionnaire: Questionnaire, seen: SeenResults, asked: int, line: Trend | None, issuer: str) -> ReportFacts:
    """The report: how it was done, issued and returned, each question verbatim with its distribution."""
    return ReportFacts(
        title=f"《{questionnaire.title}》结果报告",
        issuers=(issuer,),
        issued_on=clock.today(),
        period=_period(questionnaire),
        blocks=tuple(_blocks(questionnaire, seen, asked, line)),
    )


def sheet_of(questionnaire: Questionnaire, seen: SeenResults, name: str, issuer: str) -> ReportFacts:
    """What is said of one person, for that person alone: no comparison, no rank, no single response."""
    return ReportFacts(
        title=f"{name}个人反馈",
        issuers=(issuer,),
        issued_on=clock.today(),
        period=_period(questionnaire),
        contents="never",
        blocks=(
            Note(f"来源：{questionnaire.title}，{seen.results.n}份答卷的汇总。仅供本人参考，不与他人比较。"),
            *_score(seen),
            *(chart for _, chart, _ in charts(seen.results)),
            *_measures(seen),
        ),
    )


def workbook(questionnaire: Questionnaire, seen: SeenResults, asked: int) -> bytes:
    """The same figures as a spreadsheet: method, distribution with a chart, measures, two-way tables."""
    text = [ColumnSpec("a", "项目"), ColumnSpec("b", "内容", longest=2000)]
    tables = [
        SheetTable("方法", text, _method(questionnaire, asked)),
        SheetTable(
            "分布",
            [*(ColumnSpec(str(place), title) for place, title in enumerate(("题号", "题目", "答案"))),
             ColumnSpec("n", "人数", Kind.INTEGER), ColumnSpec("share", "比例", Kind.PERCENT)],
            [(q.number, q.text, row.label, row.count, row.share) for q in seen.results.questions for row in q.rows],
        ),
        SheetTable(
            "指标",
            ["题目", *(ColumnSpec(title, title, Kind.DECIMAL) for title in MEASURES)],
            [(q.text, q.n, q.median, q.mean, q.points, q.best, q.low, q.high) for q in seen.results.questions if q.n],
            charts=(SheetChart("各题得分", ChartKind.BAR, (4,)),) if seen.results.points is not None else (),
        ),
    ]  # fmt: skip
    for number, crossing in enumerate(seen.results.crossings, 1):
        if crossing.table is not None:
            rows = [(label, *cells) for label, cells in zip(crossing.table.rows, crossing.table.cells, strict=True)]
            tables.append(SheetTable(f"交叉表{number}", [crossing.one, *crossing.table.columns], rows))
    return write_workbook(questionnaire.title, tables)


def _blocks(questionnaire: Questionnaire, seen: SeenResults, asked: int, line: Trend | None) -> Iterator[Block]:
    yield ReportHeading("方法")
    for label, words in _method(questionnaire, asked):
        yield Paragraph(f"{label}：{words}")
    if seen.results.depth is Depth.NOTHING:
        yield Paragraph(f"收回{seen.results.n}份，不足{seen.limits.least}份，不作统计。")
        return
    yield ReportHeading("结果")
    yield from _score(seen)
    for _, chart, questions in charts(seen.results):
        yield chart
        # What a scale holds stands in its table and among the measures.
        for question in questions if not isinstance(chart, AnswerScale) else ():
            yield Paragraph(f"第{question.number}题“{question.text}”：{finding_words(question)}")
    yield from _measures(seen)
    if line is not None:
        yield line
    for crossing in seen.results.crossings:
        yield from _crossing(crossing)
    yield from _written(seen)


def _method(questionnaire: Questionnaire, asked: int) -> list[tuple[str, str]]:
    rate = f"，回收率{100 * questionnaire.returned / asked:.1f}%" if asked else ""
    sent = "发出答题码" if questionnaire.mode is Mode.ANONYMOUS else "列入填答人"
    return [
        ("填答方", SIDES[questionnaire.audience]),
        ("填答方式", MODE_LABELS[questionnaire.mode]),
        ("承诺", MODE_WORDS[questionnaire.mode]),
        ("发放和回收", f"{sent}{asked}，收回{questionnaire.returned}份{rate}"),
        ("口径", "“未观察到”不计入分母；最好两档附95%威尔逊区间；交叉表中1至4人的格子合并，合并不了的不列。"),
    ]


def _score(seen: SeenResults) -> Iterator[Block]:
    if seen.results.points is not None:
        yield Paragraph(f"频度量表各题合计{seen.results.points:.1f}分（{POINTS_SAID}），{seen.band}。")


def _measures(seen: SeenResults) -> Iterator[Block]:
    rows = [
        (f"{q.number}. {q.text}", str(q.n), _said(q.unobserved), _figure(q.median), _figure(q.points), *_best(q))
        for q in seen.results.questions
        if q.depth is Depth.FULL and q.median is not None
    ]
    if rows:
        yield DataTable("各题指标", tuple(TableColumn(title, share) for title, share in COLUMNS), tuple(rows))


def _crossing(crossing: Crossing) -> Iterator[Block]:
    if crossing.table is None:
        yield Paragraph(f"“{crossing.one}”与“{crossing.other}”的交叉表有人数过少的格子，合并后仍不能显示，略去。")
        return
    columns = (TableColumn(crossing.one[:20], 3), *(TableColumn(label, 2) for label in crossing.table.columns))
    rows = tuple(
        (label, *map(str, cells)) for label, cells in zip(crossing.table.rows, crossing.table.cells, strict=True)
    )
    yield DataTable(f"{crossing.one} × {crossing.other}", columns, rows, note="注：单位为人。")


def _written(seen: SeenResults) -> Iterator[Block]:
    if not seen.texts and not seen.withheld_texts:
        return
    yield ReportHeading("文字意见")
    yield Note(f"注：经双方各一名经办人审读，■为划去的文字，未采用{seen.withheld_texts}条；按随机顺序排列。")
    for question, texts in seen.texts:
        yield ReportHeading(question, 2)
        for text in texts:
            yield Paragraph(" ".join(text.split()))


def _period(questionnaire: Questionnaire) -> str:
    first, last = questionnaire.opened_on, questionnaire.closed_on
    if not first or not last:
        return ""
    return chinese_date(first) if first == last else f"{chinese_date(first)}至{chinese_date(last)}"


def _best(result: QuestionResult) -> tuple[str, str]:
    if result.best is None or result.low is None or result.high is None:
        return "", ""
    return f"{100 * result.best:.0f}%", f"{100 * result.low:.0f}–{100 * result.high:.0f}%"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _said(value: int | None) -> str:
    return "" if value is None else str(value)
