"""The job that makes the files of issued minutes."""

from liaison.papers import engine
from liaison.store import jobs, papers, unit
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.store.papers import Paper


def render_paper(job: Job) -> None:
    """Make PDF and Word of the frozen facts, outside of any transaction, and store them. Twice does no harm.

    Raises RenderFailed, with the reason in words.
    """
    paper = db.session.get_one(Paper, int(job.arguments["paper_id"]))
    paper_id, kind, facts = paper.id, paper.kind.value, paper.facts.encode()
    db.session.rollback()
    made: dict[str, bytes] = {}
    formats = ("pdf", "docx")
    for done, name in enumerate(formats):
        jobs.progress(job, done, len(formats))
        made |= engine.render(kind, facts, (name,), watermark=papers.watermark())
    with unit.transaction():
        papers.attach(paper_id, made["pdf"], made["docx"])
