"""The page of all figures of a period, and the same as spreadsheet, JSON and report."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.moves import Refusal
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.summaries.models import SummaryKind
from liaison.summaries.projections import exports
from liaison.summaries.projections.counting import count, offered_places
from liaison.summaries.projections.pages import charts_of
from liaison.summaries.rules import kinds, moves
from liaison.summaries.rules.book import Book, read_place, snapshot
from liaison.summaries.rules.moves import NOT_STAFF, is_officer, is_staff
from liaison.summaries.services import summaries as services
from liaison.summaries.views.room import blueprint
from liaison.web import figures as pages
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import Form
from liaison.web.frame import draw
from liaison.web.language import spell, tr


def _why_not(user: Actor, _thing: object) -> Refusal | None:
    return None if is_staff(user) else NOT_STAFF


@blueprint.get("")
@access(load=lambda user: user, why_not=_why_not)
def figures(_user: Actor) -> ResponseReturnValue:
    """Every figure of a period beside earlier ones; narrowed to a court, district or side where records tell."""
    period, problem = _asked()
    # Whoever of a side is not of its office reads small counts no more than the other side, and gets no way to records.
    reader = actor().side if is_officer(actor()) else None
    places = offered_places(period, reader)
    word = request.args.get("place", "")
    book = count(period, reader, read_place(word) if word in places else None)
    if (wanted := request.args.get("format", "")) in {"xlsx", "json"}:
        return _data(book, wanted)
    return draw(
        "summaries/figures.html",
        period=period,
        problem=problem,
        usual=pages.usual_periods(),
        places=[(key, label) for key, label in places.items()],
        place=word if word in places else "",
        book=book,
        charts_by_part=charts_of(book),
        may_draft=is_officer(actor()),
        may_enter=is_officer(actor()),
    )


@blueprint.post("/report")
@access(load=lambda user: user, why_not=_why_not)
def report(_user: Actor) -> ResponseReturnValue:
    """Ask for the same period as a paper to look at; small counts are withheld in it, for papers leave their side."""
    period, problem = _asked()
    word = request.form.get("place", "")
    back = f"{url_for('summaries.figures')}?{period.query}"
    if not Form().validate_on_submit() or problem:
        return redirect(back, 303)
    place = read_place(word) if word in offered_places(period, None, moves.own_counts(actor())) else None
    paper = services.preview_period(SummaryKind.PERIOD, period, place, back, actor())
    return redirect(url_for("previews.preview", preview_id=paper.id), 303)


def _asked() -> tuple[Period, str]:
    """The period that the address asks for; days that cannot be told of give the running year and say why."""
    today = clock.today()
    first, last = lists.asked_day("from", request.values), lists.asked_day("to", request.values)
    usual = Period(today.replace(month=1, day=1), today)
    if first is None and last is None:
        return usual, ""
    last = last or today
    asked = Period(first or last.replace(month=1, day=1), last)
    try:
        kinds.check_period(asked, today)
    except RuleBroken as broken:
        return usual, spell(broken)
    return asked, ""


def _data(book: Book, wanted: str) -> ResponseReturnValue:
    title = _("数据汇总")
    if wanted == "json":
        data = exports.as_json(book.period, snapshot(book))
        return attachment(data, f"{title}.json", "application/json")
    return attachment(exports.as_workbook(title, snapshot(book), book, tr), f"{title}.xlsx", SPREADSHEET)
