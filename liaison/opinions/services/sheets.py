"""Opinions that come as spreadsheets: what firms and chambers filled in, and old ones of before the platform."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.opinions import rules
from liaison.opinions.models import (
    OUTCOME_LABELS,
    PROPOSER_KIND_LABELS,
    Channel,
    Opinion,
    OpinionCategory,
    Outcome,
    ProposerKind,
)
from liaison.opinions.services.lodging import Content, OldRecord, OnBehalf, enter, lodge
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet, read_table
from liaison.store import links
from liaison.store.links import LinkKind

MOST_ROWS: Final = 500
UNIT_KIND: Final = {Side.BAR: ProposerKind.FIRM, Side.BENCH: ProposerKind.COURT}


class SheetKind(StrEnum):
    """What a spreadsheet holds."""

    COLLECTED = "collected"
    OLD = "old"


SHEET_LABELS: Final = {SheetKind.COLLECTED: N_("征集表"), SheetKind.OLD: N_("历史意见")}


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells of a sheet may name: categories in use, units of the answering side, conferences to come."""

    categories: Mapping[str, int]
    units: Mapping[str, int]
    conferences: Mapping[str, int]


def known(
    categories: Sequence[OpinionCategory], units: Sequence[tuple[int, str]], conferences: Sequence[tuple[int, str]]
) -> Known:
    """Put together what cells may name, by name."""
    return Known(
        {row.name: row.id for row in categories if not row.is_retired},
        {name: id for id, name in units},
        {name: id for id, name in conferences},
    )


def columns(kind: SheetKind, side: Side, about: Known, unit: str = "", conference: str = "") -> tuple[ColumnSpec, ...]:
    """The columns of a sheet; a template for one unit and one conference offers these alone."""
    said = (
        ColumnSpec("category", "类别", required=True, choices=tuple(about.categories)),
        ColumnSpec("title", "标题", required=True, longest=80),
        ColumnSpec("text", "内容", required=True, longest=5000),
        ColumnSpec("grounds", "事实和依据", longest=2000),
        ColumnSpec("wanted", "希望如何处理", longest=2000),
        ColumnSpec("is_name_withheld", "不公开提出人", Kind.FLAG),
        ColumnSpec("received_on", "收到日期", Kind.DATE, required=True),
    )
    if kind is SheetKind.COLLECTED:
        return (
            ColumnSpec("unit", "提出单位", required=True, longest=80, choices=(unit,) if unit else ()),
            ColumnSpec("person", "提出人姓名", longest=80),
            ColumnSpec("conference", "拟提交会议", longest=80, choices=(conference,) if conference else ()),
            *said,
        )
    return (
        ColumnSpec("proposer_kind", "提出人类型", required=True, choices=_kinds(side)),
        ColumnSpec("proposer", "提出人", required=True, longest=80),
        *said,
        ColumnSpec("number", "原编号", longest=60),
        ColumnSpec("lead", "主办单位", longest=80),
        ColumnSpec("reply", "答复内容", required=True, longest=5000),
        ColumnSpec("outcome", "办理结果", required=True, choices=tuple(OUTCOME_LABELS.values())),
        ColumnSpec("replied_on", "答复日期", Kind.DATE, required=True),
    )


def read(kind: SheetKind, side: Side, about: Known, data: bytes) -> tuple[list[dict[str, Any]], list[CellError]]:
    """The rows of a sheet and what is wrong in which cell; nothing is written. Raises SheetError."""
    sheet = read_table(data, columns(kind, side, about), most_rows=MOST_ROWS)
    faults = [*sheet.errors, *(fault for row in sheet.rows for fault in _faults(kind, sheet, row, about))]
    return [dict(row.values) for row in sheet.rows], sorted(faults, key=lambda fault: (fault.row, fault.column))


def pack(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as text, for the page that asks to confirm them."""
    return json.dumps(rows, ensure_ascii=False, default=str)


def unpack(packed: str) -> list[dict[str, Any]]:
    """The rows as they were."""
    rows: list[dict[str, Any]] = json.loads(packed)
    for row in rows:
        for name in ("received_on", "replied_on"):
            if row.get(name):
                row[name] = date.fromisoformat(row[name])
    return rows


def take_in(kind: SheetKind, rows: Sequence[Mapping[str, Any]], about: Known, by: Actor) -> list[Opinion]:
    """Lodge all rows, or none: the caller's transaction. Raises Forbidden, or RuleBroken where something is gone."""
    refuse(rules.why_not("enter", by, None))
    assert by.side is not None, "an officer belongs to a side"
    if any(row["category"] not in about.categories for row in rows):
        raise RuleBroken(N_("类别在您核对之后有了变动，本次没有导入，请重新上传。"))
    return [_taken(kind, row, about, by) for row in rows]


def _taken(kind: SheetKind, row: Mapping[str, Any], about: Known, by: Actor) -> Opinion:
    content = Content(
        about.categories[row["category"]],
        row["title"],
        row["text"],
        row.get("grounds") or "",
        row.get("wanted") or "",
        bool(row.get("is_name_withheld")),
    )
    if kind is SheetKind.OLD:
        behalf = OnBehalf(_kind_named(row["proposer_kind"]), row["proposer"], row["received_on"], Channel.OLD_RECORD)
        outcome = next(word for word, label in OUTCOME_LABELS.items() if label == row["outcome"])
        lead_id = about.units.get(row.get("lead") or "")
        old = OldRecord(lead_id, row["reply"], Outcome(outcome), row["replied_on"], row.get("number") or "")
        return enter(content, behalf, old, by)
    assert by.side is not None, "an officer belongs to a side"
    person = row.get("person") or ""
    whose = ProposerKind.PERSON if person else UNIT_KIND[by.side]
    opinion = lodge(
        content, by, OnBehalf(whose, person or row["unit"], row["received_on"], Channel.TEMPLATE), is_quiet=True
    )
    conference_id = about.conferences.get(row.get("conference") or "")
    if conference_id is not None:
        links.tie(Opinion.__tablename__, opinion.id, LinkKind.COLLECTED_FOR, "conference", conference_id)
    return opinion


def _faults(kind: SheetKind, sheet: Sheet, row: Row, about: Known) -> Iterator[CellError]:
    """What only this site can see: days that cannot be, units and conferences that it does not know."""
    received_on, replied_on = row.values.get("received_on"), row.values.get("replied_on")
    if received_on is not None:
        try:
            rules.check_received(received_on, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "received_on", broken.message)
    if kind is SheetKind.COLLECTED:
        conference = row.values.get("conference")
        if conference and conference not in about.conferences:
            yield sheet.fault(row, "conference", N_("没有这次即将召开的会议，请按会议名称全称填写，或留空。"))
        return
    lead = row.values.get("lead")
    if lead and lead not in about.units:
        yield sheet.fault(row, "lead", N_("名册中没有这个单位，请按单位名册中的名称填写，或留空。"))
    if replied_on is not None and received_on is not None and not received_on <= replied_on <= clock.today():
        yield sheet.fault(row, "replied_on", N_("答复日期应在收到日期之后、今天之前。"))


def _kinds(side: Side) -> tuple[str, ...]:
    return tuple(PROPOSER_KIND_LABELS[kind] for kind in rules.PROPOSER_KINDS[side])


def _kind_named(label: str) -> ProposerKind:
    return next(kind for kind, name in PROPOSER_KIND_LABELS.items() if name == label)
