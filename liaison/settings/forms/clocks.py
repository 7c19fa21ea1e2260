"""The form of a time limit."""

from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, NumberRange

from liaison.core.calendar import UNIT_LABELS, Unit
from liaison.settings.services.clocks import AT_MOST, Terms
from liaison.store.clocks import KIND_LABELS, ClockKind
from liaison.web.forms import Choice, Day, Form, Hidden, IntegerField, Line
from liaison.web.language import tr

REASON_LENGTH = 200


class ClockForm(Form):
    """How long a limit is and what it rests on. `seen` is the mark of what would move, once that was looked at."""

    amount = IntegerField(
        _l("数量"),
        [
            InputRequired(_l("此项为必填项。")),
            NumberRange(1, AT_MOST, _l("请填写1至%(most)s的整数。", most=AT_MOST)),
        ],
    )
    unit = Choice(_l("计量单位"))
    kind = Choice(_l("性质"))
    article = Line(_l("条文"), max=120, required=False)
    verified_on = Day(_l("核对日期"), required=False)
    reason = Line(_l("修改理由"), max=REASON_LENGTH)
    seen = Hidden()

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.unit.choices = [(unit.value, tr(label)) for unit, label in UNIT_LABELS.items()]
        self.kind.choices = [(kind.value, tr(label)) for kind, label in KIND_LABELS.items()]

    def terms(self) -> Terms:
        """What the form says; only after validation."""
        return Terms(
            amount=cast(int, self.amount.data),
            unit=Unit(self.unit.data),
            kind=ClockKind(self.kind.data),
            article=self.article.data,
            verified_on=self.verified_on.data,
        )
