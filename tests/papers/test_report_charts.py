"""Charts in reports: numbered, with their values, in PDF and in Word."""

import io
from datetime import date, timedelta
from typing import get_args

import docx
import pypdf

from liaison.papers.facts.charts import Chart, DayCount, YearCalendar
from liaison.papers.report_pdf import render_report_pdf
from liaison.papers.report_word import render_report_docx
from liaison.papers.samples.reports import report
from tests.makers.reports import make_report_facts
from tests.papers.pdf_reading import plain


def test_charts_stand_in_the_report_with_their_numbers_and_values() -> None:
    """In the PDF as pictures with their tables, in Word as the tables alone."""
    facts = report()
    charts = [block for block in facts.blocks if isinstance(block, get_args(Chart))]
    text = plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_report_pdf(facts))).pages))
    word = docx.Document(io.BytesIO(render_report_docx(facts)))
    captions = plain("".join(paragraph.text for paragraph in word.paragraphs))
    for number, chart in enumerate(charts, 1):
        assert plain(f"图{number}　{chart.title}") in text
        assert plain(f"图{number}　{chart.title}") in captions
    assert "34" in plain("".join(cell.text for table in word.tables for row in table.rows for cell in row.cells))


def test_a_chart_of_every_day_has_no_table_on_paper() -> None:
    days = YearCalendar(
        "每日来访", "人次", 2026, tuple(DayCount(date(2026, 1, 1) + timedelta(n), 1) for n in range(90))
    )
    made = pypdf.PdfReader(io.BytesIO(render_report_pdf(make_report_facts(blocks=(days,), abstract=()))))
    assert len(made.pages) == 1
