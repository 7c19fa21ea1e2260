"""The own account: where one is signed in, and what is kept about oneself."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from liaison.accounts.models import SignInSession
from liaison.accounts.rules.sessions import browser_family
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.codes import give_factor
from tests.makers.opinions import make_opinion
from tests.page import PASSWORD, Browser

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome · Windows"),
        (f"{CHROME} Edg/120.0.2210.91", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/121.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.44",
            "微信 · iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.2 Safari/605.1.15",
            "Safari · macOS",
        ),
        ("Mozilla/5.0 (Linux; Android 13; SM-S9080) Chrome/120.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_its_family_and_no_more(agent: str, name: str) -> None:
    assert browser_family(agent) == name


def test_sessions_are_listed_and_this_one_is_marked(app: Flask, database: None) -> None:
    here = signed_in(app, "li.na")
    Browser(app).sign_in("li.na")
    signed_in(app, "li.nb")
    page = here.get("/account/sessions")
    rows = page.select("//tbody/tr")
    assert len(rows) == 2
    assert ["本机" in row.text_content() for row in rows].count(True) == 1
    assert len(page.select("//tbody//form")) == 1


def test_one_session_is_ended_or_all_others(app: Flask, database: None) -> None:
    here = signed_in(app, "li.na")
    first, second, third = (Browser(app).sign_in("li.na") for _ in range(3))
    ids = list(db.session.scalars(select(SignInSession.id).order_by(SignInSession.id)))
    here.submit("/account/sessions", action=f"/account/sessions/{ids[1]}/end")
    first.get("/account", expect=302)
    second.get("/account")
    here.submit("/account/sessions", action="/account/sessions/end-others")
    second.get("/account", expect=302)
    third.get("/account", expect=302)
    here.get("/account")
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert (actions.count("session.ended"), actions.count("sessions.ended")) == (1, 1)


def test_nobody_ends_the_session_of_another(app: Flask, database: None) -> None:
    here, other = signed_in(app, "li.na"), signed_in(app, "li.nb")
    id = max(db.session.scalars(select(SignInSession.id)))
    assert here.post(f"/account/sessions/{id}/end").status_code == 404
    other.get("/account")


def test_own_data_leave_as_json_and_as_a_spreadsheet_without_secrets(app: Flask, database: None) -> None:
    user = make_user("li.na", name="李娜", side=Side.BAR, roles={Role.LAWYER}, email="li.na@example.org")
    make_user("li.nb", name="别人", roles={Role.LAWYER})
    browser = Browser(app).sign_in("li.na")
    secret = give_factor(user.id)
    with unit.transaction():
        make_opinion(by=db.session.get_one(User, user.id))
    page = browser.get("/account/data").text
    answer = browser.send("GET", "/account/data?format=json")
    kept = json.loads(answer.text)
    assert kept["account"] == {
        "username": "li.na", "name": "李娜", "side": "bar", "roles": ["lawyer"], "email": "li.na@example.org",
        "language": None, "created_at": kept["account"]["created_at"],
    }  # fmt: skip
    assert kept["second_factor"] == {"is_set": True, "recovery_codes": 0}
    assert kept["records"]["actions"] == 2
    assert kept["records"]["own"] == [{"label": "您提出的意见建议（件）", "count": 1}]
    assert "您提出的意见建议" in page
    sheet = openpyxl.load_workbook(io.BytesIO(browser.send("GET", "/account/data?format=xlsx").data)).active
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    for text in (page, answer.text, cells):
        assert "li.na@example.org" in text
        assert not any(word in text for word in ("argon2", secret, "li.nb", "别人")), text


def test_own_data_ask_for_the_password_after_a_while(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    with clock.travel(clock.now() + timedelta(minutes=16)):
        for query in ("", "?format=json", "?format=xlsx"):
            location = browser.send("GET", f"/account/data{query}").location
            assert location.startswith("/account/confirm?next=/account/data")
        browser.submit("/account/confirm?next=/account/data", password=PASSWORD)
        browser.get("/account/data")


def test_a_code_is_asked_for_too_where_there_is_one(app: Flask, database: None) -> None:
    browser = signed_in(app, "li.na")
    browser.submit("/account/confirm", password=PASSWORD)
    user_id = db.session.scalars(select(SignInSession.user_id)).one()
    give_factor(user_id)
    assert "验证码不正确" in browser.submit("/account/confirm", 422, password=PASSWORD, code="000000").text
