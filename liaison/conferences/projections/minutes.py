"""What the pages show of minutes: who signed, what happened, how far the files are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from liaison.conferences.facts import paper_sections
from liaison.conferences.models import (
    Conference,
    ConferenceStatus,
    Countersignature,
    MinutesIssue,
    MinutesRevision,
)
from liaison.conferences.rules import minutes as rules
from liaison.core.declaration import Tone
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.papers.facts.minutes import MinutesFacts, Section
from liaison.papers.kinds import read_facts
from liaison.web.language import tr


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history; the texts are in the language of the page."""

    title: str
    at: datetime
    by: str
    tone: Tone = "neutral"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """The minutes as one reader reads them: the draft, or the issue in force. `revision` is what it was made of."""

    revision: MinutesRevision
    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    attendance: str
    distribution: str
    is_draft: bool


def text_for(user: Actor, conference: Conference) -> Text | None:
    """The draft for whoever may read it, else the minutes in force; None before there are any.

    What was issued is read from its frozen facts: a resolution corrected later does not change it.
    """
    if conference.status is not ConferenceStatus.ISSUED and rules.may_read_draft(user, conference):
        return _draft(conference, conference.revisions[-1]) if conference.revisions else None
    if conference.paper is None:
        return None
    facts = read_facts(conference.paper.kind.value, conference.paper.facts.encode())
    assert isinstance(facts, MinutesFacts)
    issued = _issued_revision(conference)
    texts = issued.sections
    return Text(
        issued, facts.title, facts.opening, facts.sections, texts["attendance"], texts["distribution"], is_draft=False
    )


def _draft(conference: Conference, revision: MinutesRevision) -> Text:
    opening = tuple(line for line in revision.sections["opening"].splitlines() if line.strip())
    sections = paper_sections(revision.sections, conference.resolutions)
    texts = revision.sections
    return Text(revision, revision.title, opening, sections, texts["attendance"], texts["distribution"], is_draft=True)


def _issued_revision(conference: Conference) -> MinutesRevision:
    """The revision that the issue in force was made of; in old data it is not noted, and was the last one."""
    number = conference.issues[-1].revision_number if conference.issues else None
    return next((one for one in conference.revisions if one.number == number), conference.revisions[-1])


def events(conference: Conference, issues: Sequence[MinutesIssue] = ()) -> list[Event]:
    """Revisions, circulation, signatures, issues and reopenings, the newest first."""
    found = [Event(_named(revision.number), revision.saved_at, revision.saved_by) for revision in conference.revisions]
    if conference.circulated_at is not None:
        found.append(Event(_("开始征求意见"), conference.circulated_at, "", "info"))
    found += [
        Event(
            _("%(side)s会签第%(n)s稿", side=tr(SIDE_LABELS[one.side]), n=revision.number),
            one.signed_at,
            one.signed_by,
            "good",
        )
        for revision in conference.revisions
        for one in revision.signatures
    ]
    found += [Event(_("已印发"), one.paper.issued_at, "", "good", one.paper.number) for one in issues]
    for asked in conference.reopenings:
        side = tr(SIDE_LABELS[asked.side])
        found.append(Event(_("%(side)s申请重新修订", side=side), asked.asked_at, asked.asked_by, "warn", asked.reason))
        if asked.answered_at is not None:
            said = _("同意重新修订") if asked.is_agreed else _("不重新修订")
            found.append(Event(said, asked.answered_at, asked.answered_by, "neutral", asked.answer))
    return sorted(found, key=lambda event: event.at)[::-1]


def _named(number: int) -> str:
    return _("第1稿，根据会议记录起草") if number == 1 else _("第%(n)s稿", n=number)


def signatures(revision: MinutesRevision) -> list[tuple[Side, Countersignature | None]]:
    """Both sides, each with its signature under this revision."""
    signed = {one.side: one for one in revision.signatures}
    return [(side, signed.get(side)) for side in Side]
