"""The archive: the list of issued papers, one paper with its files, and the scan of its signed print."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.archive import projections as shown
from liaison.archive import queries, rules, services
from liaison.archive.forms import ScanForm
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.papers import scans
from liaison.papers.verification import code_of
from liaison.store import files, unit
from liaison.store.papers import Paper
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction
from liaison.web.export import attachment, spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import tr

COLUMNS = (
    N_("文号"), N_("标题"), N_("类别"), N_("印发日期"), N_("验证码"), N_("内容校验值"), N_("PDF 校验值"),
    N_("Word 校验值"), N_("印发件存入日期"),
)  # fmt: skip
ONE = "/<int:id>"

blueprint = Blueprint("archive", __name__, url_prefix="/archive")


def _get(user: Actor, id: int) -> Paper:
    return queries.get(user, features().shelves, id)


@blueprint.get("")
@access()
def papers() -> ResponseReturnValue:
    """Issued papers that the person may see, filtered, or their spreadsheet."""
    user, shelves, words, year = (
        actor(),
        features().shelves,
        lists.asked("q", "kind", "copy"),
        lists.asked_number("year"),
    )
    statement = queries.papers(user, shelves, **words, year=year)
    if lists.is_export():
        rows = (shown.cells(row, shelves) for row in lists.every_row(statement, queries.ORDER, queries.NEWEST))
        return spreadsheet(_("公文档案"), [tr(column) for column in COLUMNS], rows)
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    return draw(
        "archive/papers.html",
        page=page,
        rows=[shown.row(row, shelves) for row in page.rows],
        words=words,
        year=year,
        kinds=[(kind, tr(shelf.label)) for kind, shelf in shelves.items()],
        years=[(year, year) for year in queries.years(user, shelves)],
        may_sample=rules.may_sample(user),
    )


@blueprint.get(ONE)
@access(load=_get)
def paper(paper: Paper) -> ResponseReturnValue:
    """One paper: number, code and hashes, its files, its issued copy."""
    kind, id = features().shelves[paper.kind].origin(paper.id)
    return draw(
        "archive/paper.html",
        paper=paper,
        card=features().card(actor(), kind, id),
        kind=tr(features().shelves[paper.kind].label),
        code=code_of(paper.facts_sha256),
        files=shown.file_lines(paper),
        copy=shown.copy_line(paper),
        **_keeping(paper),
    )


@blueprint.get(f"{ONE}/files/<any(pdf, docx):wanted>")
@access(load=lambda user, id, wanted: (_get(user, id), wanted))
def file(chosen: tuple[Paper, str]) -> ResponseReturnValue:
    """PDF or Word of a paper."""
    paper, wanted = chosen
    stored = paper.pdf if wanted == "pdf" else paper.docx
    if stored is None:
        raise NotFound
    return attachment(files.read(stored), stored.name, stored.media_type)


@blueprint.get(f"{ONE}/scans/<int:number>")
@access(load=lambda user, id, number: (_get(user, id), number))
def scan(chosen: tuple[Paper, int]) -> ResponseReturnValue:
    """One scan of a paper: the first is number 1, the last is the issued copy."""
    paper, number = chosen
    if not 0 < number <= len(paper.scans):
        raise NotFound
    stored = paper.scans[number - 1].file
    return attachment(files.read(stored), stored.name, stored.media_type)


@blueprint.route(f"{ONE}/deposit", methods=["GET", "POST"])
@outside_transaction
@access(load=_get, why_not=lambda user, paper: _why_not(paper, user))
def deposit(paper: Paper) -> ResponseReturnValue:
    """Take in the scan of the signed and sealed print, read before anything is written."""
    form, id = ScanForm(version=str(len(paper.scans))), paper.id
    if form.validate_on_submit():
        scan = attempt(form, scans.examine, form.file.data.read(), form.file.data.filename)
        if scan is not None and _kept(form, id, scan):
            flash(_("扫描件已存入，并作为这份公文的印发件。"), "good")
            return redirect(url_for("archive.paper", id=id), 303)
        paper = _get(actor(), id)
    return draw("archive/deposit.html", paper=paper, form=form, is_replacing=bool(paper.scans))


def _kept(form: ScanForm, id: int, scan: scans.Scan) -> bool:
    with unit.transaction():
        paper = _get(actor(), id)
        wishes: dict[str, Any] = {"reason": form.reason.data, "seen": form.seen_version or 0}
        kept = attempt(form, services.deposit, paper, scan, is_keeper=_is_keeper(paper), by=actor(), **wishes)
        return kept is not None


def _keeping(paper: Paper) -> dict[str, Any]:
    """What the page says of the issued copy and of those who may change it."""
    verb = rules.verb(len(paper.scans))
    return {"move": rules.MOVES[verb], "refusal": _why_not(paper, actor())}


def _why_not(paper: Paper, user: Actor) -> Any:
    scans = len(paper.scans)
    return rules.why_not(rules.verb(scans), scans, is_keeper=_is_keeper(paper, user))


def _is_keeper(paper: Paper, user: Actor | None = None) -> bool:
    return features().shelves[paper.kind].is_keeper(user or actor(), paper.id)
