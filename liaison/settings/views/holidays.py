"""The pages of holidays: a year at a glance, its arrangement typed in or changed, and taken in from a spreadsheet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from liaison.core import clock as time
from liaison.core.calendar import Arrangement
from liaison.core.sides import Role
from liaison.papers.sheet import CellError
from liaison.settings import queries
from liaison.settings.forms import holidays as workbook
from liaison.settings.forms.holidays import HolidaysForm, UploadForm
from liaison.settings.models import Subject
from liaison.settings.projections import months as calendar
from liaison.settings.projections.months import Count
from liaison.settings.queries import Year
from liaison.settings.rules.spans import Span, is_year, spans_of
from liaison.settings.services import holidays as services
from liaison.settings.services.holidays import Foreseen
from liaison.settings.views.room import CHANGERS, MOST_SHOWN, READERS, blueprint, is_confirmed
from liaison.store import holidays, unit
from liaison.web import workbooks
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw, features


@blueprint.get("/holidays")
@access(READERS)
def holidays_page() -> ResponseReturnValue:
    """This year."""
    return _show(queries.get_year(actor(), time.today().year))


@blueprint.get("/holidays/<int:year>")
@access(READERS, load=queries.get_year)
def year(year: Year) -> ResponseReturnValue:
    """A year at a glance: twelve months, what is arranged, and what was changed."""
    return _show(year)


@blueprint.route("/holidays/<int:year>/arrange", methods=["GET", "POST"])
@outside_transaction
@access(CHANGERS, load=queries.get_year)
def arrange(year: Year) -> ResponseReturnValue:
    """Type in or change a year's arrangement: first what would move, then, once that was looked at, the change."""
    form, foreseen = HolidaysForm(), None
    if not form.is_submitted():
        form = _form_of(year)
    elif form.validate():
        if is_confirmed() and _arranged(form, year.number):
            return redirect(url_for("settings.year", year=year.number), 303)
        year = queries.get_year(actor(), year.number)
        foreseen = _foreseen(form, year.number, form.spans())
    return _draw_form(form, year, foreseen)


@blueprint.route("/holidays/<int:year>/import", methods=["GET", "POST"])
@outside_transaction
@access(CHANGERS, load=queries.get_year)
def import_holidays(year: Year) -> ResponseReturnValue:
    """Read a workbook into the form of the year, where it is looked at, completed and confirmed."""
    form, faults = UploadForm(), tuple[CellError, ...]()
    if form.validate_on_submit():
        spans, faults = workbooks.read(form, workbook.read, form.file.data.read()) or ([], ())
        if spans and not faults:
            return _read_in(year, spans)
        workbooks.blame_cells(form, faults)
    return draw("settings/holidays_import.html", form=form, year=year.number, faults=workbooks.told(faults))


@blueprint.get("/holidays/template")
@access(CHANGERS)
def holidays_template() -> ResponseReturnValue:
    """The empty workbook; its name and content are Chinese like all that goes round among offices."""
    return attachment(workbook.template(), "节假日安排模板.xlsx", SPREADSHEET)


def _show(year: Year) -> ResponseReturnValue:
    months = calendar.months(year.number, holidays.arrangements())
    years = holidays.arranged_years()
    today = time.today()
    return draw(
        "settings/holidays.html",
        year=year.number,
        notice=year.notice,
        is_arranged=year.number in years,
        months=months,
        month_names=[format_date(date(year.number, month.number, 1), "LLLL") for month in months],
        figures=[
            Count(_("工作日"), calendar.count(months, "work", "make-up")),
            Count(_("放假"), calendar.count(months, "holiday")),
            Count(_("调休上班"), calendar.count(months, "make-up")),
        ],
        spans=_spans(year),
        neighbours=[each for each in (year.number - 1, year.number + 1) if is_year(each, today)],
        missing=[each for each in (today.year, today.year + 1) if each not in years],
        history=queries.history(Subject.HOLIDAYS, year.notice.id) if year.notice else [],
        may_change=actor().has(Role.ADMINISTRATOR),
    )


def _spans(year: Year) -> list[Span]:
    days = year.notice.days if year.notice else []
    return spans_of(Arrangement(day.day, day.is_working, day.name) for day in days)


def _form_of(year: Year) -> HolidaysForm:
    source, version = (year.notice.source, year.notice.version) if year.notice else ("", 0)
    return workbook.filled(_spans(year), source=source, version=str(version))


def _read_in(year: Year, spans: Sequence[Span]) -> ResponseReturnValue:
    """The form of the year with what the workbook says, as if it had been typed in and looked at."""
    form = workbook.filled(spans, source="", version=str(year.notice.version if year.notice else 0))
    form.form_errors = []
    foreseen = _foreseen(form, year.number, spans)
    return _draw_form(form, year, foreseen)


def _foreseen(form: HolidaysForm, year: int, spans: Sequence[Span]) -> Foreseen | None:
    foreseen = attempt(form, services.foresee, year, spans, features().deadlines())
    form.seen.data = foreseen.fingerprint if foreseen else ""
    return foreseen


def _arranged(form: HolidaysForm, year: int) -> bool:
    with unit.transaction():
        change = attempt(
            form, services.arrange, year, form.spans(), form.source.data, form.reason.data, features().deadlines(),
            by=actor(), version=form.seen_version, seen=form.seen.data or "",
        )  # fmt: skip
        moved = change.moved_count if change else 0
    if change is None:
        return False
    flash(_("%(year)s年的安排已保存，%(n)s 个在办期限随之变动。", year=str(year), n=moved), "good")
    return True


def _draw_form(form: HolidaysForm, year: Year, foreseen: Foreseen | None) -> ResponseReturnValue:
    columns = [(field.label.text, "") for field in form.lines[0].form]
    words: dict[str, Any] = {"year": year.number, "is_new": year.notice is None, "columns": columns}
    return draw("settings/holidays_form.html", form=form, foreseen=foreseen, most=MOST_SHOWN, **words)
