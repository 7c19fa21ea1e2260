"""The shapes of fielding: how many slips, when to close, why not."""

from datetime import datetime, time
from typing import Any, cast

from flask_babel import lazy_gettext as _l

from liaison.questionnaires.forms.fields import Whole, moment, parts
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.services.fielding import MOST_TICKETS
from liaison.web.forms import Clock, Day, Form, OnceForm, Paragraph

CLOSES = time(18, 0)


class IssueForm(OnceForm):
    """How many slips to print."""

    number = Whole(_l("张数"), 1, MOST_TICKETS)


class ExtendForm(Form):
    """Until when answers are taken."""

    closes_on = Day(_l("截止日期"))
    closes_at = Clock(_l("截止时间"))

    def __init__(self, questionnaire: Questionnaire, **options: Any) -> None:
        day, at = parts(questionnaire.closes_at)
        data = {"closes_on": day, "closes_at": at or CLOSES, "version": questionnaire.version}
        super().__init__(data=data, **options)

    def at(self) -> datetime:
        """The moment; only after validation."""
        return cast(datetime, moment(self.closes_on.data, self.closes_at.data, CLOSES))


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=500)
