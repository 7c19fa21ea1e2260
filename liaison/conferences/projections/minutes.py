"""What the pages show of minutes: who signed, what happened, how far the files are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

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
from liaison.papers.verification import code_of
from liaison.store.files import StoredFile
from liaison.store.jobs import JobStatus
from liaison.store.papers import Paper
from liaison.web.language import tr

KILOBYTE: Final = 1024
# A job that nobody has begun shows a little, so that the bar is seen.
BEGUN_PERCENT: Final = 5


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history; the texts are in the language of the page."""

    title: str
    at: datetime
    by: str
    tone: Tone = "neutral"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the files of a paper are; `reason` is in Chinese, as the job noted it."""

    percent: int
    sentence: str
    is_running: bool
    reason: str = ""

    @property
    def is_failed(self) -> bool:
        """Whether somebody has to act before there will be files."""
        return bool(self.reason)


def signatures(revision: MinutesRevision) -> list[tuple[Side, Countersignature | None]]:
    """Both sides, each with its signature under this revision."""
    signed = {one.side: one for one in revision.signatures}
    return [(side, signed.get(side)) for side in Side]


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


def progress(paper: Paper) -> Progress:
    """Whether PDF and Word are there, on their way, or could not be made."""
    if paper.pdf_id is not None and paper.docx_id is not None:
        return Progress(100, _("文件已生成。"), is_running=False)
    job = paper.job
    if job is not None and job.status is JobStatus.FAILED:
        return Progress(0, _("文件没有生成。"), is_running=False, reason=job.error)
    percent = 100 * job.done // job.total if job is not None and job.total else 0
    return Progress(max(BEGUN_PERCENT, percent), _("正在生成 PDF 和 Word 文件，通常几秒钟即可完成。"), is_running=True)


def verification_code(paper: Paper) -> str:
    """The short code that each page of the paper carries."""
    return code_of(paper.facts_sha256)


def stored(paper: Paper) -> Sequence[tuple[str, StoredFile, int]]:
    """The files that are there, as (format, file, whole kilobytes)."""
    named = (("pdf", paper.pdf), ("docx", paper.docx))
    return [(name, file, -(-file.size // KILOBYTE)) for name, file in named if file is not None]


def files_of(paper: Paper, page_url: str, render_url: str, file_urls: Mapping[str, str]) -> dict[str, Any]:
    """What the page at `page_url` says of the files; it polls them at …/progress.

    `render_url` has them made once more, "" for who may not ask; `file_urls` leads to each format.
    """
    return {
        "paper": paper, "progress": progress(paper), "stored": stored(paper), "code": verification_code(paper),
        "page_url": page_url, "render_url": render_url, "file_urls": file_urls,
    }  # fmt: skip
