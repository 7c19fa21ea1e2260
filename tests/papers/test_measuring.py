"""Minutes keep the measures of GB/T 9704-2012, and minutes that leave them are found out."""

import sys
from dataclasses import replace

import pytest

from liaison.papers import glyphs
from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Distribution,
    MinutesFacts,
    Paragraph,
    Section,
)
from liaison.papers.fonts import Face
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.minutes import compose
from liaison.papers.pdf import SHEETS, mark_css, minutes_html, render_minutes_pdf
from liaison.papers.press import press
from tests.makers.papers import (
    MINUTES,
    OTHER,
    make_crowd,
    make_long_minutes,
    make_minutes_facts,
    make_short_minutes,
    make_table,
    make_table_minutes,
)
from tests.papers.measuring import faults, report
from tests.papers.pdf_reading import read_lines, read_sheets

DAY = MINUTES.issued_on
QUOTES = "双方就“一案一评”“背靠背评价”“以案释法”“阅卷难”等《意见》（试行）〔2026〕36号事项逐项研究，推进99％落实；"
ONE = AttendanceGroup("出席", (AttendingUnit("云江市律师协会", (Attendee("许立言"),)),))
LONG_NAME = AttendanceGroup(
    "出席", (AttendingUnit("云江市律师协会", (Attendee("许立言"), Attendee("阿卜杜拉" * 75), Attendee("陈以宁"))),)
)
TITLE = (
    "云江市律师协会、云江市法官协会关于进一步依法保障律师执业权利、规范律师执业行为、完善诉讼服务机制"
    "和加强法官律师良性互动若干问题的第五次联席会议纪要"
)
SAMPLES: dict[str, tuple[MinutesFacts, int]] = {
    "short": (make_short_minutes(), 1),
    "usual": (make_minutes_facts(), 3),
    "long": (make_long_minutes(20), 12),
    "table": (make_table_minutes(), 7),
    "table of one row": (make_table_minutes(1), 2),
    "two tables": (make_minutes_facts(sections=(Section("一、表", (make_table(2), make_table(3))),)), 3),
    "crowd": (make_minutes_facts(attendance=(make_crowd(400),)), 7),
    "one attendee": (make_minutes_facts(attendance=(ONE,)), 3),
    "nobody": (make_minutes_facts(attendance=()), 3),
    "long name": (make_minutes_facts(attendance=(LONG_NAME,)), 4),
    "long title": (make_minutes_facts(title=TITLE), 4),
    "title longer than its page": (make_minutes_facts(title="关于会议" * 60), 4),
    "two-line mark": (make_minutes_facts(mark="云江市律师协会云江市法官协会法官律师良性互动联席会议纪要"), 3),
    "nothing": (make_minutes_facts(opening=(), sections=(), attendance=()), 1),
    "no copies": (make_minutes_facts(distribution=replace(MINUTES.distribution, copies_to=())), 3),
    "quotes": (
        make_minutes_facts(sections=(Section("一、规则", tuple(Paragraph("甲" * n + QUOTES * 2) for n in range(28))),)),
        8,
    ),
}


OFTEN = {"usual", "table", "long name", "title longer than its page", "nothing"}


@pytest.mark.parametrize(
    "name", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.long) for name in SAMPLES]
)
def test_minutes_keep_every_measure(name: str) -> None:
    facts, pages = SAMPLES[name]
    pdf = render_minutes_pdf(facts)
    sys.stdout.write("\n  ".join([name, *report(pdf)]) + "\n")
    assert faults(pdf, facts) == []
    assert len(read_sheets(pdf).sizes) == pages


@pytest.mark.long
def test_two_thousand_attendees_are_all_there_and_in_order() -> None:
    facts = make_minutes_facts(attendance=(make_crowd(2000),))
    assert faults(render_minutes_pdf(facts), facts) == []


def altered(rules: str) -> list[str]:
    """The names of the measures that these rules break."""
    facts = make_minutes_facts(sections=(*MINUTES.sections[1:], Section("五、表", (make_table(3), *OTHER.blocks))))
    text = compose(facts)
    pdf = press().print(minutes_html(facts, text), SHEETS, mark_css(text) + rules, "0" * 32)
    return sorted({fault.partition(":")[0] for fault in faults(pdf, facts)})


