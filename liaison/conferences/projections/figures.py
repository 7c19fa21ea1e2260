"""The figures of conferences held in a span and of what they resolved, for the page of figures."""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

from liaison.conferences.models import RESOLUTION_LABELS
from liaison.conferences.projections import elsewhere
from liaison.conferences.queries import attendance as attendance_queries
from liaison.conferences.queries import resolutions as queries
from liaison.core import clock
from liaison.core.declaration import Breakdown, Figure, Listing, Split
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date

PIECES = N_("项")
PRESENT = N_("期内召开的联席会议的出席和列席人次。")
TAKEN = N_("期内召开的联席会议议定并已编号的事项。")
STANDING = N_("上列议定事项中，截至今日处于该状态的项数。")
DONE_IN_TIME = N_("上列议定事项中，在完成期限（含延期后的期限）内落实的项数。")
STATES = {
    "done": N_("已落实"), "in_time": N_("按期落实"), "unsettled": N_("未办结"), "overdue": N_("已逾期"),
    "extended": N_("延期办理"), "cancelled": N_("已取消"),
}  # fmt: skip


def resolved(first: date, last: date) -> list[Figure]:
    """Conferences held from first to last, who was there, and where their resolutions stand today."""
    counts, span = queries.count_held(first, last, clock.today()), {"held-from": first, "held-to": last}
    present = attendance_queries.count_present(first, last)
    return [
        *elsewhere.figures(first, last),
        Figure("conference_attendances", N_("参会人次"), N_("人次"), present, "", PRESENT),
        Figure("resolutions_taken", N_("议定事项"), PIECES, counts[""], _ledger(**span), TAKEN),
        *(
            Figure(
                f"resolutions_{word}", label, PIECES, counts[word],
                _ledger(status=word, **span) if word != "in_time" else "",
                STANDING if word != "in_time" else DONE_IN_TIME,
            )
            for word, label in STATES.items()
        ),
    ]  # fmt: skip


def breakdowns(first: date, last: date) -> list[Breakdown]:
    """The conferences held by month."""
    held = Counter(f"{one.held_on:%Y-%m}" for one in elsewhere.conferences_held(first, last))
    rows = tuple(Figure(month, month, N_("次"), held[month]) for month in sorted(held))
    return [Breakdown("conferences_held", Split.MONTH, rows)]


def listings(first: date, last: date) -> list[Listing]:
    """The conferences held and what they resolved, in the order of their days."""
    held = [
        (chinese_date(row.held_on), row.title, row.place, str(row.present))
        for row in attendance_queries.held_with_present(first, last)
    ]
    resolved = [
        (row.full_number, row.text, row.lead_name or "—", chinese_date(row.due_on) if row.due_on else "—",
         RESOLUTION_LABELS[row.status])
        for row in queries.numbered_of(first, last)
    ]  # fmt: skip
    return [
        Listing("召开的联席会议", (("日期", 6), ("会议", 12), ("地点", 9), ("参会人次", 3)), tuple(held)),
        Listing(
            "议定事项", (("编号", 5), ("议定事项", 14), ("主办单位", 6), ("完成期限", 5), ("状态", 3)), tuple(resolved)
        ),
    ]


def _ledger(**filters: object) -> str:
    return f"/resolutions?{urlencode({name: str(value) for name, value in filters.items()})}"
