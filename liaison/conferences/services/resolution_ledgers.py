"""Old resolutions out of a ledger, all of them settled: what is still open is entered by hand and then followed."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from liaison.conferences.models import Conference, ItemKind, ResolutionStatus
from liaison.conferences.models.agenda import ITEM_KIND_LABELS, AgendaItem
from liaison.conferences.queries import ledgers as queries
from liaison.conferences.rules import conferences as conference_rules
from liaison.conferences.rules import resolutions as rules
from liaison.conferences.rules.planning import title_of
from liaison.conferences.services import old_minutes
from liaison.conferences.services.ledgers import KINDS
from liaison.conferences.services.resolutions import SERIES, Lead
from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, Drawn, LedgerKind, Planned, near
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet
from liaison.store import attachments, audit, links, numbering
from liaison.store.base import db
from liaison.web.frame import features

STATES: Final = {"已落实": ResolutionStatus.DONE, "已取消": ResolutionStatus.CANCELLED}
DIVIDER: Final = re.compile(r"[、，,;；\s]+")
COLUMNS: Final = (
    ColumnSpec("kind", "会议类别", required=True, choices=tuple(KINDS)),
    ColumnSpec("ordinal", "第几次", Kind.INTEGER, required=True),
    ColumnSpec("text", "议定内容", required=True, longest=2000),
    ColumnSpec("lead", "主办单位", required=True, longest=80),
    ColumnSpec("joint", "会办单位", longest=200),
    ColumnSpec("person", "责任人", longest=40),
    ColumnSpec("due_on", "完成期限", Kind.DATE, required=True),
    ColumnSpec("state", "结果", required=True, choices=tuple(STATES)),
    ColumnSpec("done_on", "办结日期", Kind.DATE, required=True),
    ColumnSpec("done_note", "办结说明", longest=500),
)
NOTES: Final = (
    "“往届议定事项”：每行一项，会议须已在系统中，或在同一文件的“往届会议”表中。会办单位有几个的，用顿号隔开。",
    "只导入已经落实或者取消的事项。还在办理的，请在该次会议的纪要页面逐项“补录议定事项”，以便列入下次会议跟踪。",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows may name: old conferences, with what is resolved there, and units by name."""

    conferences: Mapping[str, Conference]
    texts: Collection[tuple[int, str]]
    units: Mapping[str, Lead]


def why_not(user: Actor) -> Refusal | None:
    """Old resolutions are entered by organisers."""
    return conference_rules.why_not("archive", user, None)


def draw(sheet: Sheet, batch: Batch) -> Drawn:
    """What each row would make; what is resolved there in the same words already is left out."""
    old = {one.title: one for one in queries.old_ones()}
    known = _Known(old, queries.texts_of([one.id for one in old.values()]), _units())
    planned, doubled, faults, warnings = list[Planned](), [], list(sheet.errors), list[CellError]()
    seen = dict[tuple[str, str], int]()
    for row in sheet.rows:
        wrong = list(_faults(sheet, row, batch, known, seen))
        faults += wrong
        if wrong or any(fault.row == row.number for fault in sheet.errors):
            continue
        conference, text = _title(row), row.values["text"]
        seen[conference, text] = row.number
        stands = known.conferences.get(conference)
        if stands is not None and (stands.id, text) in known.texts:
            doubled.append((row.number, text))
            continue
        names = [name for name in DIVIDER.split(row.values.get("joint") or "") if name]
        for key, name in [("lead", row.values["lead"]), *(("joint", name) for name in names)]:
            warnings += _strange(sheet, row, key, name, known.units)
        lead = known.units.get(row.values["lead"], Lead(name=row.values["lead"]))
        joint = [known.units.get(name, Lead(name=name)) for name in names]
        values = {**row.values, "conference": conference, "lead": lead, "joint": joint}
        planned.append(Planned(row.number, text, row.values["done_on"], values))
    return Drawn(tuple(planned), tuple(doubled), tuple(faults), tuple(warnings))


def _title(row: Row) -> str:
    kind, ordinal = KINDS.get(row.values["kind"]), row.values["ordinal"]
    return title_of(kind, ordinal) if kind is not None and ordinal and 1 <= ordinal <= 9999 else ""


def _units() -> dict[str, Lead]:
    """The units of the directory by each of their names."""
    found = features().offer("units")()
    return {name: Lead(one.id, one.name, one.side) for one in found for name in (one.title, one.name)}


