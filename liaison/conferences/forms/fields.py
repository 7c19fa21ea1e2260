"""Fields that several forms of conferences use."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from liaison.web.forms import Choice

PROMPT = ("", _l("请选择"))


class OneOf(Choice, RadioField):
    """One of a few, all in sight."""


class Several(SelectMultipleField):
    """Any number of a list."""

    def pre_validate(self, form: Any) -> None:
        if not set(self.data or ()) <= {str(value) for value, *_ in self.iter_choices()}:
            raise ValidationError(_l("请从列表中选择。"))


class Minutes(IntegerField):
    """How long something is planned to take."""

    MOST = 480

    def __init__(self, label: Any, **options: Any) -> None:
        span = NumberRange(1, self.MOST, message=_l("请填写 1 至 %(most)s 之间的整数。", most=self.MOST))
        super().__init__(label, [InputRequired(_l("此项为必填项。")), span], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("请填写 1 至 %(most)s 之间的整数。", most=self.MOST)) from None
