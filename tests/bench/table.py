"""Prints the lines and writes them into docs/performance.md, each part between its two marks."""

import os
import platform
import time
from collections.abc import Sequence

import psutil

from tests.bench.lines import Line
from tests.live import ROOT

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- written by make bench: {} -->", "<!-- end of make bench: {} -->"
HEAD = ("What", "Measured", "Bar", "", "Remarks")


def machine() -> str:
    """Cores, memory and load: what a reader needs to judge the figures."""
    memory = psutil.virtual_memory().total / 2**30
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, load {load}, Python {platform.python_version()}"


def write(part: str, lines: Sequence[Line], before: str, after: str) -> None:
    """Replace the table of this part. `before` and `after` describe the machine at either end of the run."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = BEGIN.format(part), END.format(part)
    head, rest = text.split(begin)
    _old, tail = rest.split(end)
    measured = f"Measured on {time.strftime('%Y-%m-%d')}. Before: {before}. After: {after}."
    PAGE.write_text(f"{head}{begin}\n\n{measured}\n\n{_table(lines)}\n\n{end}{tail}", encoding="utf-8")


def _table(lines: Sequence[Line]) -> str:
    rows = [HEAD, ("---", "---:", "---:", "---", "---"), *(line.cells for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def show(line: Line) -> None:
    """One line on the screen as soon as it is known."""
    what, value, bar, verdict, detail = line.cells
    print(f"{what:<58} {value:>14} {bar:>14}  {verdict.strip('*'):<6} {detail}", flush=True)
