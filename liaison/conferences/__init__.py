"""Joint conferences and their minutes."""

from liaison.conferences import facts
from liaison.conferences.projections import drafts, elsewhere, figures, holders
from liaison.conferences.queries import agenda, attendance, excerpts, minutes
from liaison.conferences.rules.moves import MOVES
from liaison.conferences.rules.resolutions import RESOLUTION_MOVES
from liaison.conferences.rules.standing import may_look
from liaison.conferences.services import (
    handing_over,
    ledgers,
    letters,
    merging,
    notices,
    numbers,
    old_minutes,
    resolution_ledgers,
    resolutions,
)
from liaison.conferences.services import minutes as minutes_services
from liaison.core.declaration import Attaching, Deadlines, Feature, MenuEntry, Shelf
from liaison.core.messages import N_

GROUP = N_("会商联络")
FEATURE = Feature(
    name="conferences",
    label=N_("联席会议"),
    moves=(MOVES, RESOLUTION_MOVES),
    menu=(
        MenuEntry(N_("联席会议"), "conferences.conferences", "users", GROUP, may_look),
        MenuEntry(N_("议定事项"), "resolutions.resolutions", "list-check", GROUP, may_look),
        MenuEntry(N_("会议纪要"), "minutes.register", "file-certificate", GROUP, may_look),
    ),
    waiting=elsewhere.waiting,
    search=elsewhere.search,
    dates=elsewhere.dates,
    due_dates=elsewhere.due_dates,
    figures=figures.resolved,
    breakdowns=figures.breakdowns,
    listings=figures.listings,
    trends=elsewhere.trends,
    starts=(MenuEntry(N_("筹备会议"), "conferences.plan", "users", "", elsewhere.may_plan),),
    cards={
        "conference": elsewhere.conference_cards,
        "agenda_item": elsewhere.item_cards,
        "resolution": elsewhere.resolution_cards,
    },
    attaches={
        holders.ITEM: Attaching(N_("会议议题"), holders.find_item),
        holders.RESOLUTION: Attaching(N_("议定事项"), holders.find_resolution),
        holders.NOTE: Attaching(N_("议定事项进展"), holders.find_note),
    },
    shelves={
        "minutes": Shelf(N_("会议纪要"), minutes.visible_papers, minutes.is_keeper, minutes.origin),
        "notice": Shelf(N_("会议通知"), attendance.visible_notices, attendance.is_keeper, attendance.notice_origin),
        "excerpt": Shelf(N_("会议纪要摘录"), excerpts.visible_sheets, excerpts.is_keeper, excerpts.origin),
    },
    offers={
        "coming_conferences": elsewhere.coming,
        "conferences_held": elsewhere.conferences_held,
        "conference_figures": figures.resolved,
        "items_of_conference": agenda.ids_of_conference,
        "old_conferences": resolution_ledgers.old_titles,
        "collecting_item": resolution_ledgers.collecting_item,
        "open_old_file": old_minutes.look_into,
        "minutes_excerpt_url": elsewhere.excerpt_url,
    },
    drafts={"agenda_item": drafts.from_item, "resolution": drafts.from_resolution},
    wordings=(
        *notices.WORDINGS,
        *facts.CHAIRS.values(),
        facts.MARK,
        facts.NUMBER,
        letters.NUMBER,
        resolutions.NUMBER_FORM,
    ),
    holdings={"resolutions": handing_over.HOLDING},
    deadlines=Deadlines(elsewhere.running, minutes_services.redate),
    ledgers=(ledgers.CONFERENCES, resolution_ledgers.RESOLUTIONS),
    numbers=numbers.NUMBERS,
    merges={"person": merging.PERSON, "organisation": merging.ORGANISATION},
)
