"""Accounts of somebody whose two entries of the roster become one: one of them at most may be in use."""

from collections.abc import Sequence
from typing import Final

from liaison.accounts.queries import users
from liaison.core.merging import Merging
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.store.users import User


def count(_user: Actor, person_id: int) -> Sequence[tuple[str, int]]:
    """Accounts, in use or not."""
    return [(N_("账户"), users.count_of_people([person_id], only_enabled=False))]


def why_not(gone: int, kept: int) -> Refusal | None:
    """Two accounts in use would be two parts of one person on one record."""
    if users.count_of_people([gone, kept], only_enabled=True) > 1:
        return Refusal(N_("两条记录各有在用的账户，一人只能有一个。请先由系统管理员移交并停用其中一个账户，再合并。"))
    return None


PERSON: Final = Merging(references=(User.person_id,), count=count, why_not=why_not)
