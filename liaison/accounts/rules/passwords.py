"""What a username and a password must be."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.text import N_

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 200
FEWEST_LETTERS: Final = 4
COMMONEST: Final = Path(__file__).with_name("common_passwords.txt")
# What the commonest passwords, Chinese ones too, are made of besides digits: keyboard rows, words, family names.
COMMON: Final = """
    qwertyuiop qwerty qwert qwer asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qaz wsx edc rfv qwe asd zxc
    1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r q1w2e3r4t5 q1w2e3r4 1qaz2wsx3edc zaq12wsx zaq1xsw2 abcdefghijklmnopqrstuvwxyz
    abcdefghij abcdefg abcdef abcde abcd abc xyz aabbcc aaa
    password passw0rd p@ssw0rd p@ssword admin administrator root guest user login welcome letmein changeme default
    master secret system server oracle computer internet windows test demo hello world iloveyou love monkey dragon
    sunshine princess football baseball basketball volleyball superman batman starwars michael jordan jennifer jessica
    michelle charlie christopher elizabeth alexander nicholas manchester liverpool chelsea arsenal samsung pokemon
    woaini woainima woaiwo woai aini aiwo wojiushiwo jiushi woshi shiwo wode wobuzhidao buzhidao zhendeaini meiyoumima
    zhimakaimen mima laopo laogong mama baba baobao baobei caonima nima nidie woziji ziji tiancai shuai xiaoxiao
    beijing shanghai zhongguo china guangzhou shenzhen tianya taobao tencent lvshi fayuan faguan lawyer judge court
    wang zhang zhao chen yang huang zhou liu li wu xu sun zhu lin guo ma hao qq wo ni ai
"""
_COMMON_PIECE: Final = re.compile("|".join(sorted(map(re.escape, COMMON.split()), key=len, reverse=True)))
USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")


def normal_username(typed: str) -> str:
    """The name as it is stored and compared: half-width, lower case."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def normal_password(typed: str) -> str:
    """The password as it is hashed: NFC and no more, so that every keyboard types the same one."""
    return unicodedata.normalize("NFC", typed)


def check_username(username: str) -> None:
    """Raises RuleBroken on the field `username`."""
    if not USERNAME.fullmatch(username):
        raise RuleBroken(
            N_("用户名为 3 至 40 位小写字母、数字、点、横线或下划线，以字母或数字开头和结尾。"), field="username"
        )


def check_password(password: str, username: str, field: str = "password") -> None:
    """Length before everything: ten characters, counted as typed; long and Han passphrases are welcome.

    Refused besides: the commonest passwords, what holds the username, and what has hardly a letter left when digits
    and the pieces of common passwords are taken out. Raises RuleBroken on the field.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(N_("密码至少 %(n)s 个字符。"), field=field, n=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(N_("密码最多 %(n)s 个字符。"), field=field, n=LONGEST_PASSWORD)
    folded = password.lower()
    left = {character for character in _COMMON_PIECE.sub("", folded) if character.isalpha()}
    if len(left) < FEWEST_LETTERS or folded in _commonest() or (username and username in folded):
        raise RuleBroken(
            N_("密码过于简单：不能只由数字、键盘顺序和常见词组成，不能由少数几个字符重复而成，也不能包含用户名。"),
            field=field,
        )


@cache
def _commonest() -> frozenset[str]:
    """The list of those that people use most; shorter ones are refused for their length."""
    lines = COMMONEST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
