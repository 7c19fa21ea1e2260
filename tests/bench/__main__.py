"""`make bench`: measures the site against a bare Flask route and papers against other programs, in one run each.

`python -m tests.bench papers` measures that part alone; docs/performance.md gets the tables.
"""

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

import psutil

from liaison.accounts.services import HASHER
from liaison.config import Settings
from liaison.factory import create_app
from tests.bench import table
from tests.bench.bare import serving_bare
from tests.bench.calls import Caller, all_of, p95_ms
from tests.bench.lines import Line
from tests.bench.material import fill_opinions, longest_history
from tests.bench.papers import papers
from tests.bench.questionnaires import questionnaires
from tests.bench.rounds import Target, Task, compare
from tests.bench.statements import count_statements
from tests.bench.weight import page_weight
from tests.live import load_city, passwords, serving

USERNAME = "bar.officer1"
STARTS = 5
LIST, SIGN_IN = "/opinions", "/login"
EVERYTHING = f"/search?q={quote('送达')}"
# path -> what it is, its bar as a multiple of the bare route, and how many statements it may ask
PAGES = {
    LIST: ("list page, 50 of 1,000 rows, signed in", 14, 12),
    LIST + "/{opinion}": ("detail page, 30 entries of history", 20, 20),
    "/conferences/4": ("page of a conference that was held", None, 20),
    "/": ("home", None, None),
    "/summaries": ("every figure of the year with its charts", None, None),
    EVERYTHING: ("search over everything for two characters", None, None),
    "/calendar": ("month of everything that is on", None, None),
    "/wall": ("screen for meetings", None, None),
}
THOUSAND, MANY = 1_000, 20_000
ENTRIES = 30
LARGE_LIST = {
    "first page": LIST,
    "filtered": f"{LIST}?status=closed&side=bench",
    "deep page": f"{LIST}?page=300",
    "search for two characters": f"{LIST}?q={quote('送达')}",
    "search over everything": EVERYTHING,
}
# What gathers from all features has its bar in growth (tests/home/test_size.py); how long it takes is told beside it.
GATHERED = {"home": "/", "every figure of the year": "/summaries"}
CALLS_FOR_P95 = 60


def main() -> None:
    """Measure, print each line as it is known, and write the page. Given a part's name, measure that part only."""
    parts = sys.argv[1:] or list(PARTS)
    logging.disable(logging.INFO)  # the requests that count statements would stand between the lines
    before = table.machine()
    print(before)
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as scratch:
        for part in parts:
            measured = []
            for line in PARTS[part](Path(scratch)):
                table.show(line)
                measured.append(line)
            table.write(part, measured, before, table.machine())


def _site(scratch: Path) -> Iterator[Line]:
    start = time.perf_counter()
    load_city(scratch / "city")
    yield Line("load the demonstration city", time.perf_counter() - start, "s", 60)
    yield from _starting(scratch / "city")
    folder = scratch / "thousand"
    shutil.copytree(scratch / "city", folder)
    app = create_app(Settings(instance=folder))
    fill_opinions(app, THOUSAND)
    opinion = longest_history(app, ENTRIES)
    yield from _against_bare(folder, opinion)
    fill_opinions(app, MANY)
    yield from _many_rows(folder)


def _starting(folder: Path) -> Iterator[Line]:
    seconds = []
    for _ in range(STARTS):
        start = time.perf_counter()
        with serving(folder):
            seconds.append(time.perf_counter() - start)
    yield Line("start of the server, until it is ready", median(seconds), "s", 2, f"median of {STARTS}")


def _against_bare(folder: Path, opinion: int) -> Iterator[Line]:
    app = create_app(Settings(instance=folder))
    password = passwords(folder)[USERNAME]
    with serving_bare(folder) as bare, serving(folder) as site:
        processes = all_of(lambda: site.web, Settings(instance=folder).workers)
        caller, visitor = Caller(site.url).sign_in(USERNAME, password), Caller(site.url)
        form = visitor.sign_in_form(USERNAME, password)
        pages = {path.format(opinion=opinion): bars for path, bars in PAGES.items()}
        tasks = {path: Task(partial(caller.call, path), 60) for path in pages}
        tasks[SIGN_IN] = Task(
            lambda: visitor.call(SIGN_IN, form, expect=303, keep=False), 15, partial(_argon2_ms, password)
        )
        floor, results = compare(bare, Target(caller, processes), tasks)
        yield Line("bare Flask route", floor.cpu_ms, "ms CPU", None, f"{floor.wall_ms:.1f} ms on the wall")
        for path, (what, bar, most_statements) in pages.items():
            yield Line(what, results[path].ratio, "×", bar, results[path].detail)
            yield Line("its statements", count_statements(app, path, caller.cookies), "", most_statements)
        aside = f"{results[SIGN_IN].detail}; argon2 of it {results[SIGN_IN].aside_ms:.1f} ms"
        yield Line("sign-in, beyond the cost of argon2", results[SIGN_IN].ratio, "×", 5, aside)
        yield _memory(processes)
        weight, files = page_weight(caller, LIST)
        yield Line("weight of a normal page", weight / 1000, "K gz", 60, f"the list, {files} files")


def _many_rows(folder: Path) -> Iterator[Line]:
    app = create_app(Settings(instance=folder))
    with serving(folder) as site:
        caller = Caller(site.url).sign_in(USERNAME, passwords(folder)[USERNAME])
        for name, path in {**LARGE_LIST, **GATHERED}.items():
            statements = count_statements(app, path, caller.cookies)
            p95 = p95_ms(lambda path=path: caller.call(path), CALLS_FOR_P95)
            bar = 300 if name in LARGE_LIST else None
            yield Line(f"{MANY:,} rows, {name}, p95", p95, "ms", bar, f"{statements} statements")


def _argon2_ms(password: str) -> float:
    """CPU of one check of a password, in this process."""
    known = HASHER.hash(password)
    spent = []
    for _ in range(15):
        start = time.process_time()
        HASHER.verify(known, password)
        spent.append(1000 * (time.process_time() - start))
    return median(spent)


def _memory(processes: Sequence[psutil.Process]) -> Line:
    """The largest web process after it has served pages; shared memory counted by its share."""
    sizes = [process.memory_full_info().pss / 1e6 for process in processes]
    return Line("memory of a web process", max(sizes), "MB", 140, "PSS, after the calls above")


# Each part fills the table of its name in docs/performance.md.
PARTS: dict[str, Callable[[Path], Iterator[Line]]] = {
    "site": _site,
    "questionnaires": questionnaires,
    "papers": papers,
}


if __name__ == "__main__":
    main()
