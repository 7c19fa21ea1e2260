"""What the other features see of ratings: what waits for somebody, and figures."""

from datetime import date

from liaison.core.declaration import LEAST_SHOWN, Figure, Waiting
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor, Role, Side
from liaison.ratings import queries
from liaison.ratings.models import STATUS_LABELS
from liaison.store import searching
from liaison.web.language import tr

KIND_LABEL = N_("案件互评")
ANSWERED = N_("期内办结的案件中，已经作出的评价。")


def waiting(user: Actor) -> list[Waiting]:
    """The ratings that this person is asked for."""
    return [
        Waiting(N_("待评价案件"), rating.court_case.number, f"/ratings/{rating.id}", rating.due_on)
        for rating in queries.to_answer(user)
    ]


def search(user: Actor, q: str) -> list[Found]:
    """Court cases by their number, for those who keep the register."""
    if user.side is None or not user.has(Role.OFFICER):
        return []
    finds = queries.find(user, q)
    hits = [Hit(one.number, f"/ratings/cases/{one.id}", excerpt=tr(STATUS_LABELS[one.status])) for one in finds.rows]
    return searching.told(N_("互评案件"), finds, hits, "/ratings/cases", q)


def figures(first: date, last: date) -> list[Figure]:
    """How many ratings were given by each side in court cases closed in the span."""
    counts = queries.count_concluded(first, last)
    labels = {Side.BAR: N_("律师对法官的案件评价"), Side.BENCH: N_("法官对律师的案件评价")}
    return [
        Figure(f"ratings_{side}", label, N_("份"), counts.get(side, 0), "", ANSWERED, LEAST_SHOWN)
        for side, label in labels.items()
    ]
