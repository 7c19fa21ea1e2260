"""The categories as rows: filled in once, in a new database only."""

from liaison.complaints.models import Category
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.first_categories import FIRST_CATEGORIES
from liaison.store.base import db, ensure_row


def ensure_categories() -> None:
    """Put in the categories to begin with: the office may rename and retire them afterwards. A task."""
    if queries.categories():
        return
    for position, first in enumerate(FIRST_CATEGORIES):
        ensure_row(
            db.session(), Category, direction=first.direction, code=first.code, group=first.group, name=first.name,
            source=first.source, mirror=first.mirror, position=position,
        )  # fmt: skip
