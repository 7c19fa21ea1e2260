"""What visitors of the demonstration's reception days come about, and how their talks end."""

from dataclasses import dataclass, field

from liaison.demo.content.source import read


@dataclass(frozen=True)
class Matter:
    """Something that a visitor tells, and what a lawyer says. `limit`: days to the end of a time limit, its name."""

    key: str
    kind: str
    facts: str
    issues: str
    grounds: str
    advice: str
    risks: str
    next: str
    limit: tuple[int, str] | None = None


@dataclass(frozen=True)
class VisitTold:
    """One visit: on which of the days, about what, with how many, and what became of it."""

    day: int
    matter: Matter
    outcome: str
    people: int = 1
    is_advised: bool = False
    repeat_of: int | None = None
    is_same_matter: bool = False
    extra: dict[str, str] = field(default_factory=dict)


def matters() -> dict[str, Matter]:
    """Give the matters by key."""
    rows = read("visits")["matters"]
    return {row["key"]: Matter(**{**row, "limit": tuple(row["limit"]) if "limit" in row else None}) for row in rows}


def legal_opinions() -> list[str]:
    """Give the legal opinions that lawyers submit to the court."""
    return list(read("visits")["opinions"])


def remarks() -> list[str]:
    """Give what visitors say of the reception."""
    return list(read("visits")["remarks"])


def visits(days: int) -> list[VisitTold]:
    """Give the visits of so many reception days, in order: 69 people received and 35 times advised.

    A repeat visit names by `repeat_of` the visit that came first.
    """
    told = matters()
    rows = [
        VisitTold(place * days // len(_STORY), told[matter], outcome, people, is_advised=outcome in _ADVISED)
        for place, (matter, outcome, people) in enumerate(_STORY)
    ]
    for first, wait, is_same_matter in _REPEATS:
        earlier = rows[first]
        rows.append(
            VisitTold(
                min(earlier.day + wait, days - 1), earlier.matter, earlier.outcome, 1, is_advised=True,
                repeat_of=first, is_same_matter=is_same_matter,
            )
        )  # fmt: skip
    return rows


_ADVISED = {"answered", "withdrawn", "sue", "appeal", "retrial", "enforcement"}
# Matter, outcome, people: in the order of the days. Groups of 12, 9 and 6 send five, five and four.
_STORY = (
    ("loan", "sue", 1), ("wages", "legal_aid", 12), ("assault", "answered", 2), ("neighbour", "mediation", 1),
    ("enforce", "enforcement", 1), ("house", "sue", 1), ("penalty", "answered", 1), ("divorce", "mediation", 1),
    ("retrial", "retrial", 1), ("demolition", "petition_office", 9), ("appeal", "appeal", 2), ("traffic", "sue", 1),
    ("petition", "withdrawn", 1), ("pension", "answered", 1), ("outsider", "enforcement", 2), ("wages", "legal_aid", 1),
    ("victim", "judicial_relief", 1), ("lease", "answered", 1), ("supervise", "procuratorate", 1),
    ("inherit", "sue", 3), ("dishonest", "enforcement", 1), ("fraud", "not_helped", 1), ("demolition", "answered", 1),
    ("loan", "sue", 1), ("appeal", "appeal", 1), ("house", "petition_office", 6), ("alimony", "enforcement", 1),
    ("petition", "not_helped", 1), ("traffic", "answered", 1), ("retrial", "retrial", 2), ("neighbour", "mediation", 1),
    ("assault", "legal_aid", 1), ("penalty", "withdrawn", 1), ("enforce", "enforcement", 1), ("divorce", "answered", 1),
    ("victim", "judicial_relief", 1), ("supervise", "procuratorate", 1), ("pension", "petition_office", 1),
    ("lease", "answered", 2), ("outsider", "answered", 1), ("loan", "sue", 1), ("fraud", "not_helped", 1),
    ("wages", "legal_aid", 3), ("retrial", "retrial", 1), ("appeal", "appeal", 1), ("inherit", "sue", 2),
    ("demolition", "answered", 1), ("petition", "withdrawn", 1),
)  # fmt: skip
_REPEATS = ((0, 4, True), (4, 6, True), (13, 5, False), (33, 3, False))
