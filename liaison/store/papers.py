"""Issued papers: the frozen facts, their hash, and the files made from them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from flask import current_app
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import files, jobs
from liaison.store.base import Base, UTCDateTime, Word, db
from liaison.store.files import StoredFile

RENDER = "papers.render"
DEMO_MARK: Final = "演示数据"
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class PaperKind(StrEnum):
    """What a paper is; each kind has one renderer a format."""

    MINUTES = "minutes"
    NOTICE = "notice"
    CIRCULAR = "circular"
    EXCERPT = "excerpt"
    SUMMARY = "summary"
    SUMMARY_TABLE = "summary_table"


class Paper(Base):
    """A paper as issued. Its facts never change; PDF and Word are made from them by the worker.

    One that a later paper took the place of is kept, and says so to whoever checks it.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind))
    number: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    facts: Mapped[str] = mapped_column(Text)
    facts_sha256: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    pdf_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    docx_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    job: Mapped[jobs.Job | None] = relationship()
    pdf: Mapped[StoredFile | None] = relationship(foreign_keys=[pdf_id])
    docx: Mapped[StoredFile | None] = relationship(foreign_keys=[docx_id])
    scans: Mapped[list["PaperScan"]] = relationship(order_by="PaperScan.id")
    replaced_by: Mapped["Paper | None"] = relationship(remote_side=[id])


class PaperScan(Base):
    """The print with its signatures and seals, scanned: the last one of a paper is its issued copy.

    One that was wrong stays, with the reason of the one that took its place.
    """

    __tablename__ = "paper_scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    pages: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    deposited_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deposited_by_id: Mapped[int]
    deposited_by: Mapped[str] = mapped_column(String(60))
    file: Mapped[StoredFile] = relationship()


def freeze(kind: PaperKind, number: str, title: str, facts: bytes, by: Actor | None) -> Paper:
    """Keep the canonical JSON of a paper's facts and ask the worker for its files, in the caller's transaction."""
    paper = Paper(
        kind=kind,
        number=number,
        title=title,
        facts=facts.decode(),
        facts_sha256=hashlib.sha256(facts).hexdigest(),
        issued_at=clock.now(),
    )
    db.session.add(paper)
    db.session.flush()
    press(paper, by)
    return paper


def press(paper: Paper, by: Actor | None) -> None:
    """Ask the worker for the files of a paper, in the caller's transaction."""
    paper.job = jobs.enqueue(RENDER, by, paper_id=paper.id)


def attach(paper_id: int, made: Mapping[str, bytes]) -> None:
    """Store the rendered files ("pdf", "docx"); a second rendering of the same facts changes nothing."""
    paper = db.session.scalars(select(Paper).where(Paper.id == paper_id).with_for_update()).one()
    if paper.pdf_id is None and "pdf" in made:
        paper.pdf = files.keep(made["pdf"], f"{paper.title}.pdf", MEDIA_TYPES["pdf"])
    if paper.docx_id is None and "docx" in made:
        paper.docx = files.keep(made["docx"], f"{paper.title}.docx", MEDIA_TYPES["docx"])


def watermark() -> str:
    """What stands in slanted grey across every page that this installation makes; "" where it is live."""
    return DEMO_MARK if current_app.config["IS_DEMO"] else ""
