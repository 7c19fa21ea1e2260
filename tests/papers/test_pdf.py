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

import pdfplumber
import pypdf
import pytest

from liaison.papers.facts.minutes import AttendanceGroup, Attendee, AttendingUnit, Distribution, Paragraph, Section
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.lines import NO_END, NO_START
from liaison.papers.minutes import compose
from liaison.papers.pdf import render_minutes_pdf
from liaison.papers.verification import facts_sha256, verification_code
from tests.makers.papers import make_long_minutes, make_minutes_facts, make_short_minutes
from tests.papers.pdf_reading import MM, Line, in_type_area, plain, read_lines

LINE = 28.98 * MM
CELL = 15.785
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
HOSTILE = "<img src=http://127.0.0.1:9/x><script>alert(1)</script>&lt;b&gt;{{ 7*7 }}{% raw %}'\"--><!--"
TOGETHER = {"short": make_short_minutes, "usual": make_minutes_facts, "long": lambda: make_long_minutes(21)}


@pytest.fixture(scope="module")
def rendered() -> dict[str, bytes]:
    return {name: render_minutes_pdf(make()) for name, make in TOGETHER.items()}


@pytest.fixture(scope="module")
def usual(rendered: dict[str, bytes]) -> list[Line]:
    return read_lines(rendered["usual"])


def expected_text(facts: Any) -> str:
    text = compose(facts)
    passages = ["".join(run.text for run in passage.runs) for passage in (*text.body, *text.attendance)]
    head = [*text.mark, text.number, text.date, *text.title]
    return plain("".join([*head, *passages, text.copies, text.issuer, text.printed]))


@pytest.mark.parametrize(("name", "pages"), [("short", 1), ("usual", 3), ("long", 12)])
def test_the_text_of_the_facts_stands_on_the_pages_in_order(rendered: dict[str, bytes], name: str, pages: int) -> None:
    lines = read_lines(rendered[name])
    assert max(line.page for line in lines) == pages
    assert plain("".join(line.text for line in in_type_area(lines))) == expected_text(TOGETHER[name]())


def test_the_text_can_be_taken_out_in_reading_order(rendered: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendered["usual"]))
    taken = plain("".join(page.extract_text() for page in reader.pages))
    assert "云江市律师协会与云江市法官协会在云江市中级人民法院第一会议室召开" in taken
    assert taken.index("一、上次会议") < taken.index("五、其他") < taken.index("列席：") < taken.index("抄送：")


def test_paper_and_margins(rendered: dict[str, bytes]) -> None:
    for data in rendered.values():
        with pdfplumber.open(io.BytesIO(data)) as document:
            sizes = {(round(page.width * MM), round(page.height * MM)) for page in document.pages}
        assert sizes == {(210, 297)}
        for line in in_type_area(read_lines(data)):
            assert line.left > LEFT - 1
            assert line.right < RIGHT + 1
            assert TOP < line.baseline < BOTTOM


def test_every_line_stands_on_the_grid(rendered: dict[str, bytes]) -> None:
    for data in rendered.values():
        lines = in_type_area(read_lines(data))
        first = next(line.baseline for line in lines if line.page == 1 and line.size == 16 and line.baseline > 150)
        origin = TOP + (first - TOP) % LINE
        for line in lines:
            if line.size == 16 and not line.text.startswith("〔"):
                off = (line.baseline - origin + LINE / 2) % LINE - LINE / 2
                assert abs(off) < 0.05, line


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    facts = make_minutes_facts(opening=("会" * 28 * 60,), sections=())
    lines = [line for line in in_type_area(read_lines(render_minutes_pdf(facts))) if set(line.text) == {"会"}]
    assert sum(line.page == 2 for line in lines) == 22
    assert {len(line.text) for line in lines[1:-1]} == {28}
    # Wider by what the last character of a line need not keep free behind it.
    assert all(CELL < step < CELL + 0.02 for line in lines[:-1] for step in line.steps)


