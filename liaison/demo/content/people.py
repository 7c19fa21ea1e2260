"""The people of the demonstration city who are known by name, and its accounts."""

from dataclasses import dataclass
from typing import Literal

from liaison.core.sides import Role, Side
from liaison.demo.content.source import read


@dataclass(frozen=True)
class Person:
    """Somebody with a part to play; names are distinct.

    `unit` is where the person appears at a conference, `roster_unit` the firm, court or chamber whose lawyer or judge
    he or she is (None for staff): the president of the bar association is a lawyer of a firm.
    """

    name: str
    gender: Literal["male", "female"]
    side: Side | None
    unit: str
    office: str
    profession: Literal["lawyer", "judge", "staff"]
    roster_unit: str | None


@dataclass(frozen=True)
class Account:
    """A demonstration account and the person who uses it."""

    username: str
    person: Person
    roles: tuple[Role, ...]


def people() -> tuple[Person, ...]:
    """Give all named people."""
    return tuple(
        Person(**{**row, "side": Side(row["side"]) if row["side"] else None}) for row in read("people")["people"]
    )


def accounts() -> tuple[Account, ...]:
    """Give the demonstration accounts: two of each role."""
    by_name = {person.name: person for person in people()}
    return tuple(
        Account(row["username"], by_name[row["person"]], tuple(map(Role, row["roles"])))
        for row in read("people")["accounts"]
    )
