"""Posters and slips: every QR code on the paper is read by a machine and leads where it should."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pdfplumber
import pypdf
import pypdfium2
import pytest
import zxingcpp

from liaison.papers.canonical import canonical_json, read_json
from liaison.papers.facts.lists import PosterFacts, Slip, SlipsFacts
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.posters import qr_code, render_poster_pdf, render_slips_pdf
from liaison.papers.samples.letters import poster as sample_poster
from liaison.papers.samples.letters import slips as sample_slips
from tests.papers.pdf_reading import MM, plain, read_lines

HOSTILE = "<svg onload=x>甲</svg>&amp;{{ 7*7 }}"


def scanned(data: bytes, dpi: int = 150) -> Iterator[list[zxingcpp.Barcode]]:
    """The codes of each page, seen as a scanner sees them."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        image = page.render(scale=dpi / 72).to_pil().convert("L")
        yield zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    document.close()


def text_of(data: bytes) -> str:
    return plain("".join(line.text for line in read_lines(data)))


@pytest.mark.parametrize(
    "address",
    ["https://liaison.example/q/7K3M", "https://云江.example/问卷?x=<&>\"'", "https://liaison.example/" + "a" * 200],
)
def test_the_code_of_a_poster_leads_to_its_address(address: str) -> None:
    data = render_poster_pdf(replace(sample_poster(), address=address))
    [[code]] = list(scanned(data))
    assert code.text == address
    assert code.ec_level == "M"
    assert address[:20] in text_of(data)


def test_the_quiet_zone_is_four_modules_wide() -> None:
    code = qr_code("https://liaison.example/q/7K3M")
    starts = [int(stroke.split()[0]) for stroke in code.path.split("M")[1:]]
    levels = [int(stroke.split()[1].split("h")[0]) for stroke in code.path.split("M")[1:]]
    assert (min(starts), min(levels), max(levels)) == (4, 4, code.size - 5)


def test_a_poster_says_what_when_and_who() -> None:
    text = text_of(render_poster_pdf(sample_poster()))
    parts = (
        "律师眼中的法官调查问卷",
        "扫描二维码填写",
        "https://liaison.example/q/7K3M",
        "7K3M",
        "2026年7月1日9时",
        "18时",
        "云江市律师协会",
    )
    assert all(part in text for part in parts)
    bare = replace(sample_poster(), lines=(), opens="", closes="", code="")
    assert "开放时间" not in text_of(render_poster_pdf(bare))
    assert len(pypdf.PdfReader(io.BytesIO(render_poster_pdf(sample_poster()))).pages) == 1


def test_a_poster_with_long_words_stays_one_page() -> None:
    facts = replace(
        sample_poster(),
        title="云江市律师协会与云江市法官协会2026年度相互监督评价调查问卷",
        lines=(
            "扫描二维码填写，全程约3分钟。",
            "答卷保密，只公布汇总结果，双方各由一名工作人员审阅文字意见后才予公布。",
        ),
        address="https://liaison.example/questionnaires/2026/mutual-supervision/7K3M-2F4N",
    )
    assert len(pypdf.PdfReader(io.BytesIO(render_poster_pdf(facts))).pages) == 1


def test_every_slip_has_its_own_code() -> None:
    facts = sample_slips()
    data = render_slips_pdf(facts)
    pages = list(scanned(data, 200))
    assert [len(codes) for codes in pages] == [10, 2]
    assert {code.text for codes in pages for code in codes} == {slip.address for slip in facts.slips}
    text = text_of(data)
    assert all(text.count(slip.code) == 1 for slip in facts.slips)


def test_code_and_words_of_a_slip_stand_within_its_cut() -> None:
    facts = sample_slips()
    data = render_slips_pdf(facts)
    with pdfplumber.open(io.BytesIO(data)) as document:
        words = {word["text"]: word for page in document.pages for word in page.extract_words()}
    codes = [code for page in scanned(data, 200) for code in page]
    assert len(codes) == len(facts.slips)
    for place, slip in enumerate(facts.slips):
        code = next(code for code in codes if code.text == slip.address)
        row, column = place % 10 // 2, place % 2
        for x, y in (
            (p.x * 25.4 / 200, p.y * 25.4 / 200) for p in (code.position.top_left, code.position.bottom_right)
        ):
            assert column * 105 < x < column * 105 + 105
            assert row * 59.4 < y < row * 59.4 + 59.4
        typed = words[slip.code]
        assert column * 105 < typed["x0"] * MM < typed["x1"] * MM < column * 105 + 104
        assert row * 59.4 < typed["top"] * MM < typed["bottom"] * MM < row * 59.4 + 59.4


def test_the_sheets_are_cut_along_lines() -> None:
    document = pypdfium2.PdfDocument(render_slips_pdf(sample_slips()))
    sheet = document[0].render(scale=6).to_pil().convert("L")
    document.close()
    for cut in (59.4, 118.8, 178.2, 237.6):
        along = sheet.crop((0, round(cut / MM * 6) - 4, sheet.width, round(cut / MM * 6) + 4)).resize((sheet.width, 1))
        dashes = sum(level < 250 for level in along.tobytes())
        assert dashes > sheet.width // 3, f"no line to cut along at {cut} mm"


def test_archive_pdf_with_the_same_bytes_for_the_same_facts() -> None:
    for facts, render in ((sample_poster(), render_poster_pdf), (sample_slips(), render_slips_pdf)):
        data = render(facts)
        assert render(read_json(type(facts), canonical_json(facts))) == data
        reader = pypdf.PdfReader(io.BytesIO(data))
        assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
        assert b'pdfaid:part="3"' in reader.trailer["/Root"]["/Metadata"].get_data()
        assert reader.metadata is not None
        assert reader.metadata.title == "律师眼中的法官调查问卷"


def test_markup_in_any_field_is_text() -> None:
    poster = PosterFacts(HOSTILE, HOSTILE, sample_poster().issued_on, HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE)
    assert text_of(render_poster_pdf(poster)).count(plain(HOSTILE)) == 7
    slips = SlipsFacts(HOSTILE, HOSTILE, poster.issued_on, (Slip(HOSTILE, HOSTILE),), (HOSTILE,), HOSTILE)
    data = render_slips_pdf(slips)
    assert text_of(data).count(plain(HOSTILE)) == 5
    assert next(scanned(data, 200))[0].text == HOSTILE


def test_a_watermark_is_printed_and_a_missing_glyph_refused() -> None:
    assert "样张" in text_of_all(render_poster_pdf(sample_poster(), watermark="样张"))
    assert "样张" in text_of_all(render_slips_pdf(sample_slips(), watermark="样张"))
    with pytest.raises(MissingGlyph):
        render_poster_pdf(replace(sample_poster(), lines=("😀",)))
    with pytest.raises(MissingGlyph):
        render_slips_pdf(replace(sample_slips(), lines=("😀",)))


def text_of_all(data: bytes) -> str:
    return plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
