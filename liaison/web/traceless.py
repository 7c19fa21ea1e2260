"""Views that leave no trace of who calls them: no log line, and no session, which a form token would begin."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_wtf import CSRFProtect

View = TypeVar("View", bound=Callable[..., Any])
TRACELESS = "liaison_traceless"


def traceless(view: View) -> View:
    """Mark a view. It checks the form token itself where it knows its caller; below `@access`, so that both see it."""
    setattr(view, TRACELESS, True)
    return view


def is_traceless(app: Flask, endpoint: str | None) -> bool:
    """Whether the endpoint is such a view."""
    return bool(endpoint) and getattr(app.view_functions.get(endpoint or ""), TRACELESS, False)


def exempt_from_tokens(app: Flask, protection: CSRFProtect) -> None:
    """Tell the protection of forms of these views; what protects them is a one-use code, or their own check."""
    for view in app.view_functions.values():
        if getattr(view, TRACELESS, False):
            protection.exempt(view)
