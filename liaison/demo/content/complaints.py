"""The complaints of the demonstration city: who about whom, in what words, and how far they have come."""

from dataclasses import dataclass
from typing import Any

from liaison.demo.content.source import read


@dataclass(frozen=True)
class Complaint:
    """One complaint. `days`: how long ago it came; `direction`: "out" lawyer to judge, "back" judge to lawyer.

    `channel`: letter, telephone, visit, anonymous, or the account that lodged it ("online1", "judge2"); `stage`: how
    far it has come; `respondent` "" where nobody of the roster is named.
    """

    key: str
    days: int
    direction: str
    category: str
    unit: str
    respondent: str
    identity: str
    channel: str
    stage: str
    finding: str
    measure: str
    facts: str
    wanted: str


def complaints() -> tuple[Complaint, ...]:
    """All complaints, as the file has them."""
    return tuple(Complaint(*row) for row in read("complaints")["complaints"])


def replies(finding: str, *, is_back: bool = False) -> list[str]:
    """Sentences that an office writes for a finding: a court's about a judge, or the bar's about a lawyer."""
    found: dict[str, Any] = read("complaints")["replies_back" if is_back else "replies"]
    return list(found[finding])
