"""Minutes for Word: the same words, with real styles on the same page."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table
from lxml import etree

from liaison.papers.facts.minutes import Distribution, Section, TableColumn
from liaison.papers.facts.minutes import Table as MinutesTable
from liaison.papers.minutes import Grid, compose
from liaison.papers.verification import verification_code
from liaison.papers.word import render_minutes_docx
from tests.makers.papers import make_long_minutes, make_minutes_facts, make_short_minutes, make_table_minutes
from tests.papers.pdf_reading import Line, in_type_area, plain, read_lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:t>甲</w:t>&amp;{{ 7*7 }}]]>'\""


@pytest.fixture(scope="module")
def document() -> Document:
    return docx.Document(io.BytesIO(render_minutes_docx(make_minutes_facts())))


def texts(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in dict.fromkeys(row.cells))
        else:
            yield block.text


def expected(facts: Any) -> list[str]:
    text = compose(facts)
    passages = []
    for item in (*text.body, *text.attendance):
        parts = [run.text for run in item.runs]
        passages += parts if isinstance(item, Grid) else ["".join(parts)]
    head = ["".join(text.mark), text.number + text.date, "".join(text.title)]
    return [plain(part) for part in (*head, *passages, text.copies, text.issuer, text.printed) if part]


@pytest.mark.parametrize(
    "make", [make_minutes_facts, make_short_minutes, lambda: make_long_minutes(20), make_table_minutes]
)
def test_the_text_of_the_facts_stands_in_order(make: Any) -> None:
    read = docx.Document(io.BytesIO(render_minutes_docx(make())))
    assert [plain(text) for text in texts(read) if text.strip()] == expected(make())


def test_page_grid_and_margins(document: Document) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(margin.mm, 1) for margin in margins] == [37, 28, 26, 35]
    grid = section._sectPr.find(f"{W}docGrid")
    assert grid.get(f"{W}type") == "linesAndChars"
    assert int(grid.get(f"{W}linePitch")) / 20 == pytest.approx(28.98, abs=0.05)
    assert 16 + int(grid.get(f"{W}charSpace")) / 4096 == pytest.approx(15.785, abs=0.001)


def test_named_styles_carry_the_form(document: Document) -> None:
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"纪要标志", "纪要编号", "Title", "公文正文", "Heading 1", "Heading 2", "出席人员"} <= used
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.heading for section in make_minutes_facts().sections]
    sizes = {name: document.styles[name].font.size for name in ("Normal", "Title", "版记", "Footer")}
    assert sizes == {"Normal": Pt(16), "Title": Pt(22), "版记": Pt(14), "Footer": Pt(14)}
    fonts = {
        name: document.styles[name].element.rPr.find(f"{W}rFonts").get(f"{W}eastAsia")
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Footer")
    }
    assert fonts == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Footer": "宋体",
    }
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_the_head_takes_seven_lines(document: Document) -> None:
    mark, row = document.paragraphs[:2]
    assert mark.style.font.color.rgb == docx.shared.RGBColor(0xE6, 0, 0x12)
    before, line = mark.style.paragraph_format.space_before, mark.style.paragraph_format.line_spacing
    # The ink begins a quarter of an em below the top of the line.
    assert before + mark.style.font.size * 0.25 == pytest.approx(Mm(35), abs=Mm(1))
    border = row.style.element.pPr.find(f"{W}pBdr/{W}bottom")
    drawn = Pt(int(border.get(f"{W}space")) + int(border.get(f"{W}sz")) / 8)
    total = before + line + row.style.paragraph_format.space_before + Pt(28.95) + drawn
    assert total == pytest.approx(Pt(7 * 28.98), abs=Mm(0.5))


def test_page_numbers_on_the_outside_with_the_code_opposite(document: Document) -> None:
    section, code = document.sections[0], verification_code(make_minutes_facts())
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.text.split("\t")[1:] == [f"验证码 {code}", "—  —"]
    assert even.text.split("\t")[1:] == ["—  —", f"验证码 {code}"]
    for footer in (odd, even):
        assert footer._p.find(f"{W}fldSimple").get(f"{W}instr").strip() == "PAGE"


def test_the_properties_come_from_the_facts(document: Document) -> None:
    core = document.core_properties
    assert (core.title, core.author) == ("云江市法官律师联席会议纪要〔2026〕第5号", "云江市律师协会，云江市法官协会")
    assert core.created == core.modified == datetime(2026, 7, 9, tzinfo=UTC)
    assert core.identifier == verification_code(make_minutes_facts())


def test_the_same_facts_give_the_same_bytes() -> None:
    data = render_minutes_docx(make_minutes_facts())
    assert render_minutes_docx(make_minutes_facts()) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_markup_in_any_field_is_text() -> None:
    facts = make_minutes_facts(
        mark=HOSTILE,
        number=HOSTILE,
        title=HOSTILE,
        issuers=(HOSTILE,),
        opening=(HOSTILE,),
        sections=(Section(HOSTILE),),
        distribution=Distribution((HOSTILE,), HOSTILE, make_minutes_facts().issued_on),
    )
    data = render_minutes_docx(facts)
    read = docx.Document(io.BytesIO(data))
    assert [plain(text) for text in texts(read) if text.strip()] == expected(facts)
    assert read.core_properties.author == HOSTILE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_demonstration_data_carries_its_mark_on_odd_and_even_pages() -> None:
    shown = docx.Document(io.BytesIO(render_minutes_docx(make_minutes_facts(), watermark="演示数据"))).sections[0]
    for header in (shown.header, shown.even_page_header):
        assert "演示数据" in etree.tostring(header._element, encoding="unicode")
    plain_section = docx.Document(io.BytesIO(render_minutes_docx(make_minutes_facts()))).sections[0]
    assert "演示数据" not in etree.tostring(plain_section.header._element, encoding="unicode")


def test_a_table_has_fixed_columns_and_a_head_that_repeats() -> None:
    read = docx.Document(io.BytesIO(render_minutes_docx(make_table_minutes(3))))
    table, distribution = read.tables
    (grid,) = (item for item in compose(make_table_minutes(3)).body if isinstance(item, Grid))
    assert [round(column.width.pt) for column in table.columns] == [round(column.width) for column in grid.columns]
    assert [row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows] == [True, False, False, False]
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows[1:])
    assert table._tbl.tblPr.find(f"{W}tblLayout").get(f"{W}type") == "fixed"
    styles = [cell.paragraphs[0].style.name for row in table.rows[:2] for cell in row.cells[:2]]
    assert styles == ["表头", "表头", "表内文字", "表内文字"]
    assert read.styles["表内文字"].font.size == Pt(14)
    aligned = [cell.paragraphs[0].paragraph_format.alignment for cell in table.rows[1].cells]
    assert aligned == [WD_ALIGN_PARAGRAPH.CENTER, *[WD_ALIGN_PARAGRAPH.LEFT] * 2, WD_ALIGN_PARAGRAPH.RIGHT]
    assert distribution.rows[0].cells[0].paragraphs[0].style.name == "版记"


def test_two_tables_and_the_distribution_stay_apart() -> None:
    """Word makes one table of two that follow each other without a paragraph between them."""
    table = MinutesTable((TableColumn("甲"),), (("一",),))
    facts = make_minutes_facts(sections=(Section("一、", (table, table)),), attendance=())
    names = [
        type(block).__name__ for block in docx.Document(io.BytesIO(render_minutes_docx(facts))).iter_inner_content()
    ]
    assert names[-6:] == ["Table", "Paragraph", "Table", "Paragraph", "Table", "Paragraph"]


def converted(folder: Path, data: bytes) -> list[Line]:
    """The lines of the document as LibreOffice prints it."""
    (folder / "minutes.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "minutes.docx"]
    subprocess.run(convert, check=True, capture_output=True, cwd=folder, timeout=120)
    return read_lines((folder / "minutes.pdf").read_bytes())


@pytest.mark.parametrize(
    ("make", "pages"), [(make_short_minutes, 1), (make_minutes_facts, 3), (lambda: make_long_minutes(20), 12)]
)
def test_libreoffice_opens_it_and_keeps_the_page(make: Any, pages: int, tmp_path: Path) -> None:
    every = converted(tmp_path, render_minutes_docx(make()))
    lines = in_type_area(every)
    assert plain("".join(line.text for line in lines)) == "".join(expected(make()))
    assert abs(lines[-1].page - pages) <= pages // 10, "the fonts of this machine are wider"
    body = [line for line in lines if line.size == 16 and (line.page > 1 or line.baseline > 150)]
    for before, after in pairwise(body):
        distance = (after.baseline - before.baseline) / 10.22
        assert before.page != after.page or distance == pytest.approx(max(1, round(distance)), abs=0.02)
    assert lines[-1].text.endswith("印发")
    assert lines[-1].baseline == pytest.approx(259, abs=2)
    for line in every:
        if line.text.startswith("—"):
            assert (line.left > 150) == (line.page % 2 == 1)


@pytest.mark.parametrize("rows", [1, 30])
def test_libreoffice_prints_tables_whole(rows: int, tmp_path: Path) -> None:
    facts = make_table_minutes(rows)
    lines = converted(tmp_path, render_minutes_docx(facts))
    printed = "".join(line.text for line in lines if line.size == 14)
    for number in range(1, rows + 1):
        assert f"{number * 37 % 100}.5%" in plain(printed)
    assert printed.count("云江市中级人民") == rows + 1
    assert any("五、其他" in line.text for line in lines)
    assert plain("".join(line.text for line in in_type_area(lines))).endswith("印发")
