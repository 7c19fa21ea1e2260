"""The offline bundle: made here, installed and served in a network namespace without a route."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.live import ROOT

WITHOUT_A_ROUTE: Final = ("unshare", "--net")
TRY: Final = """
set -eu
ip link set lo up
test -z "$(ip route)"
"$1/install" "$2"
cd "$2"
export LIAISON_DEMO=0 LIAISON_PORT=8000
unset LIAISON_INSTANCE
.venv/bin/flask demo prepare
.venv/bin/python -m liaison.serve >"$2.log" 2>&1 &
site=$!
for _ in $(seq 120); do
    if .venv/bin/python -c 'from urllib.request import urlopen; print(urlopen("http://127.0.0.1:8000/readyz").read())'
    then break; fi
    sleep 0.5
done 2>/dev/null
.venv/bin/python -m liaison.papers.fonts
kill "$site"
wait "$site"
"""
pytestmark = pytest.mark.long


def _may() -> bool:
    done = shutil.which("unshare") and shutil.which("ip")
    return bool(done) and subprocess.run([*WITHOUT_A_ROUTE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _may(), reason="no network namespace may be made here")
def test_the_bundle_is_installed_and_served_without_a_route(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    made = subprocess.run(
        [ROOT / "scripts/bundle", tmp_path / "bundle.tar"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no bundle can be made here: {made.stderr.strip()[-200:]}")
    subprocess.run(["tar", "--extract", "--file", tmp_path / "bundle.tar", "--directory", tmp_path], check=True)
    [bundle] = tmp_path.glob("liaison-*-offline")
    tried = subprocess.run(
        [*WITHOUT_A_ROUTE, "sh", "-c", TRY, "sh", bundle, tmp_path / "site"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "b'ok'" in tried.stdout, tried.stdout + tried.stderr
    assert "Installed." in tried.stdout
    said = made.stdout.strip().splitlines()[-1].partition(": ")[2]
    record_property("measured", f"bundle of {said}; installed and served without a route")


@pytest.mark.skipif(not _may(), reason="no network namespace may be made here")
def test_a_bundle_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code/app.py").write_text("changed")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  ./code/app.py\n")
    shutil.copy(ROOT / "scripts/install-offline", tmp_path / "install")
    done = subprocess.run([tmp_path / "install", tmp_path / "site"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "FAILED" in done.stdout
    assert not (tmp_path / "site").exists()
