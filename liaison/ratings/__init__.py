"""Ratings of court cases: judge and lawyers rate each other once a case is closed, neither seeing the other's."""

from liaison.core.declaration import Feature, MenuEntry
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.ratings import queries
from liaison.ratings.projections import elsewhere

FEATURE = Feature(
    name="ratings",
    label=elsewhere.KIND_LABEL,
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
    figures=elsewhere.figures,
    offers={"people_met": queries.people_met},
)
