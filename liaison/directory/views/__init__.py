"""The pages of the directory."""

from liaison.directory.views import merging
from liaison.directory.views.doubles import blueprint as doubles
from liaison.directory.views.imports import blueprint as imports
from liaison.directory.views.organisations import blueprint as organisations
from liaison.directory.views.people import blueprint as people
from liaison.directory.views.regions import blueprint as regions

BLUEPRINTS = (people, organisations, regions, imports, doubles)

__all__ = ["BLUEPRINTS", "merging"]
