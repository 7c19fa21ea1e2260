"""Files as one person may see them: names and authors for the own side, for the others what betrays nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from flask_babel import gettext as _

from liaison.attachments import queries, rules
from liaison.attachments.forms import AttachForm
from liaison.attachments.queries import Held
from liaison.core.declaration import Holder
from liaison.core.file_kinds import KINDS, MEGABYTE
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.store import files
from liaison.store.attachments import PIECE, Attachment, AttachmentStatus, Use, stored
from liaison.store.files import StoredFile
from liaison.web.language import number_text, tr

KILOBYTE: Final = 1024
MOST_SHOWN: Final = 100_000
NEUTRAL_NAME: Final = "材料"


@dataclass(frozen=True, slots=True)
class SeenFile:
    """One file, in the language of the page. `by` is a name for the own side, else the side."""

    id: int
    version: int
    name: str
    kind_label: str
    size: str
    pages: int
    by: str
    at: datetime
    is_own: bool
    is_withdrawn: bool
    reason: str
    withdrawn_at: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a thing on its page, and the form to add some where the person may."""

    holder: Holder
    rows: list[SeenFile]
    form: AttachForm | None

    @property
    def add_url(self) -> str:
        return url_for("attachments.add", kind=self.holder.kind, id=self.holder.id)

    @property
    def upload_url(self) -> str:
        return url_for("attachments.begin", kind=self.holder.kind, id=self.holder.id)

    @property
    def piece_bytes(self) -> int:
        return PIECE


@dataclass(frozen=True, slots=True)
class SeenCopy:
    """A copy under the name that it is fetched by; `file` None while it is not made, or where none can be."""

    id: int
    name: str
    file: StoredFile | None


@dataclass(frozen=True, slots=True)
class CopyState:
    """How far the copy for the others is: a sentence, "" once it is there."""

    sentence: str
    is_running: bool = False


def files_of(holder: Holder | None) -> Files | None:
    """What the page of a thing shows; None where the person sees no files, or there is nothing to see or to do."""
    if holder is None:
        return None
    rows = [seen(Held(attachment, holder)) for attachment in queries.of_thing(holder)]
    form = AttachForm() if holder.why_not_add is None else None
    return Files(holder, rows, form) if rows or form else None


def copies_of(holder: Holder | None) -> list[SeenCopy]:
    """The files of a thing for somebody who has no account: the copies without metadata, never an original."""
    held = [Held(attachment, holder) for attachment in queries.with_copies(holder)] if holder is not None else []
    return [SeenCopy(one.attachment.id, copy_name(one), copy_of(one.attachment)) for one in held]


def file_counts(kind: str, ids: Collection[int]) -> dict[int, int]:
    """How many files each of these things has, for lists of those who may see them."""
    return queries.counts(kind, ids)


def seen(held: Held) -> SeenFile:
    """One file as the person sees it."""
    attachment = held.attachment
    return SeenFile(
        id=attachment.id,
        version=attachment.version,
        name=name_for(held),
        kind_label=tr(KINDS[attachment.kind].label),
        size=size_text(attachment.size),
        pages=attachment.pages,
        by=attachment.added_by if held.is_own and not held.holder.hides_author else tr(SIDE_LABELS[attachment.side]),
        at=attachment.added_at,
        is_own=held.is_own,
        is_withdrawn=attachment.status is AttachmentStatus.WITHDRAWN,
        reason=attachment.reason,
        withdrawn_at=attachment.withdrawn_at,
        # What the original hashes to is for who can fetch it.
        sha256=attachment.sha256 if held.is_own else "",
    )


def name_for(held: Held) -> str:
    """The name, or one that tells nothing where the person who handed it in is not to be known."""
    attachment = held.attachment
    if held.is_own or not held.holder.is_nameless:
        return attachment.name
    return f"{NEUTRAL_NAME}{attachment.id}.{attachment.kind.value}"


def copy_name(held: Held) -> str:
    """The name under which the copy is fetched; a photo of a telephone has become a JPEG."""
    return name_for(held).rpartition(".")[0] + KINDS[held.attachment.kind].copy_ending


def copy_of(attachment: Attachment) -> StoredFile | None:
    """The copy without metadata, once it is made."""
    return next(iter(stored(attachment, Use.COPY)), None)


def copy_state(attachment: Attachment) -> CopyState:
    """Where the copy is, in words."""
    if not KINDS[attachment.kind].copy_ending:
        return CopyState(_("此类文件无法去除个人信息，不提供给其他人员；本方有权查阅原件的人员可以下载原件。"))
    if copy_of(attachment) is not None:
        return CopyState("")
    if rules.is_copy_failed(attachment):
        return CopyState(
            _("未能生成去除个人信息的副本，其他人员无法查看此文件。可以重新生成；仍不成功的，请改用其他格式重新添加。")
        )
    return CopyState(_("正在生成去除个人信息的副本，通常只需几秒钟。"), is_running=True)


def shown_text(attachment: Attachment) -> str:
    """The text of a plain file, its beginning where it is long; "" for anything else."""
    copy = copy_of(attachment)
    if copy is None or copy.media_type != "text/plain":
        return ""
    return files.read(copy).decode()[:MOST_SHOWN]


def size_text(size: int) -> str:
    """KB, or MB with one decimal from one megabyte on."""
    if size < MEGABYTE:
        return f"{number_text(max(1, -(-size // KILOBYTE)))} KB"
    return f"{number_text(round(size / MEGABYTE, 1))} MB"


def may_withdraw(user: Actor, held: Held) -> bool:
    """Whether the page offers to withdraw it."""
    return rules.why_not_withdraw(user, held.holder, held.attachment) is None


def may_remake(user: Actor, held: Held) -> bool:
    """Whether the page offers to make the copy again."""
    return rules.why_not_remake(user, held.holder, held.attachment) is None


def own_counts(user: Actor) -> list[tuple[str, int]]:
    """The files that the person added, withdrawn ones included."""
    return [(N_("您添加的材料（份）"), queries.count_added(user.id))]
