"""The rota as the office keeps it: the list of days, generating, proposing, publishing; places; the paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.numbers import weekday_zh
from liaison.core.sides import Role, Side
from liaison.papers.canonical import canonical_json
from liaison.reception.forms.rota import PlaceForm, PlanForm, weekday_choices
from liaison.reception.models import ReceptionDay, ReceptionPlace
from liaison.reception.projections import days as shown
from liaison.reception.projections.rota_paper import rota_facts
from liaison.reception.queries import days as day_queries
from liaison.reception.queries import listing, roster
from liaison.reception.queries.listing import DayFilters
from liaison.reception.rules import days as rules
from liaison.reception.services import days as services
from liaison.reception.services import places as place_services
from liaison.reception.services import rota as rota_services
from liaison.reception.views.room import ONE, asked_date, rota
from liaison.store import papers, previews
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import spell, tr

OFFICE = holding(Role.OFFICER, side=Side.BAR)
TABS = (
    ("coming", N_("今后")),
    ("open", N_("缺人")),
    ("unconfirmed", N_("待确认")),
    ("unpublished", N_("未发布")),
    ("unrecorded", N_("待登记")),
    ("held", N_("已接访")),
    ("off", N_("取消和停接")),
    ("", N_("全部")),
)
COLUMNS = (
    N_("日期"), N_("星期"), N_("时间"), N_("地点"), N_("值班律师"), N_("律师事务所"), N_("专长"), N_("值班状态"),
    N_("接访日状态"), N_("说明"),
)  # fmt: skip
MOST_ON_PAPER = 400


@rota.get("")
@access(OFFICE)
def index() -> ResponseReturnValue:
    """The days with who is on duty, or their spreadsheet."""
    filters = _filters()
    statement = listing.listed_days(actor(), filters)
    default = "-on" if filters.tab in {"held", "off", "unrecorded", ""} else "on"
    if lists.is_export():
        rows = lists.every_row(statement, listing.DAY_ORDER, default)
        return spreadsheet(_("接访排班表"), [tr(column) for column in COLUMNS], _cells(rows))
    page = lists.paginate(statement, listing.DAY_ORDER, default)
    counts = listing.count_days(actor(), filters)
    courts = roster.courts_of(actor())
    return draw(
        "reception/rota/index.html",
        page=replace(page, rows=[shown.as_seen_by(actor(), day, courts) for day in page.rows]),
        tabs=[
            (tr(label), page.filters_url(tab=word or "all"), counts[word], filters.tab == word) for word, label in TABS
        ],
        filters=filters,
        places=[(place.id, place.name) for place in day_queries.places(with_retired=True)],
        paper_url=url_for("rota.print_rota"),
        asked=request.args.to_dict(),
    )


@rota.route("/plan", methods=["GET", "POST"])
@access(OFFICE)
def plan() -> ResponseReturnValue:
    """Generate the weekly days of a place around public holidays."""
    refuse(rules.why_not("plan", actor(), None, (), clock.today()))
    places = day_queries.places()
    form = PlanForm([(place.id, place.name) for place in places])
    if form.validate_on_submit():
        place = day_queries.get_place(int(form.place_id.data))
        new = attempt(form, services.plan, place, form.first.data, form.last.data, actor())
        if new is not None:
            _tell_planned(new)
            return redirect(url_for("rota.index", tab="all", **{"from": form.first.data, "to": form.last.data}), 303)
    return draw("reception/rota/plan.html", form=form, has_places=bool(places))


@rota.post("/propose")
@access(OFFICE)
def propose() -> ResponseReturnValue:
    """Fill the open seats of the days that were ticked."""
    days = _ticked()
    try:
        proposed = rota_services.propose(days, actor())
    except RuleBroken as broken:
        flash(spell(broken), "bad")
        return _back()
    filled = sum(len(each.chosen) for each in proposed)
    left = sum(each.open_seats for each in proposed)
    flash(
        ngettext(
            "已安排 %(num)s 人次值班，逐日理由见各接访日页面。",
            "已安排 %(num)s 人次值班，逐日理由见各接访日页面。",
            filled,
        ),
        "good",
    )
    if left:
        flash(
            ngettext(
                "还有 %(num)s 个席位没有合适人选，请逐日查看原因。",
                "还有 %(num)s 个席位没有合适人选，请逐日查看原因。",
                left,
            ),
            "warn",
        )
    return _back()


@rota.post("/publish")
@access(OFFICE)
def publish() -> ResponseReturnValue:
    """Show the days that were ticked to the lawyers."""
    try:
        new = rota_services.publish(_ticked(), actor())
    except RuleBroken as broken:
        flash(spell(broken), "bad")
        return _back()
    flash(
        ngettext(
            "已发布 %(num)s 个接访日，值班律师已收到确认通知。",
            "已发布 %(num)s 个接访日，值班律师已收到确认通知。",
            len(new),
        ),
        "good",
    )
    return _back()


@rota.post("/paper")
@access(OFFICE)
def print_rota() -> ResponseReturnValue:
    """Ask the worker for the rota of what is filtered, as a landscape register."""
    if not Form().validate_on_submit():
        return redirect(url_for("rota.index"), 303)
    filters = _filters(request.form)
    days = lists.every_row(listing.listed_days(actor(), filters).limit(MOST_ON_PAPER), listing.DAY_ORDER, "on")
    names = features().offer("association_names")()
    paper = rota_facts(days, names[0] if names else "", clock.today())
    back = url_for("rota.index", tab=filters.tab or "all")
    preview = previews.ask("register", paper.title, canonical_json(paper), papers.watermark(), back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@rota.get("/places")
@access(OFFICE)
def places() -> ResponseReturnValue:
    """Where reception days are held."""
    rows = day_queries.places(with_retired=True)
    names = {unit.id: unit.title for unit in features().offer("units")(Side.BENCH)}
    weekdays = {int(i): label for i, label in weekday_choices()}
    return draw("reception/rota/places.html", places=rows, court_names=names, weekdays=weekdays)


@rota.route("/places/add", methods=["GET", "POST"])
@access(OFFICE)
def add_place() -> ResponseReturnValue:
    """Add a place."""
    form = PlaceForm(_courts())
    if form.validate_on_submit() and attempt(form, place_services.add, form.facts(), actor()):
        flash(_("已新增接访地点。"), "good")
        return redirect(url_for("rota.places"), 303)
    return draw("reception/rota/place.html", form=form, place=None)


@rota.route(f"/places{ONE}", methods=["GET", "POST"])
@access(OFFICE, load=lambda _user, id: day_queries.get_place(id))
def place(place: ReceptionPlace) -> ResponseReturnValue:
    """Change a place."""
    form = PlaceForm(_courts(), obj=place)
    if form.validate_on_submit() and attempt(
        form, place_services.amend, place, form.facts(), actor(), form.seen_version
    ):
        flash(_("修改已保存。"), "good")
        return redirect(url_for("rota.places"), 303)
    return draw("reception/rota/place.html", form=form, place=place)


def _filters(source: Any = None) -> DayFilters:
    asked = source if source is not None else request.args
    tab = asked.get("tab", "coming")
    number = asked.get("place", "")
    return DayFilters(
        q=lists.asked("q")["q"] if source is None else asked.get("q", "")[:100],
        tab="" if tab == "all" else tab,
        place_id=int(number) if number.isdecimal() and len(number) < 10 else None,
        first=asked_date("from") if source is None else _day(asked.get("from", "")),
        last=asked_date("to") if source is None else _day(asked.get("to", "")),
    )


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _ticked() -> list[ReceptionDay]:
    ids = [int(id) for id in request.form.getlist("id") if id.isdecimal() and len(id) < 10]
    return sorted(day_queries.by_ids(actor(), ids), key=lambda day: (day.on, day.id))


def _back() -> ResponseReturnValue:
    """To the day whose page asked, or to the tab of the list."""
    day_id = request.form.get("back_to", "")
    if day_id.isdecimal() and len(day_id) < 10:
        return redirect(url_for("reception.day", id=int(day_id)), 303)
    return redirect(url_for("rota.index", tab=request.form.get("tab") or "coming"), 303)


def _courts() -> list[tuple[int, str]]:
    return [(unit.id, unit.title) for unit in features().offer("units")(Side.BENCH) if unit.kind == "court"]


def _tell_planned(new: Sequence[ReceptionDay]) -> None:
    """Say how many days there are and, of each that a holiday moved or skipped, which and why."""
    kept = [day for day in new if day.open_seats]
    flash(ngettext("已生成 %(num)s 个接访日。", "已生成 %(num)s 个接访日。", len(kept)), "good")
    for day in new:
        if day.holiday:
            words = {"day": shown.date_words(day.regular_on), "holiday": tr(day.holiday)}
            if day.is_moved:
                flash(_("%(day)s适逢%(holiday)s，顺延至%(to)s。", to=shown.date_words(day.on), **words), "info")
            else:
                flash(_("%(day)s适逢%(holiday)s，停一次。", **words), "info")


def _cells(rows: Sequence[ReceptionDay]) -> list[Sequence[Any]]:
    return [_row(shown.as_seen_by(actor(), day, ())) for day in rows]


def _row(day: shown.SeenFullDay) -> Sequence[Any]:
    comma = tr("、")
    return (
        day.on,
        tr(weekday_zh(day.on)),
        day.hours,
        day.place,
        comma.join(duty.name for duty in day.on_duty),
        comma.join(duty.firm for duty in day.on_duty),
        comma.join(duty.known_for for duty in day.on_duty),
        comma.join(tr(duty.status_label) for duty in day.on_duty),
        tr(day.status_label),
        shown.note_of(day),
    )
