"""The throw-away PostgreSQL of the tests: started once, shared, gone afterwards."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
from tests.database import postgresql_url
print(postgresql_url(sys.argv[1]), flush=True)
sys.stdin.read()
"""


def ask(worker: str, run: str, folder: Path) -> subprocess.Popen[str]:
    environment = {"PYTEST_XDIST_TESTRUNUID": run, "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"}
    pipes = dict.fromkeys(["stdin", "stdout", "stderr"], subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-c", ASK, worker], cwd=ROOT, env=environment, text=True, **pipes)


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_until_empty(folder: Path) -> list[str]:
    for _ in range(100):
        left = [path.name for path in folder.iterdir()]
        if not left:
            break
        time.sleep(0.1)
    return left


@pytest.fixture
def short_folder(tmp_path_factory):
    folder = Path("/tmp") / f"lpg{tmp_path_factory.getbasetemp().stat().st_ino}"  # noqa: S108 -- a socket's address is short
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


def test_two_workers_share_one_server_and_the_last_one_ends_it(short_folder):
    first, second = ask("gw0", "together", short_folder), ask("gw1", "together", short_folder)
    with first, second:
        urls = [answer(first), answer(second)]
        assert urls[0].startswith("postgresql+psycopg://postgres@/liaison_gw0?host=")
        addresses = [url.replace("+psycopg", "") for url in urls]
        for address in addresses:
            with psycopg.connect(address) as connection:
                connection.execute("create table thing (id int)")
        assert len(list(short_folder.glob("liaison-pg-*/ready"))) == 1

        first.kill()
        first.wait()
        time.sleep(1)
        with psycopg.connect(addresses[1]) as connection:
            assert connection.execute("select count(*) from thing").fetchone() == (0,)
        second.kill()
        second.wait()
    assert wait_until_empty(short_folder) == []


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(short_folder):
    too_deep = short_folder / ("x" * 60) / ("y" * 60)
    too_deep.mkdir(parents=True)
    with ask("gw0", "too-deep", too_deep) as worker:
        _, words = worker.communicate()
    assert "PostgreSQL did not start" in words
    assert "too long" in words
    assert list(too_deep.iterdir()) == []
