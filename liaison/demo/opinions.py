"""The demonstration's opinions: lodged, screened, answered, and what became of them, each step on its day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from liaison.core import clock
from liaison.core.sides import Actor, Role
from liaison.demo import content
from liaison.demo.cast import Cast
from liaison.demo.timeline import Act, Timeline
from liaison.opinions import queries, services
from liaison.opinions.models import Channel, Opinion, Outcome, ProposerKind, Satisfaction
from liaison.opinions.services import Content, OnBehalf

RATED_AFTER, LAPSED_AFTER = 20, 42
NOON, AFTERNOON, EVENING = time(11, 5), time(15, 40), time(16, 20)
CHANNELS = (Channel.LETTER, Channel.TEMPLATE, Channel.TELEPHONE, Channel.TEMPLATE, Channel.IN_PERSON)


@dataclass
class Lodged:
    """The opinions that have been lodged so far, by the key of their content."""

    by_key: dict[str, Opinion]


def plan_opinions(timeline: Timeline, cast: Cast, days: dict[str, date], today: date) -> Lodged:
    """Put every opinion's life into the timeline. `days` gives the day of each conference by its key."""
    lodged, fates = Lodged({}), content.fates()
    own_story = {fate.key for fate in fates if fate.verb == "rate"}
    coming = content.conferences()[-1].key
    told_by_key = {told.key: told for told in content.opinions()}
    for place, told in enumerate(told_by_key.values()):
        base = days[told.conference]
        timeline.at(base + timedelta(told.lodged_offset), _lodge(lodged, cast, told, CHANNELS[place % len(CHANNELS)]))
        if told.screened_offset is not None:
            timeline.at(base + timedelta(told.screened_offset), _screen(lodged, cast, told), NOON)
        if told.replied_offset is None:
            continue
        replied_on = base + timedelta(told.replied_offset)
        timeline.at(replied_on, _reply(lodged, cast, told), AFTERNOON)
        word = _usual_rating(told, place)
        is_rated = word is not None and told.key not in own_story and told.conference != coming
        if is_rated and replied_on + timedelta(RATED_AFTER) < today:
            timeline.at(
                replied_on + timedelta(RATED_AFTER),
                _rate(lodged, cast, told, word or Satisfaction.SATISFIED, ""),
                AFTERNOON,
            )
        if replied_on + timedelta(LAPSED_AFTER) < today:
            timeline.at(replied_on + timedelta(LAPSED_AFTER), services.lapse, EVENING)
    for fate in fates:
        told = told_by_key[fate.key]
        on = days[told.conference] + timedelta(fate.offset)
        if on < today:
            timeline.at(on, STEPS[fate.verb](lodged, cast, told, fate), EVENING)
    return lodged


def _usual_rating(told: content.Opinion, place: int) -> Satisfaction | None:
    """What most proposers say: content with what was solved, less so with what is under way, or nothing at all."""
    if told.outcome == "A":
        return Satisfaction.PARTLY if place % 4 == 3 else Satisfaction.SATISFIED
    return Satisfaction.PARTLY if told.outcome == "B" and place % 2 else None


def _account(cast: Cast, told: content.Opinion) -> Actor | None:
    """The account of a proposer who has one, and so lodges and rates in person."""
    if told.proposer_kind != "person":
        return None
    return next((user for user in cast.users.values() if user.name == told.proposer), None)


def _lodge(lodged: Lodged, cast: Cast, told: content.Opinion, channel: Channel) -> Act:
    def act() -> None:
        category = next(row.id for row in queries.categories() if row.name == told.category)
        words = Content(category, told.title, told.text, told.grounds, told.wanted, told.is_name_withheld)
        own = _account(cast, told)
        if own is not None:
            lodged.by_key[told.key] = services.lodge(words, own)
            return
        name = content.MISSPELT.get(told.key) or cast.unit_names.get(told.proposer, told.proposer)
        behalf = OnBehalf(ProposerKind(told.proposer_kind), name, clock.today(), channel)
        lodged.by_key[told.key] = services.lodge(words, cast.first(Role.OFFICER, told.side), behalf)

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


def _rate(lodged: Lodged, cast: Cast, told: content.Opinion, word: Satisfaction, note: str) -> Act:
    def act() -> None:
        by = _account(cast, told) or cast.first(Role.OFFICER, told.side)
        services.rate(lodged.by_key[told.key], word, note, by)

    return act


def _rated(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    return _rate(lodged, cast, told, Satisfaction(fate.word), fate.text)


def _replied_again(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    by = cast.first(Role.OFFICER, told.side.other)
    return lambda: services.reply(lodged.by_key[told.key], fate.text, Outcome(fate.word), by)


def _corrected(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    def act() -> None:
        opinion = lodged.by_key[told.key]
        words = Content(opinion.category_id, told.title, told.text, told.grounds, told.wanted)
        behalf = OnBehalf(opinion.proposer_kind, told.proposer, opinion.received_on, opinion.channel)
        services.correct(opinion, words, fate.text, cast.first(Role.OFFICER, told.side), behalf)

    return act


def _commented(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    by = cast.first(Role.OFFICER, told.side.other)
    return lambda: services.comment(lodged.by_key[told.key], cast.units[fate.word], fate.text, by)


def _merged(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    by = cast.first(Role.OFFICER, told.side)
    return lambda: services.merge(lodged.by_key[told.key], lodged.by_key[fate.word], by)


def _set_aside(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    by = cast.first(Role.OFFICER, told.side)
    return lambda: services.move(lodged.by_key[told.key], fate.verb, by, reason=fate.text)


def _extended(lodged: Lodged, cast: Cast, told: content.Opinion, fate: content.Fate) -> Act:
    by = cast.first(Role.OFFICER, told.side.other)
    return lambda: services.extend(lodged.by_key[told.key], fate.text, by)


STEPS: dict[str, Callable[[Lodged, Cast, content.Opinion, content.Fate], Act]] = {
    "rate": _rated,
    "reply": _replied_again,
    "correct": _corrected,
    "comment": _commented,
    "merge": _merged,
    "return": _set_aside,
    "withdraw": _set_aside,
    "extend": _extended,
}
