"""What a complaint says, and what of it the other side gets: finding and striking what betrays the complainant."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from liaison.complaints.models import Identity
from liaison.core.case_numbers import find_case_numbers
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

STRUCK: Final = "〔已隐去〕"
SHORTEST_NAME: Final = 2
_DATE: Final = re.compile(
    r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?<!\d)\d{1,2}月[上中下]旬"
)
_PHONE: Final = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)")
KIND_LABELS: Final = {
    "name": N_("姓名或单位"),
    "case": N_("案号"),
    "date": N_("日期"),
    "phone": N_("电话"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What was written. Days are typed as text: people remember "三月中旬". Sealed as a whole.

    `respondent_id` is the person of the roster, None where only a name is known; `is_case_released`: the complainant
    lets the case number and the day of the hearing go to the other side although they usually tell who complains.
    `route`: what was answered before the form began, and with it which advice was read (see rules.routing).
    """

    facts: str
    wanted: str = ""
    happened: str = ""
    place: str = ""
    case_number: str = ""
    hearing: str = ""
    respondent: str = ""
    respondent_id: int | None = None
    is_case_released: bool = False
    route: str = ""

    def to_json(self) -> str:
        """The text that is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Words":
        """The words again."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Person:
    """Who complains, sealed: as papers name them, how they are reached, and which account is theirs (None: none)."""

    name: str
    unit: str = ""
    contact: str = ""
    user_id: int | None = None

    def to_json(self) -> str:
        """The text that is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> "Person | None":
        """The person again; None for none."""
        found: dict[str, Any] | None = json.loads(text) if text else None
        return cls(**found) if found else None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found in a text that may tell who complains: from `start` up to `end`, with its kind."""

    start: int
    end: int
    kind: str
    text: str


def marks(text: str, names: Iterable[str] = ()) -> list[Mark]:
    """Names given, case numbers, dates and telephone numbers in a text, in order, none inside another."""
    found = [Mark(m.start(), m.end(), "date", m[0]) for m in _DATE.finditer(text)]
    found += [Mark(m.start(), m.end(), "phone", m[0]) for m in _PHONE.finditer(text)]
    for kind, words in (("case", find_case_numbers(text)), ("name", _names(names))):
        for word in words:
            found += [Mark(m.start(), m.end(), kind, word) for m in re.finditer(re.escape(word), text)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda one: (one.start, -(one.end - one.start))):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def struck(text: str, found: Sequence[Mark]) -> str:
    """The text with these places struck; the places must be those of this text."""
    for mark in sorted(found, key=lambda one: one.start, reverse=True):
        text = text[: mark.start] + STRUCK + text[mark.end :]
    return text


def pieces(text: str, found: Sequence[Mark]) -> list[tuple[str, str]]:
    """The text cut at its marks: (part, kind of the mark or "")."""
    cut, place = [], 0
    for mark in sorted(found, key=lambda one: one.start):
        cut += [(text[place : mark.start], ""), (mark.text, mark.kind)]
        place = mark.end
    return [(part, kind) for part, kind in (*cut, (text[place:], "")) if part]


def check_only_struck(original: str, text: str, field: str) -> None:
    """A copy holds what the original holds, in its order, with some of it struck. Raises RuleBroken on the field."""
    place = 0
    # Blanks and line breaks may go where something was struck.
    plain = "".join(original.split())
    for part in text.split(STRUCK):
        wanted = "".join(part.split())
        found = plain.find(wanted, place)
        if found < 0:
            raise RuleBroken(N_("副本只删不添：“%(part)s”在原文中没有。"), field=field, part=part.strip()[:40])
        place = found + len(wanted)


def copy_for_other_side(words: Words, identity: Identity, names: Iterable[str]) -> Words:
    """What the other side will see, before a clerk touched it; the complainant looks at exactly this when lodging.

    Named: everything. Otherwise names of the complainant and telephone numbers are struck, and so are case numbers and
    the day of the hearing unless the complainant released them.
    """
    if identity is Identity.NAMED:
        return replace(words, route="")
    kinds = {"name", "phone"} | (set() if words.is_case_released else {"case"})
    known = tuple(names)

    def clean(text: str) -> str:
        return struck(text, [mark for mark in marks(text, known) if mark.kind in kinds])

    return replace(
        words,
        route="",
        facts=clean(words.facts),
        wanted=clean(words.wanted),
        place=clean(words.place),
        happened=clean(words.happened),
        case_number=words.case_number if words.is_case_released else "",
        hearing=words.hearing if words.is_case_released else "",
    )


def short_names(unit: str) -> list[str]:
    """What else a law firm goes by: 云江澄衡 and, with 所 or 律所, 澄衡.

    How many characters of its name are the place is not known of every city: two, three and four are tried.
    """
    whole = re.sub(r"[(（][^()（）]*[)）]", "", unit)
    core = whole.removesuffix("律师事务所")
    if core == whole:
        return []
    cores = [core, *(core[place:] for place in (2, 3, 4) if len(core) - place >= SHORTEST_NAME)]
    return [core, *(f"{short}{kind}" for short in cores for kind in ("所", "律所", "律师事务所"))]


def narrowing(words: Words) -> list[str]:
    """What narrows the circle of who may have written it, as message ids: shown before the transfer."""
    found = []
    if words.case_number or find_case_numbers(words.facts + words.wanted):
        found.append(N_("内容中有案号：一件案件的代理律师通常只有几位，凭案号往往可以推断出投诉人。"))
    if words.hearing:
        found.append(N_("写明了开庭日期：凭开庭日期和承办法官，往往可以推断出投诉人。"))
    return found


def check_code_unwritten(code: str, *texts: str) -> None:
    """A return code that stands in the text would go to the other side. Raises RuleBroken on `facts`."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    written = re.sub(r"[^0-9A-Z]", "", "".join(texts).upper())
    if plain and plain in written:
        raise RuleBroken(N_("内容中含有您的回执码，请删去后再提交，以免他人凭此查看。"), field="facts")


def _names(names: Iterable[str]) -> list[str]:
    """Longer ones first, so that 云江澄衡律师事务所 is found before 澄衡."""
    known = {name.strip() for name in names if name and len(name.strip()) >= SHORTEST_NAME}
    return sorted(known, key=len, reverse=True)
