"""Entries of the directory, and workbooks of rosters as offices send them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from openpyxl import Workbook

from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind, Region
from liaison.directory.services import organisations, people, regions
from liaison.store import unit

_numbers = count(1)
ORGANISATION_TITLES = ("单位名称", "类别", "简称", "所属法院", "所属地区", "地址", "电话", "所在党支部")
PERSON_TITLES = ("姓名", "类别", "所属单位", "职务", "编号", "起始日期", "电话", "电子邮箱", "中共党员")


@contextmanager
def _writing() -> Iterator[None]:
    """The transaction of the test, or one of our own."""
    if unit.is_writing():
        yield
    else:
        with unit.transaction():
            yield


def make_region(name: str = "云江市", **overrides: Any) -> Region:
    """A region, by default one that lies in no other."""
    with _writing():
        return regions.add(name, **{"by": None, **overrides})


def make_organisation(kind: OrganisationKind = OrganisationKind.LAW_FIRM, **overrides: Any) -> Organisation:
    """An organisation, by default a law firm of a new name."""
    name = overrides.pop("name", f"云江第{next(_numbers)}律师事务所")
    with _writing():
        return organisations.add(kind, name, **{"by": None, **overrides})


def make_court(name: str = "云江市中级人民法院", short_name: str = "市中院", **overrides: Any) -> Organisation:
    """A court."""
    return make_organisation(OrganisationKind.COURT, name=name, short_name=short_name, **overrides)


def make_chamber(court: Organisation, name: str = "民事审判第一庭", **overrides: Any) -> Organisation:
    """A chamber of a court."""
    return make_organisation(OrganisationKind.CHAMBER, name=name, parent_id=court.id, **overrides)


def make_person(organisation: Organisation, kind: PersonKind = PersonKind.LAWYER, **overrides: Any) -> Person:
    """Somebody of an organisation, by default a lawyer."""
    name = overrides.pop("name", "沈知远")
    with _writing():
        return people.add(kind, name, organisation.id, **{"by": None, **overrides})


def make_judge(organisation: Organisation, **overrides: Any) -> Person:
    """A judge of a court or chamber."""
    return make_person(organisation, PersonKind.JUDGE, **{"name": "顾明川", **overrides})


def make_workbook(
    organisations: Sequence[Mapping[str, Any]] = (), people: Sequence[Mapping[str, Any]] = (), **sheets: Sequence[Any]
) -> bytes:
    """A workbook with the rows under the titles of the template; `sheets`: further ones, as lists of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, titles, rows in (("单位", ORGANISATION_TITLES, organisations), ("人员", PERSON_TITLES, people)):
        if rows:
            sheet = book.create_sheet(name)
            sheet.append(titles)
            for row in rows:
                assert row.keys() <= set(titles), f"no such column: {row.keys() - set(titles)}"
                sheet.append([row.get(title) for title in titles])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def lawyer_row(name: str = "沈知远", unit: str = "澄衡所", **cells: Any) -> dict[str, Any]:
    """A row of the sheet of people."""
    return {"姓名": name, "类别": "律师", "所属单位": unit, **cells}


def firm_row(name: str = "云江澄衡律师事务所", **cells: Any) -> dict[str, Any]:
    """A row of the sheet of organisations."""
    return {"单位名称": name, "类别": "律师事务所", **cells}
