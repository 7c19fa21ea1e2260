"""The demonstration's opinions: lodged, screened, replied and closed, each on its day."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from liaison.core import clock
from liaison.core.sides import Role
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.timeline import Act, Timeline
from liaison.opinions import queries, services
from liaison.opinions.models import Opinion, Outcome, ProposerKind
from liaison.opinions.services import Content, OnBehalf

CLOSED_AFTER = 20
NOON, AFTERNOON = time(11, 5), time(15, 40)


@dataclass
class Lodged:
    """The opinions that have been lodged so far, by the key of their content."""

    by_key: dict[str, Opinion]


def plan_opinions(timeline: Timeline, cast: Cast, days: dict[str, date], today: date) -> Lodged:
    """Put every opinion's life into the timeline. `days` gives the day of each conference by its key."""
    lodged = Lodged({})
    for told in content.opinions():
        base = days[told.conference]
        timeline.at(base + timedelta(told.lodged_offset), _lodge(lodged, cast, told))
        if told.screened_offset is not None:
            timeline.at(base + timedelta(told.screened_offset), _screen(lodged, cast, told), NOON)
        if told.replied_offset is not None:
            replied_on = base + timedelta(told.replied_offset)
            timeline.at(replied_on, _reply(lodged, cast, told), AFTERNOON)
            closed_on = replied_on + timedelta(CLOSED_AFTER)
            if told.outcome == "A" and closed_on < today:
                timeline.at(closed_on, _close(lodged, cast, told), AFTERNOON)
    return lodged


def _lodge(lodged: Lodged, cast: Cast, told: content.Opinion) -> Act:
    def act() -> None:
        category = next(row.id for row in queries.categories() if row.name == told.category)
        words = Content(category, told.title, told.text, told.grounds, told.wanted, told.is_name_withheld)
        kind = ProposerKind(told.proposer_kind)
        name = cast.unit_names.get(told.proposer, told.proposer)
        by = cast.first(Role.OFFICER, told.side)
        lodged.by_key[told.key] = services.lodge(words, by, OnBehalf(kind, name, clock.today()))

    return act


def _screen(lodged: Lodged, cast: Cast, told: content.Opinion) -> Act:
    def act() -> None:
        by = cast.first(Role.OFFICER, told.side)
        joint = [cast.units[name] for name in told.joint]
        services.screen(lodged.by_key[told.key], cast.units[str(told.lead)], by, joint_ids=joint)

    return act


def _reply(lodged: Lodged, cast: Cast, told: content.Opinion) -> Act:
    def act() -> None:
        by = cast.first(Role.OFFICER, told.side.other)
        services.reply(lodged.by_key[told.key], told.reply, Outcome(str(told.outcome)), by)

    return act


def _close(lodged: Lodged, cast: Cast, told: content.Opinion) -> Act:
    return lambda: services.move(lodged.by_key[told.key], "close", cast.first(Role.OFFICER, told.side))
