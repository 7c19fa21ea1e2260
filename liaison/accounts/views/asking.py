"""What the pages share that ask for passwords and codes: where from, which browser, what a refusal answers."""

from collections.abc import Callable, Collection
from typing import Any

from flask import request
from flask_babel import gettext as _

from liaison.accounts.rules.roles import NEITHER_LABEL
from liaison.accounts.rules.sessions import browser_family
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Actor, Role, Side
from liaison.store.throttle import TooManyTries
from liaison.web.forms import Form, attempt
from liaison.web.language import spell, tr


def tried(form: Form, verb: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[Any, int]:
    """What the service gives, and the status of the page if it refused: its sentence is then on the form."""
    try:
        return attempt(form, verb, *arguments, **options), 422
    except TooManyTries as failure:
        form.form_errors.append(spell(failure))
        return None, 429


def came_from() -> str:
    """Where the request comes from: the socket, or what the declared proxies say (LIAISON_PROXIES)."""
    return request.remote_addr or ""


def browser() -> str:
    """The family of the browser, as the list of sessions names it."""
    return browser_family(request.headers.get("User-Agent", ""))


def side_label(side: Side | None) -> str:
    """The side in the language of the page."""
    return tr(SIDE_LABELS[side] if side else NEITHER_LABEL)


def role_labels(roles: Collection[Role]) -> str:
    """The roles in the language of the page."""
    return _("、").join(tr(label) for role, label in ROLE_LABELS.items() if role in roles)


def person_title(user: Actor) -> str:
    """How a user stands in a list to choose from."""
    return f"{user.name}（{side_label(user.side)}）"
