"""Ratings of court cases: judge and lawyers rate each other once a case is closed, neither seeing the other's."""

from liaison.core.declaration import Feature, MenuEntry, Retaining
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.ratings import queries
from liaison.ratings.projections import elsewhere
from liaison.ratings.queries import retaining
from liaison.ratings.rules import CASE_MOVES, RATING_MOVES
from liaison.ratings.services import merging, purging

FEATURE = Feature(
    name="ratings",
    label=elsewhere.KIND_LABEL,
    moves=(CASE_MOVES, RATING_MOVES),
    menu=(
        MenuEntry(
            elsewhere.KIND_LABEL,
            "ratings.ratings",
            "scale",
            N_("评议与监督"),
            lambda user: user.side is not None and bool(user.roles & {Role.OFFICER, Role.LAWYER, Role.JUDGE}),
        ),
    ),
    waiting=elsewhere.waiting,
    search=elsewhere.search,
    figures=elsewhere.figures,
    breakdowns=elsewhere.breakdowns,
    offers={"people_met": queries.people_met},
    retains={
        purging.PURGE: Retaining(
            label=N_("案件登记和单份互评"),
            since=N_("自互评结束之日起"),
            first_days=1095,
            lowest_days=365,
            due=retaining.over_before,
            purge=purging.purge,
            erase=purging.erase,
            find=retaining.find_id,
        )
    },
    merges={"person": merging.PERSON, "organisation": merging.ORGANISATION},
)
