"""Law firms and companies: where they are, what they are called, what form and which branch."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from liaison.core.matching import tables

Kind = Literal["firm", "company"]

_PLACE: Final = "[\u4e00-\u9fff]{2,6}?"
_FIRM: Final = re.compile(
    rf"^(?P<head>.*?)(?:\((?P<inner>[^()]*)\))?"
    rf"(?:律师事务所|律师所|律所|法律事务所|事务所)(?:有限公司)?"
    rf"(?:\((?P<after>[^()]*)\))?(?P<branch>(?:驻)?{_PLACE}(?:分所|办公室|办事处)|分所)?(?:\([^()]*\))?$"
)
_SHORT_FIRM: Final = re.compile(r"^(?P<head>[\u4e00-\u9fff□]{2,8})所(?P<branch>[\u4e00-\u9fff]{2,4}分所)?$")
_BRANCH: Final = re.compile(
    "^(?P<rest>.*(?:公司|集团|银行))(?P<place>[\u4e00-\u9fff]{0,8}?)"
    "(?:第[一二三四五六七八九十]+)?(?:分公司|办事处|营业部|支行|分行|分店|门市部|项目部)$"
)
_PLAIN: Final = frozenset({"有限责任公司", "有限公司", "公司", ""})
"""Forms that people use one for another."""
_ENGLISH_FIRM: Final = re.compile(r"\b(?:law\s*(?:firm|offices?)|attorneys?(?: at law)?|lawyers|& partners)\b\.?", re.I)
_SUFFIX: Final = re.compile("(?:省|市|自治区|特别行政区|自治州|地区|盟|州|县|区)$")
_SUFFIXED: Final = re.compile(
    "^([\u4e00-\u9fff]{2,7}?(?:省|自治区))?([\u4e00-\u9fff]{2,5}?(?:市|自治州|县))?"
    "([\u4e00-\u9fff]{2,4}?[区县])?(?=.{2})"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A firm or company: region ("岳阳", "" not said), core (字号 and trade), form, and the place of a branch.

    `is_branch` also where the branch names no place; `is_short` where the kind is said in one character (金石所).
    """

    kind: Kind
    region: str
    core: str
    form: str
    branch: str
    is_branch: bool = False
    is_short: bool = False


def read_body(name: str) -> Body | None:
    """Read a name as that of a firm or company; None for what is neither."""
    if found := _FIRM.match(name):
        return _firm(found["head"], found["inner"] or "", found["branch"] or found["after"] or "", is_short=False)
    if found := _SHORT_FIRM.match(name):
        return _firm(found["head"], "", found["branch"] or "", is_short=True)
    return _company(name)


def bare_body(name: str, kind: Kind) -> Body:
    """A name that does not say what it is (金石), read beside one that does."""
    region, core = split_region(re.sub(r"\([^()]*\)", "", name))
    return Body(kind, region, core, "", "")


def without_english_kind(name: str) -> str:
    """Jinshi of Jinshi Law Firm; another name stays as it is."""
    return _ENGLISH_FIRM.sub("", name).strip()


def split_region(name: str) -> tuple[str, str]:
    """Part the region at the head from the rest, which keeps two characters at least."""
    found = _SUFFIXED.match(name)
    said = "".join(part for part in found.groups() if part) if found else ""
    place = next((name[:n] for n in (4, 3, 2) if name[:n] in _places() and len(name) - n >= 2), "")
    if place:
        rest = re.sub("^(?:省|市|自治区|特别行政区)", "", name[len(place) :])
        return place, split_region(rest)[1] if len(rest) >= 2 else name[len(place) :]
    if said and found is not None:
        last = next(part for part in reversed(found.groups()) if part)
        return _SUFFIX.sub("", last), name[len(said) :]
    return "", name


def place_of(text: str) -> str:
    """The place that a branch or bracket names, without its suffix; "" for (特殊普通合伙) and the like."""
    place = re.sub("(?:分所|办公室|办事处|分公司)$", "", text).removeprefix("驻")
    if not place or "合伙" in place or "个人" in place or place in ("集团", "总所"):
        return ""
    return _SUFFIX.sub("", place) if len(place) > 2 else place


@cache
def _places() -> frozenset[str]:
    return frozenset(tables.words("places"))


def _firm(head: str, inner: str, after: str, *, is_short: bool) -> Body | None:
    region, core = split_region(head)
    branch = place_of(inner) or place_of(after)
    is_branch = bool(branch) or after.endswith("分所")
    if not region and branch and head.startswith(branch):
        core = head[len(branch) :]
    return Body("firm", region, core or head, "", branch, is_branch, is_short) if head else None


def _company(name: str) -> Body | None:
    found = _BRANCH.match(name)
    rest, branch = (found["rest"], found["place"]) if found else (name, "")
    is_branch = found is not None
    if not is_branch and name.endswith("分公司"):
        rest, is_branch = name.removesuffix("分公司"), True
        branch = next((rest[-n:] for n in (4, 3, 2) if rest[-n:] in _places()), "")
        rest = rest.removesuffix(branch)
    inner = re.search(r"\(([^()]*)\)", rest)
    bare = re.sub(r"\([^()]*\)", "", rest)
    forms = (form for form in tables.words("company_forms") if bare.endswith(form) and len(bare) >= len(form) + 2)
    form = next(forms, "")
    if not form and not is_branch:
        return None
    region, core = split_region(bare.removesuffix(form))
    said = place_of(inner[1]) if inner else ""
    return Body("company", region or said, core, "" if form in _PLAIN else form, _SUFFIX.sub("", branch), is_branch)
