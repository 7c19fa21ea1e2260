"""Long reports: contents, bookmarks, tables and page numbers, whether laid out whole or in parts."""

import io
import logging
import re
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from liaison.papers import report_pdf
from liaison.papers.canonical import FactsError, canonical_json
from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, Note, ReportFacts, ReportHeading
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.kinds import read_facts
from liaison.papers.parts import PartFailed, made_at_once
from liaison.papers.progress import LOG
from liaison.papers.report_pdf import render_report_pdf
from liaison.papers.report_word import render_report_docx
from liaison.papers.reports import compose
from liaison.papers.sizes import expected_pages, parted
from liaison.papers.verification import verification_code
from tests.makers.reports import COLUMNS, make_paragraph, make_report_facts, make_report_of_tables, make_table
from tests.papers.pdf_reading import Line, plain, read_lines

HOSTILE = "<img src=http://127.0.0.1:9/x><script>alert(1)</script>&lt;b&gt;{{ 7*7 }}{% raw %}'\"--><!--"
ENTRY = re.compile(r"(.+?)[.…·]+(\d+)")
SHORT = make_report_facts(has_cover=True, contents="always")
# Its chapters end on odd and even pages, so that parts begin on either side of a sheet.
PARTED = make_report_of_tables(6, 9, 1)

# Two reports serve most of these tests; one worker makes them.
pytestmark = pytest.mark.xdist_group("reports")

in_small_parts = partial(parted, fewest=1, most=2)


@pytest.fixture(scope="module")
def in_parts() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_pdf, "parted", in_small_parts)
        return render_report_pdf(PARTED)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render_report_pdf(SHORT)


@pytest.fixture(params=["whole", "in_parts"])
def made(request: pytest.FixtureRequest) -> tuple[ReportFacts, bytes]:
    return (SHORT if request.param == "whole" else PARTED), request.getfixturevalue(request.param)


