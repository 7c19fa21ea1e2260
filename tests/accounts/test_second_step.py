"""The second step of sign-in, its set-up, recovery codes, and who must have one."""

import re
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.accounts import services
from liaison.accounts.models import PendingSignIn, RecoveryCode, SecondFactor, SignInSession
from liaison.accounts.services import entry, second_factor
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.codes import code_now, draft_secret, give_factor
from tests.page import PASSWORD, Browser

ADDRESS = "192.0.2.7"
WRONG = "验证码不正确"


def _actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.fixture
def user_id(database: None) -> int:
    return make_user("li.na", side=None, roles={Role.ADMINISTRATOR}).id


@pytest.fixture
def secret(user_id: int) -> str:
    return give_factor(user_id)


def _pending() -> str:
    opened = services.sign_in("li.na", PASSWORD, ADDRESS)
    assert opened.needs_code
    return opened.token


def test_the_password_alone_opens_nothing(secret: str) -> None:
    token = _pending()
    assert services.find_user(token) is None
    assert db.session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_the_code_opens_the_session_and_counts_once(secret: str) -> None:
    first, second = _pending(), _pending()
    code = code_now(secret)
    assert services.find_user(entry.answer(first, code, ADDRESS)) is not None
    with pytest.raises(RuleBroken, match=WRONG):
        entry.answer(second, code, ADDRESS)
    assert services.find_user(entry.answer(second, code_now(secret, steps=1), ADDRESS)) is not None


