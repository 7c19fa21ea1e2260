"""Reception day: lawyers on duty at the court, whoever comes to them, and what follows."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.reception.projections import elsewhere
from liaison.reception.rules import standing

GROUP = N_("律师接访")
FEATURE = Feature(
    name="reception",
    label=N_("律师接访"),
    menu=(MenuEntry(N_("接访日历"), "reception.calendar", "calendar-event", GROUP, standing.may_read_days),),
    dates=elsewhere.dates,
    cards={elsewhere.DAY: elsewhere.day_cards},
)
