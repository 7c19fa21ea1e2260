"""The shapes of a user, of side and roles, and of how a one-time code gets to its user."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import Email, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from liaison.accounts.rules.roles import NEITHER_LABEL
from liaison.accounts.services.users import AT_DESK, BY_MAIL
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role, Side
from liaison.web.forms import Choice, Form, Line, OnceForm, RadioField, SelectMultipleField
from liaison.web.language import tr

NEITHER = "none"
HOW = [
    SelectChoice(AT_DESK, _l("当面交付：显示一次代码")),
    SelectChoice(BY_MAIL, _l("发送邮件：链接 3 日内有效")),
]


class Roles(SelectMultipleField):
    """Any of the roles, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Address(Line):
    """An e-mail address, or nothing."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, max=254, required=False, **options)
        self.validators = [
            Optional(),
            Length(max=254, message=_l("最多 %(n)s 字，请缩短。", n=254)),
            Email(_l("请填写完整的电子邮箱地址。")),
        ]


class SideForm(Form):
    """A side (or neither) and roles."""

    side = Choice(_l("所属方"))
    roles = Roles(_l("角色"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.side.choices = [
            ("", ""), *((side.value, tr(label)) for side, label in SIDE_LABELS.items()), (NEITHER, tr(NEITHER_LABEL))
        ]  # fmt: skip
        self.roles.choices = [(role.value, tr(label)) for role, label in ROLE_LABELS.items()]

    @property
    def chosen_side(self) -> Side | None:
        """The side, None for neither."""
        return Side(self.side.data) if self.side.data in set(Side) else None

    @property
    def chosen_roles(self) -> frozenset[Role]:
        """The roles ticked."""
        return frozenset(map(Role, self.roles.data or ()))


class PersonForm(Form):
    """How a user is called and reached, and who that is in the directory."""

    name = Line(_l("姓名"), max=40)
    email = Address(_l("电子邮箱"))
    person_id = Choice(_l("对应名册中的人员"), required=False, coerce=lambda value: int(value) if value else None)

    def __init__(self, *, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.person_id.choices = [("", ""), *people]


class HowForm(OnceForm):
    """How the one-time code gets to its user."""

    how = RadioField(_l("交付方式"), choices=HOW, default=AT_DESK)


class OpenForm(HowForm, SideForm, PersonForm):
    """A new user."""

    username = Line(
        _l("用户名"), max=40, render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    )


class ReasonForm(Form):
    """Why."""

    reason = Line(_l("理由"), required=False)


class RequiredForm(Form):
    """The roles that need a second factor."""

    roles = Roles(_l("必须使用两步验证的角色"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.roles.choices = [(role.value, tr(label)) for role, label in ROLE_LABELS.items()]
