"""Old minutes, entered and corrected by organisers: the file with its conference, its resolutions, the download."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences.forms.minutes_handling import CorrectOldForm, EnterForm, OldMinutesForm
from liaison.conferences.models import Conference, ConferenceKind, ResolutionStatus
from liaison.conferences.queries import minutes as queries
from liaison.conferences.services import old_minutes as services
from liaison.conferences.views.minutes import MINUTES, to_minutes
from liaison.conferences.views.register import blueprint as register
from liaison.conferences.views.room import blueprint, listed_units, person_named, why_not
from liaison.core.errors import NotFound
from liaison.core.sides import Role, Side
from liaison.store import files, unit
from liaison.store.files import StoredFile
from liaison.web.access import access, actor, holding
from liaison.web.edge import outside_transaction
from liaison.web.export import attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw


@register.route("/archive", methods=["GET", "POST"])
@outside_transaction
@access(holding(Role.ORGANISER))
def archive() -> ResponseReturnValue:
    """Enter the minutes of a conference from before; the file is read before anything is written."""
    form = OldMinutesForm()
    if form.validate_on_submit():
        file = attempt(form, services.look_into, form.file.data.read(), form.file.data.filename or "")
        conference = _kept(form, file) if file is not None else None
        if conference is not None:
            flash(_("往届纪要已存入，请补录其中的议定事项。"), "good")
            return redirect(url_for("conferences.minutes_page", id=conference), 303)
    return draw("conferences/minutes/archive.html", form=form)


def _kept(form: OldMinutesForm, file: services.OldFile) -> int | None:
    with unit.transaction():
        words: dict[str, Any] = {name: form[name].data or "" for name in ("place", "number", "note")}
        conference = attempt(
            form, services.archive, ConferenceKind(form.kind.data), form.ordinal.data, form.held_on.data,
            Side(form.convening_side.data), file, by=actor(), **words,
        )  # fmt: skip
        return conference.id if conference is not None else None


@blueprint.route(f"{MINUTES}/correct", methods=["GET", "POST"])
@outside_transaction
@access(load=queries.get_readable, why_not=why_not("correct"))
def correct_archive(conference: Conference) -> ResponseReturnValue:
    """Put slips of the pen in old minutes right; another file is read before anything is written."""
    id, old = conference.id, conference.archived
    if old is None:
        raise NotFound
    words = {name: getattr(conference, name) for name in ("kind", "ordinal", "held_on", "convening_side", "place")}
    form = CorrectOldForm(data={**words, "number": old.number, "note": old.note, "version": conference.version})
    if form.validate_on_submit():
        brought, file = form.file.data, None
        if brought:
            file = attempt(form, services.look_into, brought.read(), brought.filename or "")
        if (file is not None or not brought) and _corrected(form, id, file):
            flash(_("更正已保存。"), "good")
            return redirect(url_for("conferences.minutes_page", id=id), 303)
        conference = queries.get_readable(actor(), id)
    return draw("conferences/minutes/correct.html", form=form, conference=conference)


def _corrected(form: CorrectOldForm, id: int, file: services.OldFile | None) -> bool:
    with unit.transaction():
        words: dict[str, Any] = {name: form[name].data or "" for name in ("place", "number", "note")}
        done = attempt(
            form, services.correct, queries.get_readable(actor(), id), ConferenceKind(form.kind.data),
            form.ordinal.data, form.held_on.data, Side(form.convening_side.data), form.reason.data, by=actor(),
            seen=form.seen_version, file=file, **words,
        )  # fmt: skip
        return done is not None


@blueprint.route(f"{MINUTES}/enter", methods=["GET", "POST"])
@access(load=queries.get_readable, why_not=why_not("enter"))
def enter(conference: Conference) -> ResponseReturnValue:
    """Enter a resolution of old minutes."""
    if not conference.is_from_archive:
        raise NotFound
    form = EnterForm(listed_units(), [], data={"state": "open"})
    form.lead.flags.required = form.due_on.flags.required = True
    if form.validate_on_submit():
        lead, ids = form.chosen_lead, form.joint_ids
        status = ResolutionStatus.UNDER_WAY if form.state.data == "open" else ResolutionStatus(form.state.data)
        person_id = person_named(form.person.data, [id for id in (lead.id, *ids) if id is not None])
        resolution = attempt(
            form, services.enter, conference, form.text.data, lead, form.joint_names, form.person.data,
            form.due_on.data or conference.held_on, status, form.done_on.data, form.done_note.data or "",
            by=actor(), joint_ids=ids, person_id=person_id,
        )  # fmt: skip
        if resolution is not None:
            flash(_("%(number)s已补录。", number=resolution.full_number), "good")
            return to_minutes(conference)
    return draw("conferences/minutes/enter.html", form=form, conference=conference)


@blueprint.get(f"{MINUTES}/old-file")
@access(load=queries.get_readable)
def old_file(conference: Conference) -> ResponseReturnValue:
    """The file as it was found."""
    stored = conference.archived.file if conference.archived is not None else None
    if stored is None:
        raise NotFound
    return attachment(files.read(stored), stored.name, stored.media_type)


@blueprint.get(f"{MINUTES}/old-file/<int(max=2147483647):correction_id>")
@access(load=queries.get_replaced)
def replaced_file(stored: StoredFile) -> ResponseReturnValue:
    """The file that stood there before a correction."""
    return attachment(files.read(stored), stored.name, stored.media_type)
