"""The pages of reply slips: one's own, the office's for others, by personal link; and who still owes one."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.conferences import queries
from liaison.conferences.forms.replies import ReplyForm
from liaison.conferences.models import REPLY_LABELS, WAY_LABELS, Attendance, Conference, Reply, ReplyWay
from liaison.conferences.queries.attendance import get_attendance, get_by_slip, user_addresses
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.services import codes, known, replies
from liaison.conferences.views.room import ONE, blueprint, reachable, to_conference, why_not_organise
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import SIDE_LABELS, Actor
from liaison.web import lists
from liaison.web.access import ANYONE, access, actor
from liaison.web.export import spreadsheet
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.language import datetime_text, tr

COLUMNS = (
    N_("姓名"), N_("单位"), N_("职务"), N_("所属方"), N_("电话"), N_("回执"), N_("事由"), N_("回执时间"),
    N_("回执方式"),
)  # fmt: skip


@blueprint.get(f"{ONE}/replies")
@access(load=queries.get_visible, why_not=why_not_organise)
def reply_list(conference: Conference) -> ResponseReturnValue:
    """Who replied what, and whom to ring; or the spreadsheet."""
    phones = phones_of(conference)
    chosen = lists.asked("reply")["reply"]
    rows = [row for row in conference.attendances if not chosen or row.reply == chosen]
    if lists.is_export():
        cells = [_cells(row, phones) for row in rows]
        return spreadsheet(_("回执情况"), [tr(column) for column in COLUMNS], cells)
    user, url = actor(), url_for("conferences.reply_list", id=conference.id)
    counts = {word: sum(row.reply is word for row in conference.attendances) for word in Reply}
    return draw(
        "conferences/replies.html",
        conference=conference,
        rows=rows,
        phones={row.id: known.phone_of(row, phones) for row in rows},
        mailed=_mailed(conference),
        counts=counts,
        tabs=[(tr(REPLY_LABELS[word]), f"{url}?reply={word.value}", counts[word], chosen == word) for word in Reply],
        chosen=chosen,
        ways=WAY_LABELS,
        may={verb: conference_rules.why_not(verb, user, conference) is None for verb in ("reply", "remind")},
    )


def _why_not_reply(user: Actor, row: Attendance) -> Refusal | None:
    refusal = reply_rules.why_not_reply(user, row)
    # The person's own closed slip is shown with its reason; to everybody else it is not theirs.
    return refusal if refusal is not None and refusal.kind == "forbidden" else None


@blueprint.route(f"{ONE}/replies/<int(max=2147483647):attendance_id>", methods=["GET", "POST"])
@access(load=get_attendance, why_not=_why_not_reply)
def reply(row: Attendance) -> ResponseReturnValue:
    """Fill in a slip: the person invited, or an organiser from the paper that came."""
    user = actor()
    is_own = row.person_id is not None and row.person_id == user.person_id
    form, way = ReplyForm(row), ReplyWay.PAGE if is_own else ReplyWay.OFFICE
    if form.validate_on_submit() and attempt(
        form, replies.reply, row, form.answer(),
        by=user, way=way, seen=form.seen.data or "", addresses=reachable(row.conference),
    ):  # fmt: skip
        flash(_("回执已保存。"), "good")
        if is_own:
            return to_conference(row.conference)
        return redirect(url_for("conferences.reply_list", id=row.conference_id), 303)
    refusal = reply_rules.why_not_reply(user, row)
    return draw("conferences/reply.html", form=form, row=row, conference=row.conference, refusal=refusal, is_own=is_own)


@blueprint.route("/slip/<code>", methods=["GET", "POST"])
@access(ANYONE, load=lambda _user, code: get_by_slip(codes.slip_key(code)))
def slip(row: Attendance) -> ResponseReturnValue:
    """The slip of whoever holds the personal link, without signing in."""
    form = ReplyForm(row)
    if form.validate_on_submit() and attempt(
        form, replies.reply, row, form.answer(), by=None, way=ReplyWay.LINK, seen=form.seen.data or ""
    ):
        flash(_("回执已保存，谢谢。"), "good")
        return redirect(url_for("conferences.slip", code=row.slip_code), 303)
    refusal = reply_rules.why_not_reply(None, row)
    return draw("conferences/slip.html", form=form, row=row, conference=row.conference, refusal=refusal)


def phones_of(conference: Conference) -> Mapping[int, str]:
    """The directory's telephone numbers of those invited, by person; for organisers."""
    ids = [row.person_id for row in conference.attendances if row.person_id is not None]
    found: Mapping[int, str] = features().offer("phones")(ids) if ids else {}
    return found


def _mailed(conference: Conference) -> dict[int, bool]:
    """Whether mail reaches somebody, by row."""
    ids = [row.person_id for row in conference.attendances if row.person_id is not None]
    known = {**reachable(conference), **user_addresses(ids)}
    return {row.id: bool(row.email or known.get(row.person_id or 0)) for row in conference.attendances}


def _cells(row: Attendance, phones: Mapping[int, str]) -> tuple[Any, ...]:
    return (
        row.name,
        row.unit,
        row.office,
        tr(SIDE_LABELS[row.side]) if row.side else None,
        known.phone_of(row, phones),
        tr(REPLY_LABELS[row.reply]),
        row.reason,
        datetime_text(row.replied_at) if row.replied_at else None,
        tr(WAY_LABELS[row.reply_way]) if row.reply_way else None,
    )
