"""The pages of complaints: the way in, reading, handling."""

from liaison.complaints.views import (
    categories,
    circulars,
    drafting,
    entering,
    fetching,
    figures,
    handling,
    reading,
    returning,
    ties,
)
from liaison.complaints.views.room import blueprint

BLUEPRINTS = (blueprint,)

__all__ = [
    "BLUEPRINTS",
    "blueprint",
    "categories",
    "circulars",
    "drafting",
    "entering",
    "fetching",
    "figures",
    "handling",
    "reading",
    "returning",
    "ties",
]
