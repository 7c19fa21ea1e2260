"""Ten thousand records with a file each: backed up and restored equal in under a minute."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from liaison.core import clock
from liaison.core.file_kinds import FileKind
from liaison.core.sides import Side
from liaison.opinions.models import Opinion
from liaison.store import backup, backup_restore, files, unit
from liaison.store.attachments import Attachment, AttachmentFile, AttachmentStatus, Use
from liaison.store.base import db
from liaison.store.files import StoredFile
from tests.makers.opinions import make_opinion
from tests.store.test_backup import PASSPHRASE, _all_files, another, everything, migrate

RECORDS = 10_000
BYTES = 4096
MOST_SECONDS = 60


@pytest.mark.long
def test_ten_thousand_records_with_files_come_back_equal_within_a_minute(
    app: Flask,
    database: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", lambda _descriptor: None)
        _fill()
    db.session.remove()
    about, made = _timed(lambda: backup.create(tmp_path / "b", PASSPHRASE))
    with another(tmp_path / "new") as restored:
        _done, taken = _timed(lambda: backup_restore.restore(tmp_path / "b", PASSPHRASE, migrate))
        assert everything(restored) == everything(app)
        assert _all_files(tmp_path / "new/files") == _all_files(files.folder())
    size = (tmp_path / "b").stat().st_size / 1024**2
    found = f"{about.row_count} rows, {len(about.files)} files, {size:.1f} MB"
    record_property("measured", f"{found}: {made:.1f} s out, {taken:.1f} s back")
    assert len(about.files) >= RECORDS
    assert made + taken < MOST_SECONDS


def _fill() -> None:
    """An opinion, its file and what ties them, so many times over; the files are written as files always are."""
    with unit.transaction():
        model = db.session.execute(select(Opinion.__table__).where(Opinion.id == make_opinion().id)).mappings().one()
        kept = [files.keep(os.urandom(BYTES), f"{number}.pdf", "application/pdf") for number in range(RECORDS)]
        db.session.flush()
        first, session = 1_000, db.session
        session.execute(insert(Opinion.__table__), [
            {**model, "id": first + number, "number": first + number} for number in range(RECORDS)
        ])  # fmt: skip
        session.execute(insert(Attachment), [
            {
                "id": first + number, "thing_kind": "opinion", "thing_id": first + number, "kind": FileKind.PDF,
                "status": AttachmentStatus.KEPT, "name": f"{number}.pdf", "size": BYTES, "sha256": "0" * 64,
                "side": Side.BAR, "added_at": clock.now(), "added_by_key": "0" * 64, "added_by": "甲",
            }
            for number in range(RECORDS)
        ])  # fmt: skip
        session.execute(insert(AttachmentFile), [
            {"attachment_id": first + number, "use": Use.ORIGINAL, "place": 0, "file_id": stored.id}
            for number, stored in enumerate(kept)
        ])  # fmt: skip
    assert db.session.query(StoredFile).count() >= RECORDS


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    answer = do()
    return answer, time.perf_counter() - begun
