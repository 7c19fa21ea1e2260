"""Very many slips: laid out some hundred at a time, since a renderer is given five minutes, and bound into one file."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, Final

from liaison.papers import engine
from liaison.papers.canonical import canonical_json
from liaison.papers.facts.lists import SlipsFacts
from liaison.papers.joining import joined
from liaison.papers.kinds import read_facts

AT_ONCE: Final = 400


def render(
    kind: str, facts: bytes, formats: Sequence[str], *, report: Callable[[int, int], None] = lambda *_pages: None,
    **wishes: Any,
) -> dict[str, bytes]:  # fmt: skip
    """What `engine.render` makes, of slips as many as there are; `report` counts the pages of all of them."""
    bundles = _bundles(facts) if kind == "slips" else [facts]
    if len(bundles) == 1:
        return engine.render(kind, facts, formats, report=report, **wishes)
    made: dict[str, bytes] = {}
    files = []
    for number, bundle in enumerate(bundles):
        answer = engine.render(
            kind, bundle, formats, report=_counting(report, number, len(bundles)), **(wishes if number == 0 else
            {"watermark": wishes.get("watermark", "")}),
        )  # fmt: skip
        made = made or answer
        files.append(answer["pdf"])
    return {**made, "pdf": joined(files, [[] for _file in files], 0)}


def _bundles(facts: bytes) -> list[bytes]:
    read = read_facts("slips", facts)
    assert isinstance(read, SlipsFacts)
    slips = read.slips
    starts = range(0, len(slips), AT_ONCE)
    return [canonical_json(dataclasses.replace(read, slips=slips[at : at + AT_ONCE])) for at in starts]


def _counting(report: Callable[[int, int], None], number: int, count: int) -> Callable[[int, int], None]:
    """Each bundle but the last has as many pages, so a page of the fourth counts after those of three."""
    pages = AT_ONCE // 10
    return lambda done, _expected: report(number * pages + min(done, pages), count * pages)
