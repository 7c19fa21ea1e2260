"""The pages of texts: letters, numbers and names, each with a preview before it counts."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import text as texts
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.core.wordings import GROUP_LABELS, Wording, check, filled
from liaison.settings.forms.wordings import LongWordingForm, WordingForm
from liaison.settings.services import wordings as services
from liaison.settings.views.room import CHANGERS, READERS, blueprint, is_confirmed
from liaison.store import wordings
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw, features


def _known(_user: Actor, key: str) -> Wording:
    """The text of an address. Raises NotFound."""
    found = features().wordings.get(key)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/wordings")
@access(READERS)
def wordings_page() -> ResponseReturnValue:
    """Every text by its group, as it stands."""
    groups = [
        (label, [(one, wordings.text(one)) for one in features().wordings.values() if one.group is group])
        for group, label in GROUP_LABELS.items()
    ]
    return draw(
        "settings/wordings.html",
        groups=[(label, rows) for label, rows in groups if rows],
        may_change=actor().has(Role.ADMINISTRATOR),
    )


@blueprint.route("/wordings/<key>", methods=["GET", "POST"])
@access(CHANGERS, load=_known)
def amend_wording(wording: Wording) -> ResponseReturnValue:
    """Word a text anew; the first press shows it with examples in its blanks, the second saves it."""
    now, preview = wordings.text(wording), None
    form = (LongWordingForm if wording.is_long else WordingForm)(text=now, seen=now)
    if form.validate_on_submit():
        typed = form.text.data or ""
        # A browser sends the lines of a hidden field ended by \r\n.
        seen = texts.clean(form.seen.data or "", multiline=True)
        if is_confirmed():
            if attempt(form, services.amend, wording, typed, form.reason.data, by=actor(), seen=seen):
                flash(_("已保存。"), "good")
                return redirect(url_for("settings.wordings_page"), 303)
        else:
            preview = attempt(form, _preview, wording, typed)
    return draw("settings/wording.html", form=form, wording=wording, now=now, preview=preview)


def _preview(wording: Wording, text: str) -> str:
    check(wording, text)
    return filled(text, wording.blanks)
