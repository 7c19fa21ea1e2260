"""What the demonstration city consists of: typed access to the data files beside this module.

Everything in them is invented. Days are offsets: those of a conference count from the demo's today, all others from
the day of their conference. A unit is written by its short name, a chamber behind its court: 市中院/立案庭.
"""

from liaison.demo.content.city import City, Firm, Organisation, Region, city, firms
from liaison.demo.content.conferences import (
    AgendaItem,
    Attendance,
    Conference,
    Countersigned,
    Minutes,
    Rehearsal,
    Resolution,
    conferences,
)
from liaison.demo.content.fates import MISSPELT, Fate, fates
from liaison.demo.content.figures import Figures, LevelFigures, figures
from liaison.demo.content.names import draw_names
from liaison.demo.content.opinions import CATEGORIES, Opinion, opinions
from liaison.demo.content.people import Account, Person, accounts, people
from liaison.demo.content.visits import Matter, VisitTold, legal_opinions, remarks, visits

__all__ = [
    "CATEGORIES",
    "MISSPELT",
    "Account",
    "AgendaItem",
    "Attendance",
    "City",
    "Conference",
    "Countersigned",
    "Fate",
    "Figures",
    "Firm",
    "LevelFigures",
    "Matter",
    "Minutes",
    "Opinion",
    "Organisation",
    "Person",
    "Region",
    "Rehearsal",
    "Resolution",
    "VisitTold",
    "accounts",
    "city",
    "conferences",
    "draw_names",
    "fates",
    "figures",
    "firms",
    "legal_opinions",
    "opinions",
    "people",
    "remarks",
    "visits",
]
