"""Registers: heads on each page, whole rows, groups, totals, lines to write on, paper turned."""

import io
from datetime import date

import pdfplumber
import pypdf
import pytest

from liaison.papers.canonical import FactsError, canonical_json, read_json
from liaison.papers.facts.lists import Column, GroupRow, RegisterFacts, Row
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.register_pdf import render_register_pdf
from liaison.papers.registers import Head, compose_register
from tests.makers.letters import make_register
from tests.papers.pdf_reading import MM, plain, read_lines
from tests.papers.timing import cpu_seconds

HOSTILE = "<td onload=x>甲</td>&amp;{{ 7*7 }}"


def text_of(data: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def tables_of(data: bytes) -> list[list[list[str]]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [[[plain(cell or "") for cell in row] for row in page.extract_table()] for page in document.pages]


def test_rows_stand_in_their_columns() -> None:
    table = tables_of(render_register_pdf(make_register(3)))[0]
    assert table[0] == ["序号", "姓名", "单位", "时间", "签名"]
    assert table[1] == ["1", "周若渊", "云江市律师协会", "", ""]
    assert len(table) == 4


def test_the_head_stands_on_each_page_and_the_title_on_the_first() -> None:
    data = render_register_pdf(make_register(80, two_heads=True))
    texts, tables = text_of(data), tables_of(data)
    assert len(texts) > 2
    assert ["签到表" in text for text in texts] == [True] + [False] * (len(texts) - 1)
    for table in tables:
        assert table[0][:4] == ["序号", "姓名", "单位", "签到"]
        assert table[1][3:] == ["时间", "签名"]
    numbers = [row[0] for table in tables for row in table[2:]]
    assert numbers == [str(n) for n in range(1, 81)]


def test_pages_are_numbered_of_their_whole() -> None:
    texts = text_of(render_register_pdf(make_register(80)))
    assert all(f"第{number}页共{len(texts)}页" in text for number, text in enumerate(texts, 1))


def test_a_row_is_never_broken_over_two_pages() -> None:
    long = "约定由双方秘书处督办" * 6
    rows = tuple(Row((str(n), "周若谷", f"起{long}止", "", "")) for n in range(1, 40))
    for text in text_of(render_register_pdf(make_register(0, rows=rows))):
        assert text.count("起") == text.count("止") > 0


def test_the_paper_is_turned_when_asked() -> None:
    for is_landscape, expected in ((False, (210, 297)), (True, (297, 210))):
        with pdfplumber.open(io.BytesIO(render_register_pdf(make_register(2, is_landscape=is_landscape)))) as document:
            assert (round(document.pages[0].width * MM), round(document.pages[0].height * MM)) == expected


@pytest.mark.parametrize("height", [10, 14])
def test_empty_rows_leave_room_to_write(height: int) -> None:
    data = render_register_pdf(make_register(1, blank_rows=7, row_height=height))
    with pdfplumber.open(io.BytesIO(data)) as document:
        rows = document.pages[0].find_tables()[0].rows
    assert len(rows) == 9
    for row in rows[2:]:
        assert (row.bbox[3] - row.bbox[1]) * MM == pytest.approx(height, abs=0.5)


def test_columns_share_the_width() -> None:
    with pdfplumber.open(io.BytesIO(render_register_pdf(make_register(2)))) as document:
        cells = document.pages[0].find_tables()[0].rows[1].cells
    widths = [(cell[2] - cell[0]) * MM for cell in cells]
    assert widths == pytest.approx([180 * share / 24 for share in (2, 4, 8, 4, 6)], abs=0.5)


def test_cells_are_aligned_as_their_column() -> None:
    columns = tuple(Column(f"栏{align}", 1, align) for align in ("left", "center", "right"))
    data = render_register_pdf(make_register(0, columns=columns, rows=(Row(("甲", "乙", "丙")),)))
    line = next(line for line in read_lines(data) if line.text == "甲乙丙")
    with pdfplumber.open(io.BytesIO(data)) as document:
        middle = next(char for char in document.pages[0].chars if char["text"] == "乙")
    assert line.left == pytest.approx(15 + 1.2, abs=0.6)
    assert (middle["x0"] + middle["x1"]) / 2 * MM == pytest.approx(105, abs=0.6)
    assert line.right == pytest.approx(195 - 1.2, abs=0.6)


def test_groups_go_across_with_what_follows_and_totals_close() -> None:
    people = tuple(Row((str(n), "周若谷", "云江市律师协会", "", "")) for n in range(1, 26))
    for count in range(19, 26):
        rows = (*people[:count], GroupRow("法官方"), *people[:3])
        pages = tables_of(
            render_register_pdf(make_register(0, rows=rows, totals=("", "合计", f"{count + 3}人", "", "")))
        )
        for page in pages:
            assert plain(page[-1][0] or "") != "法官方", count
        assert pages[-1][-1][1:3] == ["合计", f"{count + 3}人"]


def test_the_source_line_and_notes() -> None:
    text = text_of(render_register_pdf(make_register(1, notes=("本表一式两份。",))))[0]
    assert "制表单位：云江市律师协会制表日期：2026年7月2日" in text
    assert text.index("周若渊") < text.index("本表一式两份。")
    assert "地点：第一会议室" in text_of(render_register_pdf(make_register(1, subtitle="地点：第一会议室")))[0]


def test_heads_of_groups_are_merged() -> None:
    upper, lower = compose_register(make_register(1, two_heads=True)).heads
    assert upper == (Head("序号", 1, 2), Head("姓名", 1, 2), Head("单位", 1, 2), Head("签到", 2, 1))
    assert lower == (Head("时间"), Head("签名"))


def test_ten_times_the_rows_take_about_ten_times_as_long() -> None:
    few, many = make_register(20), make_register(200)
    data = render_register_pdf(many)
    assert cpu_seconds(lambda: render_register_pdf(many), 1) < 14 * cpu_seconds(lambda: render_register_pdf(few))
    assert sum(text.count("云江市律师协会") for text in text_of(data)) == 200 + 1, "each row, and the unit that made it"


def test_it_is_a_tagged_archive_pdf_and_the_same_facts_give_the_same_bytes() -> None:
    facts = make_register(40, two_heads=True, totals=("", "合计", "40人", "", ""))
    data = render_register_pdf(facts)
    read = read_json(RegisterFacts, canonical_json(facts))
    assert read == facts
    assert render_register_pdf(read) == data
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "签到表"
    assert b'pdfaid:part="3"' in reader.trailer["/Root"]["/Metadata"].get_data()


def test_markup_in_any_field_is_text() -> None:
    facts = RegisterFacts(
        HOSTILE,
        HOSTILE,
        date(2026, 7, 2),
        (Column(HOSTILE, 1, "left", HOSTILE),),
        (GroupRow(HOSTILE), Row((HOSTILE,))),
        totals=(HOSTILE,),
        notes=(HOSTILE,),
    )
    text = plain("".join(line.text for line in read_lines(render_register_pdf(facts, watermark="演示"))))
    assert text.count(plain(HOSTILE)) == 8


@pytest.mark.parametrize("where", [{"title": "甲😀"}, {"notes": ("😀",)}, {"rows": (Row(("1", "😀", "", "", "")),)}])
def test_a_character_without_a_glyph_is_refused(where: dict[str, object]) -> None:
    with pytest.raises(MissingGlyph):
        render_register_pdf(make_register(1, **where))


def test_a_watermark_stands_on_every_page() -> None:
    texts = text_of(render_register_pdf(make_register(60), watermark="演示数据"))
    assert len(texts) > 1
    assert all("演示数据" in text for text in texts)


@pytest.mark.parametrize(
    "where",
    [
        {"rows": (Row(("1",)),)},
        {"totals": ("1",)},
        {"columns": ()},
        {"columns": (Column("甲", 0),), "rows": ()},
        {"columns": (Column("甲", 1, "middle"),), "rows": ()},
    ],
)
def test_rows_that_do_not_fit_their_columns_are_refused(where: dict[str, object]) -> None:
    with pytest.raises(FactsError, match="RegisterFacts"):
        make_register(1, **where)
