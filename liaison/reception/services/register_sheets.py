"""The register of duty lawyers from a spreadsheet: read against the roster, shown, taken in whole or not at all."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.core.text import normalise_search
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet, read_table
from liaison.reception.models import SPECIALITY_LABELS, DutyLawyer
from liaison.reception.queries import lawyers as queries
from liaison.reception.queries import roster
from liaison.reception.queries.roster import RosterLawyer
from liaison.reception.rules import lawyers as rules
from liaison.reception.services.lawyers import Selected, amend, enrol

MOST_ROWS: Final = 500
TITLE: Final = "值班律师"
NOTES: Final = (
    "一、姓名、律师事务所与律师名册一致；律师事务所可以写全称，也可以写名册中的简称。",
    "二、专长从“刑事、民事、行政、审监、执行、其他”中选，可以写几项，用顿号隔开。",
    "三、可以值班的日子写“星期一、星期三”，也可以写“周一、周三”；留空表示每个工作日。",
    "四、律师事务所同意日期，是律师事务所书面同意的日期；留空的可以导入，但不会排班。",
    "五、已在名单中的律师，按表格更新；留空的单元格不改动。",
)
COLUMNS: Final = (
    ColumnSpec("name", "姓名", required=True, longest=40),
    ColumnSpec("firm", "律师事务所", required=True, longest=80),
    ColumnSpec("specialities", "专长", longest=60),
    ColumnSpec("weekdays", "可以值班的日子", longest=60),
    ColumnSpec("consented_on", "律师事务所同意日期", Kind.DATE),
    ColumnSpec("note", "备注", longest=200),
)
BETWEEN: Final = re.compile(r"[、，,；;/\s]+")
DAYS: Final = {f"{before}{word}": i for i, word in enumerate("一二三四五") for before in ("星期", "周", "礼拜", "")}


@dataclass(frozen=True, slots=True)
class Line:
    """One row, found on the roster. `lawyer_id` and `version`: of the row of the register that it changes, if any."""

    person_id: int
    name: str
    firm: str
    specialities: tuple[str, ...]
    weekdays: tuple[int, ...]
    consented_on: date | None
    note: str
    lawyer_id: int | None = None
    version: int | None = None
    is_same: bool = False


def read(data: bytes) -> tuple[list[Line], list[CellError]]:
    """The rows of a sheet and what is wrong in which cell; nothing is written. Raises SheetError."""
    sheet = read_table(data, COLUMNS, most_rows=MOST_ROWS)
    people = _by_name(roster.active_lawyers())
    known = {each.person_id: each for each in queries.everybody()}
    lines: list[Line] = []
    faults, seen = list(sheet.errors), dict[int, int]()
    for row in sheet.rows:
        found = [*_faults(sheet, row, people, known)]
        faults += found
        if found or any(error.row == row.number for error in sheet.errors):
            continue
        line = _line(row, people, known)
        if line.person_id in seen:
            faults.append(sheet.fault(row, "name", N_("与第 %(n)s 行是同一名律师。"), n=seen[line.person_id]))
        seen[line.person_id] = row.number
        lines.append(line)
    return lines, sorted(faults, key=lambda fault: (fault.row, fault.column))


def pack(lines: Sequence[Line]) -> str:
    """The rows as text, for the page that asks to confirm them."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, default=str)


def unpack(packed: str) -> list[Line]:
    """The rows as they were. Raises ValueError, TypeError for anything else."""
    return [
        Line(**{
            **each,
            "specialities": tuple(each["specialities"]),
            "weekdays": tuple(each["weekdays"]),
            "consented_on": date.fromisoformat(each["consented_on"]) if each["consented_on"] else None,
        })
        for each in json.loads(packed)
    ]  # fmt: skip


def take_in(lines: Sequence[Line], by: Actor) -> list[DutyLawyer]:
    """Enrol and amend all rows, or none: the caller's transaction. Raises Forbidden, Stale, RuleBroken."""
    refuse(rules.why_not("enrol", by, None))
    known, taken = queries.by_ids([line.lawyer_id for line in lines if line.lawyer_id is not None]), []
    for line in lines:
        selected = Selected(line.specialities, line.weekdays, line.consented_on, line.note)
        if line.lawyer_id is None:
            taken.append(enrol(line.person_id, selected, by))
        elif not line.is_same:
            taken.append(amend(known[line.lawyer_id], selected, by, line.version))
    return taken


