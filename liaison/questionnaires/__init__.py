"""Questionnaires: designed, answered in one of three modes, and reported."""

from liaison.core.declaration import Feature, MenuEntry, Retaining
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.questionnaires.projections import elsewhere, results
from liaison.questionnaires.queries import retaining
from liaison.questionnaires.rules.standing import MOVES
from liaison.questionnaires.services import handing_over, merging, purging

FEATURE = Feature(
    name="questionnaires",
    label=elsewhere.KIND_LABEL,
    moves=(MOVES,),
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
    starts=(MenuEntry(N_("设计问卷"), "questionnaires.design", "clipboard-list", "", elsewhere.may_design),),
    cards={elsewhere.KIND: elsewhere.cards, results.FINDING: elsewhere.finding_cards},
    holdings={"questionnaires": handing_over.HOLDING},
    drafts={results.FINDING: results.draft},
    retains={
        purging.PURGE: Retaining(
            label=N_("问卷的逐份答卷、填答名单和个人反馈"),
            since=N_("自截止之日起"),
            first_days=730,
            lowest_days=30,
            due=retaining.closed_before,
            purge=purging.purge,
            erase=purging.erase,
            find=retaining.find_id,
        )
    },
    merges={"person": merging.PERSON},
)
