"""The first page: what waits, what is due, what comes next."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_

FEATURE = Feature(
    name="home",
    label=N_("工作台"),
    menu=(MenuEntry(N_("工作台"), "home.home", "home", N_("工作"), lambda user: True),),
)
