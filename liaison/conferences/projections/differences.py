"""What changed between two texts: line by line, and within a line that was reworded, character by character."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, Literal

# Below this likeness a line was replaced, not reworded.
LIKE: Final = 0.4
# A longer line is compared by clauses: by characters it would take seconds.
BY_CHARACTERS: Final = 400
# With more lines or clauses the search could take minutes: then the whole is shown as replaced.
MOST_PARTS: Final = 1000
_CLAUSES: Final = re.compile("[^，。；：！？、]*[，。；：！？、]?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (""), came ("ins") or went ("del")."""

    text: str
    change: Literal["", "ins", "del"] = ""


Line = tuple[Piece, ...]


def differences(old: str, new: str) -> list[Line]:
    """Give the lines of both texts in their order, each as pieces; blank lines count for nothing."""
    before, after = ([line for line in text.splitlines() if line.strip()] for text in (old, new))
    if max(len(before), len(after)) > MOST_PARTS:
        return [*((Piece(line, "del"),) for line in before), *((Piece(line, "ins"),) for line in after)]
    lines: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            lines += [(Piece(line),) for line in before[i:j]]
        else:
            for gone, come in zip_longest(before[i:j], after[k:m]):
                lines += _reworded(gone, come)
    return lines


def _reworded(gone: str | None, come: str | None) -> Iterator[Line]:
    if gone is not None and come is not None:
        parts = _parts(gone), _parts(come)
        matcher = SequenceMatcher(None, *parts)
        if max(map(len, parts)) <= MOST_PARTS and matcher.quick_ratio() >= LIKE:
            yield tuple(_pieces(matcher, *parts))
            return
    if gone is not None:
        yield (Piece(gone, "del"),)
    if come is not None:
        yield (Piece(come, "ins"),)


def _parts(line: str) -> Sequence[str]:
    return list(line) if len(line) <= BY_CHARACTERS else [clause for clause in _CLAUSES.findall(line) if clause]


def _pieces(matcher: "SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(before[i:j]))
            continue
        if i < j:
            yield Piece("".join(before[i:j]), "del")
        if k < m:
            yield Piece("".join(after[k:m]), "ins")
