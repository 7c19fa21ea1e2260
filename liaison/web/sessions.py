"""Server-side sessions: all the cookie knows of a person is a random token; what it opens is in the database."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol

from flask import Flask, Request, Response, g, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager
from sqlalchemy.exc import OperationalError

from liaison.core import clock

TOKEN = "_user_id"  # noqa: S105 - where Flask-Login looks for what it hands to `find`
PENDING: Final = "pending"
LONGEST = timedelta(hours=12)
RECENT: Final = timedelta(minutes=15)
"""How long after the password was typed a sensitive move asks for it no more."""
OPENED: Final = "liaison_opened"
UNATTENDED: Final = "liaison_unattended"
log = logging.getLogger(__name__)


class Opened(Protocol):
    """What a token opens: who it is, when the password was last typed, and what must be done before anything else."""

    @property
    def user(self) -> Any:
        """Who is signed in."""

    @property
    def checked_at(self) -> datetime:
        """When the password was last typed."""

    @property
    def seen_at(self) -> datetime:
        """When its use was last noted."""

    @property
    def duty(self) -> str:
        """What must be done first, "" for nothing."""


class Kept(NamedTuple):
    """What a request keeps of its session."""

    checked_at: datetime
    seen_at: datetime
    duty: str


Find = Callable[[str], Opened | None]
NoteUse = Callable[[str, datetime], None]


class Cookies(SecureCookieSessionInterface):
    """Flask's own, which derives its key even for who sends no cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """An empty session where the browser sent no cookie."""
        has_cookie = self.get_cookie_name(app) in request.cookies
        return super().open_session(app, request) if has_cookie else self.session_class()


def install_sessions(app: Flask, find: Find, note_use: NoteUse, *, is_https: bool) -> None:
    """Tell Flask-Login whom a token opens; `find` and `note_use` come from accounts.

    The signature of a cookie is good for twelve hours, so that nobody is signed in for longer without a password.
    """
    app.session_interface = Cookies()
    app.config.update(
        PERMANENT_SESSION_LIFETIME=LONGEST,
        SESSION_COOKIE_NAME="__Host-liaison" if is_https else "liaison",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
    )
    manager = LoginManager()
    # Its context processor would load the user for every template, that of "the database is down" too.
    manager.init_app(app, add_context_processor=False)
    # The token is checked in the database on each request; a second binding to browser and address would only sign
    # out lawyers whose phone changes networks.
    manager.session_protection = None

    @manager.user_loader
    def _load(token: str) -> Any:
        opened = find(token)
        if opened is None:
            return None
        # As values: the row expires with each transaction, and asking it again would cost a statement.
        setattr(g, OPENED, Kept(opened.checked_at, opened.seen_at, str(opened.duty)))
        return opened.user

    @app.after_request
    def _note(response: Response) -> Response:
        opened = _opened()
        if opened is not None and current_token() and not g.get(UNATTENDED):
            try:
                note_use(current_token(), opened.seen_at)
            except OperationalError as error:
                # A page that was read is not lost because the database takes no writing for a while.
                log.warning("use of a session was not noted: %s", type(error.orig).__name__)
        return response


def current_token() -> str:
    """The token of this browser's session, or ""."""
    return str(session.get(TOKEN, ""))


def begin(token: str) -> None:
    """Sign this browser in from the next request on; whatever the old cookie held is dropped, the form token too."""
    session.clear()
    session[TOKEN] = token


def finish() -> None:
    """Sign this browser out from the next request on."""
    session.clear()


def wait_for_code(token: str) -> None:
    """The first step of sign-in is done: this browser may try the second one, and nothing else."""
    session.clear()
    session[PENDING] = token


def pending_token() -> str:
    """The token of a sign-in whose second step is to come, or ""."""
    return str(session.get(PENDING, ""))


def reload_every(seconds: int, response: Response) -> Response:
    """Let a screen load itself anew, with no script; nobody's use: left alone, it is signed out like any other page."""
    setattr(g, UNATTENDED, True)
    response.headers["Refresh"] = str(seconds)
    return response


def is_recent() -> bool:
    """Whether the password was typed not long ago; asked after the user was loaded."""
    opened = _opened()
    return opened is not None and clock.now() - opened.checked_at <= RECENT


def duty() -> str:
    """What the person has to do before anything else, "" for nothing; asked after the user was loaded."""
    opened = _opened()
    return opened.duty if opened is not None else ""


def _opened() -> Kept | None:
    found: Kept | None = g.get(OPENED)
    return found
