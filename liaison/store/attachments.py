"""Files that people hand in with a thing: the original untouched, a copy without metadata, pictures of its pages."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.core.file_kinds import KINDS, MEGABYTE, FileKind
from liaison.core.sides import Actor, Side
from liaison.store import files, jobs
from liaison.store.base import Base, UTCDateTime, Versioned, Word, db
from liaison.store.files import StoredFile
from liaison.store.sealed import Sealed, keyed_hash

PREPARE: Final = "attachments.prepare"
# A recording lies in pieces of this size, so that neither taking it in nor giving it out holds it whole in memory.
PIECE: Final = 4 * MEGABYTE
UNFINISHED_KEPT: Final = timedelta(days=1)


class AttachmentStatus(StrEnum):
    """Where a file stands; one that was withdrawn is kept with its reason."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class Use(StrEnum):
    """What a stored file is to its attachment."""

    ORIGINAL = "original"
    COPY = "copy"
    PAGE = "page"


class Attachment(Versioned, Base):
    """One file of one thing. `side` is that of who added it; `sha256` is of the whole original.

    `added_by_key` is a keyed hash of the user. `pages` 0: it has none. `job` makes copy and pictures; None where none
    can be made.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_thing", "thing_kind", "thing_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thing_kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    kind: Mapped[FileKind] = mapped_column(Word(FileKind))
    status: Mapped[AttachmentStatus] = mapped_column(Word(AttachmentStatus))
    name: Mapped[str] = mapped_column(Sealed)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Sealed)
    pages: Mapped[int] = mapped_column(default=0)
    side: Mapped[Side] = mapped_column(Word(Side))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added_by_key: Mapped[str] = mapped_column(String(64))
    added_by: Mapped[str] = mapped_column(Sealed)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by: Mapped[str] = mapped_column(Sealed, default="")
    reason: Mapped[str] = mapped_column(Sealed, default="")
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    job: Mapped[jobs.Job | None] = relationship()
    files: Mapped[list["AttachmentFile"]] = relationship(cascade="all, delete-orphan", order_by="AttachmentFile.place")


class AttachmentFile(Base):
    """A stored file of an attachment: a piece of the original (one, but for recordings), the copy, or a page."""

    __tablename__ = "attachment_file"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    use: Mapped[Use] = mapped_column(Word(Use), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file: Mapped[StoredFile] = relationship()


class Upload(Base):
    """A file on its way, piece by piece: what has arrived stays when the network breaks. Gone a day after it began."""

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    thing_kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    name: Mapped[str] = mapped_column(Sealed)
    size: Mapped[int]
    begun_by_key: Mapped[str] = mapped_column(String(64), index=True)
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    pieces: Mapped[list["UploadPiece"]] = relationship(cascade="all, delete-orphan", order_by="UploadPiece.place")


class UploadPiece(Base):
    """One piece that arrived: the first has place 0, each but the last is PIECE bytes long."""

    __tablename__ = "upload_piece"

    upload_id: Mapped[str] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file: Mapped[StoredFile] = relationship()


def add(
    thing: tuple[str, int], kind: FileKind, name: str, pages: int, pieces: Sequence[StoredFile], sha256: str, by: Actor
) -> Attachment:
    """Tie stored pieces to a thing as one file, and ask the worker for its copy and pictures where there can be any.

    In the caller's transaction; `by` belongs to a side.
    """
    assert by.side is not None, "only the two sides hand in files"
    attachment = Attachment(
        thing_kind=thing[0],
        thing_id=thing[1],
        kind=kind,
        status=AttachmentStatus.KEPT,
        name=name,
        size=sum(piece.size for piece in pieces),
        sha256=sha256,
        pages=pages,
        side=by.side,
        added_at=clock.now(),
        added_by_key=adder_key(by.id),
        added_by=by.name,
        files=[AttachmentFile(use=Use.ORIGINAL, place=place, file=piece) for place, piece in enumerate(pieces)],
    )
    db.session.add(attachment)
    db.session.flush()
    if KINDS[kind].copy_ending:
        ask_for_copy(attachment)
    return attachment


def ask_for_copy(attachment: Attachment) -> None:
    """Ask the worker for copy and pictures, in the caller's transaction; an earlier job stays where it ended."""
    # Not even the row of the job may say whose file of a confidential thing it is.
    attachment.job = jobs.enqueue(PREPARE, None, attachment_id=attachment.id)


