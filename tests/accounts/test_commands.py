"""`flask accounts add`, `audit verify`, `tasks run`: one line, exit status 2, nothing changed."""

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from liaison.accounts.queries import sessions as queries
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.users import User


def _run(app: Flask, *words: str, typed: str = "") -> tuple[int, str, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=list(words), input=typed)
    return result.exit_code, result.stdout, result.stderr


def test_a_user_is_added_with_the_password_from_standard_input(app: Flask, database: None) -> None:
    words = ("--username", "Li.Na", "--side", "bar", "--role", "officer", "--role", "organiser")
    status, out, _ = _run(app, "accounts", "add", *words, typed="long enough 密码\n")
    assert (status, out) == (0, "added li.na\n")
    user = queries.find_by_username("li.na")
    assert user is not None
    assert (user.side, user.roles) == (Side.BAR, {Role.OFFICER, Role.ORGANISER})


@pytest.mark.parametrize(
    ("username", "side", "role", "password"),
    [
        ("li.na", "bar", "officer", "short"),
        ("李", "bar", "officer", "long enough 密码"),
        ("li.na", "up", "officer", "x"),
        ("li.na", "bar", "king", "x"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    app: Flask, database: None, username: str, side: str, role: str, password: str
) -> None:
    status, out, err = _run(
        app, "accounts", "add", "--username", username, "--side", side, "--role", role, typed=password + "\n"
    )
    assert (status, out) == (2, "")
    assert err.strip()
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_audit_verify_names_the_first_broken_entry(app: Flask, database: None) -> None:
    for name in ("li.na", "li.nb"):
        _run(
            app,
            "accounts",
            "add",
            "--username",
            name,
            "--side",
            "none",
            "--role",
            "auditor",
            typed="long enough 密码\n",
        )
    assert _run(app, "audit", "verify")[0] == 0
    with unit.transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 2).values(actor_id=7))
    status, _, err = _run(app, "audit", "verify")
    assert (status, err) == (1, "broken at entry 2: changed\n")


def test_tasks_run_twice_do_no_harm(app: Flask, database: None) -> None:
    for _ in range(2):
        status, out, _ = _run(app, "tasks", "run")
        assert status == 0
        assert out.startswith("done")
