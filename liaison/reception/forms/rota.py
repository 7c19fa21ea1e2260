"""Forms of the rota: generate, amend, move, assign, substitute, swap, places."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from liaison.core.numbers import weekday_zh
from liaison.reception.models import HOLIDAY_RULE_LABELS, HolidayRule
from liaison.reception.rules.days import MOST_SEATS
from liaison.reception.services.days import Times
from liaison.reception.services.places import PlaceFacts
from liaison.web.forms import BooleanField, Choice, Clock, Day, Form, IntegerField, Line, OnceForm, Paragraph
from liaison.web.language import tr

REASON_LENGTH = 500
MONDAY = date(2026, 11, 30)
PROMPT = ("", _l("请选择"))
NONE = ("", _l("不指定"))
Option = tuple[int, str]


class Seats(IntegerField):
    """How many lawyers are on duty."""

    def __init__(self, label: Any, **options: Any) -> None:
        message = _l("请填写1至%(most)s的整数。", most=MOST_SEATS)
        super().__init__(label, [NumberRange(1, MOST_SEATS, message)], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("请填写1至%(most)s的整数。", most=MOST_SEATS)) from None


class PlanForm(OnceForm):
    """Which place, and for which time days are generated."""

    place_id = Choice(_l("接访地点"))
    first = Day(_l("开始日期"))
    last = Day(_l("结束日期"))

    def __init__(self, places: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.place_id.choices = [PROMPT, *((str(id), name) for id, name in places)]


class TimesForm(Form):
    """When a day begins and ends, and how many lawyers it has."""

    starts_at = Clock(_l("开始时间"))
    ends_at = Clock(_l("结束时间"))
    seats = Seats(_l("值班人数"))

    def times(self) -> Times:
        """What the form says; only after validation."""
        return Times(cast(time, self.starts_at.data), cast(time, self.ends_at.data), int(self.seats.data or 0))


class MoveForm(Form):
    """To which date a day moves, and why."""

    on = Day(_l("新日期"))
    reason = Paragraph(_l("理由"), max=REASON_LENGTH)


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=REASON_LENGTH)


class AssignForm(Form):
    """Whom the office puts on duty by hand, and why."""

    lawyer_id = Choice(_l("值班律师"))
    reason = Paragraph(_l("理由"), max=REASON_LENGTH, required=False)

    def __init__(self, lawyers: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.lawyer_id.choices = [PROMPT, *((str(id), name) for id, name in lawyers)]


class OfferForm(OnceForm):
    """To whom a lawyer offers to swap, and what for."""

    to_id = Choice(_l("与谁换班"), required=False)
    for_duty_id = Choice(_l("换对方的哪一次值班"), required=False)
    note = Line(_l("说明"), required=False)

    def __init__(self, colleagues: Iterable[Option], duties: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.to_id.choices = [("", _l("任何愿意接替的值班律师")), *((str(id), name) for id, name in colleagues)]
        self.for_duty_id.choices = [("", _l("不交换，请对方接替")), *((str(id), name) for id, name in duties)]


class PlaceForm(Form):
    """A place of reception."""

    name = Line(_l("名称"), max=60)
    court_id = Choice(_l("所在法院"))
    address = Line(_l("地址"), max=120, required=False)
    weekday = Choice(_l("每周哪一天"))
    starts_at = Clock(_l("开始时间"))
    ends_at = Clock(_l("结束时间"))
    seats = Seats(_l("每次值班人数"), default=2)
    holiday_rule = Choice(_l("遇到节假日"))
    is_active = BooleanField(_l("继续使用"), default=True)

    def __init__(self, courts: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.court_id.choices = [PROMPT, *((str(id), name) for id, name in courts)]
        self.weekday.choices = weekday_choices()
        self.holiday_rule.choices = [(rule.value, tr(HOLIDAY_RULE_LABELS[rule])) for rule in HolidayRule]

    def facts(self) -> PlaceFacts:
        """What the form says; only after validation."""
        return PlaceFacts(
            name=self.name.data,
            court_id=int(self.court_id.data),
            weekday=int(self.weekday.data),
            starts_at=cast(time, self.starts_at.data),
            ends_at=cast(time, self.ends_at.data),
            seats=int(self.seats.data or 0),
            holiday_rule=HolidayRule(self.holiday_rule.data),
            address=self.address.data,
            is_active=bool(self.is_active.data),
        )


def weekday_choices() -> list[tuple[str, str]]:
    """Monday to Friday, by number."""
    return [(str(i), tr(weekday_zh(MONDAY + timedelta(i)))) for i in range(5)]
