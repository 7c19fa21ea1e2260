"""Where the words of a search stand in a text: the piece of it around them, and which of its signs to mark."""

from typing import Final

from liaison.core.text import normalise_search, plain_width

LENGTH: Final = 70
BEFORE: Final = 20
"""Characters of an excerpt, and how many of them stand before the first word found."""


def around(q: str, *texts: str) -> str:
    """The piece of the first of the texts that holds a word of the search; "" where none does."""
    for text in texts:
        plain = " ".join(text.split())
        if spans := _spans(plain, q):
            start = max(0, min(spans[0][0] - BEFORE, len(plain) - LENGTH))
            end = start + LENGTH
            return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"
    return ""


def pieces(text: str, q: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was searched for."""
    found, place = [], 0
    for start, end in _spans(text, q):
        found += [(text[place:start], False), (text[start:end], True)]
        place = end
    return [piece for piece in [*found, (text[place:], False)] if piece[0]]


def _spans(text: str, q: str) -> list[tuple[int, int]]:
    """The places of all words as (start, end), in order; those that touch are one."""
    folded, places = _folded(text), []
    for word in map(_folded, normalise_search(q).split()):
        start = folded.find(word)
        while start >= 0:
            places.append((start, start + len(word)))
            start = folded.find(word, start + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _folded(text: str) -> str:
    """Letters in one case and width, each sign where it was: a few letters would grow in the other case."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in plain_width(text))
