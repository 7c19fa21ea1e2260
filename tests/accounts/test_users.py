"""The administration of users: who keeps whom, what each verb leaves, and who is never shut out."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from liaison.accounts.services import users
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.directory import make_organisation, make_person
from tests.page import PASSWORD, Browser

NEW = "another good 句子"
OFFICE = [
    ("bar.chief", "bar", ["head_of_supervision", "organiser"]),
    ("bar.clerk", "bar", ["officer", "organiser"]),
    ("bar.check", "bar", ["handler"]),
    ("bar.panel", "bar", ["panel_member", "investigator"]),
    ("bar.audit", "bar", ["auditor"]),
]


def _user(username: str) -> User:
    db.session.rollback()
    return db.session.scalars(select(User).where(User.username == username)).one()


def _entries() -> list[AuditEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


@pytest.fixture
def administrator(app: Flask, database: None) -> Browser:
    return signed_in(app, "admin.a", side=None, roles={Role.ADMINISTRATOR})


def test_an_administrator_sets_up_an_office_of_five(app: Flask, administrator: Browser) -> None:
    for username, side, roles in OFFICE:
        typed = {"username": username, "name": "某人", "side": side, "roles": roles, "how": "desk", "email": ""}
        answer = administrator.submit("/accounts/users/open", 200, **typed)
        (code,) = re.findall(r'<code class="secret">([^<]+)</code>', answer.text)
        person = Browser(app)
        person.submit("/login/password", username=username, code=code, password=NEW, again=NEW)
        person.type_in(username, NEW).get("/account")
        assert _user(username).own_roles == set(map(Role, roles))
    opened = [entry for entry in _entries() if entry.action == "account.opened"]
    assert len(opened) == len(OFFICE)
    assert "某人" not in str([entry.detail for entry in opened])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"side": "bench", "roles": ["lawyer"]}, "“律师”不能由“法官方”的用户担任"),
        ({"roles": ["auditor", "officer"]}, "不能由同一人担任"),
        ({"roles": []}, "至少选择一个角色"),
        ({"username": "admin.a"}, "已被使用"),
        ({"username": "李"}, "用户名为 3 至 40 位"),
        ({"email": "nobody"}, "完整的电子邮箱"),
        ({"how": "mail"}, "没有登记电子邮箱"),
        ({"side": ""}, "此项为必填项"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said(
    administrator: Browser, typed: dict[str, str | list[str]], words: str
) -> None:
    good = {"username": "li.na", "name": "李娜", "side": "bar", "roles": ["officer"], "how": "desk", "email": ""}
    response = administrator.submit("/accounts/users/open", 422, **{**good, **typed})
    assert words in response.text
    assert len(db.session.scalars(select(User)).all()) == 1


def test_a_form_sent_twice_opens_one_account(administrator: Browser) -> None:
    page = administrator.get("/accounts/users/open")
    form = next(form for form in page.tree.forms if "username" in form.fields)
    data = {**page.field_values(form), "username": "li.na", "name": "李娜", "side": "bar", "roles": ["officer"]}
    answers = [administrator.send("POST", "/accounts/users/open", data=data).status_code for _ in range(2)]
    assert answers == [200, 303]
    assert len([entry for entry in _entries() if entry.action == "account.opened"]) == 1


def test_roles_change_and_the_sessions_end(app: Flask, administrator: Browser) -> None:
    lawyer = signed_in(app, "li.na", roles={Role.LAWYER})
    url = f"/accounts/users/{_user('li.na').id}"
    administrator.submit(f"{url}/assign", side="bar", roles=["lawyer", "officer"])
    lawyer.get("/account", expect=302)
    entry = _entries()[-1]
    assert (entry.action, entry.detail) == ("account.assigned", {"added": ["officer"], "dropped": []})
    assert _user("li.na").own_roles == {Role.LAWYER, Role.OFFICER}


def test_disabling_and_enabling_need_a_reason_and_leave_one_entry_each(app: Flask, administrator: Browser) -> None:
    lawyer = signed_in(app, "li.na", roles={Role.LAWYER})
    url = f"/accounts/users/{_user('li.na').id}"
    assert "请填写理由" in administrator.submit(f"{url}/disable", 422, reason="").text
    before = len(_entries())
    administrator.submit(f"{url}/disable", reason="已转所")
    lawyer.get("/account", expect=302)
    Browser(app).submit("/login", 422, username="li.na", password=PASSWORD)
    assert "已转所" in administrator.get(url).text
    administrator.submit(f"{url}/enable", reason="转回")
    Browser(app).sign_in("li.na")
    mine = [entry.action for entry in _entries()[before:] if not entry.action.startswith("session.")]
    assert mine == ["account.disabled", "account.enabled"]
    assert "已转所" not in str([entry.detail for entry in _entries()])


@pytest.mark.parametrize("verb", ["amend", "assign", "reset", "disable", "drop-factor"])
def test_nobody_keeps_the_own_account(administrator: Browser, verb: str) -> None:
    answer = administrator.send("GET", f"/accounts/users/{_user('admin.a').id}/{verb}")
    assert answer.status_code == 403
    assert "不能办理本人的账户" in answer.text


def test_the_last_administrator_is_neither_disabled_nor_stripped(database: None) -> None:
    """Of two that act on one another at once, the second finds the first gone."""
    one = make_user("admin.a", side=None, roles={Role.ADMINISTRATOR})
    other = make_user("admin.b", side=None, roles={Role.ADMINISTRATOR})
    with unit.transaction():
        db.session.get_one(User, one.id).is_enabled = False
    for act in (
        lambda by, user: users.disable(user, "x", by),
        lambda by, user: users.assign(user, Side.BAR, {Role.OFFICER}, seen=None, by=by),
    ):
        with pytest.raises(RuleBroken, match="最后一个可用的系统管理员"), unit.transaction():
            act(db.session.get_one(User, one.id), db.session.get_one(User, other.id))


def test_a_change_from_an_older_page_is_refused_with_both_texts(database: None) -> None:
    by_id = make_user("admin.a", side=None, roles={Role.ADMINISTRATOR}).id
    id = make_user("li.na").id
    seen = db.session.get_one(User, id).version
    db.session.rollback()
    with unit.transaction():
        users.amend(db.session.get_one(User, id), "李娜", "", None, seen=seen, by=db.session.get_one(User, by_id))
    with pytest.raises(Stale) as refusal, unit.transaction():
        users.amend(db.session.get_one(User, id), "李那", "", None, seen=seen, by=db.session.get_one(User, by_id))
    assert (refusal.value.theirs["姓名"], refusal.value.yours["姓名"]) == ("李娜", "李那")
    with pytest.raises(Stale), unit.transaction():
        user, by = db.session.get_one(User, id), db.session.get_one(User, by_id)
        users.assign(user, Side.BAR, {Role.LAWYER}, seen=seen, by=by)


@pytest.mark.parametrize(
    ("roles", "side", "is_theirs"),
    [
        ({Role.LAWYER}, Side.BAR, True),
        ({Role.OFFICER}, Side.BAR, True),
        ({Role.JUDGE}, Side.BENCH, False),
        ({Role.OBSERVER}, None, False),
        ({Role.ADMINISTRATOR}, Side.BAR, False),
        ({Role.AUDITOR}, Side.BAR, False),
    ],
)
def test_an_officer_resets_the_own_side_but_nobody_above(
    database: None, roles: set[Role], side: Side | None, is_theirs: bool
) -> None:
    by_id, id = make_user("bar.officer").id, make_user("someone.else", side=side, roles=roles).id
    with unit.transaction():
        user, by = db.session.get_one(User, id), db.session.get_one(User, by_id)
        if is_theirs:
            assert users.reset(user, users.AT_DESK, by)
        else:
            with pytest.raises(Forbidden):
                users.reset(user, users.AT_DESK, by)


def test_an_officer_sees_the_own_side_only(app: Flask, database: None) -> None:
    officer = signed_in(app, "bar.officer")
    for name, side, roles in (("bar.x", Side.BAR, {Role.LAWYER}), ("bench.x", Side.BENCH, {Role.JUDGE})):
        make_user(name, side=side, roles=roles)
    page = officer.get("/accounts/users").text
    assert ("bar.x" in page, "bench.x" in page) == (True, False)
    officer.get(f"/accounts/users/{_user('bench.x').id}", expect=404)
    officer.get(f"/accounts/users/{_user('bar.x').id}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"admin.a", "li.na", "wang.wu"}),
        ("q=li.", {"li.na"}),
        ("q=%25", set()),
        ("side=none", {"admin.a"}),
        ("side=bench", {"wang.wu"}),
        ("role=lawyer", {"li.na"}),
        ("status=disabled", {"wang.wu"}),
        ("status=nonsense", set()),
        ("role=king", set()),
    ],
)
def test_the_list_and_its_spreadsheet_hold_what_is_filtered(
    administrator: Browser, query: str, found: set[str]
) -> None:
    make_user("li.na", roles={Role.LAWYER})
    judge = make_user("wang.wu", side=Side.BENCH, roles={Role.JUDGE})
    with unit.transaction():
        db.session.get_one(User, judge.id).is_enabled = False
    page = administrator.get(f"/accounts/users?{query}")
    assert {cell.text_content().strip() for cell in page.select("//td[@class='cell-title']")} == found
    answer = administrator.send("GET", f"/accounts/users?{query}&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert {row[0] for row in rows if row[0] in {"admin.a", "li.na", "wang.wu"}} == found
    assert "argon2" not in str(rows)


def test_a_person_has_one_account(database: None) -> None:
    by_id, id = make_user("admin.a", side=None, roles={Role.ADMINISTRATOR}).id, make_user("li.na").id
    with unit.transaction():
        person = make_person(make_organisation())
        db.session.flush()
        person_id = person.id
        db.session.get_one(User, id).person_id = person_id
    with pytest.raises(RuleBroken, match="此人已有账户") as refusal, unit.transaction():
        by = db.session.get_one(User, by_id)
        users.open_account("li.na2", "李娜", Side.BAR, {Role.LAWYER}, by=by, how=users.AT_DESK, person_id=person_id)
    assert refusal.value.field == "person_id"


def test_a_sensitive_move_asks_for_the_password_after_a_quarter_of_an_hour(app: Flask, administrator: Browser) -> None:
    make_user("li.na", roles={Role.LAWYER})
    url = f"/accounts/users/{_user('li.na').id}/reset"
    start = clock.now()
    with clock.travel(start + timedelta(minutes=14)):
        administrator.get(url)
    with clock.travel(start + timedelta(minutes=16)):
        answer = administrator.send("GET", url)
        assert answer.location == f"/account/confirm?next={url}"
        assert "密码不正确" in administrator.submit(answer.location, 422, password="wrong words here").text
        (token,) = administrator.get("/account").select("//main//form[1]//input[@name='csrf_token']/@value")[:1]
        once = {"csrf_token": token, "how": "desk", "once": "a-key", "back": url}
        refused = administrator.send("POST", url, data=once)
        assert refused.location == f"/account/confirm?next={url}"
        assert _user("li.na").password_hash
        assert administrator.submit(answer.location, password=PASSWORD).location == url
        # The same form again, after who one is was proved: it counts now, once.
        assert administrator.send("POST", url, data=once).status_code == 200
        assert not _user("li.na").password_hash
    actions = [entry.action for entry in _entries()]
    assert [actions.count(name) for name in ("password.refused", "session.confirmed", "password.reset")] == [1, 1, 1]


@pytest.mark.parametrize("next_", ["//elsewhere.example", "https://elsewhere.example", "/logout", "/nothing-here", ""])
def test_confirmation_leads_nowhere_else(administrator: Browser, next_: str) -> None:
    assert administrator.submit(f"/account/confirm?next={next_}", password=PASSWORD).location == "/account"
