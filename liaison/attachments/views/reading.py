"""Look at a file and fetch it: the original for the own side, for the others a copy that betrays nothing."""

from flask import Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from liaison.attachments import projections as shown
from liaison.attachments.queries import Held
from liaison.attachments.services import handing
from liaison.attachments.views.room import ONE, blueprint, get_held
from liaison.core.errors import NotFound
from liaison.core.file_kinds import KINDS
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.papers.evidence.copying import PICTURES
from liaison.store import files, unit
from liaison.store.attachments import Use, original_bytes
from liaison.store.files import StoredFile
from liaison.web.access import access, actor
from liaison.web.export import attachment, streamed
from liaison.web.frame import draw, features

STOP_POLLING = 286


@blueprint.get(ONE)
@access(load=get_held)
def file(held: Held) -> ResponseReturnValue:
    """What it is, its pages as pictures or its text, and what of it may be fetched."""
    _note_look(held, "page")
    return draw("attachments/file.html", **_words(held))


@blueprint.get(f"{ONE}/progress")
@access(load=get_held)
def progress(held: Held) -> ResponseReturnValue:
    """The part of the page that waits for the copy; the status 286 ends the polling."""
    is_running = shown.copy_state(held.attachment).is_running
    return render_template("attachments/_content.html", **_words(held)), 200 if is_running else STOP_POLLING


@blueprint.get(f"{ONE}/pages/<int:number>")
@access(load=lambda user, id, number: _page(get_held(user, id), number))
def page(picture: StoredFile) -> ResponseReturnValue:
    """One page as a picture that we made: nothing of a user's is ever drawn by the browser."""
    return Response(files.read(picture), mimetype=picture.media_type)


@blueprint.get(f"{ONE}/copy")
@access(load=get_held)
def copy(held: Held) -> ResponseReturnValue:
    """The copy without metadata."""
    made = shown.copy_of(held.attachment)
    if made is None:
        raise NotFound
    _note_look(held, "copy")
    return attachment(files.read(made), shown.copy_name(held), made.media_type)


@blueprint.get(f"{ONE}/original")
@access(load=get_held, why_not=lambda user, held: _why_not_original(user, held))
def original(held: Held) -> ResponseReturnValue:
    """The original, as it came; a recording piece by piece."""
    pieces = stream_with_context(original_bytes(held.attachment))
    return streamed(pieces, held.attachment.size, held.attachment.name, KINDS[held.attachment.kind].media_type)


def _why_not_original(_user: Actor, held: Held) -> Refusal | None:
    if held.is_own:
        return None
    return Refusal(N_("原件只供提交方有权的人员查阅，您可以查看去除个人信息的副本。"), kind="forbidden")


def _page(held: Held, number: int) -> StoredFile:
    for row in held.attachment.files:
        if row.use is Use.PAGE and row.place == number:
            return row.file
    raise NotFound


def _words(held: Held) -> dict[str, object]:
    attached = held.attachment
    return {
        "file": shown.seen(held),
        "holder": held.holder,
        "holder_label": features().attaches[held.holder.kind].label,
        "copy": shown.copy_state(attached),
        "has_copy": shown.copy_of(attached) is not None,
        "pages": [row.place for row in attached.files if row.use is Use.PAGE],
        "most_pages": PICTURES,
        "text": shown.shown_text(attached),
        "may_withdraw": shown.may_withdraw(actor(), held),
        "may_remake": shown.may_remake(actor(), held),
    }


def _note_look(held: Held, what: str) -> None:
    """A look at what is confidential by somebody of the other side is recorded, whatever becomes of the page."""
    if not held.is_own and features().attaches[held.holder.kind].records_reads:
        with unit.independent() as session:
            handing.note_look(session, held, what, actor())
