"""The one spelling in which names and numbers are stored, so that a repeated import finds them again."""

import re
from typing import Final

from liaison.core.names import normalise

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_WIDE: Final = str.maketrans("(),:", "（），：")


def spelling(name: str) -> str:
    """Give a name without the blanks that align it in tables (张　三), and Chinese names with Chinese brackets."""
    plain = normalise(name)
    return plain.translate(_WIDE) if _HAN.search(plain) else plain


def plain_number(number: str) -> str | None:
    """Give a licence or post number in half-width characters without blanks; None for none."""
    return re.sub(r"\s", "", normalise(number)) or None
