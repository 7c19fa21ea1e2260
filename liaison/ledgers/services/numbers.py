"""Where a series of official numbers starts, for an office that has issued some on paper this year."""

from liaison.core.ledgers import NumberKind
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store import audit, numbering


def start(kind: NumberKind, year: int, number: int, by: Actor) -> None:
    """Have the series give `number` next in that year. Raises Forbidden, or RuleBroken on `number`."""
    refuse(kind.why_not(by))
    row = numbering.start_at(kind.series, number, year)
    audit.record("number_series.started", row, by, series=kind.series, year=year, number=number)
