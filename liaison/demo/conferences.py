"""The demonstration's conferences: four from plan to issued minutes, a fifth announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from liaison.conferences.models import AgendaItem, Conference, ConferenceKind, ItemKind, Presence
from liaison.conferences.services import agenda, attendance, following, planning, resolutions
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.opinions import Lodged
from liaison.demo.timeline import Act, Timeline
from liaison.opinions.services import note_tabled
from liaison.store.users import User

PLANNED_BEFORE = 10
AGENDA_BEFORE = 1
SYSTEM_KINDS = {"ledger": ItemKind.LEDGER, "opinions": ItemKind.OPINIONS}
# Every unit that leads something, with its side; a chamber is of its court's.
SIDES = {firm.short_name: Side.BAR for firm in content.firms()} | {
    name: body.side
    for body in content.city().organisations
    if body.side is not None
    for name in (body.short_name, *(f"{body.short_name}/{chamber.name}" for chamber in body.chambers))
}
CLOSING, EVENING = time(17, 40), time(17, 55)


@dataclass
class Held:
    """One conference while its story is told; the row exists from the day it was planned."""

    told: content.Conference
    day: date
    cast: Cast
    lodged: Lodged
    row: Conference | None = None

    @property
    def conference(self) -> Conference:
        """The row; it is an error to ask before it was planned."""
        assert self.row is not None
        return self.row

    @property
    def organiser(self) -> User:
        """The organiser of the side that convenes."""
        return self.cast.first(Role.ORGANISER, self.told.convening_side)


def plan_conferences(timeline: Timeline, cast: Cast, days: dict[str, date], lodged: Lodged) -> list[Held]:
    """Put every conference's life into the timeline."""
    stories = [Held(told, days[told.key], cast, lodged) for told in content.conferences()]
    for story in stories:
        notice = story.day + timedelta(story.told.notice_offset)
        timeline.at(notice - timedelta(PLANNED_BEFORE), _plan(story))
        timeline.at(notice, _announce(story))
        if story.told.attendance is not None:
            timeline.at(story.day - timedelta(AGENDA_BEFORE), _table(story), time(16, 30))
            timeline.at(story.day, _hold(story), story.told.starts)
            timeline.at(story.day, _conclude(story), CLOSING)
            for resolution in story.told.resolutions:
                if resolution.done_offset is not None:
                    timeline.at(story.day + timedelta(resolution.done_offset), _confirm(story, resolution), EVENING)
    return stories


def _plan(story: Held) -> Act:
    def act() -> None:
        told = story.told
        story.row = planning.plan(
            ConferenceKind(told.kind), story.day, told.starts, told.ends, told.place, told.chair, told.recorder,
            told.convening_side, by=story.organiser,
        )  # fmt: skip
        for item in told.agenda:
            if item.kind not in SYSTEM_KINDS:
                kind = ItemKind.REPORT if item.is_report else ItemKind.TOPIC
                agenda.add(story.conference, kind, item.title, item.presenter, item.minutes_planned, by=story.organiser)
        names = told.attendance.names if told.attendance else told.invitees
        attendance.invite(story.conference, _invitees(story.cast, names), by=story.organiser)

    return act


def _invitees(cast: Cast, names: Sequence[str]) -> list[Invitee]:
    known = {person.name: person for person in content.people()}
    rows = [known[name] for name in names]
    return [
        Invitee(row.name, cast.unit_names.get(row.unit, row.unit), row.office, row.side, cast.people.get(row.name))
        for row in rows
    ]


def _announce(story: Held) -> Act:
    return lambda: planning.announce(story.conference, by=story.organiser)


def _row_of(story: Held, told: content.AgendaItem) -> AgendaItem:
    """The row of an agenda item: those of the system by their kind, the others by their title."""
    kind = SYSTEM_KINDS.get(told.kind)
    return next(row for row in story.conference.items if row.kind is kind or (not kind and row.title == told.title))


def _table(story: Held) -> Act:
    def act() -> None:
        for told in story.told.agenda:
            if told.opinions:
                row = _row_of(story, told)
                ids = [story.lodged.by_key[key].id for key in told.opinions]
                agenda.amend(row, row.title, told.presenter, row.minutes_planned, ids, by=story.organiser)
                note_tabled(story.organiser, ids)

    return act


def _hold(story: Held) -> Act:
    def act() -> None:
        assert story.told.attendance is not None
        planning.open(story.conference, by=story.organiser)
        _mark(story, story.told.attendance)
        for told in story.told.agenda:
            agenda.record(_row_of(story, told), told.record, told.outcome, by=story.organiser)
        for resolution in story.told.resolutions:
            _resolve(story, resolution)

    return act


def _mark(story: Held, told: content.Attendance) -> None:
    presence = dict.fromkeys(told.present, (Presence.PRESENT, ""))
    presence |= dict.fromkeys(told.in_attendance, (Presence.IN_ATTENDANCE, ""))
    presence |= {row.name: (Presence.EXCUSED, row.reason) for row in told.excused}
    marks = [Mark(row.id, (row.presence, row.reason), *presence[row.name]) for row in story.conference.attendances]
    attendance.mark(story.conference, marks, by=story.organiser)


def _resolve(story: Held, told: content.Resolution) -> None:
    cast = story.cast
    lead = Lead(cast.units.get(told.lead), cast.unit_names.get(told.lead, told.lead), SIDES.get(told.lead))
    joint = [cast.unit_names.get(name, name) for name in told.joint]
    item = next(_row_of(story, row) for row in story.told.agenda if row.no == told.item)
    due_on = story.day + timedelta(told.due_offset)
    resolutions.resolve(
        story.conference, told.text, lead, joint, told.person, due_on, item.id, by=story.organiser,
        joint_ids=[cast.units[name] for name in told.joint if name in cast.units],
        person_id=cast.people.get(told.person),
    )  # fmt: skip


def _conclude(story: Held) -> Act:
    return lambda: planning.conclude(story.conference, by=story.organiser)


def _confirm(story: Held, told: content.Resolution) -> Act:
    def act() -> None:
        row = next(row for row in story.conference.resolutions if row.position == told.no)
        side = row.lead_side.other if row.lead_side is not None else story.told.convening_side
        following.confirm(row, clock.today(), told.done_note, by=story.cast.first(Role.ORGANISER, side))

    return act
