"""From nothing to a live site: wizard, a roster of 365, accounts with slips, a telephone, and somebody who leaves."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import expect
from sqlalchemy import select

from liaison.accounts.forms import importing as account_list
from liaison.config import Settings
from liaison.factory import create_app
from liaison.papers.sheet import write_table
from liaison.questionnaires.models import Questionnaire
from liaison.store.base import db
from liaison.store.users import User
from tests.journeys.conftest import OpenWindow
from tests.journeys.window import DESK, PHONE, Window
from tests.live import flask, serving
from tests.makers.directory import firm_row, lawyer_row, make_workbook
from tests.makers.questionnaires import make_questionnaire
from tests.page import PASSWORD

LAWYERS, FIRMS = 365, 33
LIVE = {"demo": "0"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIP = re.compile(r"(?:[2-9a-z]{4}-){3}[2-9a-z]{4}")
PEOPLE = (
    ["he.leaves", "何离", "律师方", "经办人", "", ""],
    ["she.stays", "佘留", "律师方", "经办人", "", ""],
    ["lawyer.one", "律师1", "律师方", "律师", "", "N0001"],
)


def test_from_nothing_to_a_live_site(tmp_path: Path, open_window: OpenWindow) -> None:
    folder = tmp_path / "live"
    code = re.search(r"set-up code: (\S+)", flask(folder, "demo", "prepare", **LIVE))
    assert code is not None
    with serving(folder, **LIVE, workers="1") as site:
        desk = open_window(site, device=DESK)
        begin(desk, code[1])
        wizard(desk)
        roster(desk)
        slips = accounts(desk)
        for username in ("she.stays", "he.leaves"):
            activate(open_window(site, device=DESK), site.url, username, slips[username])
        phone = open_window(site, device=PHONE)
        activate(phone, site.url, "lawyer.one", slips["lawyer.one"])
        expect(phone.page.locator("h1")).to_be_visible()
        leave(desk, folder)


def begin(desk: Window, code: str) -> None:
    desk.open("/opinions")
    expect(desk.page).to_have_url(re.compile("/launch/begin$"))
    for label, value in (("设置代码", code), ("用户名", "chen.kai"), ("姓名", "陈开"), ("密码", PASSWORD)):
        desk.field(label).fill(value)
    desk.field("再次输入密码").fill(PASSWORD)
    desk.field("律师方").check()
    desk.field("经办人").check()
    desk.button("建立系统管理员").click()
    desk.sign_in("chen.kai", PASSWORD)


def wizard(desk: Window) -> None:
    desk.open("/launch/city")
    for label, value in (
        ("城市名称", "澄江市"), ("律师协会全称", "澄江市律师协会"), ("法官协会全称", "澄江市法官协会"),
    ):  # fmt: skip
        desk.field(label).fill(value)
    desk.button("保存").click()
    desk.button("这一步已完成").click()
    expect(desk.page).to_have_url(re.compile("/launch/courts$"))
    desk.field("法院全称").fill("澄江市中级人民法院")
    desk.field("内设庭室").fill("立案庭\n民事审判第一庭")
    desk.button("登记这个法院").click()
    desk.button("这一步已完成").click()
    desk.open("/launch")
    expect(desk.main).to_contain_text("完成 2 / 12")


def roster(desk: Window) -> None:
    firms = [firm_row(f"澄江第{number}律师事务所") for number in range(1, FIRMS + 1)]
    people = [
        lawyer_row(f"律师{number}", f"澄江第{number % FIRMS + 1}律所", 编号=f"N{number:04}")
        for number in range(1, LAWYERS + 1)
    ]
    desk.open("/directory/import")
    upload(desk, make_workbook(firms, people))
    desk.button("确认导入").click()
    desk.told("名册已导入。")
    desk.open("/launch/roster")
    expect(desk.main).to_contain_text(str(LAWYERS))


def accounts(desk: Window) -> dict[str, str]:
    """Open the accounts of the list; gives the code of each slip, as it stands on the paper."""
    desk.open("/accounts/import")
    upload(desk, write_table("账户", [column.title for column in account_list.COLUMNS], PEOPLE))
    desk.button("确认开通").click()
    link = desk.link("PDF 文件")
    expect(link).to_be_visible(timeout=60_000)
    data = desk.context.request.get(desk.site.url + str(link.get_attribute("href"))).body()
    with pypdfium2.PdfDocument(data) as paper:
        text = "".join(page.get_textpage().get_text_range() for page in paper)
    codes = SLIP.findall(text)
    assert len(codes) == len(PEOPLE)
    return dict(zip((row[0] for row in PEOPLE), codes, strict=True))


def activate(window: Window, url: str, username: str, code: str) -> None:
    """What the QR code of a slip opens; then the password, and the way in."""
    window.open(f"{url}/login/password?username={username}&code={code}")
    window.field("新密码").fill(PASSWORD)
    window.field("再次输入新密码").fill(PASSWORD)
    window.button("设置密码").click()
    window.sign_in(username, PASSWORD)


def leave(desk: Window, folder: Path) -> None:
    app = create_app(Settings(demo=False, instance=folder))
    with app.app_context():
        leaver = db.session.scalars(select(User).where(User.username == "he.leaves")).one()
        make_questionnaire(leaver)
        leaver_id = leaver.id
        db.session.remove()
    desk.open(f"/accounts/users/{leaver_id}/hand-over")
    if "/account/confirm" in desk.page.url:
        desk.field("密码").fill(PASSWORD)
        desk.main.get_by_role("button").first.click()
    desk.field("全部交给").select_option(label="佘留（she.stays）")
    desk.field("理由").fill("调离")
    desk.button("移交并停用账户").click()
    expect(desk.main).to_contain_text("已移交 1 项")
    with app.app_context():
        successor = db.session.scalars(select(User.id).where(User.username == "she.stays")).one()
        assert db.session.scalars(select(Questionnaire.created_by_id)).all() == [successor]
        assert db.session.get_one(User, leaver_id).is_enabled is False
        db.session.remove()
        db.engine.dispose()


def upload(desk: Window, data: bytes) -> None:
    desk.page.locator("input[type=file]").set_input_files({"name": "表格.xlsx", "mimeType": XLSX, "buffer": data})
    desk.button("上传并核对").click()
