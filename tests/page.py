"""The client of the tests: it lints every page it fetches and signs in through the sign-in page."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import flask
import lxml.html
from flask import Flask, has_app_context
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import TestResponse

from liaison.accounts.services.sessions import open_session
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from liaison.web.sessions import TOKEN

HAN = re.compile(r"[\u3400-\u9fff]")
PASSWORD = "correct horse 电池"
INLINE = (
    "//*[@style] | //style | //script[not(@src)] | "
    "//@*[starts-with(name(), 'on')]/.. | //@*[starts-with(., 'javascript:')]/.."
)
SPOKEN = {"alt", "aria-label", "label", "placeholder", "title"}
DATA = "//*[@data-content or @lang='zh-CN'] | //option | //textarea | //td | //dd | //blockquote | //script | //style"


@dataclass
class Page:
    """An answer that was linted; `tree` is its parsed HTML."""

    response: TestResponse
    tree: lxml.html.HtmlElement

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def select(self, path: str) -> list[lxml.html.HtmlElement]:
        return self.tree.xpath(path)

    def field_values(self, form: lxml.html.HtmlElement) -> dict[str, Any]:
        """What the form would send as it stands."""
        return {name: value for name, value in form.form_values()}


class Browser:
    """Fetches pages and submits forms as a person would, with the form's own hidden fields."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def send(self, method: str, url: str, **options: Any) -> TestResponse:
        """One request in a context of its own, as on the server; the test's session then sees what it changed."""
        with self.app.app_context():
            response = self.client.open(url, method=method, buffered=True, **options)
        # A long upload lies in a file of the test client, which nobody else closes.
        response.request.environ["wsgi.input"].close()
        if has_app_context():
            db.session.rollback()
        return response

    def get(self, url: str, *, expect: int = 200) -> Page:
        """Fetch a page, follow nothing, and lint it."""
        return self._page(self.send("GET", url), expect)

    def follow(self, response: TestResponse) -> Page:
        """The page a redirect leads to."""
        assert response.location, f"no redirect: {response.status}"
        return self.get(response.location)

    def submit(self, url: str, expect: int = 303, *, action: str | None = None, **values: Any) -> TestResponse:
        """Open the page, fill its form (the one with that action, or the first that has the fields), send it."""
        page = self.get(url)
        form = _form(page, url, action, set(values))
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        data.update(values)
        target = form.get("action") or url
        response = self.send("POST", target, data=data)
        assert response.status_code in {expect, 302 if expect == 303 else expect}, (
            f"POST {target}: {response.status_code} instead of {expect}\n{_errors(response)}"
        )
        return response

    def post(self, url: str, *, headers: dict[str, str] | None = None, **values: Any) -> TestResponse:
        """Send a form that no page shows, with a valid form token: what a hostile or stale page would do."""
        return self.send("POST", url, data={"csrf_token": self.token(), **values}, headers=headers)

    def token(self) -> str:
        """The token that forms of this session hold, without the cost of a page."""
        # A context of its own: one from outside may hold the token of another session.
        with self.app.app_context(), self.app.test_request_context(), self.client.session_transaction() as cookie:
            flask.session.update(cookie)
            token = str(generate_csrf())
            cookie["csrf_token"] = flask.session["csrf_token"]
        return token

    def sign_in(self, username: str) -> "Browser":
        """Sign in without the page, as somebody who has just typed the password."""
        with self.app.app_context(), unit.transaction():
            user = db.session.scalars(select(User).where(User.username == username)).one()
            token = open_session(user, "")
        with self.client.session_transaction() as cookie:
            cookie[TOKEN] = token
        if has_app_context():
            db.session.rollback()
        return self

    def type_in(self, username: str, password: str = PASSWORD) -> "Browser":
        """Sign in through the page."""
        response = self.submit("/login", username=username, password=password)
        assert urlsplit(response.location).path != "/login"
        return self

    def _page(self, response: TestResponse, expect: int) -> Page:
        assert response.status_code == expect, f"{response.request.path}: {response.status}\n{_errors(response)}"
        tree = lxml.html.document_fromstring(response.get_data(as_text=True) or "<html></html>")
        if response.mimetype == "text/html":
            is_whole = response.get_data(as_text=True).lstrip().lower().startswith("<!doctype html>")
            lint(tree, response.request.path, is_whole=is_whole)
        return Page(response, tree)


