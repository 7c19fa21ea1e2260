"""The register of court cases: list, entry, closing."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.moves import Move, Refusal, refuse
from liaison.core.sides import Actor, Role, Side
from liaison.ratings import queries, rules, services
from liaison.ratings.forms.cases import CaseForm, ConcludeForm, FileCaseForm, ReasonForm, shown
from liaison.ratings.models import KIND_LABELS, RATING_LABELS, STATUS_LABELS, STATUS_TONES, CourtCase
from liaison.ratings.queries import Filters
from liaison.ratings.views.room import CASE, blueprint, choices, directory
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

COLUMNS = (N_("案号"), N_("法院"), N_("案件类别"), N_("状态"), N_("办结日期"), N_("互评期限"))


def _why_not(verb: str) -> Callable[[Actor, CourtCase], Refusal | None]:
    """Whether the page of a verb opens; what somebody typed meets the service, which refuses with both texts."""

    def why_not(user: Actor, court_case: CourtCase) -> Refusal | None:
        refusal = rules.why_not_case(verb, user, court_case)
        is_late = request.method == "POST" and refusal is not None and refusal.kind == "state"
        return None if is_late else refusal

    return why_not


@blueprint.get("/cases")
@access(holding(Role.OFFICER))
def cases() -> ResponseReturnValue:
    """The court cases on file, filtered, or their spreadsheet."""
    filters = Filters(**lists.asked("q", "status"), court_id=lists.asked_number("court"))
    statement = queries.listed(actor(), filters)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        courts = _court_names({row.court_id for row in rows})
        cells = [
            (row.number, courts.get(row.court_id, ""), tr(KIND_LABELS[row.kind]), tr(STATUS_LABELS[row.status]),
             row.closed_on, row.due_on)
            for row in rows
        ]  # fmt: skip
        return spreadsheet(_("案件"), [tr(column) for column in COLUMNS], cells)
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    return draw(
        "ratings/cases.html",
        page=page,
        filters=filters,
        courts=_court_names({row.court_id for row in page.rows}),
        court_choices=[(unit.id, unit.title) for unit in features().offer("units")(Side.BENCH)],
        statuses=[(status.value, tr(label)) for status, label in STATUS_LABELS.items()],
        kinds=KIND_LABELS,
        labels=STATUS_LABELS,
        tones=STATUS_TONES,
        may_file=rules.why_not_case("file", actor(), None) is None,
    )


@blueprint.route("/cases/file", methods=["GET", "POST"])
@access(holding(Role.OFFICER))
def file() -> ResponseReturnValue:
    """Enter a court case."""
    refuse(rules.why_not_case("file", actor(), None))
    form = FileCaseForm(*choices(directory()))
    if form.validate_on_submit() and (made := attempt(form, services.file, form.particulars(), actor())):
        flash(_("已登记。"), "good")
        return _to(made)
    return draw("ratings/case_form.html", form=form, court_case=None)


@blueprint.get(CASE)
@access(load=queries.get_visible)
def case(court_case: CourtCase) -> ResponseReturnValue:
    """One court case: its people, and how many have answered, never who or what."""
    ids = [row.person_id for row in court_case.people]
    return draw(
        "ratings/case.html",
        court_case=court_case,
        people=features().cards(actor(), "person", ids),
        court=_court_names({court_case.court_id}).get(court_case.court_id, ""),
        counts=[(RATING_LABELS[status], count) for status, count in queries.count_ratings(court_case.id).items()],
        open_moves=rules.open_moves(actor(), court_case),
        kinds=KIND_LABELS,
        labels=STATUS_LABELS,
        tones=STATUS_TONES,
        base_url=url_for("ratings.case", id=court_case.id),
    )


@blueprint.route(f"{CASE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("amend"))
def amend(court_case: CourtCase) -> ResponseReturnValue:
    """Correct a court case that is under way."""
    form = CaseForm(*choices(directory()), data=shown(court_case))
    if form.validate_on_submit() and attempt(
        form, services.amend, court_case, form.particulars(), actor(), form.seen_version
    ):
        flash(_("修改已保存。"), "good")
        return _to(court_case)
    return draw("ratings/case_form.html", form=form, court_case=court_case)


@blueprint.route(f"{CASE}/conclude", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=_why_not("conclude"))
def conclude(court_case: CourtCase) -> ResponseReturnValue:
    """It is closed: ask its people."""
    form = ConcludeForm(data={"closed_on": clock.today(), "version": court_case.version})
    if form.validate_on_submit() and attempt(
        form, services.conclude, court_case, form.closed_on.data, actor(), form.seen_version
    ):
        flash(_("已登记办结，并通知法官和律师互评。"), "good")
        return _to(court_case)
    return draw("ratings/conclude.html", form=form, court_case=court_case)


@blueprint.post(f"{CASE}/<verb>")
@access(load=queries.get_with_move, why_not=lambda user, step: rules.why_not_case(step[1].verb, user, step[0]))
def move(step: tuple[CourtCase, Move]) -> ResponseReturnValue:
    """Take back what was entered in error."""
    court_case, row = step
    form: Form = ReasonForm()
    if form.validate_on_submit() and attempt(
        form, services.withdraw, court_case, form["reason"].data, actor(), form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return _to(court_case)
    return draw("ratings/move.html", form=form, court_case=court_case, move=row)


def _court_names(ids: set[int]) -> dict[int, str]:
    return {id: card.title for id, card in features().cards(actor(), "organisation", ids).items()}


def _to(court_case: CourtCase) -> ResponseReturnValue:
    return redirect(url_for("ratings.case", id=court_case.id), 303)
