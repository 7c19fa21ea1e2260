"""The ledger of resolutions over all conferences, the page of one, and its verbs in the session."""

from datetime import date
from typing import Any, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.forms.resolutions import ResolutionForm, ResolveForm, as_filled, kept_names
from liaison.conferences.models import Conference, Resolution
from liaison.conferences.projections import holders
from liaison.conferences.projections import resolutions as shown
from liaison.conferences.projections.pages import name_of
from liaison.conferences.queries import ledger as ledger_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.conferences.queries.resolutions import LedgerFilters
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.services import resolutions as services
from liaison.conferences.views.room import (
    ONE,
    label_words,
    listed_units,
    person_named,
    state_of,
    to_conference,
    why_not,
)
from liaison.conferences.views.room import blueprint as conferences
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.papers.canonical import canonical_json
from liaison.store import papers, previews
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

OF_CONFERENCE = f"{ONE}/resolutions/<int(max=2147483647):resolution_id>"
NEWEST: Final = "-number"
MOST_PRINTED: Final = 1000
TABS: Final = (
    ("", N_("全部")),
    ("unsettled", N_("未办结")),
    ("overdue", N_("已逾期")),
    ("extended", N_("延期办理")),
    ("resting", N_("暂缓")),
    ("done", N_("已落实")),
    ("cancelled", N_("已取消")),
)
FURTHER_STATES: Final = (("open", N_("待办理")), ("under_way", N_("办理中")), ("unled", N_("主办单位已停用")))
COLUMNS: Final = (
    N_("编号"), N_("议定内容"), N_("会议"), N_("主办单位"), N_("主办方"), N_("会办单位"), N_("责任人"), N_("完成期限"),
    N_("延期次数"), N_("暂缓至"), N_("状态"), N_("历经会议次数"), N_("历经天数"), N_("办结日期"), N_("办结说明"),
    N_("确认人"),
)  # fmt: skip
PRINTED: Final = "议定事项台账"

blueprint = Blueprint("resolutions", __name__, url_prefix="/resolutions")
blueprint.context_processor(label_words)


@blueprint.get("")
@access()
def resolutions() -> ResponseReturnValue:
    """The resolutions that the person may see, filtered, or their spreadsheet."""
    user, filters, today = actor(), _filters(), clock.today()
    statement = resolution_queries.listed(user, filters, today)
    if lists.is_export():
        rows = lists.every_row(statement, resolution_queries.ORDER, NEWEST)
        ages = ledger_queries.ages(rows)
        return spreadsheet(_("议定事项"), [tr(column) for column in COLUMNS], [_cells(row, ages) for row in rows])
    counts = resolution_queries.count_by_status(user, today)
    if filters == LedgerFilters(status=filters.status) and filters.status in dict(TABS):
        page = lists.paginate_counted(statement, resolution_queries.ORDER, NEWEST, counts[filters.status])
    else:
        page = lists.paginate(statement, resolution_queries.ORDER, NEWEST)
    return draw(
        "conferences/resolutions/resolutions.html",
        page=page,
        filters=filters,
        saved=lists.saved(user, lambda asked: resolution_queries.listed(user, _filters(asked), today)),
        tabs=[
            (tr(label), page.filters_url(status=word or None), counts.get(word, 0), filters.status == word)
            for word, label in TABS
        ],
        statuses=[(word, tr(label)) for word, label in (*TABS[1:], *FURTHER_STATES)],
        sides=[(side.value, tr(label)) for side, label in SIDE_LABELS.items()],
        leads=[(name, name) for name in resolution_queries.leads(user)],
        conferences=[(row.id, name_of(row)) for row in resolution_queries.conferences_with(user)],
        ages=ledger_queries.ages(page.rows),
        opens=queries.visible_ids(user, {row.conference_id for row in page.rows}),
        days={row.id: days_of(row, today) for row in page.rows},
        states={row.id: state_of(row) for row in page.rows},
        print_url=f"{url_for('resolutions.print_ledger')}?{request.query_string.decode()}",
    )


@blueprint.post("/print")
@access()
def print_ledger() -> ResponseReturnValue:
    """What is filtered as a paper; the worker makes it."""
    user, today = actor(), clock.today()
    statement = resolution_queries.listed(user, _filters(), today)
    rows = lists.every_row(statement.limit(MOST_PRINTED + 1), resolution_queries.ORDER, NEWEST)
    if len(rows) > MOST_PRINTED:
        raise RuleBroken(N_("一次最多打印%(n)s项，请先筛选。"), n=MOST_PRINTED)
    with force_locale("zh"):
        states = {row.id: state_of(row)[0] for row in rows}
    issuer = "、".join(name for name in features().offer("association_names")() if name)
    facts = shown.ledger_paper(rows, ledger_queries.ages(rows), states, issuer, today)
    back = url_for("resolutions.resolutions")
    preview = previews.ask("register", PRINTED, canonical_json(facts), papers.watermark(), back, user)
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.get(ONE)
@access(load=resolution_queries.get_visible)
def resolution(resolution: Resolution) -> ResponseReturnValue:
    """One resolution: who answers for it, by when, what was done, what became of it, and where it comes up next."""
    user, today = actor(), clock.today()
    units = resolution_queries.units_of(user)
    may = {
        move.verb: rules.why_not_resolution(move.verb, user, resolution, units, today) is None
        for move in rules.RESOLUTION_MOVES
    }
    follows = user.side is not None or rules.concerns(user, resolution, units)
    next_conference = ledger_queries.next_of(resolution) if follows else None
    appearances = resolution_queries.appearances(resolution) if follows else []
    named = {resolution.conference_id, *(row.conference_id for row in appearances)}
    notes = [event for event in reversed(resolution.events) if event.verb == "report"] if follows else []
    return draw(
        "conferences/resolutions/resolution.html",
        resolution=resolution,
        conference=resolution.conference,
        origin=_origin(user, resolution),
        opens=queries.visible_ids(user, named | ({next_conference.id} if next_conference else set())),
        state=state_of(resolution),
        age=ledger_queries.ages([resolution]).get(resolution.id),
        days=days_of(resolution, today),
        is_overdue=rules.is_overdue(resolution, today),
        is_resting=rules.is_resting(resolution, today),
        is_unled=not resolution.is_settled and resolution.lead_id in features().offer("retired_units")(),
        is_followed=follows and resolution.number is not None and not resolution.is_settled,
        next_conference=next_conference,
        appearances=appearances,
        notes=notes,
        note_files=features().offer("file_counts")(holders.NOTE, [note.id for note in notes]) if notes else {},
        events=shown.timeline(resolution) if follows else [],
        may=may,
        moves=rules.RESOLUTION_MOVES,
        files=features().offer("files_of")(holders.resolution_holder(user, resolution)),
        raised_opinions=features().offer("raised_opinions")(user, "resolution", resolution.id),
        base_url=url_for("resolutions.resolution", id=resolution.id),
    )


