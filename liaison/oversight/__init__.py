"""What the administrator keeps an eye on: whether the machine has what the platform needs."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role

FEATURE = Feature(
    name="oversight",
    label=N_("运行监督"),
    menu=(
        MenuEntry(
            N_("系统检查"),
            "oversight.checks",
            "clipboard-check",
            N_("系统管理"),
            lambda user: user.has(Role.ADMINISTRATOR),
        ),
    ),
)
