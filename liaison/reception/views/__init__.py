"""The pages of reception day."""

from liaison.reception.views import calendar, days
from liaison.reception.views.room import days as days_room

BLUEPRINTS = (days_room,)

__all__ = ["BLUEPRINTS", "calendar", "days"]
