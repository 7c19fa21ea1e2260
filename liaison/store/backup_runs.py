"""Which backups were made, restored and rehearsed, and the daily one into its own folder, the oldest rotating out."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store import audit, backup, jobs, unit
from liaison.store.backup import About
from liaison.store.backup_format import BackupRefused
from liaison.store.base import Base, UTCDateTime, Word, db
from liaison.store.jobs import Job

SCHEDULE: Final = "liaison.backup_schedule"
CREATE, REHEARSE = "backup.create", "backup.rehearse"
ENDING: Final = ".backup"
# The tasks run once an hour: a little less than a day, so that the hour does not wander.
DAILY: Final = timedelta(hours=23, minutes=30)
WEEKLY: Final = timedelta(days=7)
REHEARSAL_SECONDS: Final = 3600


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
        return sorted(self.folder.glob(f"*{ENDING}"), reverse=True)


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


def create_scheduled(_job: Job) -> None:
    """Make the day's backup and delete those beyond the number kept. Raises BackupRefused or OSError."""
    plan = schedule()
    plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = plan.folder / f"liaison-{clock.now():%Y%m%d-%H%M%S}{ENDING}"
    about = backup.create(path, plan.passphrase)
    with unit.transaction():
        note(RunKind.CREATED, path.name, about, None)
    for old in plan.present()[plan.kept :]:
        old.unlink()


def rehearse(_job: Job) -> None:
    """Restore the newest backup into a folder that is thrown away, by the command that an operator would use.

    Raises BackupRefused when it cannot be restored.
    """
    plan = schedule()
    newest = next(iter(plan.present()), None)
    if newest is None:
        raise BackupRefused(N_("还没有定时备份。"))
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=plan.folder) as folder:
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "backup", "restore", str(newest)],
            env=_alone(folder, plan.passphrase),
            cwd=Path(current_app.root_path).parent,
            capture_output=True,
            timeout=REHEARSAL_SECONDS,
            check=False,
        )
    if done.returncode != 0:
        current_app.logger.error("rehearsal: %s", done.stderr.decode(errors="replace")[-500:])
        raise BackupRefused(N_("试恢复失败，日志中有原因。"))
    about = backup.examine(newest, plan.passphrase)
    with unit.transaction():
        note(RunKind.REHEARSED, newest.name, about, None)


def _is_due(kind: str, every: timedelta, done: RunKind) -> bool:
    is_under_way = db.session.scalar(select(Job.id).where(Job.kind == kind, Job.status.in_(jobs.OPEN)).limit(1))
    latest = last(done)
    return is_under_way is None and (latest is None or clock.now() - latest.at >= every)


def _alone(folder: str, passphrase: str) -> dict[str, str]:
    """The environment without our own settings: database, keys and queue of the rehearsal lie in its folder."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    return {**others, "LIAISON_INSTANCE": folder, "LIAISON_DEMO": "1", "LIAISON_BACKUP_PASSPHRASE": passphrase}
