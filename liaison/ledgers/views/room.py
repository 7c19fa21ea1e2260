"""The room of the pages of old ledgers."""

from flask import Blueprint

from liaison.core.sides import Actor

blueprint = Blueprint("ledgers", __name__, url_prefix="/ledgers")


def myself(user: Actor) -> Actor:
    """What a page of somebody's own work is called on."""
    return user
