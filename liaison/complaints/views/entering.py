"""A complaint that came by letter, telephone or visit, typed in by the office of its side."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.forms.drafting import EnterForm
from liaison.complaints.models import Channel, Identity
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules import moves
from liaison.complaints.rules.words import Person, Words
from liaison.complaints.services import lodging
from liaison.complaints.services.lodging import Lodging
from liaison.complaints.views import origins
from liaison.complaints.views.room import blueprint, bodies, direction_of, people, standing, to_page
from liaison.core.drafts import ComplaintDraft
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.web.access import access, actor
from liaison.web.forms import attempt
from liaison.web.frame import draw


def _may_enter(user: Actor, _thing: Any) -> Refusal | None:
    return moves.lodging_refusal(standing(), direction_of(user), "enter")


@blueprint.route("/enter", methods=["GET", "POST"])
@access(load=lambda user: None, why_not=_may_enter)
def enter(_loaded: None) -> ResponseReturnValue:
    """Type in what came, with the day on which it came; the scan is added on the page of the complaint."""
    direction = direction_of(actor())
    courts = bodies(direction)
    persons = people(direction, [id for id, _name in courts])
    origin, draft = origins.asked(actor())
    categories = [one for one in queries.categories(direction) if not one.is_retired]
    form = EnterForm(categories, courts, persons, data=_begun(draft) if draft is not None else None)
    if form.validate_on_submit():
        complaint = attempt(form, lodging.enter, _lodging(form, dict(persons)), standing(), actor(), origin)
        if complaint is not None:
            flash(_("已登记，编号%(reference)s。", reference=complaint.reference), "good")
            return to_page(complaint)
    return draw("complaints/enter.html", form=form, draft=draft)


def _begun(draft: ComplaintDraft) -> dict[str, Any]:
    """What the form says to begin with, where the complaint comes from another thing."""
    return {
        "channel": Channel.VISIT.value,
        "received_on": draft.received_on,
        "identity": Identity.CONFIDENTIAL.value,
        "name": draft.name,
        "contact": draft.contact,
        "facts": draft.facts,
        "case_number": draft.case_number,
    }


def _lodging(form: EnterForm, persons: dict[int, str]) -> Lodging:
    identity = Identity(form.identity.data)
    respondent_id = int(form.respondent_id.data) if form.respondent_id.data else None
    words = Words(
        facts=form.facts.data,
        wanted=form.wanted.data,
        happened=form.happened.data,
        case_number=form.case_number.data,
        respondent=persons.get(respondent_id or 0, "") or form.respondent.data,
        respondent_id=respondent_id,
        is_case_released=bool(form.is_case_released.data),
    )
    is_anonymous = identity is Identity.ANONYMOUS
    person = None if is_anonymous else Person(form.name.data, form.unit.data, form.contact.data)
    return Lodging(
        direction=direction_of(actor()),
        category_id=int(form.category_id.data),
        identity=identity,
        words=words,
        person=person,
        body_id=int(form.body_id.data),
        channel=Channel(form.channel.data),
        received_on=form.received_on.data,
    )
