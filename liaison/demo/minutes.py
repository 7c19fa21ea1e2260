"""The demonstration's minutes: drafted the day after, revised, circulated, countersigned by each side, issued."""

from datetime import time, timedelta

from liaison.conferences.services import minutes
from liaison.core.numbers import chinese_date
from liaison.core.sides import Side
from liaison.demo import content
from liaison.demo.conferences import Held, associations
from liaison.demo.timeline import Act, Timeline
from liaison.opinions.facts import OpinionFacts, opinion_facts
from liaison.store.users import User

DRAFTED_AFTER, REVISED_AFTER = 1, 2
LATE = time(16, 20)


def plan_minutes(timeline: Timeline, stories: list[Held]) -> None:
    """Put the minutes of every conference held into the timeline."""
    for story in stories:
        told = story.told.minutes
        if told is None or told.circulated_offset is None or told.issued_offset is None:
            continue
        timeline.at(story.day + timedelta(DRAFTED_AFTER), _draft(story))
        timeline.at(story.day + timedelta(REVISED_AFTER), _revise(story, told))
        timeline.at(story.day + timedelta(told.circulated_offset), _circulate(story), LATE)
        for signature in told.countersigned:
            timeline.at(story.day + timedelta(signature.offset), _countersign(story, signature), LATE)
        timeline.at(story.day + timedelta(told.issued_offset), _issue(story), LATE)


def _draft(story: Held) -> Act:
    return lambda: minutes.draft(story.conference, associations(), _opinions(story), by=story.organiser)


def _opinions(story: Held) -> list[OpinionFacts]:
    keys = [key for item in story.told.agenda for key in item.opinions]
    ids = [story.lodged.by_key[key].id for key in keys]
    facts = opinion_facts(ids)
    return [facts[id] for id in ids]


def _revise(story: Held, told: content.Minutes) -> Act:
    def act() -> None:
        latest = story.conference.revisions[-1]
        sections = {
            **latest.sections,
            "opening": told.opening.format(date=chinese_date(story.day)),
            "other": told.other_matters,
            "distribution": "，".join(told.distribution),
        }
        minutes.revise(story.conference, latest.title, sections, by=story.organiser)

    return act


def _circulate(story: Held) -> Act:
    return lambda: minutes.circulate(story.conference, associations(), by=story.organiser)


def _countersign(story: Held, told: content.Countersigned) -> Act:
    def act() -> None:
        seen = story.conference.revisions[-1].number
        minutes.countersign(story.conference, seen, by=_user(story, told.by, told.side))

    return act


def _user(story: Held, name: str, side: Side) -> User:
    return next(user for user in story.cast.users.values() if user.name == name and user.side is side)


def _issue(story: Held) -> Act:
    return lambda: minutes.issue(story.conference, associations(), _opinions(story), by=story.organiser)
