"""Who may call a route: closed by default, declared beside the view, checked before its body runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from liaison.core.errors import Forbidden
from liaison.core.moves import Refusal, refuse
from liaison.core.sides import Actor, Role, Side
from liaison.core.text import N_
from liaison.store import unit
from liaison.web import sessions
from liaison.web.edge import DECLARED, Refused
from liaison.web.paths import own_path


@dataclass(frozen=True, slots=True)
class Gate:
    """Who passes: everybody, any signed-in person, or those who hold one of the roles."""

    is_public: bool = False
    roles: frozenset[Role] = frozenset()
    side: Side | None = None

    def lets(self, actor: Actor) -> bool:
        """Whether a signed-in person passes."""
        is_right_side = self.side is None or actor.side is self.side
        return is_right_side and (not self.roles or bool(self.roles & actor.roles))


ANYONE = Gate(is_public=True)
SIGNED_IN = Gate()

View = TypeVar("View", bound=Callable[..., Any])
Load = Callable[..., Any]
WhyNot = Callable[[Actor, Any], Refusal | None]


def holding(*roles: Role, side: Side | None = None) -> Gate:
    """Those who hold one of the roles (of one side)."""
    return Gate(roles=frozenset(roles), side=side)


def actor() -> Actor:
    """The signed-in person, as the rules see one."""
    return cast(Actor, current_user._get_current_object())


def access(
    gate: Gate = SIGNED_IN,
    *,
    load: Load | None = None,
    why_not: WhyNot | None = None,
    recent: bool = False,
    before_duty: bool = False,
) -> Callable[[View], View]:
    """Declare who may call the view, and what it is called on.

    `load(actor, **url arguments)` gives the thing or raises NotFound (404) for what the person may not see: existence
    is a secret too. `why_not(actor, thing)` gives the reason why the verb is not theirs (403, or 409 where the state
    forbids it). The view gets the thing in place of the URL arguments. `recent` views ask who has not typed the
    password for a while to do so first; `before_duty` views are open to who must set up a second factor first.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            if not gate.is_public and not current_user.is_authenticated:
                return _to_sign_in()
            if not gate.is_public and not before_duty and sessions.duty():
                return _lead("second_factor.show")
            if not gate.is_public and not gate.lets(actor()):
                raise Forbidden(N_("您的角色无权使用此功能。"))
            if load is None:
                return _to_confirmation() if recent and not sessions.is_recent() else view(**arguments)
            thing = load(actor(), **arguments)
            refusal = why_not(actor(), thing) if why_not else None
            if refusal is not None:
                refuse(refusal)
            return _to_confirmation() if recent and not sessions.is_recent() else view(thing)

        setattr(guarded, DECLARED, gate)
        return cast(View, guarded)

    return declare


def _to_sign_in() -> ResponseReturnValue:
    """Lead a visitor to the sign-in page and back to what they asked for.

    A part of a page (autosave) is told 401 and stays as it is: following to the sign-in page would put that page in
    place of what somebody types.
    """
    if request.headers.get("HX-Request"):
        return "", 401
    if request.method == "GET":
        way_back, language = request.full_path.rstrip("?"), request.args.get("lang")
        return redirect(url_for("accounts.sign_in", next=way_back, lang=language))
    return redirect(url_for("accounts.sign_in"))


def _to_confirmation() -> ResponseReturnValue:
    """Lead to the page that asks for the password again, and back to the page; what a form sent is not kept."""
    if request.method == "GET":
        return _lead("accounts.confirm", next=request.full_path.rstrip("?"))
    return _lead("accounts.confirm", next=own_path(request.form.get("back"), request.path))


def _lead(endpoint: str, next: str | None = None) -> ResponseReturnValue:
    """Lead elsewhere instead of doing what was asked; inside a transaction nothing of it is written, not even that a
    form was sent: it may come again.
    """
    if request.headers.get("HX-Request"):
        return "", 403
    response = cast(Response, redirect(url_for(endpoint, next=next), 303 if request.method == "POST" else 302))
    if unit.is_writing():
        raise Refused(response)
    return response


def require_declarations(app: Flask) -> None:
    """Refuse to start with a route that declares no access."""
    open_routes = [name for name, view in app.view_functions.items() if not hasattr(view, DECLARED)]
    if open_routes:
        raise RuntimeError(f"routes without an @access declaration: {', '.join(sorted(open_routes))}")
