"""The room of the pages of going live."""

from flask import Blueprint

blueprint = Blueprint("launch", __name__, url_prefix="/launch")
