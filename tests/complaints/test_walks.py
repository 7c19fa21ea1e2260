"""Both tables of moves walked at random: whatever is done, in whatever order, the promises hold."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.complaints.models import Complaint, Direction, Identity, Status
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.parts import FIELDS
from liaison.complaints.rules.relations import is_visible
from liaison.complaints.rules.steps import step_of
from liaison.complaints.services import moving
from liaison.complaints.services.finishing import Filled
from liaison.store.base import db
from tests.makers.complaints import PEOPLE, City, make_complaint, who

S = Status
OFFERED = {"handler": ("handler",), "panel": ("panel", "panel2"), "investigators": ("investigator", "investigator2")}


@pytest.mark.long
@pytest.mark.parametrize("direction", list(Direction))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.integers(0, 10_000), min_size=10, max_size=25))
def test_promises_hold_on_every_walk(city: City, direction: Direction, choices: list[int]) -> None:
    complaint = make_complaint(city, S.LODGED, direction, Identity.NAMED)
    replied = False
    for choice in choices:
        step = _open(city, complaint)
        if not step:
            break
        name, verb = step[choice % len(step)]
        user = city[name]
        moving.move(verb, complaint, _filled(city, direction, verb), who(user), user)
        db.session.flush()
        replied = replied or verb in {"reply", "feed_back"}
        # No complaint closes without its reply; what is over has no clock that runs; nobody learns before the time.
        assert complaint.status is not S.CLOSED or replied
        assert complaint.status not in rules.ENDED or not queries.clocks_of(complaint, open_only=True)
        respondent = city["judge" if direction is Direction.LAWYER_TO_JUDGE else "lawyer"]
        assert is_visible(who(respondent), complaint) is (complaint.notified_at is not None)
        other = city["court_officer2" if direction is Direction.LAWYER_TO_JUDGE else "bar_officer2"]
        assert complaint.is_transferred or not is_visible(who(other), complaint)


def _open(city: City, complaint: Complaint) -> list[tuple[str, str]]:
    """Everybody's open verbs, without those that need a form of their own or drive somebody out."""
    known = queries.facts_of(complaint)
    skipped = rules.OWN_PAGES | {"recuse", "merge", "withdraw", "drop", "step_back"}
    return [
        (name, move.verb)
        for name in PEOPLE
        for move in rules.MOVES[complaint.direction]
        if move.verb not in skipped and rules.why_not(move.verb, who(city[name]), complaint, known) is None
    ]


def _filled(city: City, direction: Direction, verb: str) -> Filled:
    step = step_of(direction, verb)
    parts = [name for name in step.fields if name in FIELDS]
    people = tuple(city[name].id for part in parts for name in OFFERED[part])
    measure = "corrected" if direction is Direction.LAWYER_TO_JUDGE else "warning"
    return Filled("办理说明。", "founded", measure, 4, people)
