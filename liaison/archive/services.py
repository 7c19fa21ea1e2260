"""The verbs of the archive: deposit and replace the scan of an issued paper, ask for a preview, take it back."""

from liaison.archive import queries, rules
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.papers.scans import Scan
from liaison.store import audit, files, jobs, previews
from liaison.store.papers import Paper, PaperScan
from liaison.store.previews import Preview


def deposit(paper: Paper, scan: Scan, *, reason: str = "", seen: int, is_keeper: bool, by: Actor) -> PaperScan:
    """Keep the scan of the signed and sealed print as the paper's issued copy.

    `seen`: how many scans the page showed. Where there is one already the new one takes its place, with a reason, and
    the old one stays readable. Raises Stale, Forbidden, or RuleBroken on `reason` or `file`.
    """
    queries.hold(paper)
    scans = paper.scans
    if len(scans) != seen:
        raise Stale(N_("其间有人存入了另一份扫描件，您的文件没有保存。请查看后再决定是否更换。"))
    verb = rules.verb(len(scans))
    refuse(rules.why_not(verb, len(scans), is_keeper=is_keeper))
    if rules.MOVES[verb].needs_reason and not reason:
        raise RuleBroken(N_("请写明更换的原因。"), field="reason")
    kept = files.keep(scan.data, f"{paper.title}（印发件）{scan.ending}", scan.media_type)
    if any(one.file.sha256 == kept.sha256 for one in scans):
        raise RuleBroken(N_("这份文件已经存入，无需重复上传。"), field="file")
    row = PaperScan(
        file=kept,
        pages=scan.pages,
        reason=reason,
        deposited_at=clock.now(),
        deposited_by_id=by.id,
        deposited_by=by.name,
    )
    scans.append(row)
    audit.record(rules.MOVES[verb].action, paper, by, scan=len(scans), sha256=kept.sha256)
    return row


def cancel(preview: Preview) -> bool:
    """Take a preview back while it is being made; False when it was made already."""
    is_cancelled = jobs.cancel(preview.job)
    if is_cancelled:
        previews.discard(preview)
    return is_cancelled
