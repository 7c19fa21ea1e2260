"""How many statements a page asks the database."""

import time
from collections.abc import Mapping
from statistics import median

from flask import Flask
from sqlalchemy import event

from liaison.store.base import db

FRAMING = ("BEGIN", "PRAGMA", "ROLLBACK", "COMMIT", "SAVEPOINT", "RELEASE")


def count_statements(app: Flask, path: str, cookies: Mapping[str, str]) -> int:
    """Statements of one request, without the framing of its transaction. The second request: nothing to warm up."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(FRAMING):
            seen.append(statement)

    client = app.test_client(use_cookies=False)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    with app.app_context():
        engine = db.engine
    client.get(path, headers=headers)
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = client.get(path, headers=headers)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return len(seen)


def cost_of(app: Flask, path: str, cookie: str, *, rounds: int = 5) -> tuple[float, int]:
    """CPU seconds of a page for whose cookie this is (median of so many), and its statements."""
    client, times = app.test_client(use_cookies=False), []
    for _ in range(rounds):
        # A context of its own, as on the server: in that of a test, flask.g would still know the person before.
        with app.app_context():
            began = time.process_time()
            assert client.get(path, headers={"Cookie": f"liaison={cookie}"}).status_code == 200
            times.append(time.process_time() - began)
    # Counted last: now and then a request also notes that the session is in use.
    return median(times), count_statements(app, path, {"liaison": cookie})
