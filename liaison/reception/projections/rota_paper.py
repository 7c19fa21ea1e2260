"""The frozen facts of the rota on paper. Papers are Chinese."""

from collections.abc import Sequence
from datetime import date

from liaison.core.numbers import chinese_date, weekday_zh
from liaison.papers.facts.lists import Column, GroupRow, RegisterFacts, Row
from liaison.reception.models import DUTY_LABELS, SPECIALITY_LABELS, DayStatus, DutyLawyer, ReceptionDay

COLUMNS = (
    Column("日期", 5),
    Column("时间", 3, "center"),
    Column("地点", 4),
    Column("姓名", 2, group="值班律师"),
    Column("律师事务所", 3, group="值班律师"),
    Column("专长", 3, group="值班律师"),
    Column("状态", 2, "center"),
    Column("说明", 4),
)


def rota_facts(days: Sequence[ReceptionDay], issuer: str, issued_on: date) -> RegisterFacts:
    """The rota of some days, a line for each lawyer on duty, months apart."""
    rows: list[Row | GroupRow] = []
    month = None
    for day in days:
        if (day.on.year, day.on.month) != month:
            month = (day.on.year, day.on.month)
            rows.append(GroupRow(f"{day.on.year}年{day.on.month}月"))
        rows += _rows(day)
    span = f"{chinese_date(days[0].on)}至{chinese_date(days[-1].on)}" if days else ""
    return RegisterFacts(
        title="律师接访日排班表", issuer=issuer, issued_on=issued_on, columns=COLUMNS, rows=tuple(rows), subtitle=span,
        notes=("值班律师因故不能到岗的，应在接访开始24小时前换班；此后请与律师协会联系替班。",), is_landscape=True,
    )  # fmt: skip


def _rows(day: ReceptionDay) -> list[Row]:
    head = (
        f"{chinese_date(day.on)}（{weekday_zh(day.on)[-1]}）",
        f"{day.starts_at:%H:%M}-{day.ends_at:%H:%M}",
        day.place.name,
    )
    note = _note(day)
    duties = day.on_duty
    if not duties:
        return [Row((*head, "", "", "", "", note or ("待安排" if day.open_seats else "")))]
    return [
        Row((
            *head, duty.lawyer.name, duty.lawyer.firm, _known_for(duty.lawyer),
            DUTY_LABELS[duty.status], note,
        ))
        for duty in duties
    ]  # fmt: skip


def _note(day: ReceptionDay) -> str:
    if day.status is DayStatus.SKIPPED:
        return f"适逢{day.holiday}，停一次"
    if day.status is DayStatus.CANCELLED:
        return f"已取消：{day.reason}"
    if day.is_moved and day.holiday:
        return f"原定{chinese_date(day.regular_on)}，适逢{day.holiday}顺延"
    return f"原定{chinese_date(day.regular_on)}" if day.is_moved else ""


def _known_for(lawyer: DutyLawyer) -> str:
    return "、".join(SPECIALITY_LABELS[each] for each in lawyer.known_for)
