"""Accounts from a workbook: each fault by its cell, all or none, and a slip that opens the account once."""

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.accounts.forms import importing as workbook
from liaison.accounts.models import AccountImport, EntryCode
from liaison.accounts.rules.importing import Known, plan
from liaison.accounts.services import importing, passwords
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.papers.sheet import write_table
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.directory import make_organisation, make_person
from tests.page import Browser

TITLES = [column.title for column in workbook.COLUMNS]
LAWYER = ["chen.an", "陈安", "律师方", "律师", "chen.an@example.org", ""]
JUDGE = ["wu.jing", "吴静", "法官方", "法官、经办人", "", ""]
NOBODY = Known(frozenset(), {}, frozenset())
NEW = "a good long 句子"


def _book(*rows: list[str]) -> bytes:
    return write_table("账户", TITLES, rows)


def _errors(*rows: list[str], known: Known = NOBODY) -> list[tuple[int, str, str]]:
    found = plan(workbook.read(_book(*rows)), known).errors
    return [(error.row, error.title, error.message % dict.fromkeys(error.params, "x")) for error in found]


def test_a_good_list_has_no_fault_and_roles_are_read_with_any_divider() -> None:
    found = plan(workbook.read(_book(LAWYER, JUDGE)), NOBODY)
    assert not found.errors
    assert [(row.username, row.side, row.roles) for row in found.accounts] == [
        ("chen.an", Side.BAR, frozenset({Role.LAWYER})),
        ("wu.jing", Side.BENCH, frozenset({Role.JUDGE, Role.OFFICER})),
    ]


@pytest.mark.parametrize(
    ("place", "value", "title"),
    [
        (0, "陈 安", "用户名"),
        (0, "", "用户名"),
        (0, "x" * 60, "用户名"),
        (1, "", "姓名"),
        (2, "原告方", "所属方"),
        (3, "书记员", "角色"),
        (3, "法官", "角色"),
        (3, "律师、观察员（司法局）", "角色"),
        (4, "not an address", "电子邮箱"),
        (5, "19901201610000001", "执业证号或编号"),
    ],
)
def test_each_fault_names_its_cell(place: int, value: str, title: str) -> None:
    row = [*LAWYER[:place], value, *LAWYER[place + 1 :]]
    assert {(error[0], error[1]) for error in _errors(row, JUDGE)} == {(2, title)}


def test_a_name_twice_or_taken_and_a_person_twice_or_with_an_account_are_refused() -> None:
    assert [error[0] for error in _errors(LAWYER, ["CHEN.AN", *LAWYER[1:]])] == [2, 3]
    known = Known(frozenset({"chen.an"}), {"7": 7}, frozenset())
    assert [error[0] for error in _errors(LAWYER, known=known)] == [2]
    numbered = [[name, *LAWYER[1:5], "7"] for name in ("one.a", "two.b")]
    assert [error[0] for error in _errors(*numbered, known=known)] == [2, 3]
    taken = Known(frozenset(), {"7": 7}, frozenset({7}))
    assert [error[0] for error in _errors(numbered[0], known=taken)] == [2]


def test_the_template_reads_back_as_an_empty_list() -> None:
    with pytest.raises(RuleBroken, match="没有可导入"):
        workbook.read(workbook.template())


def test_a_slip_opens_its_account_once_and_no_other(database: None) -> None:
    with unit.transaction():
        made = importing.open_all(plan(workbook.read(_book(LAWYER, JUDGE)), NOBODY), "https://site", None)
    assert len(made.slips) == 2
    code = made.slips[0].code
    assert f"username=chen.an&code={code}" in made.slips[0].address
    assert "陈安" in made.slips[0].name
    with pytest.raises(RuleBroken):
        passwords.redeem("wu.jing", code, NEW, "192.0.2.7")
    passwords.redeem("chen.an", code, NEW, "192.0.2.7")
    with pytest.raises(RuleBroken):
        passwords.redeem("chen.an", code, "another good 句子", "192.0.2.7")
    db.session.rollback()
    assert db.session.query(EntryCode).count() == 1
    assert list(db.session.scalars(select(AuditEntry.action))).count("account.opened") == 2