def test_of_two_at_once_with_one_code_one_gets_in(app: Flask, secret: str) -> None:
    tokens, code = [_pending(), _pending()], code_now(secret)
    opened: list[str] = []

    def enter(token: str) -> None:
        with app.app_context():
            with suppress(RuleBroken):
                opened.append(entry.answer(token, code, ADDRESS))
            db.session.remove()

    threads = [threading.Thread(target=enter, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1


def test_the_first_step_lasts_ten_minutes(secret: str) -> None:
    token = _pending()
    with clock.travel(clock.now() + timedelta(minutes=10, seconds=1)), pytest.raises(entry.StepExpired):
        entry.answer(token, code_now(secret), ADDRESS)
    with pytest.raises(entry.StepExpired):
        entry.answer("no such token", code_now(secret), ADDRESS)


def test_wrong_codes_and_wrong_passwords_fill_one_throttle(secret: str) -> None:
    token = _pending()
    for _ in range(2):
        with pytest.raises(RuleBroken):
            services.sign_in("li.na", "wrong words here", ADDRESS)
    for _ in range(3):
        with pytest.raises(RuleBroken, match=WRONG):
            entry.answer(token, "000000", ADDRESS)
    with pytest.raises(services.TooManyTries):
        entry.answer(token, code_now(secret), "192.0.2.8")
    with pytest.raises(services.TooManyTries):
        services.sign_in("li.na", PASSWORD, "192.0.2.8")


def test_a_password_that_changes_ends_the_first_step(user_id: int, secret: str) -> None:
    token = _pending()
    with unit.transaction():
        services.end_sessions(db.session.get_one(User, user_id))
    with pytest.raises(entry.StepExpired):
        entry.answer(token, code_now(secret), ADDRESS)


def test_each_step_leaves_exactly_one_entry(user_id: int, secret: str) -> None:
    before = len(_actions())
    token = _pending()
    with pytest.raises(RuleBroken):
        entry.answer(token, "000000", ADDRESS)
    entry.answer(token, code_now(secret), ADDRESS)
    assert _actions()[before:] == ["second_factor.refused", "session.started"]


def test_the_secret_and_the_recovery_codes_are_in_no_file(app: Flask, user_id: int, instance: Path) -> None:
    browser = Browser(app).sign_in("li.na")
    codes = _set_up(browser, user_id)
    secret = draft_secret(user_id)
    for path in instance.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word.encode() in content for word in (secret, *codes)), path


def _set_up(browser: Browser, user_id: int) -> list[str]:
    browser.submit("/account/second-factor", action="/account/second-factor/begin")
    secret = draft_secret(user_id)
    page = browser.get("/account/second-factor/establish")
    assert page.select("//*[local-name()='svg']//*[local-name()='path']")
    answer = browser.submit("/account/second-factor/establish", 200, code=code_now(secret))
    return re.findall(r'<code class="secret" data-content>([^<]+)</code>', answer.text)


def test_set_up_in_the_browser_gives_ten_codes_once(app: Flask, user_id: int) -> None:
    browser = Browser(app).sign_in("li.na")
    elsewhere = Browser(app).sign_in("li.na")
    codes = _set_up(browser, user_id)
    assert len(set(codes)) == 10
    assert codes[0] not in browser.get("/account/second-factor").response.text
    elsewhere.get("/account", expect=302)
    fresh = Browser(app)
    assert fresh.submit("/login?next=/account", username="li.na", password=PASSWORD).location.startswith("/login/code")
    assert fresh.submit("/login/code?next=/account", code=codes[0].upper()).location == "/account"
    again = Browser(app)
    again.submit("/login", username="li.na", password=PASSWORD)
    assert WRONG in again.submit("/login/code", 422, code=codes[0]).text
    again.submit("/login/code", code=codes[1])
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 8


def test_a_wrong_first_code_sets_nothing_up(app: Flask, user_id: int) -> None:
    browser = Browser(app).sign_in("li.na")
    browser.submit("/account/second-factor", action="/account/second-factor/begin")
    browser.submit("/account/second-factor/establish", 422, code="000000")
    assert db.session.get_one(SecondFactor, user_id).confirmed_at is None
    Browser(app).sign_in("li.na")


def test_new_recovery_codes_end_the_old_ones(app: Flask, user_id: int) -> None:
    browser = Browser(app).sign_in("li.na")
    old = _set_up(browser, user_id)
    answer = browser.submit("/account/second-factor", 200, action="/account/second-factor/renew-codes")
    new = re.findall(r'<code class="secret" data-content>([^<]+)</code>', answer.text)
    assert len(new) == 10
    assert not set(new) & set(old)
    with pytest.raises(RuleBroken, match=WRONG):
        entry.answer(_pending(), old[0], ADDRESS)


def test_whose_role_needs_one_may_do_nothing_else_before(app: Flask, user_id: int) -> None:
    lawyer = signed_in(app, "li.nb", roles={Role.LAWYER})
    browser = Browser(app).sign_in("li.na")
    browser.submit("/accounts/users/second-factor", roles=["administrator"])
    (token,) = browser.get("/account/second-factor").select("//main//input[@name='csrf_token']/@value")
    for path in ("/", "/accounts/users", "/account", "/account/data", "/conferences"):
        assert browser.send("GET", path).location == "/account/second-factor"
    response = browser.send("POST", "/account", data={"csrf_token": token, "current": PASSWORD})
    assert (response.status_code, response.location) == (303, "/account/second-factor")
    assert browser.send("GET", "/", headers={"HX-Request": "true"}).status_code == 403
    lawyer.get("/account")
    fresh = Browser(app)
    fresh.submit("/login", username="li.na", password=PASSWORD)
    assert fresh.send("GET", "/").location == "/account/second-factor"
    _set_up(fresh, user_id)
    fresh.get("/")
    response = fresh.post("/account/second-factor/give-up")
    assert response.status_code == 409
    assert db.session.get(SecondFactor, user_id) is not None


def test_giving_up_needs_no_reason_where_no_role_asks(app: Flask, user_id: int) -> None:
    browser = Browser(app).sign_in("li.na")
    _set_up(browser, user_id)
    browser.submit("/account/second-factor", action="/account/second-factor/give-up")
    Browser(app).sign_in("li.na")
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 0


def test_a_lost_factor_is_dropped_by_an_administrator_for_a_reason(app: Flask, user_id: int, secret: str) -> None:
    other = signed_in(app, "admin.b", side=None, roles={Role.ADMINISTRATOR})
    url = f"/accounts/users/{user_id}/drop-factor"
    assert "请填写理由" in other.submit(url, 422, reason=" ").text
    before = len(_actions())
    other.submit(url, reason="手机遗失，当面核对身份")
    assert _actions()[before:] == ["second_factor.dropped"]
    Browser(app).sign_in("li.na")


def test_nobody_drops_the_own_factor_that_way_nor_does_an_officer(app: Flask, user_id: int, secret: str) -> None:
    officer = make_user("bar.officer", side=Side.BAR, roles={Role.OFFICER})
    for by_id in (user_id, officer.id):
        with pytest.raises(RuleBroken), unit.transaction():
            second_factor.drop(db.session.get_one(User, user_id), "x", db.session.get_one(User, by_id))


def test_pending_steps_are_dropped_when_they_are_old(secret: str) -> None:
    _pending()
    with clock.travel(clock.now() + timedelta(minutes=11)), unit.transaction():
        services.sessions.purge()
    assert db.session.scalar(select(func.count()).select_from(PendingSignIn)) == 0
