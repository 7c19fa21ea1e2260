"""The room of home: what its pages share."""

from flask import Blueprint

blueprint = Blueprint("home", __name__)
