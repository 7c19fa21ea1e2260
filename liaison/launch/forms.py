"""The forms of going live: the first administrator, and the steps that are filled in where they stand."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role, Side
from liaison.core.text import N_
from liaison.core.wordings import LONGEST_LINE, Wording
from liaison.store.clocks import KIND_LABELS, Clock, ClockKind
from liaison.web.forms import Day, Form, Hidden, Line, OneOf, Paragraph, Several
from liaison.web.language import tr

NEITHER = "none"
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
BESIDE = (Role.OFFICER, Role.ORGANISER)
LONGEST_PASSWORD = 200
REQUIRED = _l("此项为必填项。")
NEITHER_LABEL = N_("不属于任何一方")


class BeginForm(Form):
    """The code of the console, and who the first administrator is."""

    code = Line(_l("设置代码"), max=40, render_kw={"autocomplete": "off", "autocapitalize": "characters"})
    username = Line(_l("用户名"), max=80, render_kw={"autocomplete": "username", "autocapitalize": "none"})
    name = Line(_l("姓名"), max=40, render_kw={"autocomplete": "name"})
    email = Line(_l("电子邮箱"), max=254, required=False, render_kw={"autocomplete": "email", "inputmode": "email"})
    side = OneOf(_l("所属方"))
    roles = Several(_l("同时担任"))
    password = PasswordField(
        _l("密码"), [InputRequired(REQUIRED), Length(max=LONGEST_PASSWORD)], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        _l("再次输入密码"),
        [InputRequired(REQUIRED), EqualTo("password", _l("两次输入的密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        sides = [(side.value, tr(label)) for side, label in SIDE_LABELS.items()]
        self.side.choices = [*sides, (NEITHER, tr(NEITHER_LABEL))]
        self.roles.choices = [(role.value, tr(ROLE_LABELS[role])) for role in BESIDE]

    def validate_email(self, field: Line) -> None:
        """An address, where one was typed."""
        if field.data and not MAIL.fullmatch(field.data):
            raise ValidationError(_l("请填写完整的电子邮箱地址。"))

    @property
    def chosen_side(self) -> Side | None:
        """The side, None for neither."""
        return None if self.side.data == NEITHER else Side(self.side.data)

    @property
    def chosen_roles(self) -> list[Role]:
        """What the administrator does besides: in a small office one person does several things."""
        return [Role(word) for word in self.roles.data or ()]


class CityForm(Form):
    """The city and its two associations."""

    city = Line(_l("城市名称"), max=40)
    bar_name = Line(_l("律师协会全称"), max=80)
    bar_address = Line(_l("律师协会地址"), max=120, required=False)
    bar_phone = Line(_l("律师协会电话"), max=40, required=False)
    bench_name = Line(_l("法官协会全称"), max=80)
    bench_address = Line(_l("法官协会地址"), max=120, required=False)
    bench_phone = Line(_l("法官协会电话"), max=40, required=False)


class CourtForm(Form):
    """A court with its chambers, one a line."""

    name = Line(_l("法院全称"), max=80)
    short_name = Line(_l("法院简称"), max=40, required=False)
    chambers = Paragraph(_l("内设庭室"), max=2000, required=False)

    @property
    def chamber_names(self) -> list[str]:
        """One name a line."""
        return [line.strip() for line in (self.chambers.data or "").splitlines() if line.strip()]


class ClocksForm(Form):
    """Of what kind each time limit is, and on which day its rule was last read. One select a limit, by its id."""

    verified_on = Day(_l("核对日期"))
    kinds = Hidden()

    def chosen(self, clocks: Iterable[Clock], typed: Mapping[str, str]) -> dict[int, ClockKind]:
        """The kinds of the limits that were ticked, or of all of them; a word that no kind has leaves its limit out."""
        found = {}
        for clock in clocks:
            kind = typed.get(f"kind-{clock.id}", "")
            if (f"read-{clock.id}" in typed or typed.get("step") == "all") and kind in set(ClockKind):
                found[clock.id] = ClockKind(kind)
        return found


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of time limits."""
    return [(kind.value, tr(label)) for kind, label in KIND_LABELS.items()]


def wordings_form(wordings: Iterable[Wording], now: Mapping[str, str]) -> tuple[Form, dict[str, str]]:
    """A form with a line for each text as it stands, and the name of the field of each text."""
    names = {wording.key: wording.key.replace(".", "_") for wording in wordings}
    fields = {
        names[wording.key]: Line(tr(wording.label), max=LONGEST_LINE, required=not wording.may_be_empty)
        for wording in wordings
    }
    data = {names[key]: now[key] for key in names}
    made: Form = type("WordingsForm", (Form,), fields)(data=data)
    return made, names
