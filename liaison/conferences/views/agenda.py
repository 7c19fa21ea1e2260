"""The pages of the agenda: one item with what it is about, and adding, amending, removing, ordering, recording."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.forms.agenda import CHANGE_LENGTH, AddForm, ItemForm, Option, OrderForm, RecordForm, TopicForm
from liaison.conferences.models import AgendaItem, Conference, ItemKind
from liaison.conferences.projections import holders
from liaison.conferences.projections.tabled import tabled_cards
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import ledger as ledger_queries
from liaison.conferences.rules import agenda as agenda_rules
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.services import agenda
from liaison.conferences.views.room import ONE, blueprint, is_autosave, to_conference, why_not
from liaison.core import clock
from liaison.core.declaration import Card
from liaison.core.errors import RuleBroken, Stale
from liaison.core.moves import refuse
from liaison.core.text import clean
from liaison.web.access import access, actor
from liaison.web.forms import Form, attempt
from liaison.web.frame import draw, features
from liaison.web.language import spell

ITEM = f"{ONE}/agenda/<int(max=2147483647):item_id>"
STEPS = {"up": -1, "down": 1}


@blueprint.get(ITEM)
@access(load=agenda_queries.get_item)
def item(item: AgendaItem) -> ResponseReturnValue:
    """One item: its opinions, the ledger or the fate of the opinions, its record."""
    return _page(item, RecordForm(item))


@blueprint.route(f"{ONE}/agenda/add", methods=["GET", "POST"])
@access(load=queries.get_visible, why_not=why_not("arrange"))
def add(conference: Conference) -> ResponseReturnValue:
    """Put a topic or a report on the agenda."""
    form = AddForm(_options(features().offer("tableable_opinions")(actor())))
    if form.validate_on_submit():
        details = (ItemKind(form.kind.data), form.title.data, form.presenter.data, form.minutes_planned.data)
        opinion_ids, new_ids = _chosen(form)
        if attempt(form, agenda.add, conference, *details, opinion_ids, by=actor(), reason=form.reason.data):
            features().offer("note_tabled")(actor(), new_ids)
            flash(_("已列入议程。"), "good")
            return to_conference(conference, "agenda")
    return draw("conferences/item_form.html", form=form, conference=conference, item=None, **_closing(conference))


@blueprint.route(f"{ITEM}/amend", methods=["GET", "POST"])
@access(load=agenda_queries.get_item, why_not=why_not("arrange"))
def amend_item(item: AgendaItem) -> ResponseReturnValue:
    """Change an item and its opinions."""
    form = _amend_form(item)
    if form.validate_on_submit():
        details = (form.title.data, form.presenter.data, form.minutes_planned.data)
        opinion_ids, new_ids = _chosen(form, item) if isinstance(form, TopicForm) else (None, [])
        seen = {"seen": form.seen_version, "reason": form.reason.data}
        if attempt(form, agenda.amend, item, *details, opinion_ids, by=actor(), **seen):
            features().offer("note_tabled")(actor(), new_ids)
            flash(_("修改已保存。"), "good")
            return to_conference(item.conference, "agenda")
    return draw(
        "conferences/item_form.html", form=form, conference=item.conference, item=item, **_closing(item.conference)
    )


@blueprint.post(f"{ITEM}/remove")
@access(load=agenda_queries.get_item, why_not=why_not("arrange"))
def remove_item(item: AgendaItem) -> ResponseReturnValue:
    """Take an item off the agenda."""
    conference = agenda.remove(item, by=actor(), reason=_change_reason())
    flash(_("已从议程中删除。"), "good")
    return to_conference(conference, "agenda")


@blueprint.post(f"{ONE}/agenda/order")
@access(load=queries.get_visible, why_not=why_not("arrange"))
def order(conference: Conference) -> ResponseReturnValue:
    """Put the items into another order: all of it after a drag, or one step of one item."""
    form = OrderForm()
    ids = wanted = form.ids(request.form.getlist("order"))
    item_id, _colon, direction = request.form.get("move", "").partition(":")
    if direction in STEPS:
        wanted = agenda_rules.moved(ids, next(iter(form.ids([item_id])), 0), STEPS[direction])
    try:
        agenda.reorder(conference, wanted, by=actor(), seen=form.seen_version, reason=_change_reason())
    except Stale as stale:
        if not is_autosave():
            raise
        orders = [texts.get(agenda.ORDER, "").split("\n") for texts in (stale.theirs, stale.yours)]
        theirs, yours = (_("、").join(titles) for titles in orders)
        flash(_("有人在您打开本页之后调整了议程，您的次序没有保存。现在的次序：%(theirs)s。您的次序：%(yours)s。",
                theirs=theirs, yours=yours), "bad")  # fmt: skip
        return "", 409, {"HX-Refresh": "true"}
    except RuleBroken as broken:
        if not is_autosave():
            raise
        # The page shows an order that is not stored: it loads anew, and says why.
        flash(spell(broken), "bad")
        return "", 409, {"HX-Refresh": "true"}
    if not is_autosave():
        return to_conference(conference, "agenda")
    slots = agenda_rules.timetable(conference.starts_at, conference.items)
    headers = {"X-Version": str(conference.version)}
    if [item.id for item in conference.items] != wanted:
        headers["HX-Refresh"] = "true"
    return render_template("conferences/_times.html", slots=slots), headers


@blueprint.route(f"{ITEM}/record", methods=["GET", "POST"])
@access(load=agenda_queries.get_item, why_not=why_not("record"))
def record(item: AgendaItem) -> ResponseReturnValue:
    """Note what was said on an item and what came of it; the page of the session saves by itself."""
    form = RecordForm(item)
    if not form.is_submitted():
        return _page(item, form)
    if form.validate() and attempt(
        form, agenda.record, item, form.text.data, form.outcome.data, by=actor(), seen=form.seen_version
    ):
        if is_autosave():
            return render_template("conferences/_saved.html", at=clock.now()), {"X-Version": str(item.version)}
        flash(_("已保存。"), "good")
        return to_conference(item.conference, f"item-{item.id}")
    if is_autosave():
        return render_template("errors/note.html", message=first_error(form)), 422
    return _page(item, form)


def _change_reason() -> str:
    """Why a closed agenda changes, from a form that has no more than its buttons. Raises RuleBroken."""
    return clean(request.form.get("reason", ""), multiline=False)[:CHANGE_LENGTH]


def _closing(conference: Conference) -> dict[str, Any]:
    return {"is_closed": agenda.is_closed(conference), "closes_on": agenda.closes_on(conference)}


def first_error(form: Form) -> str:
    """What is wrong, in one sentence, for an autosave."""
    return next((str(message) for field in form for message in field.errors), *form.form_errors[:1])


def _page(item: AgendaItem, form: RecordForm) -> ResponseReturnValue:
    user = actor()
    ids = agenda_queries.opinions_of([item.id]).get(item.id, [])
    may = {verb: conference_rules.why_not(verb, user, item.conference) is None for verb in ("arrange", "record")}
    words: dict[str, Any] = {}
    if item.kind is ItemKind.LEDGER:
        words["ledger"] = ledger_queries.ledger(item.conference)
    if item.kind is ItemKind.OPINIONS:
        words |= _fate(item.conference)
    return draw(
        "conferences/item.html",
        item=item,
        conference=item.conference,
        form=form,
        may=may,
        cards=tabled_cards(user, ids),
        files=features().offer("files_of")(holders.item_holder(user, item)),
        raised_opinions=features().offer("raised_opinions")(user, "agenda_item", item.id),
        **_closing(item.conference),
        base_url=url_for("conferences.item", id=item.conference_id, item_id=item.id),
        **words,
    )


def _fate(conference: Conference) -> dict[str, Any]:
    """What became of the opinions that the conference before took up, and how many have come in since."""
    before = queries.find_previous(conference)
    tied = agenda_queries.opinions_of([item.id for item in before.items]) if before else {}
    ids = {id for opinions in tied.values() for id in opinions}
    since = before.held_on if before else conference.held_on.replace(month=1, day=1)
    return {
        "before": before,
        "fate": features().cards(actor(), "opinion", ids),
        "figures": features().offer("opinions_received")(since, min(conference.held_on, clock.today())),
        "since": since,
    }


def _amend_form(item: AgendaItem) -> ItemForm:
    """Items of the system take no opinions of their own."""
    if item.kind in agenda_rules.SYSTEM_ITEMS:
        return ItemForm(obj=item)
    tied = agenda_queries.opinions_of([item.id]).get(item.id, [])
    present = features().cards(actor(), "opinion", tied).values()
    further = features().offer("tableable_opinions")(actor())
    return TopicForm(_options([*present, *further]), obj=item, data={"opinions": [str(id) for id in tied]})


def _options(cards: Sequence[Card]) -> list[Option]:
    return [(card.id, f"{card.number} {card.title}") for card in cards]


def _chosen(form: TopicForm, item: AgendaItem | None = None) -> tuple[list[int], list[int]]:
    """The opinions chosen, and those of them that are new on the item.

    The new ones are asked about: none may have gone onto another agenda while the page stood open.
    """
    tied = agenda_queries.opinions_of([item.id]).get(item.id, []) if item else []
    new = sorted(set(form.opinion_ids) - set(tied))
    for id in new:
        refuse(features().offer("may_table")(actor(), id))
    return form.opinion_ids, new
