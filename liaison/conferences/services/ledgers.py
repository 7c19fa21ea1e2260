"""Old conferences and their minutes out of a ledger: looked at row by row, made as if entered, and taken back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from liaison.conferences import queries
from liaison.conferences.models import KIND_LABELS, ConferenceKind
from liaison.conferences.queries import ledgers as old_queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.rules.planning import title_of
from liaison.conferences.services import old_minutes
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, Drawn, LedgerKind, Planned
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet
from liaison.store import audit, files, links, numbering
from liaison.store.base import db

KINDS: Final[Mapping[str, ConferenceKind]] = {label: kind for kind, label in KIND_LABELS.items()}
SIDES: Final[Mapping[str, Side]] = {label: side for side, label in SIDE_LABELS.items()}
MOST_ORDINAL: Final = 9999
COLUMNS: Final = (
    ColumnSpec("kind", "会议类别", required=True, choices=tuple(KINDS)),
    ColumnSpec("ordinal", "第几次", Kind.INTEGER, required=True),
    ColumnSpec("held_on", "会议日期", Kind.DATE, required=True),
    ColumnSpec("convening_side", "召集方", required=True, choices=tuple(SIDES)),
    ColumnSpec("place", "会议地点", longest=80),
    ColumnSpec("number", "原纪要文号", longest=60),
    ColumnSpec("file", "纪要文件名", longest=200, aliases=("纪要文件",)),
    ColumnSpec("note", "备注", longest=500),
)
NOTES: Final = (
    "“往届会议”：每行一次会议。“第几次”只填数字，如4；以后的会议接着编号。",
    (
        "有纪要原件（PDF、图片、Word）的，“纪要文件名”填写文件名，如“第四次纪要.pdf”，并在导入页面把这些文件"
        "（或打成一个 zip 压缩包）与本表一起上传；没有的留空，以后可以补存。"
    ),
)


def why_not(user: Actor) -> Refusal | None:
    """Old conferences are entered by organisers."""
    return conference_rules.why_not("archive", user, None)


def draw(sheet: Sheet, batch: Batch) -> Drawn:
    """What each row would make; a conference that is there already with its day is left out."""
    known, seen = old_queries.held_days(), dict[tuple[ConferenceKind, int], int]()
    planned, doubled, faults, used = [], [], list(sheet.errors), set[str]()
    for row in sheet.rows:
        kind, ordinal, held_on = KINDS.get(row.values["kind"]), row.values["ordinal"], row.values["held_on"]
        wrong = list(_faults(sheet, row, batch, seen, known))
        faults += wrong
        if row.values.get("file"):
            used.add(row.values["file"])
        if kind is None or ordinal is None or held_on is None or wrong:
            continue
        title = title_of(kind, ordinal)
        seen[kind, ordinal] = row.number
        if (kind, ordinal) in known:
            doubled.append((row.number, title))
        elif not any(fault.row == row.number for fault in sheet.errors):
            values = {**row.values, "kind": kind, "convening_side": SIDES[row.values["convening_side"]]}
            planned.append(
                Planned(row.number, title, held_on, {**values, "file": batch.files.get(values.get("file") or "")})
            )
    days = {one.on: one.row for one in reversed(planned)}
    return Drawn(
        tuple(planned), tuple(doubled), tuple(faults), counted={"conferences_held": days},
        days={one.title: one.on for one in planned}, used=frozenset(used),
    )  # fmt: skip


def _faults(
    sheet: Sheet, row: Row, batch: Batch, seen: Mapping[tuple[ConferenceKind, int], int],
    known: Mapping[tuple[ConferenceKind, int], date],
) -> Iterator[CellError]:  # fmt: skip
    kind, ordinal, held_on = KINDS.get(row.values["kind"]), row.values["ordinal"], row.values["held_on"]
    if ordinal is not None and not 1 <= ordinal <= MOST_ORDINAL:
        yield sheet.fault(row, "ordinal", N_("请填写 1 至 %(most)s 之间的整数。"), most=MOST_ORDINAL)
    elif kind is not None and ordinal is not None:
        if (kind, ordinal) in seen:
            yield sheet.fault(row, "ordinal", N_("与第%(earlier)s行重复。"), earlier=seen[kind, ordinal])
        elif held_on is not None and known.get((kind, ordinal), held_on) != held_on:
            day = known[kind, ordinal].isoformat()
            yield sheet.fault(row, "held_on", N_("系统中已有该次会议，日期是%(day)s，请核对。"), day=day)
    if held_on is not None:
        try:
            minutes_rules.check_old_day(held_on, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "held_on", broken.message)
    if name := row.values.get("file"):
        found = batch.files.get(name)
        if found is None:
            yield sheet.fault(row, "file", N_("没有上传名为“%(name)s”的文件。"), name=name)
        elif isinstance(found, RuleBroken):
            yield sheet.fault(row, "file", found.message, **found.params)


def make(planned: Sequence[Planned], by: Actor) -> list[int]:
    """Enter each conference, with the file of its minutes where it came along."""
    return [_made(one.values, by) for one in planned]


def _made(values: Mapping[str, Any], by: Actor) -> int:
    words = {name: values.get(name) or "" for name in ("place", "number", "note")}
    conference = old_minutes.archive(
        values["kind"], values["ordinal"], values["held_on"], values["convening_side"], values["file"], by=by, **words
    )
    return conference.id


def undo(ids: Collection[int], by: Actor) -> None:
    """Take conferences away again on which nothing stands. Raises RuleBroken naming the first that something does."""
    for conference in old_queries.with_all(ids):
        old, items = conference.archived, [item.id for item in conference.items]
        stands = bool(
            conference.resolutions or conference.attendances or conference.revisions or conference.reopenings
            or (old is not None and old.corrections)
            or links.tied_ids("conference", [conference.id]) or links.tied_ids("agenda_item", items)
        )  # fmt: skip
        if stands:
            raise RuleBroken(
                N_("“%(title)s”之后又补录了议定事项、列入了意见或作过更正，不能撤销。"), title=conference.title
            )
        if old is not None:
            kept = old.file
            db.session.delete(old)
            db.session.flush()
            db.session.expire(conference, ["archived"])
            if kept is not None:
                files.discard(kept)
        audit.record("conference.taken_back", conference, by, number=conference.ordinal)
        db.session.delete(conference)
    db.session.flush()
    for kind in ConferenceKind:
        numbering.lower(queries.series_of(kind), old_queries.highest_ordinal(kind))


CONFERENCES: Final = LedgerKind(
    "conferences", N_("往届会议"), "conference", 1, why_not, lambda _user: COLUMNS, NOTES, draw, make, undo,
    lambda id: f"/conferences/{id}/minutes",
)  # fmt: skip
