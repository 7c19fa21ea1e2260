"""What uploads.js calls: begin, send piece after piece, finish. Each call may be made again after a broken network."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.attachments import queries
from liaison.attachments.forms import BeginForm, PieceForm
from liaison.attachments.services import receiving
from liaison.attachments.views.room import OF_THING, blueprint, get_holder, why_not_add
from liaison.core.declaration import Holder
from liaison.core.errors import NotFound, RuleBroken, Stale
from liaison.core.sides import Actor
from liaison.store import unit
from liaison.store.attachments import Upload
from liaison.web.access import access, actor
from liaison.web.edge import outside_transaction
from liaison.web.language import spell

Of = tuple[Holder, str]


def _of(user: Actor, kind: str, id: int, key: str) -> Of:
    return get_holder(user, kind, id), key


def _piece_of(user: Actor, kind: str, id: int, key: str, place: int) -> tuple[Holder, Upload, int]:
    holder, upload = get_holder(user, kind, id), queries.get_upload(user, key)
    if (upload.thing_kind, upload.thing_id) != (kind, id):
        raise NotFound
    return holder, upload, place


@blueprint.post(f"{OF_THING}/uploads")
@access(load=get_holder, why_not=why_not_add)
def begin(holder: Holder) -> ResponseReturnValue:
    """Announce a file; the answer says which pieces are there already."""
    form = BeginForm()
    if not form.validate():
        return _refused(_("请求不完整，请刷新页面后重试。"))
    try:
        upload = receiving.begin(holder, form.key.data, form.name.data or "", form.size.data, actor())
    except RuleBroken as broken:
        return _refused(spell(broken))
    return jsonify(have=[row.place for row in upload.pieces], is_done=upload.attachment_id is not None)


@blueprint.post(f"{OF_THING}/uploads/<key>/<int:place>")
@access(load=_piece_of, why_not=lambda user, found: why_not_add(user, found[0]))
def receive(found: tuple[Holder, Upload, int]) -> ResponseReturnValue:
    """Keep one piece."""
    _holder, upload, place = found
    form = PieceForm()
    if not form.validate():
        return _refused(_("请求不完整，请刷新页面后重试。"))
    try:
        receiving.receive(upload, place, form.piece.data.read(), form.sha256.data or "")
    except RuleBroken as broken:
        return _refused(spell(broken), 409)
    return "", 204


@blueprint.post(f"{OF_THING}/uploads/<key>/finish")
@outside_transaction
@access(load=_of, why_not=lambda user, found: why_not_add(user, found[0]))
def finish(found: Of) -> ResponseReturnValue:
    """Make the file of its pieces, or say why not and forget them."""
    holder, key = found
    try:
        with unit.transaction():
            receiving.finish(holder, key, actor())
    except Stale:
        raise
    except RuleBroken as broken:
        with unit.transaction():
            receiving.give_up(key, actor())
        return _refused(spell(broken))
    return jsonify(url=holder.url)


def _refused(sentence: str, status: int = 422) -> ResponseReturnValue:
    return jsonify(message=sentence), status
