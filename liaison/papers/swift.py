"""What makes long papers quick: pydyf 0.13 lists all pages anew for every tag, which grows with their square."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf


@contextmanager
def known_pages() -> Iterator[None]:
    """Keep the references to the pages of a PDF until another page is added."""
    original = pydyf.PDF.page_references
    known: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        key = id(pdf), len(pdf.pages["Kids"])
        if key not in known:
            known[key] = original.fget(pdf)
        return known[key]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original
