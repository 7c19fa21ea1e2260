"""The first administrator: who proves to be the operator makes one, and nobody a second time."""

from flask import Flask
from sqlalchemy import func, select

from liaison.core.sides import Role, Side
from liaison.launch import services
from liaison.launch.models import SetUpCode
from liaison.launch.queries import FOUND
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.page import PASSWORD, Browser

FILLED = {
    "username": "chen.kai", "name": "陈开", "side": "bar", "roles": ["officer", "organiser"], "password": PASSWORD,
    "again": PASSWORD,
}  # fmt: skip


def test_every_page_leads_to_the_first_administrator_until_there_is_one(empty_site: Browser, app: Flask) -> None:
    for address in ("/", "/login", "/opinions", "/nowhere", "/launch", "/verify"):
        answer = empty_site.send("GET", address)
        assert (answer.status_code, answer.location) == (303, "/launch/begin"), address
    assert empty_site.send("GET", "/healthz").status_code == 200
    assert empty_site.get("/launch/begin?lang=en").status == 200
    make_user("operator", side=None, roles=(Role.ADMINISTRATOR,))
    assert empty_site.get("/login").status == 200, "an account of the command line ends the first run too"
    assert empty_site.get("/launch/begin", expect=404).status == 404
    assert app.extensions[FOUND] is True


def test_the_code_of_the_console_makes_the_first_administrator_once(empty_site: Browser, code: str) -> None:
    answer = empty_site.submit("/launch/begin", code=code.lower().replace("-", " "), **FILLED)
    assert answer.location == "/login?next=/launch"
    user = db.session.scalars(select(User)).one()
    assert user.own_roles == {Role.ADMINISTRATOR, Role.OFFICER, Role.ORGANISER}
    assert (user.side, user.name) == (Side.BAR, "陈开")
    assert db.session.scalar(select(func.count()).select_from(SetUpCode)) == 0, "the code goes with its use"
    assert empty_site.get("/launch/begin", expect=404).status == 404
    assert empty_site.post("/launch/begin", code=code, **{**FILLED, "username": "second"}).status_code == 404
    empty_site.type_in("chen.kai")
    assert "开通向导" in empty_site.get("/launch").text


def test_a_wrong_code_is_refused_counted_and_makes_nobody(empty_site: Browser, code: str) -> None:
    page = empty_site.submit("/launch/begin", expect=422, code="AAAA-BBBB-CCCC-DDDD", **FILLED)
    assert "设置代码不正确" in page.text
    assert 'value="chen.kai"' in page.text, "what was typed stays"
    for _time in range(19):
        empty_site.submit("/launch/begin", expect=422, code="AAAA-BBBB-CCCC-DDDD", **FILLED)
    assert empty_site.submit("/launch/begin", expect=429, code=code, **FILLED).status_code == 429
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
    refused = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "set_up_code.refused")
    assert db.session.scalar(refused) == 20


def test_what_cannot_be_is_said_beside_its_field(empty_site: Browser, code: str) -> None:
    for wrong, words in (
        ({"password": "1234567890", "again": "1234567890"}, "密码过于简单"),
        ({"side": "none"}, "不能由“不属于任何一方”的用户担任"),
        ({"username": "陈"}, "用户名为 3 至 40 位"),
        ({"again": "something else"}, "两次输入的密码不一致"),
        ({"email": "nowhere"}, "请填写完整的电子邮箱地址"),
    ):
        page = empty_site.submit("/launch/begin", expect=422, code=code, **{**FILLED, **wrong})
        assert words in page.text
    assert empty_site.submit("/launch/begin", code=code, **FILLED).status_code == 303, "the code is still good"


def test_a_new_code_takes_the_place_of_the_old_and_only_its_hash_is_kept(empty_site: Browser, code: str) -> None:
    with unit.transaction():
        newer = services.issue_code()
    assert newer not in str(db.session.scalars(select(SetUpCode.code_hash)).one())
    empty_site.submit("/launch/begin", expect=422, code=code, **FILLED)
    assert empty_site.submit("/launch/begin", code=newer, **FILLED).status_code == 303


def test_the_command_prints_a_code_only_while_there_is_nobody(empty_site: Browser, app: Flask) -> None:
    runner = app.test_cli_runner()
    told = runner.invoke(args=["launch", "code"])
    assert told.exit_code == 0
    assert "/launch/begin" in told.output
    typed = told.output.splitlines()[0].removeprefix("set-up code: ")
    assert empty_site.submit("/launch/begin", code=typed, **FILLED).status_code == 303
    again = runner.invoke(args=["launch", "code"])
    assert again.exit_code == 2
