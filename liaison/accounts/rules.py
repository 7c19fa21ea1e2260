"""What a username and a password must be, how long a session lasts, and when sign-in must wait."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.sides import Role
from liaison.core.text import N_

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
WINDOW = timedelta(minutes=15)
FAILURES_PER_ACCOUNT = 5
FAILURES_PER_ADDRESS = 20
IDLE_STAFF = timedelta(minutes=30)
IDLE_MEMBERS = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=1)
MEMBERS = frozenset({Role.LAWYER, Role.JUDGE})
FEWEST_LETTERS = 4
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
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")


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

    Refused besides: what holds the username, and what has hardly a letter left when digits and the pieces of common
    passwords are taken out. Raises RuleBroken on the field.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(N_("密码至少 %(n)s 个字符。"), field=field, n=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(N_("密码最多 %(n)s 个字符。"), field=field, n=LONGEST_PASSWORD)
    left = {character for character in _COMMON_PIECE.sub("", password.lower()) if character.isalpha()}
    if len(left) < FEWEST_LETTERS or (username and username in password.lower()):
        raise RuleBroken(
            N_("密码过于简单：不能只由数字、键盘顺序和常见词组成，不能由少数几个字符重复而成，也不能包含用户名。"),
            field=field,
        )


def idle_limit(roles: frozenset[Role]) -> timedelta:
    """30 minutes for staff, 12 hours for those who are only lawyers or judges."""
    return IDLE_MEMBERS if roles and roles <= MEMBERS else IDLE_STAFF


def is_expired(seen_at: datetime, now: datetime, roles: frozenset[Role]) -> bool:
    """Whether a session has been idle for too long."""
    return now - seen_at > idle_limit(roles)


def minutes_to_wait(account_failures: list[datetime], address_failures: list[datetime], now: datetime) -> int:
    """How long sign-in must wait after too many failures within the window (0: not at all).

    Both lists hold the failures of the window, oldest first. The wait ends by itself: there is no lasting lock.
    """
    free_at = now
    for failures, most in ((account_failures, FAILURES_PER_ACCOUNT), (address_failures, FAILURES_PER_ADDRESS)):
        if len(failures) >= most:
            free_at = max(free_at, failures[-most] + WINDOW)
    return -(-int((free_at - now).total_seconds()) // 60)
