"""A paper is looked at, taken back, deposited with its seals, and checked by somebody who received it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.live import Site
from tests.makers.scans import make_pdf

SECONDS = 1000


def test_a_sample_is_made_while_one_waits_and_shown_page_by_page(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str]
) -> None:
    window = open_window(own_site).sign_in("bar.organiser1", password("bar.organiser1"))
    window.open("/archive").link("公文样张").click()
    window.page.locator("form[action$='/samples/notice'] button").click()
    expect(window.page.locator(".sheets img")).to_have_count(3, timeout=60 * SECONDS)
    expect(window.page.locator(".sheets img").first).to_have_js_property("complete", True)
    with window.page.expect_download() as fetched:
        window.link("PDF 文件").click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF")


def test_the_signed_print_is_deposited_and_known_to_who_receives_it(
    own_site: Site, open_window: OpenWindow, password: Callable[[str], str], tmp_path: Path
) -> None:
    scan = tmp_path / "印发件.pdf"
    scan.write_bytes(make_pdf(2))
    keeper = open_window(own_site).sign_in("bench.organiser1", password("bench.organiser1"))
    keeper.open("/archive/2").link("存入印发件扫描").click()
    keeper.field("扫描件").set_input_files(scan)
    keeper.button("存入").click()
    keeper.told("扫描件已存入，并作为这份公文的印发件。")
    facts = keeper.page.locator("#paper dd").all_inner_texts()
    number, code = facts[0].strip(), facts[2].strip()

    reader = open_window(own_site).open("/login")
    reader.page.get_by_role("contentinfo").get_by_role("link", name="验证公文").click()
    reader.field("文号").fill(number.replace("〔", "[").replace("〕", "]"))
    reader.field("验证码").fill(code.lower())
    reader.button("验证").click()
    expect(reader.main).to_contain_text("文号和验证码与本平台印发的公文一致")
    reader.field("公文文件").set_input_files(scan)
    reader.button("上传并比对").click()
    expect(reader.main).to_contain_text("这份文件是本平台存档的印发件扫描")
