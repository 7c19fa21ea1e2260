"""Taking in a roster through the pages: preview, confirmation, all or nothing, and what hostile files come to."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
import xlsxwriter
from flask import Flask
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.directory.forms import roster as workbook
from liaison.directory.models import Organisation, Person, RosterImport
from liaison.directory.services import people, rosters
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.held_imports import ImportStatus
from liaison.store.users import User
from tests.makers.accounts import signed_in
from tests.makers.directory import (
    PERSON_TITLES,
    firm_row,
    lawyer_row,
    make_court,
    make_judge,
    make_organisation,
    make_person,
    make_workbook,
)
from tests.page import Browser

IMPORT = "/directory/import"


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    """The officer of the bar side, with one firm on the roster."""
    make_organisation(name="云江澄衡律师事务所", short_name="澄衡所")
    return signed_in(app, "officer", side=Side.BAR, roles={Role.OFFICER})


def upload(browser: Browser, data: bytes, name: str = "名册.xlsx", expect: int = 303) -> TestResponse:
    """Choose the file on the page and send it."""
    return browser.submit(IMPORT, expect, action=IMPORT, file=(io.BytesIO(data), name))


def faults(browser: Browser, data: bytes) -> list[str]:
    """What the page says of each wrong cell; nothing may have been written."""
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    tree = _tree(upload(browser, data, expect=422))
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0
    rows = tree.xpath("//section[@id='faults']//tbody/tr")
    return [" ".join(" ".join(cell.text_content().split()) for cell in row) for row in rows]


def complaint(browser: Browser, data: bytes, name: str = "名册.xlsx") -> str:
    """What the page says of a file that cannot be read at all."""
    tree = _tree(upload(browser, data, name, expect=422))
    [told] = tree.xpath("//*[@id='file-error']")
    return " ".join(told.text_content().split()).removeprefix("错误： ").removeprefix("错误：")


def confirm(browser: Browser, preview: str, expect: int = 303) -> TestResponse:
    return browser.submit(preview, expect, action=f"{preview}/confirm")


def names() -> list[str]:
    return list(db.session.scalars(select(Person.name).order_by(Person.id)))


def actions() -> list[str]:
    return list(
        db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("roster.%")).order_by(AuditEntry.id))
    )


def _tree(response: TestResponse) -> Any:
    return lxml.html.document_fromstring(response.get_data(as_text=True))


def test_preview_then_confirm_takes_the_roster_in(officer: Browser) -> None:
    known = make_person(db.session.scalars(select(Organisation)).one(), number="14306-1", phone="13900001111")
    data = make_workbook(
        [firm_row("云江望岳律师事务所", 简称="望岳所")],
        [lawyer_row("周岚", "望岳所"), lawyer_row(编号="14306-1", 电话="13900002222"), lawyer_row("何言")],
    )
    preview = upload(officer, data).location
    page = officer.get(preview)
    assert "新增的单位 1" in page.text
    assert "新增的人员 2" in page.text
    assert "电话：13900001111 → 13900002222" in page.text
    officer.get(f"{preview}?lang=en")
    assert names() == ["沈知远"]
    assert officer.follow(confirm(officer, preview)).text.count("名册已导入") == 1
    assert sorted(names()) == ["何言", "周岚", "沈知远"]
    assert db.session.get_one(Person, known.id).phone == "13900002222"
    assert actions() == ["roster.uploaded", "roster.imported"]
    held = db.session.scalars(select(RosterImport)).one()
    assert (held.status, held.file_id) == (ImportStatus.IMPORTED, None)
    assert held.counts["people_new"] == 2
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_the_same_file_again_changes_nothing(officer: Browser) -> None:
    data = make_workbook(people=[lawyer_row(编号="14306-1", 中共党员="是"), lawyer_row("周岚")])
    confirm(officer, upload(officer, data).location)
    versions = db.session.execute(select(Person.id, Person.version)).all()
    page = officer.get(upload(officer, data).location)
    assert "文件内容与名册一致，无需导入" in page.text
    assert not page.select("//form[contains(@action, 'confirm')]")
    assert db.session.execute(select(Person.id, Person.version)).all() == versions


def test_an_import_that_is_repeated_updates(officer: Browser) -> None:
    confirm(officer, upload(officer, make_workbook(people=[lawyer_row(编号="1", 职务="合伙人")])).location)
    confirm(officer, upload(officer, make_workbook(people=[lawyer_row("沈志远", 编号="1", 职务="主任")])).location)
    [person] = db.session.scalars(select(Person))
    assert (person.name, person.office, person.version) == ("沈志远", "主任", 2)


def test_confirming_is_refused_when_the_directory_changed_meanwhile(officer: Browser) -> None:
    person = make_person(db.session.scalars(select(Organisation)).one(), number="1", office="合伙人")
    preview = upload(officer, make_workbook(people=[lawyer_row(编号="1", 职务="主任")])).location
    page = officer.get(preview)
    [form] = page.select("//form[contains(@action, 'confirm')]")
    with unit.transaction():
        person = db.session.get_one(Person, person.id)
        people.amend(
            person,
            kind=person.kind,
            name=person.name,
            organisation_id=person.organisation_id,
            office="顾问",
            number="1",
            practising_since=None,
            phone="",
            email="",
            seen=None,
            by=None,
        )
    response = officer.send("POST", f"{preview}/confirm", data=dict(form.form_values()))
    assert response.status_code == 422
    assert "您核对之后名册有了变动，本次没有导入" in response.text
    assert "顾问 → 主任" in response.text
    assert db.session.get_one(Person, person.id).office == "顾问"
    fresh = dict(_tree(response).xpath("//form[contains(@action, 'confirm')]")[0].form_values())
    assert officer.send("POST", f"{preview}/confirm", data=fresh).status_code == 303
    assert db.session.get_one(Person, person.id).office == "主任"


def test_confirming_tells_what_no_longer_fits(officer: Browser) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()])).location
    [form] = officer.get(preview).select("//form[contains(@action, 'confirm')]")
    with unit.transaction():
        db.session.scalars(select(Organisation)).one().is_active = False
    response = officer.send("POST", f"{preview}/confirm", data=dict(form.form_values()))
    assert response.status_code == 422
    assert "单位“澄衡所”已停用" in response.text
    assert names() == []
    assert "单位“澄衡所”已停用" in officer.get(preview).text


def test_confirming_twice_takes_it_in_once(officer: Browser) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()])).location
    [form] = officer.get(preview).select("//form[contains(@action, 'confirm')]")
    values = dict(form.form_values())
    answers = [officer.send("POST", f"{preview}/confirm", data=values) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert names() == ["沈知远"]
    assert actions() == ["roster.uploaded", "roster.imported"]


def test_what_was_dealt_with_is_not_dealt_with_again(officer: Browser) -> None:
    """Two confirmations at once both passed the page; the service lets one of them through."""
    upload(officer, data := make_workbook(people=[lawyer_row()]))
    by = db.session.scalars(select(User)).one()
    held, roster = db.session.scalars(select(RosterImport)).one(), workbook.read(data)
    with unit.transaction():
        rosters.confirm(held, roster, rosters.plan_of(roster, by).fingerprint, by)
    for again in (
        lambda: rosters.confirm(held, roster, rosters.plan_of(roster, by).fingerprint, by),
        lambda: rosters.discard(held, by),
    ):
        with pytest.raises(RuleBroken, match="该文件已经导入或放弃"), unit.transaction():
            again()
    assert actions() == ["roster.uploaded", "roster.imported"]


def test_a_plan_that_nobody_saw_is_not_confirmed(officer: Browser) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()])).location
    for fingerprint in ("", "0" * 64, "<script>", "x" * 100_000):
        assert officer.post(f"{preview}/confirm", fingerprint=fingerprint).status_code == 422
    assert names() == []


def test_discarding_leaves_the_directory_and_forgets_the_file(officer: Browser, instance: Any) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()])).location
    kept = {path for path in (instance / "files").rglob("*") if path.is_file()}
    officer.submit(preview, action=f"{preview}/discard")
    assert {path for path in (instance / "files").rglob("*") if path.is_file()} < kept
    assert names() == []
    assert actions() == ["roster.uploaded", "roster.discarded"]
    assert "已放弃" in officer.get(preview).text
    assert officer.post(f"{preview}/confirm", fingerprint="").status_code == 303
    assert names() == []


def test_what_nobody_confirms_is_forgotten_after_two_days(officer: Browser) -> None:
    upload(officer, make_workbook(people=[lawyer_row()]))
    for days, left in ((1, 1), (3, 0)):
        with clock.travel(clock.now() + timedelta(days=days)), unit.transaction():
            rosters.purge()
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == left
    assert db.session.scalars(select(RosterImport.status)).all() == [ImportStatus.DISCARDED]
    with unit.transaction():
        rosters.purge()
    assert actions() == ["roster.uploaded", "roster.discarded"]


def test_one_bad_row_among_four_hundred_and_nothing_is_taken_in(officer: Browser) -> None:
    rows = [lawyer_row(f"某{n}", 编号=f"14306-{n}") for n in range(400)]
    rows[237]["所属单位"] = "无此所"
    told = faults(officer, make_workbook([firm_row("云江望岳律师事务所")], rows))
    assert told == ["“人员”表第 239 行 C 列“所属单位” 没有名为“无此所”的单位，请核对名称，或先填入“单位”表。"]
    assert names() == []
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_five_thousand_rows_are_taken_in(officer: Browser) -> None:
    data = make_workbook(people=[lawyer_row(f"某{n}", 编号=f"14306-{n}") for n in range(5_000)])
    preview = upload(officer, data).location
    page = officer.get(preview)
    assert "共 5000 条，仅列出前 200 条" in page.text
    confirm(officer, preview)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 5_000


def test_more_rows_than_a_roster_has_are_refused(officer: Browser) -> None:
    data = make_workbook(people=[lawyer_row("某")] * 10_050)
    assert "“人员”表：表格过大" in complaint(officer, data)


def test_a_fault_in_very_many_rows_is_told_in_part(officer: Browser) -> None:
    told = faults(officer, make_workbook(people=[lawyer_row(f"某{n}", "无此所") for n in range(300)]))
    assert len(told) == 200


def zip_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这不是 Excel 工作簿"),
        (b"PK\x03\x04 and nothing else", "这不是 Excel 工作簿"),
        ("姓名,类别\n沈知远,律师".encode("gbk"), "这不是 Excel 工作簿"),
        (b"%PDF-1.7\n" + bytes(2000), "这不是 Excel 工作簿"),
        (make_workbook(其他=[["姓名"], ["沈知远"]]), "文件中没有“单位”表或“人员”表"),
        (make_workbook(人员=[]), "“人员”表：表头缺少：姓名、类别、所属单位"),
        (make_workbook(人员=[["姓名", "类别"], ["沈知远", "律师"]]), "“人员”表：表头缺少：所属单位"),
        (make_workbook(人员=[["姓名", "姓名", "类别", "所属单位"]]), "“人员”表：表头中“姓名”出现了2次"),
        (make_workbook(人员=[PERSON_TITLES]), "表格中没有可导入的内容"),
        (make_workbook(人员=[PERSON_TITLES, *[[None, "  "]] * 40]), "表格中没有可导入的内容"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_sentence(officer: Browser, data: bytes, sentence: str) -> None:
    assert sentence in complaint(officer, data)
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_workbook_that_unpacks_to_too_much_is_refused(officer: Browser) -> None:
    assert "文件解压后过大" in complaint(officer, zip_bomb())


def test_no_file_at_all_is_asked_for(officer: Browser) -> None:
    response = officer.submit(IMPORT, 422, action=IMPORT)
    assert "请选择要导入的文件" in response.text


def test_merged_cells_are_named(officer: Browser) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "人员"
    for row in (PERSON_TITLES, ("沈知远", "律师", "澄衡所", "主任"), ("周岚", "律师", "澄衡所")):
        sheet.append(row)
    sheet.merge_cells("D2:D3")
    made = io.BytesIO()
    book.save(made)
    assert faults(officer, made.getvalue()) == ["“人员”表第 2 行 D 列“职务” D2:D3是合并单元格，请取消合并后逐格填写。"]


def test_a_formula_without_a_value_is_an_empty_cell(officer: Browser) -> None:
    told = faults(officer, make_workbook(people=[lawyer_row('=HYPERLINK("http://x","y")')]))
    assert told == ["“人员”表第 2 行 A 列“姓名” 此项必填。"]


def test_a_formula_counts_as_the_value_it_shows(officer: Browser) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("人员")
        sheet.write_row(0, 0, ["姓名", "类别", "所属单位"])
        sheet.write_row(1, 0, ["沈知远", "律师"])
        sheet.write_formula(1, 2, '="澄衡"&"所"', None, "澄衡所")
    confirm(officer, upload(officer, made.getvalue()).location)
    assert names() == ["沈知远"]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "{{7*7}}", "';drop-table-person;--", "%(name)s", "🙂𠮷野家"]
)
def test_markup_and_code_are_stored_as_they_are_and_shown_as_text(officer: Browser, typed: str) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row(typed)])).location
    page = officer.get(preview)
    assert typed in page.text
    assert not page.select("//main//script")
    confirm(officer, preview)
    assert names() == [typed]
    assert typed in officer.get("/directory/people").text


@pytest.mark.parametrize("typed", ["沈\u202e知远", "沈\ufffe知远", "沈\x7f知远", "沈\0知远", "沈_x0000_知远"])
def test_characters_that_nothing_shows_are_refused_with_their_place(officer: Browser, typed: str) -> None:
    [told] = faults(officer, with_text(typed))
    assert told.startswith("“人员”表第 2 行 A 列“姓名” 第1行第2个字符是看不见的控制字符")


@pytest.mark.parametrize("typed", ["沈&#0;知远", "沈&#xD800;知远", "沈&unknown;知远", "沈</t>知远"])
def test_a_sheet_that_is_no_xml_is_refused(officer: Browser, typed: str) -> None:
    assert "这不是 Excel 工作簿" in complaint(officer, with_text(typed))
    assert names() == []


def with_text(typed: str) -> bytes:
    """A roster with one person whose name stands in the file as these bytes, which no spreadsheet program writes."""
    made = io.BytesIO()
    data = make_workbook(people=[lawyer_row("NAME")])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"NAME", typed.encode()))
    return made.getvalue()


@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "名" * 400 + ".xlsx", "<b>.xlsx", "a\u202eb.xlsx", ".xlsx"])
def test_the_name_of_the_file_is_only_a_name(officer: Browser, name: str) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()]), name).location
    page = officer.get(preview)
    assert not page.select("//main//b[not(@class)]")
    confirm(officer, preview)
    assert names() == ["沈知远"]


def test_an_upload_is_seen_by_its_uploader_alone(app: Flask, officer: Browser) -> None:
    preview = upload(officer, make_workbook(people=[lawyer_row()])).location
    for username, details in (
        ("colleague", {"side": Side.BAR, "roles": {Role.OFFICER}}),
        ("bench", {"side": Side.BENCH, "roles": {Role.OFFICER}}),
        ("admin", {"side": None, "roles": {Role.ADMINISTRATOR}}),
    ):
        other = signed_in(app, username, **details)
        other.get(preview, expect=404)
        assert other.post(f"{preview}/confirm").status_code == 404
        assert other.post(f"{preview}/discard").status_code == 404
    assert names() == []


def test_an_officer_does_not_change_the_other_side_by_import(officer: Browser) -> None:
    judge = make_judge(make_court(), number="F-1")
    rows = [
        {"姓名": "顾明川", "类别": "法官", "所属单位": "市中院", "编号": "F-1", "职务": "院长"},
        lawyer_row("周岚", 编号="F-1"),
    ]
    places = [line.split(" “")[0].split("“所属")[0] for line in faults(officer, make_workbook(people=rows))]
    assert places == ["“人员”表第 2 行 C 列", "“人员”表第 3 行 E 列“编号” 此编号已属于不由您管理的人员，请核对。"]
    assert db.session.get_one(Person, judge.id).office == ""


def test_the_template_comes_back_filled_in(officer: Browser) -> None:
    response = officer.send("GET", f"{IMPORT}/template")
    book = load_workbook(io.BytesIO(response.data))
    assert book.sheetnames == ["单位", "人员", "填写说明"]
    sheet = book["人员"]
    assert [cell.value for cell in sheet[1]][:3] == ["姓名（必填）", "类别（必填）", "所属单位（必填）"]
    choices = {
        get_column_letter(area.min_col): rule.formula1
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    assert choices == {"B": '"律师,法官,工作人员"', "I": '"是,否"'}
    sheet.append(["沈知远", "律师", "澄衡所", None, "14306200010000001"])
    made = io.BytesIO()
    book.save(made)
    confirm(officer, upload(officer, made.getvalue()).location)
    assert names() == ["沈知远"]


def test_an_exported_list_comes_back_changed(officer: Browser) -> None:
    make_person(db.session.scalars(select(Organisation)).one(), number="14306200010000001", phone="13900001111")
    book = load_workbook(io.BytesIO(officer.send("GET", "/directory/people?format=xlsx").data))
    sheet = book.active
    column = [cell.value for cell in sheet[1]].index("职务")
    sheet.cell(row=2, column=column + 1, value="主任")
    made = io.BytesIO()
    book.save(made)
    preview = upload(officer, made.getvalue()).location
    assert "职务：（空） → 主任" in officer.get(preview).text
    confirm(officer, preview)
    [person] = db.session.scalars(select(Person))
    assert (person.office, person.phone) == ("主任", "13900001111")


def test_a_full_disk_answers_busy_and_takes_nothing_in(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: Any, **_options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("liaison.store.files.keep", full)
    response = upload(officer, make_workbook(people=[lawyer_row()]), expect=503)
    assert response.headers["Retry-After"]
    assert db.session.scalar(select(func.count()).select_from(RosterImport)) == 0


def test_a_failure_half_way_through_leaves_nothing(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = upload(
        officer, make_workbook([firm_row("云江望岳律师事务所")], [lawyer_row("甲"), lawyer_row("乙")])
    ).location
    [form] = officer.get(preview).select("//form[contains(@action, 'confirm')]")
    write, calls = people.write, []

    def fail_on_the_second(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        write(*arguments)

    monkeypatch.setattr("liaison.directory.services.people.write", fail_on_the_second)
    assert officer.send("POST", f"{preview}/confirm", data=dict(form.form_values())).status_code == 500
    monkeypatch.undo()
    assert names() == []
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert officer.send("POST", f"{preview}/confirm", data=dict(form.form_values())).status_code == 303
    assert names() == ["甲", "乙"]
