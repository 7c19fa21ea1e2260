"""Two spellings of names of people, compared class by class, the surest first."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from liaison.core.matching import sounds, tables
from liaison.core.matching.answer import NO, Match, Why, possible, yes
from liaison.core.matching.spelling import GAP, compound_surnames, has_latin

LONG_GIVEN: Final = 3
"""Of a given name kept back (张某) nobody knows how long it was: up to so many characters."""
SHORTEST_FIRST_PART: Final = 3
FEW_SYLLABLES: Final = 2


def compare_people(one: str, other: str, *, agrees: bool) -> Match:
    """Compare two spellings. `agrees`: a second field (firm, case number, phone) is the same."""
    if one == other:
        return NO if set(one) <= {GAP} else yes(Why.SAME)
    if one.replace("·", "") == other.replace("·", ""):
        return yes(Why.DOT)
    if has_latin(one) or has_latin(other):
        return _compare_letters(one, other)
    if GAP in one + other:
        return _compare_with_gaps(one.replace("·", ""), other.replace("·", ""))
    return (
        _first_part(one, other)
        or _lost_character(one, other)
        or _in_parts(one, other)
        or _by_character(one.replace("·", ""), other.replace("·", ""), agrees=agrees)
    )


def surname_length(name: str) -> int:
    """How many characters the surname has; 1 unless it is a known compound one and something follows."""
    return 2 if len(name) > 2 and name[:2] in compound_surnames() else 1


def compare_characters(one: str, other: str, *, as_names: bool = True) -> tuple[list[str], list[str]]:
    """How two texts of one length differ: the kind at each place that differs, and the characters there."""
    read = (sounds.syllables(one), sounds.syllables(other)) if as_names else (_plain(one), _plain(other))
    kinds, shown = [], []
    for here, there, sound, its in zip(one, other, *read, strict=True):
        if here != there:
            kinds.append(_kind(here, there, sound, its))
            shown.append(f"{here}={there}")
    return kinds, shown


def _kind(here: str, there: str, sound: frozenset[str], its: frozenset[str]) -> str:
    if not sound.isdisjoint(its):
        return "sound"
    if there in tables.look_alikes().get(here, ()):
        return "shape"
    return "near" if sounds.are_near(sound, its) else "other"


def verdict(kinds: Sequence[str], shown: Sequence[str], length: int, *, agrees: bool) -> Match:
    """What differences of these kinds come to in a name of that length."""
    found, detail = set(kinds), "、".join(shown)
    if found == {"sound"}:
        return possible(Why.HOMOPHONE, detail)
    if kinds == ["shape"]:
        return possible(Why.LOOK_ALIKE, detail)
    if found <= {"sound", "near"} and (len(kinds) == 1 or length > FEW_SYLLABLES):
        return possible(Why.NEAR_SOUND, detail)
    if len(kinds) == 1 and length > 1 and agrees:
        return possible(Why.ONE_CHARACTER, detail)
    return NO


def _by_character(one: str, other: str, *, agrees: bool) -> Match:
    if len(one) == len(other):
        kinds, shown = compare_characters(one, other)
        return verdict(kinds, shown, len(one), agrees=agrees)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if agrees and len(longer) == len(shorter) + 1 and len(shorter) > 1:
        for place in range(1, len(longer)):
            if longer[:place] + longer[place + 1 :] == shorter:
                return possible(Why.ONE_CHARACTER, longer[place])
    return NO


def _first_part(one: str, other: str) -> Match | None:
    """阿依古丽 of 阿依古丽·买买提."""
    for whole, part in ((one, other), (other, one)):
        head = whole.partition("·")[0]
        if "·" in whole and part == head and len(part) >= SHORTEST_FIRST_PART:
            return possible(Why.FIRST_PART, part)
    return None


def _lost_character(one: str, other: str) -> Match | None:
    """欧阳娜娜 written 欧娜娜 or 阳娜娜; what sounds like it counts too."""
    for whole, part in ((one, other), (other, one)):
        if surname_length(whole) == 2 and len(part) == len(whole) - 1:
            for left, kept in ((whole[1], whole[0]), (whole[0], whole[1])):
                short = kept + whole[2:]
                if part == short or set(compare_characters(short, part)[0]) == {"sound"}:
                    return possible(Why.LOST_CHARACTER, left)
    return None


def _in_parts(one: str, other: str) -> Match | None:
    """赵日天 for 赵昊: a rare character taken apart."""
    for whole, part in ((one, other), (other, one)):
        if len(whole) >= len(part):
            continue
        for parts, character in tables.components().items():
            if parts in part[1:] and part[0] + part[1:].replace(parts, character, 1) == whole:
                return possible(Why.PARTS, f"{parts}={character}")
    return None


def _compare_with_gaps(one: str, other: str) -> Match:
    """A gap stands for one character; gaps alone behind the surname for a given name of any length."""
    if set(one) <= {GAP} or set(other) <= {GAP}:
        return NO
    for masked, name in ((one, other), (other, one)):
        head = masked.rstrip(GAP)
        is_open = masked != head and GAP not in head and len(head) == surname_length(name + "  ")
        if is_open and name.startswith(head) and 1 <= len(name) - len(head) <= LONG_GIVEN:
            return possible(Why.PLACEHOLDER, masked)
    if len(one) != len(other):
        return NO
    pairs = [(here, there) for here, there in zip(one, other, strict=True) if GAP not in (here, there)]
    same = [here for here, there in pairs if here == there]
    if not same or len(same) < len(pairs):
        return NO
    return possible(Why.PLACEHOLDER, one if GAP in one else other)


def _compare_letters(one: str, other: str) -> Match:
    """Pinyin beside Han, pinyin beside pinyin, and a syllable in place of a rare character (张zhe)."""
    if is_letters(one) and is_letters(other):
        here, there = (sorted(sounds.letters_of(word) for word in _words(text)) for text in (one, other))
        if sounds.letters_of(one) == sounds.letters_of(other):
            return yes(Why.SAME)
        return possible(Why.PINYIN) if here == there or _turned(one, other) else NO
    for letters, name in ((one, other), (other, one)):
        if is_letters(letters) and not has_latin(name) and GAP not in name:
            written = sounds.letters_of(letters)
            return possible(Why.PINYIN, letters) if written in _spellings(name) else NO
    here, there = units(one), units(other)
    if len(here) != len(there) or here[0] != there[0]:
        return NO
    is_alike = all(a == b or not heard(a).isdisjoint(heard(b)) for a, b in zip(here, there, strict=True))
    return possible(Why.PINYIN, one if has_latin(one) else other) if is_alike else NO


def _spellings(name: str) -> frozenset[str]:
    return sounds.pinyin_spellings(name, surname_length(name))


def _turned(one: str, other: str) -> bool:
    """Zhang Jianguo and Jianguo Zhang, Zhang Jian Guo and Jianguo Zhang."""
    here, there = [sounds.letters_of(word) for word in _words(one)], sounds.letters_of(other)
    return any("".join(here[place:] + here[:place]) == there for place, _ in enumerate(pairwise(here), 1))


def is_letters(name: str) -> bool:
    """Whether a name is written in letters alone."""
    return has_latin(name) and not any(sign > "\u2fff" for sign in name)


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").replace("-", " ").split() if sounds.letters_of(word)]


def units(name: str) -> list[str]:
    """Han one by one, letters in runs."""
    found: list[str] = []
    for sign in name.replace(" ", "").replace("·", ""):
        is_letter = bool(sounds.letters_of(sign))
        if is_letter and found and found[-1][-1:].isascii():
            found[-1] += sounds.letters_of(sign)
        else:
            found.append(sounds.letters_of(sign) or sign)
    return found


def heard(unit: str) -> frozenset[str]:
    """The syllables that a unit may be; letters are what they spell."""
    return frozenset({unit}) if unit.isascii() else tables.readings(unit)


def _plain(text: str) -> tuple[frozenset[str], ...]:
    """Readings without a surname among them, as in the names of firms."""
    return tuple(tables.readings(character) or frozenset({character}) for character in text)
