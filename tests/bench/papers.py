"""Papers against Chromium printing the same HTML and LibreOffice converting the same content, in one run."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.lines import Line
from tests.bench.printers import BASELINES, CHILD, Material, Ours, installed, ours_cold, ours_warm
from tests.bench.processes import Cost, kept
from tests.live import ROOT
from tests.makers.papers import make_minutes_facts
from tests.makers.reports import make_report_of_tables


@dataclass(frozen=True)
class Bars:
    """Bars of one line: seconds on the wall, multiples of each baseline's wall, multiple of Chromium's memory."""

    seconds: float | None
    ratios: Mapping[str, float]
    memory: float | None = None


ROUNDS = 5
LONG_ROUNDS = 3
COLD, WARM = "minutes, cold", "minutes, warm"
MIDDLE, LONG = "20 pages, 30 tables, warm", "200 pages, 5,000 rows, warm"
BARS = {
    COLD: Bars(3, {"Chromium": 0.75, "LibreOffice": 1.0}),
    WARM: Bars(1, {"Chromium": 0.25, "LibreOffice": 0.3}),
    MIDDLE: Bars(None, {"Chromium": 1.3, "LibreOffice": 1.0}),
    LONG: Bars(90, {"Chromium": 2.5, "LibreOffice": 0.8}, 1.0),
}


def papers(scratch: Path) -> Iterator[Line]:
    """All lines about papers, measured in turn within each round; the first round is not counted."""
    minutes = Material("minutes", "minutes", make_minutes_facts(), scratch)
    middle = Material("middle", "report", make_report_of_tables(30, 12, 0), scratch)
    long = Material("long", "report", make_report_of_tables(10, 500, 8), scratch)
    for material in (minutes, middle, long):
        material.write()
    others = installed()
    for name in BASELINES.keys() - others.keys():
        yield Line(f"{name} is not installed: nothing to compare with", 0, "")
    with kept(CHILD, ROOT) as child:
        warm = ours_warm(Ours(child))
        own = {COLD: ours_cold, WARM: warm}
        yield from _compared(minutes, own, others, ROUNDS)
        yield from _compared(middle, {MIDDLE: warm}, others, ROUNDS)
    # A process of its own: the memory of the long paper is not that of those before it.
    with kept(CHILD, ROOT) as child:
        yield from _compared(long, {LONG: ours_warm(Ours(child))}, others, LONG_ROUNDS, throw_away=0)


def _compared(
    material: Material,
    own: Mapping[str, Callable[[Material], Cost]],
    others: Mapping[str, Callable[[Material], Cost]],
    rounds: int,
    throw_away: int = 1,
) -> Iterator[Line]:
    ways = {**own, **others}
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds + throw_away):
        for name, act in ways.items():
            costs[name].append(act(material))
    kept_costs = {name: each[throw_away:] for name, each in costs.items()}
    for name in own:
        yield from _lines(name, kept_costs, list(others))


def _lines(name: str, costs: Mapping[str, list[Cost]], others: list[str]) -> Iterator[Line]:
    bars, mine = BARS[name], _median(costs[name])
    yield Line(name, mine.wall, "s", bars.seconds, _told(mine))
    for other in others:
        ratio = median(own.wall / its.wall for own, its in zip(costs[name], costs[other], strict=True))
        yield Line(
            f"{name}, against {other}", ratio, "×", bars.ratios[other], f"{other}: {_told(_median(costs[other]))}"
        )
    if bars.memory is not None and "Chromium" in others:
        ratio = mine.memory / _median(costs["Chromium"]).memory
        yield Line(f"{name}, memory against Chromium", ratio, "×", bars.memory, "the most at one moment")


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory")))


def _told(cost: Cost) -> str:
    return f"{cost.wall:.2f} s on the wall, {cost.cpu:.2f} s CPU, {cost.memory:.0f} MB"
