"""Questionnaires: designed, answered in one of three modes, and reported."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.questionnaires.projections import elsewhere, results

FEATURE = Feature(
    name="questionnaires",
    label=elsewhere.KIND_LABEL,
    menu=(
        MenuEntry(
            elsewhere.KIND_LABEL,
            "questionnaires.questionnaires",
            "clipboard-list",
            N_("评议与监督"),
            lambda user: user.side is not None or user.has(Role.OBSERVER),
        ),
    ),
    waiting=elsewhere.waiting,
    dates=elsewhere.dates,
    search=elsewhere.search,
    figures=elsewhere.figures,
    cards={elsewhere.KIND: elsewhere.cards, results.FINDING: elsewhere.finding_cards},
    drafts={results.FINDING: results.draft},
)
