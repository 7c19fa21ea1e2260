"""A small city whose figures were counted by hand, and summaries of it."""

from datetime import date, timedelta
from typing import Final

from liaison.conferences.models import ConferenceStatus
from liaison.core import clock
from liaison.core.periods import Period
from liaison.core.sides import Role, Side
from liaison.opinions.models import OpinionStatus
from liaison.reception.models.visits import VisitStatus
from liaison.reception.services import duties
from liaison.store import links
from liaison.store.links import LinkKind
from liaison.store.users import User
from liaison.summaries.models import Summary, SummaryKind
from liaison.summaries.services import summaries
from tests.makers.conferences import make_conference, topics
from tests.makers.opinions import a_user, make_opinion
from tests.makers.reception import bar_officer
from tests.makers.visits import make_desk, make_visit

S = OpinionStatus
COUNTED: Final = {
    "conferences_held": 1, "resolutions_taken": 1, "resolutions_done": 0, "resolutions_overdue": 0,
    "opinions_bar": 2, "opinions_bench": 1, "opinions_received_bar": 3, "opinions_received_bench": 1,
    "opinions_replied_bar": 2, "opinions_replied_bench": 1, "opinions_in_time": 3, "opinions_outcome_A": 3,
    "opinions_outcome_B": 0, "reception_days": 1, "people_received": 6, "attendances": 6, "matters": 6,
    "advice_given": 6, "questionnaires_closed": 0, "questionnaire_responses": 0, "ratings_bar": 0, "ratings_bench": 0,
}  # fmt: skip
"""What the records of today come to, counted by hand."""
STANDING: Final = {"selected_lawyers": 2, "selected_party_members": 0}
OLDER: Final = {"opinions_received_bar": 1}
"""What came two years ago, besides."""


def today() -> Period:
    """The one day on which all but one of the records lie."""
    return Period(clock.today(), clock.today())


def three_years() -> Period:
    """The three years that end today."""
    first = clock.today().replace(year=clock.today().year - 3, day=min(clock.today().day, 28))
    return Period(first, clock.today())


def long_ago() -> Period:
    """A year in which nothing happened."""
    return Period(date(2001, 1, 1), date(2001, 12, 31))


def make_city() -> None:
    """The records of COUNTED and OLDER, in the caller's transaction."""
    conference = make_conference(ConferenceStatus.HELD, days=0)
    tabled = [make_opinion(S.REPLIED, received_on=clock.today()) for _ in range(2)]
    tabled.append(make_opinion(S.REPLIED, side=Side.BENCH, received_on=clock.today()))
    for opinion in tabled:
        links.tie("agenda_item", topics(conference)[0].id, LinkKind.TABLES, "opinion", opinion.id)
    make_opinion(S.SCREENED, received_on=clock.today())
    make_opinion(S.SCREENED, received_on=clock.today() - timedelta(700))
    desk = make_desk()
    for number in range(6):
        make_visit(desk, VisitStatus.DONE, name=f"来访人{number}")
    duties.hold_with_attendance(desk.day, bar_officer())


def officer(side: Side = Side.BAR) -> User:
    """The officer of a side, who cannot sign in."""
    return a_user(side, Role.OFFICER)


def make_summary(
    kind: SummaryKind = SummaryKind.PERIOD, period: Period | None = None, *, is_issued: bool = False,
    side: Side = Side.BAR,
) -> Summary:  # fmt: skip
    """A draft of the three years, or one that was issued."""
    made = summaries.draft([kind], period or three_years(), officer(side))[0]
    return summaries.issue(made, officer(side)) if is_issued else made
