"""The pages of reception day."""

from liaison.reception.views import (
    answering,
    calendar,
    days,
    declarations,
    desk,
    figures,
    following,
    lawyers,
    mine,
    persons,
    reading,
    register_sheets,
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
    room.figures,
    reading.desk,
    reading.visits,
    declarations.declarations,
    persons.persons,
    answering.rating,
)

__all__ = [
    "BLUEPRINTS",
    "calendar",
    "days",
    "desk",
    "figures",
    "following",
    "lawyers",
    "mine",
    "register_sheets",
    "rota",
    "talks",
    "visits",
]
