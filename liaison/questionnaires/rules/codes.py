"""The code of a questionnaire's address: short, and of letters that nobody mistakes for one another; no secret."""

import secrets
from typing import Final

from liaison.core.references import ALPHABET, Draw

CODE_LENGTH: Final = 10


def draw_code(draw: Draw = secrets.randbelow) -> str:
    """A new one."""
    return "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(CODE_LENGTH))