def reader_of(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text_lines(data: bytes) -> list[Line]:
    return [line for line in read_lines(data) if line.baseline < 262.5]


def front_pages(data: bytes) -> int:
    return next(at for at, label in enumerate(reader_of(data).page_labels) if label == "1")


def standing_on(facts: ReportFacts, data: bytes) -> dict[str, int]:
    """The page of the text on which the large line of each heading stands."""
    front = front_pages(data)
    lines = [line for line in text_lines(data) if line.page > front and line.size == 16]
    texts = [heading.text for heading in compose(facts).headings]
    return {text: next(line.page for line in lines if plain(line.text) == plain(text)) - front for text in texts}


def bookmarks(items: Any, level: int = 1) -> Iterator[tuple[int, Any]]:
    for item in items:
        if isinstance(item, list):
            yield from bookmarks(item, level + 1)
        else:
            yield level, item


def test_parts_are_made_where_a_report_is_long() -> None:
    text = compose(PARTED)
    parts = in_small_parts(text.items)
    assert len(parts) > 2
    assert sum(parts, ()) == text.items
    assert all(part[0].style == "heading" for part in parts[1:])
    assert len(parted(text.items)) == 1


def test_contents_name_the_pages_on_which_the_headings_stand(made: tuple[ReportFacts, bytes]) -> None:
    facts, data = made
    entries = [plain(line.text) for line in text_lines(data) if line.page <= front_pages(data)]
    named = {found[1]: int(found[2]) for entry in entries if (found := ENTRY.fullmatch(entry))}
    standing = standing_on(facts, data)
    assert len(set(standing.values())) > 2
    assert named == {plain(text): page for text, page in standing.items()}


def test_entries_of_the_contents_lead_to_the_headings(made: tuple[ReportFacts, bytes]) -> None:
    facts, data = made
    reader, front = reader_of(data), front_pages(data)
    names = [link.get_object()["/Dest"] for page in reader.pages[:front] for link in page.get("/Annots", ())]
    led = [reader.get_destination_page_number(reader.named_destinations[name]) + 1 - front for name in names]
    assert led == list(standing_on(facts, data).values())


def test_bookmarks_are_nested_and_lead_to_the_headings(made: tuple[ReportFacts, bytes]) -> None:
    facts, data = made
    reader, front = reader_of(data), front_pages(data)
    found = [
        (level, item.title, reader.get_destination_page_number(item) + 1) for level, item in bookmarks(reader.outline)
    ]
    standing = standing_on(facts, data)
    assert found == [(h.level, h.text, standing[h.text] + front) for h in compose(facts).headings]


def test_pages_are_numbered_through_odd_ones_on_the_right(made: tuple[ReportFacts, bytes]) -> None:
    _facts, data = made
    front = front_pages(data)
    numbers = [line for line in read_lines(data) if line.baseline > 262.5 and "—" in line.text]
    assert front % 2 == 0
    count = len(reader_of(data).pages)
    assert [line.page - front for line in numbers] == list(range(1, count - front + 1))
    for line in numbers:
        page = line.page - front
        is_right = page % 2 == 1
        assert f"—{page}—" in plain(line.text)
        assert (line.left > 150) == is_right, line
        assert (line.right < 60) == (not is_right), line


def test_every_page_carries_the_code(made: tuple[ReportFacts, bytes]) -> None:
    facts, data = made
    code = verification_code(facts)
    assert all(code in page.extract_text() for page in reader_of(data).pages)


def test_the_same_facts_give_the_same_bytes(whole: bytes, in_parts: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render_report_pdf(SHORT) == whole
    monkeypatch.setattr(report_pdf, "parted", in_small_parts)
    assert render_report_pdf(PARTED) == in_parts


def test_tags_and_archive_marks(made: tuple[ReportFacts, bytes], tmp_path: Path) -> None:
    facts, data = made
    reader = reader_of(data)
    root = reader.trailer["/Root"]
    tree = root["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    mapped = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    own = [page["/StructParents"] for page in reader.pages]
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    assert own == list(range(len(reader.pages)))
    assert sorted(mapped) == sorted(own + [link["/StructParent"] for link in links])
    assert all(mapped[link["/StructParent"]]["/S"] == "/Link" for link in links)
    document = tree["/K"][0]
    assert all(kid.get_object().raw_get("/P").idnum == document.idnum for kid in document["/K"])
    marked = {kid["/S"] for page in own for kid in (each.get_object() for each in mapped[page].get_object())}
    assert marked
    assert b"pdfaid" in root["/Metadata"].get_object().get_data()
    assert root["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == facts.title
    (tmp_path / "report.pdf").write_bytes(data)
    subprocess.run(["qpdf", "--check", tmp_path / "report.pdf"], check=True, capture_output=True)


def test_a_table_repeats_its_head_and_keeps_all_rows() -> None:
    table = make_table(100)
    lines = read_lines(render_report_pdf(make_report_facts(blocks=(table,))))
    heads = [line.page for line in lines if plain(line.text).startswith("序号编号承办单位")]
    rows = [line for line in lines if re.match(r"\d+〔2026〕", plain(line.text))]
    assert heads == sorted({line.page for line in rows})
    assert len(heads) > 2
    assert [plain(line.text).split("〔")[0] for line in rows] == [row[0] for row in table.rows]


def test_numbers_are_aligned_at_their_right_edges() -> None:
    lines = read_lines(render_report_pdf(make_report_facts(blocks=(make_table(30),))))
    ends = {round(line.right, 1) for line in lines if re.match(r"\d+〔2026〕", plain(line.text))}
    assert len(ends) == 1
    assert 180 < ends.pop() < 184


def test_a_wide_table_has_pages_turned() -> None:
    blocks = (make_paragraph(1), make_table(3, is_landscape=True), make_paragraph(2))
    pages = reader_of(render_report_pdf(make_report_facts(blocks=blocks))).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True, False]


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_of_no_or_one_row(rows: int) -> None:
    text = "".join(line.text for line in read_lines(render_report_pdf(make_report_facts(blocks=(make_table(rows),)))))
    assert ("（无）" in text) == (rows == 0)
    assert ("〔2026〕1号" in text) == (rows == 1)


def test_an_empty_report_is_one_page_without_contents() -> None:
    data = render_report_pdf(make_report_facts(blocks=(), abstract=()))
    assert len(reader_of(data).pages) == 1
    assert "目　录" not in reader_of(data).pages[0].extract_text()


def test_contents_come_with_length_unless_unwanted() -> None:
    long = tuple(block for n in range(24) for block in (ReportHeading(f"事项{n}"), make_paragraph(n)))
    with_contents = {
        wish: "目录"
        in plain(reader_of(render_report_pdf(make_report_facts(blocks=long, contents=wish))).pages[0].extract_text())
        for wish in ("auto", "never")
    }
    assert with_contents == {"auto": True, "never": False}


def test_hostile_text_stands_as_text() -> None:
    columns = (TableColumn(HOSTILE), TableColumn("二"))
    blocks = (
        ReportHeading(HOSTILE),
        Paragraph(HOSTILE),
        Note(HOSTILE),
        DataTable(HOSTILE, columns, ((HOSTILE, ""),), (HOSTILE, ""), HOSTILE),
    )
    facts = make_report_facts(blocks=blocks, title=HOSTILE, abstract=(HOSTILE,), contents="always", has_cover=True)
    text = plain("".join(page.extract_text() for page in reader_of(render_report_pdf(facts)).pages))
    assert text.count("<script>alert(1)</script>") >= 7
    assert "{{7*7}}" in text
    read = docx.Document(io.BytesIO(render_report_docx(facts)))
    assert read.tables[0].cell(1, 0).text == HOSTILE


def test_a_character_without_a_glyph_is_named() -> None:
    with pytest.raises(MissingGlyph):
        render_report_pdf(make_report_facts(blocks=(make_table(1, columns=COLUMNS, note="\U00016800"),)))


def test_the_watermark_is_on_every_page_and_progress_of_parts_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(report_pdf, "parted", in_small_parts)
    with caplog.at_level(logging.INFO, LOG):
        data = render_report_pdf(PARTED, watermark="草稿")
    assert all("草稿" in plain(page.extract_text()) for page in reader_of(data).pages)
    told = [int(found[1]) for text in caplog.messages if (found := re.fullmatch(r"Step 5 .*Page (\d+)", text))]
    assert max(told) == len(reader_of(data).pages) - front_pages(data)


def test_the_pages_are_estimated(made: tuple[ReportFacts, bytes]) -> None:
    facts, data = made
    pages = len(reader_of(data).pages)
    assert 0.7 * pages <= expected_pages(facts) <= 1.3 * pages


def test_the_pages_of_long_tables_are_estimated() -> None:
    facts = make_report_of_tables(2, 150, 3)
    pages = len(reader_of(render_report_pdf(facts)).pages)
    assert 0.7 * pages <= expected_pages(facts) <= 1.3 * pages


def test_a_part_that_fails_ends_the_paper() -> None:
    def fail(_before: object) -> tuple[bytes, dict[str, int]]:
        raise ValueError("broken")

    with pytest.raises(PartFailed, match="ValueError: broken"):
        made_at_once([fail, fail, fail])


@pytest.mark.parametrize(
    "make",
    [
        lambda: ReportHeading("四", 4),
        lambda: make_table(1, totals=("合计",)),
        lambda: make_table(1, columns=COLUMNS[:2]),
        lambda: make_table(1, columns=()),
        lambda: make_report_facts(contents="perhaps"),
    ],
)
def test_facts_that_do_not_fit_are_refused(make: Any) -> None:
    with pytest.raises(FactsError):
        make()


def test_facts_are_read_back_as_written() -> None:
    assert read_facts("report", canonical_json(SHORT)) == SHORT


def test_word_has_headings_and_tables() -> None:
    facts = make_report_facts(blocks=(*SHORT.blocks, make_table(2, is_landscape=True)))
    read = docx.Document(io.BytesIO(render_report_docx(facts)))
    found = [p.text for p in read.paragraphs if p.style.name.startswith("Heading")]
    assert found == [h.text for h in compose(facts).headings if h.level < 3]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows][1] == list(make_table(12).rows[0])
    assert [section.orientation for section in read.sections].count(1) == 1
    assert render_report_docx(facts) == render_report_docx(facts)


@pytest.mark.long
def test_five_thousand_rows() -> None:
    facts = make_report_of_tables(10, 500, 8)
    data = render_report_pdf(facts)
    rows = [line for line in read_lines(data) if re.match(r"\d+〔2026〕", plain(line.text))]
    assert [plain(line.text).split("〔")[0] for line in rows] == [str(number + 1) for number in range(5000)]
    pages = len(reader_of(data).pages)
    assert 0.7 * pages <= expected_pages(facts) <= 1.3 * pages
