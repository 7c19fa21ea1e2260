"""How many statements a page asks the database."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median

from flask import Flask
from sqlalchemy import event

from liaison.store.base import db

FRAMING = ("BEGIN", "PRAGMA", "ROLLBACK", "COMMIT", "SAVEPOINT", "RELEASE")


def count_statements(app: Flask, path: str, cookies: Mapping[str, str]) -> int:
    """Statements of one request, without the framing of its transaction. The second request: nothing to warm up."""
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    client.get(path, headers=headers)
    with _noted(app) as seen:
        answer = client.get(path, headers=headers)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return len(seen)


@contextmanager
def _noted(app: Flask) -> Iterator[list[str]]:
    """The statements that are asked meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(FRAMING):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def cost_of(app: Flask, path: str, cookie: str, *, rounds: int = 5) -> tuple[float, int]:
    """CPU seconds of a page for whose cookie this is (median of so many), and its statements."""
    client, times, counts = app.test_client(use_cookies=False), [], []
    for _ in range(rounds):
        # A context of its own, as on the server: in that of a test, flask.g and what a transaction remembers would
        # still know what the request before had read.
        with _noted(app) as seen, app.app_context():
            began = time.process_time()
            assert client.get(path, headers={"Cookie": f"liaison={cookie}"}).status_code == 200
            times.append(time.process_time() - began)
        counts.append(len(seen))
    # Once a minute a request also notes that the session is in use.
    return median(times), min(counts)


Costs = dict[str, tuple[float, int]]


def costs_of(app: Flask, cookies: Mapping[str, str], addresses: Mapping[str, str], *, deep: int) -> Costs:
    """What each page costs each person; `{deep}` in an address is the number of a page far behind."""
    return {
        f"{who} {name}": cost_of(app, address.format(deep=deep), cookie)
        for who, cookie in cookies.items()
        for name, address in addresses.items()
    }


def over_the_bar(few: Costs, many: Costs, *, most: int, note: Callable[[str, object], None]) -> list[str]:
    """Which pages grow by more than performance.md allows: three times, a search ten times.

    Fails where a page asks more statements than `most`, or other ones with many rows than with few.
    """
    wrong = []
    for name, (seconds, statements) in many.items():
        before, count = few[name]
        bar = 10 if name.endswith("search") else 3
        told = f"{before * 1000:.0f} -> {seconds * 1000:.0f} ms"
        note(name, f"{told}, {statements} statements")
        assert statements == count <= most, f"{name}: {count} statements, then {statements}"
        if seconds > bar * before:
            wrong.append(f"{name}: {told}")
    return wrong
