"""The register of issued minutes."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.models import KIND_LABELS, Conference
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.core import clock
from liaison.core.messages import N_
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr
from liaison.web.paper_files import verification_code

COLUMNS = (
    N_("文号"), N_("标题"), N_("类别"), N_("会议"), N_("会议日期"), N_("印发日期"), N_("验证码"), N_("内容校验值"),
)  # fmt: skip

blueprint = Blueprint("minutes", __name__, url_prefix="/minutes")


@blueprint.get("")
@access()
def register() -> ResponseReturnValue:
    """Issued minutes that the person may see, filtered, or their spreadsheet."""
    user, words, year = actor(), lists.asked("q", "kind"), lists.asked_number("year")
    statement = queries.issued(user, **words, year=year)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        return spreadsheet(_("会议纪要"), [tr(column) for column in COLUMNS], [_cells(row) for row in rows])
    return draw(
        "conferences/minutes/register.html",
        page=lists.paginate(statement, queries.ORDER, queries.NEWEST),
        words=words,
        year=year,
        kinds=[(kind.value, tr(label)) for kind, label in KIND_LABELS.items()],
        years=[(year, year) for year in queries.years(user)],
        may_archive=conference_rules.why_not("archive", user, None) is None,
    )


def _cells(conference: Conference) -> tuple[Any, ...]:
    """One row of the spreadsheet, in the order of COLUMNS; old minutes have neither code nor hash."""
    paper, kind = conference.paper, tr(KIND_LABELS[conference.kind])
    if paper is None:
        number = conference.archived.number if conference.archived else ""
        return (number, f"{conference.title}纪要", kind, conference.title, conference.held_on, None, None, None)
    return (
        paper.number,
        paper.title,
        kind,
        conference.title,
        conference.held_on,
        clock.local(paper.issued_at).date(),
        verification_code(paper),
        paper.facts_sha256,
    )
