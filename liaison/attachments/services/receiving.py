"""A file that comes piece by piece: what has arrived is kept, so that a broken network costs one piece and no more."""

import hashlib
import io

from liaison.attachments import queries, rules
from liaison.attachments.services.handing import added_to, look_into, refuse_more
from liaison.core import clock
from liaison.core.declaration import Holder
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.file_kinds import KINDS, MEGABYTE, kind_named
from liaison.core.messages import N_
from liaison.core.moves import Refusal, refuse
from liaison.core.sides import Actor
from liaison.papers.evidence.examining import HEAD_BYTES, Examined, recognise
from liaison.papers.evidence.names import kept_name
from liaison.store import attachments, files
from liaison.store.attachments import PIECE, Attachment, Upload, UploadPiece
from liaison.store.base import db, ensure_row

UNTYPED = "application/octet-stream"


def begin(holder: Holder, key: str, name: str, size: int, by: Actor) -> Upload:
    """Announce a file, or come back to one that is on its way: the same key is the same upload.

    What can be known beforehand is refused beforehand. Raises Forbidden, or RuleBroken on `files`.
    """
    refuse(holder.why_not_add)
    known = queries.find_upload(by, key)
    if known is not None:
        return known
    refuse_more(holder, 1)
    if queries.count_uploads(by) >= rules.MOST_UPLOADS:
        refuse(Refusal(N_("未完成的上传过多，请稍后再试。")))
    plain = kept_name(name)
    named = kind_named(plain)
    if named is not None and size > KINDS[named].most_bytes:
        raise RuleBroken(N_("文件过大：最大%(n)s MB。"), field="files", n=KINDS[named].most_bytes // MEGABYTE)
    if named is None or size <= 0:
        # The whole sentence comes from the one place that has it.
        recognise(b"", size, plain, bytes)
    row = {"thing_kind": holder.kind, "thing_id": holder.id, "size": size}
    id = attachments.upload_key(by.id, key)
    ensure_row(
        db.session(), Upload, id=id, name=plain, begun_by_key=attachments.adder_key(by.id), begun_at=clock.now(), **row
    )
    return queries.get_upload(by, key)


def receive(upload: Upload, place: int, data: bytes, sha256: str = "") -> None:
    """Keep one piece; one that is there already is left as it is.

    `sha256`: what its sender counted, "" where a browser cannot. Raises NotFound for a piece that cannot be one,
    RuleBroken when it was changed on its way.
    """
    if upload.attachment_id is not None or place in {row.place for row in upload.pieces}:
        return
    if len(data) != min(PIECE, upload.size - place * PIECE):
        raise NotFound
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise RuleBroken(N_("上传中数据有误，正在重新上传。"))
    piece = files.keep(data, upload.name, UNTYPED)
    db.session.flush()
    if not ensure_row(db.session(), UploadPiece, upload_id=upload.id, place=place, file_id=piece.id):
        files.discard(piece)


def finish(holder: Holder, key: str, by: Actor) -> Attachment:
    """Make an attachment of an upload whose pieces are all there; finishing twice gives the same one.

    Raises NotFound, Forbidden, or RuleBroken on `files`; one that is refused is forgotten by its caller.
    """
    upload = queries.find_upload(by, key, lock=True)
    if upload is None or (upload.thing_kind, upload.thing_id) != (holder.kind, holder.id):
        raise NotFound
    if upload.attachment_id is not None:
        return db.session.get_one(Attachment, upload.attachment_id)
    refuse_more(holder, 1)
    pieces = [row.file for row in upload.pieces]
    if sum(piece.size for piece in pieces) != upload.size:
        raise RuleBroken(N_("文件没有传完，请重新上传。"), field="files")
    attachment = _as_recording(holder, upload, by) or _as_file(holder, upload, by)
    upload.attachment_id = attachment.id
    db.session.flush()
    return attachment


def give_up(key: str, by: Actor) -> None:
    """Forget an upload that was refused or is not wanted any more."""
    upload = queries.find_upload(by, key, lock=True)
    if upload is not None and upload.attachment_id is None:
        attachments.discard_upload(upload)


def _as_recording(holder: Holder, upload: Upload, by: Actor) -> Attachment | None:
    """A recording stays in the pieces in which it came: they go over to the attachment. None for anything else."""
    named = kind_named(upload.name)
    if named is None or not KINDS[named].is_recording:
        return None
    pieces, digest, head = [row.file for row in upload.pieces], hashlib.sha256(), b""
    for piece in pieces:
        data = files.read(piece)
        head = head or data[:HEAD_BYTES]
        digest.update(data)
    kind = recognise(head, upload.size, upload.name, lambda: head)
    for piece in pieces:
        piece.media_type = KINDS[kind].media_type
    attachment = added_to(holder, Examined(kind), upload.name, pieces, digest.hexdigest(), by)
    upload.pieces.clear()
    return attachment


def _as_file(holder: Holder, upload: Upload, by: Actor) -> Attachment:
    """Anything else becomes one whole file; its pieces go."""
    pieces = [row.file for row in upload.pieces]
    whole = io.BytesIO(b"".join(files.read(piece) for piece in pieces))
    brought = look_into(upload.name, whole)
    kept, sha256 = attachments.keep_pieces(brought.pieces(), brought.name, KINDS[brought.found.kind].media_type)
    attachment = added_to(holder, brought.found, brought.name, kept, sha256, by)
    upload.pieces.clear()
    db.session.flush()
    for piece in pieces:
        files.discard(piece)
    return attachment
