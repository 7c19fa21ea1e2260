"""The directory: regions, organisations with their chambers, judges and lawyers."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.directory.projections import elsewhere, launching
from liaison.directory.queries import organisations, people
from liaison.directory.rules.standing import ORGANISATION_MOVES, PERSON_MOVES, may_read
from liaison.directory.services import merging
from liaison.directory.services.launching import add_court, city_facts, set_up_city

GROUP = N_("名册与档案")

FEATURE = Feature(
    name="directory",
    label=N_("名册"),
    moves=(PERSON_MOVES, ORGANISATION_MOVES),
    menu=(
        MenuEntry(N_("人员名册"), "people.index", "address-book", GROUP, may_read),
        MenuEntry(N_("单位名册"), "organisations.index", "building", GROUP, may_read),
    ),
    search=elsewhere.search,
    figures=elsewhere.figures,
    breakdowns=elsewhere.breakdowns,
    cards={elsewhere.PERSON: elsewhere.person_cards, elsewhere.ORGANISATION: elsewhere.organisation_cards},
    offers={
        "units": elsewhere.units,
        "unit_names": organisations.names,
        "courts_of": elsewhere.courts_of,
        "people_of": elsewhere.people_of,
        "unit_ids_of": elsewhere.unit_ids_of,
        "addresses": elsewhere.addresses,
        "people_by_number": elsewhere.people_by_number,
        "lawyers_by_ids": elsewhere.lawyers_by_ids,
        "lawyers_named": elsewhere.lawyers_named,
        "home_units": elsewhere.home_units,
        "person_now": elsewhere.person_now,
        "unit_now": elsewhere.unit_now,
        "units_before": elsewhere.units_before,
        "count_party_members": people.count_party_members,
        "retired_units": elsewhere.retired_units,
        "phones": elsewhere.phones,
        "association_names": organisations.association_names,
        "contact_of": organisations.contact_of,
        "city_name": organisations.city_name,
        "city_facts": city_facts,
        "set_up_city": set_up_city,
        "add_court": add_court,
    },
    launch_steps=launching.STEPS,
    merges=merging.OWN,
)
