"""What issued minutes say of one opinion: the page for its proposer, and the same as a paper."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.models import MinutesExcerpt
from liaison.conferences.queries import excerpts as queries
from liaison.conferences.queries import minutes as minutes_queries
from liaison.conferences.services import excerpts as services
from liaison.conferences.views.minutes import MINUTES
from liaison.conferences.views.room import blueprint
from liaison.store.papers import Paper
from liaison.web import paper_files
from liaison.web.access import access, actor
from liaison.web.frame import draw, features

EXCERPT = f"{MINUTES}/excerpts/<int(max=2147483647):opinion_id>"


@blueprint.get(EXCERPT)
@access(load=queries.get)
def minutes_excerpt(excerpt: MinutesExcerpt) -> ResponseReturnValue:
    """The passages of the minutes that concern an opinion, and their paper where somebody asked for it."""
    _, conference_id = minutes_queries.origin(excerpt.paper_id)
    return draw(
        "conferences/minutes/excerpt.html",
        facts=excerpt.facts,
        passages=services.grouped(excerpt.facts),
        held_on=date.fromisoformat(excerpt.facts["held_on"]),
        issued_on=date.fromisoformat(excerpt.facts["issued_on"]),
        card=features().card(actor(), "opinion", excerpt.opinion_id),
        conference_id=conference_id,
        minutes_code=paper_files.verification_code(excerpt.paper),
        issue_url=f"{_page(excerpt)}/issue",
        **(_files(excerpt, excerpt.sheet) if excerpt.sheet is not None else {}),
    )


@blueprint.post(f"{EXCERPT}/issue")
@access(load=queries.get)
def issue_excerpt(excerpt: MinutesExcerpt) -> ResponseReturnValue:
    """Have the excerpt on paper; the worker makes it."""
    paper = services.issue(excerpt)
    flash(_("摘录的编号为%(number)s，正在生成文件。", number=paper.number), "good")
    return redirect(_page(excerpt), 303)


@blueprint.get(f"{EXCERPT}/progress")
@access(load=queries.get_on_paper)
def excerpt_progress(excerpt: MinutesExcerpt) -> ResponseReturnValue:
    """The files' state as a part of the page; the status 286 ends the polling."""
    assert excerpt.sheet is not None
    words = _files(excerpt, excerpt.sheet)
    part = render_template("archive/_paper_files.html", **words)
    return part, 200 if words["progress"].is_running else paper_files.STOP_POLLING


def _page(excerpt: MinutesExcerpt) -> str:
    _, conference_id = minutes_queries.origin(excerpt.paper_id)
    return url_for("conferences.minutes_excerpt", id=conference_id, opinion_id=excerpt.opinion_id)


def _files(excerpt: MinutesExcerpt, paper: Paper) -> dict[str, Any]:
    files = {wanted: url_for("archive.file", id=paper.id, wanted=wanted) for wanted in ("pdf", "docx")}
    page = _page(excerpt)
    return paper_files.files_of(paper, page, f"{page}/issue", files)