# What breaks each measure; of the others that break it too, make test-all tries every one.
BREAKING = [
    ("@page { size: 216mm 279mm; }", "paper"),
    ("@page { margin-left: 25mm; }", "margins"),
    ("@page { margin-top: 34mm; }", "grid"),
    ("html { letter-spacing: 0; }", "characters"),
    (".body { text-align: left; }", "flush"),
    (".mark { margin-top: 10mm; }", "mark"),
    (".number-row { left: 0; }", "number row"),
    (".head { border-color: #000; }", "red line"),
    ("h1 { font-size: 20pt; }", "title"),
    (".body { text-indent: 0; }", "text"),
    ("h2 span.hei { font-family: 'Paper fang'; }", "typefaces"),
    ("td.right { display: none; }", "tables"),
    (".distribution { font-size: 12pt; } .distribution p { font-size: 12pt; }", "distribution"),
    ("@page :left { @bottom-left { padding-left: 60pt; } }", "page numbers"),
]
MORE_BREAKING = [
    ("html { line-height: 28pt; }", "grid"),
    ("h2 { margin-top: 3mm; }", "grid"),
    ("table { margin-bottom: 5pt; }", "grid"),
    ("td p { line-height: 20pt; }", "grid"),
    (".mark { color: #000; }", "mark"),
    (".mark { padding-left: 10mm; }", "mark"),
    (".head { margin-right: 5mm; }", "red line"),
    ("h1 { text-align: left; }", "title"),
    ("h1 { margin-top: 28.98pt; }", "title"),
    (".attendance { padding-left: 31.57pt; text-indent: 0; }", "text"),
    (".attendances { margin-top: 0; }", "text"),
    (".attendance { display: none; }", "text"),
    (".distribution { border-width: 1mm 0; }", "distribution"),
    (".distribution .copies { padding-left: 14pt; text-indent: 0; }", "distribution"),
    (".distribution { float: none; }", "distribution"),
    ("@page :right { @bottom-right { content: '1'; } }", "page numbers"),
    ("@page { @bottom-left { padding-top: 9mm; } @bottom-right { padding-top: 9mm; } }", "page numbers"),
    (
        "@page :left { @bottom-left { content: string(code); } @bottom-right { content: counter(page); } }",
        "page numbers",
    ),
]


@pytest.mark.parametrize(
    ("rules", "fault"), [*BREAKING, *(pytest.param(*case, marks=pytest.mark.long) for case in MORE_BREAKING)]
)
def test_a_style_sheet_that_leaves_the_form_is_found_out(rules: str, fault: str) -> None:
    assert fault in altered(rules)


def test_the_style_sheet_as_it_is_keeps_the_form() -> None:
    assert altered("") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("纪要如下：", "纪要如下<br>：", "line breaks: page 1 begins with ："),
        ("《关于依法", "《<br>关于依法", "line breaks: page 2 ends with 《"),
        ("第一会议室", "第二会议室", "text: not 2026年7月2日下午"),
        ("五、其他", "五、", "text: not 五、其他"),
        ("抄送：", "报送：", "distribution: not 抄送："),
    ],
)
def test_a_text_that_was_broken_or_changed_is_found_out(old: str, new: str, fault: str) -> None:
    text = compose(MINUTES)
    html = minutes_html(MINUTES, text)
    assert html.count(old) == 1
    pdf = press().print(html.replace(old, new), SHEETS, mark_css(text), "0" * 32)
    assert any(found.startswith(fault) for found in faults(pdf, MINUTES)), faults(pdf, MINUTES)


def test_another_paper_is_found_out() -> None:
    found = faults(render_minutes_pdf(make_short_minutes()), make_minutes_facts(mark="云江市座谈会纪要"))
    assert {"mark", "title", "text", "page numbers"} <= {fault.partition(":")[0] for fault in found}


def test_a_chain_without_its_stand_ins_is_refused() -> None:
    """The fault that no measuring can find, since a box has a width like any character."""
    ready = press()
    fang = ready.fonts[Face.FANG]
    with pytest.raises(MissingGlyph, match="U\\+5586"):
        glyphs.require([(Face.FANG, "王喆")], {**ready.fonts, Face.RARE: fang, Face.SONG: fang})


def test_a_cell_longer_than_a_page_loses_no_text() -> None:
    table = make_table(1)
    cell = "会议" * 700
    tall = replace(table, rows=(("1", cell, "甲", "1"),))
    pdf = render_minutes_pdf(make_minutes_facts(sections=(Section("一、表", (tall,)),), opening=(), attendance=()))
    assert sum(line.text.count("会议") for line in read_lines(pdf) if line.size == 14) >= 690
    assert read_sheets(pdf).text.count("会") >= 700


@pytest.mark.parametrize("before", [1, *(pytest.param(before, marks=pytest.mark.long) for before in range(2, 6))])
def test_a_table_repeats_its_head_and_breaks_no_row(before: int) -> None:
    blocks = (*[Paragraph("会议听取了汇报。")] * before, make_table(20))
    facts = make_minutes_facts(sections=(Section("一、表", blocks),), distribution=Distribution((), "秘书处", DAY))
    lines = [line for line in read_lines(render_minutes_pdf(facts)) if line.size == 14]
    pages = ["".join(line.text for line in lines if line.page == page) for page in range(1, lines[-1].page + 1)]
    tabled = [text for text in pages if "云江市中级" in text]
    assert len(tabled) > 2
    for text in tabled:
        assert text.count("承办单位") == 1
        # The unit takes two lines in its column: a row that was broken leaves one of them on each page.
        assert text.count("云江市中级人民") == text.count("法院")


def test_a_distribution_without_copies_has_one_line() -> None:
    facts = make_minutes_facts(distribution=Distribution((), "秘书处", DAY))
    assert faults(render_minutes_pdf(facts), facts) == []
