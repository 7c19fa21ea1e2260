"""Old opinions out of a ledger: looked at row by row, entered closed as they ended, and taken back."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import delete

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, Drawn, LedgerKind, NumberKind, Planned, near
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.numbers import chinese_numeral
from liaison.core.sides import Actor, Side
from liaison.opinions import queries, rules
from liaison.opinions.models import (
    OUTCOME_LABELS,
    PROPOSER_KIND_LABELS,
    Channel,
    Opinion,
    OpinionEvent,
    OpinionReply,
    ProposerKind,
)
from liaison.opinions.queries import ledgers as old_queries
from liaison.opinions.services.lodging import NUMBER_FORM, SERIES, Content, OldRecord, OnBehalf, enter_all
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet
from liaison.store import attachments, audit, links, numbering, wordings
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.web.frame import features

OUTCOMES: Final = {label: outcome for outcome, label in OUTCOME_LABELS.items()}
BODIES: Final = frozenset({ProposerKind.FIRM, ProposerKind.COURT, ProposerKind.ASSOCIATION})
ORDINAL: Final = re.compile(r"第\s*(\d{1,4})\s*次")
NOTES: Final = (
    (
        "“往届意见建议”：每行一条已经办结的意见建议，由提出方的经办人导入。在联席会议上提出的，“提交会议”填写会议名称，"
        "如“第四次联席会议”，会议须已在系统中或在同一文件的“往届会议”表中；没有在会议上提出的留空。"
    ),
    "“不公开提出人”填“是”的，对方看不到提出人的姓名或单位名称。还没有办结的意见请在“提出意见”页面登记，按正常程序办理。",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows may name, and what is there already as (title, day of receipt, proposer)."""

    categories: Mapping[str, int]
    units: Mapping[str, int]
    bodies: Collection[str]
    conferences: Mapping[str, date]
    there: Collection[tuple[str, date, str]]


def why_not(user: Actor) -> Refusal | None:
    """Old opinions are entered by officers of the side whose they are."""
    return rules.why_not("enter", user, None)


def columns(user: Actor) -> tuple[ColumnSpec, ...]:
    """The columns of the sheet, with what that side may choose from."""
    kinds = rules.PROPOSER_KINDS[user.side] if user.side else ()
    categories = tuple(row.name for row in queries.categories() if not row.is_retired)
    return (
        ColumnSpec("proposer_kind", "提出人类型", required=True, choices=tuple(map(PROPOSER_KIND_LABELS.get, kinds))),  # type: ignore[arg-type]
        ColumnSpec("proposer", "提出人", required=True, longest=80),
        ColumnSpec("category", "类别", required=True, choices=categories),
        ColumnSpec("title", "标题", required=True, longest=80),
        ColumnSpec("text", "内容", required=True, longest=5000),
        ColumnSpec("grounds", "事实和依据", longest=2000),
        ColumnSpec("wanted", "希望如何处理", longest=2000),
        ColumnSpec("is_name_withheld", "不公开提出人", Kind.FLAG),
        ColumnSpec("received_on", "收到日期", Kind.DATE, required=True),
        ColumnSpec("conference", "提交会议", longest=80),
        ColumnSpec("number", "原编号", longest=60),
        ColumnSpec("lead", "主办单位", longest=80),
        ColumnSpec("reply", "答复内容", required=True, longest=5000),
        ColumnSpec("outcome", "办理结果", required=True, choices=tuple(OUTCOMES)),
        ColumnSpec("replied_on", "答复日期", Kind.DATE, required=True),
    )


def draw(sheet: Sheet, batch: Batch) -> Drawn:
    """What each row would make; one with the same title, day and proposer as one that is there is left out."""
    side = batch.by.side
    assert side is not None, "only officers of a side come here"
    known = _known(side)
    wrong_rows = {fault.row for fault in sheet.errors}
    planned, doubled, faults, warnings = list[Planned](), [], list(sheet.errors), list[CellError]()
    seen, received, tabled = dict[tuple[str, date, str], int](), dict[date, int](), dict[date, int]()
    for row in sheet.rows:
        wrong = list(_faults(sheet, row, batch, known))
        key = row.values["title"], row.values["received_on"], row.values["proposer"]
        if key in seen and all(key):
            wrong.append(sheet.fault(row, "title", N_("与第%(earlier)s行重复。"), earlier=seen[key]))
        faults += wrong
        seen.setdefault(key, row.number)
        if wrong or row.number in wrong_rows:
            continue
        if key in known.there:
            doubled.append((row.number, row.values["title"]))
            continue
        warnings += _strange(sheet, row, known)
        conference = conference_name(row.values.get("conference") or "")
        planned.append(Planned(row.number, row.values["title"], key[1], {**row.values, "conference": conference}))
        received.setdefault(key[1], row.number)
        if conference in known.conferences:
            tabled.setdefault(known.conferences[conference], row.number)
        elif conference:
            tabled.setdefault(batch.days.get(conference, key[1]), row.number)
    counted = {f"opinions_received_{side}": received, f"opinions_{side}": tabled}
    return Drawn(tuple(planned), tuple(doubled), tuple(faults), tuple(warnings), counted)


def conference_name(typed: str) -> str:
    """The name of a conference as papers write it, where somebody typed its number in digits: 第4次 is 第四次."""
    return ORDINAL.sub(lambda found: f"第{chinese_numeral(int(found[1]))}次", typed.strip())


