"""The first page: what waits, what is due, what comes next."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_

GROUP = N_("工作")
FEATURE = Feature(
    name="home",
    label=N_("工作台"),
    menu=(
        MenuEntry(N_("工作台"), "home.home", "home", GROUP, lambda user: True),
        MenuEntry(N_("日历"), "home.calendar", "calendar-event", GROUP, lambda user: True),
    ),
)
