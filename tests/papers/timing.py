"""CPU time of rendering, for bars that are ratios within one run: a loaded machine slows both sides alike."""

import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object], rounds: int = 2) -> float:
    """The least CPU time of so many rounds, after one that warms up."""
    work()
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
