"""What is printed for the room: sign-in sheet, name plates, telephone list, slips, poster, booklet.

They are made for one person to print, from what is known now; none of them is issued or kept.
"""

from collections.abc import Callable
from typing import Final

from liaison.conferences.models import Conference
from liaison.conferences.rules import replies as reply_rules
from liaison.conferences.services import notices
from liaison.conferences.services.booklet import annexes_of, booklet
from liaison.conferences.services.codes import give
from liaison.conferences.services.known import Known, expected, phone_of, when_and_where
from liaison.conferences.services.letters import agenda_register, slip_form
from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
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
from liaison.store import papers, previews
from liaison.store.previews import Preview

BLANK_ROWS: Final = 6
FOR_HANDWRITING: Final = 11
GROUPS: Final[tuple[tuple[Side | None, str], ...]] = (*SIDE_LABELS.items(), (None, "其他单位"))


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
        subtitle=when_and_where(conference),
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


Compose = Callable[[Conference, Known], Frozen]
BOOKLET: Final = "booklet"
HANDOUTS: Final[dict[str, tuple[str, str, Compose]]] = {
    BOOKLET: (N_("会议手册"), "report", booklet),
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
    annexes = annexes_of(conference, known) if name == BOOKLET else ()
    return previews.ask(kind, f"{conference.title}{label}", facts, papers.watermark(), back, by, annexes)
