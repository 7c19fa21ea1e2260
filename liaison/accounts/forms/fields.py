"""Fields that several forms of accounts have: a password, a code."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import EqualTo, InputRequired, Length

from liaison.accounts.rules.passwords import LONGEST_PASSWORD
from liaison.web.forms import Line, PasswordField

REQUIRED = _l("此项为必填项。")
TOO_LONG = _l("密码最多 %(n)s 个字符。", n=LONGEST_PASSWORD)


def current_password(label: Any) -> PasswordField:
    """The password that the person has."""
    checks = [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD, message=TOO_LONG)]
    return PasswordField(label, checks, render_kw={"autocomplete": "current-password"})


def new_password() -> PasswordField:
    """The password that the person chooses."""
    checks = [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD, message=TOO_LONG)]
    return PasswordField(_l("新密码"), checks, render_kw={"autocomplete": "new-password"})


def repeated_password() -> PasswordField:
    """The chosen one once more; it stands in `password`."""
    checks = [InputRequired(REQUIRED), EqualTo("password", _l("两次输入的新密码不一致。"))]
    return PasswordField(_l("再次输入新密码"), checks, render_kw={"autocomplete": "new-password"})


def username() -> Line:
    """The name of sign-in."""
    return Line(_l("用户名"), max=80, render_kw={"autocomplete": "username", "autocapitalize": "none"})


def code(label: Any, *, required: bool = True) -> Line:
    """A code of an authenticator, or a recovery code."""
    options = {"autocomplete": "one-time-code", "autocapitalize": "none", "inputmode": "text"}
    return Line(label, max=40, required=required, render_kw=options)
