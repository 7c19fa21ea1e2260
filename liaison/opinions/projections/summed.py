"""What summaries tell of opinions: figures, how they divide, and the list of what was replied to."""

from collections import Counter
from datetime import date

from liaison.core.declaration import Breakdown, Figure, Listing, Split
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.sides import SIDE_LABELS, Side
from liaison.opinions import queries
from liaison.opinions.models import OUTCOME_LABELS, Outcome
from liaison.opinions.projections.figures import IN_TIME, ITEMS, OUTCOMES, RECEIVED, REPLIED, figures, listed_url
from liaison.opinions.queries import figures as counts
from liaison.web.frame import features

RECEIVED_LABELS = {Side.BAR: N_("收到律师方意见建议"), Side.BENCH: N_("收到法官方意见建议")}
REPLIED_LABELS = {Side.BAR: N_("答复律师方意见建议"), Side.BENCH: N_("答复法官方意见建议")}
OUTCOME_FIGURES = {
    Outcome.SOLVED: N_("意见建议已解决或采纳"),
    Outcome.UNDER_WAY: N_("意见建议正在解决或列入计划"),
    Outcome.LIMITED: N_("意见建议受条件限制暂难解决"),
    Outcome.FOR_REFERENCE: N_("意见建议留作参考"),
}


def summed(first: date, last: date) -> list[Figure]:
    """Those of the headline, then what came in, what was replied to and with what outcome; both days included."""
    came = Counter[Side]()
    for row in counts.received(first, last):
        came[row.side] += row.count
    replied, outcomes, in_time = Counter[Side](), Counter[Outcome](), 0
    for answer in counts.replied(first, last):
        replied[answer.side] += answer.count
        outcomes[answer.outcome] += answer.count
        in_time += answer.in_time
    span = {"from": first, "to": last, "status": "passed"}
    answered = {"replied-from": first, "replied-to": last, "status": "passed"}
    return [
        *figures(first, last),
        *(
            Figure(
                f"opinions_received_{side}", label, ITEMS, came[side], listed_url(side=side, **span), RECEIVED
            )
            for side, label in RECEIVED_LABELS.items()
        ),
        *(
            Figure(
                f"opinions_replied_{side}", label, ITEMS, replied[side], listed_url(side=side, **answered), REPLIED
            )
            for side, label in REPLIED_LABELS.items()
        ),
        Figure(
            "opinions_in_time", N_("按期答复意见建议"), ITEMS, in_time,
            listed_url(**answered, **{"in-time": "yes"}), IN_TIME,
        ),
        *(
            Figure(
                f"opinions_outcome_{word}", label, ITEMS, outcomes[word],
                listed_url(**answered, outcome=word), OUTCOMES,
            )
            for word, label in OUTCOME_FIGURES.items()
        ),
    ]  # fmt: skip


def breakdowns(first: date, last: date) -> list[Breakdown]:
    """What came in of each side by month, category and the court that answers."""
    names = {row.id: row.name for row in queries.categories()}
    received, led = counts.received(first, last), counts.by_lead(first, last)
    courts = features().offer("courts_of")({unit for _, unit, _ in led})
    found = []
    for side in Side:
        months, kinds, heard = Counter[str](), Counter[int](), Counter[int]()
        for row in received:
            if row.side is side:
                months[f"{row.month:%Y-%m}"] += row.count
                kinds[row.category_id] += row.count
        for proposed, unit, count in led:
            if proposed is side and unit in courts:
                heard[courts[unit][0]] += count
        titles = dict(courts.values())
        name = f"opinions_received_{side}"
        found += [
            Breakdown(name, Split.MONTH, tuple(Figure(key, key, ITEMS, months[key]) for key in sorted(months))),
            Breakdown(
                name,
                Split.CATEGORY,
                tuple(Figure(str(key), names[key], ITEMS, kinds[key]) for key in names if kinds[key]),
                is_named=True,
            ),
            Breakdown(
                name,
                Split.COURT,
                tuple(Figure(str(key), titles[key], ITEMS, heard[key]) for key in sorted(heard)),
                is_named=True,
            ),
            Breakdown(name, Split.SIDE, (Figure(side, SIDE_LABELS[side], ITEMS, sum(months.values())),)),
        ]
    return [one for one in found if one.rows]  # fmt: skip


def listings(first: date, last: date) -> list[Listing]:
    """What was replied to: open to both sides, and to the bureau."""
    rows = tuple(
        (one.full_number, SIDE_LABELS[one.side], one.title, one.category.name, chinese_date(one.replied_on or last),
         OUTCOME_LABELS[one.outcome] if one.outcome else "—")
        for one in counts.settled(first, last)
    )  # fmt: skip
    columns = (("编号", 6), ("提出方", 3), ("题目", 12), ("类别", 4), ("答复日期", 5), ("办理结果", 7))
    return [Listing("已答复的意见建议", columns, rows)]
