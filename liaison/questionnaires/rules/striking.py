"""Striking passages out of what was written."""

from typing import Final

BLOCK: Final = "■"


def passages(lines: str | None) -> list[str]:
    """The passages, one a line."""
    return [line.strip() for line in (lines or "").splitlines() if line.strip()]


def missing(text: str, lines: str | None) -> list[str]:
    """The passages that do not stand in the text."""
    return [passage for passage in passages(lines) if passage not in text]


def struck(text: str, *lines: str | None) -> str:
    """The text with every passage blacked out; the length of what stood there is not told."""
    found = sorted({passage for each in lines for passage in passages(each)}, key=len, reverse=True)
    for passage in found:
        text = text.replace(passage, BLOCK * 4)
    return text