def test_broken_lines_are_flush_and_full(rendered: dict[str, bytes]) -> None:
    """Every line but the last of its paragraph ends at the edge of the type area."""
    for facts, data in ((make_minutes_facts(), rendered["usual"]), (make_long_minutes(21), rendered["long"])):
        ends = {plain("".join(run.text for run in p.runs)) for p in (*compose(facts).body, *compose(facts).attendance)}
        lines = [line for line in in_type_area(read_lines(data)) if line.size == 16]
        broken = [line for line in lines[2:] if not any(end.endswith(plain(line.text)) for end in ends)]
        assert len(broken) > 25
        for line in broken:
            assert abs(line.right - RIGHT) < 0.3, line


def test_no_line_begins_or_ends_against_the_rules(rendered: dict[str, bytes]) -> None:
    quotes = (
        "双方就“一案一评”“背靠背评价”“以案释法”“阅卷难”“会见难”等《意见》（试行）〔2026〕事项逐项研究，推进99％落实；"
    )
    section = Section("一、规则", tuple(Paragraph("甲" * n + quotes * 3) for n in range(28)))
    lines = read_lines(render_minutes_pdf(make_minutes_facts(sections=(section,)))) + read_lines(rendered["long"])
    for line in in_type_area(lines):
        assert line.text[0] not in NO_START, line
        assert line.text[-1] not in NO_END, line


def test_the_head(usual: list[Line], rendered: dict[str, bytes]) -> None:
    mark, number_row = usual[0], usual[1]
    assert mark.text == "云江市法官律师联席会议纪要"
    # The ink of bold Song begins about 0.755 em above the baseline.
    assert mark.baseline - 0.755 * mark.size * MM == pytest.approx(72, abs=1)
    assert (mark.left, mark.right) == (pytest.approx(LEFT, abs=0.5), pytest.approx(RIGHT, abs=0.5))
    assert plain(number_row.text) == "〔2026〕第5号2026年7月9日"
    assert number_row.left == pytest.approx(LEFT + CELL * MM, abs=1)
    assert number_row.right == pytest.approx(RIGHT - CELL * MM, abs=1)
    with pdfplumber.open(io.BytesIO(rendered["usual"])) as document:
        page = document.pages[0]
        red = max(page.rects, key=lambda rect: rect["bottom"])
        colours = {char["non_stroking_color"] for char in page.chars if char["size"] > 30}
    assert (red["x0"] * MM, red["x1"] * MM) == (pytest.approx(LEFT, abs=0.1), pytest.approx(RIGHT, abs=0.1))
    assert 3 < red["bottom"] * MM - number_row.baseline < 7
    assert [tuple(round(part, 2) for part in colour) for colour in colours] == [(0.9, 0, 0.07)]
    title = [line for line in usual if line.size == 22]
    assert title[0].baseline - red["bottom"] * MM == pytest.approx(2.8 * LINE, abs=1)
    assert all((line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5) for line in title)


def test_headings_and_paragraphs_are_indented_by_two_cells(usual: list[Line]) -> None:
    for start in ("一、", "五、", "2026年7月2日下午", "会议听取", "议定〔2025〕7号", "（一）", "1."):
        line = next(line for line in usual if line.text.startswith(start))
        assert line.left == pytest.approx(LEFT + 2 * CELL * MM, abs=0.4), start


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


@pytest.mark.parametrize("name", ["short", "usual", "long"])
def test_the_distribution_stands_at_the_bottom_of_the_last_page(rendered: dict[str, bytes], name: str) -> None:
    lines = in_type_area(read_lines(rendered[name]))
    last = max(line.page for line in lines)
    copies = next(line for line in lines if line.text.startswith("抄送："))
    printing = lines[-1]
    assert {copies.page, printing.page} == {last}
    assert copies.size == printing.size == 14
    assert copies.left == printing.left == pytest.approx(LEFT + 14 * MM, abs=0.5)
    assert printing.right == pytest.approx(RIGHT - 14 * MM, abs=0.5)
    with pdfplumber.open(io.BytesIO(rendered[name])) as document:
        rules = [rect for rect in document.pages[last - 1].rects if rect["top"] * MM > 150]
    assert max(rule["bottom"] for rule in rules) * MM == pytest.approx(BOTTOM, abs=0.2)
    assert {(round(rule["x0"] * MM), round(rule["x1"] * MM)) for rule in rules} == {(28, 184)}


