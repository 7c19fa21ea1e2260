"""Add files with one form, which works without JavaScript, withdraw one, and have a failed copy made again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from liaison.attachments import projections as shown
from liaison.attachments import rules
from liaison.attachments.forms import AttachForm, ReasonForm
from liaison.attachments.queries import Held
from liaison.attachments.services import handing
from liaison.attachments.services.handing import Brought
from liaison.attachments.views.room import OF_THING, ONE, blueprint, get_held, get_holder, why_not_add
from liaison.core.declaration import Holder
from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import LARGEST_RECORDING
from liaison.store import submissions, unit
from liaison.web.access import access, actor
from liaison.web.edge import FORM_BYTES, outside_transaction, takes
from liaison.web.forms import attempt
from liaison.web.frame import draw
from liaison.web.language import spell


@blueprint.route(f"{OF_THING}/add", methods=["GET", "POST"])
@outside_transaction
@takes(LARGEST_RECORDING + FORM_BYTES)
@access(load=get_holder, why_not=why_not_add)
def add(holder: Holder) -> ResponseReturnValue:
    """Take in files: all that were chosen, or none of them and the reason."""
    form = AttachForm()
    if form.validate_on_submit():
        brought = _looked_into(form)
        if brought is not None and _added(form, holder, brought):
            flash(ngettext("已添加 %(num)d 份材料。", "已添加 %(num)d 份材料。", len(brought)), "good")
            return redirect(holder.url, 303)
    return draw("attachments/add.html", form=form, files=shown.Files(holder, [], form))


@blueprint.post(f"{ONE}/withdraw")
@access(load=get_held, why_not=lambda user, held: rules.why_not_withdraw(user, held.holder, held.attachment))
def withdraw(held: Held) -> ResponseReturnValue:
    """Take a file out of sight of the others, with a reason."""
    form = ReasonForm()
    if form.validate_on_submit() and attempt(
        form, handing.withdraw, held, form.reason.data, actor(), seen=form.seen_version
    ):
        flash(_("已撤下，本方仍可查阅。"), "good")
        return redirect(held.holder.url, 303)
    return draw("attachments/withdraw.html", form=form, file=shown.seen(held), holder=held.holder)


@blueprint.post(f"{ONE}/remake")
@access(load=get_held, why_not=lambda user, held: rules.why_not_remake(user, held.holder, held.attachment))
def remake(held: Held) -> ResponseReturnValue:
    """Have a copy that could not be made tried once more."""
    handing.remake(held, actor())
    flash(_("已重新排队，副本生成后自动显示。"), "good")
    return redirect(url_for("attachments.file", id=held.attachment.id), 303)


def _looked_into(form: AttachForm) -> list[Brought] | None:
    """What was chosen, examined before anything is written; what is wrong stands beside the field, file by file."""
    brought, wrong = [], []
    for chosen in form.files.data:
        try:
            brought.append(handing.look_into(chosen.filename or "", chosen.stream))
        except RuleBroken as broken:
            wrong.append(_said_of(chosen, broken))
    form.files.errors = [*form.files.errors, *wrong]
    return None if wrong else brought


def _said_of(chosen: FileStorage, broken: RuleBroken) -> Markup:
    name = Markup('<span lang="zh-CN">{}</span>').format(_printable(chosen.filename or ""))
    return Markup("{}{}{}").format(name, _("："), spell(broken))


def _printable(name: str) -> str:
    """The name of a refused file, without what would turn the sentence round."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)[-80:]


def _added(form: AttachForm, holder: Holder, brought: list[Brought]) -> bool:
    """Keep the files, once however often the form is sent."""
    user, once = actor(), str(form.once.data or "")
    with unit.transaction():
        if once and submissions.claim(user.id, once) is not None:
            return True
        fresh = get_holder(user, holder.kind, holder.id)
        is_added = attempt(form, handing.add, fresh, brought, user) is not None
        if is_added and once:
            submissions.answer(user.id, once, holder.url)
    return is_added
