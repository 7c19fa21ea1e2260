"""Mirrored figures of both directions, and the rights of the person complained of."""

from datetime import timedelta

from flask.typing import ResponseReturnValue

from liaison.complaints.models import DIRECTION_LABELS, Direction
from liaison.complaints.projections.elsewhere import sees_menu
from liaison.complaints.queries import complaints as complaint_queries
from liaison.complaints.queries import figures as queries
from liaison.complaints.rules import figures as rules
from liaison.complaints.views.room import blueprint
from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.web.access import access, actor
from liaison.web.frame import draw
from liaison.web.language import tr

SPAN = timedelta(days=365)
READERS = {Role.OFFICER, Role.HEAD_OF_SUPERVISION, Role.ORGANISER, Role.OBSERVER}


def _why_not_figures(user: Actor, _thing: object) -> Refusal | None:
    if user.roles & READERS:
        return None
    return Refusal(N_("统计供双方经办人、会议组织人和司法局观察员查阅。"), kind="forbidden")


def _why_not_rights(user: Actor, _thing: object) -> Refusal | None:
    return None if sees_menu(user) else Refusal(N_("供双方人员查阅。"), kind="forbidden")


@blueprint.get("/figures")
@access(load=lambda user: None, why_not=_why_not_figures)
def figures(_loaded: None) -> ResponseReturnValue:
    """The same counts for both directions, within a year; outside of the own side nothing below five."""
    last = clock.today()
    first = last - SPAN
    tables = []
    for direction in Direction:
        is_own = actor().side is direction.side
        rows = rules.by_group(queries.by_group(direction, first, last))
        shown = rows if is_own else rules.merged(rows)
        days = queries.days_to_reply(direction, first, last)
        whole = rules.total(rows, tr(N_("合计")))
        is_told = is_own or not rules.is_small(whole)
        tables.append((direction, tr(DIRECTION_LABELS[direction]), shown, whole if is_told else None,
                       days if is_told and whole.replied else None, is_own))  # fmt: skip
    categories = [
        (one, count)
        for one in complaint_queries.categories()
        if one.direction.side is actor().side and Role.OFFICER in actor().roles
        and (count := queries.of_category(one.id, first, last)) >= rules.LEAST
    ]  # fmt: skip
    return draw(
        "complaints/figures.html", tables=tables, first=first, last=last, patterns=categories, least=rules.LEAST
    )


@blueprint.get("/rights")
@access(load=lambda user: None, why_not=_why_not_rights)
def rights(_loaded: None) -> ResponseReturnValue:
    """What the person complained of may do, and what is never done to him or her."""
    return draw("complaints/rights.html")
