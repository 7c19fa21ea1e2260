"""The demonstration accounts, as the sign-in page and the command line show them."""

from typing import Any, Final

from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role
from liaison.demo.content import Account, accounts

PASSWORD: Final = "yunjiang-demo"  # noqa: S105 - printed on the sign-in page of the demonstration, and nowhere else

TOTP_SECRETS: Final = {"admin2": "YUNJIANGLIANLUOZHANSHIYONGMIYAO2"}
"""Who signs in with a second factor: one account, so that both ways in can be tried. Printed as the password is."""


def listed() -> list[Account]:
    """The accounts, those of the widest daily work first: a visitor tries them from the top."""
    return sorted(accounts(), key=lambda account: (Role.OFFICER not in account.roles, -len(account.roles)))


def labels(account: Account) -> tuple[str, tuple[str, ...]]:
    """The message ids of an account's side ("" for those of neither) and roles."""
    side = SIDE_LABELS[account.person.side] if account.person.side else ""
    return side, tuple(label for role, label in ROLE_LABELS.items() if role in account.roles)


def as_json() -> list[dict[str, Any]]:
    """What `demo accounts --json` prints."""
    return [
        {
            "username": account.username,
            "password": PASSWORD,
            "totp_secret": TOTP_SECRETS.get(account.username),
            "name": account.person.name,
            "side": account.person.side,
            "roles": list(account.roles),
        }
        for account in listed()
    ]
