"""Fields that several forms of conferences use."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

PROMPT = ("", _l("请选择"))


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
