"""The verbs on holidays: foresee, arrange, fill a new installation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from liaison.core.calendar import STATUTORY, Arrangement, Arrangements
from liaison.core.declaration import Deadlines
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.settings import queries
from liaison.settings.models import SettingChange, Subject
from liaison.settings.rules import spans as rules
from liaison.settings.rules.shifts import Shift, fingerprint
from liaison.settings.rules.spans import Span, rows_of, spans_of
from liaison.settings.services import moving
from liaison.store import audit, clocks, holidays
from liaison.store.base import db, ensure_row, expect_version
from liaison.store.holidays import Holiday, HolidayNotice
from liaison.store.remembered import forget

FILLED = N_("系统内置的国务院办公厅通知")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an arrangement would do: the deadlines that move, and the mark that confirms having seen them."""

    moved: tuple[Shift, ...]
    fingerprint: str


def foresee(year: int, spans: Sequence[Span], deadlines: Sequence[Deadlines]) -> Foreseen:
    """What would move if this were the arrangement of the year. Raises RuleBroken where it cannot be one."""
    moved = moving.all_of(_moves(year, spans, deadlines))
    return Foreseen(moved, fingerprint((year, tuple(spans)), moved))


def arrange(
    year: int,
    spans: Sequence[Span],
    source: str,
    reason: str,
    deadlines: Sequence[Deadlines],
    *,
    by: Actor | None,
    version: int | None = None,
    seen: str | None = None,
) -> SettingChange:
    """Make this the arrangement of the year, and move the running deadlines with it.

    `version` is that of the page (0: it showed none yet), `seen` the mark of what was foreseen. Raises Stale, or
    RuleBroken where the arrangement cannot be, `reason` where one that stood is changed without any, or where other
    deadlines would move than were looked at.
    """
    notice = queries.find_notice(year)
    old = _told(notice)
    if notice is not None:
        expect_version(notice, version, **{N_("安排"): (old[N_("安排")], _in_words(spans))})
        if not reason and by is not None:
            raise RuleBroken(N_("请填写修改的理由。"), field="reason")
    moved = _moves(year, spans, deadlines)
    moving.require_seen((year, tuple(spans)), moved, seen)
    if notice is None:
        if not ensure_row(db.session(), HolidayNotice, year=year, source=source, version=1):
            raise RuleBroken(N_("%(year)s年的安排刚刚由他人录入，请刷新后核对。"), year=str(year))
        notice = db.session.scalars(select(HolidayNotice).where(HolidayNotice.year == year)).one()
    else:
        notice.days.clear()
        # The days are other rows: without this the version would stay, and an older page could still be saved.
        flag_modified(notice, "source")
        db.session.flush()
    notice.source = source
    notice.days = [_row(row) for row in rows_of(spans)]
    db.session.flush()
    forget()
    moving.carry_out(moved, by)
    new = _told(notice)
    change = moving.note(Subject.HOLIDAYS, notice, str(year), reason, old, new, moved, by)
    audit.record(
        "holidays.arranged", notice, by,
        year=year, change=change.id, old=change.old, new=change.new, moved=change.moved_count,
    )  # fmt: skip
    return change


def fill(deadlines: Sequence[Deadlines]) -> None:
    """Put in the arrangements that `chinesecalendar` knows; a year that is there stays as the office has it.

    In a new installation they are what held before, so nothing moves; a year that a later version of the library
    brings moves what runs into it.
    """
    if not queries.has_rows():
        for year in sorted(STATUTORY.years):
            days = [_row(row) for row in _statutory(year)]
            db.session.add(HolidayNotice(year=year, source=FILLED, days=days))
        db.session.flush()
        forget()
        audit.record("holidays.filled", None, None, years=len(STATUTORY.years))
        return
    for year in sorted(STATUTORY.years - holidays.arranged_years()):
        rows = [row for row in _statutory(year) if holidays.arrangements().find(row.day) is None]
        arrange(year, spans_of(rows), FILLED, FILLED, deadlines, by=None)


def _moves(year: int, spans: Sequence[Span], deadlines: Sequence[Deadlines]) -> moving.Moved:
    rules.check(year, spans)
    rows = rows_of(spans)
    taken = queries.days_of_others(year, [row.day for row in rows])
    if taken:
        day, other = taken[0].day.isoformat(), str(taken[0].notice.year)
        raise RuleBroken(N_("%(day)s已由%(other)s年的安排规定。"), day=day, other=other)
    return moving.foresee(deadlines, clocks.limit, _with(year, rows))


def _with(year: int, rows: Iterable[Arrangement]) -> Arrangements:
    """All arrangements with these rows in place of those of the year's own notice."""
    notice = queries.find_notice(year)
    own = {day.day for day in notice.days} if notice else set()
    known = holidays.arrangements()
    kept = [row for row in known.rows() if row.day not in own]
    return Arrangements([*kept, *rows], known.years | {year})


def _statutory(year: int) -> list[Arrangement]:
    return [row for row in STATUTORY.rows() if row.day.year == year]


def _row(row: Arrangement) -> Holiday:
    return Holiday(day=row.day, is_working=row.is_working, name=row.name)


def _told(notice: HolidayNotice | None) -> dict[str, str]:
    if notice is None:
        return {N_("依据"): "", N_("安排"): ""}
    rows = [Arrangement(day.day, day.is_working, day.name) for day in notice.days]
    return {N_("依据"): notice.source, N_("安排"): _in_words(spans_of(rows))}


def _in_words(spans: Iterable[Span]) -> str:
    """The arrangement in one line a holiday, as the notice words it."""
    return "\n".join(_line(span) for span in spans)


def _line(span: Span) -> str:
    days = span.first.isoformat() if span.first == span.last else f"{span.first.isoformat()}至{span.last.isoformat()}"
    worked = "、".join(day.isoformat() for day in span.made_up)
    return f"{span.name}：{days}放假" + (f"，{worked}上班" if worked else "")
