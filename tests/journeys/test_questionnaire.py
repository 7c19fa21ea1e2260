"""A questionnaire from its first question to an item of the next conference; a court case rated by both, blindly."""

import re
from collections.abc import Callable
from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from liaison.core import clock
from tests.journeys.conftest import OpenWindow
from tests.journeys.fifth import LEAD, go_to_conference, item_of
from tests.journeys.window import PHONE, Window
from tests.live import Site

TITLE, WISH = "庭审规范十项问卷", "还有什么建议"
ITEMS, SLIPS, MOST_TAPS = 10, 10, 12
TARGET = 48
REMARK, NAME = "钱审判长常常打断发言，请改进。", "钱审判长"
FINDING, TOPIC = "准时开庭、仪表规范", "开庭准时的保障"
WORKER_MILLISECONDS = 60_000
Password = Callable[[str], str]


def test_from_the_first_question_to_the_next_conference(
    own_site: Site, open_window: OpenWindow, password: Password
) -> None:
    bar = open_window(own_site).sign_in("bar.officer1", password("bar.officer1"))
    bench = open_window(own_site).sign_in("bench.officer1", password("bench.officer1"))
    address = design(bar)
    slips = print_slips(bar, address)
    bar.open(address).button("开放填答").click()
    bar.told("已完成：%(verb)s。", verb="开放填答")

    answer_on_a_phone(open_window(own_site, device=PHONE), slips.pop())
    answer_without_script(open_window(own_site, device=PHONE, java_script_enabled=False), slips.pop())
    answer_over_a_lost_line(open_window(own_site), slips.pop())
    for slip in slips:
        send(bar.page, slip)

    bar.open(address).button("截止").click()
    for window, struck in ((bar, NAME), (bench, "")):
        strike(window, address, struck)
    bar.open(address).button("发布结果").click()
    bench.open(f"{address}/results")
    expect(bench.main).to_contain_text("■■■■常常打断发言")
    expect(bench.main).not_to_contain_text(NAME)
    bar.open(f"{address}/results").button("生成报告").click()
    expect(bar.link("PDF 文件")).to_be_visible(timeout=WORKER_MILLISECONDS)
    expect(bar.link("Word 文件")).to_be_visible(timeout=WORKER_MILLISECONDS)
    carry_over(bar, address)


def test_two_rate_each_other_and_neither_sees_it(own_site: Site, open_window: OpenWindow, password: Password) -> None:
    officer = open_window(own_site).sign_in("bench.officer1", password("bench.officer1"))
    officer.open("/ratings/cases?status=filed").main.locator("tbody a").first.click()
    officer.link("登记办结").click()
    officer.field("办结日期").fill(clock.today().isoformat())
    officer.button("登记办结").click()
    number = officer.page.locator("h1").inner_text()
    people = officer.page.locator("#people").inner_text()
    for side in ("bar.lawyer", "bench.judge"):
        for username in (f"{side}1", f"{side}2"):
            window = open_window(own_site).sign_in(username, password(username)).open("/ratings")
            if number in window.page.locator("#asked").inner_text():
                rate(window, number)
                break
        else:
            raise AssertionError(f"nobody of {side} is asked: {people}")
    officer.page.reload()
    expect(officer.page.locator("#ratings")).to_contain_text("2")
    expect(officer.main).not_to_contain_text("始终")


def design(window: Window) -> str:
    """A draft with the ten items of the bank and a question to write in, frozen; gives its address."""
    window.open("/questionnaires").link("新建问卷").click()
    window.field("标题").fill(TITLE)
    window.button("保存").click()
    window.link("律师对法官（十项）").click()
    window.button("加入问卷").click()
    window.link("长文本").click()
    window.field("题目").fill(WISH)
    window.field("必答").uncheck()
    window.button("保存").click()
    address = window.path
    window.button("定稿").click()
    window.told("已完成：%(verb)s。", verb="定稿")
    return address


def print_slips(window: Window, address: str) -> list[str]:
    """The addresses that a phone reads from the printed sheet."""
    window.open(address).link("印制答题码").click()
    window.field("张数").fill(str(SLIPS))
    window.button("生成答题条").click()
    sheet = window.page.locator(".sheets img").first
    expect(sheet).to_be_visible(timeout=WORKER_MILLISECONDS)
    picture = window.context.request.get(str(sheet.get_attribute("src"))).body()
    found = [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))]
    assert len(set(found)) == SLIPS
    return found


