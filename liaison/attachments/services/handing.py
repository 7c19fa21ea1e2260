"""Add what was examined, withdraw with a reason, have a failed copy made again, note who looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from sqlalchemy.orm import Session

from liaison.attachments import queries, rules
from liaison.attachments.queries import Held
from liaison.core import clock
from liaison.core.declaration import Holder
from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import KINDS
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.papers.evidence.examining import HEAD_BYTES, Examined, examine, recognise
from liaison.papers.evidence.names import kept_name
from liaison.store import attachments, audit
from liaison.store.attachments import PIECE, Attachment, AttachmentStatus
from liaison.store.base import db, expect_version
from liaison.store.files import StoredFile


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was examined and may be kept; `stream` gives its bytes from the start."""

    name: str
    found: Examined
    stream: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        """Its bytes: a recording in pieces, anything else at once."""
        self.stream.seek(0)
        while piece := self.stream.read(PIECE if KINDS[self.found.kind].is_recording else -1):
            yield piece


def look_into(name: str, stream: IO[bytes]) -> Brought:
    """Find out what a file is before anything is written; a recording is read only at its beginning.

    Raises RuleBroken on `files`, with the name of the file in its sentence.
    """
    plain = kept_name(name)
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(HEAD_BYTES)

    def whole() -> bytes:
        stream.seek(0)
        return stream.read()

    kind = recognise(head, size, plain, whole)
    found = Examined(kind) if KINDS[kind].is_recording else examine(whole(), plain)
    return Brought(plain, found, stream)


def add(holder: Holder, brought: Sequence[Brought], by: Actor) -> list[Attachment]:
    """Keep files with a thing. Raises Forbidden, or RuleBroken on `files`."""
    refuse_more(holder, len(brought))
    added = []
    for file in brought:
        pieces, sha256 = attachments.keep_pieces(file.pieces(), file.name, KINDS[file.found.kind].media_type)
        added.append(added_to(holder, file.found, file.name, pieces, sha256, by))
    return added


def added_to(
    holder: Holder, found: Examined, name: str, pieces: Sequence[StoredFile], sha256: str, by: Actor
) -> Attachment:
    """Tie stored pieces to a thing; one whose content is there already is refused: it came twice."""
    thing = (holder.kind, holder.id)
    same = [row for row in queries.of_thing(holder) if row.sha256 == sha256 and row.status is AttachmentStatus.KEPT]
    if same:
        raise RuleBroken(N_("这份文件已经添加，无需重复上传。"), field="files")
    attachment = attachments.add(thing, found.kind, name, found.pages, pieces, sha256, by)
    named = rules.told_by(by, holder)
    audit.record(rules.MOVES["add"].action, attachment, named, of=holder.kind, of_id=holder.id, kind=found.kind)
    return attachment


def refuse_more(holder: Holder, count: int) -> None:
    """Raises Forbidden or RuleBroken where the thing takes no more files from this person."""
    refuse(holder.why_not_add)
    refuse(rules.why_not_more(queries.count_of(holder.kind, holder.id) + count))


def withdraw(held: Held, reason: str, by: Actor, seen: int | None = None) -> Attachment:
    """Take a file out of sight of the others; it stays with the own side, with the reason.

    Raises Stale, Forbidden, or RuleBroken on `reason`.
    """
    attachment = held.attachment
    queries.hold(attachment)
    refuse(rules.why_not_withdraw(by, held.holder, attachment))
    expect_version(attachment, seen)
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    attachment.status = AttachmentStatus.WITHDRAWN
    attachment.withdrawn_at, attachment.withdrawn_by, attachment.reason = clock.now(), by.name, reason
    db.session.flush()
    named = rules.told_by(by, held.holder)
    audit.record(rules.MOVES["withdraw"].action, attachment, named, of=held.holder.kind, of_id=held.holder.id)
    return attachment


def remake(held: Held, by: Actor) -> Attachment:
    """Have the worker try once more to make copy and pictures.

    Raises Forbidden, or RuleBroken where they did not fail.
    """
    attachment = held.attachment
    queries.hold(attachment)
    refuse(rules.why_not_remake(by, held.holder, attachment))
    attachments.ask_for_copy(attachment)
    named = rules.told_by(by, held.holder)
    audit.record(rules.MOVES["remake"].action, attachment, named, of=held.holder.kind, of_id=held.holder.id)
    return attachment


def note_look(session: Session, held: Held, what: str, by: Actor) -> None:
    """Note that somebody who is not of the own side looked at a file; `what`: page, copy."""
    audit.record("attachment.viewed", held.attachment, by, session=session, what=what)
