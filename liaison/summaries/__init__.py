"""Summaries of a period: figures of all features, as page, data and issued paper."""

from liaison.core.declaration import Feature, MenuEntry, Shelf
from liaison.core.messages import N_
from liaison.summaries.facts.letters import WORDINGS
from liaison.summaries.projections import elsewhere
from liaison.summaries.queries import issued_papers
from liaison.summaries.rules.moves import MOVES, is_staff, may_read_issued
from liaison.summaries.services import ledgers

GROUP = N_("总结和统计")
FEATURE = Feature(
    name="summaries",
    label=elsewhere.KIND_LABEL,
    moves=(MOVES,),
    menu=(
        MenuEntry(N_("数据汇总"), "summaries.figures", "chart-bar", GROUP, is_staff),
        MenuEntry(elsewhere.KIND_LABEL, "summaries.summaries", "file-text", GROUP, may_read_issued),
    ),
    waiting=elsewhere.waiting,
    search=elsewhere.search,
    cards={elsewhere.KIND: elsewhere.cards},
    shelves={
        kind: Shelf(label, issued_papers, elsewhere.is_keeper, elsewhere.origin)
        for kind, label in elsewhere.SHELVES.items()
    },
    wordings=WORDINGS,
    offers={"balances_covering": ledgers.covering, "summaries_over": ledgers.issued_over},
    ledgers=(ledgers.COUNTS,),
    numbers=(ledgers.NUMBERS,),
)
