"""What is printed for the room: sign-in sheet, name plates, telephone list, slips, poster, booklet.

They are made for one person to print, from what is known now; none of them is issued or kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.conferences.facts import one_line
from liaison.conferences.models import Attendance, Conference, ItemKind, Presence, Reply
from liaison.conferences.queries.ledger import Entry
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.rules.agenda import timetable
from liaison.conferences.services import notices
from liaison.conferences.services.codes import give
from liaison.conferences.services.letters import agenda_register, slip_form
from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date, weekday_zh
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.papers.canonical import Frozen, canonical_json
from liaison.papers.facts.lists import (
    Column,
    GroupRow,
    Plate,
    PlatesFacts,
    PosterFacts,
    RegisterFacts,
    Row,
    Slip,
    SlipsFacts,
)
from liaison.papers.facts.minutes import Paragraph, TableColumn
from liaison.papers.facts.reports import DataTable, ReportFacts, ReportHeading
from liaison.store import papers, previews
from liaison.store.previews import Preview

BLANK_ROWS: Final = 6
FOR_HANDWRITING: Final = 11
GROUPS: Final[tuple[tuple[Side | None, str], ...]] = (*SIDE_LABELS.items(), (None, "其他单位"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a handout needs besides the conference: who prints it, telephone numbers, the ledger, papers by item."""

    issuer: str
    phones: Mapping[int, str]
    ledger: Sequence[Entry] = ()
    papers: Mapping[int, Sequence[str]] | None = None


def sign_in_sheet(conference: Conference, known: Known) -> RegisterFacts:
    """The sheet that people sign at the door (签到表), by side, with free lines for whom nobody expected."""
    rows: list[Row | GroupRow] = []
    number = 0
    for side, label in GROUPS:
        members = [row for row in expected(conference) if row.side is side]
        rows += [GroupRow(label)] if members else []
        for row in members:
            number += 1
            rows.append(Row((str(number), row.name, row.unit, row.office, "", "", "")))
    return RegisterFacts(
        f"{conference.title}签到表",
        known.issuer,
        clock.today(),
        (
            Column("序号", 2, "center"), Column("姓名", 4, "center"), Column("单位", 8), Column("职务", 4, "center"),
            Column("到会时间", 4, group="签到"), Column("本人签名", 6, group="签到"), Column("备注", 4),
        ),
        tuple(rows),
        subtitle=_when_and_where(conference),
        blank_rows=BLANK_ROWS,
        row_height=FOR_HANDWRITING,
        is_landscape=True,
    )  # fmt: skip


def name_plates(conference: Conference, known: Known) -> PlatesFacts:
    """A plate for each expected person (席卡)."""
    plates = tuple(Plate(row.name, row.unit, row.office) for row in expected(conference))
    return PlatesFacts(f"{conference.title}席卡", known.issuer, clock.today(), plates)


def telephone_list(conference: Conference, known: Known) -> RegisterFacts:
    """Whom to ring because no slip came (电话通知单)."""
    owing = reply_rules.owing(conference)
    rows = tuple(
        Row((str(place), row.name, row.unit, phone_of(row, known.phones), "", "")) for place, row in enumerate(owing, 1)
    )
    return RegisterFacts(
        f"{conference.title}未报送回执人员电话通知单",
        known.issuer,
        clock.today(),
        (
            Column("序号", 2, "center"), Column("姓名", 4, "center"), Column("单位", 7), Column("电话", 6, "center"),
            Column("通知时间", 4), Column("答复", 5),
        ),
        rows,
        totals=("", "合计", f"{len(rows)}人", "", "", ""),
        notes=("答复栏填写：参加、请假（事由）或委派他人（姓名）。",),
        row_height=FOR_HANDWRITING,
    )  # fmt: skip


