"""Files uploaded to be taken in: held between preview and confirmation, dealt with once, gone afterwards."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store import files
from liaison.store.base import Word, db
from liaison.store.files import StoredFile

KEPT: Final = timedelta(days=2)
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportStatus(StrEnum):
    """Where an uploaded file stands."""

    PREVIEWED = "previewed"
    IMPORTED = "imported"
    DISCARDED = "discarded"
    UNDONE = "undone"


class HeldImport:
    """The columns of a table of such files; each feature adds what it knows of its own."""

    status: Mapped[ImportStatus] = mapped_column(Word(ImportStatus), default=ImportStatus.PREVIEWED)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    @declared_attr
    def file(self) -> Mapped[StoredFile | None]:
        """None once it was dealt with."""
        return relationship(StoredFile)


def refuse_faults(count: int) -> None:
    """Raise RuleBroken where the file has faults: one keeps all of it out."""
    if count:
        raise RuleBroken(N_("文件有 %(n)s 处错误，没有导入任何内容。"), n=count)


def take(held: HeldImport) -> None:
    """Have the upload to oneself until the transaction ends: of two confirmations at once, one finds it dealt with.

    Raises RuleBroken then.
    """
    db.session.refresh(held, with_for_update={"of": type(held)})
    if held.status is not ImportStatus.PREVIEWED:
        raise RuleBroken(N_("该文件已经导入或放弃，请重新上传。"))


def settle(held: HeldImport, status: ImportStatus) -> None:
    """Say how it ended, and forget the file."""
    held.status = status
    if held.file is not None:
        file, held.file = held.file, None
        db.session.flush()
        files.discard(file)
