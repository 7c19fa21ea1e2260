"""Supervision complaints of both sides about each other."""

from functools import partial

from liaison.complaints.facts import WORDINGS
from liaison.complaints.projections import elsewhere, launching, origins, summed
from liaison.complaints.queries import circulars, retaining
from liaison.complaints.rules.circulars import CIRCULAR_MOVES
from liaison.complaints.rules.moves import MOVES
from liaison.complaints.services import circulars as circular_services
from liaison.complaints.services import clocks, entries, handing_over, moving, purging
from liaison.core.declaration import Attaching, Deadlines, Feature, MenuEntry, Retaining, Shelf
from liaison.core.messages import N_

GROUP = N_("评议与监督")
FEATURE = Feature(
    name="complaints",
    label=elsewhere.KIND_LABEL,
    moves=(*MOVES.values(), CIRCULAR_MOVES),
    menu=(
        MenuEntry(elsewhere.KIND_LABEL, "complaints.complaints", "scale", GROUP, elsewhere.sees_menu),
        MenuEntry(elsewhere.CIRCULAR_LABEL, "complaints.circulars", "speakerphone", GROUP, elsewhere.sees_circulars),
    ),
    waiting=elsewhere.waiting,
    due_dates=elsewhere.due_dates,
    trends=elsewhere.trends,
    starts=(
        MenuEntry(N_("提出监督投诉"), "complaints.begin", "scale", "", elsewhere.may_begin),
        MenuEntry(N_("登记监督投诉"), "complaints.enter", "scale", "", elsewhere.may_enter),
    ),
    search=elsewhere.search,
    figures=summed.summed,
    breakdowns=summed.breakdowns,
    cards={origins.KIND: origins.cards, "complaint_circular": elsewhere.circular_cards},
    offers={"may_enter_complaint": origins.may_enter},
    shelves={
        "circular": Shelf(
            elsewhere.CIRCULAR_LABEL, circulars.published_papers, elsewhere.is_keeper, circulars.paper_origin
        )
    },
    drafts={elsewhere.CATEGORY: elsewhere.pattern_draft},
    agenda_notes=elsewhere.agenda_notes,
    wordings=WORDINGS,
    holdings={"complaints": handing_over.HOLDING},
    numbers=(circular_services.NUMBERS,),
    launch_steps=launching.STEPS,
    merges={"person": entries.PERSON, "organisation": entries.ORGANISATION},
    deadlines=Deadlines(clocks.running, moving.redate, is_secret=True),
    retains={
        kind: Retaining(
            label=label,
            since=N_("自办结之日起"),
            first_days=days,
            lowest_days=183,
            due=partial(retaining.closed_before, kind),
            purge=partial(purging.purge, kind),
            erase=partial(purging.erase, kind),
            find=retaining.find_id,
        )
        for kind, label, days in (
            (retaining.FOUNDED, N_("属实和部分属实的投诉"), 3650),
            (retaining.UNFOUNDED, N_("不属实、无法查实的投诉"), 1095),
            (retaining.TURNED_AWAY, N_("不予受理、撤回、并案的投诉"), 730),
        )
    },
    attaches={
        elsewhere.ORIGINAL: Attaching(elsewhere.FILE_LABELS[elsewhere.ORIGINAL], elsewhere.find_original),
        elsewhere.COPY: Attaching(elsewhere.FILE_LABELS[elsewhere.COPY], elsewhere.find_copy, records_reads=True),
        elsewhere.DRAFT: Attaching(N_("投诉草稿"), elsewhere.find_draft),
        elsewhere.ACCOUNT: Attaching(elsewhere.FILE_LABELS[elsewhere.ACCOUNT], elsewhere.find_account),
        elsewhere.CHECK: Attaching(elsewhere.FILE_LABELS[elsewhere.CHECK], elsewhere.find_check),
    },
)
