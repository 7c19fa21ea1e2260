"""Fields that several forms of questionnaires use."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from liaison.core import clock
from liaison.web.forms import Typed

PROMPT = ("", _l("请选择"))


class Whole(Typed, IntegerField):
    """A whole number within bounds."""

    def __init__(self, label: Any, least: int, most: int, *, required: bool = True, **options: Any) -> None:
        self.wrong = _l("请填写 %(least)s 至 %(most)s 之间的整数。", least=least, most=most)
        presence = InputRequired(_l("此项为必填项。")) if required else Optional()
        super().__init__(label, [presence, NumberRange(least, most, message=self.wrong)], **options)


def moment(day: date | None, at: time | None, default: time) -> datetime | None:
    """A day and a time of day, as the offices see them, as one moment; None without a day."""
    return datetime.combine(day, at or default, clock.LOCAL) if day else None


def parts(at: datetime | None) -> tuple[date | None, time | None]:
    """The day and the time of day of a moment, for the two fields."""
    local = clock.local(at) if at else None
    return (local.date(), local.time().replace(second=0, microsecond=0)) if local else (None, None)
