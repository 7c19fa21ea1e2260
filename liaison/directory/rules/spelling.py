"""The one spelling in which names and numbers are stored, so that a repeated import finds them again."""

import re
import unicodedata
from typing import Final

from liaison.core.names import normalise

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# What offices leave out or write in other words when they name a law firm; a city in brackets tells branches apart.
_FIRM_TAIL: Final = re.compile(
    r"（(?:特殊的?)?(?:普通)?合伙）|（个人）|(?:律师事务所|律师所|律所|事务所)(?=（|$)|(?<=[\u3400-\u9fff]{2})[省市](?=[\u3400-\u9fff]{2})"
)
_WIDE: Final = str.maketrans("(),:", "（），：")


def spelling(name: str) -> str:
    """Give a name without the blanks that align it in tables (张　三), and Chinese names with Chinese brackets."""
    plain = normalise(name)
    return plain.translate(_WIDE) if _HAN.search(plain) else plain


def plain_number(number: str) -> str | None:
    """Give a licence or post number in half-width characters without blanks; None for none."""
    return re.sub(r"\s", "", normalise(number)) or None


def plain_contact(typed: str | None) -> str | None:
    """A telephone or mail address in half-width signs, as a form that refuses others would have had it typed."""
    return unicodedata.normalize("NFKC", typed) if typed else typed


def firm_key(name: str) -> str:
    """What nobody varies in a law firm's name: 湖南省正言律所 and 湖南正言律师事务所（普通合伙） are 湖南正言."""
    return _FIRM_TAIL.sub("", spelling(name))
