"""Files and papers: whole or not at all, and the same facts rendered twice change nothing."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from liaison.store import files, papers, unit
from liaison.store.base import db
from liaison.store.chunks import PIECE, TAG
from liaison.store.jobs import Job
from liaison.store.papers import Paper, PaperKind
from liaison.store.sealed import Unreadable

FACTS = '{"title":"第五次联席会议纪要"}'.encode()


def test_a_file_comes_back_as_it_went_in(database: None) -> None:
    with unit.transaction():
        stored = files.keep(b"\x00whole", "附件.bin", "application/octet-stream")
    assert files.read(stored) == b"\x00whole"
    assert (stored.size, stored.sha256) == (6, hashlib.sha256(b"\x00whole").hexdigest())


def test_its_name_on_disk_tells_nothing(database: None, instance: Path) -> None:
    with unit.transaction():
        files.keep(b"x", "关于某法官的材料.pdf", "application/pdf")
    assert not [path for path in instance.rglob("*") if "法官" in path.name or path.suffix == ".pdf"]


def test_nobody_reads_name_or_bytes_off_the_disk(database: None, instance: Path) -> None:
    text = "关于某法官的材料"
    with unit.transaction():
        stored = files.keep(text.encode() * 3, f"{text}.txt", "text/plain")
    row = db.session.execute(sql("select name, sha256 from stored_file")).one()
    assert text not in row.name
    assert row.sha256 != stored.sha256
    assert text.encode() not in files.path_of(stored.place).read_bytes()


def test_the_same_file_twice_looks_different_on_the_disk(database: None) -> None:
    with unit.transaction():
        kept = [files.keep(b"the same", "a", "text/plain") for _ in range(2)]
    first, second = (files.path_of(stored.place).read_bytes() for stored in kept)
    assert first != second


@pytest.mark.parametrize("change", ["changed", "cut", "longer", "plain", "empty"])
def test_a_file_that_was_touched_is_refused(database: None, change: str) -> None:
    with unit.transaction():
        stored = files.keep(b"whole" * 1000, "a", "text/plain")
    path = files.path_of(stored.place)
    data = path.read_bytes()
    path.write_bytes(
        {
            "changed": data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
            "cut": data[:-1],
            "longer": data + b"x",
            "plain": b"whole" * 1000,
            "empty": b"",
        }[change]
    )
    with pytest.raises(Unreadable):
        files.read(stored)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_a_file_of_any_length_comes_back(database: None, size: int) -> None:
    data = os.urandom(size)
    with unit.transaction():
        stored = files.keep(data, "a", "application/octet-stream")
    assert files.read(stored) == data


def test_a_file_cut_between_two_pieces_is_refused(database: None) -> None:
    with unit.transaction():
        stored = files.keep(bytes(2 * PIECE + 1), "a", "application/octet-stream")
    path = files.path_of(stored.place)
    path.write_bytes(path.read_bytes()[: files.HEAD_BYTES + 2 * (PIECE + TAG)])
    with pytest.raises(Unreadable):
        files.read(stored)


def test_pieces_exchanged_are_refused(database: None) -> None:
    with unit.transaction():
        stored = files.keep(bytes(2 * PIECE + 1), "a", "application/octet-stream")
    path, long = files.path_of(stored.place), PIECE + TAG
    data = path.read_bytes()
    head, pieces = data[: files.HEAD_BYTES], data[files.HEAD_BYTES :]
    path.write_bytes(head + pieces[long : 2 * long] + pieces[:long] + pieces[2 * long :])
    with pytest.raises(Unreadable):
        files.read(stored)


def test_discarded_bytes_go_only_with_the_commit(database: None) -> None:
    with unit.transaction():
        stored = files.keep(b"x", "a", "text/plain")
    with pytest.raises(ZeroDivisionError), unit.transaction():
        files.discard(db.session.merge(stored))
        raise ZeroDivisionError
    assert files.read(db.session.merge(stored)) == b"x"
    with unit.transaction():
        place = files.path_of(stored.place)
        files.discard(db.session.merge(stored))
    assert not place.exists()


def test_a_full_disk_leaves_no_row_and_no_half_file(
    database: None, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = {path for path in instance.rglob("*") if path.is_file() and "files" in path.parts}
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"), unit.transaction():
        files.keep(b"x", "a", "text/plain")
    assert db.session.query(files.StoredFile).count() == 0
    assert {path for path in instance.rglob("*") if path.is_file() and "files" in path.parts} == before


def test_bytes_and_names_are_durable_before_the_row_is_written(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes first, then the name that points at them, then the folders that hold the name: in this order."""
    steps: list[str] = []
    real_sync, real_rename = os.fsync, Path.rename

    def sync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        steps.append("sync folder" if stat.S_ISDIR(found.st_mode) else f"sync {found.st_size} bytes")
        real_sync(descriptor)

    def rename(path: Path, target: Path) -> Path:
        with path.open("rb") as file:
            assert b"".join(files.unsealed(file)) == b"whole"
        steps.append("rename")
        return real_rename(path, target)

    monkeypatch.setattr(files.os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", rename)
    with unit.transaction():
        stored = files.keep(b"whole", "a", "text/plain")
        whole = files.path_of(stored.place).stat().st_size
        assert steps == [f"sync {whole} bytes", "rename", "sync folder", "sync folder"]
        assert files.read(stored) == b"whole"


def test_a_file_that_is_gone_is_an_error_and_not_empty(database: None) -> None:
    with unit.transaction():
        stored = files.keep(b"x", "a", "text/plain")
    files.path_of(stored.place).unlink()
    with pytest.raises(FileNotFoundError):
        files.read(stored)


def test_a_paper_keeps_its_facts_and_asks_for_its_files(database: None) -> None:
    with unit.transaction():
        paper_id = papers.freeze(PaperKind.MINUTES, "〔2026〕第5号", "第五次联席会议纪要", FACTS, None).id
    paper = db.session.get_one(Paper, paper_id)
    assert paper.facts.encode() == FACTS
    assert paper.facts_sha256 == hashlib.sha256(FACTS).hexdigest()
    assert db.session.query(Job).one().arguments == {"paper_id": paper_id}


def test_attaching_twice_keeps_the_first_files(database: None) -> None:
    with unit.transaction():
        paper_id = papers.freeze(PaperKind.MINUTES, "〔2026〕第5号", "第五次联席会议纪要", FACTS, None).id
    for turn in (b"first", b"second"):
        with unit.transaction():
            papers.attach(paper_id, {"pdf": turn, "docx": turn})
    paper = db.session.get_one(Paper, paper_id)
    assert paper.pdf is not None
    assert paper.docx is not None
    assert files.read(paper.pdf) == files.read(paper.docx) == b"first"
