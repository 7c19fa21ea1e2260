"""The booklet of a conference, with the papers of its items bound behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from liaison.conferences.facts import one_line
from liaison.conferences.models import Conference, ItemKind
from liaison.conferences.queries.ledger import Entry
from liaison.conferences.rules.agenda import timetable
from liaison.conferences.services.known import Known, Printable, expected, when_and_where
from liaison.core import clock
from liaison.core.file_kinds import MEGABYTE
from liaison.core.numbers import chinese_date
from liaison.core.sides import SIDE_LABELS
from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, ReportFacts, ReportHeading

# A booklet that is bound by hand; what is over it is printed by itself.
MOST_PAGES: Final = 300
MOST_BYTES: Final = 60 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Bound:
    """A paper with the place at which it is bound, None where it is not."""

    paper: Printable
    place: int | None

    @property
    def title(self) -> str:
        """What its sheets say on top."""
        return f"附件{self.place}　{self.paper.name}"


def booklet(conference: Conference, known: Known) -> ReportFacts:
    """The booklet (会议手册): when and where, agenda, who comes, the papers of each item, the ledger.

    The pages of the papers are bound behind it: `annexes_of`.
    """
    agenda = DataTable(
        "会议议程",
        (
            TableColumn("序号", 1, "center"), TableColumn("时间", 2, "center"), TableColumn("议题", 7),
            TableColumn("发言人", 4),
        ),
        tuple(
            (str(place), f"{slot.starts_at:%H:%M}", slot.item.title, slot.item.presenter)
            for place, slot in enumerate(timetable(conference.starts_at, conference.items), 1)
        ),
    )  # fmt: skip
    people = DataTable(
        "参会人员",
        (TableColumn("姓名", 2), TableColumn("单位", 5), TableColumn("职务", 3), TableColumn("所属方", 2, "center")),
        tuple(
            (row.name, row.unit, row.office, SIDE_LABELS[row.side] if row.side else "其他")
            for row in expected(conference)
        ),
    )  # fmt: skip
    blocks: list[ReportHeading | Paragraph | DataTable] = [
        ReportHeading("会议安排"), Paragraph(f"{when_and_where(conference)}。"),
        Paragraph(f"主持：{conference.chair}。" + (f"记录：{conference.recorder}。" if conference.recorder else "")),
        *([Paragraph(f"会务联系：{conference.contact}。")] if conference.contact else []),
        ReportHeading("会议议程"), agenda, ReportHeading("参会人员"), people,
        *_items(conference, known),
    ]  # fmt: skip
    if known.ledger:
        blocks += [ReportHeading("以往议定事项"), _ledger(known.ledger)]
    return ReportFacts(
        f"{conference.title}会议手册", (known.issuer,), clock.today(), tuple(blocks), has_cover=True, contents="always"
    )


def annexes_of(conference: Conference, known: Known) -> list[tuple[str, int]]:
    """The papers whose pages are bound behind the booklet: what their sheets say on top, and the stored copy."""
    rows = [one for bound in bound_papers(conference, known).values() for one in bound]
    return [(one.title, one.paper.copy_id) for one in rows if one.place is not None and one.paper.copy_id is not None]


def bound_papers(conference: Conference, known: Known) -> dict[int, list[Bound]]:
    """The papers by item, numbered in the order of the agenda as long as the booklet can hold them."""
    found: dict[int, list[Bound]] = {}
    place, pages, size = 0, 0, 0
    for item in conference.items:
        for paper in known.papers.get(item.id, ()):
            fits = pages + paper.pages <= MOST_PAGES and size + paper.size <= MOST_BYTES
            is_bound = paper.copy_id is not None and fits
            if is_bound:
                place, pages, size = place + 1, pages + paper.pages, size + paper.size
            found.setdefault(item.id, []).append(Bound(paper, place if is_bound else None))
    return found


def _items(conference: Conference, known: Known) -> list[ReportHeading | Paragraph | DataTable]:
    """What lies before each item: the figures of the system, and the list of its papers with where they are."""
    blocks: list[ReportHeading | Paragraph | DataTable] = []
    papers_of = bound_papers(conference, known)
    for item in conference.items:
        bound = papers_of.get(item.id, [])
        if not bound and (item.kind is ItemKind.LEDGER or not item.note):
            continue
        blocks.append(ReportHeading(item.title, 2))
        blocks += [Paragraph(line) for line in item.note.splitlines() if line.strip()]
        if bound:
            rows = tuple((one.paper.name, f"附件{one.place}" if one.place else "另行印发") for one in bound)
            blocks.append(DataTable("会议材料", (TableColumn("材料", 9), TableColumn("所在位置", 2, "center")), rows))
    return [ReportHeading("议题材料"), *blocks] if blocks else []


def _ledger(entries: Sequence[Entry]) -> DataTable:
    return DataTable(
        "以往议定事项落实情况",
        (TableColumn("编号", 3), TableColumn("议定内容", 7), TableColumn("主办", 3), TableColumn("期限", 3)),
        tuple(
            (row.full_number, one_line(row.text), row.lead_name, chinese_date(row.due_on) if row.due_on else "")
            for row in (entry.resolution for entry in entries)
        ),
    )
