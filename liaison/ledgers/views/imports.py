"""Taking in old ledgers: template, upload, preview, the job that makes them, what came of it, and taking it back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound
from liaison.core.messages import write_out
from liaison.core.sides import Actor
from liaison.ledgers import queries, rules
from liaison.ledgers.forms import UndoForm, UploadForm
from liaison.ledgers.forms import template as write_template
from liaison.ledgers.models import STATUS_LABELS, STATUS_TONES, LedgerImport
from liaison.ledgers.rules import Plan
from liaison.ledgers.services import imports as services
from liaison.ledgers.services import reading
from liaison.ledgers.views.room import blueprint, myself
from liaison.store import files, jobs, unit
from liaison.store.held_imports import ImportStatus
from liaison.web import lists, workbooks
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction, takes
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr
from liaison.web.paper_files import STOP_POLLING
from liaison.web.workbooks import MOST_SHOWN

ONE = "/<int:id>"
LARGEST_UPLOAD = 200 * 2**20


@blueprint.get("")
@access(load=myself, why_not=rules.why_not_keep)
def imports(user: Actor) -> ResponseReturnValue:
    """What the own side has taken in, and the templates."""
    return draw(
        "ledgers/imports.html",
        page=lists.paginate(queries.listed(user), queries.ORDER, queries.NEWEST),
        kinds=rules.open_to(user, features().ledgers.values()),
        labels=STATUS_LABELS,
        tones=STATUS_TONES,
        words=_counts,
    )


@blueprint.get("/template")
@access(load=myself, why_not=rules.why_not_keep)
def template(user: Actor) -> ResponseReturnValue:
    """The empty workbook of everything that the person may take in, or of one kind alone (`kind`)."""
    kinds = rules.open_to(user, features().ledgers.values())
    wanted = lists.asked("kind")["kind"]
    chosen = [kind for kind in kinds if wanted in {"", kind.key}]
    if not chosen:
        raise NotFound
    name = f"{chosen[0].label}模板.xlsx" if wanted else "往年台账模板.xlsx"
    return attachment(write_template(chosen, user), name, SPREADSHEET)


@blueprint.route("/import", methods=["GET", "POST"])
@outside_transaction
@takes(LARGEST_UPLOAD)
@access(load=myself, why_not=rules.why_not_keep)
def upload(_user: Actor) -> ResponseReturnValue:
    """Upload a workbook with its files; a faulty one is not kept."""
    form, plan = UploadForm(), None
    if form.validate_on_submit():
        data = form.file.data.read()
        brought = attempt(form, reading.unpacked, form.brought)
        plan = _checked(form, data, brought) if brought is not None else None
        if plan is not None and brought is not None and not plan.faults:
            with unit.transaction():
                held_id = services.upload(data, form.file.data.filename or "", brought, plan, actor()).id
            return redirect(url_for("ledgers.show", id=held_id), 303)
    return draw("ledgers/upload.html", form=form, **_told(plan))


@blueprint.get(ONE)
@access(load=queries.get_visible)
def show(held: LedgerImport) -> ResponseReturnValue:
    """What the workbook would do now, how far the job is, or what came of it."""
    return _show(held, Form())


@blueprint.get(f"{ONE}/progress")
@access(load=queries.get_visible)
def progress(held: LedgerImport) -> ResponseReturnValue:
    """The part of the page that changes; the status 286 ends the polling."""
    running = services.is_running(held)
    return render_template("ledgers/_job.html", **_job(held)), 200 if running else STOP_POLLING


@blueprint.post(f"{ONE}/confirm")
@outside_transaction
@access(load=queries.get_visible)
def confirm(held: LedgerImport) -> ResponseReturnValue:
    """Have the worker make what the page showed."""
    form, id = Form(), held.id
    if held.file is None or not form.validate_on_submit():
        return redirect(url_for("ledgers.show", id=id), 303)
    plan = _plan(held)
    with unit.transaction():
        done = attempt(form, services.confirm, held, plan, actor())
    if done is None:
        return _show(queries.get_visible(actor(), id), form)
    return redirect(url_for("ledgers.show", id=id), 303)


@blueprint.post(f"{ONE}/discard")
@access(load=queries.get_visible)
def discard(held: LedgerImport) -> ResponseReturnValue:
    """Forget the workbook."""
    services.discard(held, actor())
    flash(_("已放弃，没有导入任何内容。"), "good")
    return redirect(url_for("ledgers.imports"), 303)


@blueprint.route(f"{ONE}/undo", methods=["GET", "POST"])
@access(load=queries.get_visible)
def undo(held: LedgerImport) -> ResponseReturnValue:
    """Take back everything that it made, or say what stands on it."""
    form, id = UndoForm(version=held.version), held.id
    asked = (held, form.reason.data or "", actor(), form.seen_version)
    if form.validate_on_submit() and attempt(form, services.undo, *asked):
        flash(_("已撤销整批导入。"), "good")
        return redirect(url_for("ledgers.show", id=id), 303)
    held = queries.get_visible(actor(), id)
    return draw("ledgers/undo.html", form=form, held=held, counts=_counts(held))


def _checked(form: UploadForm, data: bytes, brought: list[reading.Brought]) -> Plan | None:
    """The plan of the workbook; None where it cannot be read. What is wrong is told by the form."""
    plan = workbooks.read(form, reading.plan_of, data, brought, actor())
    workbooks.blame_cells(form, plan.faults if plan else ())
    return plan


def _plan(held: LedgerImport) -> Plan:
    """What the held workbook would do now. It was readable when it came."""
    assert held.file is not None, "asked only while the file is held"
    brought = [(one.file.name, files.read(one.file)) for one in held.files]
    return reading.plan_of(files.read(held.file), brought, actor())


def _show(held: LedgerImport, form: Form) -> ResponseReturnValue:
    if held.status is ImportStatus.PREVIEWED and not services.is_running(held):
        plan = _plan(held)
        return draw("ledgers/preview.html", form=form, held=held, plan=plan, failure=_failure(held), **_told(plan))
    made = _made(held) if held.status is ImportStatus.IMPORTED else []
    words = {"label": STATUS_LABELS[held.status], "tone": STATUS_TONES[held.status], "counts": _counts(held)}
    return draw("ledgers/import.html", made=made[:MOST_SHOWN], total=len(made), **words, **_job(held))


def _failure(held: LedgerImport) -> str:
    """What the job said that could not make it, in the language of the page where it is a sentence of ours."""
    return tr(held.job.error) if services.has_failed(held) and held.job is not None else ""


def _job(held: LedgerImport) -> dict[str, Any]:
    job, running = held.job, services.is_running(held)
    done, total = jobs.told(job) if job is not None and running else (0, 0)
    if not running:
        sentence = _("已处理完毕。")
    elif total:
        sentence = _("已导入 %(done)s 行，共 %(total)s 行。可以离开本页，稍后再来看。", done=done, total=total)
    else:
        sentence = _("正在核对。可以离开本页，稍后再来看。")
    percent = max(5, 100 * done // total) if total else 5
    return {"held": held, "running": running, "percent": percent if running else 100, "sentence": sentence}


def _counts(held: LedgerImport) -> list[tuple[str, int]]:
    """(label, how many) of what an import made."""
    kinds = features().ledgers
    return [(tr(kinds[key].label), count) for key, count in held.counts.items() if key in kinds]


def _made(held: LedgerImport) -> list[tuple[str, int, str]]:
    """(label of the sheet, row, address) of each record."""
    kinds = features().ledgers
    return [
        (tr(kinds[one.kind].label), one.row, kinds[one.kind].url(one.record_id))
        for one in queries.records(held)
        if one.kind in kinds
    ]


def _told(plan: Plan | None) -> dict[str, Any]:
    """What a plan says, in the language of the page."""
    plan = plan or Plan()
    parts = [
        (part.kind, len(part.drawn.planned), rules.by_row(part.drawn.planned[:MOST_SHOWN]), part.drawn.doubled)
        for part in plan.parts
    ]
    return {
        "faults": workbooks.told(plan.faults), "warnings": workbooks.told(plan.warnings),
        "notes": [write_out(*note, tr) for note in plan.notes], "parts": parts, "most": MOST_SHOWN,
    }  # fmt: skip