@conferences.route(f"{ONE}/resolutions/add", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("resolve"))
def resolve(conference: Conference) -> ResponseReturnValue:
    """Note a resolution while in session."""
    form = ResolveForm(listed_units(), _items(conference), data={"item": str(lists.asked_number("item") or "")})
    if form.validate_on_submit() and attempt(
        form, services.resolve, conference, *_content(form), by=actor(), **_known(form)
    ):
        flash(_("议定事项已登记。"), "good")
        return to_conference(conference, "resolutions")
    return draw("conferences/resolutions/form.html", form=form, conference=conference, resolution=None)


@conferences.route(f"{OF_CONFERENCE}/amend", methods=["GET", "POST"])
@access(load=resolution_queries.get_of, why_not=why_not("resolve"))
def amend_resolution(resolution: Resolution) -> ResponseReturnValue:
    """Change a resolution while in session."""
    units, conference = listed_units(), resolution.conference
    filled, kept = as_filled(resolution, units), kept_names(resolution, units)
    form = ResolutionForm(units, _items(conference), kept, data=filled)
    if form.validate_on_submit() and attempt(
        form, services.amend, resolution, *_content(form), by=actor(), seen=form.seen_version, **_known(form)
    ):
        flash(_("修改已保存。"), "good")
        return to_conference(conference, "resolutions")
    return draw("conferences/resolutions/form.html", form=form, conference=conference, resolution=resolution)


@conferences.post(f"{OF_CONFERENCE}/remove")
@access(load=resolution_queries.get_of, why_not=why_not("resolve"))
def remove_resolution(resolution: Resolution) -> ResponseReturnValue:
    """Strike a resolution while in session."""
    conference = services.remove(resolution, by=actor())
    flash(_("议定事项已删除。"), "good")
    return to_conference(conference, "resolutions")


def days_of(resolution: Resolution, today: date) -> int | None:
    """How many days an open resolution is old; a settled one has no age."""
    return None if resolution.is_settled else (today - resolution.conference.held_on).days


def _filters(of: lists.Asked | None = None) -> LedgerFilters:
    """What the address asks for, or a saved filter."""
    words = lists.asked("q", "status", "side", "lead", "person", "mine", of=of)
    first, last = lists.asked_day("from", of), lists.asked_day("to", of)
    return LedgerFilters(
        **words,
        conference_id=lists.asked_number("conference", of),
        first=first,
        last=last,
        held_since=lists.asked_day("held-from", of),
        held_until=lists.asked_day("held-to", of),
    )


def _items(conference: Conference) -> list[tuple[int, str]]:
    return [(item.id, f"{place}. {item.title}") for place, item in enumerate(conference.items, 1)]


def _content(form: ResolutionForm) -> tuple[Any, ...]:
    """What the form says, in the order of the services."""
    return form.text.data, form.chosen_lead, form.joint_names, form.person.data, form.due_on.data, form.item_id


def _known(form: ResolutionForm) -> dict[str, Any]:
    """What of it the directory knows: the joint units, and the person where the name is of one of the units."""
    unit_ids = [id for id in (form.chosen_lead.id, *form.joint_ids) if id is not None]
    return {"joint_ids": form.joint_ids, "person_id": person_named(form.person.data, unit_ids)}


def _cells(row: Resolution, ages: dict[int, int]) -> tuple[Any, ...]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    return (
        row.full_number,
        row.text,
        row.conference.title,
        row.lead_name,
        tr(SIDE_LABELS[row.lead_side]) if row.lead_side else None,
        "、".join(row.joint_names),
        row.person,
        row.due_on,
        row.extensions or None,
        row.rest_until if rules.is_resting(row, clock.today()) else None,
        state_of(row)[0],
        ages.get(row.id),
        days_of(row, clock.today()),
        row.done_on,
        row.done_note,
        row.confirmed_by,
    )


def _origin(user: Actor, resolution: Resolution) -> Any:
    """The old ledger that the resolution came out of, where it did."""
    is_old = resolution.conference.is_from_archive
    return features().offer("imported_from")(user, "resolutions", resolution.id) if is_old else None
