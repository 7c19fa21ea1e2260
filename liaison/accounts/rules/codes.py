"""One-time codes with which somebody sets a password: how they look and how long they are good for."""

import secrets
from datetime import timedelta
from typing import Final

from liaison.accounts.models import CodeKind

ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which a printed slip does not tell apart."""
GROUPS, GROUP_LENGTH = 4, 4
LASTING: Final[dict[CodeKind, timedelta]] = {
    CodeKind.ACTIVATION: timedelta(days=7),
    CodeKind.DESK: timedelta(hours=24),
    CodeKind.MAIL: timedelta(minutes=30),
    CodeKind.INVITATION: timedelta(days=3),
}
"""How long each kind is good for. What travels by mail lies in a mailbox, so what was not awaited lasts shortest."""


AWAITED: Final = frozenset({CodeKind.ACTIVATION, CodeKind.INVITATION})
"""What somebody holds who never signed in: of the end of such a code its owner is reminded."""
LAST_DAY: Final = 1
FRESH: Final = timedelta(days=1)
"""A code that came today needs no reminder yet."""


def occasion(left: timedelta, days: int) -> int | None:
    """Which reminder is due: the one `days` before a code ends, or that of its last day; None for neither or 0 days."""
    return next((before for before in sorted({LAST_DAY, days}) if days and left <= timedelta(days=before)), None)


def new_code() -> str:
    """Sixteen letters and digits in groups (79 bits), to be read out, printed or typed."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)]
    return "-".join("".join(letters[at : at + GROUP_LENGTH]) for at in range(0, len(letters), GROUP_LENGTH))


def new_token() -> str:
    """What a link carries: 256 bits."""
    return secrets.token_urlsafe(32)


def normal_code(typed: str) -> str:
    """A code as it is hashed: a slip's without its hyphens and in lower case; the token of a link as it is."""
    bare = typed.strip()
    letters = bare.replace("-", "").replace(" ", "").lower()
    is_slip = len(letters) == GROUPS * GROUP_LENGTH and set(letters) <= set(ALPHABET)
    return letters if is_slip else bare
