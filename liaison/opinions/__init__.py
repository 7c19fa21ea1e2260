"""Opinions from one side to the other."""

from liaison.core.declaration import Attaching, Deadlines, Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.opinions import facts, queries, services
from liaison.opinions.projections import elsewhere, figures, launching, summed
from liaison.opinions.rules import MOVES
from liaison.opinions.services import handing_over, ledgers, merging

FEATURE = Feature(
    name="opinions",
    label=elsewhere.KIND_LABEL,
    moves=(MOVES,),
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
    due_dates=elsewhere.due_dates,
    search=elsewhere.search,
    figures=summed.summed,
    breakdowns=summed.breakdowns,
    listings=summed.listings,
    trends=figures.trends,
    starts=(MenuEntry(N_("提出意见建议"), "opinions.lodge", "messages", "", elsewhere.may_lodge),),
    cards={elsewhere.KIND: elsewhere.cards},
    attaches={elsewhere.KIND: Attaching(elsewhere.KIND_LABEL, elsewhere.find_holder, records_reads=True)},
    offers={
        "opinions_received": figures.received,
        "raised_opinions": elsewhere.raised_from,
        "tableable_opinions": elsewhere.tableable,
        "may_table": elsewhere.may_table,
        "note_tabled": services.note_tabled,
        "note_untabled": services.note_untabled,
        "opinion_facts": facts.opinion_facts,
        "opinion_proposers": queries.proposers,
        "visible_opinions": queries.visible_ids,
        "opinion_categories": queries.categories_in_use,
        "add_opinion_category": services.add_category,
        "rename_opinion_category": services.rename_category,
        "move_opinion_category": services.move_category,
        "retire_opinion_category": services.retire_category,
    },
    own_counts=elsewhere.own_counts,
    launch_steps=launching.STEPS,
    holdings={"opinions": handing_over.HOLDING},
    wordings=(services.NUMBER_FORM,),
    deadlines=Deadlines(elsewhere.running, services.redate),
    ledgers=(ledgers.OPINIONS,),
    numbers=(ledgers.NUMBERS,),
    merges={"organisation": merging.ORGANISATION},
)