def lint(tree: lxml.html.HtmlElement, where: str, *, is_whole: bool = True) -> None:
    """One h1 (on a whole page), unique ids and landmarks, every field labelled, every form protected, every head of a
    column worded, nothing inline, no Han in English but data.
    """
    assert len(tree.xpath("//h1")) == 1 or not is_whole, f"{where}: needs exactly one h1"
    ids = [element.get("id") for element in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids)), f"{where}: ids repeat: {sorted({i for i in ids if ids.count(i) > 1})}"
    for field in tree.xpath("//input[not(@type='hidden' or @type='submit')] | //select | //textarea"):
        labelled = (
            field.get("aria-label")
            or field.get("aria-labelledby")
            or tree.xpath("//label[@for=$id]", id=field.get("id") or "-")
        )
        assert labelled or field.xpath("ancestor::label"), f"{where}: the field {field.get('name')} has no label"
    for form in tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        # An anonymous answer is protected by its one-use code: a token would begin a session.
        assert form.xpath(".//input[@name='csrf_token' or @name='ticket']"), (
            f"{where}: the form {form.get('action')} has no token"
        )
    assert not tree.xpath("//th[not(normalize-space())]"), f"{where}: the head of a column or row holds no word"
    names = [_landmark(tree, element) for element in tree.xpath("//section | //nav | //aside")]
    assert all(names.count(name) == 1 for name in names if name[1]), f"{where}: landmarks of one name among {names}"
    inline = tree.xpath(INLINE)
    assert not inline, f"{where}: inline script or style in {[element.tag for element in inline]}"
    if tree.get("lang") == "en":
        _no_han(tree, where)


def _landmark(tree: lxml.html.HtmlElement, element: lxml.html.HtmlElement) -> tuple[str, str]:
    """What somebody who cannot see the page jumps to: (tag, name); the name is "" where it is no place of its own."""
    label = element.get("aria-label") or ""
    for id in (element.get("aria-labelledby") or "").split():
        label += "".join(found.text_content() for found in tree.xpath("//*[@id=$id]", id=id))
    return str(element.tag), " ".join(label.split())


def _no_han(tree: lxml.html.HtmlElement, where: str) -> None:
    """Chinese in an English page is data (marked, or in a cell) or a text that nobody translated.

    The name of a cell's column (data-l) is never data, though the cell is.
    """
    data = set(tree.xpath(DATA))
    words = list(tree.xpath("//@data-l"))
    for element in tree.iter():
        if isinstance(element.tag, str) and not data & {element, *element.iterancestors()}:
            words += [element.text, *(child.tail for child in element)]
            words += [value for name, value in element.items() if name in SPOKEN or name.startswith("data-text-")]
    for word in words:
        assert not word or not HAN.search(word), (
            f"{where}: not translated, or data without data-content: {word.strip()!r}"
        )


def _form(page: Page, url: str, action: str | None, names: set[str]) -> lxml.html.HtmlElement:
    forms = [form for form in page.tree.forms if form.method == "POST" and form.get("id") != "preferences"]
    if action is not None:
        forms = [form for form in forms if (form.get("action") or url) == action]
    forms = [form for form in forms if names <= set(form.fields.keys())]
    assert forms, f"{url}: no form with the fields {sorted(names)}"
    return forms[0]


def _errors(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:400]
    tree = lxml.html.document_fromstring(response.get_data(as_text=True) or "<html></html>")
    found = tree.xpath("//*[contains(@class,'error') or @role='alert']")
    return "\n".join(" ".join(element.text_content().split()) for element in found)[:800]
