"""The shapes of sign-in, of its second step, and of setting and changing a password."""

from flask_babel import lazy_gettext as _l

from liaison.accounts.forms import fields
from liaison.web.forms import Form, Hidden, Line


class SignInForm(Form):
    """Username and password; `next` is where the person was going."""

    username = fields.username()
    password = fields.current_password(_l("密码"))
    next = Hidden()


class CodeForm(Form):
    """The second step."""

    code = fields.code(_l("验证码或恢复代码"))
    next = Hidden()


class ConfirmForm(Form):
    """Who one is, once more; the code where there is a second factor."""

    password = fields.current_password(_l("密码"))
    code = fields.code(_l("验证码或恢复代码"), required=False)
    next = Hidden()


class PasswordForm(Form):
    """The current password and the new one twice."""

    current = fields.current_password(_l("当前密码"))
    password = fields.new_password()
    again = fields.repeated_password()


class RedeemForm(Form):
    """A one-time code and the password that its user chooses."""

    username = fields.username()
    code = Line(_l("一次性代码"), max=80, render_kw={"autocomplete": "off", "autocapitalize": "none"})
    password = fields.new_password()
    again = fields.repeated_password()


class ForgotForm(Form):
    """Whose password was forgotten."""

    username = fields.username()


class EstablishForm(Form):
    """The first code of a new second factor."""

    code = fields.code(_l("验证码"))
