"""`flask directory import`: the roster over the command line."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from liaison.directory.models import Organisation, Person, RosterImport
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus
from tests.makers.directory import firm_row, lawyer_row, make_workbook


def run(app: Flask, data: bytes, folder: Path) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    file = folder / "名册.xlsx"
    file.write_bytes(data)
    result = app.test_cli_runner().invoke(args=["directory", "import", str(file)])
    return result.exit_code, result.stdout, result.stderr


def test_a_roster_of_both_sides_is_taken_in(app: Flask, database: None, tmp_path: Path) -> None:
    rows = [firm_row(简称="澄衡所"), {"单位名称": "云江市中级人民法院", "类别": "法院"}]
    people = [lawyer_row(), {"姓名": "顾明川", "类别": "法官", "所属单位": "云江市中级人民法院"}]
    data = make_workbook(rows, people)
    expected = "organisations: 2 new, 0 changed, 0 unchanged\npeople: 2 new, 0 changed, 0 unchanged\n"
    assert run(app, data, tmp_path) == (0, expected, "")
    assert run(app, data, tmp_path)[1].splitlines()[1] == "people: 0 new, 0 changed, 2 unchanged"
    assert len(db.session.scalars(select(Person)).all()) == 2
    held = db.session.scalars(select(RosterImport)).first()
    assert held is not None
    assert (held.status, held.file_id, held.uploaded_by_id) == (ImportStatus.IMPORTED, None, None)
    [entry, _again] = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "roster.imported"))
    assert entry.detail["counts"]["people_new"] == 2


def test_a_bad_row_is_told_in_one_line_and_nothing_is_taken_in(app: Flask, database: None, tmp_path: Path) -> None:
    data = make_workbook(
        [firm_row()], [lawyer_row("甲", "云江澄衡律师事务所"), lawyer_row("乙", "无此所"), lawyer_row("", "丙")]
    )
    status, output, error = run(app, data, tmp_path)
    assert (status, output) == (2, "")
    assert error == (
        "“人员”表第 3 行 C 列“所属单位”：没有名为“无此所”的单位，请核对名称，或先填入“单位”表。（另有 1 处错误）\n"
    )
    for model in (Person, Organisation, RosterImport, AuditEntry):
        assert db.session.scalars(select(model)).all() == []


def test_what_is_no_workbook_is_told_in_one_line(app: Flask, database: None, tmp_path: Path) -> None:
    status, output, error = run(app, b"nonsense", tmp_path)
    assert (status, output) == (2, "")
    assert error.startswith("这不是 Excel 工作簿")
    assert error.count("\n") == 1


def test_a_file_that_is_not_there_is_told(app: Flask, database: None, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["directory", "import", str(tmp_path / "none.xlsx")])
    assert result.exit_code == 2
    assert "none.xlsx" in result.stderr
