"""The person complained of among the people of the roster: offered by court or firm, and tied to a complaint."""

from collections.abc import Sequence
from dataclasses import replace

from liaison.complaints.models import Complaint, Direction
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.keys import pair_key, person_key, unit_key
from liaison.complaints.rules.words import Words
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store.base import db
from liaison.web.frame import features

PERSON_KINDS = {Direction.LAWYER_TO_JUDGE: "judge", Direction.JUDGE_TO_LAWYER: "lawyer"}


def people(direction: Direction, body_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Judges of these courts with their chambers, or lawyers of these firms, to choose from."""
    found = features().offer("people_of")(body_ids) if body_ids else []
    return [
        (person.id, f"{person.name}（{person.unit}{'，' + person.office if person.office else ''}）")
        for person in found
        if person.kind == PERSON_KINDS[direction]
    ]


def offered(complaint: Complaint) -> list[tuple[int, str]]:
    """Who may be the person complained of: those of the court or firm that the complaint names."""
    return people(complaint.direction, [complaint.body_id] if complaint.body_id else [])


def identify(complaint: Complaint, chosen_id: int | None) -> None:
    """Tie the complaint to somebody of the roster, so that recusal is computed and he or she can be told.

    The texts keep what was typed; the name in the papers becomes that of the roster. Raises RuleBroken.
    """
    name = dict(offered(complaint)).get(chosen_id or 0)
    if chosen_id is None or name is None:
        raise RuleBroken(N_("请从列表中选择。"), field="respondent")
    person_id = features().offer("person_now")(chosen_id, is_held=True)
    units = features().offer("home_units")([person_id])
    complaint.respondent_key = person_key(person_id)
    complaint.respondent_unit_key = unit_key(units[person_id]) if person_id in units else ""
    complaint.pair_key = pair_key(complaint.complainant_key, complaint.respondent_key)
    for row in (queries.content_of(complaint), queries.copy_of(complaint)):
        if row is not None:
            row.words = replace(Words.from_json(row.words), respondent=name, respondent_id=person_id).to_json()
    db.session.flush()
