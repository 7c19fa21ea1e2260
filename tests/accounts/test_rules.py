"""Usernames, passwords and idle limits, with literal moments."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison.accounts.rules import passwords, sessions
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role

NOW = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse",
        "马踏飞燕过江南烟雨中",
        "Tr0ub4dor&3",
        "kM3$xPq9!zRt",
        "a b c d e f",
        "今天天气不错我们去爬山",
        "密" * 196 + "码很难猜",
    ],
)
def test_long_and_han_passphrases_are_welcome(password: str) -> None:
    passwords.check_password(password, "li.na")


@pytest.mark.parametrize(
    "password", ["", "short", "123456789", "aaaaaaaaaaaa", "abababababab", "my-li.na-password", "x" * 201]
)
def test_weak_passwords_are_refused_on_their_field(password: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        passwords.check_password(password, "li.na")
    assert refusal.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "1234567890", "0987654321", "13812345678", "110101199003071234", "5201314520", "woaini1314", "woaini1314520",
        "a123456789", "qq123456789", "wang123456", "1qaz2wsx3edc", "1q2w3e4r5t", "qwertyuiop", "asdf123456",
        "password123", "P@ssw0rd123", "Admin@123456", "welcome123", "iloveyou520", "!@#$%^&*()", "zhimakaimen",
        "basketball", "administrator", "ABCDEFGHIJ", "liu13632523350", "xxxxxxxxxAb3",
    ],
)  # fmt: skip
def test_the_commonest_passwords_are_refused_in_china_too(password: str) -> None:
    with pytest.raises(RuleBroken, match="过于简单"):
        passwords.check_password(password, "li.na")


def test_a_password_is_the_same_however_a_keyboard_composes_it() -> None:
    assert passwords.normal_password("cafe\u0301 句子") == passwords.normal_password("café 句子")
    assert passwords.normal_password("Ａ ｂ") == "Ａ ｂ"


@pytest.mark.parametrize("username", ["li.na", "a_b-c", "bar.officer1", "007"])
def test_usernames(username: str) -> None:
    passwords.check_username(username)


@pytest.mark.parametrize("username", ["", "ab", ".li", "li.", "李娜", "li na", "a" * 41, "li\u0000na", "Li.Na"])
def test_usernames_that_are_refused(username: str) -> None:
    with pytest.raises(RuleBroken):
        passwords.check_username(username)


def test_full_width_and_upper_case_name_is_the_same_user() -> None:
    assert passwords.normal_username(" ＬＩ.Na ") == "li.na"


@pytest.mark.parametrize(
    ("roles", "limit"),
    [
        ({Role.LAWYER}, timedelta(hours=12)),
        ({Role.JUDGE}, timedelta(hours=12)),
        ({Role.JUDGE, Role.ORGANISER}, timedelta(minutes=30)),
        ({Role.OFFICER}, timedelta(minutes=30)),
        (set(), timedelta(minutes=30)),
    ],
)
def test_staff_idle_out_sooner_than_members(roles: set[Role], limit: timedelta) -> None:
    assert not sessions.is_expired(NOW - limit, NOW, frozenset(roles))
    assert sessions.is_expired(NOW - limit - timedelta(seconds=1), NOW, frozenset(roles))
