"""The figures of a real city that the demonstration city reproduces from its records."""

from dataclasses import dataclass

from liaison.demo.content.source import read


@dataclass(frozen=True)
class LevelFigures:
    """The law firms of the city itself, or of its districts and counties."""

    law_firms: int
    party_members: int
    party_branches: int
    independent_branches: int
    joint_branches: int


@dataclass(frozen=True)
class Figures:
    """Totals to reach; `source` says where they were published."""

    source: str
    lawyers: int
    law_firms: int
    party_members: int
    party_branches: int
    city_level: LevelFigures
    county_level: LevelFigures
    conferences_held: int
    opinions_bar: int
    opinions_bench: int
    reception_days: int
    people_received: int
    advice_given: int
    selected_lawyers: int
    selected_party_members: int


def figures() -> Figures:
    """Give the figures."""
    row = read("figures")
    levels = {level: LevelFigures(**row[level]) for level in ("city_level", "county_level")}
    return Figures(**{**row, **levels})
