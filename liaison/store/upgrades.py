"""An upgrade on its way: a note beside the data says where it began and which backup leads back, until it is done."""

import json
import secrets
import shutil
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import MetaData, func, select

from liaison.core import clock
from liaison.core.messages import N_
from liaison.store import audit, backup, backup_restore, backup_rows, backup_runs, durable, files, keys, purges, unit
from liaison.store.backup_format import BackupRefused
from liaison.store.backup_restore import Migrate
from liaison.store.base import db
from liaison.store.unfinished import UPGRADE

OWN_PASSPHRASE: Final = "upgrade.passphrase"  # noqa: S105 - the name of its file
"""In the folder of the keys: opens the backups of upgrades where the operator set no passphrase."""
FOLDER: Final = "backups"
NAME: Final = "before-upgrade-"


class Interrupted(BackupRefused):
    """There is nothing that an upgrade could be taken back to."""

    default = N_("没有可以退回的升级。")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """`came_from`, `leads_to`: revisions of the schema. `backup`: name of the file. `rows`: by table, as it began."""

    came_from: str
    leads_to: str
    backup: str
    begun_at: str
    rows: dict[str, int]
    is_done: bool = False

    @property
    def place(self) -> Path:
        """Where the backup lies."""
        return _instance() / FOLDER / self.backup


def begin(came_from: str, leads_to: str) -> tuple[Upgrade, bool]:
    """Make the backup, then the note; gives it, and whether it goes on with one that was interrupted.

    An interrupted one keeps its backup: only that is from before. Raises BackupRefused, or OSError when the disk is
    full, with nothing changed.
    """
    known = last()
    if known is not None and not known.is_done and known.place.exists():
        return known, True
    forget_old(timedelta(0))
    name = f"{NAME}{clock.now():%Y%m%d-%H%M%S}-{came_from}.backup"
    (_instance() / FOLDER).mkdir(mode=0o700, exist_ok=True)
    about = backup.create(_instance() / FOLDER / name, passphrase(), find_tables=backup_rows.standing_tables)
    begun = Upgrade(came_from, leads_to, name, clock.now().isoformat(), about.rows)
    _note(begun)
    return begun, False


def finish(begun: Upgrade) -> list[str]:
    """The upgrade is done; gives each table that has fewer rows than before, in words."""
    present = {name: count for name, count in count_rows().items() if name in begun.rows}
    _note(Upgrade(**{**asdict(begun), "is_done": True}))
    fewer = sorted(name for name, count in present.items() if count < begun.rows[name])
    return [f"{name}: {begun.rows[name]} rows before, {present[name]} now" for name in fewer]


def take_back(migrate: Migrate, decided: Collection[str]) -> Upgrade:
    """Bring schema, rows, files and keys back to what they were before the last upgrade, finished or interrupted.

    What was recorded since is lost; what was purged since would come back, so that it is refused once something was
    whose kind is in `decided`: people purge those, while the others go by themselves again. Raises BackupRefused.
    Killed on its way it is done again from the start: nobody serves meanwhile.
    """
    done = last()
    if done is None or not done.place.exists():
        raise Interrupted
    stage = backup_restore.stage_of(_instance())
    shutil.rmtree(stage, ignore_errors=True)
    about = backup_restore.unpack(done.place, passphrase(), stage)
    known = purges.entries(stage / backup_restore.BESIDE / purges.LEDGER)
    if any(kind in decided for kind, _key in purges.entries(_instance() / purges.LEDGER)[len(known) :]):
        shutil.rmtree(stage)
        raise BackupRefused(
            N_("升级以后有内容被清除，直接退回会使其复现。请用备份文件恢复到空的数据文件夹，并附上清除登记簿。")
        )
    _drop_everything()
    migrate(about.revision)
    with unit.transaction():
        backup_restore.take_rows(stage, about)
    shutil.rmtree(files.folder(), ignore_errors=True)
    (stage / backup_restore.FILES).rename(files.folder())
    durable.sync(_instance())
    keys.exchange(keys.ring().folder, _instance(), stage / backup_restore.KEYS)
    (_instance() / audit.HEADS).unlink(missing_ok=True)
    if (heads := stage / backup_restore.BESIDE / audit.HEADS).exists():
        heads.replace(_instance() / audit.HEADS)
    (_instance() / UPGRADE).unlink()
    shutil.rmtree(stage)
    return done


def last() -> Upgrade | None:
    """The last upgrade of this instance that left a way back."""
    path = _instance() / UPGRADE
    return Upgrade(**json.loads(path.read_text())) if path.exists() else None


def forget_old(age: timedelta | None = None) -> None:
    """Drop ways back that are older than daily backups are kept: what was purged must not stay in them. A task."""
    before = clock.now() - (timedelta(days=backup_runs.schedule().kept) if age is None else age)
    known = last()
    for path in (_instance() / FOLDER).glob(f"*{NAME}*"):
        is_needed = known is not None and not known.is_done and path == known.place
        if not is_needed and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            path.unlink()


def passphrase() -> str:
    """The operator's, or one made for upgrades that stays with the keys: a backup beside the data tells nothing."""
    return backup_runs.schedule().passphrase or keys.ensure(
        keys.ring().folder / OWN_PASSPHRASE, lambda: secrets.token_urlsafe(32)
    )


def count_rows() -> Counter[str]:
    """How many rows each table has, as the database stands."""
    with db.engine.connect() as connection:
        return Counter(
            {
                one.name: connection.scalar(select(func.count()).select_from(one)) or 0
                for one in backup_rows.standing_tables(connection)
            }
        )


def _note(upgrade: Upgrade) -> None:
    path = _instance() / UPGRADE
    files.write(path, [json.dumps(asdict(upgrade), ensure_ascii=False).encode()])
    path.chmod(0o600)


def _drop_everything() -> None:
    with unit.transaction():
        connection, known = db.session.connection(), MetaData()
        known.reflect(connection)
        known.drop_all(connection)


def _instance() -> Path:
    return files.folder().parent
