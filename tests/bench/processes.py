"""What a command and all processes below it cost: time on the wall, CPU, and the most memory at one moment."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.2
PATIENCE = 600


@dataclass(frozen=True)
class Cost:
    """Seconds on the wall, seconds of CPU, megabytes (proportional share of shared pages)."""

    wall: float
    cpu: float
    memory: float


class Watch:
    """Looks at a process and its descendants again and again: a child that ended keeps what it was last seen with."""

    def __init__(self, pid: int) -> None:
        self.root = psutil.Process(pid)
        self.cpu: dict[tuple[int, float], float] = {}
        self.memory = 0.0
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._look_on, daemon=True)
        self.look()
        self.before = sum(self.cpu.values())
        self.thread.start()

    def look(self) -> None:
        """Count once what is there now."""
        memory = 0
        for process in self._tree():
            try:
                times = process.cpu_times()
                self.cpu[process.pid, process.create_time()] = times.user + times.system
                memory += process.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
                continue
        self.memory = max(self.memory, memory / 1e6)

    def end(self) -> tuple[float, float]:
        """CPU seconds since the beginning, and the most megabytes."""
        self.is_over.set()
        self.thread.join()
        self.look()
        return sum(self.cpu.values()) - self.before, self.memory

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self.root, *self.root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _look_on(self) -> None:
        while not self.is_over.wait(EVERY):
            self.look()


def cost_of(act: Callable[[], object], pid: int) -> Cost:
    """What the process `pid` and its children spend while `act` runs."""
    watch, start = Watch(pid), time.perf_counter()
    act()
    wall = time.perf_counter() - start
    return Cost(wall, *watch.end())


def run(command: Sequence[str], made: Path) -> Cost:
    """Run a command to its end. Raises RuntimeError when it did not write `made`."""
    made.unlink(missing_ok=True)
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as own:
        watch = Watch(own.pid)
        own.wait(PATIENCE)
        wall = time.perf_counter() - start
    cost = Cost(wall, *watch.end())
    if not made.exists():
        raise RuntimeError(f"{command[0]} made nothing")
    return cost


@contextmanager
def kept(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers on its standard output, ended by the end of its input."""
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as own:
        try:
            yield own
        finally:
            assert own.stdin is not None
            own.stdin.close()
            own.wait(PATIENCE)
