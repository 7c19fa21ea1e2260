"""One set of numbers, five formats: what is parsed back from each equals the records, counted by hand."""

import io
import json
from pathlib import Path

import pdfplumber
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.summaries.projections.counting import count
from liaison.summaries.rules.book import Book, written
from tests.makers.summaries import COUNTED, OLDER, STANDING, long_ago, make_city, three_years, today
from tests.page import Browser


def build(app: Flask, period: Period, out: Path) -> Path:
    words = ["summaries", "build", "--from", str(period.first), "--to", str(period.last), "--out", str(out)]
    told = app.test_cli_runner().invoke(args=words)
    assert told.exit_code == 0, told.output
    return out


def from_json(path: Path) -> dict[str, object]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert set(found) == {"from", "to", "figures"}
    assert all(set(row) == {"name", "unit", "value"} for row in found["figures"])
    return {row["name"]: row["value"] for row in found["figures"]}


def from_xlsx(path: Path) -> dict[str, object]:
    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert head == ("name", "unit", "value")
    return {str(row[0]): row[2] for row in rows}


def from_docx(path: Path) -> dict[str, str]:
    tables = [table for table in Document(str(path)).tables if table.cell(0, 0).text == "指标"]
    return {row.cells[0].text: row.cells[2].text for table in tables for row in table.rows[1:]}


def from_page(browser: Browser, period: Period) -> dict[str, str]:
    rows = browser.get(f"/summaries?{period.query}").select("//table[caption]/tbody/tr[td[@class='cell-title']]")
    return {row.xpath("td[1]/span[1]")[0].text: row.xpath("string(td[2])").strip() for row in rows}


def lines(path: Path, book: Book) -> list[str]:
    """The figures that a PDF does not tell as the book has them: label, unit, now, before, run together."""
    with pdfplumber.open(path) as file:
        text = "".join("".join((page.extract_text() or "").split()) for page in file.pages)
    return [
        entry.figure.name
        for entry in book.entries
        if f"{entry.figure.label}{entry.figure.unit}{written(entry.figure)}{written(entry.before)}" not in text
    ]


def expected(period: Period) -> dict[str, int]:
    now = COUNTED if period.last == today().last else dict.fromkeys(COUNTED, 0)
    older = OLDER if period == three_years() else {}
    standing = STANDING if now is COUNTED else dict.fromkeys(STANDING, 0)
    return {**now, **{name: now[name] + more for name, more in older.items()}, **standing}


def test_five_formats_tell_the_same_numbers_as_the_records(app: Flask, officer: Browser, tmp_path: Path) -> None:
    with unit.transaction():
        make_city()
    for period in (today(), three_years(), long_ago()):
        wanted = expected(period)
        assert len(wanted) >= 20
        paths = {ending: build(app, period, tmp_path / f"s.{ending}") for ending in ("json", "xlsx", "docx", "pdf")}
        book = count(period, None, free=tuple(Side))
        labels = {name: figure.label for name, figure in book.figures.items()}
        assert {name: book.figures[name].value for name in wanted} == wanted, "the query"
        plain = from_json(paths["json"])
        told = {name: figure.value if figure.is_told else None for name, figure in book.figures.items()}
        assert plain == told == from_xlsx(paths["xlsx"])
        assert {name: plain[name] for name in wanted} == {name: told[name] for name in wanted}
        written_out = {labels[name]: written(figure) for name, figure in book.figures.items()}
        assert from_docx(paths["docx"]) == written_out
        assert lines(paths["pdf"], book) == []
        shown = from_page(officer, period)
        assert {labels[name]: shown[labels[name]] for name in wanted} == {
            labels[name]: str(number) for name, number in wanted.items()
        }, "the page of the side that owns the visits"


def test_one_changed_record_changes_every_place(app: Flask, officer: Browser, tmp_path: Path) -> None:
    with unit.transaction():
        make_city()
    with unit.transaction():
        opinion = db.session.scalars(select(Opinion).where(Opinion.status == OpinionStatus.SCREENED).limit(1)).one()
        opinion.received_on = long_ago().first
    name, label = "opinions_received_bar", "收到律师方意见建议"
    period = three_years()
    files = {ending: build(app, period, tmp_path / f"s.{ending}") for ending in ("json", "xlsx")}
    assert (from_json(files["json"])[name], from_xlsx(files["xlsx"])[name]) == (3, 3)
    assert from_page(officer, period)[label] == "3"
    assert label + "3件" in "".join(
        paragraph.text for paragraph in Document(str(build(app, period, tmp_path / "s.docx"))).paragraphs
    )
    told = count(period, None, free=tuple(Side))
    assert told.figures[name].value == 3
    assert lines(build(app, period, tmp_path / "s.pdf"), told) == [], "the PDF"
    book = load_workbook(io.BytesIO(officer.send("GET", f"/summaries?{period.query}&format=xlsx").data))
    assert {row[0]: row[2] for row in book.worksheets[0].iter_rows(values_only=True)}[name] == 3
    assert json.loads(officer.send("GET", f"/summaries?{period.query}&format=json").data)["from"] == str(period.first)
