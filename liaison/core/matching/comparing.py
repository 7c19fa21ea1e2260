"""The one question that is asked: are these two names one?"""

from typing import Final

from liaison.core.matching.answer import NO, NOTHING, Answer, Match, Why, yes
from liaison.core.matching.bodies import Body, bare_body, without_english_kind
from liaison.core.matching.organisations import compare_bodies
from liaison.core.matching.people import compare_people
from liaison.core.matching.spelling import Name, has_latin, spelled

_RANK: Final = {Answer.YES: 2, Answer.POSSIBLE: 1, Answer.NO: 0}


def prepare(raw: str) -> Name:
    """Make a name ready; of one that is compared with many, once."""
    return spelled(raw)


def compare(one: str | Name, other: str | Name, *, agrees: bool = False) -> Match:
    """Whether two names are of one person or body.

    `agrees`: a second field (firm, case number, phone) is the same for both, which is what lets a single different
    character count. What no rule makes one is "no".
    """
    here = prepare(one) if isinstance(one, str) else one
    there = prepare(other) if isinstance(other, str) else other
    if not here.spellings or not there.spellings:
        return NOTHING
    best = NO
    for place, name in enumerate(here.spellings):
        for its_place, its_name in enumerate(there.spellings):
            bodies = (here.bodies[place], there.bodies[its_place])
            found = _compare(name, its_name, bodies, agrees=agrees)
            if place or its_place:
                found = yes(Why.FORMER_NAME, name) if found.answer is Answer.YES else found
            best = max(best, found, key=lambda match: _RANK[match.answer])
    return best


def _compare(name: str, its: str, bodies: tuple[Body | None, Body | None], *, agrees: bool) -> Match:
    body, its_body = bodies
    if body is None and its_body is None:
        return compare_people(name, its, agrees=agrees)
    is_weak = all(one is None or one.is_short for one in bodies)
    found = NO
    if body is not None and its_body is not None:
        found = compare_bodies(body, its_body, is_same_text=name == its, agrees=agrees)
    elif body is None and its_body is not None:
        found = _beside(name, its_body, agrees=agrees)
    elif body is not None:
        found = _beside(its, body, agrees=agrees)
    return found if found or not is_weak else compare_people(name, its, agrees=agrees)


def _beside(name: str, body: Body, *, agrees: bool) -> Match:
    """A name that does not say what it is, beside a firm or company: 金石, Jinshi Law Firm."""
    if has_latin(name):
        plain = without_english_kind(name)
        if plain == name or body.kind != "firm":
            return NO
        name = plain
    found = compare_bodies(bare_body(name, body.kind), body, is_same_text=False, agrees=agrees)
    # One who is called like a company need not be it: 金石 may be a person.
    return Match(Answer.POSSIBLE, found.why, found.detail) if found.answer is Answer.YES else found
