"""How names sound: readings of characters by their place in the name, and what is near in a dialect."""

import re
import unicodedata
from functools import cache
from itertools import product
from typing import Final

from liaison.core.matching import tables

MOST_READINGS: Final = 64
_INITIAL: Final = re.compile("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)$")
_NEAR_INITIALS: Final = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l"}
_NEAR_FINALS: Final = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on"))
# As in Hunan, where 湖 and 福 are one sound.
_NEAR_HU: Final = {
    "hu": "fu",
    "hua": "fa",
    "huan": "fan",
    "huang": "fan",
    "hui": "fei",
    "hun": "fen",
    "hong": "fen",
    "huo": "fo",
}


@cache
def surname_readings() -> dict[str, tuple[frozenset[str], ...]]:
    """The syllables of surnames that are read otherwise than usual, one set a character."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for surname, read in tables.pairs("surname_readings"):
        syllables = read.split()
        found[surname] = (
            (frozenset(syllables),) if len(surname) == 1 else tuple(frozenset({syllable}) for syllable in syllables)
        )
    return found


@cache
def syllables(name: str) -> tuple[frozenset[str], ...]:
    """The syllables in which each character of a name may be read; the surname as a surname. One that is no Han
    stands for itself.
    """
    head = next((surname_readings()[name[:n]] for n in (2, 1) if name[:n] in surname_readings()), ())
    rest = (tables.readings(character) or frozenset({character.casefold()}) for character in name[len(head) :])
    return (*head, *rest)


@cache
def near(syllable: str) -> str:
    """One spelling for syllables that are taken for each other: zhang and zan, lin and ning, huang and fan."""
    syllable = _NEAR_HU.get(syllable, syllable)
    found = _INITIAL.match(syllable)
    initial, final = (found[1] or "", found[2]) if found else ("", syllable)
    final = next((short for long, short in _NEAR_FINALS if final == long), final)
    return _NEAR_INITIALS.get(initial, initial) + final.replace("v", "u")


def are_near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether some reading of one is near some reading of the other."""
    return not {near(syllable) for syllable in one}.isdisjoint(near(syllable) for syllable in other)


def pinyin_spellings(name: str, surname_length: int) -> frozenset[str]:
    """How a name may stand in letters alone: surname first or last; at most MOST_READINGS readings of it."""
    sets = [sorted(read) for read in syllables(name.replace("·", ""))]
    found = set()
    for count, read in enumerate(product(*sets)):
        if count == MOST_READINGS:
            break
        for letters in _written(read):
            found |= {"".join(letters), "".join((*letters[surname_length:], *letters[:surname_length]))}
    return frozenset(found)


def letters_of(text: str) -> str:
    """The letters of a name in pinyin, without tones, blanks and hyphens; ü as v."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("u\u0308", "v")
    return "".join(sign for sign in plain if "a" <= sign <= "z")


def _written(read: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ü is written v, u or yu in passports."""
    if not any("v" in syllable for syllable in read):
        return [read]
    return [tuple(syllable.replace("v", other) for syllable in read) for other in ("v", "u", "yu", "ue")]
