"""Minutes as PDF: the text of the facts, in the measured form of GB/T 9704-2012."""

import io
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Distribution,
    MinutesFacts,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Section,
    Subheading,
    Table,
    TableColumn,
)
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.minutes import compose
from liaison.papers.pdf import render_minutes_pdf
from liaison.papers.register_pdf import render_register_pdf
from liaison.papers.verification import facts_sha256
from tests.makers.letters import make_register
from tests.makers.papers import make_crowd, make_minutes_facts, make_short_minutes, make_table_minutes
from tests.papers.measuring import CELL, LEFT, LINE, faults
from tests.papers.pdf_reading import MM, in_type_area, plain, read_lines, read_sheets
from tests.papers.timing import cpu_seconds

HOSTILE = "<img src=http://127.0.0.1:9/x><script>alert(1)</script>&lt;b&gt;{{ 7*7 }}{% raw %}'\"--><!--"
BACKWARDS = "اب"


@pytest.fixture(scope="module")
def usual() -> bytes:
    return render_minutes_pdf(make_minutes_facts())


def expected_text(facts: Any) -> str:
    text = compose(facts)
    passages = ["".join(run.text for run in passage.runs) for passage in (*text.body, *text.attendance)]
    head = [*text.mark, text.number, text.date, *text.title]
    return plain("".join([*head, *passages, text.copies, text.issuer, text.printed]))


def test_the_text_can_be_taken_out_in_reading_order(usual: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(usual))
    taken = plain("".join(page.extract_text() for page in reader.pages))
    assert "云江市律师协会与云江市法官协会在云江市中级人民法院第一会议室召开" in taken
    assert taken.index("一、上次会议") < taken.index("五、其他") < taken.index("列席：") < taken.index("抄送：")


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    facts = make_minutes_facts(opening=("会" * 28 * 60,), sections=())
    lines = [line for line in in_type_area(read_lines(render_minutes_pdf(facts))) if set(line.text) == {"会"}]
    assert sum(line.page == 2 for line in lines) == 22
    assert {len(line.text) for line in lines[1:-1]} == {28}
    # Wider by what the last character of a line need not keep free behind it.
    assert all(CELL < step < CELL + 0.02 for line in lines[:-1] for step in line.steps)


def test_attendance_hangs_behind_its_label_and_breaks_no_name() -> None:
    names = [f"{family}{given}" for family in "赵钱孙李周吴郑王" for given in ("明远", "若谷", "知微", "以宁", "立言")]
    people = tuple(Attendee(name) for name in names)
    facts = make_minutes_facts(attendance=(AttendanceGroup("出席", (AttendingUnit("云江市律师协会代表", people),)),))
    lines = in_type_area(read_lines(render_minutes_pdf(facts)))
    start = next(place for place, line in enumerate(lines) if line.text.startswith("出席："))
    blank = lines[start].baseline - lines[start - 1].baseline
    assert blank == pytest.approx(2 * LINE, abs=0.1)
    assert lines[start].left == pytest.approx(LEFT + 2 * CELL * MM, abs=0.4)
    turned = [line for line in lines[start + 1 :] if line.size == 16]
    assert len(turned) > 5
    assert all(line.left == pytest.approx(LEFT + 5 * CELL * MM, abs=0.4) for line in turned)
    assert sum(lines[start].steps[:3]) == pytest.approx(3 * CELL, abs=0.4)
    text = "|".join(line.text for line in lines[start:])
    assert all(name in text for name in names)


def test_the_distribution_never_covers_text_wherever_the_text_ends() -> None:
    for count in range(12):
        facts = replace(make_short_minutes(), opening=("会议议定事项如下。",) * count)
        lines = in_type_area(read_lines(render_minutes_pdf(facts)))
        last = max(line.page for line in lines)
        levels = [line.baseline for line in lines if line.page == last]
        assert any(line.size == 16 for line in lines if line.page == last), "it never stands on a page of its own"
        assert all(after - before > 5 for before, after in pairwise(levels)), count
        assert plain("".join(line.text for line in lines)) == expected_text(facts)


