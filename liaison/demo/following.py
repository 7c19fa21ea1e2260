"""The demonstration's resolutions on their way, comments on minutes, and minutes from before."""

import io
from datetime import date, time, timedelta

from PIL import Image, ImageDraw, ImageFont

from liaison.conferences.models import ConferenceKind, Resolution, ResolutionStatus
from liaison.conferences.services import comments, copies, following, minutes, old_minutes
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.sides import Role
from liaison.demo.cast import Cast
from liaison.demo.conferences import SIDES, Held
from liaison.demo.content import following as told_of
from liaison.demo.timeline import Act, Timeline
from liaison.papers import fonts

NOTED, ANSWERED, EARLY = time(15, 10), time(17, 0), time(10, 0)
ANSWERED_AFTER = 1
STATES = {
    "open": ResolutionStatus.UNDER_WAY, "done": ResolutionStatus.DONE, "cancelled": ResolutionStatus.CANCELLED,
}  # fmt: skip
PAGE, MARGIN, LINE = (1240, 1754), 150, 64


def plan_following(timeline: Timeline, stories: list[Held], cast: Cast, today: date) -> None:
    """Put what followed into the timeline: notes on progress, steps, extensions, rest, comments, old minutes."""
    by_key = {story.told.key: story for story in stories}
    for story in stories:
        for resolution in story.told.resolutions:
            for note in resolution.progress:
                timeline.at(story.day + timedelta(note.offset), _report(story, resolution.no, note.text), NOTED)
    for one in told_of.followed():
        story = by_key[one.conference]
        timeline.at(story.day + timedelta(one.offset), _follow(story, one))
    for comment in told_of.comments():
        story = by_key[comment.conference]
        timeline.at(story.day + timedelta(comment.offset), _comment(story, comment), NOTED)
        answered = story.day + timedelta(comment.offset + ANSWERED_AFTER)
        timeline.at(answered, _answer(story, comment), ANSWERED)
    old = told_of.old_minutes()
    first = min(story.day for story in stories)
    timeline.at(first - timedelta(3), _copies(cast), EARLY)
    timeline.at(today - timedelta(old.entered), _archive(cast, old, today), NOTED)


def _row(story: Held, no: int) -> Resolution:
    return next(row for row in story.conference.resolutions if row.position == no)


def _report(story: Held, no: int, text: str) -> Act:
    def act() -> None:
        row = _row(story, no)
        following.report(row, text, by=story.cast.first(Role.ORGANISER, row.lead_side or story.told.convening_side))

    return act


def _follow(story: Held, told: told_of.Followed) -> Act:
    def act() -> None:
        row, by = _row(story, told.no), story.organiser
        to = story.day + timedelta(told.to or 0)
        if told.verb == "stage":
            following.stage(row, told.text, to, by=by)
        elif told.verb == "reach":
            step = next(step for step in row.milestones if step.title == told.text)
            following.reach(row, step.id, clock.today(), by=by)
        else:
            verb = following.extend if told.verb == "extend" else following.rest
            verb(row, to, told.text, by=by)

    return act


def _comment(story: Held, told: told_of.Comment) -> Act:
    def act() -> None:
        latest = story.conference.revisions[-1].number
        comments.comment(story.conference, told.section, told.text, by=story.cast.users[told.by], seen=latest)

    return act


def _answer(story: Held, told: told_of.Comment) -> Act:
    def act() -> None:
        made = next(one for one in story.conference.comments if one.text == told.text)
        taken_up_in = None
        if told.line:
            latest = story.conference.revisions[-1]
            sections = {**latest.sections, told.section: f"{latest.sections[told.section]}\n{told.line}".strip()}
            taken_up_in = minutes.revise(story.conference, latest.title, sections, by=story.organiser).number
        comments.answer(made, taken_up_in, told.answer, by=story.organiser)

    return act


def _copies(cast: Cast) -> Act:
    def act() -> None:
        for name, address in told_of.copy_addresses().items():
            copies.add(name, address, by=cast.users["bar.organiser1"])

    return act


def _archive(cast: Cast, old: told_of.OldMinutes, today: date) -> Act:
    def act() -> None:
        by, held_on = cast.users[old.by], today - timedelta(old.days)
        file = old_minutes.look_into(_scanned(old.lines), f"{old.number}.png")
        conference = old_minutes.archive(
            ConferenceKind.FORUM, old.ordinal, held_on, old.side, file,
            by=by, place=old.place, number=old.number, note=old.note,
        )  # fmt: skip
        for told in old.resolutions:
            lead = Lead(cast.units.get(told.lead), cast.unit_names.get(told.lead, told.lead), SIDES[told.lead])
            joint = [cast.unit_names.get(name, name) for name in told.joint]
            done_on = held_on + timedelta(told.done) if told.done is not None else None
            old_minutes.enter(
                conference, told.text, lead, joint, told.person, held_on + timedelta(told.due), STATES[told.state],
                done_on, told.note, by=by, joint_ids=[cast.units[name] for name in told.joint if name in cast.units],
                person_id=cast.people.get(told.person),
            )  # fmt: skip

    return act


def _scanned(lines: tuple[str, ...]) -> bytes:
    """A typed page as a scanner gives it."""
    font = ImageFont.truetype(str(fonts.find()[fonts.Face.FANG].path), 36)
    page = Image.new("L", PAGE, 246)
    drawn = ImageDraw.Draw(page)
    for place, line in enumerate(lines):
        drawn.text((MARGIN, MARGIN + place * LINE), line, fill=40, font=font)
    made = io.BytesIO()
    page.save(made, "PNG")
    return made.getvalue()
