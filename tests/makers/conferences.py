"""Conferences in any state, made through the services as the pages make them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from liaison.conferences.models import AgendaItem, Conference, ConferenceKind, ConferenceStatus, ItemKind, Presence
from liaison.conferences.services import agenda, attendance, planning, resolutions
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.sides import Role, Side

PATH = (ConferenceStatus.PLANNED, ConferenceStatus.ANNOUNCED, ConferenceStatus.IN_SESSION, ConferenceStatus.HELD)


@dataclass
class Person:
    """An actor that is not in the database, for rules and services; `id` 0 is nobody's."""

    side: Side | None = Side.BAR
    roles: frozenset[Role] = frozenset({Role.ORGANISER})
    id: int = 0
    person_id: int | None = None
    name: str = "孙怡"

    def has(self, role: Role) -> bool:
        return role in self.roles


@dataclass
class Content:
    """What a conference of a test is filled with."""

    topics: Sequence[str] = ("电子阅卷预约答复时限",)
    people: Sequence[Invitee] = field(
        default_factory=lambda: (
            Invitee("周砚秋", "市律师协会", "会长", Side.BAR),
            Invitee("沈维钧", "市法官协会", "会长", Side.BENCH),
        )
    )
    resolved: Sequence[str] = ("预约后四十八小时内答复。",)
    due_days: int = 30


def plan_conference(*, days: int = 14, by: Person | None = None, **overrides: object) -> Conference:
    """A planned conference, `days` from today, of the side of `by`."""
    by = by or Person()
    details: dict[str, object] = {
        "kind": ConferenceKind.REGULAR,
        "held_on": clock.today() + timedelta(days=days),
        "starts_at": time(14, 30),
        "ends_at": time(17, 0),
        "place": "市律师协会三楼会议室",
        "chair": "周砚秋",
        "recorder": "孙怡",
        "convening_side": by.side,
    }
    return planning.plan(**{**details, **overrides}, by=by)  # type: ignore[arg-type]


def make_conference(
    status: ConferenceStatus = ConferenceStatus.PLANNED,
    *,
    content: Content | None = None,
    days: int = 14,
    by: Person | None = None,
    **overrides: object,
) -> Conference:
    """A conference that has gone as far as `status` (up to held) through every verb on the way."""
    by, content = by or Person(), content or Content()
    conference = plan_conference(days=days, by=by, **overrides)
    for title in content.topics:
        agenda.add(conference, ItemKind.TOPIC, title, "陈立", 20, by=by)
    attendance.invite(conference, content.people, by=by)
    for step in PATH[1 : PATH.index(status) + 1]:
        STEPS[step](conference, content, by)
    return conference


def _announce(conference: Conference, _content: Content, by: Person) -> None:
    planning.announce(conference, by=by)


def _open(conference: Conference, _content: Content, by: Person) -> None:
    # On its day, whenever the test plays: on another one the service asks why.
    with clock.travel(conference.begins_at):
        planning.open(conference, by=by)


def _hold(conference: Conference, content: Content, by: Person) -> None:
    fill_session(conference, content, by)
    planning.conclude(conference, by=by)


STEPS = {ConferenceStatus.ANNOUNCED: _announce, ConferenceStatus.IN_SESSION: _open, ConferenceStatus.HELD: _hold}


def fill_session(conference: Conference, content: Content, by: Person) -> None:
    """Everything that a session must have noted before it is concluded."""
    mark_all_present(conference, by)
    for item in conference.items:
        agenda.record(item, f"会议讨论了{item.title}。", "同意。", by=by)
    for text in content.resolved:
        due_on: date = conference.held_on + timedelta(days=content.due_days)
        resolutions.resolve(conference, text, Lead(name="市中级人民法院"), ("市律师协会",), "韩雪梅", due_on, by=by)


def mark_all_present(conference: Conference, by: Person) -> None:
    """Everybody invited is there."""
    rows = conference.attendances
    attendance.mark(conference, [Mark(row.id, (row.presence, row.reason), Presence.PRESENT) for row in rows], by=by)


def topics(conference: Conference) -> list[AgendaItem]:
    """The items that people put on the agenda."""
    return [item for item in conference.items if item.kind is ItemKind.TOPIC]
