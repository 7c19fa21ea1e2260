"""The register of duty lawyers: list, enrol, one lawyer's page, leave, and the verbs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Move
from liaison.core.sides import Actor, Role, Side
from liaison.reception.forms.lawyers import EnrolForm, LeaveForm, SelectedForm
from liaison.reception.forms.rota import ReasonForm
from liaison.reception.models import DutyLawyer
from liaison.reception.projections import register as shown
from liaison.reception.queries import duties as duty_queries
from liaison.reception.queries import lawyers as queries
from liaison.reception.queries import listing, roster
from liaison.reception.queries.listing import LawyerFilters
from liaison.reception.rules import lawyers as rules
from liaison.reception.rules.moves import LAWYER_MOVES
from liaison.reception.services import lawyers as services
from liaison.reception.views.room import ONE, register, speciality_choices, why_not_lawyer
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

OFFICE = holding(Role.OFFICER, side=Side.BAR)
YEAR = timedelta(days=365)
TABS = (("", N_("参加值班"), "active"), ("disabled", N_("已停止值班"), "disabled"), ("all", N_("全部"), ""))
COLUMNS = (
    N_("姓名"), N_("律师事务所"), N_("专长"), N_("执业起始"), N_("可以值班的日子"), N_("律师事务所同意日期"),
    N_("近一年值班次数"), N_("选入日期"), N_("状态"), N_("备注"),
)  # fmt: skip


@register.get("")
@access(OFFICE)
def index() -> ResponseReturnValue:
    """The register, filtered, or its spreadsheet."""
    filters = LawyerFilters(**lists.asked("q", "status", "speciality"))
    statement = listing.listed_lawyers(actor(), filters)
    today = clock.today()
    duties = duty_queries.counts(today - YEAR, today)
    if lists.is_export():
        rows = lists.every_row(statement, listing.LAWYER_ORDER, "name")
        return spreadsheet(_("值班律师名单"), [tr(column) for column in COLUMNS], _cells(rows, duties))
    page = lists.paginate(statement, listing.LAWYER_ORDER, "name")
    counts = listing.count_lawyers(actor())
    counts[""] = sum(counts.values())
    return draw(
        "reception/lawyers/index.html",
        page=replace(page, rows=[shown.as_seen(lawyer, duties.get(lawyer.id, 0)) for lawyer in page.rows]),
        tabs=[
            (tr(label), page.filters_url(status=word), counts.get(count, 0), filters.status == word)
            for word, label, count in TABS
        ],
        filters=filters,
        specialities=speciality_choices(),
        party_members=roster.count_party_members([each.person_id for each in queries.active()]),
        active=counts.get("active", 0),
    )


@register.route("/enrol", methods=["GET", "POST"])
@access(OFFICE)
def enrol() -> ResponseReturnValue:
    """Select a lawyer of the roster."""
    form = EnrolForm(_candidates())
    if form.validate_on_submit():
        lawyer = attempt(form, services.enrol, int(form.person_id.data), form.selected(), actor())
        if lawyer is not None:
            flash(_("已选入%(name)s。", name=lawyer.name), "good")
            return _to(lawyer)
    if request.method == "GET":
        form.weekdays.data = ["0", "1", "2", "3", "4"]
    return draw("reception/lawyers/enrol.html", form=form)


@register.get(ONE)
@access(OFFICE, load=queries.get_visible)
def show(lawyer: DutyLawyer) -> ResponseReturnValue:
    """One duty lawyer: what the office knows, when he or she can come, the duties."""
    return _page(lawyer, LeaveForm())


@register.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(OFFICE, load=queries.get_visible, why_not=why_not_lawyer("amend"))
def amend(lawyer: DutyLawyer) -> ResponseReturnValue:
    """Change what the office says of a lawyer."""
    form = SelectedForm(obj=lawyer)
    if request.method == "GET":
        form.weekdays.data = [str(each) for each in lawyer.weekdays]
    if form.validate_on_submit() and attempt(form, services.amend, lawyer, form.selected(), actor(), form.seen_version):
        flash(_("修改已保存。"), "good")
        return _to(lawyer)
    return draw("reception/lawyers/amend.html", form=form, lawyer=shown.as_seen(lawyer, 0))


@register.post(f"{ONE}/leaves")
@access(OFFICE, load=queries.get_visible, why_not=why_not_lawyer("declare"))
def add_leave(lawyer: DutyLawyer) -> ResponseReturnValue:
    """Note when a lawyer cannot come."""
    form = LeaveForm()
    if form.validate_on_submit():
        hit = attempt(
            form, services.add_leave, lawyer, form.first_on.data, form.last_on.data, form.reason.data, actor()
        )
        if hit is not None:
            tell_leave(hit)
            return _to(lawyer)
    return _page(lawyer, form)


@register.post(f"{ONE}/leaves/<int:leave_id>/drop")
@access(OFFICE, load=lambda user, id, leave_id: (queries.get_visible(user, id), leave_id))
def drop_leave(step: tuple[DutyLawyer, int]) -> ResponseReturnValue:
    """Take a leave back."""
    lawyer, leave_id = step
    if Form().validate_on_submit():
        services.drop_leave(lawyer, leave_id, actor())
    return _to(lawyer)


@register.post(f"{ONE}/<verb>")
@access(
    OFFICE,
    load=lambda user, id, verb: _with_move(user, id, verb),
    why_not=lambda user, step: rules.why_not(step[1].verb, user, step[0]),
)
def make(step: tuple[DutyLawyer, Move]) -> ResponseReturnValue:
    """Take a lawyer off the rota, or put one back."""
    lawyer, row = step
    form = ReasonForm() if row.needs_reason else Form()
    reason = form.reason.data if row.needs_reason else ""
    if form.validate_on_submit() and attempt(
        form, services.make, lawyer, row.verb, actor(), reason=reason, seen=form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return _to(lawyer)
    return draw("reception/lawyers/reason.html", form=form, lawyer=shown.as_seen(lawyer, 0), move=row)


def tell_leave(hit: Sequence[Any]) -> None:
    """Say that a leave is noted, and which duties fall into it."""
    flash(_("已登记。"), "good")
    for duty in hit:
        flash(_("%(day)s已排有值班，请换班或者说明不能值班。", day=shown.date_text(duty.day.on)), "warn")


def _page(lawyer: DutyLawyer, form: LeaveForm) -> tuple[str, int]:
    today = clock.today()
    duties = duty_queries.of_lawyer(lawyer, today - 3 * YEAR, today + YEAR)
    return draw(
        "reception/lawyers/show.html",
        lawyer=shown.as_seen(lawyer, duty_queries.counts(today - YEAR, today).get(lawyer.id, 0)),
        open_moves=[move for move in rules.open_moves(actor(), lawyer) if move.verb != "declare"],
        may_declare=rules.why_not("declare", actor(), lawyer) is None,
        duties=duties[::-1],
        leaves=lawyer.leaves,
        form=form,
    )


def _with_move(user: Actor, id: int, verb: str) -> tuple[DutyLawyer, Move]:
    if verb not in LAWYER_MOVES or not LAWYER_MOVES[verb].is_simple:
        raise NotFound
    return queries.get_visible(user, id), LAWYER_MOVES[verb]


def _candidates() -> list[tuple[int, str]]:
    """The lawyers of the roster who are not on the register yet, by firm and name."""
    firms = [unit.id for unit in features().offer("units")(Side.BAR) if unit.kind == "law_firm"]
    there = {each.person_id for each in queries.everybody()}
    people = features().offer("people_of")(firms)
    return [
        (each.id, f"{each.name}（{each.unit}）") for each in people if each.kind == "lawyer" and each.id not in there
    ]


def _cells(rows: Sequence[DutyLawyer], duties: dict[int, int]) -> list[Sequence[Any]]:
    return [_row(shown.as_seen(lawyer, duties.get(lawyer.id, 0))) for lawyer in rows]


def _row(lawyer: shown.SeenLawyer) -> Sequence[Any]:
    return (
        lawyer.name, lawyer.firm, lawyer.known_for, lawyer.practising_since, lawyer.weekdays, lawyer.consented_on,
        lawyer.duties, lawyer.enrolled_on, tr(lawyer.status_label), lawyer.note,
    )  # fmt: skip


def _to(lawyer: DutyLawyer) -> ResponseReturnValue:
    return redirect(url_for("duty_lawyers.show", id=lawyer.id), 303)
