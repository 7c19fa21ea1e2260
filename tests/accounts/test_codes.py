"""One-time codes and links: who gets one, that it works once and in time, and where nothing of it is kept."""

import json
import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.accounts import services
from liaison.accounts.models import CodeKind, EntryCode, LinkRequest
from liaison.accounts.rules.codes import LASTING, new_code, normal_code
from liaison.accounts.services import passwords, users
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.store import jobs, outbox, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.outbox import OutboxMessage
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.page import PASSWORD, Browser

ADDRESS = "192.0.2.7"
NEW = "another good 句子"
USED = "已使用、已过期"


def _actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def _reset(user_id: int, by_id: int, how: str = users.AT_DESK) -> str:
    with unit.transaction():
        return users.reset(db.session.get_one(User, user_id), how, db.session.get_one(User, by_id))


@pytest.fixture
def lawyer_id(database: None) -> int:
    return make_user("li.na", roles={Role.LAWYER}, email="li.na@example.org").id


@pytest.fixture
def officer_id(database: None) -> int:
    return make_user("bar.officer", roles={Role.OFFICER}).id


def test_a_code_sets_the_password_once(lawyer_id: int, officer_id: int) -> None:
    code = _reset(lawyer_id, officer_id)
    with pytest.raises(RuleBroken):
        services.sign_in("li.na", PASSWORD, ADDRESS)
    passwords.redeem("li.na", code.upper().replace("-", " "), NEW, ADDRESS)
    assert services.sign_in("li.na", NEW, ADDRESS).token
    with pytest.raises(RuleBroken, match=USED):
        passwords.redeem("li.na", code, "a third good 句子", ADDRESS)
    assert services.sign_in("li.na", NEW, ADDRESS).token


def test_a_code_opens_its_own_account_only(lawyer_id: int, officer_id: int) -> None:
    code = _reset(lawyer_id, officer_id)
    with pytest.raises(RuleBroken, match=USED):
        passwords.redeem("bar.officer", code, NEW, ADDRESS)
    assert services.sign_in("bar.officer", PASSWORD, ADDRESS).token


