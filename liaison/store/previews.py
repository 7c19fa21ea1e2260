"""Papers made to be looked at before anything is issued: no number, no record, gone after a day."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import files, jobs
from liaison.store.base import Base, UTCDateTime, db
from liaison.store.files import StoredFile
from liaison.store.papers import MEDIA_TYPES
from liaison.store.sealed import Sealed

RENDER = "previews.render"
KEPT: Final = timedelta(days=1)
# More pages than this nobody turns over on a screen; the PDF has them all.
PICTURES: Final = 12


class Preview(Base):
    """A paper as it would look, for the one person who asked. `back` is the page it was asked from.

    `annexes`: JSON of the files that are bound behind its PDF, [[line above the pages, stored file], …].
    """

    __tablename__ = "preview"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Sealed)
    facts: Mapped[str] = mapped_column(Sealed)
    watermark: Mapped[str] = mapped_column(String(20))
    back: Mapped[str] = mapped_column(String(200))
    requested_by: Mapped[int]
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    annexes: Mapped[str | None] = mapped_column(Sealed)
    job_id: Mapped[str] = mapped_column(ForeignKey("job.id"))
    job: Mapped[jobs.Job] = relationship()
    files: Mapped[list["PreviewFile"]] = relationship(cascade="all, delete-orphan", order_by="PreviewFile.name")


class PreviewFile(Base):
    """One file of a preview: "pdf", "docx", or a page as a picture ("page-01")."""

    __tablename__ = "preview_file"

    preview_id: Mapped[str] = mapped_column(ForeignKey("preview.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(10), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file: Mapped[StoredFile] = relationship()


def ask(
    kind: str, title: str, facts: bytes, watermark: str, back: str, by: Actor,
    annexes: Sequence[tuple[str, int]] = (),
) -> Preview:  # fmt: skip
    """Keep the facts and ask the worker for the files, in the caller's transaction.

    `annexes`: stored PDFs and pictures that `by` may read, each by the line above its pages.
    """
    id = secrets.token_hex(16)
    preview = Preview(
        id=id,
        kind=kind,
        title=title[:200],
        facts=facts.decode(),
        watermark=watermark,
        back=back,
        requested_by=by.id,
        requested_at=clock.now(),
        annexes=json.dumps(annexes) if annexes else None,
        job=jobs.enqueue(RENDER, by, preview_id=id),
    )
    db.session.add(preview)
    db.session.flush()
    return preview


def annexes_of(preview: Preview) -> list[tuple[str, bytes]]:
    """The files that are bound behind a preview, unsealed; without what was discarded meanwhile."""
    asked: list[tuple[str, int]] = json.loads(preview.annexes) if preview.annexes else []
    found = [(title, db.session.get(StoredFile, file_id)) for title, file_id in asked]
    return [(title, files.read(stored)) for title, stored in found if stored is not None]


def attach(preview_id: str, made: Mapping[str, bytes]) -> None:
    """Store what the renderer made, unless the preview is gone or has its files already."""
    preview = db.session.scalars(select(Preview).where(Preview.id == preview_id).with_for_update()).one_or_none()
    if preview is None or preview.files:
        return
    for name, data in made.items():
        stored = files.keep(data, f"{preview.title}.{name}", MEDIA_TYPES.get(name, "image/png"))
        preview.files.append(PreviewFile(name=name, file=stored))


def discard(preview: Preview) -> None:
    """Delete a preview with its files."""
    stored = [row.file for row in preview.files]
    db.session.delete(preview)
    db.session.flush()
    for file in stored:
        files.discard(file)


def purge() -> None:
    """Delete the previews of yesterday."""
    for preview in db.session.scalars(select(Preview).where(Preview.requested_at < clock.now() - KEPT)):
        discard(preview)
