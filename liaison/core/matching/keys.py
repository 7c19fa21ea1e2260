"""Short keys under which a name is looked up among very many, so that only those few are compared."""

from itertools import product
from typing import Final

from liaison.core.matching import sounds, tables
from liaison.core.matching.bodies import Body, bare_body, without_english_kind
from liaison.core.matching.people import heard, is_letters, surname_length, units
from liaison.core.matching.spelling import GAP, Name, has_latin

MOST: Final = 24
SHORT: Final = 2
SHORTEST_BARE: Final = 4
SHORTEST_LETTERS: Final = 3
MOST_SPELLINGS: Final = 4
LONG: Final = 6
"""Beyond so many syllables only the first ones make keys."""


def keys_of(name: Name) -> frozenset[str]:
    """The keys of a name: two that may be one share at least one of them.

    How it sounds with one syllable left out, each in turn: a character that differs, is missing or kept back is then
    the one left out. Of a name kept back (张某) only the surname is left: it has no keys, it would name half a city.
    """
    found: set[str] = set()
    for spelling, body in zip(name.spellings, name.bodies, strict=True):
        if body is None or body.is_short:
            found |= _of_person(spelling)
        if body is not None or len(spelling) >= SHORTEST_BARE:
            found |= _of_body(body or bare_body(spelling, "firm"))
    return frozenset(sorted(found)[: MOST * 2])


def _of_person(name: str) -> set[str]:
    if is_letters(name):
        return _of_letters(without_english_kind(name))
    plain = name.replace("·", "")
    head = name.partition("·")[0] if "·" in name else ""
    found = _left_out(plain)
    if len(head) > SHORT:
        found |= _left_out(head)
    if surname_length(plain) == SHORT:
        found |= _left_out(plain[0] + plain[2:]) | _left_out(plain[1:])
    for parts, character in tables.components().items():
        if parts in plain[1:]:
            found |= _left_out(plain[0] + plain[1:].replace(parts, character, 1))
    return found | _written(plain)


def _of_body(body: Body) -> set[str]:
    """A core that begins with the region is one without it too: 云江知渡 beside 云江市知渡律师事务所."""
    cores = (body.core, body.core[SHORT:]) if len(body.core) > SHORT + 1 else (body.core,)
    return set().union(*(_left_out(core) for core in cores)) | _written(body.core)


def _written(plain: str) -> set[str]:
    """How the name stands in letters."""
    if GAP in plain or has_latin(plain) or not 1 < len(plain) <= LONG:
        return set()
    spellings = sorted(sounds.pinyin_spellings(plain, 0))[:MOST_SPELLINGS]
    return set().union(*(_of_letters(letters) for letters in spellings))


def _of_letters(name: str) -> set[str]:
    letters = "".join(sorted(sounds.letters_of(name)))
    return {f"l:{letters}"} if len(letters) > SHORTEST_LETTERS else set()


def _left_out(plain: str) -> set[str]:
    heads = sounds.syllables(plain)[:LONG] if not has_latin(plain) else tuple(map(heard, units(plain)))[:LONG]
    sets = [sorted({sounds.near(syllable) for syllable in read}) for read in heads]
    found: set[str] = set()
    for count, read in enumerate(product(*sets)):
        if count == MOST:
            break
        for place in range(len(read)):
            rest = [*read[:place], "_", *read[place + 1 :]]
            if GAP not in "".join(rest):
                found.add(f"p:{' '.join(rest)}")
    return found
