"""The server as operators start and stop it: ready, one line where it cannot start, nobody left behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from liaison import serve
from liaison.config import ROOT, Settings
from tests.live import free_port, serving


def _start(folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Start it where it cannot start, and wait for its end."""
    environment = os.environ | {"LIAISON_INSTANCE": str(folder)} | settings
    return subprocess.run(
        [sys.executable, "-m", "liaison.serve"],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("module", ["app", "liaison.worker"])
def test_garbage_is_looked_for_again_once_everything_is_loaded(tmp_path: Path, module: str) -> None:
    code = f"import gc, {module}; assert gc.isenabled(); assert gc.get_freeze_count() > 100_000"
    environment = os.environ | {"LIAISON_INSTANCE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield str(other.getsockname()[1])


def test_a_port_that_is_taken_is_one_line_and_status_2(tmp_path: Path, taken_port: str) -> None:
    done = _start(tmp_path, LIAISON_PORT=taken_port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"LIAISON_HOST, LIAISON_PORT: 127.0.0.1:{taken_port}: Address already in use\n"


def test_a_readable_key_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "cookie.key").write_text("x" * 64)
    (tmp_path / "keys" / "cookie.key").chmod(0o644)
    done = _start(tmp_path, LIAISON_PORT=str(free_port()))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "chmod 600" in done.stderr


@pytest.fixture
def terminal() -> Iterator[None]:
    """What is started hears a hang-up, though the run itself may have been started with nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "stop",
    [
        signal.SIGTERM,
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
    ids=lambda stop: stop.name,
)
def test_a_signal_ends_web_and_worker_and_is_no_failure(tmp_path: Path, stop: signal.Signals) -> None:
    folder = tmp_path / "instance"
    subprocess.run(
        [sys.executable, "-m", "flask", "upgrade"],
        cwd=ROOT, env=os.environ | {"LIAISON_INSTANCE": str(folder)}, capture_output=True, check=True,
    )  # fmt: skip
    with serving(folder, workers="1") as site:
        family = site.process.children(recursive=True)
        commands = [" ".join(process.cmdline()) for process in family]
        assert any("gunicorn" in command for command in commands)
        assert any("huey_consumer" in command for command in commands)
        site.process.send_signal(stop)
        gone, left = psutil.wait_procs([site.process, *family], timeout=90)
    assert not left
    assert [process.returncode for process in gone if process.pid == site.process.pid] == [0]
    log = site.log.read_text()
    assert "GET /readyz 200" in log
    assert "Traceback" not in log


def test_no_header_is_believed_because_of_where_it_comes_from(tmp_path: Path) -> None:
    """LIAISON_PROXIES alone says whom to believe; gunicorn would believe all that comes from this machine."""
    assert "--forwarded-allow-ips=" in serve.commands(Settings(instance=tmp_path))["web"].split()
