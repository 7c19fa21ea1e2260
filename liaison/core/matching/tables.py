"""The tables of characters, read once, when first wanted."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from liaison.core.names import usual_readings

_FOLDER: Final = Path(__file__).parent


@cache
def folds() -> dict[int, str]:
    """Each traditional or variant form with the usual simplified one, for `str.translate`."""
    simple = {form: usual for usual, forms in pairs("simplified") for form in forms}
    rare = {form: group[0] for line in _lines("variants") for group in line.split() for form in group[1:]}
    return {ord(form): simple.get(usual, usual) for form, usual in {**simple, **rare}.items()}


@cache
def readings(character: str) -> frozenset[str]:
    """The syllables, without tone, in which a character of a given name may be read; none for what is no Han."""
    usual = usual_readings().get(character, "").rstrip("012345")
    return frozenset({usual} | _further().get(character, set())) - {""}


@cache
def look_alikes() -> dict[str, frozenset[str]]:
    """The characters that look like one, both ways."""
    found: dict[str, set[str]] = {}
    by_hand = (pair for line in _lines("look_alikes_by_hand") for pair in line.split())
    for one, other in [
        *((one, other) for one, others in pairs("look_alikes") for other in others),
        *((pair[0], pair[1]) for pair in by_hand),
    ]:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {character: frozenset(others) for character, others in found.items()}


@cache
def components() -> dict[str, str]:
    """The parts as which a rare character is described, and the character."""
    return {parts: character for character, parts in pairs("components")}


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words, the longest first, so that the longest fits."""
    found = dict.fromkeys(word for line in _lines(name) for word in line.split())
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _further() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for syllable, characters in pairs("readings"):
        for character in characters:
            found.setdefault(character, set()).add(syllable)
    return found


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a table, each as its first word and the rest."""
    for line in _lines(name):
        first, _, rest = line.partition(" ")
        yield first, rest


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
