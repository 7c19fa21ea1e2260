"""A line of the table: what was measured, its bar, and whether it holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`value` and `bar` are of one unit ("×": a multiple of the bare route); more than the bar is over it."""

    what: str
    value: float
    unit: str
    bar: float | None = None
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return ""
        return "holds" if self.value <= self.bar else "**over**"

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        bar = "" if self.bar is None else f"≤ {_number(self.bar)} {self.unit}"
        return self.what, f"{_number(self.value)} {self.unit}", bar, self.verdict, self.detail


def _number(value: float) -> str:
    """Three figures are all that such a measurement has."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
