"""The audit trail: filtered, exported, and where its chain stands."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.messages import N_
from liaison.oversight import projections as shown
from liaison.oversight import services
from liaison.oversight.queries import trail as queries
from liaison.oversight.views.room import AUDITORS, blueprint
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr

COLUMNS = (
    N_("序号"),
    N_("时间"),
    N_("操作人"),
    N_("操作"),
    N_("操作名称"),
    N_("对象"),
    N_("对象编号"),
    N_("详情"),
    N_("校验值"),
)


@blueprint.get("/audit")
@access(AUDITORS)
def audit() -> ResponseReturnValue:
    """The entries, the newest first, or the spreadsheet of exactly what is filtered."""
    words = lists.asked("q", "action", "person", "kind", "since", "until")
    thing, since, until = lists.asked_number("thing"), _day(words.pop("since")), _day(words.pop("until"))
    statement = queries.entries(**words, thing=thing, since=since, until=until)
    if lists.is_export():
        rows = lists.every_row(statement.limit(queries.MOST_EXPORTED), queries.ORDER, queries.NEWEST)
        names = queries.names(row.actor_id for row in rows)
        cells = [shown.entry_cells(row, names) for row in rows]
        services.note_export(actor(), len(cells), request.args.to_dict())
        return spreadsheet(_("审计记录"), [tr(column) for column in COLUMNS], cells)
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    names = queries.names(row.actor_id for row in page.rows)
    return draw(
        "oversight/audit.html",
        page=page,
        rows=[shown.entry(row, names) for row in page.rows],
        words=words,
        thing=thing,
        since=since,
        until=until,
        chain=queries.chain(),
        actions=shown.actions_to_choose(queries.known_actions()),
        kinds=shown.kinds_to_choose(queries.known_kinds()),
    )


@blueprint.post("/audit/check")
@access(AUDITORS)
def check_trail() -> ResponseReturnValue:
    """Have the whole chain verified by the worker."""
    services.ask_for_check(actor())
    flash(_("已开始核对，稍后刷新本页查看结果。"), "info")
    return redirect(url_for("oversight.audit"), 303)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
