"""One spelling for names: widths, blanks, dots, traditional and variant forms, titles, parts in court, former names."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from liaison.core.matching import tables
from liaison.core.matching.bodies import Body, read_body

GAP: Final = "□"
"""Stands for a character that nobody could read or write."""
HAN: Final = r"\u3007\u3400-\u9fff\U00020000-\U000323af"

_DOTS: Final = dict.fromkeys(map(ord, "•・‧∙⋅●･᛫∘"), "·")
_GAPS: Final = dict.fromkeys(map(ord, "■◻▢▯◯○?×✕╳❌*﹡★_�"), GAP)
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]")
_BRACKETS: Final = dict.fromkeys(map(ord, "（〔［【〖｛「『〈《{["), "(") | dict.fromkeys(
    map(ord, "）〕］】〗｝」』〉》}]"), ")"
)
_AND_OTHERS: Final = re.compile(r"等\s*(?:\d+|[一二两三四五六七八九十百]+)?\s*(?:人|户|名|位|家)?$")
_LATIN: Final = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparison: its spellings, the first the one in use, the others former or other names.

    `bodies` are the spellings read as names of a firm or company, None where one is not.
    """

    raw: str
    spellings: tuple[str, ...]
    bodies: tuple[Body | None, ...]


def spelled(raw: str) -> Name:
    """Make a name ready. A text without a name in it has no spellings."""
    text = fold(raw)
    formers = [found.strip() for found in _former().findall(text)]
    main = _former().sub("", text)
    found = dict.fromkeys(name for name in (_bare(main), *map(_bare, formers)) if name)
    return Name(raw, tuple(found), tuple(read_body(name) for name in found))


def fold(raw: str) -> str:
    """Fold what does not make another name: width, invisible signs, dots, brackets, traditional and variant forms."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw.translate(_DOTS)))
    text = text.translate(_DOTS).translate(_GAPS).translate(_BRACKETS)
    # 张囗国: the radical of enclosure is how a box is typed; × is typed as a letter between Han.
    text = re.sub(rf"(?<=[{HAN}])[xXoO](?=[{HAN}{GAP}xX]|$)", GAP, text.replace("囗", GAP).replace("、·", "·"))
    text = re.sub(rf"(?<=[{HAN}])\s*\.\s*(?=[{HAN}])", "·", text.translate(tables.folds()))
    text = re.sub(rf"(?<=[{HAN}])\s*[-‐‑–—－~]\s*(?=[{HAN}])", "·", text)
    text = re.sub(rf"(?<=[{HAN}·{GAP}(),;:])\s+|\s+(?=[{HAN}·{GAP}(),;:])", "", text)
    return " ".join(text.split())


def _bare(text: str) -> str:
    """Take away what is no part of the name: titles, parts in court, "and others", remarks in brackets."""
    name = _AND_OTHERS.sub("", text.strip(" ,;:、/"))
    before = None
    while before != name:
        before = name
        name = _without_title(_without_part(name))
    name = _composed(name) if read_body(name) is None else name
    return _gaps(name.strip(" ,;:、/·"))


def _without_part(name: str) -> str:
    """原告：张伟, 原告张伟 (two characters must remain)."""
    found = _parts().match(name)
    if found is None or not found["rest"] or (not found["sign"] and len(found["rest"]) < 2):
        return name
    rest = found["rest"]
    return rest.removesuffix(")") if "(" not in rest else rest


def _without_title(name: str) -> str:
    """张伟律师, 张律师, 张伟(律师); a title alone is no name."""
    found = _titles().search(name)
    return name[: found.start()].rstrip(" ,") if found is not None and found.start() else name


@cache
def _former() -> re.Pattern[str]:
    """曾用名：王芳, (原名王芳): the word, and the name behind it."""
    said = "|".join(tables.words("former_name_words"))
    return re.compile(rf"[(,;、\s/]*(?:{said})\s*(?:为|是|叫|:)?\s*([{HAN}A-Za-z·{GAP} ]+?)\s*(?:[),;、/]|$)")


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(tables.words("titles"))
    return re.compile(rf"(?:\((?:{titles})\)|(?:{titles}))$")


@cache
def _parts() -> re.Pattern[str]:
    parts = "|".join(tables.words("parts_in_court"))
    return re.compile(rf"^(?:{parts})(?P<sign>[:,( ]*)(?P<rest>.*)$")


def _composed(name: str) -> str:
    """Put together what brackets describe, 赵(日天); another remark in brackets goes."""

    def put(found: re.Match[str]) -> str:
        inside = re.sub("[旁字头底上下左右+⿰⿱ ]", "", found[1])
        return tables.components().get(inside, "").translate(tables.folds())

    return re.sub(r"\(([^()]*)\)", put, name)


def _gaps(name: str) -> str:
    """某 stands for a character that is kept back: 张某, 张某某, 张某甲, 王某1."""
    name = re.sub("(?<=.)某[甲乙丙丁戊一二三四五A-Ea-e1-9]?$", f"{GAP}", name.replace("某某", f"{GAP}{GAP}"))
    return name.replace("某", GAP)


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters."""
    return frozenset(tables.words("compound_surnames"))


def has_latin(name: str) -> bool:
    """Whether letters are in it."""
    return bool(_LATIN.search(name))