def test_it_is_an_archive_pdf_with_language_title_and_our_fonts_only(usual: bytes, tmp_path: Path) -> None:
    facts, data = make_minutes_facts(), usual
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert "sRGB" in root["/OutputIntents"][0]["/Info"]
    assert b'pdfaid:part="3"' in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "云江市法官律师联席会议纪要〔2026〕第5号"
    assert reader.metadata.creation_date_raw == "D:20260709"
    assert facts_sha256(facts) in str(reader.trailer["/ID"][0].get_original_bytes())
    names = {font["/BaseFont"].split("+")[1] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert all(name.startswith(("Paper-", "Noto-Sans-CJK-SC", "Noto-Serif-CJK-SC")) for name in names), names
    path = tmp_path / "minutes.pdf"
    path.write_bytes(data)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_the_same_facts_give_the_same_bytes_in_another_process(usual: bytes) -> None:
    program = (
        "import sys; from liaison.papers.pdf import render_minutes_pdf;"
        "from tests.makers.papers import make_minutes_facts;"
        "sys.stdout.buffer.write(render_minutes_pdf(make_minutes_facts()))"
    )
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        )
        assert made.stdout == usual


def test_demonstration_data_says_so_on_every_page() -> None:
    facts = make_minutes_facts()
    reader = pypdf.PdfReader(io.BytesIO(render_minutes_pdf(facts, watermark="演示数据")))
    assert all("演示数据" in plain(page.extract_text()) for page in reader.pages)
    lines = read_lines(render_minutes_pdf(facts, watermark="演示数据"))
    assert plain("".join(line.text for line in in_type_area(lines))) == expected_text(facts)


def outline(entries: Any, depth: int = 0) -> list[tuple[int, str]]:
    found = []
    for entry in entries:
        found += outline(entry, depth + 1) if isinstance(entry, list) else [(depth, entry.title)]
    return found


def test_title_and_headings_are_bookmarks(usual: bytes) -> None:
    facts = make_minutes_facts()
    assert outline(pypdf.PdfReader(io.BytesIO(usual)).outline) == [
        (0, facts.title),
        (1, "一、上次会议议定事项落实情况"),
        (1, "二、双方工作通报"),
        (2, "（二）法官方工作情况"),
        (1, "三、意见建议及答复情况"),
        (1, "四、本次会议议定事项"),
        (1, "五、其他"),
    ]


