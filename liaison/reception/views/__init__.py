"""The pages of reception day."""

from liaison.reception.views import (
    answering,
    calendar,
    days,
    declarations,
    desk,
    following,
    persons,
    reading,
    talks,
    visits,
)
from liaison.reception.views.room import days as days_room

BLUEPRINTS = (
    days_room,
    reading.desk,
    reading.visits,
    declarations.declarations,
    persons.persons,
    answering.rating,
)

__all__ = ["BLUEPRINTS", "calendar", "days", "desk", "following", "talks", "visits"]
