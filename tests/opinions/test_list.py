"""The list: tabs, filters, order, spreadsheet, and how many statements it takes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.opinions.models import OpinionEvent, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.opinions import make_opinion, unit_of
from tests.opinions.pages import cookies_of, exported, numbers, one
from tests.page import Browser

S = OpinionStatus


@pytest.fixture
def many(officer: Browser) -> Iterator[None]:
    with unit.transaction():
        for _ in range(6):
            for status in (S.LODGED, S.SCREENED, S.REPLIED, S.CLOSED, S.RETURNED):
                make_opinion(status)
                make_opinion(status, side=Side.BENCH)
    return None


def test_list_shows_fifty_rows_with_twelve_statements(app: Flask, officer: Browser, many: None) -> None:
    with unit.transaction():
        for _ in range(20):
            make_opinion(S.SCREENED)
    assert len(numbers(officer.get("/opinions"))) == 50
    assert count_statements(app, "/opinions", cookies_of(officer)) <= 12
    assert count_statements(app, "/opinions?q=阅卷&side=bar&status=screened&sort=-due", cookies_of(officer)) <= 12


def test_detail_with_a_long_history_takes_twenty_statements(app: Flask, officer: Browser) -> None:
    with unit.transaction():
        opinion = make_opinion(S.REPLIED, joint_ids=[unit_of(Side.BAR)])
        for turn in range(30):
            moment = clock.now() + timedelta(minutes=turn)
            db.session.add(OpinionEvent(opinion=opinion, verb="reply", at=moment, side=Side.BENCH))
    assert count_statements(app, f"/opinions/{opinion.id}", cookies_of(officer)) <= 20


def test_tabs_count_what_they_show(officer: Browser, many: None) -> None:
    page = officer.get("/opinions")
    for link in page.select("//nav[@class='tabs']//a"):
        shown = officer.get(link.get("href"))
        count = int(link.xpath("./b")[0].text)
        assert shown.select("//tbody/tr") or count == 0
        assert f"共 {count} 件" in shown.text
        assert shown.select("//nav[@class='tabs']//a[@aria-current='page']")[0].get("href") == link.get("href")


def test_export_holds_exactly_what_is_filtered(officer: Browser, many: None) -> None:
    query = "?status=screened&side=bar&sort=number"
    assert [row[0] for row in exported(officer, query)] == numbers(officer.get(f"/opinions{query}"))
    assert len(exported(officer, query)) == 6


def test_list_sorts_both_ways(officer: Browser, many: None) -> None:
    upwards, downwards = (numbers(officer.get(f"/opinions?sort={sort}number&status=passed")) for sort in ("", "-"))
    assert upwards == downwards[::-1]
    assert upwards == sorted(upwards, key=lambda number: int(number.split("〕")[1].rstrip("号")))


def test_observer_gets_the_tabs_of_what_is_published(app: Flask, officer: Browser) -> None:
    observer = signed_in(app, "justice", side=None, roles={Role.OBSERVER})
    one(S.REPLIED)
    page = observer.get("/opinions")
    assert [link.text for link in page.select("//nav[@class='tabs']//a")] == ["全部", "已答复", "已办结"]
    assert not page.select("//a[@href='/opinions/lodge']")


def test_empty_list_leads_on(lawyer: Browser) -> None:
    assert "还没有意见建议" in lawyer.get("/opinions").text
    assert "请放宽筛选条件" in lawyer.get("/opinions?q=没有").text
