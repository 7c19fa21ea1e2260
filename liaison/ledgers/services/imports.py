"""Old ledgers on their way in: held, made by a job all together or not at all, and taken back as a whole."""

from collections.abc import Callable, Iterable

from sqlalchemy import delete, insert

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import KINDS, kind_named
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.ledgers import queries, rules
from liaison.ledgers.models import LedgerFile, LedgerImport, LedgerRecord
from liaison.ledgers.rules import Plan
from liaison.ledgers.services.reading import Brought
from liaison.store import audit, files, held_imports, jobs
from liaison.store.base import db, expect_version
from liaison.store.held_imports import ImportStatus
from liaison.store.jobs import Job, JobStatus
from liaison.web.frame import features

MAKE = "ledgers.make"
AT_ONCE = 1000
NOTHING = N_("表中的内容系统中都已有，没有需要导入的。")
OTHER_TYPE = "application/octet-stream"


def upload(data: bytes, file_name: str, brought: Iterable[Brought], plan: Plan, by: Actor) -> LedgerImport:
    """Hold a faultless workbook and its files until it is confirmed, discarded or forgotten. Raises RuleBroken."""
    refuse(rules.why_not_keep(by))
    held_imports.refuse_faults(len(plan.faults))
    held = _new(file_name, by)
    held.file = files.keep(data, held.file_name, held_imports.SPREADSHEET)
    # Also those that no row names: the preview says so.
    held.files = [LedgerFile(file=files.keep(content, name, _media_type(name))) for name, content in brought]
    db.session.add(held)
    db.session.flush()
    audit.record("ledger_import.uploaded", held, by, rows=plan.total)
    return held


def _new(file_name: str, by: Actor) -> LedgerImport:
    assert by.side is not None, "only the office of a side comes here"
    return LedgerImport(
        side=by.side, file_name=file_name[-200:], uploaded_by_id=by.id, uploaded_by=by.name, uploaded_at=clock.now(),
        status=ImportStatus.PREVIEWED,
    )  # fmt: skip


def _media_type(name: str) -> str:
    kind = kind_named(name)
    return KINDS[kind].media_type if kind is not None else OTHER_TYPE


def confirm(held: LedgerImport, plan: Plan, by: Actor) -> Job:
    """Have the worker make what the page showed. Raises RuleBroken: dealt with, under way, or no longer possible."""
    refuse(rules.why_not_keep(by))
    held_imports.take(held)
    held_imports.refuse_faults(len(plan.faults))
    rules.check_kinds(by, (part.kind for part in plan.parts))
    if held.job is not None and held.job.status in jobs.OPEN:
        raise RuleBroken(N_("正在导入，请稍候。"))
    if not plan.total:
        raise RuleBroken(NOTHING)
    held.job = jobs.enqueue(MAKE, by, id=held.id)
    db.session.flush()
    audit.record("ledger_import.confirmed", held, by, rows=plan.total)
    return held.job


def is_running(held: LedgerImport) -> bool:
    """Whether the worker has it now."""
    return held.status is ImportStatus.PREVIEWED and held.job is not None and held.job.status in jobs.OPEN


def has_failed(held: LedgerImport) -> bool:
    """Whether the worker could not make it; nothing was taken in."""
    return held.status is ImportStatus.PREVIEWED and held.job is not None and held.job.status is JobStatus.FAILED


def carry_out(
    held: LedgerImport, plan: Plan, by: Actor, report: Callable[[int, int], None] = lambda *_rows: None
) -> None:
    """Make every record of a faultless plan, in the caller's transaction. Raises RuleBroken.

    `report` is told how many rows are made, of how many, a thousand at a time.
    """
    held_imports.take(held)
    held_imports.refuse_faults(len(plan.faults))
    rules.check_kinds(by, (part.kind for part in plan.parts))
    if not plan.total:
        raise RuleBroken(NOTHING)
    counts, made = dict[str, int](), 0
    for part in plan.parts:
        for at in range(0, len(part.drawn.planned), AT_ONCE):
            planned = part.drawn.planned[at : at + AT_ONCE]
            ids = part.kind.make(planned, by)
            rows = [
                {"kind": part.kind.key, "record_id": id, "import_id": held.id, "row": one.row}
                for id, one in zip(ids, planned, strict=True)
            ]
            db.session.execute(insert(LedgerRecord), rows)
            made += len(rows)
            report(made, plan.total)
        if part.drawn.planned:
            counts[part.kind.key] = len(part.drawn.planned)
    held.counts, held.imported_at = counts, clock.now()
    held.first_on, held.last_on = min(plan.days), max(plan.days)
    _forget_files(held)
    held_imports.settle(held, ImportStatus.IMPORTED)
    audit.record("ledger_import.imported", held, by, counts=counts)


def take_in(file_name: str, plan: Plan, by: Actor) -> LedgerImport:
    """Make a plan at once, as the command line does. Raises RuleBroken."""
    refuse(rules.why_not_keep(by))
    held = _new(file_name, by)
    db.session.add(held)
    db.session.flush()
    carry_out(held, plan, by)
    return held


def discard(held: LedgerImport, by: Actor | None) -> None:
    """Forget the workbook; nothing is made. Raises RuleBroken once it was dealt with, or while it is being made."""
    held_imports.take(held)
    if is_running(held):
        raise RuleBroken(N_("正在导入，请稍候。"))
    _forget_files(held)
    held_imports.settle(held, ImportStatus.DISCARDED)
    audit.record("ledger_import.discarded", held, by)


def undo(held: LedgerImport, reason: str, by: Actor, seen: int | None = None) -> LedgerImport:
    """Take back everything that an import made, as long as nothing else has come to stand on it.

    Raises Stale, Forbidden, or RuleBroken naming what stands there.
    """
    refuse(rules.why_not_keep(by))
    expect_version(held, seen)
    db.session.refresh(held, with_for_update={"of": LedgerImport})
    summaries: list[str] = []
    if held.first_on is not None and held.last_on is not None:
        summaries = features().offer("summaries_over")(held.first_on, held.last_on)
    rules.check_undo(held.status, reason, summaries)
    kinds, made = features().ledgers, dict[str, list[int]]()
    for record in queries.records(held):
        made.setdefault(record.kind, []).append(record.record_id)
    rules.check_kinds(by, (kinds[key] for key in made))
    db.session.execute(delete(LedgerRecord).where(LedgerRecord.import_id == held.id))
    for kind in sorted((kinds[key] for key in made), key=lambda one: one.place, reverse=True):
        kind.undo(made[kind.key], by)
    held.status, held.reason = ImportStatus.UNDONE, reason
    held.undone_at, held.undone_by = clock.now(), by.name
    audit.record("ledger_import.undone", held, by, counts=held.counts)
    db.session.flush()
    return held


def purge() -> None:
    """Forget workbooks that nobody confirmed within two days."""
    for held in queries.held_before(clock.now() - held_imports.KEPT):
        if not is_running(held):
            discard(held, None)


def _forget_files(held: LedgerImport) -> None:
    """The files that came along go; conferences have kept theirs."""
    brought = [one.file for one in held.files]
    held.files = []
    db.session.flush()
    for file in brought:
        files.discard(file)
