"""Letters as PDF: the letter form of GB/T 9704-2012, 10.1, measured."""

import io
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pypdf
import pytest

from liaison.papers.canonical import FactsError, canonical_json, read_json
from liaison.papers.facts.letters import Attachment, LetterFacts
from liaison.papers.facts.minutes import Paragraph
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.letter_pdf import render_letter_pdf
from liaison.papers.verification import verification_code
from tests.makers.letters import make_letter, make_long_letter, make_notice
from tests.papers.pdf_reading import MM, Line, plain, read_lines

TOP, LEFT, RIGHT, BOTTOM = 37, 28, 184, 262
CELL, LINE = 15.785 * MM, 28.98 * MM
# Han characters of FangSong are inked from 0.86 em above the baseline to 0.14 below, bold Song's from 0.78.
ASCENT, MARK_ASCENT = 0.86, 0.78
SHORT = (Paragraph("现将有关材料送上，请予研究。"),)
HOSTILE = "<b onload=x>甲</b>&amp;{{ 7*7 }}<img src=file:///etc/passwd>"


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render_letter_pdf(make_letter())


@pytest.fixture(scope="module")
def long() -> bytes:
    return render_letter_pdf(make_long_letter())


@pytest.fixture(scope="module")
def notice() -> bytes:
    return render_letter_pdf(make_notice())


