"""Which backups were made, restored and rehearsed, and the daily one into its own folder, the oldest rotating out."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import audit, backup, jobs, unit
from liaison.store.backup import About
from liaison.store.backup_format import BackupRefused
from liaison.store.base import Base, UTCDateTime, Word, db
from liaison.store.files import StoredFile
from liaison.store.jobs import Job
from liaison.store.orphans import LEFT_ALONE

SCHEDULE: Final = "liaison.backup_schedule"
CREATE, REHEARSE = "backup.create", "backup.rehearse"
NAME: Final = "liaison-"
ENDING: Final = ".backup"
# The tasks run once an hour: a little less than a day, so that the hour does not wander.
DAILY: Final = timedelta(hours=23, minutes=30)
WEEKLY: Final = timedelta(days=7)
REHEARSAL: Final = "rehearsal-"
REHEARSAL_SECONDS: Final = 3600
TOLD_SECONDS: Final = 5


class RunKind(StrEnum):
    """What was done with a backup."""

    CREATED = "created"
    RESTORED = "restored"
    REHEARSED = "rehearsed"


class BackupRun(Base):
    """A backup that was made and read again, restored here, or restored for trial into a folder that is gone.

    `made_at`: when the backup itself was made. `missing`: files that it names and does not have.
    """

    __tablename__ = "backup_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind] = mapped_column(Word(RunKind))
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    rows: Mapped[int]
    files: Mapped[int]
    missing: Mapped[int]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where daily backups go, how many stay, and their passphrase ("": none are made)."""

    folder: Path
    passphrase: str
    kept: int

    def present(self) -> list[Path]:
        """The backups in the folder, the newest first: their names carry their time."""
        return sorted(self.folder.glob(f"[!.]*{ENDING}"), reverse=True)


def schedule() -> Schedule:
    """The schedule of this application."""
    found: Schedule = current_app.extensions[SCHEDULE]
    return found


def note(kind: RunKind, name: str, about: About, by: Actor | None) -> None:
    """Add the row and its audit entry to the caller's transaction."""
    run = BackupRun(
        kind=kind,
        name=name[:200],
        at=clock.now(),
        made_at=datetime.fromisoformat(about.made_at),
        rows=about.row_count,
        files=len(about.files),
        missing=len(about.missing),
    )
    db.session.add(run)
    db.session.flush()
    audit.record(f"backup.{kind}", run, by)


def last(*kinds: RunKind) -> BackupRun | None:
    """The latest run of these kinds."""
    return db.session.scalar(select(BackupRun).where(BackupRun.kind.in_(kinds)).order_by(BackupRun.at.desc()).limit(1))


def ask_when_due() -> None:
    """A backup a day, and a rehearsal a week of the newest one, where a passphrase is set. A task."""
    if not schedule().passphrase:
        return
    if _is_due(CREATE, DAILY, RunKind.CREATED):
        jobs.enqueue(CREATE, None)
    elif schedule().present() and _is_due(REHEARSE, WEEKLY, RunKind.REHEARSED):
        jobs.enqueue(REHEARSE, None)


def create_scheduled(job: Job) -> None:
    """Make the day's backup and delete those beyond the number kept. Raises BackupRefused, OSError or JobCancelled."""
    plan = schedule()
    plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = plan.folder / f"{NAME}{clock.now():%Y%m%d-%H%M%S}{ENDING}"
    about = backup.create(path, plan.passphrase, _report(job))
    with unit.transaction():
        note(RunKind.CREATED, path.name, about, None)
    for old in plan.present()[plan.kept :]:
        old.unlink()


def _report(job: Job) -> Callable[[str], None]:
    """Tells the page of the job how many files were written, and read again, of all of them.

    Every few seconds, however large a table or file is: a job of which nobody hears is taken for dead and done twice.
    """
    total = 2 * (db.session.scalar(select(func.count()).select_from(StoredFile)) or 0)
    db.session.rollback()
    done, last, told_at = 0, "", time.monotonic()

    def tell(name: str) -> None:
        nonlocal done, last, told_at
        done += name != last and name.startswith(backup.FILES)
        last = name
        if time.monotonic() - told_at >= TOLD_SECONDS:
            jobs.progress(job, min(done, total), total)
            told_at = time.monotonic()

    return tell


def rehearse(job: Job) -> None:
    """Restore the newest backup into a folder that is thrown away, by the command that an operator would use.

    Raises BackupRefused when it cannot be restored, or JobCancelled.
    """
    plan = schedule()
    newest = next(iter(plan.present()), None)
    if newest is None:
        raise BackupRefused(N_("还没有定时备份。"))
    with tempfile.TemporaryDirectory(prefix=REHEARSAL, dir=plan.folder) as folder:
        status, said = _restored(job, newest, _alone(folder, plan.passphrase))
    if status != 0:
        current_app.logger.error("rehearsal: %s", said.decode(errors="replace")[-500:])
        raise BackupRefused(N_("试恢复失败，日志中有原因。"))
    about = backup.examine(newest, plan.passphrase, _report(job))
    with unit.transaction():
        note(RunKind.REHEARSED, newest.name, about, None)


def _restored(job: Job, newest: Path, environment: dict[str, str]) -> tuple[int, bytes]:
    """Status and last words of the command, of which we tell that it still runs; it ends with us."""
    command = [sys.executable, "-m", "flask", "--app", "app", "backup", "restore", str(newest)]
    root = Path(current_app.root_path).parent
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        try:
            for _turn in range(REHEARSAL_SECONDS // TOLD_SECONDS):
                with suppress(subprocess.TimeoutExpired):
                    _out, said = run.communicate(timeout=TOLD_SECONDS)
                    return run.returncode, said
                jobs.progress(job, 0, 0)
        except BaseException:
            run.kill()
            raise
        run.kill()
    return 1, b"it took too long"


def clear_leftovers() -> None:
    """Remove what killed runs left in the folder, once it is a day old: halves of backups, trial restores. A task."""
    before = time.time() - LEFT_ALONE.total_seconds()
    for path in (*schedule().folder.glob(f".{NAME}*"), *schedule().folder.glob(f"{REHEARSAL}*")):
        if path.stat().st_mtime < before:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _is_due(kind: str, every: timedelta, done: RunKind) -> bool:
    is_under_way = db.session.scalar(select(Job.id).where(Job.kind == kind, Job.status.in_(jobs.OPEN)).limit(1))
    latest = last(done)
    return is_under_way is None and (latest is None or clock.now() - latest.at >= every)


def _alone(folder: str, passphrase: str) -> dict[str, str]:
    """The environment without our own settings: database, keys and queue of the rehearsal lie in its folder."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    return {**others, "LIAISON_INSTANCE": folder, "LIAISON_DEMO": "1", "LIAISON_BACKUP_PASSPHRASE": passphrase}
