"""Language, theme and type size: cookies of this browser, and the language also the user's own setting."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from liaison.core.errors import NotFound
from liaison.web.access import ANYONE, access
from liaison.web.frame import SIZES, THEMES
from liaison.web.language import LANGUAGES
from liaison.web.paths import own_path

KNOWN = {"lang": LANGUAGES, "theme": THEMES, "size": SIZES}
YEAR_SECONDS = 31_536_000


def install_preferences(app: Flask) -> None:
    """The one route that sets a preference and leads back to the page it came from."""

    @app.post("/preferences/<name>/<value>", endpoint="preferences")
    @access(ANYONE)
    def prefer(name: str, value: str) -> ResponseReturnValue:
        if value not in KNOWN.get(name, ()):
            raise NotFound
        if name == "lang" and current_user.is_authenticated:
            current_user.language = value
        response = redirect(_back(), 303)
        response.set_cookie(
            name,
            value,
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=bool(app.config["SESSION_COOKIE_SECURE"]),
        )
        return response


def _back() -> str:
    """The page the form came from, a path of this site, without the language that its address may have asked for.

    A page that answered a POST may have no address of its own to come back to: then the first page.
    """
    address = urlsplit(own_path(request.form.get("back"), "/"))
    pages = current_app.create_url_adapter(request)
    if pages is None or not pages.test(address.path, "GET"):
        return "/"
    kept = [(name, value) for name, value in parse_qsl(address.query) if name != "lang"]
    return urlunsplit(("", "", address.path, urlencode(kept), ""))
