"""The user guide on the site, and the way from every page to the part that explains it."""

from liaison.core.declaration import Feature
from liaison.core.messages import N_
from liaison.guide import projections, queries

FEATURE = Feature(
    name="guide",
    label=N_("使用说明"),
    search=projections.search,
    offers={"help_path": queries.help_path},
)
