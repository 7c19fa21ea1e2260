"""The steps: what is missing, what is kept, what can be taken up again; and that nothing comes but what was typed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, Region
from liaison.launch import queries
from liaison.settings.models import SettingChange
from liaison.store import tasks, wordings
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.clocks import Clock, ClockKind
from liaison.web.frame import features
from tests.makers.accounts import make_user, signed_in
from tests.page import Browser

CITY = {
    "city": "澄江市", "bar_name": "澄江市律师协会", "bar_address": "澄江市府前路1号", "bar_phone": "0700-1234567",
    "bench_name": "澄江市法官协会", "bench_address": "", "bench_phone": "",
}  # fmt: skip
REFERENCE = {
    "alembic_version", "audit_entry", "audit_head", "clock", "holiday", "holiday_notice", "opinion_category",
    "complaint_category", "bank_question", "job",
}  # fmt: skip
"""Tables whose rows come with the system: what the law arranges, first time limits and categories, the trail."""
TYPED = {
    "user_account", "user_role", "sign_in_session", "region", "organisation", "launch_mark", "wording",
    "setting_change", "submission",
}  # fmt: skip
"""Tables that hold what this test typed."""


def test_the_city_and_its_courts_are_typed_in_and_changed_later(admin: Browser) -> None:
    page = admin.get("/launch/city")
    assert "请填写城市名称" in page.text
    assert "缺" in page.text
    admin.submit("/launch/city", **CITY)
    admin.submit("/launch/city", **{**CITY, "city": "澄阳市", "bar_name": "澄阳市律师协会"})
    assert [region.name for region in db.session.scalars(select(Region))] == ["澄阳市"]
    names = {unit.name: unit for unit in db.session.scalars(select(Organisation))}
    assert set(names) == {"澄阳市律师协会", "澄江市法官协会"}
    assert names["澄阳市律师协会"].phone == "0700-1234567"
    admin.submit("/launch/courts", name="澄阳市中级人民法院", short_name="市中院", chambers="立案庭\r\n\r\n 执行局 ")
    assert "立案庭、执行局" in admin.get("/launch/courts").text
    page = admin.submit("/launch/courts", expect=422, name="澄阳市中级人民法院", chambers="")
    assert "澄阳市中级人民法院" in page.text, "what was typed stays"
    page = admin.submit("/launch/city", expect=422, **{**CITY, "bench_phone": "打电话"})
    assert "法官协会电话" in page.text


def test_a_step_with_something_missing_cannot_be_ticked_off(admin: Browser) -> None:
    assert admin.post("/launch/courts/mark").status_code in {303, 409}
    assert not queries.marks()
    admin.submit("/launch/city", **CITY)
    assert admin.submit("/launch/city", action="/launch/city/mark").location == "/launch/courts"
    assert queries.marks()["city"].marked_by == "开通人"
    assert admin.submit("/launch/city", action="/launch/city/unmark").location == "/launch/city"
    assert not queries.marks()


def test_left_half_way_and_taken_up_by_another_administrator_elsewhere(admin: Browser, app: Flask) -> None:
    admin.submit("/launch/city", **CITY)
    admin.submit("/launch/city", action="/launch/city/mark")
    make_user("second", side=None, roles=(Role.ADMINISTRATOR,))
    other = Browser(app).sign_in("second")
    page = other.get("/launch")
    assert "开通人" in page.text
    assert page.select("//a[contains(@class, 'btn-primary')]/@href") == ["/launch/courts"]
    other.submit("/launch/courts", name="澄江市中级人民法院", chambers="")
    assert "还有 11 步" in admin.get("/").text
    other.get("/launch/courts")
    assert other.get("/launch?lang=en").status == 200
    for step in queries.steps():
        assert other.get(f"/launch/{step.key}?lang=en").status == 200


def test_clocks_are_confirmed_in_one_go_with_their_kind_and_day(admin: Browser) -> None:
    assert "办理期限尚未填入" in admin.get("/launch/clocks").text
    admin.submit("/launch/clocks", action="/launch/fill")
    limits = list(db.session.scalars(select(Clock).order_by(Clock.position)))
    ticked = {f"read-{limit.id}": "1" for limit in limits}
    chosen = {f"kind-{limit.id}": limit.kind.value for limit in limits}
    first = limits[0]
    typed = {**ticked, **chosen, f"kind-{first.id}": "adopted", "verified_on": clock.today().isoformat()}
    admin.submit("/launch/clocks", **typed)
    db.session.expire_all()
    assert {limit.verified_on for limit in db.session.scalars(select(Clock))} == {clock.today()}
    assert db.session.get_one(Clock, first.id).kind is ClockKind.ADOPTED
    assert db.session.scalars(select(SettingChange)).first().reason == "开通时核对"  # type: ignore[union-attr]
    assert "没有核对日期" not in admin.get("/launch/clocks").text
    late = (clock.today() + timedelta(days=1)).isoformat()
    assert "不能晚于今天" in admin.submit("/launch/clocks", expect=422, **{**typed, "verified_on": late}).text
    untick = {**chosen, f"kind-{first.id}": "promise", "verified_on": clock.today().isoformat()}
    admin.submit("/launch/clocks", **untick)
    db.session.expire_all()
    assert db.session.get_one(Clock, first.id).kind is ClockKind.ADOPTED, "what is not ticked stays"
    admin.post("/launch/clocks", **untick, step="all")
    db.session.expire_all()
    assert db.session.get_one(Clock, first.id).kind is ClockKind.PROMISE
    law = next(limit for limit in limits if not limit.article)
    page = admin.submit("/launch/clocks", expect=422, **{**typed, f"kind-{law.id}": "law"})
    assert "须写明条文" in page.text


def test_chairs_and_numbers_are_worded_where_they_stand(admin: Browser) -> None:
    admin.submit("/launch/papers", conference_chair_bar="律师协会会长")
    admin.submit("/launch/numbers", opinion_number="意〔{年份}〕{序号}号")
    assert wordings.text(features().wordings["conference.chair.bar"]) == "律师协会会长"
    page = admin.submit("/launch/numbers", expect=422, opinion_number="意〔{年份}〕号")
    assert "缺少占位内容" in page.text


def test_complaint_categories_and_starting_numbers_are_steps_that_lead_who_keeps_them(
    admin: Browser, app: Flask
) -> None:
    assert "“律师投诉法官”还没有类别" in admin.get("/launch/complaint_categories").text
    with app.app_context():
        assert tasks.run_all() == []
    admin.get("/ledgers/numbers")
    admin.submit("/ledgers/numbers", series="opinion", number="13")
    make_user("second", side=None, roles=(Role.ADMINISTRATOR,))
    other = Browser(app).sign_in("second")
    for key, told, leads in (
        ("complaint_categories", "法官投诉律师", "/complaints/categories"),
        ("starts", f"意见〔{clock.today().year}〕13号", "/ledgers/numbers"),
    ):
        for browser, links in ((admin, [leads]), (other, [])):
            page = browser.get(f"/launch/{key}")
            assert told in page.text
            assert page.select(f"//section[@id='now']//a[@href='{leads}']/@href") == links
            assert browser.get(leads, expect=200 if links else 403)
        other.submit(f"/launch/{key}", action=f"/launch/{key}/mark")
    assert {"complaint_categories", "starts"} == set(queries.marks())


def test_only_administrators_take_a_site_live(admin: Browser, app: Flask) -> None:
    officer = signed_in(app, "officer", side=Side.BAR, roles=(Role.OFFICER, Role.ORGANISER))
    visitor = Browser(app)
    for method, address in (
        ("GET", "/launch"), ("GET", "/launch/city"), ("POST", "/launch/city"), ("POST", "/launch/city/mark"),
        ("POST", "/launch/city/unmark"), ("POST", "/launch/fill"),
    ):  # fmt: skip
        sent = officer.get(address, expect=403) if method == "GET" else officer.post(address)
        assert (sent.status if method == "GET" else sent.status_code) == 403, address  # type: ignore[union-attr]
        assert visitor.send("GET", "/launch").status_code == 302
    assert admin.get("/launch/nothing", expect=404).status == 404


def test_a_live_site_holds_what_was_typed_and_what_the_law_brings_and_nothing_else(admin: Browser, app: Flask) -> None:
    """No trace of the demonstration: every table is looked through after the timed tasks and the wizard."""
    with app.app_context():
        assert tasks.run_all() == []
    admin.submit("/launch/city", **CITY)
    admin.submit("/launch/courts", name="澄江市中级人民法院", chambers="立案庭")
    admin.submit("/launch/papers", conference_chair_bar="律师协会会长")
    admin.submit("/launch/city", action="/launch/city/mark")
    filled, words = {}, []
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(select(table)).all()
        if rows:
            filled[table.name] = len(rows)
            words += [str(value) for row in rows for value in row]
    strange = set(filled) - REFERENCE - TYPED
    assert not strange, f"rows that nobody typed in: {sorted(strange)}"
    assert filled["user_account"] == 1
    assert filled["organisation"] == 4
    assert not [word for word in words if "云江" in word or "yunjiang" in word]
    assert db.session.scalars(select(AuditEntry.action).where(AuditEntry.action == "launch.marked")).all()


@pytest.mark.parametrize("path", ["/launch/city", "/launch/courts", "/launch/papers"])
def test_hostile_input_is_refused_politely(admin: Browser, path: str) -> None:
    for bad in ("\x00", "x" * 5000, "<script>", "{{7*7}}", "\u202e"):
        typed = dict.fromkeys(("city", "bar_name", "name", "conference_chair_bar"), bad)
        assert admin.post(path, **typed).status_code in {303, 422}


def test_filling_twice_does_no_harm(admin: Browser) -> None:
    admin.submit("/launch/clocks", action="/launch/fill")
    before = len(db.session.scalars(select(Clock)).all())
    admin.post("/launch/fill")
    assert len(db.session.scalars(select(Clock)).all()) == before
