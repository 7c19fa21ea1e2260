"""A site of its own in a scratch folder, and somebody who lodges opinions there over HTTP, again and again."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from flask_migrate import upgrade
from sqlalchemy import select

from liaison.config import Settings
from liaison.core.sides import Role, Side
from liaison.factory import create_app
from liaison.opinions.models import Opinion
from liaison.opinions.services import ensure_categories
from liaison.store import audit, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from tests.bench.calls import TOKEN, Caller
from tests.makers.accounts import make_user
from tests.page import PASSWORD

USERNAME: Final = "zhou.min"
PAGE: Final = "/opinions/lodge"
KEPT, BUSY = 303, 503


def found_site(folder: Path, **settings: Any) -> None:
    """An instance with one lawyer, who may lodge opinions."""
    app = create_app(Settings(instance=folder, **settings))
    with app.app_context():
        upgrade()
        with unit.transaction():
            ensure_categories()
        make_user(USERNAME, name="周敏", side=Side.BAR, roles={Role.LAWYER})
        db.engine.dispose()


@dataclass
class Lodger:
    """Lodges one opinion after the other; `answers` counts what the site said, "" where the connection broke.

    A form that got no answer is sent again with its key until it has one, as a browser's reload does.
    """

    url: str
    text: str = "申请阅卷要等两个星期。"
    acknowledged: list[str] = field(default_factory=list)
    answers: Counter[int | str] = field(default_factory=Counter)
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> "Lodger":
        caller = Caller(self.url).sign_in(USERNAME, PASSWORD)
        page = caller.call(PAGE).decode()
        found = TOKEN.search(page)
        assert found is not None
        self.cookies, self.token = caller.cookies, found[1]
        caller.connection.close()
        return self

    def form(self) -> dict[str, str]:
        """A new opinion, with a key of its own."""
        once = secrets.token_urlsafe(16)
        return {"csrf_token": self.token, "once": once, "category_id": "1", "title": once, "text": self.text}

    def look(self, path: str) -> int:
        """The status of a page."""
        caller = Caller(self.url, dict(self.cookies))
        try:
            return caller.status(path)
        finally:
            caller.connection.close()

    def send(self, form: dict[str, str]) -> int | str:
        """One try: the status, or "" where there was no answer. Whoever is to wait is told for how long."""
        caller = Caller(self.url, dict(self.cookies))
        try:
            response, _page = caller.ask(PAGE, form)
        except (OSError, HTTPException):
            answer: int | str = ""
        else:
            answer = response.status
            assert answer != BUSY or response.headers["Retry-After"], "503 without Retry-After"
        finally:
            caller.connection.close()
        self.answers[answer] += 1
        if answer == KEPT:
            self.acknowledged.append(form["title"])
        return answer


@dataclass(frozen=True)
class Kept:
    """What stands in the database of a site that was stopped."""

    titles: Counter[str]
    numbers: list[int]
    entries: int
    broken: audit.Break | None


def kept_in(folder: Path, **settings: Any) -> Kept:
    """Read a site's opinions and its audit trail by another process of the code."""
    app = create_app(Settings(instance=folder, **settings))
    with app.app_context():
        titles = Counter(db.session.scalars(select(Opinion.title)))
        numbers = sorted(db.session.scalars(select(Opinion.number)))
        entries = db.session.query(AuditEntry).filter_by(action="opinion.lodged").count()
        broken = audit.verify(folder / audit.HEADS)
        db.session.remove()
        db.engine.dispose()
    return Kept(titles, numbers, entries, broken)


def assert_whole(folder: Path, lodgers: list[Lodger], **settings: Any) -> tuple[int, int]:
    """Nothing acknowledged is lost or doubled, and no half stands; gives how many were acknowledged, and kept."""
    kept = kept_in(folder, **settings)
    acknowledged = [title for lodger in lodgers for title in lodger.acknowledged]
    lost = set(acknowledged) - set(kept.titles)
    assert not lost, f"{len(lost)} acknowledged records are lost"
    assert set(kept.titles.values()) <= {1}, "a record stands twice"
    assert kept.entries == len(kept.numbers), "a record without its audit entry, or an entry without its record"
    assert kept.numbers == list(range(1, len(kept.numbers) + 1)), "an official number was lost or given twice"
    assert kept.broken is None, kept.broken
    return len(acknowledged), len(kept.numbers)
