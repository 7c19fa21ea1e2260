"""Letters and forms for Word: the same words on the same places, with real styles."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pdfplumber
import pytest
from lxml import etree

from liaison.papers.facts.letters import Attachment, LetterFacts
from liaison.papers.facts.lists import Field, FieldRow
from liaison.papers.facts.minutes import Paragraph
from liaison.papers.letter_pdf import render_letter_pdf
from liaison.papers.letter_word import render_form_docx, render_letter_docx
from liaison.papers.verification import verification_code
from tests.makers.letters import REPLY_SLIP, make_letter, make_long_letter, make_notice, make_register
from tests.papers.pdf_reading import MM, Line, plain, read_lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "<w:t>甲</w:t>&amp;{{ 7*7 }}]]>'\""


def xml_of(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def words(data: bytes) -> str:
    return "".join(xml_of(data)["word/document.xml"].itertext(f"{W}t"))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What LibreOffice makes of the letters and of the form."""
    folder = tmp_path_factory.mktemp("word")
    made = {
        "letter": render_letter_docx(make_letter()),
        "long": render_letter_docx(make_long_letter()),
        "notice": render_letter_docx(make_notice()),
        "form": render_form_docx(REPLY_SLIP),
    }
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    convert = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    names = [f"{name}.docx" for name in made]
    subprocess.run(
        [*convert, "--outdir", str(folder), *names], check=True, capture_output=True, cwd=folder, timeout=180
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in made}


def line_of(data: bytes, start: str) -> Line:
    return next(line for line in read_lines(data) if plain(line.text).startswith(start))


@pytest.mark.parametrize(("name", "make"), [("letter", make_letter), ("long", make_long_letter)])
def test_libreoffice_shows_the_text_of_the_pdf(
    converted: dict[str, bytes], name: str, make: Callable[[], LetterFacts]
) -> None:
    read, printed = (
        [line for line in read_lines(data) if line.size > 10 and "—" not in line.text]
        for data in (converted[name], render_letter_pdf(make()))
    )
    assert plain("".join(line.text for line in read)) == plain("".join(line.text for line in printed))
    assert max(line.page for line in read) == max(line.page for line in printed)


def test_the_parts_stand_where_they_stand_in_the_pdf(converted: dict[str, bytes]) -> None:
    for data, twin in (
        (converted["letter"], render_letter_pdf(make_letter())),
        (converted["long"], render_letter_pdf(make_long_letter())),
        (converted["notice"], render_letter_pdf(make_notice())),
    ):
        for start in ("云律函", "关于", "2026年6月18日"):
            one, other = line_of(data, start), line_of(twin, start)
            assert one.page == other.page
            assert one.baseline == pytest.approx(other.baseline, abs=1.5), start
        # Other fonts have other digits: what is centred keeps its middle, the number its right end.
        for start in ("关于", "2026年6月18日"):
            one, other = line_of(data, start), line_of(twin, start)
            assert one.left + one.right == pytest.approx(other.left + other.right, abs=3), start
        assert line_of(data, "云律函").right == pytest.approx(line_of(twin, "云律函").right, abs=1)


def test_libreoffice_draws_the_red_lines_on_the_first_page_only(converted: dict[str, bytes]) -> None:
    rules = [drawn_red(converted["long"], page) for page in range(2)]
    assert rules[1] == []
    assert [round(top, 1) for top, _, _ in rules[0]] == [
        pytest.approx(expected, abs=0.5) for expected in (43.8, 45.1, 275.4, 276.2)
    ]
    heights = [height for _, height, _ in rules[0]]
    assert heights[0] > 2 * heights[1]
    assert heights[3] > 2 * heights[2]
    assert all(width == pytest.approx(170, abs=0.5) for *_, width in rules[0])


def drawn_red(data: bytes, page: int) -> list[tuple[float, float, float]]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        shapes = [*document.pages[page].rects, *document.pages[page].curves]
        red = [shape for shape in shapes if (shape["non_stroking_color"] or (0,))[0] > 0.8]
    return sorted((shape["top"] * MM, shape["height"] * MM, shape["width"] * MM) for shape in red)


