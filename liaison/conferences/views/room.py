"""The room of the pages of conferences, and what several of them need."""

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from liaison.conferences.facts import Associations
from liaison.conferences.models import (
    ITEM_KIND_LABELS,
    KIND_LABELS,
    PRESENCE_LABELS,
    PRESENCE_TONES,
    REPLY_LABELS,
    REPLY_TONES,
    RESOLUTION_LABELS,
    RESOLUTION_TONES,
    STATUS_LABELS,
    STATUS_TONES,
    AgendaItem,
    Attendance,
    Conference,
    Resolution,
)
from liaison.conferences.projections.pages import name_of
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import moves, standing
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.core import clock
from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.web.frame import features
from liaison.web.language import tr

ONE = "/<int(max=2147483647):id>"
Part = Conference | AgendaItem | Attendance | Resolution
Unit = tuple[int, str]

blueprint = Blueprint("conferences", __name__, url_prefix="/conferences")
blueprint.add_app_template_filter(name_of, "conference_name")
LABELS = {
    "kind": KIND_LABELS,
    "status": STATUS_LABELS,
    "tone": STATUS_TONES,
    "item": ITEM_KIND_LABELS,
    "presence": PRESENCE_LABELS,
    "presence_tone": PRESENCE_TONES,
    "reply": REPLY_LABELS,
    "reply_tone": REPLY_TONES,
    "resolution": RESOLUTION_LABELS,
    "resolution_tone": RESOLUTION_TONES,
    "side": SIDE_LABELS,
}


@blueprint.context_processor
def label_words() -> dict[str, Any]:
    """The labels that templates of conferences, resolutions and minutes use."""
    return {"labels": LABELS, "system_items": agenda_rules.SYSTEM_ITEMS}


def why_not(verb: str) -> Callable[[Actor, Part], Refusal | None]:
    """Whether a verb on a conference, or on a part of one, is open to somebody; for `access`."""

    def asked(user: Actor, thing: Part) -> Refusal | None:
        conference = thing if isinstance(thing, Conference) else thing.conference
        refusal = moves.MOVES.why_not(verb, conference.status, conference_rules.relations_for(verb, user, conference))
        # What somebody typed is not thrown away because the state changed meanwhile: there the service refuses.
        is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
        return None if is_late else refusal

    return asked


def why_not_organise(user: Actor, conference: Conference) -> Refusal | None:
    """Whether somebody organises conferences, whatever state this one is in."""
    if moves.ORGANISER in standing.relations(user, conference):
        return None
    return Refusal(N_("此操作由%(who)s办理。"), {"who": (Term(moves.RELATION_LABELS[moves.ORGANISER]),)}, "forbidden")


def why_not_resolution(verb: str) -> Callable[[Actor, Resolution], Refusal | None]:
    """The same for the verbs on a resolution that has its number."""

    def asked(user: Actor, resolution: Resolution) -> Refusal | None:
        refusal = resolution_rules.why_not_resolution(
            verb, user, resolution, resolution_queries.units_of(user), clock.today()
        )
        is_late = request.method == "POST" and refusal is not None and refusal.kind != "forbidden"
        return None if is_late else refusal

    return asked


def state_of(resolution: Resolution) -> tuple[str, str]:
    """Label and tone of where a resolution stands today; before it has its number, whether anything is missing."""
    if resolution.number is None:
        is_whole = resolution.lead_name and resolution.due_on
        return (tr(N_("待编号")), "neutral") if is_whole else (tr(N_("待补充")), "warn")
    today = clock.today()
    if resolution_rules.is_resting(resolution, today):
        return tr(N_("暂缓")), "neutral"
    late = resolution_rules.is_overdue(resolution, today)
    label = N_("已逾期") if late else RESOLUTION_LABELS[resolution.status]
    return tr(label), resolution_rules.resolution_tone(resolution.status, late)


def is_autosave() -> bool:
    """Whether the page saves by itself and wants no other page in answer."""
    return bool(request.headers.get("HX-Request"))


def units() -> list[Unit]:
    """The organisations of the directory, for choices."""
    return [(unit.id, unit.title) for unit in features().offer("units")()]


def listed_units() -> list[Any]:
    """The same with their full names and sides."""
    found: list[Any] = features().offer("units")()
    return found


def person_named(name: str, unit_ids: Collection[int]) -> int | None:
    """The person of that name in one of these organisations; None where there is none, or more than one."""
    if not name or not unit_ids:
        return None
    found = [one.id for one in features().offer("people_of")(unit_ids) if one.name == name.strip()]
    return found[0] if len(found) == 1 else None


def associations() -> Associations:
    """The two peers as the directory names them; "" for one that it does not know."""
    return Associations(*features().offer("association_names")())


def reachable(conference: Conference) -> dict[int, str]:
    """The directory's mail addresses of those invited, by person."""
    ids = [row.person_id for row in conference.attendances if row.person_id is not None]
    found: dict[int, str] = features().offer("addresses")(ids) if ids else {}
    return found


def to_conference(conference: Conference, anchor: str = "") -> ResponseReturnValue:
    """Back to the page of the conference."""
    return redirect(url_for("conferences.conference", id=conference.id, _anchor=anchor or None), 303)
