"""The desk with its list, the page of one complaint, its receipt, its papers, and the name behind it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.complaints.models import (
    DIRECTION_LABELS,
    IDENTITY_LABELS,
    PAPER_LABELS,
    Complaint,
    ComplaintPaper,
    Direction,
    Identity,
)
from liaison.complaints.projections import as_seen_by, elsewhere, row_as_seen_by
from liaison.complaints.projections.complaint import identity_for, may_read_paper
from liaison.complaints.projections.origins import origins_of
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import desk
from liaison.complaints.queries.desk import Filters
from liaison.complaints.queries.standing import standing_of
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules import relations as r
from liaison.complaints.services import handing
from liaison.complaints.views.room import ONE, blueprint, direction_of, standing
from liaison.core.errors import NotFound
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.store import files, unit
from liaison.store.papers import MEDIA_TYPES
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import attachment, spreadsheet
from liaison.web.frame import draw, features
from liaison.web.language import tr

TABS = (
    ("", N_("全部")),
    ("intake", N_("受理中")),
    ("handling", N_("办理中")),
    ("reply", N_("待答复和已答复")),
    ("overdue", N_("超期")),
    ("ended", N_("已结束")),
)
PRIMARY = (
    "accept", "vet", "supplement", "transfer", "acknowledge", "receive", "assign", "convene", "docket", "notify",
    "investigate", "report", "give_account", "defend", "offer_hearing", "ask_hearing", "hold_hearing", "decide",
    "serve", "feed_back", "conclude", "answer", "reply", "summon", "insist", "identify", "satisfy",
)  # fmt: skip
LATER = frozenset((
    "recuse", "merge", "guide", "decline", "withdraw", "step_back", "tell_bureau", "note_finding", "drop", "amend",
    "refer", "close", "clarify", "ask_re_examination", "take", "object", "ask_disclosure", "object_handler",
    "ask_extension", "grant_objection", "deny_objection",
))  # fmt: skip
"""Verbs that stand in a list of their own instead of beside the title."""
COLUMNS = (
    N_("编号"), N_("方向"), N_("类别"), N_("身份方式"), N_("收到日期"), N_("状态"), N_("办理期限"), N_("单位"),
)  # fmt: skip


@blueprint.get("")
@access()
def complaints() -> ResponseReturnValue:
    """The complaints that the person may know of, filtered, or their spreadsheet."""
    user, filters = actor(), _filters()
    who = standing()
    statement = desk.listed(user, filters)
    names = _body_names()
    if lists.is_export():
        rows = lists.every_row(statement, desk.ORDER, desk.NEWEST)
        cells = [_cells(who, row, names) for row in rows]
        return spreadsheet(_("监督投诉"), [tr(column) for column in COLUMNS], cells)
    counts = desk.count_by_state(user, filters)
    page = lists.paginate_counted(statement, desk.ORDER, desk.NEWEST, counts.get(filters.state, 0), id=Complaint.id)
    direction = direction_of(user)
    return draw(
        "complaints/complaints.html",
        page=replace(page, rows=[row_as_seen_by(who, row) for row in page.rows]),
        tabs=[
            (tr(label), page.filters_url(state=word), counts.get(word, 0), filters.state == word)
            for word, label in TABS
        ],
        filters=filters,
        names=names,
        bodies=sorted(names.items(), key=lambda pair: pair[1]),
        categories=[(one.id, f"{one.code} {one.name}") for one in queries.categories()],
        directions=[(word.value, tr(DIRECTION_LABELS[word])) for word in Direction],
        identities=[(word.value, tr(IDENTITY_LABELS[word])) for word in Identity],
        may_lodge=rules.lodging_refusal(who, direction, "lodge") is None,
        may_enter=rules.lodging_refusal(who, direction, "enter") is None,
        is_office=bool(user.roles & {Role.OFFICER, Role.HEAD_OF_SUPERVISION}),
    )


@blueprint.get(ONE)
@access(load=queries.get_visible)
def complaint(complaint: Complaint) -> ResponseReturnValue:
    """One complaint: where it stands, what it says to this person, what happened, what comes next."""
    user, who = actor(), standing()
    seen = as_seen_by(who, complaint)
    open_moves = [move for move in seen.moves if move.verb not in {"approve_copy", "refuse_copy"}]
    return draw(
        "complaints/complaint.html",
        complaint=seen,
        body=_body_names().get(complaint.body_id or 0, ""),
        base_url=url_for("complaints.complaint", id=complaint.id),
        primary=next((verb for verb in PRIMARY if any(move.verb == verb for move in open_moves)), ""),
        open_moves=[move for move in open_moves if move.verb not in LATER],
        more_moves=[move for move in open_moves if move.verb in LATER],
        verbs={move.verb for move in seen.moves},
        files=[
            (kind, tr(label), shown)
            for kind, label in elsewhere.FILE_LABELS.items()
            if (shown := features().offer("files_of")(elsewhere.as_holder(kind, who, complaint))) is not None
        ],
        paper_url=lambda paper, made: url_for("complaints.paper", id=complaint.id, paper_id=paper.id, made=made),
        origins=origins_of(user, complaint.id),
        once=lambda: secrets.token_urlsafe(16),
    )


@blueprint.get(f"{ONE}/receipt")
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not_receipt(user, complaint))
def receipt(complaint: Complaint) -> ResponseReturnValue:
    """What the complainant takes along: reference, what comes next, the paper."""
    return draw(
        "complaints/receipt.html",
        complaint=as_seen_by(standing(), complaint),
        paper_url=lambda paper, made: url_for("complaints.paper", id=complaint.id, paper_id=paper.id, made=made),
    )


@blueprint.get(f"{ONE}/identity")
@access(load=queries.get_visible, why_not=lambda user, complaint: _why_not_identity(user, complaint), recent=True)
def identity(complaint: Complaint) -> ResponseReturnValue:
    """Who complains; each reading leaves an entry, whatever becomes of the page."""
    with unit.independent() as session:
        handing.note_identity_read(session, complaint, actor())
    return draw(
        "complaints/identity.html",
        complaint=row_as_seen_by(standing(), complaint),
        person=identity_for(standing(), complaint),
    )


@blueprint.get(f"{ONE}/papers/<int:paper_id>/<made>")
@access(load=lambda user, id, paper_id, made: _paper(user, id, paper_id, made))
def paper(found: tuple[ComplaintPaper, str]) -> ResponseReturnValue:
    """One file of a paper, as an attachment."""
    issued, made = found
    stored = issued.pdf if made == "pdf" else issued.docx
    if stored is None:
        raise NotFound
    name = f"{PAPER_LABELS[issued.sort]}{issued.number}.{made}"
    return attachment(files.read(stored), name, MEDIA_TYPES[made])


def _paper(user: Actor, id: int, paper_id: int, made: str) -> tuple[ComplaintPaper, str]:
    """A paper of a visible complaint that is for this person, and the format. Raises NotFound."""
    complaint = queries.get_visible(user, id)
    issued = next((one for one in queries.papers_of(complaint) if one.id == paper_id), None)
    if issued is None or made not in MEDIA_TYPES or not may_read_paper(standing_of(user), complaint, issued.sort):
        raise NotFound
    return issued, made


def _why_not_receipt(user: Actor, complaint: Complaint) -> Refusal | None:
    if r.COMPLAINANT in r.relations(standing_of(user), complaint):
        return None
    return Refusal(N_("回执只给投诉人。"), kind="forbidden")


def _why_not_identity(user: Actor, complaint: Complaint) -> Refusal | None:
    if identity_for(standing_of(user), complaint) is not None:
        return None
    return Refusal(N_("投诉人身份只有本件受理经办人和经批准披露的人员可以查看。"), kind="forbidden")


def _filters() -> Filters:
    words = lists.asked("q", "state", "direction", "identity")
    return Filters(
        **words,
        category_id=lists.asked_number("category"),
        body_id=lists.asked_number("body"),
        since=_asked_day("from"),
        until=_asked_day("to"),
    )


def _asked_day(name: str) -> date | None:
    """A filter that is a date; anything else counts as not given."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _body_names() -> dict[int, str]:
    kinds = {"court", "law_firm"}
    return {unit.id: unit.title for unit in features().offer("units")() if unit.kind in kinds}


def _cells(who: r.Standing, row: Complaint, names: dict[int, str]) -> Sequence[Any]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    seen = row_as_seen_by(who, row)
    return (
        seen.reference,
        tr(seen.direction_label),
        seen.category,
        tr(seen.identity_label),
        seen.received_on,
        tr(seen.status_label),
        seen.due_on,
        names.get(seen.body_id or 0, ""),
    )