def _strange(sheet: Sheet, row: Row, key: str, name: str, units: Mapping[str, Lead]) -> Iterator[CellError]:
    if name in units:
        return
    if meant := near(name, frozenset(units)):
        yield sheet.fault(row, key, N_("名册中没有“%(name)s”，相近的有：%(meant)s。"), name=name, meant=meant)
    else:
        yield sheet.fault(row, key, N_("名册中没有“%(name)s”，将只记名称。"), name=name)


def _faults(
    sheet: Sheet, row: Row, batch: Batch, known: _Known, seen: Mapping[tuple[str, str], int]
) -> Iterator[CellError]:
    conference, done_on, due_on = _title(row), row.values["done_on"], row.values["due_on"]
    if conference and conference not in known.conferences and conference not in batch.days:
        message = N_("没有“%(title)s”这次往届会议，请先在“往届会议”表中登记。")
        yield sheet.fault(row, "ordinal", message, title=conference)
    if (conference, row.values["text"]) in seen:
        message = N_("与第%(earlier)s行重复。")
        yield sheet.fault(row, "text", message, earlier=seen[conference, row.values["text"]])
    stands = known.conferences.get(conference)
    held_on = stands.held_on if stands is not None else batch.days.get(conference)
    if held_on is not None and due_on is not None and due_on < held_on:
        yield sheet.fault(row, "due_on", N_("完成期限不能早于会议日期。"))
    if done_on is not None:
        try:
            rules.check_done_on(done_on, held_on or done_on, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "done_on", broken.message)


def make(planned: Sequence[Planned], by: Actor) -> list[int]:
    """Enter each resolution at its conference, in the order of the rows."""
    conferences = {one.title: one for one in queries.old_ones()}
    return [_made(conferences[one.values["conference"]], one.values, by) for one in planned]


def _made(conference: Conference, values: Mapping[str, Any], by: Actor) -> int:
    joint: list[Lead] = values["joint"]
    resolution = old_minutes.enter(
        conference, values["text"], values["lead"], [one.name for one in joint], values.get("person") or "",
        values["due_on"], STATES[values["state"]], values["done_on"], values.get("done_note") or "", by=by,
        joint_ids=[one.id for one in joint if one.id is not None],
    )  # fmt: skip
    return resolution.id


def undo(ids: Collection[int], by: Actor) -> None:
    """Take resolutions away again on which nothing stands. Raises RuleBroken naming the first that something does."""
    rows, carried = queries.resolutions(ids), queries.carried(ids)
    tied = links.tied_ids("resolution", ids) | attachments.things_with_files("resolution", ids) | carried
    numbers: dict[int, list[int]] = {}
    for row in rows:
        if row.events or row.milestones or row.version > 1 or row.id in tied:
            raise RuleBroken(N_("议定事项%(number)s之后又有办理、更正或材料，不能撤销。"), number=row.full_number)
        numbers.setdefault(row.year or 0, []).append(row.number or 0)
        audit.record("resolution.taken_back", row, by, number=row.full_number)
        db.session.delete(row)
    db.session.flush()
    for year, given in numbers.items():
        if not numbering.give_back_all(SERIES, given, year):
            raise RuleBroken(N_("%(year)s年的议定事项之后又编了新号，撤销会造成断号，不能撤销。"), year=year)


def collecting_item(title: str) -> int:
    """The agenda item under which an old conference has its opinions; made when the first one comes.

    Raises RuleBroken where there is no such old conference.
    """
    conference: Conference | None = next((one for one in queries.old_ones() if one.title == title), None)
    if conference is None:
        raise RuleBroken(N_("没有“%(title)s”这次往届会议，请先在“往届会议”表中登记。"), title=title)
    item = queries.opinions_item(conference.id)
    if item is None:
        label = ITEM_KIND_LABELS[ItemKind.OPINIONS]
        item = AgendaItem(conference_id=conference.id, position=1, kind=ItemKind.OPINIONS, title=label)
        db.session.add(item)
        db.session.flush()
    return item.id


def old_titles() -> dict[str, Any]:
    """The names of the conferences from before this installation, with their days."""
    return {one.title: one.held_on for one in queries.old_ones()}


RESOLUTIONS: Final = LedgerKind(
    "resolutions", N_("往届议定事项"), "resolution", 2, why_not, lambda _user: COLUMNS, NOTES, draw, make, undo,
    lambda id: f"/resolutions/{id}",
)  # fmt: skip
