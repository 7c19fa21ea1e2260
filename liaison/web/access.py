"""Who may call a route: closed by default, declared beside the view, checked before its body runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from liaison.core.errors import Forbidden
from liaison.core.moves import Refusal, refuse
from liaison.core.sides import Actor, Role, Side
from liaison.core.text import N_

DECLARED = "liaison_access"


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
    gate: Gate = SIGNED_IN, *, load: Load | None = None, why_not: WhyNot | None = None
) -> Callable[[View], View]:
    """Declare who may call the view, and what it is called on.

    `load(actor, **url arguments)` gives the thing or raises NotFound (404) for what the person may not see: existence
    is a secret too. `why_not(actor, thing)` gives the reason why the verb is not theirs (403, or 409 where the state
    forbids it). The view gets the thing in place of the URL arguments.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            if not gate.is_public and not current_user.is_authenticated:
                return _to_sign_in()
            if not gate.is_public and not gate.lets(actor()):
                raise Forbidden(N_("您的角色无权使用此功能。"))
            if load is None:
                return view(**arguments)
            thing = load(actor(), **arguments)
            refusal = why_not(actor(), thing) if why_not else None
            if refusal is not None:
                refuse(refusal)
            return view(thing)

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


def require_declarations(app: Flask) -> None:
    """Refuse to start with a route that declares no access."""
    open_routes = [name for name, view in app.view_functions.items() if not hasattr(view, DECLARED)]
    if open_routes:
        raise RuntimeError(f"routes without an @access declaration: {', '.join(sorted(open_routes))}")
