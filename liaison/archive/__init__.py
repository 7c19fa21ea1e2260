"""The archive of issued papers, the public check of a paper, and previews of papers that nobody issued yet."""

from liaison.archive.projections import search
from liaison.archive.rules import MOVES, may_look
from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_

FEATURE = Feature(
    name="archive",
    label=N_("公文档案"),
    moves=(MOVES,),
    search=search,
    menu=(MenuEntry(N_("公文档案"), "archive.papers", "archive", N_("会商联络"), may_look),),
)
