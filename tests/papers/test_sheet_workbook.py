"""Several tables in one workbook, their totals and formats, and charts that point at the right cells."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from lxml import etree

from liaison.papers.charts.ink import COLOURS
from liaison.papers.sheet import (
    ChartKind,
    ColumnSpec,
    Kind,
    SheetChart,
    SheetTable,
    native,
    read_table,
    sheet_names,
    write_workbook,
)
from liaison.papers.sheet.native import OUTLINE
from tests.web.test_contrast import SHAPE, TEXT, contrast

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MONTHS = ColumnSpec("month", "月份")
COLUMNS = (
    MONTHS,
    ColumnSpec("received", "收到", Kind.INTEGER),
    ColumnSpec("answered", "办结", Kind.INTEGER),
    ColumnSpec("rate", "按期办结率", Kind.PERCENT),
    ColumnSpec("days", "平均用时", Kind.DECIMAL),
)
ROWS = [("1月", 31, 26, 0.912, Decimal("8.25")), ("2月", 19, 22, 0.964, 7.5), ("3月", 35, 33, 1, 12)]
CHARTS = tuple(SheetChart(f"图{number}", kind, (1, 2)) for number, kind in enumerate(ChartKind, 1))
FIGURES = SheetTable("指标", ("名称", "单位", "数值"), [("收到", "件", 85), ("办结", "件", 81)])
BY_MONTH = SheetTable("各月", COLUMNS, ROWS, ("合计", 85, 81, 0.953, 9.25), CHARTS)


def has_calc() -> bool:
    """Whether the LibreOffice on the PATH has its part for spreadsheets, which is a package of its own."""
    command = shutil.which("soffice")
    return command is not None and (Path(command).resolve().parent / "libsclo.so").exists()


def opened(*tables: SheetTable) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_workbook("统计", tables)))


def chart_parts(data: bytes) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [etree.fromstring(archive.read(name)) for name in names]


def test_each_table_has_its_sheet_in_order() -> None:
    assert sheet_names(write_workbook("统计", [FIGURES, BY_MONTH])) == ["指标", "各月"]
    for sheet in opened(FIGURES, BY_MONTH):
        assert sheet.freeze_panes == "A2"


def test_sheets_of_one_name_are_told_apart() -> None:
    tables = [SheetTable(title, ("列",), []) for title in ("各月", "各月", "A", "a", "A", "长" * 40, "长" * 40)]
    assert opened(*tables).sheetnames == ["各月", "各月（2）", "A", "a（2）", "A（3）", "长" * 31, "长" * 28 + "（2）"]


def test_percentages_and_decimals_are_numbers_with_their_formats() -> None:
    sheet = opened(BY_MONTH)["各月"]
    assert [(cell.value, cell.number_format) for cell in sheet[2]] == [
        ("1月", "General"),
        (31, "General"),
        (26, "General"),
        (0.912, "0.0%"),
        (8.25, "#,##0.0"),
    ]


def test_totals_are_values_below_the_table_outside_its_filter() -> None:
    sheet = opened(BY_MONTH)["各月"]
    assert [cell.value for cell in sheet[5]] == ["合计", 85, 81, 0.953, 9.25]
    assert (sheet[5][3].number_format, sheet[5][0].font.b, sheet.auto_filter.ref) == ("0.0%", True, "A1:E4")


def test_what_was_written_is_read_again() -> None:
    data = write_workbook("统计", [SheetTable("各月", COLUMNS, ROWS)])
    rows = read_table(data, COLUMNS, sheet="各月").rows
    assert [tuple(row.values.values()) for row in rows] == [tuple(_exact(value) for value in row) for row in ROWS]


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def test_each_kind_of_chart_points_at_the_cells_of_its_table() -> None:
    sheet = opened(FIGURES, BY_MONTH)["各月"]
    charts = sheet._charts
    assert [type(chart).__name__ for chart in charts] == ["BarChart", "BarChart", "LineChart", "BarChart"]
    for chart in charts:
        assert [series.val.numRef.f for series in chart.series] == ["各月!$B$2:$B$4", "各月!$C$2:$C$4"]
        assert [series.cat.strRef.f for series in chart.series] == ["各月!$A$2:$A$4"] * 2
        assert [series.tx.strRef.f for series in chart.series] == ["各月!$B$1", "各月!$C$1"]
    assert [(chart.barDir, chart.grouping) for chart in charts if hasattr(chart, "barDir")] == [
        ("col", "clustered"),
        ("bar", "clustered"),
        ("bar", "stacked"),
    ]


def test_charts_stand_beside_the_table_and_one_below_the_other() -> None:
    anchors = [chart.anchor for chart in opened(BY_MONTH)["各月"]._charts]
    assert [anchor._from.col for anchor in anchors] == [len(COLUMNS) + 1] * len(CHARTS)
    spans = [(anchor._from.row, anchor.to.row) for anchor in anchors]
    assert all(after[0] > before[1] for before, after in pairwise(spans))


def test_charts_show_before_anything_is_calculated() -> None:
    for part in chart_parts(write_workbook("统计", [BY_MONTH])):
        series = [[v.text for v in cache.iter(f"{CHART}v")] for cache in part.iter(f"{CHART}numCache")]
        assert series == [["31", "19", "35"], ["26", "22", "33"]]
        names = [[v.text for v in cache.iter(f"{CHART}v")] for cache in part.iter(f"{CHART}strCache")]
        assert names == [["收到"], ["1月", "2月", "3月"], ["办结"], ["1月", "2月", "3月"]]


def test_a_table_without_rows_has_no_chart() -> None:
    assert opened(SheetTable("各月", COLUMNS, [], charts=CHARTS))["各月"]._charts == []


def test_words_on_stacked_bars_can_be_read_and_lines_be_seen() -> None:
    assert all(contrast(colour, words) >= TEXT for colour, words in native.COLOURS)
    assert all(contrast(colour, native.WHITE) >= SHAPE for colour in (*native.LINES, native.OUTLINE))


def test_the_charts_have_the_colours_of_the_others() -> None:
    assert COLOURS["brand"].upper() == OUTLINE
    assert all(
        OUTLINE.strip("#") in etree.tostring(part).decode() for part in chart_parts(write_workbook("统计", [BY_MONTH]))
    )


@pytest.mark.parametrize("text", ["=1+1", "+86", "@SUM(A1)", "=cmd|' /C calc'!A0", "-1+1", "{=A1}"])
def test_hostile_text_is_text_in_cells_totals_names_and_charts(text: str) -> None:
    chart = SheetChart(text, ChartKind.COLUMN, (1,))
    data = write_workbook(text, [SheetTable(text, (text, "数"), [(text, 1)], (text, 1), (chart,))])
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data))
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [(text, "s")] * 3
    (part,) = chart_parts(data)
    title = next(part.iter(f"{CHART}title"))
    assert "".join(title.itertext()) == text.replace("!", "！")
    assert not list(title.iter(f"{CHART}f"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.skipif(not has_calc(), reason="LibreOffice has no Calc: apt-get install libreoffice-calc-nogui")
def test_libreoffice_opens_it_and_draws_its_charts(tmp_path: Path) -> None:
    (tmp_path / "统计.xlsx").write_bytes(write_workbook("统计", [FIGURES, BY_MONTH]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "统计.xlsx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=True)
    assert "Error" not in done.stdout + done.stderr
    with pdfplumber.open(tmp_path / "统计.pdf") as document:
        text = "".join(page.extract_text() for page in document.pages)
    for chart in CHARTS:
        assert chart.title in text
    assert "96.4%" in text
    assert "Err:" not in text
