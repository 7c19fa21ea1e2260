"""One request, one transaction: the application class that commits at the edge and nowhere else."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.routing import IntegerConverter, Map

from liaison.store import submissions, unit

View = TypeVar("View", bound=Callable[..., Any])

SAFE = {"GET", "HEAD", "OPTIONS"}
ONCE = "once"
FORM_BYTES = 2 * 1024 * 1024
LARGEST = 2**31 - 1
DECLARED = "liaison_access"
UNWRAPPED = "liaison_unwrapped"
LARGEST_BODY = "liaison_largest_body"


class Refused(Exception):
    """Carries an answer of 400 and above out of the transaction, so that nothing of it is written."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class RecordNumber(IntegerConverter):
    """A number in an address; one that no column can hold is no address (404)."""

    def __init__(self, url_map: Map, *arguments: Any, **options: Any) -> None:
        super().__init__(url_map, *arguments, **{"max": LARGEST, **options})


class Liaison(Flask):
    """Flask, with each writing request inside one transaction that commits only when the view succeeded."""

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Only an upload may be as long as a file: typed text that came otherwise would be read whole at once.

        A view may take more (`takes`), from people who are signed in: before that nobody fills the disk.
        """
        largest = getattr(self.view_functions.get(request.endpoint or ""), LARGEST_BODY, 0)
        if request.mimetype != "multipart/form-data":
            request.max_content_length = FORM_BYTES
        elif largest and current_user.is_authenticated:
            request.max_content_length = largest
        return super().preprocess_request()

    def log_exception(self, *_details: Any) -> None:
        """Nothing: errors.py logs each failure once, with the code that its page shows and without the address."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Parse first, then write: a slow upload must not hold the one writer's place."""
        endpoint = request.endpoint
        view = self.view_functions.get(endpoint) if endpoint else None
        if request.method in SAFE or view is None or getattr(view, UNWRAPPED, False):
            return super().dispatch_request()
        token = request.form.get(ONCE, "") if _may_answer(view) else ""
        try:
            with unit.transaction():
                return self._answer_once(token) if token else self._answer()
        except Refused as refused:
            return refused.response

    def _answer(self) -> Response:
        response = self.make_response(Flask.dispatch_request(self))
        if response.status_code >= 400:
            raise Refused(response)
        return response

    def _answer_once(self, token: str) -> ResponseReturnValue:
        user_id = current_user.id if current_user.is_authenticated else None
        location = submissions.claim(user_id, token)
        if location is not None:
            return redirect(location, 303)
        response = self._answer()
        submissions.answer(user_id, token, response.location or "/")
        return response


def _may_answer(view: Callable[..., Any]) -> bool:
    """Whether the view does more for this visitor than lead to the sign-in page: only then a form counts as sent."""
    gate = getattr(view, DECLARED, None)
    return bool(current_user.is_authenticated or (gate is not None and gate.is_public))


def outside_transaction(view: View) -> View:
    """Mark a view that opens its own transactions: sign-in, where the password is checked outside of any."""
    setattr(view, UNWRAPPED, True)
    return view


def takes(most_bytes: int) -> Callable[[View], View]:
    """Mark a view whose uploads may be longer than all others."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_BODY, most_bytes)
        return view

    return mark
