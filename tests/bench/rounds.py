"""Several rounds over the same pages, the bare route in each, so that a busy machine spoils no ratio."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import psutil

from tests.bench.calls import Caller, Spent, batch

ROUNDS = 7
BARE_CALLS = 400


@dataclass(frozen=True)
class Target:
    """A client and the processes that answer it."""

    caller: Caller
    processes: Sequence[psutil.Process]

    def measure(self, act: Callable[[], object], times: int) -> Spent:
        return batch(act, times, self.processes)


@dataclass(frozen=True)
class Task:
    """Something that a client does so many times a round. `apart_ms` is CPU that the bar sets aside (argon2)."""

    act: Callable[[], object]
    times: int
    apart_ms: float = 0.0


@dataclass(frozen=True)
class Result:
    """Medians over the rounds."""

    ratio: float
    cpu_ms: float
    wall_ms: float

    @property
    def detail(self) -> str:
        return f"{self.cpu_ms:.1f} ms CPU, {self.wall_ms:.1f} ms on the wall"


def compare(bare: Target, site: Target, tasks: Mapping[str, Task]) -> tuple[Result, dict[str, Result]]:
    """The bare route, and each task against it, measured in turn within each round."""
    floor: list[Spent] = []
    spent: dict[str, list[Spent]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        floor.append(bare.measure(lambda: bare.caller.call("/"), BARE_CALLS))
        for name, task in tasks.items():
            spent[name].append(site.measure(task.act, task.times))
    return _result(floor, floor), {name: _result(spent[name], floor, task.apart_ms) for name, task in tasks.items()}


def _result(spent: Sequence[Spent], floor: Sequence[Spent], apart_ms: float = 0.0) -> Result:
    ratios = [(each.cpu_ms - apart_ms) / bare.cpu_ms for each, bare in zip(spent, floor, strict=True)]
    return Result(median(ratios), median(each.cpu_ms for each in spent), median(each.wall_ms for each in spent))
