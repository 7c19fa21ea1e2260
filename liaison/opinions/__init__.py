"""Opinions from one side to the other."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.opinions import facts, services
from liaison.opinions.projections import elsewhere

FEATURE = Feature(
    name="opinions",
    label=elsewhere.KIND_LABEL,
    menu=(
        MenuEntry(
            elsewhere.KIND_LABEL,
            "opinions.opinions",
            "messages",
            N_("会商联络"),
            lambda user: user.side is not None or user.has(Role.OBSERVER),
        ),
    ),
    waiting=elsewhere.waiting,
    search=elsewhere.search,
    figures=elsewhere.figures,
    cards={elsewhere.KIND: elsewhere.cards},
    offers={
        "tableable_opinions": elsewhere.tableable,
        "may_table": elsewhere.may_table,
        "note_tabled": services.note_tabled,
        "opinion_facts": facts.opinion_facts,
    },
)
