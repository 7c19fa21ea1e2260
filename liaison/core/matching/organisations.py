"""Two names of law firms or companies: one body, its branch, or another."""

from liaison.core.matching import sounds, tables
from liaison.core.matching.answer import NO, Match, Why, possible, yes
from liaison.core.matching.bodies import Body
from liaison.core.matching.people import compare_characters, verdict
from liaison.core.matching.spelling import GAP


def compare_bodies(one: Body, other: Body, *, is_same_text: bool, agrees: bool) -> Match:
    """Compare what two names say: of bodies of one kind only."""
    if one.kind != other.kind:
        return NO
    core, its, region, there = _cores(one, other)
    if set(core) <= {GAP, "·"} or set(its) <= {GAP}:
        return NO
    if not _may_be_one_place(one, other, region, there):
        return NO
    if core != its:
        return _by_sound(core, its, agrees=agrees)
    if is_same_text:
        return yes(Why.SAME)
    if region != there:
        return possible(Why.BRANCH if one.is_branch or other.is_branch else Why.REGION, core)
    if one.is_branch != other.is_branch or one.branch != other.branch:
        return yes(Why.BRANCH, one.branch or other.branch)
    if one.form != other.form:
        return possible(Why.SUFFIX, "／".join((one.form, other.form)).strip("／"))
    return yes(Why.SHORT_FORM if one.kind == "firm" else Why.SUFFIX)


def _cores(one: Body, other: Body) -> tuple[str, str, str, str]:
    """The cores and regions; a region that only one name marks as such (云江市 and 云江) is one all the same."""
    core, its, region, there = one.core, other.core, one.region, other.region
    if region and not there and its.startswith(region) and len(its) - len(region) >= 2:
        its, there = its.removeprefix(region), region
    elif there and not region and core.startswith(there) and len(core) - len(there) >= 2:
        core, region = core.removeprefix(there), there
    return core, its, region, there


def _may_be_one_place(one: Body, other: Body, region: str, there: str) -> bool:
    """No region says nothing; a branch is called by its own place; a province holds its cities."""
    if not region or not there or region == there:
        return True
    if region in (other.branch,) or there in (one.branch,):
        return True
    provinces = tables.words("provinces")
    return (region in provinces) != (there in provinces)


def _by_sound(core: str, its: str, *, agrees: bool) -> Match:
    if core.isascii() or its.isascii():
        letters, name = (core, its) if core.isascii() else (its, core)
        is_written = sounds.letters_of(letters) in sounds.pinyin_spellings(name, 0)
        return possible(Why.PINYIN, letters) if is_written else NO
    if len(core) != len(its):
        return NO
    if GAP in core + its:
        pairs = list(zip(core, its, strict=True))
        is_alike = all(here == there or GAP in (here, there) for here, there in pairs)
        return possible(Why.PLACEHOLDER, core if GAP in core else its) if is_alike else NO
    kinds, shown = compare_characters(core, its, as_names=False)
    if len(kinds) > len(core) / 2 and len(core) > 2:
        return NO
    return verdict(kinds, shown, len(core), agrees=agrees)
