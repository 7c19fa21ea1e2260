"""How far a render is: WeasyPrint's own log of its steps, told onwards about once a second."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

LOG: Final = "weasyprint.progress"
EVERY: Final = 1.0
_PAGE: Final = re.compile(r"Step \d+ - Creating layout - Page (\d+)")


class _Counter(logging.Handler):
    """Notes the number of the page that was laid out last."""

    pages = 0

    def emit(self, record: logging.LogRecord) -> None:
        if found := _PAGE.match(record.getMessage()):
            self.pages = max(self.pages, int(found[1]))


@contextmanager
def told(tell: Callable[[int], None], every: float = EVERY) -> Iterator[None]:
    """While the block runs, call `tell` with the pages laid out so far, from a thread of its own."""
    counter, is_over = _Counter(), threading.Event()
    log = logging.getLogger(LOG)
    before = log.level
    log.addHandler(counter)
    log.setLevel(logging.INFO)

    def speak() -> None:
        while not is_over.wait(every):
            tell(counter.pages)

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        is_over.set()
        # What is still being said must be out before the answer is.
        speaker.join()
        log.removeHandler(counter)
        log.setLevel(before)
