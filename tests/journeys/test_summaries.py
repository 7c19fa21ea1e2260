"""A new user makes the three-year summary in every format, follows its figures, and makes the bureau's annual table."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.window import Window
from tests.live import Site

SECONDS = 1000
HEADLINE = {
    "conferences_held": 4, "opinions_bar": 40, "opinions_bench": 15, "reception_days": 33, "people_received": 69,
    "advice_given": 35, "selected_lawyers": 36, "selected_party_members": 24, "lawyers": 365, "law_firms": 33,
    "party_members": 91, "party_branches": 15,
}  # fmt: skip
SENTENCES = (
    "三年来，共召开联席会议4次，会上收集律师工作意见、批评建议40条，法官工作意见、批评建议15条",
    "开展律师接访33次，接待来访69人，提供刑事、民事、行政、审监、执行等方面的法律咨询35人次",
    "挑选参与法院信访接待的律师36名，其中党员律师24名，占三分之二",
    "全市共有律师365名，律师事务所33家，党员律师91名，律师党支部15个",
)
FOLLOWED = {"召开联席会议": 4, "律师方意见建议": 40, "接访日": 33}


def test_three_years_in_all_formats_and_the_table_for_the_bureau(
    site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_window(site).sign_in("bar.officer1", password("bar.officer1"))
    window.page.get_by_role("navigation", name="主导航", exact=True).get_by_role("link", name="数据汇总").click()
    window.link("近三年").click()
    place = window.page.url
    plain = json.loads(fetched(window, "导出 JSON"))
    assert {row["name"]: row["value"] for row in plain["figures"] if row["name"] in HEADLINE} == HEADLINE
    head, *rows = load_workbook(io.BytesIO(fetched(window, "导出 Excel"))).worksheets[0].iter_rows(values_only=True)
    assert head == ("name", "unit", "value")
    assert {row[0]: row[2] for row in rows if row[0] in HEADLINE} == HEADLINE
    for label, value in FOLLOWED.items():
        follow(window, label, value)
        window.page.goto(place)
    window.button("生成报告").click()
    for text in papers(window):
        for sentence in SENTENCES:
            assert sentence in text, sentence

    window.open("/summaries/papers").link("起草总结").click()
    last = plain["to"][:4]
    window.field("起").fill(f"{int(last) - 1}-01-01")
    window.field("止").fill(f"{int(last) - 1}-12-31")
    window.main.get_by_label("工作总结", exact=True).uncheck()
    window.main.get_by_label("年度统计表（报司法局）", exact=True).check()
    window.button("起草").click()
    window.told("已起草%(n)s份总结。", n=1)
    window.button("印发总结").click()
    window.told("已完成：%(verb)s。", verb="印发总结")
    for text in papers(window):
        for words in ("市司法局", "双向监督联系会商工作年度统计表", f"{int(last) - 1}年", "指标解释"):
            assert words in text, words

    window.page.keyboard.press("/")
    window.page.keyboard.insert_text("阅卷")
    window.page.keyboard.press("Enter")
    expect(window.main.locator("mark", has_text="阅卷").first).to_be_visible()


def fetched(window: Window, link: str) -> bytes:
    """The file behind a link of the page."""
    with window.page.expect_download() as download:
        window.link(link).click()
    return Path(download.value.path()).read_bytes()


def follow(window: Window, label: str, value: int) -> None:
    """The figure of a line leads to as many records."""
    line = window.main.get_by_role("row", name=re.compile(f"^{label} ")).first
    line.get_by_role("link", name=str(value), exact=True).first.click()
    expect(window.main).to_contain_text(re.compile(rf"共 {value} [条次件]"))


def papers(window: Window) -> tuple[str, str]:
    """The text of the PDF and of the Word file that the page offers, once they are made, without blanks."""
    expect(window.link("PDF 文件")).to_be_visible(timeout=60 * SECONDS)
    pages = pypdfium2.PdfDocument(fetched(window, "PDF 文件"))
    words = Document(io.BytesIO(fetched(window, "Word 文件")))
    cells = [cell.text for table in words.tables for row in table.rows for cell in row.cells]
    texts = (
        "".join(page.get_textpage().get_text_range() for page in pages),
        "".join([*(paragraph.text for paragraph in words.paragraphs), *cells]),
    )
    return "".join(texts[0].split()), "".join(texts[1].split())
