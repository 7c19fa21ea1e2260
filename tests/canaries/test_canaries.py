"""No marker of a confidential field stands where it may not: pages, exports, mails, the trail, logs, the disk.

A feature with secrets only adds its records to `liaison.demo.canaries.PLANTERS`. The short walk has a few people and
every list, export and detail page; the long one (`long`) has all accounts and follows every link.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from liaison.demo import canaries, load, shown
from liaison.demo.canaries import Canary
from liaison.store import jobs, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.conftest import empty
from tests.journeys.crawl import Found
from tests.page import Browser

TODAY = date(2026, 11, 22)
FEW = ("bar.officer1", "bar.lawyer1", "bench.officer1", "admin1")
LEAST = 15
SILENT = {"accounts.sign_out", "static"}
pytestmark = [pytest.mark.xdist_group("canaries"), pytest.mark.db]
Heard = list[str]


@pytest.fixture(scope="module")
def city(app: Flask) -> Iterator[list[Canary]]:
    """The city before anything happened, with the canaries in it and the worker's work done."""
    heard: Heard = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("liaison").addHandler(handler)
    with app.app_context():
        empty()
        planted = canaries.Canaries(TODAY)
        with unit.transaction():
            canaries.plant(load.found(TODAY), planted)
        for job_id in jobs.sweep():
            jobs.run(job_id)
        app.extensions["test.heard"] = heard
        yield planted.planted
        db.session.remove()
    logging.getLogger("liaison").removeHandler(handler)


def test_every_marker_is_one_and_stands_in_its_record(city: list[Canary]) -> None:
    assert len({one.marker for one in city}) == len(city) >= LEAST
    # Single ratings are for nobody at all.
    assert all(one.accounts or one.record.startswith("rating ") for one in city)
    kinds = {one.record.split()[0] for one in city}
    assert kinds >= {
        "visit",
        "visit_referral",
        "legal_opinion",
        "conflict_declaration",
        "complaint",
        "complaint_circular",
    }


def test_the_same_day_gives_the_same_markers() -> None:
    first, second = canaries.Canaries(TODAY), canaries.Canaries(TODAY)
    assert [first.word(), first.digits(11)] == [second.word(), second.digits(11)]


@pytest.mark.answers
@pytest.mark.parametrize("username", FEW)
def test_nobody_reads_what_is_not_theirs(app: Flask, city: list[Canary], username: str) -> None:
    browser = Browser(app).sign_in(username)
    met: set[str] = set()
    for url, text in _walk(browser, _addresses(app, city)):
        for one in city:
            if one.marker in text:
                assert username in one.accounts, f"{username} read {one.record}.{one.field} at {url}"
                met.add(one.marker)
    theirs = {one.marker for one in city if username in one.accounts and one.record.startswith("opinion ")}
    assert theirs <= met, f"{username} found {len(theirs & met)} of {len(theirs)} own markers: the walk is too short"


@pytest.mark.answers
def test_a_visitor_reads_none(app: Flask, city: list[Canary]) -> None:
    browser = Browser(app)
    for url in _addresses(app, city):
        text = _read(browser.send("GET", url))
        assert not [one for one in city if one.marker in text], url


def test_a_search_for_a_marker_finds_it_only_for_those_who_may_see_it(app: Flask, city: list[Canary]) -> None:
    for username in ("bench.officer1", "bar.lawyer1", "admin1"):
        browser = Browser(app).sign_in(username)
        for one in city:
            if username not in one.accounts and one.field in {"proposer_name", "title", "text"}:
                plain = browser.send("GET", "/opinions?q=NOSUCHWORD").get_data(as_text=True)
                found = browser.send("GET", f"/opinions?q={one.marker}").get_data(as_text=True)
                assert found.count("<tr") == plain.count("<tr"), f"{username} learns of {one.record}.{one.field}"