def test_the_distribution_never_covers_text_wherever_the_text_ends() -> None:
    for count in range(12):
        facts = replace(make_short_minutes(), opening=("会议议定事项如下。",) * count)
        lines = in_type_area(read_lines(render_minutes_pdf(facts)))
        last = max(line.page for line in lines)
        levels = [line.baseline for line in lines if line.page == last]
        assert any(line.size == 16 for line in lines if line.page == last), "it never stands on a page of its own"
        assert all(after - before > 5 for before, after in pairwise(levels)), count
        assert plain("".join(line.text for line in lines)) == expected_text(facts)


def test_page_numbers_stand_outside_and_codes_opposite(rendered: dict[str, bytes]) -> None:
    code = verification_code(make_long_minutes(21))
    with pdfplumber.open(io.BytesIO(rendered["long"])) as document:
        for number, page in enumerate(document.pages, 1):
            below = [char for char in page.chars if char["top"] * MM > BOTTOM]
            shown = [char for char in below if round(char["size"]) == 14]
            coded = [char for char in below if round(char["size"]) == 9]
            assert "".join(char["text"] for char in shown) == f"— {number} —"
            assert "".join(char["text"] for char in coded) == f"验证码 {code}"
            left, right = (coded, shown) if number % 2 else (shown, coded)
            assert left[0]["x0"] * MM == pytest.approx(LEFT + 14 * MM, abs=1)
            assert right[-1]["x1"] * MM == pytest.approx(RIGHT - 14 * MM, abs=1)
            # The dash of the serif stands 0.267 em above the baseline.
            dash = (float(page.height) - shown[0]["matrix"][5]) * MM - 0.267 * 14 * MM
            assert dash == pytest.approx(BOTTOM + 7, abs=0.5)


def test_it_is_an_archive_pdf_with_language_title_and_our_fonts_only(
    rendered: dict[str, bytes], tmp_path: Path
) -> None:
    facts, data = make_minutes_facts(), rendered["usual"]
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


def test_the_same_facts_give_the_same_bytes_in_another_process(rendered: dict[str, bytes]) -> None:
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
        assert made.stdout == rendered["usual"]


def test_demonstration_data_says_so_on_every_page() -> None:
    facts = make_minutes_facts()
    reader = pypdf.PdfReader(io.BytesIO(render_minutes_pdf(facts, watermark="演示数据")))
    assert all("演示数据" in plain(page.extract_text()) for page in reader.pages)
    lines = read_lines(render_minutes_pdf(facts, watermark="演示数据"))
    assert plain("".join(line.text for line in in_type_area(lines))) == expected_text(facts)


def test_markup_in_any_field_is_text_and_fetches_nothing() -> None:
    """The locked fetcher raises on any attempt, so a clean return is also the proof that nothing was asked for."""
    facts = make_minutes_facts(
        mark=f"标志{HOSTILE[:20]}",
        number=HOSTILE[:20],
        title=HOSTILE,
        issuers=(HOSTILE,),
        opening=(HOSTILE, "url(file:///etc/passwd) @import 'http://127.0.0.1:9/a.css';"),
        sections=(Section(HOSTILE, (Paragraph(HOSTILE),)),),
        attendance=(AttendanceGroup("出席", (AttendingUnit(HOSTILE, (Attendee(HOSTILE, HOSTILE),)),)),),
        distribution=Distribution((HOSTILE,), HOSTILE[:30], date(2026, 3, 9)),
    )
    data = render_minutes_pdf(facts)
    taken = plain("".join(line.text for line in in_type_area(read_lines(data))))
    assert taken.count(plain(HOSTILE)) >= 6
    assert b"root:" not in data
    assert not [page.get("/Annots") for page in pypdf.PdfReader(io.BytesIO(data)).pages if page.get("/Annots")]


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


def test_warm_minutes_take_less_than_a_second() -> None:
    facts = make_minutes_facts()
    render_minutes_pdf(facts)
    spent = []
    for _ in range(3):
        start = time.process_time()
        render_minutes_pdf(facts)
        spent.append(time.process_time() - start)
    assert min(spent) < 1
