"""The jobs of the worker that make the files of papers and of previews."""

from functools import partial
from typing import Final

from liaison.papers import bundles, engine
from liaison.papers.kinds import FORMS
from liaison.store import jobs, papers, previews, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.papers import Paper
from liaison.store.previews import PICTURES, Preview

# The layout of the pages is most of the work; what follows (Word, writing the file) is the rest of the bar.
LAYOUT_SHARE: Final = 0.9


def render_paper(job: Job) -> None:
    """Make PDF and Word of an issued paper's facts, outside of any transaction, and store them. Twice does no harm.

    Raises RenderFailed, with the reason in words.
    """
    paper = db.session.get_one(Paper, int(job.arguments["paper_id"]))
    paper_id, kind, facts = paper.id, paper.kind.value, paper.facts.encode()
    db.session.rollback()
    made = engine.render(kind, facts, FORMS[kind].formats, watermark=papers.watermark(), report=partial(_report, job))
    with unit.transaction():
        papers.attach(paper_id, made)


def render_preview(job: Job) -> None:
    """Make the files of a preview and the pictures of its pages. Raises RenderFailed, or JobCancelled."""
    preview = db.session.get(Preview, str(job.arguments["preview_id"]))
    if preview is None:
        return
    preview_id, kind, facts, watermark = preview.id, preview.kind, preview.facts.encode(), preview.watermark
    annexes = previews.annexes_of(preview)
    db.session.rollback()
    wishes = {"watermark": watermark, "pictures": PICTURES, "annexes": annexes}
    made = bundles.render(kind, facts, FORMS[kind].formats, report=partial(_report, job), **wishes)
    with unit.transaction():
        previews.attach(preview_id, made)


def _report(job: Job, pages: int, expected: int) -> None:
    """Pages laid out of those expected, never quite all of them: the file is not there yet."""
    total = max(1, expected)
    jobs.progress(job, min(pages, round(LAYOUT_SHARE * total)), total)
