"""The shapes of a resolution and of what follows it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from liaison.conferences.forms.fields import PROMPT
from liaison.conferences.models import Resolution
from liaison.conferences.services.resolutions import Lead
from liaison.core.sides import Side
from liaison.web.forms import Choice, Day, Form, Line, OnceForm, Paragraph, Several

TEXT_LENGTH = 1000
PERSON_LENGTH = 40
NOTE_LENGTH = 500
PROGRESS_LENGTH = 2000
TITLE_LENGTH = 80
KEPT = "kept:"
Option = tuple[int, str]


class Unit(Protocol):
    """An organisation to choose, as the directory lists it."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def side(self) -> Side | None: ...


class UnitFields(Form):
    """Forms with units; a joint unit that the directory does not offer (any more) stays as it was named."""

    def offer_units(self, units: Sequence[Unit], kept: Iterable[str] = ()) -> None:
        """Fill the choices of the fields that there are."""
        self.units = {str(unit.id): unit for unit in units}
        named = [(id, unit.title) for id, unit in self.units.items()]
        if "lead" in self._fields:
            self._fields["lead"].choices = [PROMPT, *named]
        if "joint" in self._fields:
            self._fields["joint"].choices = [*named, *((f"{KEPT}{name}", name) for name in kept)]

    @property
    def chosen_lead(self) -> Lead:
        """The lead unit; only after validation."""
        unit = self.units.get(self._fields["lead"].data or "")
        return Lead(unit.id, unit.title, unit.side) if unit else Lead()

    @property
    def joint_ids(self) -> list[int]:
        """The joint units that are of the directory; only after validation."""
        return [int(id) for id in self._fields["joint"].data or () if not id.startswith(KEPT)]

    @property
    def joint_names(self) -> list[str]:
        """The names of all joint units; only after validation."""
        chosen = self._fields["joint"].data or ()
        return [id.removeprefix(KEPT) if id.startswith(KEPT) else self.units[id].title for id in chosen]


class ResolutionForm(UnitFields):
    """What was resolved; who leads it and by when may follow during the session."""

    text = Paragraph(_l("议定内容"), max=TEXT_LENGTH)
    item = Choice(_l("所属议题"), required=False)
    lead = Choice(_l("主办单位"), required=False)
    joint = Several(_l("会办单位"))
    person = Line(_l("责任人"), max=PERSON_LENGTH, required=False)
    due_on = Day(_l("完成期限"), required=False)

    def __init__(
        self, units: Sequence[Unit], items: Iterable[Option], kept: Iterable[str] = (), **options: Any
    ) -> None:
        super().__init__(**options)
        self.offer_units(units, kept)
        self.item.choices = [PROMPT, *((str(id), title) for id, title in items)]

    @property
    def item_id(self) -> int | None:
        """The item it came from, if one was chosen; only after validation."""
        return int(self.item.data) if self.item.data else None


class ResolveForm(ResolutionForm, OnceForm):
    """A new resolution."""


class ReportForm(OnceForm):
    """How far it is."""

    note = Paragraph(_l("进展情况"), max=PROGRESS_LENGTH)


class StageForm(OnceForm):
    """A step with its day."""

    title = Line(_l("节点"), max=TITLE_LENGTH)
    due_on = Day(_l("计划日期"))


class ReachForm(Form):
    """When a step was taken."""

    reached_on = Day(_l("完成日期"))


class ConfirmForm(Form):
    """That it is done, and how."""

    done_on = Day(_l("落实日期"))
    note = Paragraph(_l("落实情况"), max=NOTE_LENGTH)


class ReasonForm(Form):
    """Why it is given up or taken up again."""

    reason = Paragraph(_l("理由"), max=NOTE_LENGTH)


class ExtendForm(ReasonForm):
    """More time."""

    due_on = Day(_l("新的完成期限"))


class RestForm(ReasonForm):
    """Until when it rests."""

    rest_until = Day(_l("恢复办理日期"))


class ReassignForm(UnitFields, ReasonForm):
    """Another unit that leads."""

    lead = Choice(_l("主办单位"))
    person = Line(_l("责任人"), max=PERSON_LENGTH, required=False)

    def __init__(self, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.offer_units(units)


class CorrectForm(UnitFields, ReasonForm):
    """A slip of the pen put right."""

    text = Paragraph(_l("议定内容"), max=TEXT_LENGTH)
    joint = Several(_l("会办单位"))
    person = Line(_l("责任人"), max=PERSON_LENGTH, required=False)
    due_on = Day(_l("完成期限"))

    def __init__(self, units: Sequence[Unit], kept: Iterable[str], **options: Any) -> None:
        super().__init__(**options)
        self.offer_units(units, kept)


def kept_names(resolution: Resolution, units: Iterable[Unit]) -> list[str]:
    """The joint units that are none of those offered: typed by name, or no longer in use."""
    offered = {unit.id: unit for unit in units}
    ticked = [offered[row.unit_id] for row in resolution.joint_units if row.unit_id in offered]
    known = {name for unit in ticked for name in (unit.title, unit.name)}
    return [name for name in resolution.joint_names if name not in known]


def as_filled(resolution: Resolution, units: Sequence[Unit]) -> dict[str, Any]:
    """What the forms show of a stored resolution."""
    offered = {unit.id for unit in units}
    ticked = [str(row.unit_id) for row in resolution.joint_units if row.unit_id in offered]
    due_on: date | None = resolution.due_on
    return {
        "text": resolution.text,
        "item": str(resolution.item_id or ""),
        "lead": str(resolution.lead_id or ""),
        "joint": [*ticked, *(f"{KEPT}{name}" for name in kept_names(resolution, units))],
        "person": resolution.person,
        "due_on": due_on,
        "version": resolution.version,
    }
