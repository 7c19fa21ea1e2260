"""Three years of old ledgers, taken in, are in the figures of a summary, which marks what stands on no records."""

from datetime import date

from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import User
from liaison.summaries.models import SummaryKind
from liaison.summaries.projections.counting import count
from liaison.summaries.services import summaries
from tests.makers.ledgers import of_the_bar, of_the_bench, take_in

YEARS = Period(date(2023, 1, 1), date(2025, 12, 31))
HEADLINE = {
    "conferences_held": 4,
    "opinions_bar": 40,
    "opinions_bench": 15,
    "reception_days": 33,
    "people_received": 69,
    "advice_given": 35,
}


def test_a_summary_of_three_years_of_old_ledgers_shows_their_numbers_and_marks_opening_balances(
    office: User, bench: User
) -> None:
    take_in(of_the_bar(), office)
    take_in(of_the_bench(), bench)
    figures = count(YEARS, Side.BAR).figures
    assert {name: figures[name].value for name in HEADLINE} == HEADLINE
    with unit.transaction():
        summary = summaries.draft([SummaryKind.PERIOD], YEARS, office)[0]
        told = {str(row["name"]): row for row in summary.frozen}
        assert {name: told[name]["value"] for name in HEADLINE} == HEADLINE
        complaints = told["complaints_lawyer_to_judge"]
        assert (complaints["value"], complaints["opening"]) == (12, 12)
        assert "2023年度总结第3页" in str(complaints["source"])
        assert "opening" not in told["conferences_held"]
    assert db.session.query(OutboxMessage).count() == 0