def red(data: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """(top, height, left, width) of every red line of a page, in millimetres from the top."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        rects = [r for r in document.pages[page].rects if r["non_stroking_color"][0] > 0.8 and r["height"] < 10]
    return sorted(tuple(round(r[key] * MM, 2) for key in ("top", "height", "x0", "width")) for r in rects)


def starting(data: bytes, text: str) -> Line:
    return next(line for line in read_lines(data) if line.text.startswith(text))


def test_the_red_double_lines(letter: bytes) -> None:
    """Thick above thin 4 mm below the mark, thin above thick 20 mm above the paper's edge, 170 mm, centred."""
    lines = red(letter)
    assert len(lines) == 4
    assert all(left == pytest.approx(20, abs=0.2) and width == pytest.approx(170, abs=0.2) for *_, left, width in lines)
    upper_thick, upper_thin, lower_thin, lower_thick = lines
    assert upper_thick[1] > 2 * upper_thin[1]
    assert lower_thick[1] > 2 * lower_thin[1]
    mark = starting(letter, "云江市律师协会")
    # The lowest ink of the mark lies about 0.06 em below its baseline.
    assert upper_thick[0] - (mark.baseline + 0.06 * mark.size * MM) == pytest.approx(4, abs=1)
    assert lower_thick[0] + lower_thick[1] == pytest.approx(277, abs=0.3)


def test_later_pages_have_no_red_lines(long: bytes) -> None:
    assert [len(red(long, page)) for page in range(3)] == [4, 0, 0]


@pytest.mark.parametrize("mark", ["云江市律师协会", "云江市高新技术产业开发区律师协会", "云江市" * 9 + "律师协会"])
def test_the_mark_begins_30_mm_below_the_edge_and_fits(mark: str) -> None:
    data = render_letter_pdf(make_letter(mark=mark))
    lines = [line for line in read_lines(data) if line.page == 1 and line.baseline < red(data)[0][0]]
    assert plain("".join(line.text for line in lines)) == mark
    assert lines[0].baseline - MARK_ASCENT * lines[0].size * MM == pytest.approx(30, abs=1)
    assert all((line.left + line.right) / 2 == pytest.approx(105 + 1, abs=0.5) for line in lines)
    assert all(line.left > LEFT - 1 and line.right < RIGHT + 1 for line in lines)


def test_the_number_stands_at_the_right_edge_below_the_red_line(letter: bytes) -> None:
    number, upper_thin = starting(letter, "云律函"), red(letter)[1]
    assert number.right == pytest.approx(RIGHT, abs=1)
    gap = number.baseline - ASCENT * 16 * MM - (upper_thin[0] + upper_thin[1])
    assert gap == pytest.approx(16 * 7 / 8 * MM, abs=1)


def test_the_title_is_centred_two_lines_below_the_number(letter: bytes) -> None:
    number, title = starting(letter, "云律函"), starting(letter, "关于商请")
    assert title.size == 22
    assert (title.left + title.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert title.baseline - number.baseline == pytest.approx(3 * LINE, abs=1)


def test_a_long_title_is_broken_evenly_and_every_addressee_named() -> None:
    title = "关于进一步改进网上阅卷预约、开庭排期变更告知和电子送达工作并定期通报办理情况的函"
    data = render_letter_pdf(make_letter(title=title, addressees=("云江市法官协会", "各基层人民法院、各律师事务所")))
    lines = [line for line in read_lines(data) if line.size == 22]
    assert "".join(line.text for line in lines) == title
    assert len(lines) == 3
    assert max(len(line.text) for line in lines) - min(len(line.text) for line in lines) <= 5
    addressees = starting(data, "云江市法官协会")
    assert addressees.text == "云江市法官协会，各基层人民法院、各律师事务所："
    assert addressees.left == pytest.approx(LEFT, abs=0.5)
    assert addressees.baseline - lines[-1].baseline == pytest.approx(2 * LINE, abs=1)


def test_the_text_stands_on_the_grid_of_each_page(long: bytes) -> None:
    for page in (1, 2, 3):
        body = [line for line in read_lines(long) if line.page == page and line.size == 16 and line.baseline > 100]
        steps = {round((after.baseline - before.baseline) / LINE, 1) for before, after in pairwise(body)}
        assert steps <= {1.0, 3.0}
    first = [line for line in read_lines(long) if line.page == 1 and line.size == 16]
    # Seven eighths of a character lie between the last line of the first page and the lower red line.
    assert red(long)[2][0] - (first[-1].baseline + 0.14 * 16 * MM) == pytest.approx(16 * 7 / 8 * MM, abs=1)
    second = [line for line in read_lines(long) if line.page == 2 and line.size == 16]
    assert len(second) == 22
    assert second[-1].baseline < BOTTOM


def test_the_first_page_has_no_number_and_the_others_have(long: bytes) -> None:
    code = verification_code(make_long_letter())
    lines = read_lines(long)
    for page in range(1, max(line.page for line in lines) + 1):
        below = [line for line in lines if line.page == page and line.baseline > 264 and line.size < 16]
        text = "".join(line.text for line in sorted(below, key=lambda line: (line.size, line.left)))
        assert f"验证码 {code}" in text
        assert ("— " in text) is (page > 1)
        if page > 1:
            assert f"— {page} —" in text
            number = next(line for line in below if line.size == 14)
            side = number.left - LEFT if page % 2 == 0 else RIGHT - number.right
            assert side == pytest.approx(14 * MM, abs=1)
    coded = next(line for line in lines if line.page == 1 and line.text.startswith("验证码"))
    assert coded.baseline - 9 * MM > red(long)[3][0] + red(long)[3][1]


def test_one_signer_is_centred_over_the_date_four_cells_from_the_edge(letter: bytes) -> None:
    lines = read_lines(letter)
    date = next(place for place, line in enumerate(lines) if line.text == "2026年6月18日")
    signer, text = lines[date - 1], lines[date - 2]
    assert lines[date].right == pytest.approx(RIGHT - 4 * CELL, abs=1)
    assert signer.text == "云江市律师协会"
    assert (signer.left + signer.right) / 2 == pytest.approx((lines[date].left + lines[date].right) / 2, abs=0.5)
    assert signer.baseline - text.baseline == pytest.approx(3 * LINE, abs=0.2)
    note = lines[date + 1]
    assert note.text.startswith("（联系人：沈怀远")
    assert note.baseline - lines[date].baseline == pytest.approx(LINE, abs=0.2)
    # The bracket's ink begins in the right half of its cell.
    assert note.left == pytest.approx(LEFT + 2 * CELL, abs=0.5)


def test_a_long_name_of_a_signer_stays_within_the_type_area() -> None:
    name = "云江市高新技术产业开发区律师协会惩戒委员会"
    signer = starting(render_letter_pdf(make_letter(issuers=(name,))), name)
    assert signer.right == pytest.approx(RIGHT, abs=1)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_several_signers_stand_side_by_side_in_order_with_room_for_their_seals(count: int) -> None:
    names = ("甲市律师协会", "乙市法官协会", "丙市司法局", "丁市检察官协会", "戊市公证协会")[:count]
    data = render_letter_pdf(make_letter(issuers=names))
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[-1]
        words = {w["text"]: w for w in page.extract_words() if w["text"] in names}
        date = next(w for w in page.extract_words() if w["text"] == "2026年6月18日")
    assert list(words) == list(names)
    middles = {name: (word["x0"] + word["x1"]) / 2 * MM for name, word in words.items()}
    assert middles[names[-1]] == pytest.approx((date["x0"] + date["x1"]) / 2 * MM, abs=0.5)
    levels = sorted({round(word["top"] * MM, 1) for word in words.values()})
    assert len(levels) == (2 if count > 3 else 1)
    # A seal measures 42 mm: neighbours do not touch, neither beside nor below each other.
    assert all(after - before > 36 for before, after in pairwise(levels))
    for level in levels:
        row = sorted(middles[name] for name in names if round(words[name]["top"] * MM, 1) == level)
        assert all(after - before > 42 for before, after in pairwise(row))


def test_attachments_are_listed_below_the_text_and_begin_new_pages(notice: bytes) -> None:
    lines = read_lines(notice)
    first, second = starting(notice, "附件："), starting(notice, "2.参会")
    assert plain(first.text) == "附件：1.参会回执"
    assert first.left == pytest.approx(LEFT + 2 * CELL, abs=0.5)
    assert second.left == pytest.approx(LEFT + 5 * CELL, abs=0.5)
    before = lines[lines.index(first) - 1]
    assert first.baseline - before.baseline == pytest.approx(2 * LINE, abs=0.2)
    for number, title in ((1, "参会回执"), (2, "参会人员名单")):
        label = starting(notice, f"附件{number}")
        head = next(line for line in lines if line.page == label.page and line.size == 22)
        assert head.text == title
        assert label.left == pytest.approx(LEFT, abs=0.5)
        assert label.baseline == pytest.approx(TOP + 0.65 * LINE, abs=1)
        assert head.baseline - label.baseline == pytest.approx(2 * LINE, abs=1)
        assert lines[lines.index(label) - 1].page == label.page - 1


def test_turned_titles_of_attachments_are_aligned_with_their_beginning() -> None:
    title = "云江市律师协会与云江市法官协会关于依法保障律师执业权利若干问题的会商意见"
    data = render_letter_pdf(
        make_letter(body=SHORT, attachments=(Attachment(title, (Paragraph("略。"),)), Attachment("名单")))
    )
    with pdfplumber.open(io.BytesIO(data)) as document:
        chars = document.pages[0].chars
    first = next(place for place, char in enumerate(chars) if char["text"] == "附")
    begin = next(char for char in chars[first:] if char["text"] == "云")
    below = [char for char in chars if char["top"] > begin["bottom"] and char["size"] == begin["size"]]
    assert min(char["x0"] for char in below if char["top"] < begin["top"] + 35) == pytest.approx(begin["x0"], abs=1)


def test_a_single_attachment_bears_no_number() -> None:
    data = render_letter_pdf(make_letter(body=SHORT, attachments=(Attachment("参会人员名单", (Paragraph("略。"),)),)))
    assert starting(data, "附件：").text == "附件：参会人员名单"
    assert next(line.text for line in read_lines(data) if line.page == 2) == "附件"


def test_copies_stand_at_the_bottom_of_the_last_page_without_rules(notice: bytes) -> None:
    lines = read_lines(notice)
    last = max(line.page for line in lines)
    copies = starting(notice, "抄送：")
    assert copies.text == "抄送：云江市司法局，云江市中级人民法院。"
    assert (copies.page, copies.size) == (last, 14)
    assert copies.baseline == pytest.approx(BOTTOM - 3.3, abs=1)
    with pdfplumber.open(io.BytesIO(notice)) as document:
        assert not [rect for rect in document.pages[-1].rects if rect["top"] * MM > 240]


def test_date_and_copies_are_never_alone_on_a_page() -> None:
    for count in range(8, 16):
        facts = make_letter(body=(Paragraph("请予研究。"),) * count, copies_to=("云江市司法局",))
        lines = read_lines(render_letter_pdf(facts))
        dated = next(line for line in lines if line.text == "2026年6月18日")
        assert any(line.page == dated.page and line.text == "请予研究。" for line in lines), count
        levels = [line.baseline for line in lines if line.page == dated.page and line.baseline < 269]
        assert all(after - before > 4 for before, after in pairwise(levels)), count


def test_the_page_that_is_signed_has_text_where_papers_are_attached() -> None:
    for count in range(6, 12):
        facts = make_notice(body=(Paragraph("请予研究。"),) * count)
        lines = read_lines(render_letter_pdf(facts))
        dated = next(line for line in lines if line.text == "2026年6月18日")
        assert any(line.page == dated.page and line.text == "请予研究。" for line in lines), count


def test_a_letter_of_one_line_is_a_page() -> None:
    data = render_letter_pdf(make_letter(body=(Paragraph("同意。"),), note="", addressees=()))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert starting(data, "同意。").left == pytest.approx(LEFT + 2 * CELL, abs=0.5)


def test_it_is_an_archive_pdf_with_title_and_language(letter: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(letter))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("zh-CN", True)
    assert b'pdfaid:part="3"' in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "关于商请改进网上阅卷预约工作的函云律函〔2026〕12号"


def test_the_same_facts_give_the_same_bytes_and_read_back(notice: bytes) -> None:
    read = read_json(LetterFacts, canonical_json(make_notice()))
    assert read == make_notice()
    assert render_letter_pdf(read) == notice


def test_markup_in_any_field_is_text() -> None:
    facts = make_letter(
        mark="甲<b>&amp;",
        number=HOSTILE[:20],
        title=HOSTILE,
        issuers=(HOSTILE[:20],),
        addressees=(HOSTILE,),
        body=(Paragraph(HOSTILE),),
        attachments=(Attachment(HOSTILE, (Paragraph(HOSTILE),)),),
        note=HOSTILE,
        copies_to=(HOSTILE,),
    )
    text = plain("".join(line.text for line in read_lines(render_letter_pdf(facts))))
    assert text.count(plain(HOSTILE)) == 8
    assert "甲<b>&amp;" in text


@pytest.mark.parametrize("field", ["mark", "number", "title", "note"])
def test_a_character_without_a_glyph_is_refused(field: str) -> None:
    with pytest.raises(MissingGlyph):
        render_letter_pdf(replace(make_letter(), **{field: "甲😀"}))


def test_a_watermark_stands_on_every_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_letter_pdf(make_long_letter(), watermark="草稿")))
    assert all("草稿" in plain(page.extract_text()) for page in reader.pages)


def test_a_letter_that_nobody_signs_is_refused() -> None:
    with pytest.raises(FactsError, match="issuers"):
        make_letter(issuers=())