def _known(side: Side) -> _Known:
    units = features().offer("units")()
    return _Known(
        {row.name: row.id for row in queries.categories() if not row.is_retired},
        {name: one.id for one in units if one.side is side.other for name in (one.title, one.name)},
        {name for one in units if one.side is side for name in (one.title, one.name)},
        features().offer("old_conferences")(),
        old_queries.entered(side),
    )


def _faults(sheet: Sheet, row: Row, batch: Batch, known: _Known) -> Iterator[CellError]:
    received_on, replied_on = row.values["received_on"], row.values["replied_on"]
    if received_on is not None:
        try:
            rules.check_received(received_on, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "received_on", broken.message)
        if replied_on is not None and not received_on <= replied_on <= clock.today():
            yield sheet.fault(row, "replied_on", N_("答复日期应在收到日期之后、今天之前。"))
    lead = row.values.get("lead")
    if lead and lead not in known.units:
        if meant := near(lead, frozenset(known.units)):
            yield sheet.fault(row, "lead", N_("名册中没有“%(name)s”，相近的有：%(meant)s。"), name=lead, meant=meant)
        else:
            yield sheet.fault(row, "lead", N_("名册中没有这个单位，请按单位名册中的名称填写，或留空。"))
    conference = conference_name(row.values.get("conference") or "")
    if conference and conference not in known.conferences and conference not in batch.days:
        message = N_("没有“%(title)s”这次往届会议，请先在“往届会议”表中登记。")
        yield sheet.fault(row, "conference", message, title=conference)


def _strange(sheet: Sheet, row: Row, known: _Known) -> Iterator[CellError]:
    """A firm or court that the directory does not know may be spelt otherwise there; nothing is guessed."""
    name, kind = row.values["proposer"], row.values["proposer_kind"]
    is_body = kind in {PROPOSER_KIND_LABELS[one] for one in BODIES}
    if is_body and name not in known.bodies and (meant := near(name, frozenset(known.bodies))):
        message = N_("名册中没有“%(name)s”，相近的有：%(meant)s。")
        yield sheet.fault(row, "proposer", message, name=name, meant=meant)


def make(planned: Sequence[Planned], by: Actor) -> list[int]:
    """Enter each opinion as it ended, told to nobody; those of a conference stand on its agenda."""
    assert by.side is not None, "only officers of a side come here"
    known, items = _known(by.side), dict[str, int]()
    entered = enter_all([_record(one.values, known) for one in planned], by)
    for one, opinion in zip(planned, entered, strict=True):
        if conference := one.values["conference"]:
            if conference not in items:
                items[conference] = features().offer("collecting_item")(conference)
            links.tie("agenda_item", items[conference], LinkKind.TABLES, Opinion.__tablename__, opinion.id)
    return [opinion.id for opinion in entered]


def _record(row: Mapping[str, Any], known: _Known) -> tuple[Content, OnBehalf, OldRecord]:
    texts = (row["title"], row["text"], row.get("grounds") or "", row.get("wanted") or "")
    content = Content(known.categories[row["category"]], *texts, bool(row.get("is_name_withheld")))
    kind = next(kind for kind, label in PROPOSER_KIND_LABELS.items() if label == row["proposer_kind"])
    behalf = OnBehalf(kind, row["proposer"], row["received_on"], Channel.OLD_RECORD)
    lead_id = known.units.get(row.get("lead") or "")
    number = row.get("number") or ""
    return content, behalf, OldRecord(lead_id, row["reply"], OUTCOMES[row["outcome"]], row["replied_on"], number)


def undo(ids: Collection[int], by: Actor) -> None:
    """Take opinions away again on which nothing stands. Raises RuleBroken naming the first that something does."""
    opinions = queries.find_many(ids)
    own = links.tied_from(Opinion.__tablename__, ids, LinkKind.TABLES)
    busy = old_queries.with_more_than_entry(ids) | attachments.things_with_files(Opinion.__tablename__, ids)
    numbers: dict[int, list[int]] = {}
    for opinion in opinions:
        for kind, id in own.get(opinion.id, ()):
            links.untie(kind, id, LinkKind.TABLES, Opinion.__tablename__, opinion.id)
    busy |= links.tied_ids(Opinion.__tablename__, ids)
    for opinion in opinions:
        if opinion.id in busy or opinion.version > 1:
            raise RuleBroken(N_("意见%(number)s之后又有办理、更正或材料，不能撤销。"), number=opinion.full_number)
        numbers.setdefault(opinion.year, []).append(opinion.number)
        audit.record("opinion.taken_back", opinion, by, number=opinion.full_number)
    for model in (OpinionEvent, OpinionReply):
        db.session.execute(delete(model).where(model.opinion_id.in_(ids)))
    db.session.execute(delete(Opinion).where(Opinion.id.in_(ids)))
    for year, given in numbers.items():
        if not numbering.give_back_all(SERIES, given, year):
            raise RuleBroken(N_("%(year)s年的意见建议之后又编了新号，撤销会造成断号，不能撤销。"), year=year)


OPINIONS: Final = LedgerKind(
    "opinions", N_("往届意见建议"), "opinion", 3, why_not, columns, NOTES, draw, make, undo,
    lambda id: f"/opinions/{id}",
)  # fmt: skip
NUMBERS: Final = NumberKind(
    SERIES, N_("意见建议编号"), True, why_not, lambda year, number: wordings.numbered(NUMBER_FORM, year, number)
)
