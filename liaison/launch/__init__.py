"""Going live: the first administrator of an empty site, and the steps from there to a site that is used."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.launch.projections import waiting
from liaison.launch.rules import may_launch

FEATURE = Feature(
    name="launch",
    label=N_("开通向导"),
    menu=(MenuEntry(N_("开通向导"), "launch.checklist", "list-check", N_("系统管理"), may_launch),),
    waiting=waiting,
)
