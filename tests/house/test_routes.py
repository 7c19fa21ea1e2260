"""Every route is guarded, and every route of a feature appears in that feature's access table."""

import pytest
from flask import Blueprint, Flask
from werkzeug.routing.converters import AnyConverter, BaseConverter, NumberConverter

from liaison import factory
from liaison.core.declaration import Feature
from liaison.features import FEATURES, Installed
from liaison.web import access
from liaison.web.access import ANYONE
from tests.page import Browser

# The way in: sign-in and its second step, setting a password with a one-time code, asking for one.
ENTRY = {"accounts.sign_in", "accounts.code", "accounts.redeem", "accounts.forgot"}
# Anybody who holds a paper may verify it.
CHECK = {"verification.check", "verification.check_file"}
# Whoever holds a slip answers; who has to sign in is led to sign-in by the page itself.
ANSWERING = {"answering.answer", "answering.submit", "answering.thanks", "answering.strike"}
# A visitor with the note in hand rates the reception.
RATING = {"rating.rate"}
# Whoever holds a secret address or code: one's calendar, a reply slip, the door of a conference.
BY_SECRET = {"home.feed", "conferences.slip", "conferences.check_in"}
# A complaint without a name is lodged without an account, and followed with the code of its receipt.
NAMELESS = {
    "complaints.nameless",
    "complaints.code",
    "complaints.by_code",
    "complaints.message_by_code",
    "complaints.file_by_code",
    "complaints.files_by_code",
    "complaints.move_by_code",
    "complaints.paper_by_code",
    "complaints.leave",
}
PUBLIC = {
    "static",
    "healthz",
    "readyz",
    "preferences",
    "launch.begin",
    *ENTRY,
    *CHECK,
    *ANSWERING,
    *RATING,
    *BY_SECRET,
    *NAMELESS,
}


def test_only_these_routes_are_public(app: Flask) -> None:
    public = {name for name, view in app.view_functions.items() if getattr(view, access.DECLARED) is ANYONE}
    assert public == PUBLIC, "a route became public: is that meant? Then add it here."


def test_a_route_without_a_declaration_stops_the_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(RuntimeError, match="without an @access declaration: open, static"):
        access.require_declarations(bare)


def test_a_feature_with_such_a_route_stops_the_start_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/open", "open", lambda: "open")
    monkeypatch.setattr(factory, "FEATURES", (*FEATURES, Installed(Feature("bare", "空"), (bare,))))
    with pytest.raises(RuntimeError, match=r"without an @access declaration: bare\.open"):
        factory.create_app(app.extensions["liaison.settings"])


def test_signed_out_visitors_are_led_to_sign_in_everywhere(app: Flask, browser: Browser) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        url = rule.build({name: _sample(rule._converters[name]) for name in rule.arguments})
        assert url is not None
        for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
            response = browser.post(url[1]) if method == "POST" else browser.send("GET", url[1])
            assert response.status_code == 302, f"{method} {url[1]} answers {response.status_code} to a visitor"
            assert response.location.startswith("/login"), f"{method} {url[1]}"


def _sample(converter: BaseConverter) -> object:
    """A value that the address may hold."""
    if isinstance(converter, NumberConverter):
        return 1
    return sorted(converter.items)[0] if isinstance(converter, AnyConverter) else "x"


def test_no_get_route_takes_a_verb(app: Flask) -> None:
    """A GET changes nothing, so what ends in a verb of a MOVES table is POST only or shows a form for it."""
    for rule in app.url_map.iter_rules():
        assert "DELETE" not in (rule.methods or ()), rule
        assert "PUT" not in (rule.methods or ()), rule
