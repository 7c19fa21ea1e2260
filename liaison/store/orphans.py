"""Bytes without a row: what a rollback, a kill or a full disk left in the folder of files, removed after a day."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import select

from liaison.store.base import db
from liaison.store.files import FOLDER, StoredFile

LEFT_ALONE: Final = timedelta(days=1)


def sweep() -> None:
    """Remove files that no row names and halves of files, once they are a day old.

    Younger ones may belong to a transaction that is still to commit. The rows are read after the folder: a file that
    gets its row meanwhile is young.
    """
    folder: Path = current_app.extensions[FOLDER]
    before = time.time() - LEFT_ALONE.total_seconds()
    old = [path for path in folder.glob("*/*") if path.is_file() and path.stat().st_mtime < before]
    known = set(db.session.scalars(select(StoredFile.place)))
    for path in old:
        if path.name not in known:
            path.unlink(missing_ok=True)