def _line(row: Row, people: Mapping[str, Sequence[RosterLawyer]], known: Mapping[int, DutyLawyer]) -> Line:
    person, values = _found(row, people)[0], row.values
    line = Line(
        person_id=person.id, name=person.name, firm=person.unit, specialities=_specialities(row)[0],
        weekdays=_weekdays(row)[0] or tuple(rules.WEEKDAYS), consented_on=values.get("consented_on"),
        note=values.get("note") or "",
    )  # fmt: skip
    lawyer = known.get(person.id)
    if lawyer is None:
        return line
    line = replace(
        line, lawyer_id=lawyer.id, version=lawyer.version,
        specialities=line.specialities or tuple(lawyer.specialities),
        weekdays=_weekdays(row)[0] or tuple(lawyer.weekdays),
        consented_on=line.consented_on or lawyer.consented_on, note=line.note or lawyer.note,
    )  # fmt: skip
    now = (sorted(lawyer.specialities), sorted(lawyer.weekdays), lawyer.consented_on, lawyer.note)
    return replace(
        line, is_same=now == (sorted(line.specialities), sorted(line.weekdays), line.consented_on, line.note)
    )


def _faults(
    sheet: Sheet, row: Row, people: Mapping[str, Sequence[RosterLawyer]], known: Mapping[int, DutyLawyer]
) -> Iterator[CellError]:
    """What only this site can see: who is not on the roster, may not be enrolled, or stands there twice."""
    specialities, strange = _specialities(row)
    if strange:
        yield sheet.fault(row, "specialities", N_("没有“%(word)s”这一项专长。"), word=strange)
    strange = _weekdays(row)[1]
    if strange:
        yield sheet.fault(row, "weekdays", N_("“%(word)s”不是星期一至星期五中的一天。"), word=strange)
    try:
        rules.check_consent(row.values.get("consented_on"), clock.today())
    except RuleBroken as broken:
        yield sheet.fault(row, "consented_on", broken.message)
    if not row.values.get("name") or not row.values.get("firm"):
        return
    found = _found(row, people)
    if not found:
        there = people.get(normalise_search(row.values["name"]), ())
        units = "、".join(sorted({one.unit for one in there}))
        message = N_("名册中该律师在%(units)s，请核对律师事务所。") if there else N_("律师名册中没有这名在册律师。")
        yield sheet.fault(row, "firm" if there else "name", message, units=units)
    elif len(found) > 1:
        yield sheet.fault(row, "name", N_("该律师事务所有几名同名律师，请在页面上逐人选入。"))
    elif found[0].id not in known:
        if not specialities:
            yield sheet.fault(row, "specialities", N_("请至少选择一项专长。"))
        try:
            rules.check_practice(found[0].practising_since, clock.today())
        except RuleBroken as broken:
            yield sheet.fault(row, "name", broken.message)


def _by_name(people: Sequence[RosterLawyer]) -> dict[str, list[RosterLawyer]]:
    found: dict[str, list[RosterLawyer]] = defaultdict(list)
    for person in people:
        found[normalise_search(person.name)].append(person)
    return found


def _found(row: Row, people: Mapping[str, Sequence[RosterLawyer]]) -> list[RosterLawyer]:
    firm = normalise_search(row.values["firm"])
    there = people.get(normalise_search(row.values["name"]), ())
    return [one for one in there if firm in {normalise_search(one.unit), normalise_search(one.unit_name)}]


def _specialities(row: Row) -> tuple[tuple[str, ...], str]:
    """The specialities of a row, and the first word that is none."""
    names = {label: each.value for each, label in SPECIALITY_LABELS.items()}
    words = [word for word in BETWEEN.split(row.values.get("specialities") or "") if word]
    return tuple(names[word] for word in words if word in names), next((w for w in words if w not in names), "")


def _weekdays(row: Row) -> tuple[tuple[int, ...], str]:
    """The days of the week of a row, and the first word that is none."""
    words = [word for word in BETWEEN.split(row.values.get("weekdays") or "") if word]
    return tuple(sorted({DAYS[w] for w in words if w in DAYS})), next((w for w in words if w not in DAYS), "")
