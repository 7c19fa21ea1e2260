"""The served site on a disk that is full, and with a database that somebody holds: 503, nothing lost, no half."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.live import Site, serving
from tests.trust.lodging import BUSY, KEPT, Lodger, assert_whole, found_site

SMALL: Final = "48m"
MOST_TRIES: Final = 3_000
ON_A_SMALL_DISK: Final = (
    'cp -a "$1" "$1.seed" && mount -t tmpfs -o size="$2" small "$1" && cp -a "$1.seed/." "$1" && shift 2 && exec "$@"'
)
Note = Callable[[str, object], None]


def _namespace() -> list[str]:
    """A mount namespace of one's own, as root or as anybody who may have one; empty where neither may."""
    for way in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        may = shutil.which("unshare") and subprocess.run(
            [*way, "mount", "-t", "tmpfs", "small", "/mnt"], capture_output=True, check=False
        )
        if may and may.returncode == 0:
            return way
    return []


@contextmanager
def _serving_on_a_small_disk(folder: Path) -> Iterator[tuple[Site, Path]]:
    """The site on a disk of 48 MB that only its own processes see; and the way there for us."""
    within = [*_namespace(), "sh", "-c", ON_A_SMALL_DISK, "sh", str(folder), SMALL]
    with serving(folder, within=within, workers="1") as site:
        there = Path(f"/proc/{site.process.pid}/root{folder}")
        yield site, there
        shutil.copytree(there, folder.with_name("after"), ignore=shutil.ignore_patterns("filler"))


@pytest.mark.long
@pytest.mark.skipif(not _namespace(), reason="no mount namespace may be made here")
def test_a_full_disk_is_a_503_and_what_was_acknowledged_stands(tmp_path: Path, record_property: Note) -> None:
    folder = tmp_path / "instance"
    found_site(folder)
    with _serving_on_a_small_disk(folder) as (site, there):
        lodger = Lodger(site.url, text="满" * 2_000).sign_in()
        assert lodger.send(lodger.form()) == KEPT
        _fill(there / "filler")
        refused = _until_refused(lodger)
        for _ in range(5):
            assert lodger.send(refused) == BUSY, "the same form again"
        assert lodger.look("/opinions") == 200, "what is there is still read"
        assert lodger.look("/healthz") == 200
        (there / "filler").unlink()
        assert lodger.send(refused) == KEPT, "with room again, the same form is kept"
        assert lodger.send(lodger.form()) == KEPT
    assert "Traceback" not in site.log.read_text()
    acknowledged, kept = assert_whole(folder.with_name("after"), [lodger])
    assert acknowledged == kept
    assert set(lodger.answers) == {KEPT, BUSY}
    record_property(
        "measured",
        f"disk full: {lodger.answers[BUSY]} requests answered 503, none 500; {acknowledged} acknowledged, {kept} kept",
    )


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def _until_refused(lodger: Lodger) -> dict[str, str]:
    """The database still has room in its own files: lodge until it has none. Gives the form that was refused."""
    for _ in range(MOST_TRIES):
        form = lodger.form()
        if lodger.send(form) != KEPT:
            return form
    raise AssertionError("the disk is full, and everything is still acknowledged")


@pytest.mark.long
def test_a_locked_database_is_a_503_and_reading_goes_on(tmp_path: Path, record_property: Note) -> None:
    folder = tmp_path / "instance"
    found_site(folder)
    with serving(folder, workers="1") as site:
        lodger = Lodger(site.url).sign_in()
        form = lodger.form()
        with closing(sqlite3.connect(folder / "liaison.db", isolation_level=None)) as other:
            other.execute("begin immediate")
            assert lodger.send(form) == BUSY
            assert lodger.look("/opinions") == 200
            other.execute("rollback")
        assert lodger.send(form) == KEPT
    assert "Traceback" not in site.log.read_text()
    acknowledged, kept = assert_whole(folder, [lodger])
    assert acknowledged == kept == 1
    record_property("measured", "database locked: writing answered 503, reading 200; kept once when it was free")
