"""What the pages of the archive show of a paper: its files, its scans, how far its rendering is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from liaison.archive import queries, rules
from liaison.archive.queries import Match, Shelves
from liaison.core import clock
from liaison.core.declaration import Tone
from liaison.core.excerpts import around
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.papers.verification import code_of
from liaison.store import searching
from liaison.store.files import StoredFile
from liaison.store.jobs import Job, JobStatus
from liaison.store.papers import Paper
from liaison.web.frame import features
from liaison.web.language import date_text, tr
from liaison.web.paper_files import BEGUN_PERCENT, KILOBYTE, Progress


@dataclass(frozen=True, slots=True)
class Row:
    """One paper in a list, in the language of the page."""

    id: int
    number: str
    title: str
    kind: str
    issued_on: Any
    formats: tuple[str, ...]
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a paper: what it is, its hash, its size in whole kilobytes."""

    name: str
    label: str
    sha256: str
    kilobytes: int


def search(user: Actor, q: str) -> list[Found]:
    """Issued papers with these words in number, title or text, as far as the person may see them."""
    shelves = features().shelves
    finds = queries.find(user, shelves, q)
    hits = [
        Hit(one.title, f"/archive/{one.id}", one.number, around(q, *_texts(json.loads(one.facts))) or kind)
        for one in finds.rows
        for kind in (tr(shelves[one.kind].label),)
    ]
    return searching.told(N_("公文档案"), finds, hits, "/archive", q)


def _texts(facts: Any) -> Iterator[str]:
    """Every text of the facts of a paper, in their order."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict | list):
        for one in facts.values() if isinstance(facts, dict) else facts:
            yield from _texts(one)


def row(paper: Paper, shelves: Shelves) -> Row:
    """A paper as the list shows it."""
    state = rules.status(len(paper.scans))
    is_replaced = paper.replaced_by_id is not None
    return Row(
        id=paper.id,
        number=paper.number,
        title=paper.title,
        kind=tr(shelves[paper.kind].label),
        issued_on=clock.local(paper.issued_at).date(),
        formats=tuple(name for name, file in (("pdf", paper.pdf), ("docx", paper.docx)) if file is not None),
        state=tr(N_("已被替代")) if is_replaced else tr(rules.STATUS_LABELS[state]),
        tone="good" if state is rules.CopyStatus.DEPOSITED and not is_replaced else "neutral",
    )


def cells(paper: Paper, shelves: Shelves) -> tuple[Any, ...]:
    """A paper as a row of the spreadsheet, in the order of `views.COLUMNS`."""
    scan = paper.scans[-1] if paper.scans else None
    return (
        paper.number,
        paper.title,
        tr(shelves[paper.kind].label),
        clock.local(paper.issued_at).date(),
        code_of(paper.facts_sha256),
        paper.facts_sha256,
        paper.pdf.sha256 if paper.pdf else None,
        paper.docx.sha256 if paper.docx else None,
        clock.local(scan.deposited_at).date() if scan else None,
    )


def file_lines(paper: Paper) -> list[FileLine]:
    """The rendered files that are there."""
    named = (("pdf", "PDF", paper.pdf), ("docx", "Word", paper.docx))
    return [_line(name, label, file) for name, label, file in named if file is not None]


def copy_line(paper: Paper) -> FileLine | None:
    """The scan that is the issued copy now."""
    if not paper.scans:
        return None
    scan = paper.scans[-1]
    day = date_text(clock.local(scan.deposited_at).date())
    return _line("scan", _("印发件扫描（%(day)s存入）", day=day), scan.file)


def matched(match: Match | None, shelves: Shelves) -> dict[str, Any] | None:
    """What somebody who holds a paper is told of it: what stands on it anyway, and the hashes."""
    if match is None:
        return None
    paper = match.paper
    copy = copy_line(paper)
    return {
        "file": match.file,
        "kind": tr(shelves[paper.kind].label),
        "number": paper.number,
        "title": paper.title,
        "issued_on": clock.local(paper.issued_at).date(),
        "code": code_of(paper.facts_sha256),
        "facts_sha256": paper.facts_sha256,
        "replaced_by": paper.replaced_by.number if paper.replaced_by is not None else "",
        "files": [*file_lines(paper), *([copy] if copy else [])],
    }


def progress(job: Job) -> Progress:
    """How far the worker is with a preview."""
    if job.status is JobStatus.DONE:
        return Progress(100, _("预览已生成。"), is_running=False)
    if job.status is JobStatus.CANCELLED:
        return Progress(0, _("已取消。"), is_running=False)
    if job.status is JobStatus.FAILED or (job.error and not job.heard_at):
        return Progress(0, _("预览没有生成。"), is_running=False, reason=job.error)
    if not job.total:
        return Progress(BEGUN_PERCENT, _("正在排队，马上开始生成。"), is_running=True)
    percent = max(BEGUN_PERCENT, 100 * job.done // job.total)
    return Progress(
        percent, _("正在生成：已排好%(n)s页，约%(total)s页。", n=job.done, total=job.total), is_running=True
    )


def _line(name: str, label: str, file: StoredFile) -> FileLine:
    return FileLine(name, label, file.sha256, -(-file.size // KILOBYTE))
