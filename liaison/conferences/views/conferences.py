"""The list of conferences, the page of one, and its verbs from plan to held."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.facts import CHAIRS, Associations
from liaison.conferences.forms.agenda import RecordForm
from liaison.conferences.forms.planning import AmendForm, OpenForm, PlanForm, ReasonForm
from liaison.conferences.models import KIND_LABELS, STATUS_LABELS, Conference, ConferenceKind, Presence, Reply
from liaison.conferences.projections import pages, running
from liaison.conferences.projections.tabled import tabled_cards
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import attendance as attendance_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.rules import moves, standing
from liaison.conferences.services import agenda, letters, notes, planning, replies
from liaison.conferences.views.room import ONE, associations, blueprint, reachable, state_of, to_conference, why_not
from liaison.core import clock
from liaison.core.declaration import Card
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Move, refuse
from liaison.core.sides import SIDE_LABELS, Role, Side
from liaison.store import wordings
from liaison.web import lists
from liaison.web.access import access, actor, holding
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

TABS = (("", N_("全部")), ("coming", N_("筹备和进行中")), ("convened", N_("已召开")))
COLUMNS = (
    N_("会议"), N_("类别"), N_("次序"), N_("日期"), N_("开始"), N_("结束"), N_("地点"), N_("召集方"), N_("主持人"),
    N_("记录人"), N_("状态"), N_("纪要编号"),
)  # fmt: skip
USUAL = {"starts_at": time(14, 30), "ends_at": time(17, 0)}
MOST_PEOPLE = 30
CALLED_OFF = ("postpone", "cancel")
ON_PAGE = ("amend", "arrange", "invite", "attend", "record", "resolve", "remind", "notify", "take_up", "welcome")
SIMPLE: dict[str, Callable[..., Conference]] = {
    "announce": planning.announce,
    "notify": letters.notify,
    "remind": replies.remind,
    "postpone": planning.postpone,
    "cancel": planning.cancel,
    "conclude": planning.conclude,
}


@blueprint.get("")
@access()
def conferences() -> ResponseReturnValue:
    """The conferences that the person may see, filtered, or their spreadsheet."""
    user, filters = actor(), _filters()
    statement = queries.search(user, filters)
    if lists.is_export():
        rows = lists.every_row(queries.with_papers(statement), queries.ORDER, "-held_on")
        return spreadsheet(_("联席会议"), [tr(column) for column in COLUMNS], [_cells(row) for row in rows])
    page = lists.paginate(statement, queries.ORDER, "-held_on")
    counts = queries.count_by_stage(user)
    return draw(
        "conferences/conferences.html",
        page=page,
        filters=filters,
        tabs=[
            (tr(label), page.filters_url(stage=stage or None), counts[stage], filters.stage == stage)
            for stage, label in TABS
        ],
        kinds=[(kind.value, tr(label)) for kind, label in KIND_LABELS.items()],
        statuses=[(status.value, tr(label)) for status, label in STATUS_LABELS.items()],
        years=[(year, year) for year in queries.years(user)],
        next_name=pages.name_for(ConferenceKind.REGULAR, queries.next_ordinals()[ConferenceKind.REGULAR]),
        may_plan=conference_rules.why_not("plan", user, None) is None,
    )


@blueprint.route("/plan", methods=["GET", "POST"])
@access(holding(Role.ORGANISER))
def plan() -> ResponseReturnValue:
    """Plan the next conference; the page proposes the side whose turn it is."""
    refuse(conference_rules.why_not("plan", actor(), None))
    side = queries.next_convener()
    proposed = {**USUAL, "kind": ConferenceKind.REGULAR.value, "convening_side": side.value}
    form = PlanForm(data={**proposed, "chair": wordings.text(CHAIRS[side])})
    if form.validate_on_submit():
        kind, side = ConferenceKind(form.kind.data), Side(form.convening_side.data)
        further = {"contact": form.contact.data, "reply_by": form.reply_by.data}
        conference = attempt(form, planning.plan, kind, *_when_and_where(form), side, by=actor(), **further)
        if conference is not None:
            notes.refresh(features().agenda_notes())
            flash(_("已建立%(name)s，请编排议程、登记参会人员。", name=pages.name_of(conference)), "good")
            return to_conference(conference)
    names = [pages.name_for(kind, n) for kind, n in queries.next_ordinals().items()]
    return draw("conferences/plan.html", form=form, next_names=names)


@blueprint.get(ONE)
@access(load=queries.get_visible)
def conference(conference: Conference) -> ResponseReturnValue:
    """One conference: where it stands, its agenda with the records, who is there, what was resolved, what is next.

    One from before this installation has nothing but its old minutes and their resolutions: their page stands for it.
    """
    user = actor()
    if conference.is_from_archive:
        return redirect(url_for("conferences.minutes_page", id=conference.id))
    may = {verb: conference_rules.why_not(verb, user, conference) is None for verb in (*ON_PAGE, *CALLED_OFF)}
    step = pages.next_step(user, conference)
    return draw(
        "conferences/conference.html",
        conference=conference,
        slots=agenda_rules.timetable(conference.starts_at, conference.items),
        tabled=_tabled(conference),
        paper_counts=_paper_counts(conference),
        records={item.id: RecordForm(item) for item in conference.items} if may["record"] else {},
        current=_current_id(conference),
        running={line.place: line for line in running.lines_of(conference)},
        closes_on=agenda.closes_on(conference),
        is_closed=agenda.is_closed(conference),
        own=attendance_queries.find_own(user, conference),
        replied={word: sum(row.reply is word for row in conference.attendances) for word in Reply},
        notice=_notice(conference),
        is_organiser=moves.ORGANISER in standing.relations(user, conference),
        counts={word: sum(row.presence is word for row in conference.attendances) for word in Presence},
        states={row.id: state_of(row) for row in conference.resolutions},
        stages=pages.stages(conference),
        step=step,
        why_not=pages.said(step.refusal) if step and step.refusal else "",
        called_off=[moves.MOVES[verb] for verb in CALLED_OFF if may[verb]],
        may=may,
        base_url=url_for("conferences.conference", id=conference.id),
        most_people=MOST_PEOPLE,
        has_minutes=minutes_rules.may_read_minutes(user, conference),
    )


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("amend"))
def amend(conference: Conference) -> ResponseReturnValue:
    """Change day, place or people of a conference."""
    form = AmendForm(obj=conference)
    if form.validate_on_submit() and attempt(
        form, planning.amend, conference, *_when_and_where(form),
        by=actor(), seen=form.seen_version, addresses=reachable(conference),
        contact=form.contact.data, reply_by=form.reply_by.data,
    ):  # fmt: skip
        flash(_("修改已保存。"), "good")
        return to_conference(conference)
    return draw("conferences/amend.html", form=form, conference=conference)


@blueprint.route(f"{ONE}/open", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("open"))
def open_session(conference: Conference) -> ResponseReturnValue:
    """Begin the session; on another day than planned the page asks for the day and the reason."""
    is_today = conference.held_on == clock.today()
    form: Form = Form() if is_today else OpenForm(held_on=min(conference.held_on, clock.today()))
    words = {"held_on": form.held_on.data, "reason": form.reason.data} if isinstance(form, OpenForm) else {}
    if form.validate_on_submit() and attempt(
        form, planning.open, conference, by=actor(), seen=form.seen_version, **words
    ):
        flash(_("已完成：%(verb)s。", verb=tr(moves.MOVES["open"].label)), "good")
        return to_conference(conference)
    return draw("conferences/open.html", form=form, conference=conference)


@blueprint.post(f"{ONE}/<verb>")
@access(load=queries.get_with_move, why_not=lambda user, step: why_not(step[1].verb)(user, step[0]))
def move(step: tuple[Conference, Move]) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    conference, row = step
    if row.verb not in SIMPLE:
        raise NotFound
    form = ReasonForm() if row.needs_reason else Form()
    further: dict[str, Any] = {"reason": form.reason.data} if row.needs_reason else {}
    if row.notice:
        further["addresses"] = reachable(conference)
    if row.paper == "notice":
        further["associations"] = _peers() if row.verb == "announce" else associations()
    if form.validate_on_submit() and attempt(
        form, SIMPLE[row.verb], conference, by=actor(), seen=form.seen_version, **further
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        return to_conference(conference)
    return draw("conferences/move.html", form=form, conference=conference, move=row)


def _peers() -> Associations | None:
    """Both associations; None while the directory does not know them, which keeps nobody from being invited."""
    peers = associations()
    return peers if peers.bar and peers.bench else None


def _paper_counts(conference: Conference) -> dict[int, int]:
    """How many papers lie before each item, for those who may see them."""
    if not standing.may_see_files(actor(), conference):
        return {}
    found: dict[int, int] = features().offer("file_counts")("agenda_item", [item.id for item in conference.items])
    return found


def _current_id(conference: Conference) -> int | None:
    """The item that is up; before anybody said so, the first without an outcome."""
    up = running.current_item(conference)
    first = next((item.id for item in conference.items if not item.outcome), None)
    return up.id if up is not None else first


def _notice(conference: Conference) -> dict[str, Any] | None:
    """The notice on letter paper with its files, for the two sides."""
    paper = conference.notice
    if paper is None or actor().side is None:
        return None
    return {"number": paper.number, "formats": [name for name in ("pdf", "docx") if getattr(paper, name) is not None]}


def _tabled(conference: Conference) -> dict[int, list[Card]]:
    """The opinions on each item, as far as the person may see them."""
    opinions = agenda_queries.opinions_of([item.id for item in conference.items])
    cards = tabled_cards(actor(), {id for tied in opinions.values() for id in tied})
    return {item.id: [cards[id] for id in opinions.get(item.id, []) if id in cards] for item in conference.items}


def _filters() -> queries.Filters:
    words = lists.asked("q", "kind", "status", "stage")
    return queries.Filters(**words, year=lists.asked_number("year"), first=_asked_day("from"), last=_asked_day("to"))


def _asked_day(name: str) -> date | None:
    """A filter that is a date; anything else counts as not given."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _when_and_where(form: AmendForm) -> tuple[Any, ...]:
    """What planning and amending have in common, in the order of the services."""
    fields = (form.held_on, form.starts_at, form.ends_at, form.place, form.chair, form.recorder)
    return tuple(field.data for field in fields)


def _cells(conference: Conference) -> tuple[Any, ...]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    return (
        conference.title,
        tr(KIND_LABELS[conference.kind]),
        conference.ordinal,
        conference.held_on,
        "" if conference.is_from_archive else f"{conference.starts_at:%H:%M}",
        f"{conference.ends_at:%H:%M}" if conference.ends_at else None,
        conference.place,
        tr(SIDE_LABELS[conference.convening_side]),
        conference.chair,
        conference.recorder,
        tr(STATUS_LABELS[conference.status]),
        conference.paper.number if conference.paper else None,
    )