def answer_on_a_phone(window: Window, slip: str) -> None:
    """Ten items in twelve taps, from the code on the slip to the page of thanks; going back is counted back."""
    page, taps = window.page, 0
    page.goto(slip)
    page.get_by_role("button", name="开始填写").tap()
    taps += 1
    where = page.locator(".answer-progress b")
    heights = "found => found.map((each) => each.offsetHeight)"
    assert min(page.locator(".q-option:visible, .answer-button:visible").evaluate_all(heights)) >= TARGET
    for number in range(1, ITEMS + 1):
        expect(where).to_have_text(f"{number} / {ITEMS + 1} 题")
        if number == 3:
            page.go_back()
            expect(where).to_have_text(f"2 / {ITEMS + 1} 题")
            page.go_forward()
            expect(where).to_have_text(f"3 / {ITEMS + 1} 题")
        page.locator("fieldset:visible label.q-option").first.tap()
        taps += 1
    page.get_by_role("button", name="提交答卷").tap()
    taps += 1
    expect(page.locator("h1")).to_have_text("感谢填写")
    assert taps <= MOST_TAPS
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert page.evaluate("localStorage.length") == 0
    assert window.context.cookies() == []


def answer_without_script(window: Window, slip: str) -> None:
    """One long page; what is forgotten is said beside it, and what was typed stays."""
    address, _, code = slip.partition("#")
    page = window.page
    page.goto(address)
    page.get_by_label("答题码").fill(code.lower())
    page.get_by_label(WISH).fill(REMARK)
    for question in page.locator("fieldset.q").all()[1:]:
        question.locator("input").nth(1).check()
    with window.expecting("422"):
        page.get_by_role("button", name="提交答卷").click()
        expect(page.locator("#summary")).to_contain_text("有 1 处需要更正")
    page.locator("fieldset.q").first.locator("input").first.check()
    page.get_by_role("button", name="提交答卷").click()
    expect(page.locator("h1")).to_have_text("感谢填写")


def answer_over_a_lost_line(window: Window, slip: str) -> None:
    """On a desk, in large type, a section a screen; the line goes down while it is sent, and comes back."""
    page = window.page
    page.goto(slip)
    page.get_by_role("link", name="大字").click()
    page.get_by_role("button", name="开始填写").click()
    for question in page.locator("fieldset.q").all():
        question.locator("input").nth(2).check()
    # The browser is closed and the slip scanned again: the draft is on the device.
    page.goto("about:blank")
    page.goto(slip)
    page.get_by_role("button", name="开始填写").click()
    expect(page.locator("fieldset.q").last.locator("input").nth(2)).to_be_checked()
    with window.expecting("ERR_INTERNET_DISCONNECTED"):
        window.context.set_offline(True)
        page.get_by_role("button", name="提交答卷").click()
        expect(page.locator("#state")).to_contain_text("恢复后会自动再试")
        window.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("感谢填写", timeout=20_000)


def send(page: Page, slip: str) -> None:
    """What a form sends, without looking at it."""
    address, _, code = slip.partition("#")
    form = page.context.request.get(address).text()
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    values = {f"j{number}": "4" for number in range(1, ITEMS + 1)}
    answer = page.context.request.post(address, form={**values, "version": version[1], "ticket": code})
    assert answer.url.endswith("/thanks")


def strike(window: Window, address: str, passage: str) -> None:
    """An officer of a side reads what was written."""
    window.open(address).link("审读文字").click()
    expect(window.main).to_contain_text(REMARK)
    window.field("要划去的文字，一行一处").fill(passage)
    window.button("保存审读结果").click()
    expect(window.main).to_contain_text("本方没有待审读的文字")


def carry_over(window: Window, address: str) -> None:
    """A finding becomes an opinion, and that an item of the next conference."""
    window.open(f"{address}/results").main.get_by_role("row", name=re.compile(FINDING)).get_by_role("link").click()
    window.field("类别").select_option(index=1)
    window.button("提交").click()
    title = window.page.locator("h1").inner_text()
    assert FINDING in title
    window.link("审核通过").click()
    window.pick("主办单位", LEAD)
    window.button("审核通过").click()
    window.told("已审核通过，转承办方答复。")
    go_to_conference(window).link("添加议题").click()
    window.field("议题").last.fill(TOPIC)
    window.main.get_by_label(title).check()
    window.button("列入议程").click()
    expect(item_of(window, TOPIC)).to_contain_text(title)
    expect(window.open(f"{address}/results").main).to_contain_text(title)


def rate(window: Window, number: str) -> None:
    """Ten answers; afterwards one's own sheet does not open any more either."""
    window.page.locator("#asked").get_by_role("link", name=number).click()
    address = window.path
    for place in range(1, ITEMS + 1):
        window.page.locator(f"input[name=item{place}][value='5']").check()
    window.button("提交评价").click()
    expect(window.page.locator("#before")).to_contain_text(number)
    with window.expecting("409"):
        window.open(address, status=409)
