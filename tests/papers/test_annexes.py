"""Pages of other files behind a paper, through the warm renderer: numbered on, named, whole; a broken one says so."""

import io
from datetime import date

import pikepdf
from pypdf import PdfReader

from liaison.papers import engine
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.minutes import Paragraph
from liaison.papers.facts.reports import ReportFacts, ReportHeading
from tests.makers import evidence

FACTS = ReportFacts(
    "第五次联席会议会议手册", ("云江市律师协会",), date(2026, 11, 29),
    (ReportHeading("会议安排"), Paragraph("下午开会。")), has_cover=True, contents="always",
)  # fmt: skip


def landscape_page() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(1684, 1190))
        pdf.save(made)
    return made.getvalue()


def test_annexes_follow_the_paper_each_on_a_sheet_that_names_it() -> None:
    alone = engine.render("report", canonical_json(FACTS), ("pdf",))["pdf"]
    annexes = [
        ("附件1　阅卷记录.pdf", alone),
        ("附件2　现场照片.jpg", evidence.jpeg()),
        ("附件3　平面图.pdf", landscape_page()),
        ("附件4　坏文件.pdf", b"%PDF-1.4 broken"),
    ]
    made = engine.render("report", canonical_json(FACTS), ("pdf",), annexes=annexes, pictures=12, watermark="演示")
    before, reader = len(PdfReader(io.BytesIO(alone)).pages), PdfReader(io.BytesIO(made["pdf"]))
    pages = reader.pages[before:]
    texts = ["".join(page.extract_text().split()) for page in pages]
    owners = ["阅卷记录"] * (len(pages) - 3) + ["现场照片", "平面图", "坏文件"]
    assert all(owner in text for owner, text in zip(owners, texts, strict=True)), texts
    assert "下午开会" in texts[-4], "the page itself is on the sheet"
    assert "本件无法并入" in texts[-1]
    text_pages = before - int(reader.trailer["/Root"]["/PageLabels"]["/Nums"][2])  # type: ignore[index]
    assert [f"—{number}—" in text for number, text in enumerate(texts, text_pages + 1)] == [True] * len(texts)
    assert [page.mediabox.width > page.mediabox.height for page in pages][-3:] == [True, True, False]
    assert all(abs(min(page.mediabox[2:]) - 595.28) < 0.1 for page in pages), "every sheet is A4"
    titles = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert titles[-4:] == [title for title, _data in annexes]
    claims = [pikepdf.open(io.BytesIO(data)).open_metadata().pdfa_status for data in (alone, made["pdf"])]
    assert claims == ["3B", ""], "what comes from elsewhere is no archive PDF"
    assert f"page-{min(12, len(reader.pages)):02d}" in made


def test_a_paper_without_annexes_is_the_paper_itself() -> None:
    facts = canonical_json(FACTS)
    assert engine.render("report", facts, ("pdf",)) == engine.render("report", facts, ("pdf",), annexes=[])
