"""Summaries as records: the list, drafting several at once, one with its text and files, and the verbs on it."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.summaries import queries
from liaison.summaries.forms import DraftForm, ReasonForm, TextForm, dates
from liaison.summaries.models import KIND_LABELS, STATUS_LABELS, Summary, SummaryKind
from liaison.summaries.projections import exports
from liaison.summaries.projections.counting import offered_places
from liaison.summaries.projections.pages import summary_as_seen_by
from liaison.summaries.rules import book as books
from liaison.summaries.rules import moves, narrative
from liaison.summaries.services import summaries as services
from liaison.summaries.views.room import blueprint
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import SPREADSHEET, attachment, spreadsheet
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw
from liaison.web.language import spell, tr
from liaison.web.paper_files import STOP_POLLING, files_of

ALL, ONE = "/papers", "/papers/<int:id>"
Step = tuple[Summary, str]


def _why_not_list(user: Actor, _thing: object) -> Refusal | None:
    return None if moves.may_read_issued(user) else moves.NOT_STAFF


def _why_not(user: Actor, step: Step) -> Refusal | None:
    return moves.why_not(step[1], user, step[0])


def _get_step(user: Actor, id: int, verb: str) -> Step:
    """The summary and the verb of an address. Raises NotFound."""
    name = verb.replace("-", "_")
    if name not in moves.MOVES or not moves.MOVES[name].is_simple:
        raise NotFound
    return queries.get(user, id), name


@blueprint.get(ALL)
@access(load=lambda user: user, why_not=_why_not_list)
def summaries(_user: Actor) -> ResponseReturnValue:
    """The summaries that the person may know of: issued ones, and the drafts of the own side."""
    asked = lists.asked("q", "kind", "status")
    found = queries.listed(actor(), asked["q"], asked["kind"], asked["status"])
    if lists.is_export():
        rows = lists.every_row(found, queries.ORDER, queries.NEWEST)
        return spreadsheet(_("工作总结"), [_("编号"), _("标题"), _("类别"), _("时间"), _("状态")], map(_cells, rows))
    page = lists.paginate(found, queries.ORDER, queries.NEWEST, **asked)
    return draw(
        "summaries/summaries.html",
        page=replace(page, rows=[summary_as_seen_by(actor(), row) for row in page.rows]),
        filters=asked,
        kinds=[(kind.value, tr(label)) for kind, label in KIND_LABELS.items()],
        states=[(state.value, tr(label)) for state, label in STATUS_LABELS.items()],
        may_draft=moves.is_officer(actor()),
        may_count=moves.is_staff(actor()),
    )


@blueprint.route("/draft", methods=["GET", "POST"])
@access(load=lambda user: user, why_not=lambda user, _thing: moves.why_not("draft", user, None))
def draft(_user: Actor) -> ResponseReturnValue:
    """Which papers of which days; each becomes a draft of its own."""
    today = clock.today()
    first, last = lists.asked_day("from"), lists.asked_day("to")
    form = DraftForm(first=first or today.replace(month=1, day=1), last=last or today, kinds=[SummaryKind.PERIOD.value])
    typed = dates(form)
    form.offer(offered_places(typed, None, moves.own_counts(actor())) if typed.first <= typed.last else {})
    if form.validate_on_submit():
        asked = [SummaryKind(kind) for kind in form.kinds.data or ()]
        place = books.read_place(form.place.data or "")
        made = attempt(form, services.draft, asked, dates(form), actor(), place)
        if made is not None:
            flash(_("已起草%(n)s份总结。", n=len(made)), "good")
            return redirect(_url(made[0]) if len(made) == 1 else url_for("summaries.summaries", status="drafted"), 303)
    return draw("summaries/draft.html", form=form)


@blueprint.get(ONE)
@access(load=queries.get)
def summary(summary: Summary) -> ResponseReturnValue:
    """One summary: its text with the numbers filled in, its files, what may be done next."""
    if (wanted := request.args.get("format", "")) in {"xlsx", "json"}:
        return _data(summary, wanted)
    return draw("summaries/summary.html", **_words(summary))


@blueprint.get(f"{ONE}/progress")
@access(load=queries.get)
def progress(summary: Summary) -> ResponseReturnValue:
    """The part of the page that tells of the files; the status 286 ends the polling."""
    words = _files(summary)
    if not words:
        raise NotFound
    return render_template("archive/_paper_files.html", **words), 200 if words["progress"].is_running else STOP_POLLING


@blueprint.route(f"{ONE}/amend", methods=["GET", "POST"])
@access(load=queries.get, why_not=lambda user, summary: moves.why_not("amend", user, summary))
def amend(summary: Summary) -> ResponseReturnValue:
    """Change title and text; numbers stand in it as blanks."""
    form = TextForm(version=summary.version, title=summary.title, text=summary.text)
    if form.validate_on_submit():
        done = attempt(form, services.amend, summary, form.title.data, form.text.data, actor(), form.seen_version)
        if done is not None:
            flash(_("已保存。"), "good")
            return redirect(_url(summary), 303)
    known = narrative.blanks(services.current(summary))
    plain = [(name, value) for name, value in known.items() if "·" not in name]
    return draw("summaries/amend.html", form=form, summary=summary_as_seen_by(actor(), summary), blanks=plain)


@blueprint.post(f"{ONE}/preview")
@access(load=queries.get, why_not=lambda user, summary: moves.why_not("amend", user, summary))
def preview(summary: Summary) -> ResponseReturnValue:
    """Have the paper made as it would be issued, to be looked at."""
    form = Form()
    if form.validate_on_submit():
        made = attempt(form, services.preview, summary, _url(summary), actor())
        if made is not None:
            return redirect(url_for("previews.preview", preview_id=made.id), 303)
    return draw("summaries/summary.html", form=form, **_words(summary))


@blueprint.post(f"{ONE}/<verb>")
@access(load=_get_step, why_not=_why_not)
def move(step: Step) -> ResponseReturnValue:
    """Make a move that needs no more than a reason."""
    summary, verb = step
    row = moves.MOVES[verb]
    form = ReasonForm() if row.needs_reason else Form()
    reason = {"reason": form.reason.data} if row.needs_reason else {}
    if form.validate_on_submit():
        done = attempt(form, getattr(services, verb), summary, by=actor(), seen=form.seen_version, **reason)
        if done is not None:
            flash(_("已完成：%(verb)s。", verb=tr(row.label)), "good")
            return redirect(_url(summary), 303)
    if row.needs_reason:
        return draw("summaries/move.html", form=form, summary=summary_as_seen_by(actor(), summary), move=row)
    return draw("summaries/summary.html", form=form, **_words(summary))


def _words(summary: Summary) -> dict[str, Any]:
    """What the page shows. A draft is filled in from the records as they are, an issued one as it was frozen."""
    seen = summary_as_seen_by(actor(), summary)
    words: dict[str, Any] = {"summary": seen, "url": _url(summary), "rows": summary.frozen, **_files(summary)}
    if summary.status != "drafted":
        return words | {"paragraphs": _frozen_text(summary), "changed": []}
    book = services.current(summary)
    try:
        paragraphs = narrative.fill(summary.text, book)
    except RuleBroken as broken:
        # A figure that the text names is no longer told, such as a court that no longer has any record.
        paragraphs = [spell(broken), *summary.text.splitlines()]
    rows = books.snapshot(book)
    typed = narrative.typed_numbers(summary.text)
    changed = books.changed(summary.frozen, rows)
    return words | {"paragraphs": paragraphs, "rows": rows, "changed": changed, "typed": typed}


def _frozen_text(summary: Summary) -> list[str]:
    return [line for line in (summary.issued_text or summary.text).splitlines() if line.strip()]


def _files(summary: Summary) -> dict[str, Any]:
    if summary.paper is None:
        return {}
    page = _url(summary)
    files = {wanted: url_for("archive.file", id=summary.paper.id, wanted=wanted) for wanted in ("pdf", "docx")}
    is_mine = moves.why_not("press", actor(), summary) is None
    return files_of(summary.paper, page, f"{page}/press" if is_mine else "", files)


def _data(summary: Summary, wanted: str) -> ResponseReturnValue:
    """The numbers of the paper as data: frozen ones of an issued summary, those of now of a draft."""
    rows = summary.frozen if summary.status != "drafted" else books.snapshot(services.current(summary))
    if wanted == "json":
        return attachment(exports.as_json(summary.period, rows), f"{summary.title}.json", "application/json")
    return attachment(exports.as_workbook(summary.title, rows, None, tr), f"{summary.title}.xlsx", SPREADSHEET)


def _cells(summary: Summary) -> tuple[object, ...]:
    return (
        summary.number, summary.title, tr(KIND_LABELS[summary.kind]), summary.period.spelled(),
        tr(STATUS_LABELS[summary.status]),
    )  # fmt: skip


def _url(summary: Summary) -> str:
    return url_for("summaries.summary", id=summary.id)
