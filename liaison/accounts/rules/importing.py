"""What stands in the way of each row of a list of accounts; pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from liaison.accounts.rules.passwords import check_username, normal_username
from liaison.accounts.rules.roles import check_roles
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role, Side
from liaison.papers.sheet import CellError, Row, Sheet

DIVIDER: Final = re.compile(r"[、，,;；/\s]+")
MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
SIDES: Final = {label: side for side, label in SIDE_LABELS.items()}
ROLES: Final = {label: role for role, label in ROLE_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Planned:
    """An account as it would be opened."""

    username: str
    name: str
    side: Side | None
    roles: frozenset[Role]
    email: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: user names, people of the directory by number, and those who have an account."""

    usernames: frozenset[str]
    people: Mapping[str, int]
    with_account: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The accounts that would be opened, and what is wrong in which cell."""

    accounts: tuple[Planned, ...]
    errors: tuple[CellError, ...]
    hidden: int = 0
    """Rows that were left out because they are hidden on the sheet."""


def plan(sheet: Sheet, known: Known) -> Plan:
    """Look at every row; each fault has its cell. A workbook with one fault opens no account."""
    names = Counter(normal_username(str(row.values["username"] or "")) for row in sheet.rows)
    numbers = Counter(plain(row.values["number"]) for row in sheet.rows if row.values.get("number"))
    accounts, errors = [], list(sheet.errors)
    faulty = {error.row for error in sheet.errors}
    for row in sheet.rows:
        if row.number not in faulty:
            planned, faults = _row(sheet, row, known, names, numbers)
            errors += faults
            accounts += [planned] if planned else []
    return Plan(tuple(accounts), tuple(sorted(errors, key=lambda error: (error.row, error.column))), len(sheet.hidden))


def _row(
    sheet: Sheet, row: Row, known: Known, names: Mapping[str, int], numbers: Mapping[str, int]
) -> tuple[Planned | None, list[CellError]]:
    values: Mapping[str, Any] = row.values
    username, number, email = (
        normal_username(values["username"]),
        plain(values.get("number")),
        plain(values.get("email")),
    )
    side = SIDES.get(values.get("side") or "")
    words = [word for word in DIVIDER.split(values["roles"]) if word]
    roles = frozenset(ROLES[word] for word in words if word in ROLES)
    person_id = known.people.get(number) if number else None
    faults = [
        *_fault(sheet, row, "username", lambda: check_username(username)),
        *_fault(sheet, row, "username", lambda: _check_free(username, known.usernames, names)),
        *_fault(sheet, row, "roles", lambda: _check_words(words, ROLES)),
        *_fault(sheet, row, "email", lambda: _check_mail(email)),
        *_fault(sheet, row, "number", lambda: _check_person(number, person_id, known, numbers)),
    ]
    if not faults:
        faults += _fault(sheet, row, "roles", lambda: check_roles(side, roles))
    planned = Planned(username, values["name"], side, roles, email, person_id)
    return None if faults else planned, faults


def plain(typed: str | None) -> str:
    """A number or an address as it is compared and kept: half-width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", typed or "").split())


def _fault(sheet: Sheet, row: Row, key: str, check: Callable[[], None]) -> list[CellError]:
    try:
        check()
    except RuleBroken as broken:
        column = key if key in sheet.places else "username"
        return [sheet.fault(row, column, broken.message, **broken.params)]
    return []


def _check_free(username: str, taken: Collection[str], names: Mapping[str, int]) -> None:
    if username in taken:
        raise RuleBroken(N_("用户名“%(username)s”已被使用。"), username=username)
    if names[username] > 1:
        raise RuleBroken(N_("用户名“%(username)s”在文件中出现了两次。"), username=username)


def _check_words(words: Collection[str], known: Collection[str]) -> None:
    strange = next((word for word in words if word not in known), None)
    if strange is not None:
        raise RuleBroken(N_("没有名为“%(role)s”的角色。"), role=strange)


def _check_mail(email: str) -> None:
    if email and not MAIL.fullmatch(email):
        raise RuleBroken(N_("请填写完整的电子邮箱地址。"))


def _check_person(number: str, person_id: int | None, known: Known, numbers: Mapping[str, int]) -> None:
    if not number:
        return
    if person_id is None:
        raise RuleBroken(N_("名册中没有编号为“%(number)s”的人员。"), number=number)
    if person_id in known.with_account:
        raise RuleBroken(N_("编号为“%(number)s”的人员已有账户。"), number=number)
    if numbers[number] > 1:
        raise RuleBroken(N_("编号“%(number)s”在文件中出现了两次。"), number=number)
