"""How long each kind of record is kept, what is held back, and what is taken away for good, by two people."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.retention.projections import STEPS, waiting
from liaison.retention.rules import MOVES, may_read

FEATURE = Feature(
    name="retention",
    label=N_("保存和清除"),
    moves=(MOVES,),
    menu=(MenuEntry(N_("保存和清除"), "retention.index", "archive", N_("系统管理"), may_read),),
    waiting=waiting,
    launch_steps=STEPS,
)
