"""The shapes of planning and amending a conference, and of moves that ask for a reason."""

from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.conferences.models import KIND_LABELS
from liaison.core.sides import SIDE_LABELS
from liaison.web.forms import Clock, Day, Form, Line, OnceForm, OneOf, Paragraph
from liaison.web.language import tr

PLACE_LENGTH = 80
PERSON_LENGTH = 60
REASON_LENGTH = 500


class AmendForm(Form):
    """When and where, and who leads."""

    held_on = Day(_l("开会日期"))
    starts_at = Clock(_l("开始时间"))
    ends_at = Clock(_l("结束时间"), required=False)
    place = Line(_l("会议地点"), max=PLACE_LENGTH)
    chair = Line(_l("主持人"), max=PERSON_LENGTH)
    recorder = Line(_l("记录人"), max=PERSON_LENGTH, required=False)
    contact = Line(_l("联系人和电话"), max=PLACE_LENGTH, required=False)
    reply_by = Day(_l("回执截止日期"), required=False)


class PlanForm(AmendForm, OnceForm):
    """A conference that is still to be."""

    kind = OneOf(_l("会议类别"))
    convening_side = OneOf(_l("召集方"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [(kind.value, tr(label)) for kind, label in KIND_LABELS.items()]
        self.convening_side.choices = [(side.value, tr(label)) for side, label in SIDE_LABELS.items()]


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=REASON_LENGTH)


class OpenForm(Form):
    """On what day the session really begins, and why on another than planned."""

    held_on = Day(_l("实际开会日期"))
    reason = Paragraph(_l("原因"), max=REASON_LENGTH)
