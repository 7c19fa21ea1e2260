"""The room of the pages of summaries."""

from flask import Blueprint

blueprint = Blueprint("summaries", __name__, url_prefix="/summaries")
