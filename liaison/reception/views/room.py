"""The rooms of the pages of reception day, and what several of them need."""

from typing import Any

from flask import Blueprint

from liaison.reception.models import (
    DAY_LABELS,
    DAY_TONES,
    DUTY_LABELS,
    DUTY_TONES,
    HOLIDAY_RULE_LABELS,
    LAWYER_LABELS,
    LAWYER_TONES,
    SPECIALITY_LABELS,
    SWAP_LABELS,
)
from liaison.web.language import tr

ONE = "/<int:id>"
LABELS = {
    "day": DAY_LABELS,
    "day_tone": DAY_TONES,
    "duty": DUTY_LABELS,
    "duty_tone": DUTY_TONES,
    "lawyer": LAWYER_LABELS,
    "lawyer_tone": LAWYER_TONES,
    "speciality": SPECIALITY_LABELS,
    "swap": SWAP_LABELS,
    "holiday_rule": HOLIDAY_RULE_LABELS,
}

days = Blueprint("reception", __name__, url_prefix="/reception")


@days.context_processor
def labels() -> dict[str, Any]:
    """The labels of states for every page of a room; the other rooms use it too."""
    return {"labels": LABELS}


def speciality_choices() -> list[tuple[str, str]]:
    """The kinds of court cases, for choices."""
    return [(each.value, tr(label)) for each, label in SPECIALITY_LABELS.items()]
