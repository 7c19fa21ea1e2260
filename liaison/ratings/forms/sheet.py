"""Court cases as a spreadsheet: columns, and rows turned into particulars by the names of the directory."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from liaison.core.case_numbers import find_case_numbers
from liaison.core.messages import N_
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet, read_table, write_template
from liaison.ratings.models import KIND_LABELS, CourtCaseKind
from liaison.ratings.services import Particulars

MOST_ROWS: Final = 500
NAMES: Final = {label: kind for kind, label in KIND_LABELS.items()}
COLUMNS: Final = (
    ColumnSpec("number", "案号", required=True, longest=60),
    ColumnSpec("court", "法院", required=True, longest=80),
    ColumnSpec("kind", "案件类别", required=True, aliases=("类别",), choices=tuple(NAMES)),
    ColumnSpec("judges", "承办法官", required=True, aliases=("法官",)),
    ColumnSpec("lawyers", "律师", required=True, aliases=("代理律师", "代理或辩护律师")),
    ColumnSpec("closed_on", "办结日期", Kind.DATE),
)
PERSON: Final = re.compile(r"^(?P<name>[^（(]+)(?:[（(](?P<unit>.+)[）)])?$")
SEPARATOR: Final = re.compile("[、，,；;]")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the directory."""

    id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What the rows are read against: courts by name, judges and lawyers."""

    courts: Mapping[str, int]
    judges: Sequence[Known]
    lawyers: Sequence[Known]


def template() -> bytes:
    """The empty table."""
    return write_template("案件", COLUMNS)


def read(data: bytes, directory: Directory, there: Any) -> tuple[list[Particulars], list[CellError]]:
    """The court cases of a sheet, and what is wrong, cell by cell; `there(numbers)` gives those that are entered.

    Raises SheetError where it is no such sheet.
    """
    sheet = read_table(data, COLUMNS, most_rows=MOST_ROWS)
    errors = list(sheet.errors)
    seen: set[tuple[int, str]] = set(there([row.values.get("number") or "" for row in sheet.rows]))
    found = [_particulars(sheet, row, directory, seen, errors) for row in sheet.rows]
    return [row for row in found if row is not None], errors


def _particulars(
    sheet: Sheet, row: Row, directory: Directory, seen: set[tuple[int, str]], errors: list[CellError]
) -> Particulars | None:
    values = row.values
    if any(values.get(column.key) is None for column in COLUMNS if column.required):
        return None
    before = len(errors)
    court_id = directory.courts.get(values["court"])
    if court_id is None:
        errors.append(sheet.fault(row, "court", N_("名册中没有这个法院。")))
    if len(find_case_numbers(values["number"])) != 1:
        errors.append(sheet.fault(row, "number", N_("请按规范填写案号，一格一个。")))
    if (court_id or 0, values["number"]) in seen:
        errors.append(sheet.fault(row, "number", N_("该法院的这个案号已经登记。")))
    judges = _people(sheet, row, "judges", directory.judges, errors)
    lawyers = _people(sheet, row, "lawyers", directory.lawyers, errors)
    if len(errors) > before or court_id is None:
        return None
    seen.add((court_id, values["number"]))
    kind: CourtCaseKind = NAMES[values["kind"]]
    return Particulars(values["number"], court_id, kind, judges, lawyers, values.get("closed_on"))


def _people(sheet: Sheet, row: Row, key: str, known: Sequence[Known], errors: list[CellError]) -> list[int]:
    ids = []
    for written in filter(None, (part.strip() for part in SEPARATOR.split(row.values[key]))):
        match = PERSON.match(written)
        name, unit = (match["name"].strip(), match["unit"]) if match else (written, None)
        found = [one for one in known if one.name == name and (unit is None or one.unit == unit)]
        if not found:
            errors.append(sheet.fault(row, key, N_("名册中没有“%(name)s”。"), name=written))
        elif len(found) > 1:
            errors.append(sheet.fault(row, key, N_("“%(name)s”有同名，请在姓名后注明单位。"), name=written))
        else:
            ids.append(found[0].id)
    return ids
