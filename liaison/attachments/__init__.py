"""Files handed in with things of any feature: taken in, looked at, fetched and withdrawn by one set of pages."""

from liaison.attachments import projections, queries
from liaison.attachments.rules import MOVES
from liaison.attachments.services import handing, purging
from liaison.core.declaration import Feature, Retaining
from liaison.core.messages import N_

FEATURE = Feature(
    name="attachments",
    label=N_("材料附件"),
    moves=(MOVES,),
    offers={
        "examine_file": handing.look_into,
        "add_files": handing.add,
        "files_of": projections.files_of,
        "copies_of": projections.copies_of,
        "file_counts": projections.file_counts,
        "printed_files": queries.printed,
    },
    own_counts=projections.own_counts,
    retains={
        purging.KIND: Retaining(
            label=N_("已撤下的材料"),
            since=N_("自撤下之日起"),
            first_days=365,
            lowest_days=30,
            due=queries.withdrawn_before,
            purge=purging.purge,
            erase=purging.erase,
            find=queries.find_withdrawn,
        )
    },
)
