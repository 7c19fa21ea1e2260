"""What sign-in keeps, does not keep, and forgets."""

import threading
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from liaison.accounts import services
from liaison.accounts.models import SignInSession
from liaison.accounts.services import entry as signing
from liaison.accounts.services import hashing, sessions
from liaison.accounts.services.throttle import note_failure
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.page import PASSWORD

ADDRESS = "192.0.2.7"
NEW = "another good 句子"


def _sign_in(*typed: str, **options: str) -> str:
    """The token of the session that the right password opens."""
    return services.sign_in(*typed, **options).token


def _actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_session_is_kept_as_a_hash(database: None) -> None:
    make_user("li.na", roles={Role.OFFICER})
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    assert len(token) >= 43
    assert db.session.scalar(select(SignInSession.token_hash)) == sha256(token.encode()).hexdigest()
    assert services.find_user(token) is not None
    assert services.find_user("") is None


def test_two_sign_ins_of_one_moment_both_open_when_the_password_is_hashed_anew(
    database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one hashes the same password anew between this one's check and its session."""
    make_user("li.na", roles={Role.OFFICER})
    real, done = hashing.matches, []

    def with_another(known_hash: str, password: str) -> bool:
        found = real(known_hash, password)
        if not done:
            done.append(True)
            with unit.transaction():
                db.session.query(User).one().password_hash = hashing.hash_password(password)
        return found

    monkeypatch.setattr(signing, "matches", with_another)
    assert _sign_in("li.na", PASSWORD, ADDRESS)


@pytest.mark.parametrize(("role", "minutes"), [(Role.OFFICER, 30), (Role.LAWYER, 12 * 60)])
def test_session_idles_out(database: None, role: Role, minutes: int) -> None:
    make_user("li.na", roles={role})
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    start = db.session.scalars(select(SignInSession.seen_at)).one()
    for after, is_known in ((minutes, True), (minutes + 1, False)):
        with clock.travel(start + timedelta(minutes=after)):
            assert (services.find_user(token) is not None) is is_known


def test_use_keeps_a_session_alive(database: None) -> None:
    make_user("li.na", roles={Role.OFFICER})
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    start = clock.now()
    for minutes in (20, 40, 60):
        with clock.travel(start + timedelta(minutes=minutes)):
            session = services.find_open(token)
            assert session is not None
            services.note_use(token, session.seen_at)


def test_use_is_noted_once_a_minute(database: None) -> None:
    make_user("li.na")
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    start = db.session.scalars(select(SignInSession.seen_at)).one()
    for seconds, noted in ((30, 0), (59, 0), (60, 60), (90, 60)):
        with clock.travel(start + timedelta(seconds=seconds)):
            session = services.find_open(token)
            assert session is not None
            services.note_use(token, session.seen_at)
        db.session.rollback()
        assert db.session.scalars(select(SignInSession.seen_at)).one() == start + timedelta(seconds=noted)


def test_sign_in_again_ends_the_session_that_this_browser_held(database: None) -> None:
    make_user("li.na")
    first, elsewhere = (_sign_in("li.na", PASSWORD, ADDRESS) for _ in range(2))
    second = _sign_in("li.na", PASSWORD, ADDRESS, replacing=first)
    assert [services.find_user(token) is not None for token in (first, elsewhere, second)] == [False, True, True]


@pytest.mark.parametrize("change", ["password_hash", "is_enabled"])
def test_sign_in_with_a_password_that_was_changed_meanwhile_is_refused(
    database: None, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """The check of the password takes its time, outside of any transaction."""
    user_id = make_user("li.na").id
    real, done = signing.matches, []

    def matches(password_hash: str, password: str) -> bool:
        if not done:
            done.append(True)
            with unit.transaction():
                value = hashing.hash_password(NEW) if change == "password_hash" else False
                setattr(db.session.get_one(User, user_id), change, value)
        return real(password_hash, password)

    monkeypatch.setattr(signing, "matches", matches)
    with pytest.raises(RuleBroken, match="用户名或密码不正确"):
        _sign_in("li.na", PASSWORD, ADDRESS)
    assert db.session.scalar(select(func.count()).select_from(SignInSession)) == 0


class Counting:
    """The hasher, which remembers what it checked."""

    def __init__(self, checked: list[str]) -> None:
        self.checked = checked

    def verify(self, known: str, password: str) -> bool:
        self.checked.append(known)
        return services.HASHER.verify(known, password)


def test_unknown_disabled_and_invited_accounts_do_the_same_work(
    database: None, shipped_hasher: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them checks one password against one hash of the same cost, so that time tells nothing."""
    disabled, invited = make_user("li.nb"), make_user("li.nc")
    with unit.transaction():
        db.session.merge(disabled).is_enabled = False
        db.session.merge(invited).password_hash = ""
    make_user("li.na")
    checked: list[str] = []
    monkeypatch.setattr(hashing, "HASHER", Counting(checked))
    for name in ("li.na", "li.nb", "li.nc", "nobody", "李娜", "\x00", ""):
        with pytest.raises(RuleBroken, match="用户名或密码不正确"):
            _sign_in(name, "wrong words here", ADDRESS)
    assert len(checked) == 7
    assert len(set(checked)) == 2
    assert all(known.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for known in checked)


def test_old_hashes_are_made_anew_at_sign_in(database: None, shipped_hasher: None) -> None:
    user_id = make_user("li.na").id
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with unit.transaction():
        db.session.get_one(User, user_id).password_hash = weak
    _sign_in("li.na", PASSWORD, ADDRESS)
    assert db.session.get_one(User, user_id).password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    _sign_in("li.na", PASSWORD, ADDRESS)


def test_two_at_once_sign_in_to_sessions_of_their_own(app: Flask, database: None) -> None:
    make_user("li.na")
    tokens: list[str] = []

    def enter() -> None:
        with app.app_context():
            tokens.append(_sign_in("li.na", PASSWORD, ADDRESS))
            db.session.remove()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(tokens)) == 4
    assert all(services.find_user(token) is not None for token in tokens)


def test_disabled_account_is_out_at_once_and_cannot_sign_in(database: None) -> None:
    user = make_user("li.na")
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    with unit.transaction():
        db.session.merge(user).is_enabled = False
    assert services.find_user(token) is None
    with pytest.raises(RuleBroken, match="用户名或密码不正确"):
        _sign_in("li.na", PASSWORD, ADDRESS)


def test_every_sign_in_leaves_exactly_one_entry(database: None) -> None:
    make_user("li.na")
    _sign_in("li.na", PASSWORD, ADDRESS)
    with pytest.raises(RuleBroken):
        _sign_in("li.na", "wrong words here", ADDRESS)
    assert _actions() == ["account.added", "session.started", "session.refused"]


def test_every_change_leaves_exactly_one_entry(database: None) -> None:
    user_id = make_user("li.na").id
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    with pytest.raises(RuleBroken):
        services.change_password(user_id, "wrong words here", NEW, token, ADDRESS)
    services.change_password(user_id, PASSWORD, NEW, token, ADDRESS)
    with unit.transaction():
        services.sign_out(token, db.session.get_one(User, user_id))
        services.sign_out("no such token", db.session.get_one(User, user_id))
    assert _actions()[2:] == ["password.refused", "password.changed", "session.ended"]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.id > 1)).all()
    assert {(entry.actor_id, entry.thing_kind, entry.thing_id) for entry in entries} == {
        (user_id, "user_account", user_id)
    }


def test_a_refused_sign_in_names_nobody(database: None) -> None:
    make_user("li.na")
    with pytest.raises(RuleBroken):
        _sign_in("li.na", "wrong words here", ADDRESS)
    entry = db.session.get_one(AuditEntry, 2)
    assert (entry.actor_id, entry.thing_id, entry.detail) == (None, None, {})


def test_a_new_password_ends_every_other_session(database: None) -> None:
    user_id = make_user("li.na").id
    other_id = make_user("li.nb").id
    here, there = (_sign_in("li.na", PASSWORD, ADDRESS) for _ in range(2))
    stranger = _sign_in("li.nb", PASSWORD, ADDRESS)
    services.change_password(user_id, PASSWORD, NEW, here, ADDRESS)
    assert [services.find_user(token) is not None for token in (here, there, stranger)] == [True, False, True]
    with unit.transaction():
        services.end_sessions(db.session.get_one(User, other_id))
    assert services.find_user(stranger) is None


@pytest.mark.parametrize(("current", "new", "field"), [("wrong words", NEW, "current"), (PASSWORD, "x", "password")])
def test_a_refused_change_changes_nothing(database: None, current: str, new: str, field: str) -> None:
    user_id = make_user("li.na").id
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    with pytest.raises(RuleBroken) as refusal:
        services.change_password(user_id, current, new, token, ADDRESS)
    assert refusal.value.field == field
    _sign_in("li.na", PASSWORD, ADDRESS)


def test_wrong_current_passwords_count_as_failed_sign_ins(database: None) -> None:
    """A browser left open, or a stolen cookie, is no way to try them all."""
    user_id = make_user("li.na").id
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    for _ in range(5):
        with pytest.raises(RuleBroken, match="当前密码不正确"):
            services.change_password(user_id, "wrong words here", NEW, token, ADDRESS)
    for attempt in (
        lambda: services.change_password(user_id, PASSWORD, NEW, token, ADDRESS),
        lambda: _sign_in("li.na", PASSWORD, "192.0.2.8"),
    ):
        with pytest.raises(services.TooManyTries):
            attempt()


@pytest.mark.parametrize(("failures", "is_free"), [(19, True), (20, False)])
def test_an_address_waits_whatever_the_account(database: None, failures: int, is_free: bool) -> None:
    make_user("li.na")
    for number in range(failures):
        note_failure(str(number), ADDRESS, "session.refused")
    _sign_in("li.na", PASSWORD, "192.0.2.8")
    if is_free:
        _sign_in("li.na", PASSWORD, ADDRESS)
    else:
        with pytest.raises(services.TooManyTries):
            _sign_in("li.na", PASSWORD, ADDRESS)


def test_neither_password_nor_address_nor_typed_name_is_stored(database: None, instance: Path) -> None:
    make_user("li.na")
    with pytest.raises(RuleBroken):
        _sign_in("typed-by-mistake", "a secret 密码 typed", ADDRESS)
    _sign_in("li.na", PASSWORD, ADDRESS)
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
            _sign_in("li.na", "wrong words here", ADDRESS)
    with pytest.raises(services.TooManyTries):
        _sign_in("li.na", PASSWORD, ADDRESS)
    with clock.travel(clock.now() + timedelta(minutes=16)):
        _sign_in("li.na", PASSWORD, ADDRESS)


def test_purge_keeps_what_still_counts(database: None) -> None:
    make_user("li.na", roles={Role.LAWYER})
    token = _sign_in("li.na", PASSWORD, ADDRESS)
    counts = []
    for minutes in (12 * 60 - 1, 12 * 60 + 1):
        with clock.travel(clock.now() + timedelta(minutes=minutes)), unit.transaction():
            sessions.purge()
        counts.append(db.session.scalar(select(func.count()).select_from(SignInSession)))
    assert counts == [1, 0]
    assert services.find_user(token) is None


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
            _sign_in(username, password, ADDRESS)
