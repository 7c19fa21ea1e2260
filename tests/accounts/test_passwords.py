"""The commonest passwords, from a list kept by others and not by our own pieces."""

import pytest

from liaison.accounts.rules import passwords
from liaison.core.errors import RuleBroken

# Of the list of 3,000 commonest of zxcvbn (MIT), all of ten characters and more, and a few that the list of pieces
# does not take apart.
COMMONEST = """
    1234567890 qwertyuiop 0123456789 0987654321 basketball california 1qaz2wsx3edc 12345678910 1q2w3e4r5t
    q1w2e3r4t5 christopher !qaz2wsx3edc liverpoolfc 1111111111 zxcvbnm123 0000000000 elizabeth1 qwerty12345
    alexander1 newcastle1 montgomery abcd123456 australia1 butterfly1
"""


@pytest.mark.parametrize("password", COMMONEST.split())
def test_common_passwords_are_refused(password: str) -> None:
    with pytest.raises(RuleBroken):
        passwords.check_password(password, "li.na")


def test_a_listed_password_is_refused_though_its_pieces_are_uncommon() -> None:
    """montgomery has seven different letters and no piece of ours: only the list knows it."""
    assert "montgomery" in passwords._commonest()
    for typed in ("montgomery", "Montgomery"):
        with pytest.raises(RuleBroken, match="过于简单"):
            passwords.check_password(typed, "li.na")


def test_the_list_is_long_and_says_where_it_is_from() -> None:
    assert len(passwords._commonest()) >= 3_000
    assert {"woaini1314520", "wang12345678", "5201314woaini"} <= passwords._commonest()
    assert all(len(word) >= passwords.SHORTEST_PASSWORD for word in passwords._commonest())
    assert "BSD-3-Clause" in passwords.COMMONEST.read_text(encoding="utf-8")[:400]
