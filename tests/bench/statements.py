"""How many statements a page asks the database."""

import time
from collections.abc import Callable, Mapping
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
    # Once a minute a request also notes that the session is in use: of two, one does not.
    return median(times), min(count_statements(app, path, {"liaison": cookie}) for _ in range(2))


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
