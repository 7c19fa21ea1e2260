"""Opinions that come as spreadsheets: what firms and chambers filled in; old ones come with the old ledgers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.opinions import rules
from liaison.opinions.models import Channel, Opinion, OpinionCategory, ProposerKind
from liaison.opinions.services.lodging import Content, OnBehalf, lodge
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet, read_table
from liaison.store import links
from liaison.store.links import LinkKind

MOST_ROWS: Final = 500
UNIT_KIND: Final = {Side.BAR: ProposerKind.FIRM, Side.BENCH: ProposerKind.COURT}


@dataclass(frozen=True, slots=True)
class Known:
    """What the cells of a sheet may name: categories in use, conferences to come."""

    categories: Mapping[str, int]
    conferences: Mapping[str, int]


def known(categories: Sequence[OpinionCategory], conferences: Sequence[tuple[int, str]]) -> Known:
    """Put together what cells may name, by name."""
    return Known({row.name: row.id for row in categories if not row.is_retired}, {name: id for id, name in conferences})


def columns(about: Known, unit: str = "", conference: str = "") -> tuple[ColumnSpec, ...]:
    """The columns of the sheet; a template for one unit and one conference offers these alone."""
    return (
        ColumnSpec("unit", "提出单位", required=True, longest=80, choices=(unit,) if unit else ()),
        ColumnSpec("person", "提出人姓名", longest=80),
        ColumnSpec("conference", "拟提交会议", longest=80, choices=(conference,) if conference else ()),
        ColumnSpec("category", "类别", required=True, choices=tuple(about.categories)),
        ColumnSpec("title", "标题", required=True, longest=80),
        ColumnSpec("text", "内容", required=True, longest=5000),
        ColumnSpec("grounds", "事实和依据", longest=2000),
        ColumnSpec("wanted", "希望如何处理", longest=2000),
        ColumnSpec("is_name_withheld", "不公开提出人", Kind.FLAG),
        ColumnSpec("received_on", "收到日期", Kind.DATE, required=True),
    )


def read(about: Known, data: bytes) -> tuple[list[dict[str, Any]], list[CellError]]:
    """The rows of a sheet and what is wrong in which cell; nothing is written. Raises SheetError."""
    sheet = read_table(data, columns(about), most_rows=MOST_ROWS)
    faults = [*sheet.errors, *(fault for row in sheet.rows for fault in _faults(sheet, row, about))]
    return [dict(row.values) for row in sheet.rows], sorted(faults, key=lambda fault: (fault.row, fault.column))


def pack(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as text, for the page that asks to confirm them."""
    return json.dumps(rows, ensure_ascii=False, default=str)


def unpack(packed: str) -> list[dict[str, Any]]:
    """The rows as they were."""
    rows: list[dict[str, Any]] = json.loads(packed)
    for row in rows:
        row["received_on"] = date.fromisoformat(row["received_on"])
    return rows


def take_in(rows: Sequence[Mapping[str, Any]], about: Known, by: Actor) -> list[Opinion]:
    """Lodge all rows, or none: the caller's transaction. Raises Forbidden, or RuleBroken where something is gone."""
    refuse(rules.why_not("enter", by, None))
    if any(row["category"] not in about.categories for row in rows):
        raise RuleBroken(N_("类别在您核对之后有了变动，本次没有导入，请重新上传。"))
    return [_taken(row, about, by) for row in rows]


def _taken(row: Mapping[str, Any], about: Known, by: Actor) -> Opinion:
    content = Content(
        about.categories[row["category"]],
        row["title"],
        row["text"],
        row.get("grounds") or "",
        row.get("wanted") or "",
        bool(row.get("is_name_withheld")),
    )
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


def _faults(sheet: Sheet, row: Row, about: Known) -> Iterator[CellError]:
    """What only this site can see: days that cannot be, and conferences that it does not know."""
    received_on, conference = row.values.get("received_on"), row.values.get("conference")
    if received_on is not None:
        try:
            rules.check_received(received_on, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "received_on", broken.message)
    if conference and conference not in about.conferences:
        yield sheet.fault(row, "conference", N_("没有这次即将召开的会议，请按会议名称全称填写，或留空。"))
