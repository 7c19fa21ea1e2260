"""Saved filters: a person's own tabs of a list, named, counted, renamed, removed."""

import pytest
from flask import Flask
from sqlalchemy import select, text

from liaison.core.sides import Role, Side
from liaison.opinions.models import OpinionStatus
from liaison.opinions.services import ensure_categories
from liaison.store import saved_filters, unit
from liaison.store.base import db
from liaison.store.saved_filters import SavedFilter
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.opinions import make_opinion
from tests.opinions.pages import cookies_of
from tests.page import Browser, Page

LIST = "/opinions?q=阅卷&sort=number&page=1&lang=zh"


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    with unit.transaction():
        ensure_categories()
        make_opinion()
        make_opinion(OpinionStatus.SCREENED, title="安检通道", text="无关")
    return signed_in(app, "sun.yi", side=Side.BAR, roles={Role.OFFICER})


def save(browser: Browser, name: str = "阅卷问题", url: str = LIST, expect: int = 303) -> Page | None:
    response = browser.submit(url, expect, action="/saved-filters", name=name)
    return browser.follow(response) if expect == 303 else None


def own_tabs(page: Page) -> list[tuple[str, str]]:
    tabs = page.select("//nav[@class='tabs']//a[span]")
    return [(tab.xpath("./span")[0].text, tab.xpath("./b")[0].text) for tab in tabs]


def test_filter_is_saved_counted_renamed_and_removed(officer: Browser) -> None:
    page = save(officer)
    assert page is not None
    assert own_tabs(page) == [("阅卷问题", "1")]
    assert len(page.select("//a[@aria-current='page' and ancestor::nav[@class='tabs']]")) == 1
    with unit.transaction():
        make_opinion()
        row = db.session.scalars(select(SavedFilter)).one()
        id, url = row.id, f"/opinions?{row.query}"
        assert "page" not in row.query
    page = officer.follow(officer.submit(url, action=f"/saved-filters/{id}/rename", name="阅卷"))
    assert own_tabs(page) == [("阅卷", "2")]
    page = officer.follow(officer.submit(url, action=f"/saved-filters/{id}/remove"))
    assert own_tabs(page) == []


def test_filter_is_its_owners_alone(app: Flask, officer: Browser) -> None:
    save(officer)
    id = reread().id
    other = signed_in(app, "he.fan", side=Side.BAR, roles={Role.OFFICER})
    assert own_tabs(other.get("/opinions")) == []
    for verb in ("rename", "remove"):
        assert other.post(f"/saved-filters/{id}/{verb}", name="我的").status_code == 404
    assert reread().name == "阅卷问题"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "此项为必填项"), ("长" * 21, "最多 20 字"), ("看\x00", "控制字符"), ("阅卷问题", "已有同名")],
)
def test_a_bad_name_is_told_and_what_was_typed_stays(officer: Browser, name: str, sentence: str) -> None:
    save(officer)
    response = officer.submit("/opinions?q=安检", 422, action="/saved-filters", name=name)
    assert sentence in response.text
    assert name == "看\x00" or name in response.text


def test_there_is_room_for_ten(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_filters, "MOST", 2)
    for word in ("一", "二"):
        save(officer, word, f"/opinions?q={word}")
    assert not officer.get("/opinions?q=三").select("//form[@action='/saved-filters']")
    assert "最多保存2个" in officer.post("/saved-filters", place="/opinions", query="q=三", name="三").text


@pytest.mark.parametrize("place", ["", "//elsewhere", "/nothing-here", "https://elsewhere", "/opinions/1/close"])
def test_a_filter_of_no_list_is_not_found(officer: Browser, place: str) -> None:
    assert officer.post("/saved-filters", place=place, query="q=x", name="名").status_code == 404


def test_a_list_without_filters_offers_nothing_to_save(officer: Browser) -> None:
    assert not officer.get("/opinions?sort=number").select("//form[@action='/saved-filters']")


def test_name_and_query_are_sealed(officer: Browser) -> None:
    save(officer)
    with db.engine.connect() as connection:
        name, query = connection.execute(text("select name, query from saved_filter")).one()
    assert "阅卷" not in name
    assert "q=" not in query


def test_statements_do_not_grow_with_saved_filters(app: Flask, officer: Browser) -> None:
    counted = []
    for word in ("一", "二", "三"):
        save(officer, word, f"/opinions?q={word}")
        counted.append(count_statements(app, "/opinions", cookies_of(officer)))
    assert len(set(counted)) == 1
    assert counted[0] <= 12


def reread() -> SavedFilter:
    db.session.rollback()
    return db.session.scalars(select(SavedFilter)).one()
