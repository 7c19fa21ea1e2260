"""Keeps the data of a released version in a file of the tests, and lays them into an empty database.

A new release adds its file: load the demonstration city with the code of that release, then, with that same code,

    LIAISON_INSTANCE=… .venv/bin/python -m tests.upgrades.keeping VERSION

What is kept are rows as lines of JSON, the same on both databases, and the bytes of a few uploaded files.
"""

import gzip
import json
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any, Final

from flask_migrate import upgrade
from sqlalchemy import Connection, Table, select

from liaison.factory import create_app
from liaison.releases import RELEASES
from liaison.store import backup_rows, files, unit
from liaison.store.base import db

FOLDER: Final = Path(__file__).resolve().parent
FILES: Final = 3
"""The smallest of them: enough to be sealed, and led back."""


def place(version: str) -> Path:
    """Where the data of a version lie."""
    return FOLDER / f"{version}.json.gz"


def keep(version: str) -> None:
    """Write the file of a version, out of the instance that the environment names."""
    app = create_app()
    with app.app_context(), db.engine.connect() as connection:
        tables = {
            one.name: {"columns": [col.name for col in one.c], "lines": _lines(connection, one)}
            for one in backup_rows.standing_tables(connection)
        }
        stored = sorted(files.folder().glob("*/*"), key=lambda path: (path.stat().st_size, path.name))
        kept = {path.name: b64encode(path.read_bytes()).decode() for path in stored[:FILES]}
    text = json.dumps({"tables": tables, "files": kept}, ensure_ascii=False)
    with gzip.GzipFile(place(version), "wb", mtime=0) as file:
        file.write(text.encode())


def lay_out(version: str) -> dict[str, Any]:
    """Bring an empty database to the schema of a version and fill it; gives what was kept."""
    kept: dict[str, Any] = json.loads(gzip.decompress(place(version).read_bytes()))
    upgrade(revision=RELEASES[version])
    with unit.transaction():
        known = backup_rows.present_tables(db.session())
        for name, table in kept["tables"].items():
            backup_rows.insert_lines(
                db.session(), known[name], [line.encode() for line in table["lines"]], table["columns"]
            )
        backup_rows.set_counters(db.session())
        places = set(db.session.scalars(select(known["stored_file"].c.place)))
    for name, data in kept["files"].items():
        if name in places:
            files.write(files.path_of(name), [b64decode(data)])
    return kept


def _lines(connection: Connection, table: Table) -> list[str]:
    return [line for _count, lines in backup_rows.lines(connection, table) for line in lines.decode().splitlines()]


if __name__ == "__main__":
    keep(sys.argv[1])
