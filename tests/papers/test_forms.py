"""Forms to fill by hand: cells on their raster, boxes, lines, and the code where the form is issued."""

import io
from dataclasses import replace

import pdfplumber
import pypdf
import pytest

from liaison.papers.canonical import FactsError, canonical_json, read_json
from liaison.papers.facts.lists import Band, Field, FieldRow, FormFacts
from liaison.papers.form_pdf import render_form_pdf
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.verification import verification_code
from tests.makers.letters import REPLY_SLIP
from tests.papers.pdf_reading import MM, plain, read_lines

HOSTILE = "<td onload=x>甲</td>&amp;{{ 7*7 }}"
LEFT, WIDTH = 20, 170


def text_of(data: bytes) -> str:
    return plain("".join(line.text for line in read_lines(data)))


def test_cells_stand_on_twelve_columns() -> None:
    with pdfplumber.open(io.BytesIO(render_form_pdf(REPLY_SLIP))) as document:
        rows = document.pages[0].find_tables()[0].rows
    edges = [[round(cell[0] * MM - LEFT, 1) for cell in row.cells if cell] for row in rows]
    column = WIDTH / 12
    assert edges[0] == pytest.approx([0, 2 * column], abs=0.5)
    assert edges[1] == pytest.approx([0, 2 * column, 6 * column, 8 * column], abs=0.5)
    assert len(edges[3]) == 1, "a band goes across"


@pytest.mark.parametrize("lines", [1, 4, 9])
def test_room_to_write_is_as_high_as_asked(lines: int) -> None:
    form = replace(REPLY_SLIP, rows=(FieldRow((Field("意见", lines=lines),)),))
    with pdfplumber.open(io.BytesIO(render_form_pdf(form))) as document:
        box = document.pages[0].find_tables()[0].bbox
    assert (box[3] - box[1]) * MM == pytest.approx(7 * lines + 2, abs=3)


def test_what_is_known_is_filled_in_and_chosen_boxes_are_ticked() -> None:
    choices = FieldRow((Field("方式", choices=("本人", "委托"), chosen=("委托",)),))
    form = replace(REPLY_SLIP, rows=(FieldRow((Field("姓名", "周若谷"),)), choices))
    text = text_of(render_form_pdf(form))
    assert "姓名周若谷" in text
    # The tick is drawn over its box, so that it may come before or behind it in the text.
    with pdfplumber.open(io.BytesIO(render_form_pdf(form))) as document:
        chars = document.pages[0].chars
    ticks, boxes = ([char for char in chars if char["text"] == sign] for sign in "√□")
    assert (len(ticks), len(boxes)) == (1, 2)
    ticked = next(box for box in boxes if box["x0"] - 2 < ticks[0]["x0"] < box["x1"])
    following = min((char for char in chars if char["x0"] > ticked["x1"] - 1), key=lambda char: char["x0"])
    assert following["text"] == "委"


def test_lead_number_notes_signature_and_date() -> None:
    form = replace(REPLY_SLIP, number="回执〔2026〕3号", lead="请用正楷填写。", signatures=("填写人", "经办人"))
    text = text_of(render_form_pdf(form))
    parts = (
        "参会回执",
        "编号：回执〔2026〕3号",
        "请用正楷填写。",
        "单位",
        "请于2026年6月25日",
        "填写人：",
        "经办人：",
        "年月日",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_only_an_issued_form_bears_its_code() -> None:
    issued = replace(REPLY_SLIP, is_issued=True)
    with pdfplumber.open(io.BytesIO(render_form_pdf(issued))) as document:
        below = [char for char in document.pages[0].chars if char["top"] * MM > 277]
    assert "".join(char["text"] for char in below) == f"验证码 {verification_code(issued)}"
    assert {round(char["size"]) for char in below} == {9}
    assert "验证码" not in text_of(render_form_pdf(REPLY_SLIP))


def test_a_long_form_goes_on_over_pages_with_whole_rows() -> None:
    rows = tuple(FieldRow((Field(f"第{n}项", lines=4),)) for n in range(1, 20))
    reader = pypdf.PdfReader(io.BytesIO(render_form_pdf(replace(REPLY_SLIP, rows=rows, is_issued=True))))
    texts = [plain(page.extract_text()) for page in reader.pages]
    assert len(texts) > 2
    assert all("验证码" in text for text in texts)


def test_it_is_a_tagged_archive_pdf_and_the_same_facts_give_the_same_bytes() -> None:
    data = render_form_pdf(REPLY_SLIP)
    read = read_json(FormFacts, canonical_json(REPLY_SLIP))
    assert read == REPLY_SLIP
    assert render_form_pdf(read) == data
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "参会回执"


def test_markup_in_any_field_is_text() -> None:
    rows = (FieldRow((Field(HOSTILE, HOSTILE, choices=(HOSTILE,)),)), Band(HOSTILE))
    form = replace(
        REPLY_SLIP,
        title=HOSTILE,
        number=HOSTILE,
        lead=HOSTILE,
        rows=rows,
        notes=(HOSTILE,),
        signatures=(HOSTILE,),
    )
    with pdfplumber.open(io.BytesIO(render_form_pdf(form))) as document:
        text = "".join(char["text"] for char in document.pages[0].chars)
    assert plain(text).count(plain(HOSTILE)) == 9


@pytest.mark.parametrize("where", [{"title": "甲😀"}, {"rows": (Band("😀"),)}, {"signatures": ("😀",)}])
def test_a_character_without_a_glyph_is_refused(where: dict[str, object]) -> None:
    with pytest.raises(MissingGlyph):
        render_form_pdf(replace(REPLY_SLIP, **where))


def test_a_watermark_is_printed() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_form_pdf(REPLY_SLIP, watermark="样张")))
    assert "样张" in plain(reader.pages[0].extract_text())


def test_fields_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FactsError, match="FieldRow"):
        FieldRow((Field("甲", span=6),))
    with pytest.raises(FactsError, match="Field"):
        Field("甲", span=2)
    with pytest.raises(FactsError, match="Field"):
        Field("甲", choices=("是",), chosen=("否",))
