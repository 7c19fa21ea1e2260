"""The list of opinions with its filters and its spreadsheet, and the page of one opinion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.opinions import queries, rules
from liaison.opinions.models import Channel, Opinion
from liaison.opinions.projections import (
    SeenOpinion,
    as_seen_by,
    elsewhere,
    history_as_seen_by,
    parts_as_seen_by,
    stages,
)
from liaison.opinions.queries import Filters
from liaison.opinions.views import origins
from liaison.opinions.views.room import ONE, blueprint, complaint_url, unit_names, units
from liaison.store import clocks, links
from liaison.store.links import LinkKind
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw, features
from liaison.web.language import date_text, limit_words, tr

TABS = (
    ("", N_("全部")),
    ("lodged", N_("待审核")),
    ("screened", N_("待答复")),
    ("overdue", N_("逾期未答复")),
    ("replied", N_("已答复")),
    ("closed", N_("已办结")),
    ("returned", N_("退回、撤回和合并")),
)
PRIMARY = ("screen", "reply", "amend", "rate", "close")
PUBLISHED_TABS = {"", "replied", "closed"}
COLUMNS = (
    N_("编号"), N_("标题"), N_("类别"), N_("提出方"), N_("提出人"), N_("收到日期"), N_("状态"), N_("主办单位"),
    N_("会办单位"), N_("审核日期"), N_("答复期限"), N_("答复日期"), N_("办理结果"), N_("满意度"), N_("内容"),
    N_("事实和依据"), N_("希望如何处理"), N_("答复内容"),
)  # fmt: skip


@blueprint.get("")
@access()
def opinions() -> ResponseReturnValue:
    """The opinions that the person may see, filtered, or their spreadsheet."""
    filters = queries.looked_up(actor(), _filters())
    statement = queries.listed(actor(), filters)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        return spreadsheet(_("意见建议"), [tr(column) for column in COLUMNS], _cells(rows))
    counts, order = queries.count_by_status(actor(), filters), queries.order_of(filters)
    if filters.status in {word for word, _ in TABS}:
        total = counts.get(filters.status, 0)
        page = lists.paginate_counted(statement, order, queries.NEWEST, total, id=Opinion.id)
    else:
        page = lists.paginate(statement, order, queries.NEWEST)
    saved = lists.saved(actor(), lambda asked: queries.listed(actor(), _filters(asked)))
    has_side, offered = actor().side is not None, units()
    return draw(
        "opinions/opinions.html",
        page=replace(page, rows=[as_seen_by(actor(), opinion) for opinion in page.rows]),
        tabs=[
            (tr(label), page.filters_url(status=word), counts.get(word, 0), filters.status == word)
            for word, label in TABS
            if has_side or word in PUBLISHED_TABS
        ],
        saved=saved,
        filters=filters,
        sides=[(side.value, tr(SIDE_LABELS[side])) for side in Side],
        categories=[(category.id, category.name) for category in queries.categories()],
        units=offered,
        unit_names=unit_names((opinion.lead_id for opinion in page.rows), offered),
        may_import=rules.why_not("enter", actor(), None) is None,
        may_lodge=rules.why_not("lodge", actor(), None) is None,
    )


@blueprint.get(ONE)
@access(load=queries.get_visible)
def opinion(opinion: Opinion) -> ResponseReturnValue:
    """One opinion: where it stands, what it says, what happened, what comes next."""
    user = actor()
    events = queries.events_of(opinion)
    tied = links.tied_from("opinion", [opinion.id], LinkKind.TABLES).get(opinion.id, [])
    items = features().cards(user, "agenda_item", [id for kind, id in tied if kind == "agenda_item"])
    names = unit_names([opinion.lead_id, *opinion.joint_ids])
    return draw(
        "opinions/opinion.html",
        opinion=as_seen_by(user, opinion),
        steps=[(tr(label), state, date_text(day)) for label, state, day in stages(opinion, events)],
        history=[
            replace(
                event,
                title=tr(event.title),
                by=tr(event.by),
                before=tuple((tr(label), text) for label, text in event.before),
            )
            for event in history_as_seen_by(user, opinion, events)
        ],
        origin=_origin(user, opinion),
        open_moves=rules.open_moves(user, opinion),
        primary=next((verb for verb in PRIMARY if rules.why_not(verb, user, opinion) is None), ""),
        items=list(items.values()),
        excerpt_url=features().offer("minutes_excerpt_url")(user, opinion.id) if items else "",
        origins=origins.cards(user, opinion.id),
        files=features().offer("files_of")(elsewhere.as_holder(user, opinion)),
        unit_names=names,
        joint_names=_joint(opinion.joint_ids, names),
        parts=parts_as_seen_by(user, opinion, names),
        complaint_url=complaint_url(),
        base_url=url_for("opinions.opinion", id=opinion.id),
        extension=limit_words(clocks.limit(clocks.OPINION_EXTENSION)),
        reply_limit=limit_words(clocks.limit(clocks.OPINION_REPLY)),
    )


def _filters(of: lists.Asked | None = None) -> Filters:
    """What the address asks for, or a saved filter."""
    return Filters(
        **lists.asked("q", "side", "status", "outcome", "satisfaction", of=of),
        category_id=lists.asked_number("category", of),
        lead_id=lists.asked_number("lead", of),
        since=lists.asked_day("from", of),
        until=lists.asked_day("to", of),
        replied_since=lists.asked_day("replied-from", of),
        replied_until=lists.asked_day("replied-to", of),
        screened_since=lists.asked_day("screened-from", of),
        screened_until=lists.asked_day("screened-to", of),
        is_in_time=lists.asked("in-time", of=of)["in-time"] == "yes",
        item_ids=items_asked(of),
        found_ids=None,
    )


def items_asked(of: lists.Asked | None) -> tuple[int, ...] | None:
    """The agenda items of the conference, or of those held within the days, that figures lead to."""
    first, last = lists.asked_day("held-from", of), lists.asked_day("held-to", of)
    conference_id = lists.asked_number("conference", of)
    if conference_id is not None:
        return tuple(features().offer("items_of_conference")(actor(), conference_id))
    if first is None or last is None:
        return None
    held = features().offer("conferences_held")(first, last)
    return tuple(item_id for conference in held for item_id in conference.item_ids)


def _cells(rows: Sequence[Opinion]) -> list[Sequence[Any]]:
    names = unit_names(id for opinion in rows for id in (opinion.lead_id, *opinion.joint_ids))
    return [_row(as_seen_by(actor(), opinion), names) for opinion in rows]


def _joint(ids: Iterable[int], names: Mapping[int, str]) -> str:
    return str(_("、")).join(names[id] for id in ids if id in names)


def _row(opinion: SeenOpinion, names: Mapping[int, str]) -> Sequence[Any]:
    """One row of the spreadsheet, in the order of COLUMNS."""
    return (
        opinion.number,
        opinion.title,
        opinion.category,
        tr(opinion.side_label),
        opinion.proposer or _("不公开"),
        opinion.received_on,
        tr(opinion.status_label),
        names.get(opinion.lead_id or 0, ""),
        _joint(opinion.joint_ids, names),
        opinion.screened_on,
        opinion.due_on,
        opinion.replied_on,
        tr(opinion.outcome_label),
        tr(opinion.satisfaction_label),
        opinion.text,
        opinion.grounds,
        opinion.wanted,
        opinion.reply,
    )


def _origin(user: Actor, opinion: Opinion) -> Any:
    """The old ledger that the opinion came out of, where it did."""
    is_old = opinion.channel is Channel.OLD_RECORD
    return features().offer("imported_from")(user, "opinions", opinion.id) if is_old else None
