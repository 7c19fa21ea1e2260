"""Every refusal and failure caught once, and answered with a clear page in the language of the reader."""

import errno
import logging
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import BadHost, HTTPException, InternalServerError

from liaison.core.errors import Busy, Forbidden, NotFound, RuleBroken, Stale
from liaison.store.base import db
from liaison.web.access import actor
from liaison.web.language import spell, tr
from liaison.web.paths import own_path

log = logging.getLogger("liaison.errors")
RETRY = {"Retry-After": "5"}
PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503}
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def page(status: int, headers: dict[str, str] | None = None, **words: object) -> ResponseReturnValue:
    """The page of an error status; a status without a page of its own shows that of 400 or 500.

    Below 500 it speaks the language of its reader, who is loaded first; above, nothing may ask the database.
    """
    shown = status if status in PAGES else (400 if status < 500 else 500)
    if shown < 500:
        actor()
    return render_template(f"errors/{shown}.html", status=status, **words), status, headers or {}


def _own_back() -> str:
    """The page that a one-field form says it came from, if it is one of this site."""
    return own_path(request.form.get("back"), "")


def _not_found(_error: NotFound) -> ResponseReturnValue:
    return page(404)


def _forbidden(error: Forbidden) -> ResponseReturnValue:
    return page(403, message=spell(error))


def _stale(error: Stale) -> ResponseReturnValue:
    texts = [(tr(label), error.theirs.get(label, ""), text) for label, text in error.yours.items()]
    return page(409, message=spell(error), texts=texts, open_url=_own_back() or request.path)


def _rule_broken(error: RuleBroken) -> ResponseReturnValue:
    """A one-field move that came too late leads back to its page, with the sentence on top."""
    if request.headers.get("HX-Request"):
        return render_template("errors/note.html", message=spell(error)), 422
    back = _own_back()
    if back:
        flash(spell(error), "bad")
        return redirect(back, 303)
    return page(409, message=spell(error), texts=[])


def _busy(_error: Busy) -> ResponseReturnValue:
    return page(503, RETRY)


def _database(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    log.warning("database unavailable: %s", type(error.orig).__name__)
    return page(503, RETRY)


def _conflict(error: IntegrityError) -> ResponseReturnValue:
    """Two at once wrote what the rules let each write alone, and the database kept the first."""
    db.session.rollback()
    log.error("request %s met another one: %s", _code(), type(error.orig).__name__, exc_info=error)
    return page(409, message=_("有人刚刚保存了相同或相关的内容，您的修改没有保存。请刷新后重试。"), texts=[])


def _disk(error: OSError) -> ResponseReturnValue:
    if error.errno not in DISK:
        return _failure(error)
    log.warning("disk unavailable: %s", error.strerror)
    return page(503, RETRY)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    return page(400, message=_l("页面已过期，请返回上一页刷新后重新提交。"))


def _bad_host(_error: BadHost) -> ResponseReturnValue:
    """A host name that is none: no address can be built on it, so no page either."""
    return "Bad Request", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http(error: HTTPException) -> ResponseReturnValue:
    return error if error.code is not None and error.code < 400 else page(error.code or 500)


def _late(error: InternalServerError) -> ResponseReturnValue:
    """What failed after the view, or while an error page was drawn: Flask hands it over in a wrapping."""
    original = error.original_exception or error
    return _database(original) if isinstance(original, OperationalError) else _failure(original)


def _failure(error: BaseException) -> ResponseReturnValue:
    db.session.rollback()
    log.error("request %s failed", _code(), exc_info=error)
    return page(500, code=_code())


def _code() -> str:
    """The random code that the log has too."""
    return str(g.setdefault("request_code", secrets.token_hex(4)))


HANDLERS: tuple[tuple[type[Exception], Callable[[Any], ResponseReturnValue]], ...] = (
    (NotFound, _not_found),
    (Forbidden, _forbidden),
    (Stale, _stale),
    (RuleBroken, _rule_broken),
    (Busy, _busy),
    (OperationalError, _database),
    (IntegrityError, _conflict),
    (OSError, _disk),
    (CSRFError, _csrf),
    (BadHost, _bad_host),
    (InternalServerError, _late),
    (HTTPException, _http),
    (Exception, _failure),
)


def install_errors(app: Flask) -> None:
    """Register the handlers: absent and forbidden-to-know answer alike."""
    for error, handler in HANDLERS:
        app.register_error_handler(error, handler)
