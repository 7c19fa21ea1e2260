"""Parts of one paper laid out at the same time, each in a fork of this process; pages stay numbered through.

WeasyPrint makes the page numbers after the pages: a part that is ready for them says how many pages it has and waits
until the parts before it have said so too. One private function of WeasyPrint 70 is wrapped for that.
"""

import ctypes
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final

from weasyprint import layout
from weasyprint.layout.page import set_page_type_computed_styles

from liaison.papers.progress import LOG

# See prctl(2): the signal that this process gets when its parent ends.
PR_SET_PDEATHSIG: Final = 1
WORKERS: Final = 2
STEP: Final = "Step 5 - Creating layout - Page %d"


class PartFailed(Exception):
    """The process of a part ended without an answer, or told what went wrong in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part as made: its PDF, how many pages lie before it, and the page of each anchor within the paper."""

    data: bytes
    before: int
    anchors: dict[str, int]


Make = Callable[[Callable[[int], int]], tuple[bytes, dict[str, int]]]


def made_at_once(makes: Sequence[Make]) -> list[Part]:
    """Run each of `makes` in a fork, two at a time.

    It is given a function that takes the number of its pages and gives how many are before them; it answers with its
    PDF and the page of each anchor within the part. Raises PartFailed.
    """
    crew = _Crew(makes)
    try:
        while crew.has_work():
            crew.listen()
    finally:
        crew.dismiss()
    return crew.parts()


class _Crew:
    """The forks at work, and what they have told so far, by the number of the part."""

    def __init__(self, makes: Sequence[Make]) -> None:
        self._forks = multiprocessing.get_context("fork")
        self._waiting = list(enumerate(makes))
        self._running: dict[Connection, tuple[int, BaseProcess]] = {}
        self._pages: dict[int, int] = {}
        self._laid_out: dict[int, int] = {}
        self._asked: dict[int, Connection] = {}
        self._made: dict[int, tuple[bytes, dict[str, int]]] = {}

    def has_work(self) -> bool:
        """Fill the free places with waiting parts; False once all are made."""
        while self._waiting and len(self._running) < WORKERS:
            number, make = self._waiting.pop(0)
            here, there = self._forks.Pipe()
            process: BaseProcess = self._forks.Process(target=_work, args=(make, there), daemon=True)
            process.start()
            there.close()
            self._running[here] = number, process
        return bool(self._running)

    def listen(self) -> None:
        """Wait for a word of any fork, and answer those whose number of pages before is known by now."""
        for connection in wait(list(self._running)):
            assert isinstance(connection, Connection)
            try:
                word, value = connection.recv()
            except EOFError as error:
                raise PartFailed("ended") from error
            self._take(connection, word, value)
        for number in [number for number in self._asked if all(before in self._pages for before in range(number))]:
            self._asked.pop(number).send(self._before(number))

    def dismiss(self) -> None:
        """End what still runs, after a failure."""
        for _, process in self._running.values():
            process.kill()
            process.join()

    def parts(self) -> list[Part]:
        """All parts in their order."""
        return [Part(data, self._before(number), anchors) for number, (data, anchors) in sorted(self._made.items())]

    def _take(self, connection: Connection, word: str, value: Any) -> None:
        number, process = self._running[connection]
        match word:
            case "page":
                self._laid_out[number] = value
                logging.getLogger(LOG).info(STEP, sum(self._laid_out.values()))
            case "pages":
                self._pages[number], self._asked[number] = value, connection
            case "made":
                self._made[number] = value
                del self._running[connection]
                process.join()
            case _:
                raise PartFailed(value)

    def _before(self, number: int) -> int:
        return sum(self._pages[before] for before in range(number))


@contextmanager
def numbered_after(root: Any, tell: Callable[[int], int]) -> Iterator[None]:
    """While it lasts, pages are numbered behind those before them; `root` is WeasyPrint's HTML of the part."""
    original = layout.make_margin_boxes
    befores: list[int] = []

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        if not befores:
            befores.append(tell(len(context.page_maker) - 1))
        if befores[0] % 2:
            side = "left" if page.page_type.side == "right" else "right"
            page.page_type = page.page_type._replace(side=side)
            set_page_type_computed_styles(page.page_type, root, context.style_for)
        quotes, counters, *others = state
        shifted = {**counters, "page": [counters["page"][-1] + befores[0]]}
        return original(context, page, (quotes, shifted, *others))

    layout.make_margin_boxes = make_margin_boxes
    try:
        yield
    finally:
        layout.make_margin_boxes = original


class _Teller(logging.Handler):
    """Tells the parent of each page that was laid out."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == STEP and isinstance(record.args, tuple):
            self.connection.send(("page", record.args[0]))


def _work(make: Make, connection: Connection) -> None:
    # Whoever kills the parent (it took too long, it was cancelled) means this process too.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    log = logging.getLogger(LOG)
    log.handlers[:] = [_Teller(connection)]
    log.setLevel(logging.INFO)

    def tell(pages: int) -> int:
        connection.send(("pages", pages))
        before: int = connection.recv()
        return before

    try:
        connection.send(("made", make(tell)))
    except Exception as error:
        connection.send(("failed", f"{type(error).__name__}: {error}"))
    finally:
        connection.close()
        # Nothing is to be tidied up here: it all belongs to the parent.
        os._exit(0)
