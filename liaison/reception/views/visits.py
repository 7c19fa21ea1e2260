"""The list of visits and the page of one: check, call, hand over, amend, recognise, move."""

from dataclasses import replace
from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import Forbidden
from liaison.core.messages import N_
from liaison.core.moves import Move
from liaison.reception.forms.visits import CallForm, HandOverForm, ReasonForm, RebookForm, RecogniseForm, VisitForm
from liaison.reception.models.lawyers import SPECIALITY_LABELS
from liaison.reception.models.visits import OUTCOME_LABELS, Visit, VisitStatus
from liaison.reception.projections import elsewhere_visits as elsewhere
from liaison.reception.projections import visits as shown
from liaison.reception.projections.following import following_of
from liaison.reception.queries import visits as queries
from liaison.reception.queries.traits import TRAITS
from liaison.reception.queries.visits import Filters
from liaison.reception.rules import standing
from liaison.reception.rules import visits as rules
from liaison.reception.services import checks, identity
from liaison.reception.services import visits as services
from liaison.reception.views.reading import ONE, court_names, courts, lawyers_of, note_read, to_visit, visits, why_not
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import date_text, tr

BOOK_AHEAD = timedelta(days=120)
TABS = (
    ("", N_("全部")),
    (VisitStatus.WAITING.value, N_("候谈")),
    (VisitStatus.TALKING.value, N_("谈话中")),
    (VisitStatus.DONE.value, N_("已办结")),
    (VisitStatus.BOOKED.value, N_("已预约")),
    (VisitStatus.LEFT.value, N_("已离开")),
)
COLUMNS = (
    N_("编号"), N_("日期"), N_("序号"), N_("来访方式"), N_("案件类型"), N_("法院"), N_("一行人数"), N_("接待人数"),
    N_("重复来访"), N_("状态"), N_("办理结果"), N_("提供咨询"), N_("接谈律师"), N_("回访结果"),
)  # fmt: skip


@visits.get("")
@access()
def index() -> ResponseReturnValue:
    """The visits that the person may know of, without a name; a name, phone or reference finds them."""
    user = actor()
    if not standing.is_bar_officer(user) and queries.me(user) is None:
        raise Forbidden(N_("来访记录由律师协会经办人和接谈律师查阅。"))
    q, filters = _filters()
    statement = queries.listed(user, filters)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        names = court_names({visit.court_id for visit in rows if visit.court_id})
        return spreadsheet(_("来访记录"), [tr(column) for column in COLUMNS], [_cells(visit, names) for visit in rows])
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    counts = queries.count_by_status(user, filters)
    rows = [shown.as_seen_by(user, visit) for visit in page.rows]
    return draw(
        "reception/visits/index.html",
        page=replace(page, rows=rows),
        q=q,
        may_look_up=standing.is_bar_officer(user),
        filters=filters,
        tabs=[
            (tr(label), page.filters_url(status=word or None), counts.get(word, 0), filters.status == word)
            for word, label in TABS
        ],
        kinds=[(kind.value, tr(label)) for kind, label in SPECIALITY_LABELS.items()],
        outcomes=[(outcome.value, tr(label)) for outcome, label in OUTCOME_LABELS.items()],
        traits=[(word, tr(label)) for word, (label, _clause) in TRAITS.items()],
        courts=courts(),
        court_names=court_names({row.court_id for row in rows if row.court_id}),
    )


@visits.get(ONE)
@access(load=queries.get_visible)
def visit(visit: Visit) -> ResponseReturnValue:
    """One visit: who came, what the check found, what was said, what follows. The look is recorded."""
    user, me, today = actor(), queries.me(actor()), clock.today()
    note_read(visit)
    seen = shown.as_seen_by(user, visit)
    moves = {move.verb: move for move in rules.open_moves(user, visit, me, today)}
    checked = shown.checks_as_seen_by(user, visit)
    talk = shown.talk_as_seen_by(user, visit, queries.talk_of(visit))
    found = identity.find_earlier(visit) if "recognise" in moves and not visit.is_repeat else []
    return draw(
        "reception/visits/visit.html",
        visit=seen,
        day=visit.day,
        moves=moves,
        may_clear=rules.why_not_clear(user, visit, me, today) is None,
        why_not_clear=rules.why_not_clear(user, visit, me, today),
        checks=checked,
        talk=talk,
        may_read_talk=rules.may_read_talk(user, visit, me, today),
        limits=shown.limits_of(visit) if talk is not None else [],
        history=[replace(event, title=tr(event.title)) for event in shown.history(queries.events_of(visit))],
        earlier=shown.earlier_as_seen(found),
        court=court_names({visit.court_id}).get(visit.court_id, "") if visit.court_id else "",
        colleagues=lawyers_of(visit.day, rules.fit_lawyers(visit)),
        following=following_of(user, visit),
        raised=elsewhere.raised_from(user, visit),
        may_raise=elsewhere.may_raise(user, visit),
        may_complain=elsewhere.may_complain(user, visit),
        base_url=url_for("visits.visit", id=visit.id),
    )


@visits.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("amend"))
def amend(visit: Visit) -> ResponseReturnValue:
    """Correct what was taken down; where a name changed, the check is made again."""
    if request.method == "GET":
        note_read(visit)
    form = VisitForm(courts(), visit)
    if form.validate_on_submit() and attempt(
        form, services.amend, visit, form.registration(), actor(), seen=form.seen_version
    ):
        flash(_("更正已保存。"), "good")
        return to_visit(visit)
    return draw("reception/visits/amend.html", form=form, visit=shown.as_seen_by(actor(), visit))


