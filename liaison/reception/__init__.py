"""Reception day: lawyers on duty at the court, whoever comes to them, and what follows."""

from liaison.core.declaration import Deadlines, Feature, MenuEntry, Retaining
from liaison.core.messages import N_
from liaison.reception.projections import elsewhere, elsewhere_visits, finding, summed, trends
from liaison.reception.rules import standing
from liaison.reception.rules.following import ADOPTION_MOVES, REFERRAL_MOVES
from liaison.reception.rules.moves import DAY_MOVES, DUTY_MOVES, LAWYER_MOVES, SWAP_MOVES
from liaison.reception.rules.visits import VISIT_MOVES
from liaison.reception.services import handing_over, ledgers, merging, persons, referrals

GROUP = N_("律师接访")
FEATURE = Feature(
    name="reception",
    label=N_("律师接访"),
    moves=(
        DAY_MOVES,
        DUTY_MOVES,
        SWAP_MOVES,
        LAWYER_MOVES,
        VISIT_MOVES,
        REFERRAL_MOVES,
        ADOPTION_MOVES,
    ),
    menu=(
        MenuEntry(N_("接访日历"), "reception.calendar", "calendar-event", GROUP, standing.may_read_days),
        MenuEntry(N_("我的值班"), "my_duties.index", "user", GROUP, elsewhere.is_duty_lawyer),
        MenuEntry(N_("接访台"), "desk.today", "users", GROUP, elsewhere_visits.may_use_desk),
        MenuEntry(N_("来访记录"), "visits.index", "file-text", GROUP, elsewhere_visits.may_use_desk),
        MenuEntry(N_("利益冲突申报"), "declarations.index", "lock", GROUP, elsewhere_visits.is_duty_lawyer),
        MenuEntry(N_("接访排班"), "rota.index", "list", GROUP, standing.is_bar_officer),
        MenuEntry(N_("值班律师"), "duty_lawyers.index", "users-group", GROUP, standing.is_bar_officer),
        MenuEntry(N_("接访统计"), "reception_figures.index", "chart-bar", GROUP, standing.may_read_figures),
    ),
    search=finding.search,
    figures=summed.summed,
    breakdowns=summed.breakdowns,
    trends=trends.trends,
    starts=(MenuEntry(N_("接访台"), "desk.today", "users", "", elsewhere_visits.may_use_desk),),
    waiting=lambda user: [*elsewhere.waiting(user), *elsewhere_visits.waiting(user)],
    dates=elsewhere.dates,
    cards={elsewhere.DAY: elsewhere.day_cards, elsewhere_visits.KIND: elsewhere_visits.cards},
    offers={"complaint_draft": elsewhere_visits.find_complaint_draft},
    holdings={"duties": handing_over.DUTIES, "visits": handing_over.VISITS},
    drafts={elsewhere_visits.KIND: elsewhere_visits.find_draft},
    retains={
        persons.PURGE: Retaining(
            label=N_("来访人的个人信息"),
            since=N_("自接访之日起"),
            first_days=1095,
            lowest_days=183,
            due=persons.due,
            purge=persons.anonymise,
            erase=persons.erase_again,
            find=persons.find_by_reference,
        )
    },
    deadlines=Deadlines(elsewhere_visits.running, referrals.redate),
    ledgers=(ledgers.DAYS,),
    merges={"person": merging.PERSON, "organisation": merging.ORGANISATION},
)
