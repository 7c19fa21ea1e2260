"""Papers of complaints: facts frozen and sealed, PDF and Word made by the worker, files sealed as all files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache

from liaison.complaints import facts
from liaison.complaints.facts import Telling
from liaison.complaints.models import PAPER_LABELS, Complaint, ComplaintPaper, PaperSort
from liaison.complaints.queries import complaints as queries
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.papers import engine, fonts, glyphs
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.letters import Heading, LetterFacts
from liaison.papers.fonts import Face
from liaison.papers.kinds import FORMS
from liaison.store import files, jobs, papers, unit, wordings
from liaison.store.base import db
from liaison.store.jobs import Job
from liaison.web.frame import features

RENDER = "complaints.render"
_is_resting: ContextVar[bool] = ContextVar("complaint_papers_resting", default=False)
LETTER = "letter"


def issue(complaint: Complaint, sort: PaperSort, telling: Telling) -> ComplaintPaper:
    """Freeze one paper and ask the worker for its files. Raises RuleBroken for a text that no paper can show."""
    number = f"{complaint.reference}-{queries.count_papers(complaint) + 1:02d}"
    said = facts.letter(sort, complaint, telling, number, clock.today(), wordings.write)
    # Whoever gets the letter finds the body that signs it, as the directory has it on that day.
    frozen = replace(said, note=features().offer("contact_of")(said.issuers[0]))
    _check_glyphs(frozen)
    paper = ComplaintPaper(
        complaint_id=complaint.id,
        sort=sort,
        number=number,
        facts=canonical_json(frozen).decode(),
        issued_at=clock.now(),
    )
    db.session.add(paper)
    db.session.flush()
    if not _is_resting.get():
        paper.job = jobs.enqueue(RENDER, None, paper_id=paper.id)
    return paper


@contextmanager
def resting() -> Iterator[None]:
    """Within the block papers get no files until somebody asks for them: old ones of a demonstration."""
    token = _is_resting.set(True)
    try:
        yield
    finally:
        _is_resting.reset(token)


def render(job: Job) -> None:
    """The job of the worker: make PDF and Word, outside of any transaction. Twice does no harm. Raises RenderFailed."""
    paper = db.session.get(ComplaintPaper, int(job.arguments["paper_id"]))
    if paper is None:
        return
    paper_id, frozen = paper.id, paper.facts.encode()
    db.session.rollback()
    made = engine.render(LETTER, frozen, FORMS[LETTER].formats, watermark=papers.watermark())
    with unit.transaction():
        attach(paper_id, made)


def attach(paper_id: int, made: Mapping[str, bytes]) -> None:
    """Store the files of a paper; what is there already stays."""
    paper = db.session.get(ComplaintPaper, paper_id, with_for_update={"of": ComplaintPaper})
    if paper is None:
        return
    title = f"{PAPER_LABELS[paper.sort]}{paper.number}"
    if paper.pdf_id is None and "pdf" in made:
        paper.pdf = files.keep(made["pdf"], f"{title}.pdf", papers.MEDIA_TYPES["pdf"])
    if paper.docx_id is None and "docx" in made:
        paper.docx = files.keep(made["docx"], f"{title}.docx", papers.MEDIA_TYPES["docx"])


def _check_glyphs(frozen: LetterFacts) -> None:
    try:
        glyphs.require(_texts(frozen), _fonts())
    except (glyphs.MissingGlyph, fonts.FontMissing) as error:
        raise RuleBroken(error.message, **error.params) from error


def _texts(frozen: LetterFacts) -> Iterator[tuple[Face, str]]:
    """Each text with its typeface; the wording of letters itself would load the renderer into the web processes."""
    yield Face.TITLE, frozen.mark + frozen.title
    yield Face.FANG, frozen.number + "".join((*frozen.addressees, *frozen.issuers))
    for block in frozen.body:
        yield Face.HEI if isinstance(block, Heading) else Face.FANG, block.text


@cache
def _fonts() -> Mapping[fonts.Face, fonts.Font]:
    return fonts.find()
