"""The shapes of sign-in and of a change of password."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import EqualTo, InputRequired, Length

from liaison.accounts.rules import LONGEST_PASSWORD
from liaison.web.forms import Form, Hidden, Line, PasswordField

REQUIRED = _l("此项为必填项。")
TOO_LONG = _l("密码最多 %(n)s 个字符。", n=LONGEST_PASSWORD)


class SignInForm(Form):
    """Username and password; `next` is where the person was going."""

    username = Line(_l("用户名"), max=80, render_kw={"autocomplete": "username", "autocapitalize": "none"})
    password = PasswordField(
        _l("密码"),
        [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    next = Hidden()


class PasswordForm(Form):
    """The current password and the new one twice."""

    current = PasswordField(
        _l("当前密码"),
        [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("新密码"),
        [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD, message=TOO_LONG)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再次输入新密码"),
        [InputRequired(REQUIRED), EqualTo("password", _l("两次输入的新密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )
