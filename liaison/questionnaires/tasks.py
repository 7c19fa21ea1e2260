"""What is due as time passes: questionnaires open and close."""

import logging
from datetime import timedelta
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.questionnaires import queries
from liaison.questionnaires.services import fielding, mixing

SORTED_AFTER: Final = timedelta(days=2)

log = logging.getLogger(__name__)


def open_due() -> None:
    """Open what is to open by now; one that cannot be opened yet (no slips printed) waits for its office."""
    for questionnaire in queries.due_to_open(clock.now()):
        try:
            fielding.open(questionnaire, None)
        except RuleBroken as broken:
            log.warning("questionnaire %d was not opened: %s", questionnaire.id, broken.message)


def close_due() -> None:
    """Close what is to close by now. Answers stop at that moment by themselves; this tells the offices."""
    for questionnaire in queries.due_to_close(clock.now()):
        fielding.close(questionnaire, None)


def sort_rows() -> None:
    """Once a questionnaire has closed, its rows no longer lie in the order in which answers came."""
    if queries.has_closed_since(clock.today() - SORTED_AFTER):
        mixing.sort()
