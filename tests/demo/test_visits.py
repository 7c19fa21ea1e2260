"""The visits that the demonstration tells: 69 people, 35 times advised, over five kinds and all the days."""

from collections import Counter

from liaison.demo import content
from liaison.demo.visits import REPRESENTATIVES
from liaison.reception.models.visits import ADVISED, VisitOutcome

DAYS = 33


def test_the_figures_of_the_city_come_out_of_its_visits() -> None:
    rows = content.visits(DAYS)
    received = [REPRESENTATIVES.get(row.people, min(row.people, 5)) for row in rows if row.repeat_of is None]
    assert sum(received) == content.figures().people_received
    assert sum(row.is_advised for row in rows) == content.figures().advice_given
    assert {row.matter.kind for row in rows if row.is_advised} == {
        "criminal", "civil", "administrative", "retrial", "enforcement"
    }  # fmt: skip


def test_every_day_has_a_visit_and_every_outcome_is_told() -> None:
    rows = content.visits(DAYS)
    assert {row.day for row in rows} == set(range(DAYS))
    assert {row.outcome for row in rows} == {outcome.value for outcome in VisitOutcome}
    for row in rows:
        assert row.is_advised == (VisitOutcome(row.outcome) in ADVISED), row


def test_repeat_visits_come_after_the_first_and_no_day_is_crowded() -> None:
    rows = content.visits(DAYS)
    assert all(rows[row.repeat_of].day < row.day for row in rows if row.repeat_of is not None)
    assert max(Counter(row.day for row in rows).values()) <= 3
