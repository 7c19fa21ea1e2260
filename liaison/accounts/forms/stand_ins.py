"""The shape of a standing in: who for whom, from when to when."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.web.forms import Choice, Day, OnceForm


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() else None


class StandInForm(OnceForm):
    """Two people and a span; both days count."""

    absent_id = Choice(_l("由谁被代理"), coerce=_number)
    stand_in_id = Choice(_l("代理人"), coerce=_number)
    starts_on = Day(_l("开始日期"))
    ends_on = Day(_l("结束日期"))

    def __init__(self, absent: Sequence[tuple[int, str]], officers: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.absent_id.choices = [("", ""), *absent]
        self.stand_in_id.choices = [("", ""), *officers]
