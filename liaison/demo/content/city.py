"""The city with its regions, courts and other bodies, and the law firms."""

from dataclasses import dataclass
from typing import Literal

from liaison.core.sides import Side
from liaison.demo.content.source import read


@dataclass(frozen=True)
class Region:
    """The city, a district or a county; `parent` is a region's name."""

    name: str
    kind: Literal["city", "district", "county"]
    parent: str | None


@dataclass(frozen=True)
class Chamber:
    """A chamber (庭) of a court and how many judges sit in it, those of `people()` included."""

    name: str
    judges: int


@dataclass(frozen=True)
class Organisation:
    """A body that is not a law firm. `kind` is a value of the directory's kinds; only courts have chambers."""

    kind: str
    name: str
    short_name: str
    side: Side | None
    region: str
    address: str
    phone: str
    judges_without_chamber: int = 0
    chambers: tuple[Chamber, ...] = ()

    @property
    def judges(self) -> int:
        """All judges of a court."""
        return self.judges_without_chamber + sum(chamber.judges for chamber in self.chambers)


@dataclass(frozen=True)
class City:
    """The city; `regions` name a parent before its children."""

    name: str
    platform: str
    regions: tuple[Region, ...]
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True)
class Firm:
    """A law firm. `lawyers` counts those of `people()` too; a firm without party branch has a liaison instead."""

    name: str
    short_name: str
    level: Literal["city", "county"]
    region: str
    address: str
    phone: str
    director: str
    lawyers: int
    party_members: int
    party_branch: str | None
    party_liaison: str | None


def city() -> City:
    """Give the city with its regions and organisations."""
    row = read("city")
    regions = tuple(Region(**region) for region in row["regions"])
    return City(row["name"], row["platform"], regions, tuple(map(_organisation, row["organisations"])))


def firms() -> tuple[Firm, ...]:
    """Give the law firms, those of the city first."""
    return tuple(Firm(**row) for row in read("firms"))


def _organisation(row: dict) -> Organisation:
    side = Side(row["side"]) if row["side"] else None
    chambers = tuple(Chamber(**chamber) for chamber in row.get("chambers", ()))
    return Organisation(**{**row, "side": side, "chambers": chambers})
