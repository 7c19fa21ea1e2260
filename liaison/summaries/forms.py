"""The shape of what is typed into summaries and opening balances."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange

from liaison.core.periods import Period
from liaison.summaries.models import KIND_LABELS, SummaryKind
from liaison.summaries.rules.narrative import LONGEST
from liaison.web.forms import Choice, Day, Form, Line, OnceForm, Paragraph, Several, Typed
from liaison.web.language import tr

TITLE_LENGTH = 80
SOURCE_LENGTH = 200
REASON_LENGTH = 500
MOST = 1_000_000


class DraftForm(OnceForm):
    """Which papers of which days; `place` narrows them to a court, district or side."""

    first = Day(_l("起"))
    last = Day(_l("止"))
    kinds: SelectMultipleField = Several(_l("总结种类"), [InputRequired(_l("请至少选择一种。"))])
    place = Choice(_l("范围"), required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kinds.choices = [(kind.value, tr(KIND_LABELS[kind])) for kind in SummaryKind]

    def offer(self, places: Mapping[str, str]) -> None:
        """Say what the papers can be narrowed to."""
        self.place.choices = [("", _l("全部")), *((key, tr(label)) for key, label in places.items())]


class TextForm(Form):
    """Title and text of a draft; numbers stand in it as blanks."""

    title = Line(_l("标题"), max=TITLE_LENGTH)
    text = Paragraph(_l("正文"), max=LONGEST)


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=REASON_LENGTH)


class Whole(Typed, IntegerField):
    """A whole number above zero, named in our own words when it is none."""

    wrong = _l("请填写大于0的整数。")

    def __init__(self, label: Any, **options: Any) -> None:
        limits = [InputRequired(_l("此项为必填项。")), NumberRange(1, MOST, self.wrong)]
        super().__init__(label, limits, **options)


class OpeningForm(OnceForm):
    """An opening balance; `name` is that of a declared figure."""

    name = Choice(_l("指标"))
    first = Day(_l("起"))
    last = Day(_l("止"))
    value = Whole(_l("数量"))
    source = Line(_l("来源"), max=SOURCE_LENGTH)

    def __init__(self, names: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.name.choices = [("", _l("请选择")), *names]


class CorrectForm(Form):
    """The same of one that is there; its figure stays."""

    first = Day(_l("起"))
    last = Day(_l("止"))
    value = Whole(_l("数量"))
    source = Line(_l("来源"), max=SOURCE_LENGTH)


def dates(form: Any) -> Period:
    """The days typed in; where one could not be read, a period that ends before it begins."""
    return Period(form.first.data or date.max, form.last.data or date.min)
