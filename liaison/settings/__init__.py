"""What the office sets by itself: holidays, time limits, categories, with the reason and what moved."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.settings import queries, tasks
from liaison.settings.projections.launching import STEPS
from liaison.settings.services import clocks, wordings

FEATURE = Feature(
    name="settings",
    label=N_("系统设置"),
    menu=(
        MenuEntry(
            N_("系统设置"),
            "settings.index",
            "settings",
            N_("系统管理"),
            lambda user: user.has(Role.ADMINISTRATOR) or user.has(Role.AUDITOR),
        ),
    ),
    offers={
        "fill_settings": tasks.fill,
        "all_clocks": queries.clocks,
        "verify_clocks": clocks.verify,
        "amend_wording": wordings.amend,
    },
    launch_steps=STEPS,
)
