"""Old ledgers: records of the years before this installation out of spreadsheets, and where numbers start."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.ledgers import projections, rules

GROUP = N_("总结和统计")
FEATURE = Feature(
    name="ledgers",
    label=N_("往年台账"),
    menu=(MenuEntry(N_("往年台账"), "ledgers.imports", "books", GROUP, rules.keeps),),
    offers={"imported_from": projections.imported_from},
    launch_steps=projections.STEPS,
)
