"""The rooms of the pages: the office's, and the one where people answer."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from liaison.questionnaires.models import Questionnaire

ONE = "/<int:id>"

blueprint = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")
answering = Blueprint("answering", __name__, url_prefix="/q")


def to_questionnaire(questionnaire: Questionnaire, anchor: str | None = None) -> ResponseReturnValue:
    """Back to its page."""
    return redirect(url_for("questionnaires.questionnaire", id=questionnaire.id, _anchor=anchor), 303)
