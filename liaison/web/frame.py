"""What stands around every page: menu, language, theme, icons and the addresses of static files."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from liaison.core import clock
from liaison.core.declaration import Features, MenuEntry
from liaison.core.excerpts import pieces
from liaison.core.sides import Actor
from liaison.web import language
from liaison.web.access import actor

FEATURES = "liaison.features"
THEMES = ("light", "dark")
SIZES = ("normal", "large")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu as drawn."""

    label: str
    url: str
    icon: str
    is_current: bool
    count: int = 0


class Frame:
    """Made once a page; everything on it is computed when it is asked for."""

    @property
    def version(self) -> str:
        return str(current_app.config["VERSION"])

    @cached_property
    def user(self) -> Actor | None:
        return actor() if current_user.is_authenticated else None

    @cached_property
    def language(self) -> str:
        return language.language()

    @cached_property
    def theme(self) -> str:
        return _cookie("theme", THEMES)

    @cached_property
    def size(self) -> str:
        return _cookie("size", SIZES)

    @property
    def city_line(self) -> str:
        """The two associations, as the directory names them."""
        return " · ".join(name for name in features().offer("association_names")() if name)

    @property
    def is_demo(self) -> bool:
        return bool(current_app.config["IS_DEMO"])

    @property
    def csrf(self) -> str:
        return str(generate_csrf())

    @property
    def page_id(self) -> str:
        return (request.endpoint or "error").replace(".", "-")

    @cached_property
    def menu(self) -> list[tuple[str, list[Entry]]]:
        """The groups of the side menu with what this person may see."""
        if self.user is None:
            return []
        groups: dict[str, list[Entry]] = {}
        entries = features().menu(self.user)
        current = _current(entries)
        for entry in entries:
            drawn = Entry(language.tr(entry.label), url_for(entry.endpoint), entry.icon, entry is current)
            groups.setdefault(language.tr(entry.group), []).append(drawn)
        return list(groups.items())

    @property
    def home_url(self) -> str:
        return url_for("home.home")

    waiting_url = home_url

    @property
    def search_url(self) -> str | None:
        """Where the box of the frame leads; there is none before one signed in."""
        return url_for("home.search") if self.user else None

    @property
    def help_url(self) -> str:
        """The part of the guide that explains this page."""
        page, anchor = features().offer("help_path")(request.endpoint or "")
        return url_for("guide.page", name=page, _anchor=anchor or None)

    @property
    def account_url(self) -> str:
        return url_for("own.account")

    @property
    def sign_in_url(self) -> str:
        return url_for("accounts.sign_in")

    @property
    def verify_url(self) -> str:
        return url_for("verification.check")

    @property
    def sign_out_url(self) -> str:
        return url_for("accounts.sign_out")

    @property
    def size_url(self) -> str:
        return url_for("preferences", name="size", value="normal" if self.size == "large" else "large")

    @property
    def other_language_url(self) -> str:
        return url_for("preferences", name="lang", value="zh" if self.language == "en" else "en")

    def theme_url(self, value: str) -> str:
        return url_for("preferences", name="theme", value=value)


def features() -> Features:
    """The declared features, as the factory handed them over."""
    declared: Features = current_app.extensions[FEATURES]
    return declared


def draw(template: str, **words: Any) -> tuple[str, int]:
    """Render a page; one whose form was refused answers 422, and the edge then writes nothing."""
    form = words.get("form")
    return render_template(template, **words), 422 if form is not None and form.errors else 200


def install_frame(app: Flask) -> None:
    """Give the templates `frame`, `icon()`, `asset()`, `pieces()` and `today`."""
    static = Path(str(app.static_folder))
    icons = {name: Markup(body) for name, body in json.loads((static / "vendor/icons.json").read_text()).items()}  # noqa: S704 - vendored, checked against its lock
    addresses: dict[tuple[str, str], str] = {}

    def icon(name: str) -> Markup:
        return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>').format(
            icons[name]
        )

    def asset(name: str) -> str:
        known = (request.script_root, name)
        if known not in addresses or app.debug:
            version = hashlib.sha256((static / name).read_bytes()).hexdigest()[:12]
            addresses[known] = url_for("static", filename=name, v=version)
        return addresses[known]

    @app.context_processor
    def _frame() -> dict[str, Any]:
        return {"frame": Frame(), "today": clock.today()}

    app.jinja_env.globals.update(icon=icon, asset=asset, pieces=pieces)


def _cookie(name: str, known: tuple[str, ...]) -> str:
    value = request.cookies.get(name, known[0])
    return value if value in known else known[0]


def _current(entries: Sequence[MenuEntry]) -> MenuEntry | None:
    """The one line of the menu that the page belongs to: of its room, and where several are, the nearest address."""
    room = (request.endpoint or "").split(".")[0]
    of_room = [entry for entry in entries if entry.endpoint.split(".")[0] == room]
    if len(of_room) < 2:
        return of_room[0] if of_room else None
    addresses = {url_for(entry.endpoint): entry for entry in of_room}
    above = [address for address in addresses if f"{request.path}/".startswith(f"{address}/")]
    return addresses[max(above, key=len)] if above else None
