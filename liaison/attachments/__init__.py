"""Files handed in with things of any feature: taken in, looked at, fetched and withdrawn by one set of pages."""

from liaison.attachments import projections
from liaison.core.declaration import Feature
from liaison.core.messages import N_

FEATURE = Feature(
    name="attachments",
    label=N_("材料附件"),
    offers={"files_of": projections.files_of, "file_counts": projections.file_counts},
)
