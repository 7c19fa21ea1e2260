"""What the other features see of ratings: what waits for somebody, and figures."""

from collections import Counter
from datetime import date

from liaison.core.declaration import LEAST_SHOWN, Breakdown, Figure, Split, Waiting
from liaison.core.gathering import Found, Hit
from liaison.core.messages import N_
from liaison.core.sides import Actor, Role, Side
from liaison.ratings import queries
from liaison.ratings.models import KIND_LABELS, STATUS_LABELS, CourtCaseKind
from liaison.store import searching
from liaison.web.frame import features
from liaison.web.language import tr

KIND_LABEL = N_("案件互评")
COPIES = N_("份")
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
        Figure(f"ratings_{side}", label, COPIES, counts.get(side, 0), "", ANSWERED, LEAST_SHOWN)
        for side, label in labels.items()
    ]


def breakdowns(first: date, last: date) -> list[Breakdown]:
    """The same by month in which the court case closed, by court, and by kind of case."""
    rows = queries.concluded(first, last)
    courts = features().offer("courts_of")({court_id for _, _, court_id, _, _ in rows})
    found = []
    for side in Side:
        months, heard, kinds = Counter[str](), Counter[tuple[int, str]](), Counter[CourtCaseKind]()
        for rater_side, on, court_id, kind, number in rows:
            if rater_side is side:
                months[f"{on:%Y-%m}"] += number
                kinds[kind] += number
                heard[courts[court_id]] += number
        of = f"ratings_{side}"
        found += [
            Breakdown(of, Split.MONTH, tuple(_row(key, key, months[key]) for key in sorted(months))),
            Breakdown(
                of, Split.CATEGORY,
                tuple(_row(str(kind), label, kinds[kind]) for kind, label in KIND_LABELS.items() if kinds[kind]),
            ),
            Breakdown(
                of, Split.COURT, tuple(_row(str(id), name, heard[id, name]) for id, name in sorted(heard)),
                is_named=True,
            ),
        ]  # fmt: skip
    return [one for one in found if one.rows]


def _row(name: str, label: str, value: int) -> Figure:
    """Nobody reads a cell of few: they would be the ratings of a handful of people."""
    return Figure(name, label, COPIES, value, least=LEAST_SHOWN)
