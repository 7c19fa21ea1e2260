"""The files of an issued paper on the page of the thing that it is of: there, on their way, or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from liaison.papers.verification import code_of
from liaison.store.files import StoredFile
from liaison.store.jobs import JobStatus
from liaison.store.papers import Paper

STOP_POLLING: Final = 286
KILOBYTE: Final = 1024
# A job that nobody has begun shows a little, so that the bar is seen.
BEGUN_PERCENT: Final = 5


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