def test_with_one_fault_nothing_is_opened(database: None) -> None:
    bad = plan(workbook.read(_book(LAWYER, [*JUDGE[:3], "书记员", "", ""])), NOBODY)
    with pytest.raises(RuleBroken), unit.transaction():
        importing.open_all(bad, "https://site", None)
    assert db.session.query(User).count() == 0


def test_an_administrator_uploads_looks_confirms_and_gets_the_slips(app: Flask, database: None) -> None:
    root = signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})
    with unit.transaction():
        make_person(make_organisation(), number="19901201610000001")
    book = _book([*LAWYER[:5], "1990120161 0000001"], JUDGE)
    page = root.submit("/accounts/import", file=(io.BytesIO(book), "账户.xlsx")).location
    for language in ("zh", "en"):
        assert "chen.an" in root.get(f"{page}?lang={language}").text
        root.get(f"/accounts/import?lang={language}")
    other = signed_in(app, "root2", side=None, roles={Role.ADMINISTRATOR})
    assert other.send("GET", str(page)).status_code == 404
    there = root.post(f"{page}/confirm").location
    assert str(there).startswith("/archive/previews/")
    db.session.rollback()
    opened = db.session.query(User).filter_by(username="chen.an").one()
    assert (opened.person_id is not None, opened.password_hash) == (True, "")
    preview = db.session.query(Preview).one()
    assert preview.kind == "slips"
    assert db.session.query(AccountImport).one().file is None
    db.session.rollback()
    assert root.post(f"{page}/confirm").status_code == 422
    assert other.send("GET", str(there)).status_code == 404
    assert "已经办理" in root.get(str(page)).text


def test_a_faulty_file_is_told_by_cell_and_not_kept(app: Flask, database: None) -> None:
    root = signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})
    book = _book(LAWYER, [*JUDGE[:3], "书记员", "", ""])
    response = root.send("POST", "/accounts/import", data={"file": (io.BytesIO(book), "a.xlsx"), "csrf_token": "x"})
    assert response.status_code in {400, 422}
    root.submit("/accounts/import", 422, file=(io.BytesIO(book), "a.xlsx"))
    root.submit("/accounts/import", 422, file=(io.BytesIO(b"no workbook"), "a.xlsx"))
    assert db.session.query(AccountImport).count() == 0


@pytest.mark.parametrize(("name", "status"), [("officer", 403), ("auditor", 403), ("visitor", 302)])
def test_others_import_nothing(app: Flask, database: None, name: str, status: int) -> None:
    browser = Browser(app)
    if name != "visitor":
        make_user(name, side=Side.BAR, roles={Role(name)})
        browser.sign_in(name)
    for url in ("/accounts/import", "/accounts/import/template"):
        assert browser.send("GET", url).status_code == status


def test_the_command_opens_all_or_none_and_writes_the_slips(app: Flask, database: None, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(_book(LAWYER, JUDGE))
    bad.write_bytes(_book(LAWYER, [*JUDGE[:3], "书记员", "", ""]))
    runner = app.test_cli_runner()
    refused = runner.invoke(args=["accounts", "import", str(bad)])
    assert (refused.exit_code, db.session.query(User).count()) == (2, 0)
    assert "第 3 行 D 列“角色”" in refused.stderr
    db.session.rollback()
    done = runner.invoke(args=["accounts", "import", str(good)])
    assert done.exit_code == 0, done.output
    slips = tmp_path / "good-slips.pdf"
    assert slips.read_bytes().startswith(b"%PDF")
    assert slips.stat().st_mode & 0o077 == 0
    assert db.session.query(User).count() == 2
