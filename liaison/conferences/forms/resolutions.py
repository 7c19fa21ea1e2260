"""The shapes of a resolution and of its end."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.conferences.forms.fields import PROMPT, Several
from liaison.conferences.models import Resolution
from liaison.web.forms import Choice, Day, Form, Line, OnceForm, Paragraph

TEXT_LENGTH = 1000
PERSON_LENGTH = 40
NOTE_LENGTH = 500
Option = tuple[int, str]


class ResolutionForm(Form):
    """What was resolved; who leads it and by when may follow during the session."""

    text = Paragraph(_l("议定内容"), max=TEXT_LENGTH)
    item = Choice(_l("所属议题"), required=False)
    lead = Choice(_l("主办单位"), required=False)
    joint = Several(_l("会办单位"))
    person = Line(_l("责任人"), max=PERSON_LENGTH, required=False)
    due_on = Day(_l("完成期限"), required=False)

    def __init__(self, units: Iterable[Option], items: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.unit_names = {str(id): name for id, name in units}
        self.item.choices = [PROMPT, *((str(id), title) for id, title in items)]
        self.lead.choices = [PROMPT, *self.unit_names.items()]
        self.joint.choices = list(self.unit_names.items())

    @property
    def item_id(self) -> int | None:
        """The item it came from, if one was chosen; only after validation."""
        return int(self.item.data) if self.item.data else None

    @property
    def joint_names(self) -> list[str]:
        """The names of the joint units; only after validation."""
        return [self.unit_names[id] for id in self.joint.data or ()]


class ResolveForm(ResolutionForm, OnceForm):
    """A new resolution."""


class ConfirmForm(Form):
    """That it is done, and how."""

    done_on = Day(_l("落实日期"))
    note = Paragraph(_l("落实情况"), max=NOTE_LENGTH)


class CancelForm(Form):
    """Why it is given up."""

    reason = Paragraph(_l("理由"), max=NOTE_LENGTH)


def as_filled(resolution: Resolution, units: Iterable[Option]) -> dict[str, Any]:
    """What the form shows of a stored resolution."""
    ids = {name: str(id) for id, name in units}
    return {
        "text": resolution.text,
        "item": str(resolution.item_id or ""),
        "lead": str(resolution.lead_id or ""),
        "joint": [ids[name] for name in resolution.joint_names if name in ids],
        "person": resolution.person,
        "due_on": resolution.due_on,
        "version": resolution.version,
    }
