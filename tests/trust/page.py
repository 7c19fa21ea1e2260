"""Makes the table of docs/trust.md out of what was measured."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.bench import table
from tests.live import ROOT
from tests.trust.promises import PROMISES, Promise

PAGE: Final = ROOT / "docs/trust.md"
BEGIN, END = "<!-- written by make trust -->", "<!-- end of make trust -->"
HEAD: Final = "| Promise | Figure | Measured | Verdict | Checks |\n| --- | --- | --- | --- | --- |"
Report = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Line:
    """How one promise stands."""

    promise: Promise
    passed: int
    failed: tuple[str, ...]
    skipped: int
    measured: tuple[str, ...]
    seconds: float

    @property
    def verdict(self) -> str:
        """A promise that nothing checked is not held."""
        if self.failed or not self.passed:
            return "**broken**"
        return f"holds; {self.skipped} not tried here" if self.skipped else "holds"

    def row(self) -> str:
        counted = f"{self.passed} checks passed" + (f", {len(self.failed)} failed" if self.failed else "")
        measured = "; ".join((*self.measured, counted))
        checks = "<br>".join(f"`{check}`" for check in self.promise.checks)
        cells = (self.promise.what, self.promise.figure, measured, self.verdict, checks)
        return f"| {' | '.join(cells)} |"


def judge(promises: Sequence[Promise], reports: Mapping[str, Report]) -> list[Line]:
    """Each promise with the tests that its checks name. `reports`: what ran, by the name of its database.

    What is skipped on one database and tried on the other is tried.
    """
    return [_judged(promise, reports) for promise in promises]


def _judged(promise: Promise, reports: Mapping[str, Report]) -> Line:
    mine = {
        f"{where}: {node}": entry
        for where, report in reports.items()
        for node, entry in report.items()
        if any(_is_of(node, f"tests/{check}") for check in promise.checks)
    }
    by_outcome = {
        outcome: tuple(node for node, entry in mine.items() if entry["outcome"] == outcome)
        for outcome in ("passed", "failed")
    }
    tried = {node.partition(": ")[2] for nodes in by_outcome.values() for node in nodes}
    skipped = {node.partition(": ")[2] for node, entry in mine.items() if entry["outcome"] == "skipped"} - tried
    measured = tuple(dict.fromkeys(said for entry in mine.values() for said in entry["measured"]))
    seconds = sum(entry["seconds"] for entry in mine.values())
    return Line(promise, len(by_outcome["passed"]), by_outcome["failed"], len(skipped), measured, seconds)


def _is_of(node: str, check: str) -> bool:
    return node == check or node.startswith((f"{check}::", f"{check}["))


def write(lines: Sequence[Line], seconds: float, before: str, *, is_whole: bool) -> None:
    """Replace the rows that were measured; a whole run replaces all, and tells how long it took and where."""
    head, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    old, tail = rest.split(END)
    spent = f"All measured on {time.strftime('%Y-%m-%d')} in one run of {seconds / 60:.1f} minutes."
    told = f"{spent} Before: {before}. After: {table.machine()}." if is_whole else _told(old)
    known = {row.split("|")[1].strip(): row for row in old.splitlines() if row.startswith("| ")}
    known |= {line.promise.what: line.row() for line in lines}
    rows = "\n".join(known.get(promise.what, _not_yet(promise)) for promise in PROMISES)
    PAGE.write_text(f"{head}{BEGIN}\n\n{told}\n\n{HEAD}\n{rows}\n\n{END}{tail}", encoding="utf-8")


def _not_yet(promise: Promise) -> str:
    return f"| {promise.what} | {promise.figure} | not measured yet | | |"


def _told(old: str) -> str:
    """What the last whole run said of itself."""
    said = [line for line in old.splitlines() if line.startswith("All measured")]
    return said[0] if said else "Measured in parts; no whole run yet."
