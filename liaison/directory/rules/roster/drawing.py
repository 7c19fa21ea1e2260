"""Drawing up the plan of an import from both of its sheets."""

from datetime import date

from liaison.directory.rules.people import unit_of
from liaison.directory.rules.roster.organisations import OrganisationRows
from liaison.directory.rules.roster.people import PeopleRows
from liaison.directory.rules.roster.plan import Directory, Entry, Keeps, Plan, Roster
from liaison.directory.rules.roster.units import Units
from liaison.papers.sheet import CellError


def draw_up(roster: Roster, directory: Directory, keeps: Keeps, today: date) -> Plan:
    """What taking in the roster would do. `keeps(side)` says whose entries the importing person keeps.

    An empty cell leaves what is stored, who is in the file returns to the roster, who is not in it stays as they are.
    """
    units = Units(map(unit_of, directory.organisations), directory.former_names)
    organisations: list[Entry] = []
    people: list[Entry] = []
    faults: list[CellError] = []
    if roster.organisations is not None:
        organisation_rows = OrganisationRows(roster.organisations, directory, units, keeps)
        organisation_rows.read()
        organisations, faults = organisation_rows.entries, _by_row(organisation_rows.faults)
    if roster.people is not None:
        people_rows = PeopleRows(roster.people, directory, units, keeps, today)
        people_rows.read()
        people, faults = people_rows.entries, [*faults, *_by_row(people_rows.faults)]
    hidden = sum(len(sheet.hidden) for sheet in (roster.organisations, roster.people) if sheet is not None)
    return Plan(tuple(organisations), tuple(people), tuple(faults), hidden)


def _by_row(faults: list[CellError]) -> list[CellError]:
    return sorted(faults, key=lambda fault: fault.row)
