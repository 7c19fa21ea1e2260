"""Time limits as pages show them: the rule with its kind, who is held to it, what is left in its own unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from liaison.complaints.models import ComplaintClock
from liaison.core import clock
from liaison.core.calendar import Unit, working_days_between
from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS
from liaison.store import clocks, holidays, thresholds
from liaison.web.language import limit_words, tr


@dataclass(frozen=True, slots=True)
class SeenClock:
    """One time limit in the language of the page. `left` in the unit of the rule, "" when it ended."""

    id: int
    key: str
    name: str
    holder: str
    limit: str
    kind_label: str
    article: str
    started_on: date
    due_on: date
    left: str
    tone: Tone
    state: str
    is_open: bool
    is_provisional: bool


def seen(rows: Iterable[ComplaintClock]) -> list[SeenClock]:
    """The time limits, in the order in which they began."""
    return [_seen(row) for row in rows]


def left_words(due_on: date, unit: Unit) -> str:
    """剩 6 个工作日, 剩 12 日, 今天到期, 超期 2 个工作日."""
    today = clock.today()
    if due_on == today:
        return _("今天到期")
    is_working = unit is Unit.WORKING_DAYS
    known = holidays.arrangements()
    days = working_days_between(today, due_on, known) if is_working else (due_on - today).days
    if due_on > today:
        if is_working:
            return ngettext("剩 %(num)d 个工作日", "剩 %(num)d 个工作日", days)
        return ngettext("剩 %(num)d 日", "剩 %(num)d 日", days)
    if is_working:
        return ngettext("超期 %(num)d 个工作日", "超期 %(num)d 个工作日", max(1, -days))
    return ngettext("超期 %(num)d 日", "超期 %(num)d 日", -days)


def tone_of(due_on: date) -> Tone:
    """Overdue, near, or quiet."""
    left = (due_on - clock.today()).days
    if left < 0:
        return "bad"
    return "warn" if left <= thresholds.value(thresholds.NEAR_DAYS) else "neutral"


def _seen(row: ComplaintClock) -> SeenClock:
    rule, limit = clocks.describe(row.key), clocks.limit(row.key)
    is_open = row.ended_on is None
    is_running = is_open and row.paused_on is None
    if not is_open:
        late = row.ended_on is not None and row.ended_on > row.due_on
        state = N_("已完成（超期）") if late else N_("已完成")
    else:
        state = N_("已暂停") if row.paused_on else N_("进行中")
    return SeenClock(
        id=row.id,
        key=row.key,
        name=tr(rule.name),
        holder=tr(SIDE_LABELS[row.side]) if row.side else _("当事人"),
        limit=limit_words(limit),
        kind_label=tr(clocks.KIND_LABELS[rule.kind]),
        article=rule.article,
        started_on=row.started_on,
        due_on=row.due_on,
        left=left_words(row.due_on, limit.unit) if is_running else "",
        tone=tone_of(row.due_on) if is_running else "neutral",
        state=tr(state),
        is_open=is_open,
        is_provisional=row.due_on.year not in holidays.arranged_years(),
    )
