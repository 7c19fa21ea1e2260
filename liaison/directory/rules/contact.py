"""What a telephone number and a mail address must look like."""

import re
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

FEWEST_DIGITS: Final = 5
_PHONE: Final = re.compile(r"[0-9+\-() （）转、,，;；/#*]+")
_EMAIL: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")


def check_phone(phone: str) -> None:
    """Digits with the usual signs; several numbers may stand in a row. Raises RuleBroken on `phone`."""
    digits = sum(character.isdigit() for character in phone)
    if phone and (not _PHONE.fullmatch(phone) or digits < FEWEST_DIGITS):
        raise RuleBroken(
            N_("电话只能填写数字和 + - ( ) 转 等符号，至少 %(n)s 位数字。"), field="phone", n=FEWEST_DIGITS
        )


def check_email(email: str) -> None:
    """One address, whatever its domain. Raises RuleBroken on `email`."""
    if email and not _EMAIL.fullmatch(email):
        raise RuleBroken(N_("电子邮箱格式不正确，应如 name@example.com。"), field="email")
