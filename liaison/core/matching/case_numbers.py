"""Whether two case numbers are of one court case, however they were typed."""

import re
import unicodedata
from typing import Final

_NOISE: Final = re.compile("[^0-9A-Za-z\u4e00-\u9fff]|[第号字年]")
SHORTEST: Final = 8


def folded_case(number: str) -> str:
    """A case number without brackets, blanks and the signs that people leave out; "" for what is too short for one."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", number)).upper()
    return plain if len(plain) >= SHORTEST and any(map(str.isdigit, plain)) else ""


def same_case(one: str, other: str) -> bool:
    """Whether both are one number."""
    return bool(folded_case(one)) and folded_case(one) == folded_case(other)
