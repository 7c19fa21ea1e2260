"""Every field of every form that links reach gets every hostile value: refused in words or kept, never a failure."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

import lxml.html
import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from liaison.config import Settings
from liaison.core import clock
from liaison.factory import create_app
from liaison.store.base import db
from tests.live import load_city
from tests.page import Browser

PEOPLE: Final = ("bar.lawyer1", "bench.judge1", "bar.officer1", "bench.officer1", "auditor1", "admin1")
MOST_VISITS: Final = 4
"""Pages of one endpoint that one person looks at for forms."""
FORM: Final = "application/x-www-form-urlencoded"
KEPT: Final = {"csrf_token", "once", "version", "ticket"}
"""What the page itself put into the form: with anything else in them nothing would come as far as the fields."""
LEAVING: Final = {"accounts.sign_out"}
LONGEST: Final = 100_000
HOSTILE: Final = {
    "a NUL": b"a\0b",
    "half of a pair": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "turned round": "甲\u202e乙\u2066".encode(),
    "pictures": "👩‍⚖️🇨🇳".encode(),
    "markup": b"<script>alert(1)</script>'\"&<!--",
    "a statement": b"'; drop table opinion; --",
    "a formula": b'=HYPERLINK("http://example.org")',
    "a template": b"{{ 7*7 }}{% raise %}%(x)s %s {0}",
    "a header": "x\r\nSet-Cookie: a=b\u2028Bcc: c".encode(),
    "very long": b"x" * LONGEST,
    "a large number": b"9" * 30,
    "below nothing": b"-1",
    "no number": b"1e309",
    "no day": b"9999-99-99",
    "blanks": " \u3000\u200b".encode(),
    "nothing": b"",
}


@dataclass(frozen=True)
class Target:
    """A form that somebody was shown: where it goes, and what it would send."""

    username: str
    endpoint: str
    url: str
    values: tuple[tuple[str, bytes], ...]

    @property
    def fields(self) -> list[str]:
        """What a person fills in."""
        return sorted({name for name, _value in self.values} - KEPT)

    @property
    def shape(self) -> tuple[str, frozenset[str]]:
        """Where it goes and what it asks for: forms alike in this are one form, shown to several people."""
        return self.endpoint, frozenset(name for name, _value in self.values)


@pytest.mark.long
def test_every_field_of_every_form_bears_hostile_values(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    load_city(tmp_path / "instance")
    app = create_app(Settings(instance=tmp_path / "instance"))
    faults, sent, fields, shown = [], 0, set(), Counter[tuple[str, frozenset[str]]]()
    for username in PEOPLE:
        browser = Browser(app).sign_in(username)
        targets = list(_forms(app, browser, username))
        for target in targets:
            fields |= {(target.endpoint, name) for name in target.fields}
            attacks = list(_attacks(target, shown[target.shape]))
            shown[target.shape] += 1
            for words, body in attacks:
                response = browser.send("POST", target.url, data=body, content_type=FORM)
                sent += 1
                if response.status_code >= 500:
                    faults.append(f"{target.endpoint} {words}: {response.status_code}")
                if "/login" in (response.location or ""):
                    browser = Browser(app).sign_in(username)
        faults += _look_again(browser, {urlsplit(target.url).path for target in targets})
    with app.app_context():
        db.engine.dispose()
    assert not faults, f"{len(faults)} of {sent}:\n" + "\n".join(sorted(set(faults)))
    assert len(shown) > 100
    told = f"{shown.total()} forms, {len(shown)} of them different, {len(fields)} fields"
    record_property("measured", f"{told}, {sent} hostile requests, 0 failures")


def _forms(app: Flask, browser: Browser, username: str) -> Iterator[Target]:
    """The forms that links lead this person to, each of another shape once."""
    routes = app.url_map.bind("localhost")
    visits: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    known: set[tuple[str, frozenset[str]]] = set()
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(routes, path, "GET")
        if path in seen or visits[endpoint] >= MOST_VISITS or endpoint == "static":
            continue
        seen.add(path)
        visits[endpoint] += 1
        response = browser.send("GET", path)
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        page = lxml.html.document_fromstring(response.text)
        for form in page.forms:
            url = urljoin(path, form.get("action") or path)
            target = Target(username, _endpoint(routes, url, "POST"), url, tuple(_filled(form)))
            is_to_send = form.method == "POST" and target.endpoint and target.endpoint not in LEAVING
            if is_to_send and target.shape not in known:
                known.add(target.shape)
                yield target
        links = (urlsplit(link) for link in page.xpath("//a/@href"))
        waiting.extend(urljoin(path, link.path) for link in links if not link.scheme and not link.netloc and link.path)


def _endpoint(routes, path: str, method: str) -> str:  # type: ignore[no-untyped-def]
    try:
        return str(routes.match(urlsplit(path).path, method)[0])
    except HTTPException:
        return ""


def _filled(form: lxml.html.FormElement) -> Iterator[tuple[str, bytes]]:
    """The form as somebody fills it who has nothing against it."""
    for field in form.inputs:
        name, kind = field.get("name"), field.get("type", field.tag)
        if name is None or kind == "file":
            continue
        if kind == "select":
            options = [value for value in field.value_options if value]
            yield name, (field.value or (options or [""])[-1] if isinstance(field.value, str | None) else "").encode()
        elif kind in {"checkbox", "radio"}:
            yield name, (field.get("value") or "y").encode()
        elif kind == "date":
            yield name, (field.value or clock.today().isoformat()).encode()
        else:
            yield name, (field.value or ("甲" if kind in {"text", "textarea"} else "")).encode()


def _attacks(target: Target, shown_before: int) -> Iterator[tuple[str, str]]:
    """All fields hostile at once, with each value; then one field at a time in a form that is well filled else.

    Each of those who are shown a form tries other values in its single fields.
    """
    for words, value in HOSTILE.items():
        yield f"all: {words}", urlencode([(n, v if n in KEPT else value) for n, v in target.values])
    kinds = list(HOSTILE.items())
    for turn, field in enumerate(target.fields):
        for step in range(2 * shown_before, 2 * shown_before + 2):
            words, value = kinds[(2 * turn + step) % len(kinds)]
            yield f"{field}: {words}", urlencode([(n, value if n == field else v) for n, v in target.values])


def _look_again(browser: Browser, paths: set[str]) -> list[str]:
    """What was kept is drawn."""
    answers = {
        path: browser.send("GET", path).status_code for path in sorted(paths | {"/", "/opinions", "/complaints"})
    }
    return [f"GET {path}: {status}" for path, status in answers.items() if status >= 500]
