"""What tests of the pages of opinions do again and again."""

import io

from openpyxl import load_workbook
from sqlalchemy import select

from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from tests.makers.opinions import TEXT, make_opinion
from tests.page import Browser, Page

S = OpinionStatus


def one(status: OpinionStatus = S.LODGED, **details: object) -> Opinion:
    with unit.transaction():
        return make_opinion(status, **details)  # type: ignore[arg-type]


def reread() -> Opinion:
    db.session.rollback()
    return db.session.scalars(select(Opinion).order_by(Opinion.id.desc()).limit(1)).one()


def category_of(browser: Browser, name: str = "阅卷") -> str:
    page = browser.get("/opinions/lodge")
    return str(page.select(f"//select[@name='category_id']/option[text()='{name}']/@value")[0])


def words(browser: Browser, **overrides: str) -> dict[str, str]:
    return {"category_id": category_of(browser), "title": "阅卷预约等候时间过长", "text": TEXT, **overrides}


def numbers(page: Page) -> list[str]:
    return [cell.text_content().strip() for cell in page.select("//tbody//td[contains(@class,'cell-number')]")]


def exported(browser: Browser, query: str = "?") -> list[tuple[object, ...]]:
    response = browser.send("GET", f"/opinions{query}&format=xlsx")
    assert response.status_code == 200
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


def cookies_of(browser: Browser) -> dict[str, str]:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return {"liaison": cookie.value}
