"""The pages of settings as an administrator uses them."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import event, select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.papers.sheet import write_table
from liaison.settings.forms.holidays import COLUMNS
from liaison.store import clocks, unit
from liaison.store.base import db
from liaison.store.clocks import Clock
from liaison.store.holidays import HolidayNotice
from tests.makers.accounts import make_user, signed_in
from tests.makers.opinions import make_opinion
from tests.makers.settings import fill
from tests.page import Browser

NOW = datetime.combine(date(2026, 12, 7), time(9), clock.LOCAL)
ARRANGE = "/settings/holidays/2027/arrange"
LONG_NEW_YEAR = {"lines-0-name": "元旦", "lines-0-first": "2027-01-01", "lines-0-last": "2027-01-08"}
PAGES = (
    "/settings", "/settings/holidays/2026", "/settings/holidays/2027", "/settings/holidays/2026/arrange",
    "/settings/holidays/2027/import", "/settings/clocks", "/settings/categories", "/settings/thresholds",
    "/settings/thresholds/near_days", "/settings/changes",
)  # fmt: skip


@pytest.fixture
def administrator(app: Flask, database: None) -> Browser:
    fill()
    return signed_in(app, "administrator", side=None, roles=(Role.ADMINISTRATOR,))


@pytest.fixture
def opinion_id(administrator: Browser) -> int:
    """An opinion screened on 7 December 2026, whose reply is due on 6 January 2027."""
    with clock.travel(NOW), unit.transaction():
        return make_opinion(OpinionStatus.SCREENED, title="阅卷预约要等两周").id


def due_on(opinion_id: int) -> date | None:
    return db.session.get_one(Opinion, opinion_id).reply_due_on


def confirmed(browser: Browser, url: str, **values: str) -> str:
    """Ask for the preview, then press the button that confirms; gives where that led."""
    page = browser.get(url)
    form = next(form for form in page.tree.forms if "reason" in form.fields)
    data = {name: value for name, value in form.form_values()} | values
    preview = browser._page(browser.send("POST", url, data={**data, "step": "preview"}), 200)
    form = next(form for form in preview.tree.forms if "reason" in form.fields)
    data = {name: value for name, value in form.form_values()} | {"step": "confirm"}
    response = browser.send("POST", url, data=data)
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.location)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_stands_in_both_languages(administrator: Browser, opinion_id: int, language: str) -> None:
    first = db.session.scalars(select(Clock.id)).first()
    for url in (*PAGES, f"/settings/clocks/{first}", f"/settings/clocks/{first}/amend"):
        administrator.get(f"{url}?lang={language}")


def test_a_year_is_shown_with_its_holidays_and_make_up_days(administrator: Browser) -> None:
    page = administrator.get("/settings/holidays/2026")
    february = page.select("//table[contains(@class,'month')]")[1]
    states = {
        cell.text.strip(): cell.get("class").removeprefix("day day-") for cell in february.xpath(".//td/span[@class]")
    }
    assert (states["13"], states["14"], states["15"], states["23"], states["28"]) == (
        "work", "make-up", "holiday", "holiday", "make-up",
    )  # fmt: skip
    assert len(page.select("//table[contains(@class,'month')]")) == 12


def test_a_year_without_arrangement_says_so_and_how_it_counts(administrator: Browser) -> None:
    assert "暂按星期一至星期五计算" in administrator.get("/settings/holidays/2027").text
    assert "暂按星期一至星期五计算" not in administrator.get("/settings/holidays/2026").text


def test_a_typed_year_is_looked_at_before_it_counts(administrator: Browser, opinion_id: int) -> None:
    page = administrator.get(ARRANGE)
    data = {name: value for name, value in page.tree.forms[-1].form_values()} | LONG_NEW_YEAR
    preview = administrator._page(administrator.send("POST", ARRANGE, data={**data, "step": "preview"}), 200)
    assert "2027年1月6日" in preview.text
    assert "2027年1月11日" in preview.text
    assert "阅卷预约" not in preview.text, "an administrator reads numbers and days, not what an opinion says"
    assert due_on(opinion_id) == date(2027, 1, 6)
    location = confirmed(administrator, ARRANGE, **LONG_NEW_YEAR)
    assert location.endswith("/settings/holidays/2027")
    db.session.rollback()
    assert due_on(opinion_id) == date(2027, 1, 11)
    assert "1 个在办期限随之变动" in administrator.get(location).text


def test_without_a_preview_nothing_is_saved(administrator: Browser) -> None:
    page = administrator.get(ARRANGE)
    data = {name: value for name, value in page.tree.forms[-1].form_values()} | LONG_NEW_YEAR
    response = administrator.send("POST", ARRANGE, data={**data, "step": "confirm"})
    assert response.status_code == 422
    assert db.session.scalar(select(HolidayNotice).where(HolidayNotice.year == 2027)) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"lines-0-first": "2027-01-01"}, "请填写节日名称"),
        ({"lines-0-name": "元旦", "lines-0-first": "2027-01-01"}, "请填写放假首日和末日"),
        ({"lines-0-name": "元旦", "lines-0-first": "2027-01-01", "lines-0-last": "2027-13-01"}, "请按 年-月-日"),
        ({**LONG_NEW_YEAR, "lines-0-made_up_1": "2027-01-11"}, "不是星期六或星期日"),
        ({**LONG_NEW_YEAR, "lines-0-name": "元\u0000旦"}, "控制字符"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_words(administrator: Browser, values: dict[str, str], words: str) -> None:
    page = administrator.get(ARRANGE)
    data = {name: value for name, value in page.tree.forms[-1].form_values()} | values
    response = administrator.send("POST", ARRANGE, data={**data, "step": "preview"})
    assert response.status_code == 422
    assert words in response.get_data(as_text=True)


def workbook(*rows: tuple[object, ...]) -> tuple[io.BytesIO, str]:
    return io.BytesIO(write_table("安排", COLUMNS, rows)), "2027.xlsx"


def test_a_workbook_is_read_into_the_form_with_what_would_move(administrator: Browser, opinion_id: int) -> None:
    file = workbook(("元旦", date(2027, 1, 1), date(2027, 1, 8), date(2027, 1, 9), None, None))
    url = "/settings/holidays/2027/import"
    token = administrator.get(url).select("//main//input[@name='csrf_token']/@value")[0]
    response = administrator.send("POST", url, data={"csrf_token": token, "file": file})
    page = administrator._page(response, 200)
    assert "2027年1月9日" in page.text
    form = next(form for form in page.tree.forms if "reason" in form.fields)
    data = {name: value for name, value in form.form_values()} | {"step": "confirm"}
    assert data["lines-0-made_up_1"] == "2027-01-09"
    assert administrator.send("POST", form.get("action"), data=data).status_code == 303
    assert due_on(opinion_id) == date(2027, 1, 9)


def test_each_fault_of_a_workbook_is_told_with_its_cell_and_nothing_is_read(administrator: Browser) -> None:
    file = workbook(
        ("元旦", date(2027, 1, 3), date(2027, 1, 1), None, None, None),
        ("", date(2027, 2, 5), "明天", date(2027, 2, 1), None, None),
    )
    url = "/settings/holidays/2027/import"
    token = administrator.get(url).select("//main//input[@name='csrf_token']/@value")[0]
    page = administrator._page(administrator.send("POST", url, data={"csrf_token": token, "file": file}), 422)
    assert "第 3 行 A 列“节日”" in page.text
    assert "第 3 行 C 列“放假末日”" in page.text


def test_the_template_comes_back_through_the_import(administrator: Browser) -> None:
    data = administrator.send("GET", "/settings/holidays/template").data
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for place, value in enumerate(("元旦", date(2027, 1, 1), date(2027, 1, 3)), 1):
        sheet.cell(2, place, value)
    filled = io.BytesIO()
    book.save(filled)
    url = "/settings/holidays/2027/import"
    token = administrator.get(url).select("//main//input[@name='csrf_token']/@value")[0]
    file = (io.BytesIO(filled.getvalue()), "2027.xlsx")
    page = administrator._page(administrator.send("POST", url, data={"csrf_token": token, "file": file}), 200)
    assert page.select("//input[@name='lines-0-last']/@value") == ["2027-01-03"]


def test_a_limit_is_changed_after_its_preview_and_keeps_its_history(administrator: Browser, opinion_id: int) -> None:
    id = db.session.scalars(select(Clock.id).where(Clock.key == clocks.OPINION_REPLY)).one()
    location = confirmed(administrator, f"/settings/clocks/{id}/amend", amount="20", reason="两会商定")
    db.session.rollback()
    assert due_on(opinion_id) == date(2026, 12, 28)
    page = administrator.get(location)
    assert "两会商定" in page.text
    change = page.select("//a[contains(@href,'/settings/changes/')]/@href")[0]
    shown = administrator.get(change).text
    assert "30自然日" in shown
    assert "20自然日" in shown
    assert "意见〔2026〕1号" in shown


def test_a_limit_opened_before_another_changed_it_is_refused(administrator: Browser) -> None:
    id = db.session.scalars(select(Clock.id).where(Clock.key == clocks.OPINION_REPLY)).one()
    url = f"/settings/clocks/{id}/amend"
    form = next(form for form in administrator.get(url).tree.forms if "reason" in form.fields)
    stale = {name: value for name, value in form.form_values()} | {"amount": "10", "reason": "迟到", "step": "confirm"}
    confirmed(administrator, url, amount="20", reason="先到")
    assert administrator.send("POST", url, data=stale).status_code == 409


def test_the_page_of_an_opinion_names_the_limit_as_it_is_set(
    app: Flask, administrator: Browser, opinion_id: int
) -> None:
    id = db.session.scalars(select(Clock.id).where(Clock.key == clocks.OPINION_REPLY)).one()
    confirmed(administrator, f"/settings/clocks/{id}/amend", amount="15", unit="working-days", reason="两会商定")
    make_user("reader", side=Side.BENCH, roles=(Role.OFFICER,))
    page = Browser(app).sign_in("reader").get(f"/opinions/{opinion_id}")
    assert "15个工作日内答复" in page.text
    assert "期限变动" in page.text


def test_an_opinion_due_in_a_year_without_arrangement_says_so_until_the_rows_come(
    app: Flask, administrator: Browser, opinion_id: int
) -> None:
    reader = signed_in(app, "reader", side=Side.BENCH, roles=(Role.OFFICER,))
    before = reader.get(f"/opinions/{opinion_id}").text
    confirmed(administrator, ARRANGE, **LONG_NEW_YEAR)
    after = reader.get(f"/opinions/{opinion_id}").text
    assert "放假安排尚未公布" in before
    assert "放假安排尚未公布" not in after


def test_categories_are_added_moved_and_retired_on_their_page(app: Flask, administrator: Browser) -> None:
    administrator.submit("/settings/categories", action="/settings/categories", name="电子诉讼")
    page = administrator.get("/settings/categories")
    names = [cell.text.strip() for cell in page.select("//td[@class='cell-title']")]
    assert names == ["电子诉讼"]
    administrator.submit("/settings/categories", action="/settings/categories", name="立案")
    id = page.select("//form[contains(@action,'/retire')]/@action")[0]
    administrator.submit("/settings/categories", action=id)
    lawyer = signed_in(app, "lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    offered = [option.text for option in lawyer.get("/opinions/lodge").select("//select[@name='category_id']/option")]
    assert offered[1:] == ["立案"]


def test_a_threshold_outside_its_bounds_is_refused_on_the_page(administrator: Browser) -> None:
    url = "/settings/thresholds/near_days"
    administrator.submit(url, 422, value="0", reason="理由")
    administrator.submit(url, value="3", reason="理由")
    assert "3 自然日" in administrator.get("/settings/thresholds").text


@pytest.mark.parametrize("url", ["/settings", "/settings/holidays/2026", "/settings/clocks", "/settings/categories"])
def test_pages_take_few_statements(administrator: Browser, url: str) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    administrator.get(url)
    assert len([text for text in statements if text.lstrip().upper().startswith("SELECT")]) <= 12, statements
