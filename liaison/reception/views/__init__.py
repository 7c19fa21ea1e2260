"""The pages of reception day."""

from liaison.reception.views import (
    answering,
    calendar,
    days,
    declarations,
    desk,
    following,
    lawyers,
    mine,
    persons,
    reading,
    room,
    rota,
    talks,
    visits,
)

BLUEPRINTS = (
    room.days,
    room.rota,
    room.register,
    room.mine,
    reading.desk,
    reading.visits,
    declarations.declarations,
    persons.persons,
    answering.rating,
)

__all__ = ["BLUEPRINTS", "calendar", "days", "desk", "following", "lawyers", "mine", "rota", "talks", "visits"]