@pytest.mark.parametrize("kind", list(CodeKind))
@pytest.mark.parametrize(("late", "works"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_code_expires(lawyer_id: int, kind: CodeKind, late: timedelta, works: bool) -> None:
    start = clock.now()
    with clock.travel(start), unit.transaction():
        code = passwords.issue_code(db.session.get_one(User, lawyer_id), kind, new_code())
    with clock.travel(start + LASTING[kind] + late):
        if works:
            passwords.redeem("li.na", code, NEW, ADDRESS)
        else:
            with pytest.raises(RuleBroken, match=USED):
                passwords.redeem("li.na", code, NEW, ADDRESS)


def test_a_new_code_ends_the_earlier_one(lawyer_id: int, officer_id: int) -> None:
    first = _reset(lawyer_id, officer_id)
    with unit.transaction():
        user, by = db.session.get_one(User, lawyer_id), db.session.get_one(User, officer_id)
        second = users.invite(user, users.AT_DESK, by)
    with pytest.raises(RuleBroken, match=USED):
        passwords.redeem("li.na", first, NEW, ADDRESS)
    passwords.redeem("li.na", second, NEW, ADDRESS)


def test_a_code_dies_with_a_change_of_password(lawyer_id: int) -> None:
    with unit.transaction():
        code = passwords.issue_code(db.session.get_one(User, lawyer_id), CodeKind.MAIL, new_code())
    token = services.sign_in("li.na", PASSWORD, ADDRESS).token
    services.change_password(lawyer_id, PASSWORD, NEW, token, ADDRESS)
    with pytest.raises(RuleBroken, match=USED):
        passwords.redeem("li.na", code, "a third good 句子", ADDRESS)


def test_a_disabled_account_sets_no_password(lawyer_id: int, officer_id: int) -> None:
    code = _reset(lawyer_id, officer_id)
    with unit.transaction():
        db.session.get_one(User, lawyer_id).is_enabled = False
    with pytest.raises(RuleBroken, match=USED):
        passwords.redeem("li.na", code, NEW, ADDRESS)


def test_wrong_codes_count_as_failed_sign_ins(lawyer_id: int, officer_id: int) -> None:
    code = _reset(lawyer_id, officer_id)
    for _ in range(5):
        with pytest.raises(RuleBroken, match=USED):
            passwords.redeem("li.na", new_code(), NEW, ADDRESS)
    with pytest.raises(services.TooManyTries):
        passwords.redeem("li.na", code, NEW, "192.0.2.8")


def test_a_weak_password_leaves_the_code_as_it_is(lawyer_id: int, officer_id: int) -> None:
    code = _reset(lawyer_id, officer_id)
    with pytest.raises(RuleBroken) as refusal:
        passwords.redeem("li.na", code, "1234567890", ADDRESS)
    assert refusal.value.field == "password"
    passwords.redeem("li.na", code, NEW, ADDRESS)


def test_reset_ends_the_sessions_and_tells_the_user_without_the_code(lawyer_id: int, officer_id: int) -> None:
    token = services.sign_in("li.na", PASSWORD, ADDRESS).token
    code = _reset(lawyer_id, officer_id)
    assert services.find_user(token) is None
    message = db.session.scalars(select(OutboxMessage)).one()
    assert (message.recipient, "重设" in message.subject) == ("li.na@example.org", True)
    assert code not in message.body


def test_only_a_keyed_hash_of_a_code_is_kept(lawyer_id: int, officer_id: int, instance: Path) -> None:
    code = _reset(lawyer_id, officer_id)
    db.session.rollback()
    for path in instance.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert code.encode() not in content, path
            assert normal_code(code).encode() not in content, path


@pytest.mark.parametrize("name", ["li.na", "nobody", "bar.officer", "李娜"])
def test_who_forgot_is_answered_the_same_and_leaves_the_same_rows(
    lawyer_id: int, officer_id: int, browser: Browser, name: str
) -> None:
    before = len(_actions())
    response = browser.submit("/login/forgot", username=name)
    assert response.location == "/login"
    assert "如果该账户存在" in browser.get("/login").text
    assert _actions()[before:] == ["link.requested"]
    assert db.session.scalar(select(func.count()).select_from(LinkRequest)) == 1
    assert [job.arguments.keys() for job in db.session.scalars(select(Job))] == [{"request_id"}]


def _mailed_link(folder: Path, app: Flask) -> str:
    for job_id in jobs.sweep():
        jobs.run(job_id)
    outbox.deliver(f"file:{folder}", "liaison@example.org")
    (path,) = folder.glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = mail.get_content()  # type: ignore[attr-defined]
    found = re.search(r"http\S+/login/password\?code=(\S+)", text)
    assert found, text
    return found[1]


def test_a_link_by_mail_works_and_is_in_no_table_before_or_after(
    app: Flask, lawyer_id: int, browser: Browser, tmp_path: Path, instance: Path
) -> None:
    browser.submit("/login/forgot", username="li.na")
    for job_id in jobs.sweep():
        jobs.run(job_id)
    waiting = db.session.scalars(select(OutboxMessage)).one()
    assert waiting.secret is not None
    token = waiting.secret.split("code=")[1]
    assert token not in waiting.body + waiting.subject + waiting.key
    db.session.rollback()
    held = [path.read_bytes() for path in instance.rglob("*") if path.is_file()]
    assert not any(token.encode() in content for content in held)
    assert _mailed_link(tmp_path, app) == token
    db.session.rollback()
    assert db.session.scalars(select(OutboxMessage)).one().secret is None
    browser.submit(f"/login/password?code={token}", username="li.na", password=NEW, again=NEW)
    Browser(app).type_in("li.na", NEW)


def test_nobody_gets_a_link_who_has_no_address(officer_id: int, browser: Browser) -> None:
    browser.submit("/login/forgot", username="bar.officer")
    for job_id in jobs.sweep():
        jobs.run(job_id)
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
    assert db.session.scalar(select(func.count()).select_from(LinkRequest)) == 0


def test_a_sixth_request_for_a_link_waits_whoever_is_named(lawyer_id: int, browser: Browser) -> None:
    for name in ("li.na", "nobody"):
        for _ in range(5):
            browser.submit("/login/forgot", username=name)
        assert "尝试次数过多" in browser.submit("/login/forgot", 429, username=name).text
    browser.sign_in("li.na")


def test_an_officer_resets_a_lawyer_at_the_desk(app: Flask, lawyer_id: int) -> None:
    officer = signed_in(app, "bar.officer", side=Side.BAR, roles={Role.OFFICER})
    before = len(_actions())
    answer = officer.submit(f"/accounts/users/{lawyer_id}/reset", 200, how="desk")
    (code,) = re.findall(r'<code class="secret">([^<]+)</code>', answer.text)
    assert code not in officer.get(f"/accounts/users/{lawyer_id}").response.text
    lawyer = Browser(app)
    lawyer.submit("/login/password", username="li.na", code=code, password=NEW, again=NEW)
    lawyer.type_in("li.na", NEW)
    assert _actions()[before:] == ["password.reset", "password.set", "session.started"]
    details = json.dumps([entry.detail for entry in db.session.scalars(select(AuditEntry))])
    assert code not in details


def test_the_answer_to_a_wrong_code_is_the_same_for_whoever_it_is(lawyer_id: int, browser: Browser) -> None:
    typed = {"code": new_code(), "password": NEW, "again": NEW}
    texts = {
        re.sub(
            r"[\w-]{20,}\.[\w-]+\.[\w-]+", "", browser.submit("/login/password", 422, username=name, **typed).text
        ).replace(name, "")
        for name in ("li.na", "nobody.x")
    }
    assert len(texts) == 1


def test_old_codes_and_requests_are_dropped(lawyer_id: int, officer_id: int) -> None:
    _reset(lawyer_id, officer_id)
    with clock.travel(clock.now() + timedelta(days=8)), unit.transaction():
        services.sessions.purge()
    assert db.session.scalar(select(func.count()).select_from(EntryCode)) == 0
