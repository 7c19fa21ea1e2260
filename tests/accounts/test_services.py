"""What sign-in keeps, does not keep, and forgets."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from liaison.accounts import services
from liaison.accounts.models import SignInFailure, SignInSession
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.page import PASSWORD

ADDRESS = "192.0.2.7"


def _actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_session_is_kept_as_a_hash_and_idles_out(database: None) -> None:
    make_user("li.na", roles={Role.OFFICER})
    token = services.sign_in("li.na", PASSWORD, ADDRESS)
    assert services.find_user(token) is not None
    assert db.session.scalar(select(SignInSession.token_hash)) != token
    db.session.rollback()
    with clock.travel(clock.now() + timedelta(minutes=31)):
        assert services.find_user(token) is None


def test_use_keeps_a_session_alive(database: None) -> None:
    make_user("li.na", roles={Role.OFFICER})
    token = services.sign_in("li.na", PASSWORD, ADDRESS)
    start = clock.now()
    for minutes in (20, 40, 60):
        with clock.travel(start + timedelta(minutes=minutes)):
            assert services.find_user(token) is not None
            db.session.rollback()
            services.note_use(token)


def test_disabled_account_is_out_at_once_and_cannot_sign_in(database: None) -> None:
    user = make_user("li.na")
    token = services.sign_in("li.na", PASSWORD, ADDRESS)
    with unit.transaction():
        db.session.merge(user).is_enabled = False
    assert services.find_user(token) is None
    with pytest.raises(RuleBroken, match="用户名或密码不正确"):
        services.sign_in("li.na", PASSWORD, ADDRESS)


def test_every_sign_in_leaves_exactly_one_entry(database: None) -> None:
    make_user("li.na")
    services.sign_in("li.na", PASSWORD, ADDRESS)
    with pytest.raises(RuleBroken):
        services.sign_in("li.na", "wrong words here", ADDRESS)
    assert _actions() == ["account.added", "session.started", "session.refused"]


def test_neither_password_nor_address_nor_typed_name_is_stored(database: None, instance: Path) -> None:
    make_user("li.na")
    with pytest.raises(RuleBroken):
        services.sign_in("typed-by-mistake", "a secret 密码 typed", ADDRESS)
    services.sign_in("li.na", PASSWORD, ADDRESS)
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the files of PostgreSQL are not ours to read")
    for path in instance.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in ("typed-by-mistake", "a secret 密码 typed", PASSWORD, ADDRESS):
                assert word.encode() not in data, f"{word} in {path.name}"


def test_failures_are_forgotten_after_the_window(database: None) -> None:
    make_user("li.na")
    for _ in range(5):
        with pytest.raises(RuleBroken):
            services.sign_in("li.na", "wrong words here", ADDRESS)
    with pytest.raises(services.TooManyFailures):
        services.sign_in("li.na", PASSWORD, ADDRESS)
    with clock.travel(clock.now() + timedelta(minutes=16)):
        services.sign_in("li.na", PASSWORD, ADDRESS)
        with unit.transaction():
            services.purge()
    assert db.session.scalar(select(func.count()).select_from(SignInFailure)) == 0


@pytest.mark.parametrize("username", ["li.na", "LI.NA", "ｌｉ.na"])
def test_a_name_is_taken_once(database: None, username: str) -> None:
    make_user("li.na")
    with pytest.raises(RuleBroken) as refusal:
        make_user(username)
    assert refusal.value.field == "username"


@pytest.mark.parametrize("hostile", ["", "\x00", "\ud800", "' or 1=1 --", "💥" * 80, "{{7*7}}", "x" * 5000])
def test_hostile_names_and_passwords_are_refused_politely(database: None, hostile: str) -> None:
    make_user("li.na")
    for username, password in ((hostile, PASSWORD), ("li.na", hostile)):
        with pytest.raises(RuleBroken):
            services.sign_in(username, password, ADDRESS)
