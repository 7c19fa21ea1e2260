"""Several rounds over the same pages, the bare route in each, so that a busy machine spoils no ratio."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import psutil

from tests.bench.calls import Caller, Spent, batch

ROUNDS = 7
# Twice as many in all rounds are fewer than the requests after which a web process is recycled: one kept connection may
# meet the same process in all of them.
BARE_CALLS = 300


@dataclass(frozen=True)
class Target:
    """A client and the processes that answer it."""

    caller: Caller
    processes: Sequence[psutil.Process]

    def measure(self, act: Callable[[], object], times: int) -> Spent:
        return batch(act, times, self.processes)


@dataclass(frozen=True)
class Task:
    """Something that a client does so many times a round.

    `aside` measures, in each round, the CPU milliseconds of it that the bar leaves out (the check of a password).
    """

    act: Callable[[], object]
    times: int
    aside: Callable[[], float] = float


@dataclass(frozen=True)
class Result:
    """Medians over the rounds; `ratio` is without what was left aside."""

    ratio: float
    cpu_ms: float
    wall_ms: float
    aside_ms: float

    @property
    def detail(self) -> str:
        return f"{self.cpu_ms:.1f} ms CPU, {self.wall_ms:.1f} ms on the wall"


def compare(
    bare: Target, site: Target, tasks: Mapping[str, Task], floor_act: Callable[[], object] | None = None
) -> tuple[Result, dict[str, Result]]:
    """The bare route (or what `floor_act` does), and each task against it, measured in turn within each round."""
    floor: list[Spent] = []
    spent: dict[str, list[Spent]] = {name: [] for name in tasks}
    aside: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        floor.append(bare.measure(floor_act or (lambda: bare.caller.call("/")), BARE_CALLS))
        for name, task in tasks.items():
            spent[name].append(site.measure(task.act, task.times))
            aside[name].append(task.aside())
    return _result(floor, floor, [0.0] * ROUNDS), {name: _result(spent[name], floor, aside[name]) for name in tasks}


def _result(spent: Sequence[Spent], floor: Sequence[Spent], aside: Sequence[float]) -> Result:
    ratios = [(own.cpu_ms - left) / bare.cpu_ms for own, bare, left in zip(spent, floor, aside, strict=True)]
    cpu, wall = median(own.cpu_ms for own in spent), median(own.wall_ms for own in spent)
    return Result(median(ratios), cpu, wall, median(aside))
