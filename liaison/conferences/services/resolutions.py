"""The verbs on resolutions while in session: resolve, amend, remove. What follows is in `following`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.conferences import queries
from liaison.conferences.models import Conference, JointUnit, Resolution
from liaison.conferences.services.moving import begin, differing
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor, Side
from liaison.core.wordings import number_form
from liaison.store import audit, numbering, wordings
from liaison.store.base import db, expect_version

TEXT = N_("议定内容")
SERIES = "resolution"
NUMBER_FORM = number_form("resolution.number", N_("议定事项编号"), "议定〔{年份}〕{序号}号", 3)


@dataclass(frozen=True, slots=True)
class Lead:
    """The unit that leads: of the directory with its side, or by its name alone."""

    id: int | None = None
    name: str = ""
    side: Side | None = None


NOBODY = Lead()


def number(resolution: Resolution, year: int) -> None:
    """Give a resolution the next number of that year, in the office's form."""
    resolution.year, resolution.number = year, numbering.take(SERIES, year)
    resolution.full_number = wordings.numbered(NUMBER_FORM, year, resolution.number)


def resolve(
    conference: Conference, text: str, lead: Lead = NOBODY, joint_names: Sequence[str] = (), person: str = "",
    due_on: date | None = None, item_id: int | None = None, *, by: Actor,
    joint_ids: Collection[int] = (), person_id: int | None = None,
) -> Resolution:  # fmt: skip
    """Note a resolution; who leads it and by when may follow until the session is concluded.

    Raises Forbidden, or RuleBroken on `due_on`, `joint` or `item`.
    """
    begin("resolve", conference, by)
    _check(conference, lead, joint_names, due_on, item_id)
    resolution = Resolution(
        position=len(conference.resolutions) + 1, text=text, lead_id=lead.id, lead_name=lead.name,
        joint_names=list(joint_names), person=person, due_on=due_on, item_id=item_id, lead_side=lead.side,
        person_id=person_id, joint_units=[JointUnit(unit_id=id) for id in sorted(joint_ids)],
    )  # fmt: skip
    conference.resolutions.append(resolution)
    db.session.flush()
    audit.record("resolution.recorded", resolution, by)
    return resolution


def amend(
    resolution: Resolution, text: str, lead: Lead = NOBODY, joint_names: Sequence[str] = (), person: str = "",
    due_on: date | None = None, item_id: int | None = None, *, by: Actor, seen: int | None = None,
    joint_ids: Collection[int] = (), person_id: int | None = None,
) -> Resolution:  # fmt: skip
    """Change a resolution while in session. Raises Stale, Forbidden, or RuleBroken on `due_on`, `joint` or `item`."""
    _begin("resolve", resolution, by)
    expect_version(resolution, seen, **differing({TEXT: (resolution.text, text)}))
    _check(resolution.conference, lead, joint_names, due_on, item_id)
    resolution.text, resolution.person, resolution.due_on = text, person, due_on
    resolution.lead_id, resolution.lead_name, resolution.joint_names = lead.id, lead.name, list(joint_names)
    resolution.item_id, resolution.lead_side, resolution.person_id = item_id, lead.side, person_id
    set_joint_units(resolution, joint_ids)
    audit.record("resolution.amended", resolution, by)
    db.session.flush()
    return resolution


def remove(resolution: Resolution, *, by: Actor, seen: int | None = None) -> Conference:
    """Strike a resolution while in session; those after it move up. Raises Stale, Forbidden or RuleBroken."""
    _begin("resolve", resolution, by)
    expect_version(resolution, seen)
    audit.record("resolution.removed", resolution, by)
    conference = resolution.conference
    kept = [row for row in conference.resolutions if row is not resolution]
    db.session.delete(resolution)
    for position, row in enumerate(kept, 1):
        row.position = position
    db.session.flush()
    db.session.expire(conference, ["resolutions"])
    return conference


def _begin(verb: str, resolution: Resolution, by: Actor) -> None:
    """As for a conference, with the resolution read anew under its lock."""
    queries.hold(resolution.conference)
    db.session.refresh(resolution)
    begin(verb, resolution.conference, by)


def set_joint_units(resolution: Resolution, ids: Collection[int]) -> None:
    """Note which units of the directory the joint ones are."""
    known = {row.unit_id: row for row in resolution.joint_units}
    resolution.joint_units = [known.get(id) or JointUnit(unit_id=id) for id in sorted(ids)]


def _check(
    conference: Conference, lead: Lead, joint_names: Sequence[str], due_on: date | None, item_id: int | None
) -> None:
    if due_on is not None and due_on < conference.held_on:
        raise RuleBroken(N_("完成期限不能早于会议日期。"), field="due_on")
    if lead.name in joint_names and lead.name:
        raise RuleBroken(N_("会办单位中不再列主办单位。"), field="joint")
    if item_id is not None and item_id not in {item.id for item in conference.items}:
        raise RuleBroken(N_("请选择本次会议的议题。"), field="item")
