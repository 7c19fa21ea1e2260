"""The ledger of resolutions over all conferences, the page of one, and its verbs in and after the session."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.forms.resolutions import CancelForm, ConfirmForm, ResolutionForm, ResolveForm, as_filled
from liaison.conferences.models import Conference, Resolution
from liaison.conferences.projections import holders
from liaison.conferences.projections.pages import name_of
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.rules import resolutions as resolution_rules
from liaison.conferences.services import resolutions as services
from liaison.conferences.services.resolutions import Lead
from liaison.conferences.views.room import ONE, state_of, to_conference, units, why_not, why_not_resolution
from liaison.conferences.views.room import blueprint as conferences
from liaison.core import clock
from liaison.core.messages import N_
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

OF_CONFERENCE = f"{ONE}/resolutions/<int(max=2147483647):resolution_id>"
OVERDUE = "overdue"
TABS = (
    ("", N_("全部")),
    ("open", N_("办理中")),
    (OVERDUE, N_("已逾期")),
    ("done", N_("已落实")),
    ("cancelled", N_("已取消")),
)
COLUMNS = (
    N_("编号"), N_("议定内容"), N_("会议"), N_("主办单位"), N_("会办单位"), N_("责任人"), N_("完成期限"), N_("状态"),
    N_("历经会议次数"), N_("办结日期"), N_("办结说明"), N_("确认人"),
)  # fmt: skip

blueprint = Blueprint("resolutions", __name__, url_prefix="/resolutions")


@blueprint.get("")
@access()
def resolutions() -> ResponseReturnValue:
    """The resolutions that the person may see, filtered, or their spreadsheet."""
    user, words = actor(), lists.asked("q", "status", "lead")
    conference_id, today = lists.asked_number("conference"), clock.today()
    statement = resolution_queries.listed(user, **words, conference_id=conference_id, today=today)
    if lists.is_export():
        rows = lists.every_row(statement, resolution_queries.ORDER, "-number")
        ages = resolution_queries.ages(rows)
        return spreadsheet(_("议定事项"), [tr(column) for column in COLUMNS], [_cells(row, ages) for row in rows])
    page = lists.paginate(statement, resolution_queries.ORDER, "-number")
    counts = resolution_queries.count_by_status(user, today)
    return draw(
        "conferences/resolutions.html",
        page=page,
        words=words,
        conference_id=conference_id,
        tabs=[
            (tr(label), page.filters_url(status=word or None), counts.get(word, 0), words["status"] == word)
            for word, label in TABS
        ],
        leads=[(name, name) for name in resolution_queries.leads(user)],
        conferences=[(row.id, name_of(row)) for row in resolution_queries.conferences_with(user)],
        ages=resolution_queries.ages(page.rows),
        states={row.id: state_of(row) for row in page.rows},
    )


@blueprint.get(ONE)
@access(load=resolution_queries.get_visible)
def resolution(resolution: Resolution) -> ResponseReturnValue:
    """One resolution: who answers for it, by when, and what became of it."""
    open_moves = [
        move
        for move in resolution_rules.RESOLUTION_MOVES
        if resolution_rules.why_not_resolution(move.verb, actor(), resolution) is None
    ]
    return draw(
        "conferences/resolution.html",
        resolution=resolution,
        conference=resolution.conference,
        state=state_of(resolution),
        age=resolution_queries.ages([resolution]).get(resolution.id),
        open_moves=open_moves,
        files=features().offer("files_of")(holders.resolution_holder(actor(), resolution)),
        raised_opinions=features().offer("raised_opinions")(actor(), "resolution", resolution.id),
        base_url=url_for("resolutions.resolution", id=resolution.id),
    )


@blueprint.route(f"{ONE}/confirm", methods=["GET", "POST"])
@access(load=resolution_queries.get_visible, why_not=why_not_resolution("confirm"))
def confirm(resolution: Resolution) -> ResponseReturnValue:
    """Note that it is done."""
    form = ConfirmForm(data={"done_on": clock.today(), "version": resolution.version})
    if form.validate_on_submit() and attempt(
        form, services.confirm, resolution, form.done_on.data, form.note.data, by=actor(), seen=form.seen_version
    ):
        flash(_("%(number)s已确认落实。", number=resolution.full_number), "good")
        return _to(resolution)
    return draw("conferences/confirm.html", form=form, resolution=resolution)


@blueprint.post(f"{ONE}/cancel")
@access(load=resolution_queries.get_visible, why_not=why_not_resolution("cancel"))
def cancel(resolution: Resolution) -> ResponseReturnValue:
    """Give it up, with the reason."""
    form = CancelForm()
    if form.validate_on_submit() and attempt(
        form, services.cancel, resolution, form.reason.data, by=actor(), seen=form.seen_version
    ):
        flash(_("%(number)s已取消。", number=resolution.full_number), "good")
        return _to(resolution)
    return draw("conferences/cancel_resolution.html", form=form, resolution=resolution)


@conferences.route(f"{ONE}/resolutions/add", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("resolve"))
def resolve(conference: Conference) -> ResponseReturnValue:
    """Note a resolution while in session."""
    form = ResolveForm(units(), _items(conference), data={"item": str(lists.asked_number("item") or "")})
    if form.validate_on_submit() and attempt(form, services.resolve, conference, *_content(form), by=actor()):
        flash(_("议定事项已登记。"), "good")
        return to_conference(conference, "resolutions")
    return draw("conferences/resolution_form.html", form=form, conference=conference, resolution=None)


@conferences.route(f"{OF_CONFERENCE}/amend", methods=["GET", "POST"])
@access(load=resolution_queries.get_of, why_not=why_not("resolve"))
def amend_resolution(resolution: Resolution) -> ResponseReturnValue:
    """Change a resolution while in session."""
    known, conference = units(), resolution.conference
    form = ResolutionForm(known, _items(conference), data=as_filled(resolution, known))
    if form.validate_on_submit() and attempt(
        form, services.amend, resolution, *_content(form), by=actor(), seen=form.seen_version
    ):
        flash(_("修改已保存。"), "good")
        return to_conference(conference, "resolutions")
    return draw("conferences/resolution_form.html", form=form, conference=conference, resolution=resolution)


@conferences.post(f"{OF_CONFERENCE}/remove")
@access(load=resolution_queries.get_of, why_not=why_not("resolve"))
def remove_resolution(resolution: Resolution) -> ResponseReturnValue:
    """Strike a resolution while in session."""
    conference = services.remove(resolution, by=actor())
    flash(_("议定事项已删除。"), "good")
    return to_conference(conference, "resolutions")


def _items(conference: Conference) -> list[tuple[int, str]]:
    return [(item.id, f"{place}. {item.title}") for place, item in enumerate(conference.items, 1)]


def _content(form: ResolutionForm) -> tuple[Any, ...]:
    """What the form says, in the order of the services."""
    lead = Lead(int(form.lead.data), form.unit_names[form.lead.data]) if form.lead.data else Lead()
    return form.text.data, lead, form.joint_names, form.person.data, form.due_on.data, form.item_id


def _cells(row: Resolution, ages: dict[int, int]) -> tuple[Any, ...]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    return (
        row.full_number,
        row.text,
        row.conference.title,
        row.lead_name,
        "、".join(row.joint_names),
        row.person,
        row.due_on,
        state_of(row)[0],
        ages.get(row.id),
        row.done_on,
        row.done_note,
        row.confirmed_by,
    )


def _to(resolution: Resolution) -> ResponseReturnValue:
    return redirect(url_for("resolutions.resolution", id=resolution.id), 303)
