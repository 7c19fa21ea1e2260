"""Accounts: who may sign in, as whom, and who stands in for whom."""

from liaison.accounts.facts import WORDINGS
from liaison.accounts.projections import launching
from liaison.accounts.projections.users import search
from liaison.accounts.rules import standing
from liaison.accounts.rules.standing import may_keep
from liaison.accounts.services import merging
from liaison.accounts.services.users import add
from liaison.core.declaration import Feature, MenuEntry
from liaison.core.sides import Actor, Role
from liaison.core.text import N_

GROUP = N_("系统管理")


def _arranges_stand_ins(user: Actor) -> bool:
    return user.has(Role.ADMINISTRATOR) or user.has(Role.OFFICER)


FEATURE = Feature(
    name="accounts",
    label=N_("账户"),
    moves=(standing.MOVES,),
    menu=(
        MenuEntry(N_("用户管理"), "users.index", "users", GROUP, may_keep),
        MenuEntry(N_("代理安排"), "stand_ins.index", "users-group", GROUP, _arranges_stand_ins),
    ),
    search=search,
    wordings=WORDINGS,
    offers={"add_account": add},
    launch_steps=launching.STEPS,
    merges={"person": merging.PERSON},
)