def test_numbers_of_pages_begin_on_the_second_and_the_code_is_on_each(converted: dict[str, bytes]) -> None:
    code = plain(f"验证码 {verification_code(make_long_letter())}")
    lines = read_lines(converted["long"])
    for page in range(1, max(line.page for line in lines) + 1):
        text = plain("".join(line.text for line in lines if line.page == page and line.baseline > 264))
        assert code in text
        assert (f"—{page}—" in text) is (page > 1)


def test_styles_carry_the_form() -> None:
    document = docx.Document(io.BytesIO(render_letter_docx(make_notice())))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"发文字号", "Title", "主送机关", "公文正文", "附件说明", "署名", "附件序号", "表格文字"} <= used
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "云江市律师协会" in section.first_page_header.paragraphs[1].text
    assert section.first_page_header.paragraphs[1].style.name == "纪要标志"
    assert document.core_properties.title == "关于召开第五次法官律师联席会议的通知云律函〔2026〕12号"


def test_forms_and_registers_are_real_tables() -> None:
    document = docx.Document(io.BytesIO(render_letter_docx(make_notice())))
    form, register = document.tables[0], document.tables[1]
    assert form.cell(1, 0).text == "姓名"
    assert form.cell(2, 3).text.startswith("☐参加")
    assert [cell.text for cell in register.rows[0].cells] == ["序号", "姓名", "单位和职务"]
    assert register.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_a_head_of_two_rows_is_merged() -> None:
    letter = make_letter(attachments=(Attachment("表", register=make_register(3, two_heads=True)),))
    table = docx.Document(io.BytesIO(render_letter_docx(letter))).tables[0]
    upper, lower = ([cell.text for cell in row.cells] for row in table.rows[:2])
    assert upper == ["序号", "姓名", "单位", "签到", "签到"]
    assert lower == ["序号", "姓名", "单位", "时间", "签名"]


def test_the_form_keeps_its_words_in_libreoffice(converted: dict[str, bytes]) -> None:
    text = plain("".join(line.text for line in read_lines(converted["form"])))
    for word in ("参会回执", "单位", "姓名", "职务", "☐参加", "委派他人", "意见建议", "填写人（签名）：", "年月日"):
        assert word in text


def test_only_an_issued_form_bears_its_code() -> None:
    issued = replace(REPLY_SLIP, is_issued=True)
    shown = ["".join(xml_of(render_form_docx(f))["word/footer-first.xml"].itertext()) for f in (issued, REPLY_SLIP)]
    assert verification_code(issued) in shown[0]
    assert "验证码" not in shown[1]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_letter_docx(make_notice()) == render_letter_docx(make_notice())
    assert render_form_docx(REPLY_SLIP) == render_form_docx(REPLY_SLIP)


def test_markup_in_any_field_is_text() -> None:
    letter = make_letter(
        mark=HOSTILE,
        number=HOSTILE,
        title=HOSTILE,
        issuers=(HOSTILE,),
        addressees=(HOSTILE,),
        body=(Paragraph(HOSTILE),),
        attachments=(Attachment(HOSTILE, (Paragraph(HOSTILE),)),),
        note=HOSTILE,
        copies_to=(HOSTILE,),
    )
    data = render_letter_docx(letter)
    assert plain(words(data)).count(plain(HOSTILE)) == 10
    assert HOSTILE[:7] in "".join(xml_of(data)["word/header-first.xml"].itertext())


def test_a_watermark_stands_on_first_odd_and_even_pages() -> None:
    for data in (render_letter_docx(make_letter(), watermark="草稿"), render_form_docx(REPLY_SLIP, watermark="草稿")):
        parts = xml_of(data)
        for name in ("word/header.xml", "word/header-first.xml"):
            assert "草稿" in etree.tostring(parts[name], encoding="unicode")
    assert "草稿" not in etree.tostring(
        xml_of(render_letter_docx(make_letter()))["word/header.xml"], encoding="unicode"
    )


def test_values_typed_beforehand_stand_in_their_cells() -> None:
    rows = (FieldRow((Field("姓名", HOSTILE),)), FieldRow((Field("同意", choices=("是", "否"), chosen=("否",)),)))
    form = replace(REPLY_SLIP, rows=rows)
    table = docx.Document(io.BytesIO(render_form_docx(form))).tables[0]
    assert table.cell(0, 2).text == HOSTILE
    assert table.cell(1, 2).text.replace("　", "") == "☐是☑否"
