"""Old reception days out of a ledger: held days with what was counted on them, never their visitors."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import delete

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, Drawn, LedgerKind, Planned, near
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Refusal
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.papers.sheet import CellError, ColumnSpec, Kind, Row, Sheet
from liaison.reception.models import DayStatus, OldDay, ReceptionDay, ReceptionEvent, ReceptionPlace
from liaison.reception.queries import days as queries
from liaison.reception.rules import standing
from liaison.reception.rules.moves import DAY_MOVES
from liaison.reception.services import noting
from liaison.store import audit
from liaison.store.base import db

EARLIEST: Final = date(2000, 1, 1)
MOST: Final = 9999
COUNTS: Final = ("people", "attendances", "matters", "advised")
FIGURES: Final = {"people": "people_received", "attendances": "attendances", "matters": "matters",
                  "advised": "advice_given"}  # fmt: skip
NOTES: Final = (
    "“往年接访日”：每行一个已经接访的日子。接访地点须已在“接访地点”页面登记。",
    (
        "“接待人数”按人计，同一人多次来访只计一次；“接待人次”每来一次计一次，留空按人数计；“咨询人次”是提供法律咨询的人次。"
        "只填数字，不要填写来访人的姓名、电话等个人信息。"
    ),
)


def why_not(user: Actor) -> Refusal | None:
    """Old days are entered by the officers of the bar side, who keep the rota."""
    return DAY_MOVES.why_not("enter", BEGINNING, standing.relations(user, None))


def columns(_user: Actor) -> tuple[ColumnSpec, ...]:
    """The columns of the sheet; the place is one of those in use."""
    places = tuple(place.name for place in queries.places())
    return (
        ColumnSpec("on", "接访日期", Kind.DATE, required=True, aliases=("日期",)),
        ColumnSpec("place", "接访地点", required=True, longest=60, offered=places, aliases=("地点",)),
        ColumnSpec("people", "接待人数", Kind.INTEGER, required=True),
        ColumnSpec("attendances", "接待人次", Kind.INTEGER),
        ColumnSpec("matters", "事项件数", Kind.INTEGER),
        ColumnSpec("advised", "咨询人次", Kind.INTEGER),
        ColumnSpec("note", "备注", longest=200),
    )


def draw(sheet: Sheet, _batch: Batch) -> Drawn:
    """What each row would make; a day that is there at its place is left out where it was held."""
    places = {place.name: place for place in queries.places(with_retired=True)}
    there = queries.day_states([row.values["on"] for row in sheet.rows if row.values["on"]])
    planned, doubled, faults = list[Planned](), [], list(sheet.errors)
    wrong_rows = {fault.row for fault in sheet.errors}
    seen = dict[tuple[date, str], int]()
    for row in sheet.rows:
        wrong = list(_faults(sheet, row, places, there, seen))
        faults += wrong
        if wrong or row.number in wrong_rows:
            continue
        on, place = row.values["on"], places[row.values["place"]]
        seen[on, place.name] = row.number
        title = f"{chinese_date(on)} {place.name}"
        if (on, place.id) in there:
            doubled.append((row.number, title))
        else:
            planned.append(Planned(row.number, title, on, {**row.values, "place_id": place.id}))
    days = {one.on: one.row for one in reversed(planned)}
    counted = {"reception_days": days}
    for key, figure in FIGURES.items():
        counted[figure] = {one.on: one.row for one in reversed(planned) if _count(one.values, key)}
    return Drawn(tuple(planned), tuple(doubled), tuple(faults), counted=counted)


def _count(values: Mapping[str, object], key: str) -> int:
    """A count of a row; without attendances as many as people."""
    given = values.get(key)
    if given is None and key == "attendances":
        given = values.get("people")
    return int(str(given or 0))


def _faults(
    sheet: Sheet, row: Row, places: Mapping[str, ReceptionPlace], there: Mapping[tuple[date, int], DayStatus],
    seen: Mapping[tuple[date, str], int],
) -> Iterator[CellError]:  # fmt: skip
    on, name = row.values["on"], row.values["place"]
    place = places.get(name or "")
    if name and place is None:
        if meant := near(name, frozenset(places)):
            yield sheet.fault(
                row, "place", N_("没有“%(name)s”这个接访地点，相近的有：%(meant)s。"), name=name, meant=meant
            )
        else:
            message = N_("没有“%(name)s”这个接访地点，请先在“接访地点”页面登记。")
            yield sheet.fault(row, "place", message, name=name)
    if on is not None and not EARLIEST <= on < clock.today():
        yield sheet.fault(row, "on", N_("接访日期应在2000年之后、今天之前。"))
    elif on is not None and place is not None:
        if (on, place.name) in seen:
            yield sheet.fault(row, "on", N_("与第%(earlier)s行重复。"), earlier=seen[on, place.name])
        elif there.get((on, place.id), DayStatus.HELD) is not DayStatus.HELD:
            yield sheet.fault(row, "on", N_("系统中已排了这一天，请在接访日历中登记为已接访。"))
    for key in COUNTS:
        if not 0 <= (row.values.get(key) or 0) <= MOST:
            yield sheet.fault(row, key, N_("请填写0至%(most)s之间的整数。"), most=MOST)
    if row.values["people"] is not None and _count(row.values, "attendances") < row.values["people"]:
        yield sheet.fault(row, "attendances", N_("接待人次不能少于接待人数。"))


def make(planned: Sequence[Planned], by: Actor) -> list[int]:
    """Enter each day as held, with its counts; nobody is on duty and nobody is told."""
    places = {place.id: place for place in queries.places(with_retired=True)}
    days = [_made(one, places[one.values["place_id"]]) for one in planned]
    db.session.add_all(days)
    db.session.flush()
    for one, day in zip(planned, days, strict=True):
        counts = {key: _count(one.values, key) for key in COUNTS}
        db.session.add(OldDay(day_id=day.id, **counts))
        noting.note_day(day, DAY_MOVES["enter"], by, text=one.values.get("note") or "")
    db.session.flush()
    return [day.id for day in days]


def _made(one: Planned, place: ReceptionPlace) -> ReceptionDay:
    return ReceptionDay(
        place=place, on=one.on, regular_on=one.on, starts_at=place.starts_at, ends_at=place.ends_at, seats=place.seats,
        status=DayStatus.HELD, published_at=clock.now(),
    )  # fmt: skip


def undo(ids: Collection[int], by: Actor) -> None:
    """Take days away again on which nothing stands. Raises RuleBroken naming the first that something does."""
    busy = queries.with_more_than_entry(ids)
    for day in queries.by_ids(by, ids):
        if day.id in busy or day.version > 1:
            raise RuleBroken(N_("%(day)s的接访日之后又有来访、值班或改动，不能撤销。"), day=day.on.isoformat())
        audit.record("reception_day.taken_back", day, by, on=day.on.isoformat())
    for model in (OldDay, ReceptionEvent):
        db.session.execute(delete(model).where(model.day_id.in_(ids)))
    db.session.execute(delete(ReceptionDay).where(ReceptionDay.id.in_(ids)))


DAYS: Final = LedgerKind(
    "reception_days", N_("往年接访日"), "reception_day", 4, why_not, columns, NOTES, draw, make, undo,
    lambda id: f"/reception/days/{id}",
)  # fmt: skip
