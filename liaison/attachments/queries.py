"""Selects of files handed in: those of a thing, one of them, how many there are; and uploads on their way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from liaison.attachments import rules
from liaison.core import clock
from liaison.core.declaration import Attaching, Holder
from liaison.core.errors import NotFound
from liaison.core.file_kinds import KINDS
from liaison.core.sides import Actor
from liaison.store.attachments import (
    Attachment,
    AttachmentFile,
    AttachmentStatus,
    Upload,
    UploadPiece,
    Use,
    adder_key,
    upload_key,
)
from liaison.store.base import db
from liaison.store.files import StoredFile

Kinds = Mapping[str, Attaching]


@dataclass(frozen=True, slots=True)
class Held:
    """A file with the thing that it belongs to, as one person stands to it."""

    attachment: Attachment
    holder: Holder

    @property
    def is_own(self) -> bool:
        """Whether the person reads the original."""
        return rules.is_own(self.holder, self.attachment)


def get_holder(user: Actor, kinds: Kinds, kind: str, id: int) -> Holder:
    """A thing whose files the person may see. Raises NotFound, for a kind that takes no files too."""
    if kind not in kinds:
        raise NotFound
    return kinds[kind].find(user, id)


def get(user: Actor, kinds: Kinds, id: int) -> Held:
    """A file of a thing that the person may see, with its stored files. Raises NotFound."""
    loaded = selectinload(Attachment.files).joinedload(AttachmentFile.file), joinedload(Attachment.job)
    attachment = db.session.scalar(select(Attachment).where(Attachment.id == id).options(*loaded))
    if attachment is None:
        raise NotFound
    holder = get_holder(user, kinds, attachment.thing_kind, attachment.thing_id)
    if not rules.is_visible(holder, attachment):
        raise NotFound
    return Held(attachment, holder)


def of_thing(holder: Holder, *options: ExecutableOption) -> Sequence[Attachment]:
    """The files of a thing that the person may see, in the order in which they came."""
    statement = select(Attachment).where(Attachment.thing_kind == holder.kind, Attachment.thing_id == holder.id)
    found = db.session.scalars(statement.order_by(Attachment.id).options(*options)).all()
    return [attachment for attachment in found if rules.is_visible(holder, attachment)]


def with_copies(holder: Holder) -> Sequence[Attachment]:
    """The same with their stored files, for what is fetched at once."""
    return of_thing(holder, selectinload(Attachment.files).joinedload(AttachmentFile.file))


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file as a booklet takes it: `copy_id` is the stored copy without metadata, None where it has no pages.

    `size` is in bytes, of the original.
    """

    name: str
    pages: int
    size: int
    copy_id: int | None


def printed(kind: str, ids: Collection[int]) -> dict[int, list[PrintedFile]]:
    """The files of many things that were not withdrawn, for those who read them all, in the order in which they came.

    PDFs and pictures have pages that can be printed once the worker has made their copies.
    """
    kept = (Attachment.thing_kind == kind) & Attachment.thing_id.in_(ids)
    statement = select(Attachment).where(kept, Attachment.status == AttachmentStatus.KEPT).order_by(Attachment.id)
    found: dict[int, list[PrintedFile]] = {}
    for row in db.session.scalars(statement.options(selectinload(Attachment.files))):
        copies = [one.file_id for one in row.files if one.use is Use.COPY and KINDS[row.kind].has_pictures]
        file = PrintedFile(row.name, max(1, row.pages), row.size, copies[0] if copies else None)
        found.setdefault(row.thing_id, []).append(file)
    return found


def count_of(kind: str, id: int) -> int:
    """How many files a thing has, withdrawn ones included."""
    statement = select(func.count()).select_from(Attachment)
    return db.session.scalar(statement.where(Attachment.thing_kind == kind, Attachment.thing_id == id)) or 0


def counts(kind: str, ids: Collection[int]) -> dict[int, int]:
    """How many files that were not withdrawn each of these things has; one grouped statement."""
    statement = (
        select(Attachment.thing_id, func.count())
        .where(Attachment.thing_kind == kind, Attachment.thing_id.in_(ids), Attachment.status == AttachmentStatus.KEPT)
        .group_by(Attachment.thing_id)
    )
    return dict(db.session.execute(statement).all()) if ids else {}


def hold(attachment: Attachment) -> None:
    """Lock a file until the transaction ends, and read it anew."""
    db.session.refresh(attachment, with_for_update={"of": Attachment})


def find_upload(user: Actor, key: str, *, lock: bool = False) -> Upload | None:
    """An upload of this person, by the key of the page that began it."""
    pieces = selectinload(Upload.pieces).joinedload(UploadPiece.file)
    statement = select(Upload).where(Upload.id == upload_key(user.id, key)).options(pieces)
    return db.session.scalar(statement.with_for_update() if lock else statement)


def get_upload(user: Actor, key: str) -> Upload:
    """The same, to go on with. Raises NotFound."""
    upload = find_upload(user, key)
    if upload is None:
        raise NotFound
    return upload


def count_uploads(user: Actor) -> int:
    """How many uploads of this person are on their way."""
    statement = select(func.count()).select_from(Upload)
    return (
        db.session.scalar(statement.where(Upload.begun_by_key == adder_key(user.id), Upload.attachment_id.is_(None)))
        or 0
    )


def withdrawn_before(day: date) -> list[int]:
    """The ids of the files that were withdrawn before a day."""
    statement = select(Attachment.id).where(
        Attachment.status == AttachmentStatus.WITHDRAWN, Attachment.withdrawn_at < clock.midnight(day)
    )
    return list(db.session.scalars(statement.order_by(Attachment.id)))


def find_withdrawn(typed: str) -> int | None:
    """The id of a withdrawn file by the number that the address of its page ends with; None where there is none."""
    number = typed.strip()
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    is_withdrawn = (Attachment.id == int(number)) & (Attachment.status == AttachmentStatus.WITHDRAWN)
    return db.session.scalar(select(Attachment.id).where(is_withdrawn))


def with_files(ids: Collection[int]) -> Sequence[Attachment]:
    """These files with what is stored of them."""
    loaded = selectinload(Attachment.files).joinedload(AttachmentFile.file)
    return db.session.scalars(select(Attachment).where(Attachment.id.in_(ids)).options(loaded)).all()


def find_by_place(place: str) -> int | None:
    """The id of the file one of whose pieces stands at a place of the disk."""
    statement = select(AttachmentFile.attachment_id).join(AttachmentFile.file).where(StoredFile.place == place)
    return db.session.scalar(statement)


def count_added(user_id: int) -> int:
    """How many files a user added."""
    statement = select(func.count()).select_from(Attachment).where(Attachment.added_by_key == adder_key(user_id))
    return db.session.scalar(statement) or 0