def code_slips(conference: Conference, known: Known) -> SlipsFacts:
    """A slip for each person with the link to the reply slip as QR and the code for the door."""
    give(conference, conference.attendances)
    slips = tuple(
        Slip(f"{notices.door_address(conference)}?code={row.door_code}", f"{row.name} {row.door_code}")
        for row in expected(conference)
    )
    lines = ("到会时扫码或打开下面的网址，输入签到码。", "签到码只能用一次，请勿转借。")
    site = notices.door_address(conference).partition("://")[2]
    return SlipsFacts(f"{conference.title}签到码", known.issuer, clock.today(), slips, lines, site)


def poster(conference: Conference, known: Known) -> PosterFacts:
    """The poster at the door: scan, type the code of the notice, be checked in."""
    give(conference, ())
    return PosterFacts(
        f"{conference.title}签到",
        known.issuer,
        clock.today(),
        notices.door_address(conference),
        ("扫描二维码，输入会议通知或回执上的签到码。", "没有签到码的，请到签到处登记。"),
        opens=f"{chinese_date(conference.held_on)}{conference.starts_at:%H:%M}",
    )


def reply_slip(conference: Conference, known: Known) -> Frozen:
    """The reply slip on paper (回执)."""
    return slip_form(conference, known.issuer)


def agenda_sheet(conference: Conference, known: Known) -> RegisterFacts:
    """The agenda on one sheet."""
    return agenda_register(conference, known.issuer)


def booklet(conference: Conference, known: Known) -> ReportFacts:
    """The booklet (会议手册): when and where, agenda, who comes, the papers of each item, the ledger."""
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
        ReportHeading("会议安排"), Paragraph(f"{_when_and_where(conference)}。"),
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


Compose = Callable[[Conference, Known], Frozen]
HANDOUTS: Final[dict[str, tuple[str, str, Compose]]] = {
    "booklet": (N_("会议手册"), "report", booklet),
    "agenda": (N_("会议议程"), "register", agenda_sheet),
    "sign-in": (N_("签到表"), "register", sign_in_sheet),
    "plates": (N_("席卡"), "plates", name_plates),
    "poster": (N_("签到海报"), "poster", poster),
    "codes": (N_("签到码条"), "slips", code_slips),
    "slip": (N_("纸质回执"), "form", reply_slip),
    "telephone": (N_("电话通知单"), "register", telephone_list),
}
"""What can be printed: label, kind of paper, and what makes its facts."""


def ask(conference: Conference, name: str, known: Known, back: str, *, by: Actor) -> Preview:
    """Have one of HANDOUTS made for this person, in the caller's transaction."""
    label, kind, compose = HANDOUTS[name]
    facts = canonical_json(compose(conference, known))
    return previews.ask(kind, f"{conference.title}{label}", facts, papers.watermark(), back, by)


def expected(conference: Conference) -> list[Attendance]:
    """Those who come or may come: everybody on the list but who is excused or sends somebody else."""
    gone = (Reply.EXCUSED, Reply.REPLACED)
    return [row for row in conference.attendances if row.reply not in gone and row.presence is not Presence.EXCUSED]


def phone_of(row: Attendance, phones: Mapping[int, str]) -> str:
    """The number of somebody: as typed in with a guest, else the directory's."""
    return row.phone or phones.get(row.person_id or 0, "")


def _when_and_where(conference: Conference) -> str:
    day = f"{chinese_date(conference.held_on)}（{weekday_zh(conference.held_on)}）{conference.starts_at:%H:%M}"
    return f"时间：{day}　　地点：{conference.place}"


def _items(conference: Conference, known: Known) -> list[ReportHeading | Paragraph | DataTable]:
    """What lies before each item: the figures of the system, and the list of its papers."""
    blocks: list[ReportHeading | Paragraph | DataTable] = []
    for item in conference.items:
        names = (known.papers or {}).get(item.id, ())
        if item.kind is ItemKind.LEDGER or not (names or item.note):
            continue
        blocks.append(ReportHeading(item.title, 2))
        blocks += [Paragraph(line) for line in item.note.splitlines() if line.strip()]
        if names:
            rows = tuple((str(place), name) for place, name in enumerate(names, 1))
            blocks.append(DataTable("会议材料", (TableColumn("序号", 1, "center"), TableColumn("材料", 9)), rows))
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