@visits.route(f"{ONE}/call", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("call"))
def call(visit: Visit) -> ResponseReturnValue:
    """Call the number to a lawyer; the check is made at once."""
    form = CallForm(lawyers_of(visit.day, rules.fit_lawyers(visit)), version=visit.version)
    if form.validate_on_submit() and attempt(form, services.call, visit, actor(), form.chosen, seen=form.seen_version):
        flash(_("已叫%(number)s号。", number=shown.shown_number(visit.number)), "good")
        return to_visit(visit)
    return draw("reception/visits/call.html", form=form, visit=shown.as_seen_by(actor(), visit))


@visits.route(f"{ONE}/clear", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("clear"))
def clear(visit: Visit) -> ResponseReturnValue:
    """Say that what matched is somebody else, and why."""
    form = ReasonForm(version=visit.version)
    if form.validate_on_submit() and attempt(
        form, checks.clear, visit, form.reason.data, actor(), seen=form.seen_version
    ):
        flash(_("已核实，可以开始谈话。"), "good")
        return to_visit(visit)
    return draw("reception/visits/clear.html", form=form, **_check_words(visit))


@visits.route(f"{ONE}/hand-over", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("hand_over"))
def hand_over(visit: Visit) -> ResponseReturnValue:
    """Give the visit to a colleague on duty because of a conflict; a talk that has begun stops."""
    form = HandOverForm(lawyers_of(visit.day, rules.fit_lawyers(visit)), version=visit.version)
    if form.validate_on_submit() and attempt(
        form, checks.hand_over, visit, form.reason.data, actor(), form.chosen, seen=form.seen_version
    ):
        if visit.lawyer is None:
            flash(_("已登记冲突。当日没有其他可以接谈的律师，来访人退回候谈，请律师协会安排。"), "bad")
        else:
            flash(_("已转交%(name)s律师，并已重新检索利益冲突。", name=visit.lawyer.name), "good")
        return to_visit(visit)
    return draw("reception/visits/hand_over.html", form=form, **_check_words(visit))


@visits.route(f"{ONE}/recognise", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("recognise"))
def recognise(visit: Visit) -> ResponseReturnValue:
    """Say which earlier visit was the same person's."""
    found = shown.earlier_as_seen(identity.find_earlier(visit))
    labels = [(id, f"{date_text(on)} {reference} {tr(kind)}（{tr(why)}）") for id, reference, on, kind, why in found]
    form = RecogniseForm(labels, version=visit.version)
    if form.validate_on_submit() and attempt(
        form, services.recognise, visit, int(form.earlier_id.data), actor(),
        is_same_matter=form.is_same_matter.data, seen=form.seen_version,
    ):  # fmt: skip
        flash(_("已登记为重复来访。"), "good")
        return to_visit(visit)
    return draw("reception/visits/recognise.html", form=form, visit=shown.as_seen_by(actor(), visit), found=labels)


@visits.route(f"{ONE}/rebook", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("rebook"))
def rebook(visit: Visit) -> ResponseReturnValue:
    """Move an appointment to another day."""
    today = clock.today()
    days = {day.id: day for day in queries.days_for(actor(), today, today + BOOK_AHEAD)}
    form = RebookForm(
        [(day.id, f"{date_text(day.on)} {day.place.name}") for day in days.values()],
        version=visit.version, booked_for=visit.booked_for,
    )  # fmt: skip
    if form.validate_on_submit() and attempt(
        form, services.rebook, visit, days[int(form.day_id.data)], form.booked_for.data, actor(),
        seen=form.seen_version,
    ):  # fmt: skip
        flash(_("已改约到%(day)s，请告知来访人。", day=date_text(visit.on)), "good")
        return to_visit(visit)
    return draw("reception/visits/rebook.html", form=form, visit=shown.as_seen_by(actor(), visit))


@visits.post(f"{ONE}/<verb>")
@access(
    load=queries.get_with_move,
    why_not=lambda user, step: rules.why_not(step[1].verb, user, step[0], queries.me(user), clock.today()),
)
def move(step: tuple[Visit, Move]) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    visit, row = step
    form = ReasonForm() if row.needs_reason else Form()
    reason = form.reason.data if row.needs_reason else ""
    if form.validate_on_submit() and attempt(
        form, services.move, visit, row.verb, actor(), reason=reason, seen=form.seen_version
    ):
        flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
        if row.verb == "begin":
            return redirect(url_for("visits.talk", id=visit.id), 303)
        return to_visit(visit)
    return draw("reception/visits/move.html", form=form, visit=shown.as_seen_by(actor(), visit), move=row)


def _check_words(visit: Visit) -> dict[str, object]:
    return {"visit": shown.as_seen_by(actor(), visit), "checks": shown.checks_as_seen_by(actor(), visit)[:1]}


def _filters() -> tuple[str, Filters]:
    words = lists.asked("q", "status", "kind", "outcome", "trait")
    q = words.pop("q")
    filters = Filters(
        **words,
        keys=frozenset(),
        court_id=lists.asked_number("court"),
        since=_asked_day("from"),
        until=_asked_day("to"),
    )
    return q, replace(filters, **identity.looked_for(q))


def _asked_day(name: str) -> date | None:
    """A filter that is a date; anything else counts as not given."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _cells(visit: Visit, names: dict[int, str]) -> list[object]:
    """One row of the spreadsheet, in the order of COLUMNS: no name leaves with it."""
    seen = shown.as_seen_by(actor(), visit)
    return [
        seen.reference, seen.on, seen.number, tr(seen.way_label), tr(seen.kind_label),
        names.get(visit.court_id or 0, ""), seen.people, seen.received, _("是") if seen.is_repeat else _("否"),
        tr(seen.status_label), tr(seen.outcome_label),
        _("是") if seen.is_advised else _("否"), seen.lawyer, tr(seen.follow_up_label),
    ]  # fmt: skip