def test_the_search_answers_alike_to_what_is_absent_and_what_is_anothers(app: Flask, city: list[Canary]) -> None:
    """Of every marker, word for word: nobody learns by searching that something is there which they may not see."""
    for username in FEW:
        browser = Browser(app).sign_in(username)
        answers: dict[int, str] = {}
        for one in city:
            if username in one.accounts:
                continue
            absent = "9" * len(one.marker) if one.marker.isdecimal() else "Q" * len(one.marker)
            length = len(one.marker) if not one.marker.isdecimal() else -len(one.marker)
            if length not in answers:
                answers[length] = _searched(browser, absent)
            said = _searched(browser, one.marker)
            assert said == answers[length], f"{username} learns of {one.record}.{one.field} by searching"


def _searched(browser: Browser, q: str) -> str:
    answer = browser.send("GET", f"/search?q={q}")
    assert answer.status_code == 200
    return re.sub(r'name="csrf_token"[^>]*>', "", answer.get_data(as_text=True)).replace(q, "")


def test_mails_the_trail_and_the_log_tell_nothing(app: Flask, city: list[Canary]) -> None:
    Browser(app).sign_in("bar.officer1").send("GET", f"/opinions?q={city[0].marker}")
    mails = db.session.execute(select(OutboxMessage.key, OutboxMessage.subject, OutboxMessage.body)).all()
    trail = [json.dumps(detail, ensure_ascii=False) for detail in db.session.scalars(select(AuditEntry.detail))]
    texts = [*(" ".join(mail) for mail in mails), *trail, *app.extensions["test.heard"]]
    assert len(mails) >= 1
    assert len(trail) >= LEAST
    leaks = [(one.record, one.field) for one in city for text in texts if one.marker in text]
    assert not leaks


def test_what_is_sealed_is_on_no_disk(city: list[Canary], instance: Path) -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(select(func.count()).select_from(AuditEntry))
    db.session.rollback()
    sealed = [one for one in city if one.is_sealed]
    assert len(sealed) >= 5
    for path in instance.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for one in sealed:
            assert one.marker.encode() not in data, f"{one.record}.{one.field} is readable in {path.name}"


@pytest.mark.long
def test_nobody_reads_what_is_not_theirs_on_any_page_that_links_reach(
    app: Flask, city: list[Canary], record_property: Callable[[str, object], None]
) -> None:
    usernames = sorted({account.username for account in shown.listed()})
    read = 0
    for username in usernames:
        browser = Recorder(app)
        browser.sign_in(username)
        Found().walk(app, browser, username, "/")
        for _page in _walk(browser, _addresses(app, city)):
            pass
        for url, text in browser.read.items():
            for one in city:
                assert one.marker not in text or username in one.accounts, f"{username}: {one.record} at {url}"
        read += len(browser.read)
    record_property("measured", f"{len(city)} markers, {len(usernames)} accounts, {read} answers read, 0 hits")


class Recorder(Browser):
    """A browser that keeps what it read."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.read: dict[str, str] = {}

    def send(self, method: str, url: str, **options: object):  # type: ignore[no-untyped-def]
        response = super().send(method, url, **options)
        self.read[url] = _read(response)
        return response


def _walk(browser: Browser, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """Each address with what is read there, and the export of each list."""
    for url in addresses:
        text = _read(browser.send("GET", url))
        yield url, text
        if "format=xlsx" in text:
            yield f"{url}?format=xlsx", _read(browser.send("GET", f"{url}?format=xlsx"))


def _addresses(app: Flask, city: list[Canary]) -> list[str]:
    """Every page without arguments, and every page of one thing for the numbers of the canaries."""
    numbers = sorted({one.record.split()[1] for one in city})
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in SILENT:
            continue
        if not rule.arguments:
            found.append(rule.rule)
        elif len(rule.arguments) == 1 and "<int:" in rule.rule:
            found += [_with(rule, number) for number in numbers]
    return found


def _with(rule: Rule, number: str) -> str:
    before, _, rest = rule.rule.partition("<")
    return f"{before}{number}{rest.partition('>')[2]}"


def _read(response) -> str:  # type: ignore[no-untyped-def]
    """What a person reads in an answer: its headers, its text, the text of what was packed in it."""
    data, head = response.get_data(), str(response.headers)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return head + "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        return head + "".join(page.get_textpage().get_text_range() for page in document)
    return head + data.decode(errors="replace")
