"""Selects of the archive: issued papers that somebody may see, and the check of a paper that somebody holds."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from liaison.core import clock
from liaison.core.declaration import Shelf
from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.core.text import normalise_search
from liaison.papers.verification import code_of, typed_code
from liaison.store import files, searching
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.papers import Paper, PaperKind, PaperScan
from liaison.store.previews import Preview, PreviewFile
from liaison.store.searching import Finds

Shelves = Mapping[str, Shelf]
ORDER: dict[str, Sequence[Any]] = {
    "issued_at": (Paper.issued_at, Paper.id),
    "number": (Paper.kind, Paper.number, Paper.id),
    "title": (Paper.title, Paper.id),
}
NEWEST = "-issued_at"
MOST_PREVIEWS = 10
COPIES = {"with": True, "without": False}


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that a reader holds, and which of its files theirs is ("pdf", "docx", "scan"; "" when not asked)."""

    paper: Paper
    file: str = ""


def visible_to(user: Actor, shelves: Shelves) -> ColumnElement[bool]:
    """The papers that somebody may see: of each kind what its feature lets them see."""
    if not shelves:
        return false()
    return or_(
        *((Paper.kind == PaperKind(kind)) & Paper.id.in_(shelf.visible(user)) for kind, shelf in shelves.items())
    )


def papers(
    user: Actor, shelves: Shelves, *, q: str = "", kind: str = "", copy: str = "", year: int | None = None
) -> Select[Paper]:
    """The list, filtered: words of number, title or text, kind, with or without a deposited scan, year of issue."""
    loaded = joinedload(Paper.pdf), joinedload(Paper.docx), selectinload(Paper.scans)
    statement = select(Paper).where(visible_to(user, shelves)).options(*loaded)
    if q:
        statement = statement.where(_mentions(q))
    if kind:
        statement = statement.where(Paper.kind.in_([word for word in PaperKind if word == kind]))
    if copy in COPIES:
        has_scan = Paper.scans.any()
        statement = statement.where(has_scan if COPIES[copy] else ~has_scan)
    if year is not None:
        statement = statement.where(Paper.issued_at >= _new_year(year), Paper.issued_at < _new_year(year + 1))
    return statement


def find(user: Actor, shelves: Shelves, q: str) -> Finds[Paper]:
    """The latest papers with these words in number, title or text, for the search across features."""
    statement = select(Paper).where(visible_to(user, shelves), _mentions(q))
    return searching.find(statement, Paper.id, (Paper.issued_at.desc(), Paper.id.desc()))


def _mentions(q: str) -> ColumnElement[bool]:
    """By number and title, and by the text where each word has a sign that is none of the JSON around the facts."""
    columns = [Paper.number, Paper.title]
    is_text = all(not word.isascii() for word in q.split())
    return searching.holds(q, [*columns, Paper.facts] if is_text else columns)


def years(user: Actor, shelves: Shelves) -> list[int]:
    """The years of issue of what the person may see, the latest first."""
    ends = select(func.min(Paper.issued_at), func.max(Paper.issued_at)).where(visible_to(user, shelves))
    known = [clock.local(moment).year for moment in db.session.execute(ends).one() if moment is not None]
    return list(range(known[1], known[0] - 1, -1)) if known else []


def get(user: Actor, shelves: Shelves, id: int) -> Paper:
    """A visible paper with its files and scans. Raises NotFound."""
    loaded = joinedload(Paper.pdf), joinedload(Paper.docx), joinedload(Paper.job)
    scans = selectinload(Paper.scans).joinedload(PaperScan.file)
    paper = db.session.scalar(select(Paper).where(Paper.id == id, visible_to(user, shelves)).options(*loaded, scans))
    if paper is None:
        raise NotFound
    return paper


def hold(paper: Paper) -> None:
    """Lock the paper until the transaction ends, its scans read anew."""
    db.session.refresh(paper, with_for_update={"of": Paper})
    db.session.expire(paper, ["scans"])


def find_by_code(number: str, code: str) -> Match | None:
    """The paper with this number and code, however brackets, blanks and widths were typed.

    Forty bits of a hash cannot be tried out, so nothing is counted; nobody learns of a paper that is not in their hand.
    """
    folded, wanted = normalise_search("".join(number.split())), typed_code(code)
    rows = db.session.scalars(_with_files().where(Paper.number == folded)) if folded else ()
    return next((Match(row) for row in rows if hmac.compare_digest(code_of(row.facts_sha256), wanted)), None)


def find_by_file(sha256: str) -> Match | None:
    """The paper one of whose files, a deposited scan included, has this hash."""
    is_it = StoredFile.content_key == files.content_key(sha256)
    file_ids = list(db.session.scalars(select(StoredFile.id).where(is_it)))
    if not file_ids:
        return None
    scanned = Paper.scans.any(PaperScan.file_id.in_(file_ids))
    paper = db.session.scalar(_with_files().where(Paper.pdf_id.in_(file_ids) | Paper.docx_id.in_(file_ids) | scanned))
    if paper is None:
        return None
    name = "pdf" if paper.pdf_id in file_ids else "docx" if paper.docx_id in file_ids else "scan"
    return Match(paper, name)


def get_preview(user: Actor, id: str) -> Preview:
    """A preview that this person asked for. Raises NotFound."""
    files = selectinload(Preview.files).joinedload(PreviewFile.file)
    statement = select(Preview).where(Preview.id == id, Preview.requested_by == user.id)
    preview = db.session.scalar(statement.options(files, joinedload(Preview.job)))
    if preview is None:
        raise NotFound
    return preview


def recent_previews(user: Actor) -> Sequence[Preview]:
    """What this person had made within the last day, the newest first."""
    statement = select(Preview).where(Preview.requested_by == user.id).options(joinedload(Preview.job))
    return db.session.scalars(statement.order_by(Preview.requested_at.desc()).limit(MOST_PREVIEWS)).all()


def _with_files() -> Select[Paper]:
    scans = selectinload(Paper.scans).joinedload(PaperScan.file)
    return select(Paper).options(joinedload(Paper.pdf), joinedload(Paper.docx), joinedload(Paper.replaced_by), scans)


def _new_year(year: int) -> datetime:
    return datetime.combine(date(min(max(year, 1900), 9999), 1, 1), time(), clock.LOCAL)
