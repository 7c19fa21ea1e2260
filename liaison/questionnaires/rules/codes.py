"""The codes of questionnaires and of tickets: letters and digits that nobody mistakes for one another."""

import secrets
from collections.abc import Callable, Sequence
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U: thirty signs, of which sixteen hold 78 bits and seventeen 83."""

CODE_LENGTH: Final = 10
TICKET_LENGTH: Final = 17
GROUP: Final = 4
Choose = Callable[[Sequence[str]], str]


def draw(length: int, choose: Choose = secrets.choice) -> str:
    """A random code."""
    return "".join(choose(ALPHABET) for _ in range(length))


def folded(typed: str) -> str:
    """A ticket as it is looked up: blanks and dashes do not count, nor does the case of letters."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[:40]


def grouped(code: str) -> str:
    """A ticket as it is printed: 7K3M-9Q2P-W4TX-H8NCZ."""
    parts = [code[place : place + GROUP] for place in range(0, len(code) - len(code) % GROUP, GROUP)]
    return "-".join(parts) + code[len(code) - len(code) % GROUP :]