def attach(attachment_id: int, made: Mapping[str, bytes]) -> None:
    """Store what the worker made ("copy", "page-01", …); twice, or after the file is gone, changes nothing."""
    statement = select(Attachment).where(Attachment.id == attachment_id).with_for_update()
    attachment = db.session.scalars(statement).one_or_none()
    if attachment is None or any(row.use is not Use.ORIGINAL for row in attachment.files):
        return
    ending = KINDS[attachment.kind].copy_ending
    media_types = {traits.copy_ending: traits.media_type for traits in KINDS.values() if traits.copy_ending != ".jpg"}
    for name, data in made.items():
        is_copy = name == "copy"
        media_type = media_types.get(ending, "image/jpeg") if is_copy else _picture_type(data)
        stored = files.keep(data, f"{name}{ending if is_copy else ''}", media_type)
        use, place = (Use.COPY, 0) if is_copy else (Use.PAGE, int(name.removeprefix("page-")))
        attachment.files.append(AttachmentFile(use=use, place=place, file=stored))


def stored(attachment: Attachment, use: Use) -> list[StoredFile]:
    """The stored files of one use, in their order."""
    return [row.file for row in attachment.files if row.use is use]


def original_bytes(attachment: Attachment) -> Iterator[bytes]:
    """The original, a megabyte at a time. The rows are read now: when the bytes leave, the session is gone."""
    return _unsealed([files.path_of(piece.place) for piece in stored(attachment, Use.ORIGINAL)])


def _unsealed(paths: Sequence[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            yield from files.unsealed(file)


def count_kept(thing_kind: str, thing_id: int) -> int:
    """How many files of a thing were not withdrawn."""
    of_thing = (Attachment.thing_kind == thing_kind) & (Attachment.thing_id == thing_id)
    is_kept = Attachment.status == AttachmentStatus.KEPT
    return db.session.scalar(select(func.count()).select_from(Attachment).where(of_thing, is_kept)) or 0


def things_with_files(thing_kind: str, ids: Collection[int]) -> frozenset[int]:
    """Those of the things of a kind that files were handed in with, those withdrawn included."""
    wanted = (Attachment.thing_kind == thing_kind) & Attachment.thing_id.in_(ids)
    return frozenset(db.session.scalars(select(Attachment.thing_id).where(wanted)))


def keep_pieces(source: Iterable[bytes], name: str, media_type: str) -> tuple[list[StoredFile], str]:
    """Store bytes that come piece by piece; gives the stored pieces and the SHA-256 of the whole."""
    digest, kept = hashlib.sha256(), []
    for piece in source:
        digest.update(piece)
        kept.append(files.keep(piece, name, media_type))
    return kept, digest.hexdigest()


def adder_key(user_id: int) -> str:
    """Who added a file, as a keyed hash: a row that stands beside a complaint must name nobody."""
    return keyed_hash(f"{user_id:010d}", "attachment.adder")


def upload_key(user_id: int, key: str) -> str:
    """The id of an upload: the page's own key, which is nobody else's whatever the page says."""
    return hashlib.sha256(f"{user_id}:{key}".encode()).hexdigest()


def discard_upload(upload: Upload) -> None:
    """Forget an upload with the pieces that no attachment took."""
    pieces = [row.file for row in upload.pieces]
    db.session.delete(upload)
    db.session.flush()
    for piece in pieces:
        files.discard(piece)


def purge_uploads() -> None:
    """Forget the uploads that nobody finished within a day."""
    for upload in db.session.scalars(select(Upload).where(Upload.begun_at < clock.now() - UNFINISHED_KEPT)):
        discard_upload(upload)


def _picture_type(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
