"""Both directions from lodging to the re-examination, a complaint without a name, and the purge: each by its people."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import OpenWindow, serving_copy
from tests.journeys.supervision import Company, Told, choose, fill, paper_of
from tests.journeys.window import PHONE, Window

CASE = "（2026）云01民终4567号"
ABOUT_A_JUDGE = Told(
    category="B2 阅卷",
    body="市中院",
    person="吴静姝",
    facts=f"3月2日提交阅卷预约，至3月16日仍未答复，涉及{CASE}。望潮所两次致电，均称已转承办部门。",
    wanted="请答复阅卷安排。",
    identity="保密",
    case_number=CASE,
)
ABOUT_A_LAWYER = Told(
    category="I 缺席庭审、逾期提交、虚假诉讼、拖延",
    body="平堰所",
    person="李铮",
    facts="4月7日开庭，代理人未到庭也未说明理由，致使庭审延期。",
    wanted="请依行业规范处理。",
    identity="以单位名义",
)
FOUND = {"text": "经核查，阅卷预约未按期答复属实。", "finding": "部分属实"}
STRANGERS = ("bar.lawyer2", "bench.judge2", "admin1", "auditor1", "observer1")
# They share a site: one worker tells them all.
pytestmark = pytest.mark.xdist_group("supervision")


@pytest.fixture(scope="module")
def here(
    city: Path, chromium: Browser, password: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """One site and one window a person for all stories: each is about a complaint of its own."""
    with serving_copy(city, tmp_path_factory.mktemp("supervision")) as site:
        company = Company(site, chromium, password)
        yield company
        company.leave()


def test_a_lawyer_complains_about_a_judge_from_the_phone_to_the_purge(
    here: Company, city: Path, tmp_path: Path
) -> None:
    phone = here.lodge("bar.lawyer1", ABOUT_A_JUDGE, tmp_path)
    here.closed_to("bench.officer1", "bench.judge1", *STRANGERS)

    # The own officer strikes what tells who complains; the complainant agrees on the phone; then it goes over.
    desk = here.act("bar.officer1", "受理", text="属于本渠道。")
    desk.link("制作对方副本").click()
    for mark in desk.main.locator("#strike input").all():
        mark.check()
    desk.button("保存副本").click()
    expect(desk.main).to_contain_text("等待投诉人确认")
    phone.open(here.place).link("核对副本").click()
    expect(phone.main).not_to_contain_text(CASE)
    expect(phone.main).not_to_contain_text("望潮所")
    phone.button("同意这份副本").click()
    expect(phone.main).to_contain_text("投诉人已同意")
    here.act("bar.officer1", "移送法院")

    court = here.act("bench.officer1", "签收")
    for secret in (CASE, "望潮", "程亦舒", "预约截图"):
        expect(court.main).not_to_contain_text(secret)
    here.act("bench.officer1", "指定核查人", people="袁立")
    here.closed_to("bench.judge1")
    here.act("bench.handler1", "告知被投诉人", text="有人反映阅卷预约未按期答复，请说明情况。")
    judge = here.act("bench.judge1", "提交情况说明", text="卷宗当时在评查，已于3月17日安排。")
    expect(judge.main).not_to_contain_text("望潮")
    here.act("bench.handler1", "提交核查报告", **FOUND)
    here.act("bench.supervisor1", "作出结论", measure="已改正或补办", **FOUND)
    here.act("bench.officer1", "回复律师协会", text="经核查部分属实，已安排阅卷并向承办部门提醒。")
    here.act("bar.officer1", "答复投诉人", text="法院核查部分属实，已于3月17日安排阅卷。")

    phone.open(here.place)
    expect(phone.main).to_contain_text("法院核查部分属实")
    assert paper_of(phone, "答复书").startswith(b"%PDF")
    phone.link("评价办理").click()
    phone.main.get_by_label("比较满意", exact=True).check()
    phone.button("评价办理").click()
    here.act("bar.lawyer1", "申请复查", text="核查没有看3月6日的通话记录，附后。")

    # Whoever checked it the first time is not offered, and does not see it any more.
    again = here.of("bench.officer1").open(here.place)
    again.link("指定核查人").click()
    expect(again.main).to_contain_text("曾办理本件的原核查")
    fill(again, people="程望")
    again.button("指定核查人").click()
    here.closed_to("bench.handler1")
    here.act("bench.officer2", "提交核查报告", **FOUND)
    here.act("bench.supervisor1", "作出结论", measure="已改正或补办", **FOUND)
    here.act("bench.officer1", "回复律师协会", text="复查维持原结论。")
    here.act("bar.officer1", "答复投诉人", text="复查维持原结论。")
    here.act("bar.lawyer1", "办结")
    expect(phone.main).to_contain_text("已办结")
    here.closed_to(*STRANGERS)
    here.purge(city, "属实和部分属实的投诉")
    here.closed_to("bar.lawyer1", "bar.officer1", "bench.officer1", "bench.handler1", "bench.judge1")


@pytest.mark.long
def test_a_judge_complains_about_a_lawyer_from_the_phone_to_the_purge(
    here: Company, city: Path, tmp_path: Path
) -> None:
    here.lodge("bench.judge1", ABOUT_A_LAWYER, tmp_path)
    here.closed_to("bar.officer1", "bar.lawyer2", "bar.panel1", "bench.judge2")
    here.act("bench.officer1", "审核并移送律协", text="形式和保密审查通过。")
    bar = here.act("bar.officer1", "登记")
    expect(bar.main).not_to_contain_text("吴静姝")
    here.act("bar.officer1", "组成惩戒委员会", people="温若岚 章慕云")
    here.act("bar.panel1", "立案", text="予以立案。")
    here.closed_to("bar.lawyer2")
    here.act("bar.panel1", "告知被投诉律师", text="法院反映4月7日未到庭。")
    lawyer = here.act("bar.lawyer2", "提交申辩", text="当日突发疾病，已由同事电话报告。")
    expect(lawyer.main).not_to_contain_text("吴静姝")
    here.act("bar.officer1", "指派调查人员", people="汪景和 丁蔓")
    here.act("bar.investigator1", "提交调查报告", text="就医记录属实，未书面说明。", finding="部分属实")
    here.act("bar.panel1", "告知听证权利", text="拟给予训诫。")
    here.act("bar.lawyer2", "申请听证", text="请求听证。")
    here.act("bar.panel1", "通知听证", text="5月20日9时，市律协会议室，主持人温若岚。")
    here.act("bar.panel1", "记录听证", text="听证如期举行，双方陈述。")
    here.act("bar.panel1", "作出决定", text="未书面说明，情节轻微。", finding="部分属实", measure="训诫")
    here.act("bar.officer1", "送达决定", text="当面送达，本人签收。")
    lawyer.open(here.place)
    assert paper_of(lawyer, "处分决定书").startswith(b"%PDF")
    here.act("bar.lawyer2", "申请省律协复查", text="处分过重。")
    here.act("bar.officer1", "登记复查决定", text="维持。", finding="部分属实", measure="训诫")
    here.act("bar.officer1", "反馈法院", text="部分属实，予以训诫；理由：未书面说明。")
    judge = here.act("bench.judge1", "办结")
    expect(judge.main).to_contain_text("训诫")
    here.closed_to(*[name for name in STRANGERS if name != "bar.lawyer2"])
    here.purge(city, "属实和部分属实的投诉")
    here.closed_to("bench.judge1", "bench.officer1", "bar.officer1", "bar.panel1", "bar.investigator1", "bar.lawyer2")


def test_without_a_name_by_the_code_alone_until_the_purge(here: Company, city: Path, open_window: OpenWindow) -> None:
    phone = open_window(here.site, device=PHONE).open("/complaints/code")
    phone.link("反映法官").click()
    choose(phone, "问题类别", ABOUT_A_JUDGE.category)
    choose(phone, "被投诉人所在单位", ABOUT_A_JUDGE.body)
    phone.field("被投诉人姓名或职务").fill("吴静姝")
    phone.field("事情经过").fill(ABOUT_A_JUDGE.facts)
    phone.button("查看对方将看到的内容").click()
    code = phone.page.locator(".code-shown").inner_text()
    phone.field("请输入上面的回执码，确认已经记下").fill(code)
    phone.button("提交投诉").click()
    reference = phone.page.locator(".stat-value").inner_text()

    desk = here.of("bar.officer1").open("/complaints?q=" + reference)
    desk.link(reference).click()
    here.place, here.reference = desk.path, reference
    desk.field("留言").fill("请补充当天在场的人。")
    desk.button("发送").click()
    here.closed_to("bench.officer1", "bench.judge1", *STRANGERS)

    phone.button("离开并清除本机记录").click()
    with phone.expecting("404"):
        phone.open("/complaints/by-code", status=404)
    phone.open("/complaints/code")
    with phone.expecting("422"):
        enter(phone, reference, code[:-1] + ("2" if code[-1] != "2" else "3"))
        expect(phone.main).to_contain_text("编号或回执码不正确")
    enter(phone, reference, code.lower())
    expect(phone.main).to_contain_text("请补充当天在场的人。")
    phone.field("留言").fill("同去的还有一位实习律师。")
    phone.button("发送").click()
    phone.link("撤回投诉").click()
    phone.button("撤回投诉").click()
    expect(phone.main).to_contain_text("已撤回")
    expect(desk.open(here.place).main).to_contain_text("同去的还有一位实习律师。")

    here.purge(city, "不予受理、撤回、并案的投诉")
    with desk.expecting("404"):
        desk.open(here.place, status=404)
    with phone.expecting("404"):
        phone.open("/complaints/by-code", status=404)


def enter(phone: Window, reference: str, code: str) -> None:
    """The door of whoever has a receipt."""
    phone.field("投诉编号").fill(reference)
    phone.field("回执码").fill(code)
    phone.button("查看").click()
