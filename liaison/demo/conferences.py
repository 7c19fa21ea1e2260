"""The demonstration's conferences: four from plan to issued minutes, a fifth announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from liaison.conferences.facts import Associations
from liaison.conferences.models import (
    AgendaItem,
    Conference,
    ConferenceKind,
    ItemKind,
    Presence,
    Reply,
    ReplyWay,
)
from liaison.conferences.rules.replies import Answer
from liaison.conferences.services import agenda, attendance, following, planning, replies, resolutions
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
AGENDA_BEFORE = 12
SYSTEM_KINDS = {"ledger": ItemKind.LEDGER, "opinions": ItemKind.OPINIONS}
# Every unit that leads something, with its side; a chamber is of its court's.
SIDES = {firm.short_name: Side.BAR for firm in content.firms()} | {
    name: body.side
    for body in content.city().organisations
    if body.side is not None
    for name in (body.short_name, *(f"{body.short_name}/{chamber.name}" for chamber in body.chambers))
}
CLOSING, EVENING = time(17, 40), time(17, 55)
REPLY_DAYS = 10
TELEPHONE = "0000-0000000"
# How the invitations to the coming conference were answered: an excuse, a replacement, some not at all, the others yes.
EXCUSED = {"梁素珍": "公务出差"}
SENT = {"段宏毅": ("高朗", "副庭长")}
OWING = ("邱泽安", "喻晓岚", "卢海涛", "严知礼")
WAYS = (ReplyWay.LINK, ReplyWay.PAGE, ReplyWay.OFFICE)


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
        if story.told.attendance is None:
            timeline.at(notice + timedelta(1), _answer(story), EVENING)
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
            told.convening_side, by=story.organiser, contact=f"{told.recorder}，{TELEPHONE}",
            reply_by=story.day - timedelta(REPLY_DAYS),
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
    """The coming conference has its notice on letter paper; what went out before is on paper of its own time."""
    peers = associations() if story.told.attendance is None else None
    return lambda: planning.announce(story.conference, by=story.organiser, associations=peers)


def associations() -> Associations:
    """Both associations by their names in the content."""
    by_kind = {body.kind: body.name for body in content.city().organisations}
    return Associations(bar=by_kind["bar_association"], bench=by_kind["judges_association"])


def _answer(story: Held) -> Act:
    def act() -> None:
        for place, row in enumerate(list(story.conference.attendances)):
            if row.name in OWING:
                continue
            way = WAYS[place % len(WAYS)]
            by = story.organiser if way is ReplyWay.OFFICE else None
            replies.reply(row, _slip(row.name), by=by, way=way)

    return act


def _slip(name: str) -> Answer:
    if name in EXCUSED:
        return Answer(Reply.EXCUSED, EXCUSED[name])
    if name in SENT:
        return Answer(Reply.REPLACED, name=SENT[name][0], office=SENT[name][1])
    return Answer(Reply.COMING)


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
