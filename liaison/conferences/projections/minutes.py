"""What the pages show of minutes: who signed, what happened, how far the files are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _

from liaison.conferences.models import Conference, Countersignature, MinutesRevision
from liaison.core.declaration import Tone
from liaison.core.sides import SIDE_LABELS, Side
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


def events(conference: Conference) -> list[Event]:
    """Revisions, circulation, signatures and issue, the newest first."""
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
    if conference.paper is not None:
        found.append(Event(_("已印发"), conference.paper.issued_at, "", "good"))
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