def tags(data: bytes) -> list[str]:
    """The types of the structure tree in reading order."""

    def walk(element: Any) -> list[str]:
        element = element.get_object()
        if not hasattr(element, "get"):
            return []
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        return [str(element.get("/S", ""))[1:], *(tag for kid in kids for tag in walk(kid))]

    return walk(pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"])


def test_headings_paragraphs_and_tables_are_tagged(usual: bytes) -> None:
    found = [tag for tag in tags(usual) if tag in {"H1", "H2", "H3", "P"}]
    assert [tag for tag in found if tag != "P"] == ["H1", "H2", "H2", "H3", "H2", "H2", "H2"]
    facts = make_minutes_facts()
    paragraphs = len(compose(facts).body) - 6 + len(facts.attendance)
    # Mark, number row and distribution are paragraphs too; one that goes over the page has a tag on each.
    assert found.count("P") >= paragraphs + 4
    tabled = tags(render_minutes_pdf(make_table_minutes(3)))
    assert [tabled.count(tag) for tag in ("Table", "TR", "TH", "TD")] == [1, 4, 4, 12]


def everywhere(text: str) -> MinutesFacts:
    """Minutes that say this in every field that a person may fill."""
    blocks = (
        Paragraph(text),
        Subheading(text),
        NumberedParagraph(1, text),
        ResolutionRow(text, text, text, (text,), text, None, text),
        Table((TableColumn(text), TableColumn(text)), ((text, text),), text),
    )
    return MinutesFacts(
        mark=text[:20],
        number=text[:20],
        issued_on=date(2026, 3, 9),
        issuers=(text,),
        title=text,
        opening=(text, "url(file:///etc/passwd) @import 'http://127.0.0.1:9/a.css';"),
        sections=(Section(text, blocks),),
        attendance=(AttendanceGroup(text[:5], (AttendingUnit(text, (Attendee(text, text),)),)),),
        distribution=Distribution((text,), text[:30], date(2026, 3, 9)),
    )


def test_markup_in_any_field_is_text_and_fetches_nothing() -> None:
    """The locked fetcher raises on any attempt, so a clean return is also the proof that nothing was asked for."""
    data = render_minutes_pdf(everywhere(HOSTILE))
    assert read_sheets(data).text.count(plain(HOSTILE)) >= 16
    assert b"root:" not in data
    assert not [page.get("/Annots") for page in pypdf.PdfReader(io.BytesIO(data)).pages if page.get("/Annots")]


@pytest.mark.parametrize("text", ["王\U0010fffd", "😀", "👩‍⚖️", "ก", BACKWARDS, "שלום", "葛\U000e0100", "❤️"])
def test_what_no_font_shows_is_refused_in_every_field(text: str) -> None:
    for name in ("mark", "number", "title", "opening", "sections", "attendance", "distribution"):
        facts = make_minutes_facts(**{name: getattr(everywhere(text), name)})
        with pytest.raises(MissingGlyph, match=r"字体中没有“.+”（U\+[0-9A-F]{4,6}）字") as raised:
            render_minutes_pdf(facts)
        assert raised.value.character in text


def test_a_watermark_that_no_font_shows_is_refused() -> None:
    with pytest.raises(MissingGlyph):
        render_minutes_pdf(make_minutes_facts(), watermark="演示😀")


def test_document_numbers_and_sums_are_never_broken() -> None:
    phrase = "按照意见〔2026〕36号和〔2026〕第12号办理，办结率91.7%，计3,450.5万元。"
    section = Section("一、规则", tuple(Paragraph("甲" * n + phrase * 3) for n in range(28)))
    facts = make_minutes_facts(sections=(section,))
    data = render_minutes_pdf(facts)
    assert faults(data, facts) == []
    text = "|".join(line.text for line in in_type_area(read_lines(data)))
    for whole in ("〔2026〕36号", "〔2026〕第12号", "91.7%", "3,450.5"):
        assert text.count(whole) == 28 * 3, whole


def test_two_thousand_attendees_take_seconds() -> None:
    facts = make_minutes_facts(attendance=(make_crowd(2000),))
    start = time.process_time()
    render_minutes_pdf(facts)
    assert time.process_time() - start < 15


@pytest.mark.parametrize("character", ["\U0010fffd", "😀", "\u0e01"])
def test_a_character_without_a_glyph_is_an_error_that_names_it(character: str) -> None:
    facts = make_minutes_facts(opening=(f"会议由王{character}主持。",))
    with pytest.raises(MissingGlyph) as raised:
        render_minutes_pdf(facts)
    assert raised.value.character == character
    assert f"U+{ord(character):04X}" in str(raised.value)


@pytest.mark.parametrize("name", ["喆镕堃玥珺垚翀昉旻炜晟燊犇", "䶮㛃𠅤"])
def test_rare_characters_of_names_are_set_without_opening_the_line(name: str) -> None:
    facts = make_minutes_facts(opening=(f"会议由王{name}主持。" + "双方进行了会商。" * 8,))
    lines = [line for line in in_type_area(read_lines(render_minutes_pdf(facts))) if line.page == 1]
    start = next(place for place, line in enumerate(lines) if line.text.startswith("会议由王"))
    assert lines[start + 1].baseline - lines[start].baseline == pytest.approx(LINE, abs=0.05)


def test_invisible_characters_are_not_printed() -> None:
    facts = make_minutes_facts(title="第五次\u200b联席\u2060会议\ufeff纪要", opening=("1\u20112楼\u200e会议室",))
    text = plain("".join(line.text for line in read_lines(render_minutes_pdf(facts))))
    assert "第五次联席会议纪要" in text
    assert "1-2楼会议室" in text


def test_warm_minutes_take_a_few_times_what_a_list_of_one_row_takes() -> None:
    facts, row = make_minutes_facts(), make_register(1)
    assert cpu_seconds(lambda: render_minutes_pdf(facts)) < 5 * cpu_seconds(lambda: render_register_pdf(row))
