"""What is due as time passes: one task that fails stops no other, and undoes only itself."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.store import tasks
from liaison.store.base import db
from liaison.store.throttle import FailedTry


def _write(key: str) -> None:
    db.session.add(FailedTry(purpose=key, key="b", at=clock.now()))


def _fail() -> None:
    _write("failed")
    raise ZeroDivisionError


@pytest.fixture
def registered(app: Flask, database: None) -> Iterator[None]:
    """Three tasks, the second of which fails."""
    real = app.extensions[tasks.TASKS]
    app.extensions[tasks.TASKS] = {"first": lambda: _write("first"), "second": _fail, "third": lambda: _write("third")}
    yield
    app.extensions[tasks.TASKS] = real


def test_a_failing_task_is_named_and_the_others_are_done(registered: None, caplog: pytest.LogCaptureFixture) -> None:
    assert tasks.run_all() == ["second"]
    assert db.session.scalars(select(FailedTry.purpose).order_by(FailedTry.id)).all() == ["first", "third"]
    assert "task second failed" in caplog.text


def test_the_command_says_which_task_failed(app: Flask, registered: None) -> None:
    result = app.test_cli_runner().invoke(args=["tasks", "run"])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("second: failed")


def test_every_task_of_a_feature_is_run(app: Flask, database: None) -> None:
    names = app.extensions[tasks.TASKS].keys()
    assert {"liaison.accounts.tasks.purge", "submissions.forget_old", "audit.record_head"} <= names
    assert tasks.run_all() == []
