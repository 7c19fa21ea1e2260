"""A live site for journeys and measurements: the demonstration city in a scratch folder, served by the real server."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
STOP_SECONDS = 40
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Site:
    """A site that answers at `url`; its data are in `folder`, its own words in `log`."""

    url: str
    folder: Path
    process: psutil.Process
    log: Path

    @property
    def web(self) -> list[psutil.Process]:
        """The processes that answer requests: the children of gunicorn's master."""
        masters = [child for child in self.process.children(recursive=True) if "app:app" in child.cmdline()]
        pids = {master.pid for master in masters}
        return [master for master in masters if master.ppid() in pids]


def load_city(folder: Path) -> None:
    """Fill an empty instance folder with the demonstration city. Raises RuntimeError with what the command said."""
    flask(folder, "demo", "load")


@cache
def accounts(folder: Path) -> list[dict[str, Any]]:
    """The demonstration accounts, as the operator sees them; asked once a folder."""
    return list(json.loads(flask(folder, "demo", "accounts", "--json")))


def passwords(folder: Path) -> dict[str, str]:
    """Password by username."""
    return {account["username"]: account["password"] for account in accounts(folder)}


def second_factor(folder: Path, username: str) -> str:
    """The secret of an account's second factor; "" for none."""
    return next(account["totp_secret"] or "" for account in accounts(folder) if account["username"] == username)


@contextmanager
def serving(folder: Path, *, within: Sequence[str] = (), **settings: str) -> Iterator[Site]:
    """Web processes and worker on a free port until the block ends; none of them is left afterwards.

    `settings` are names of the contract without their prefix: workers="1". `within`: a command that starts the server
    in its own place, as `unshare` does. Raises RuntimeError when the site does not come up, or when a process outlives
    its stop.
    """
    port = int(settings.pop("port", 0)) or free_port()
    log = folder.with_name(folder.name + ".log")
    environment = _environment(folder, port=str(port), **settings)
    with log.open("wb") as words:
        started = subprocess.Popen(
            [*within, sys.executable, "-m", "liaison.serve"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(f"http://127.0.0.1:{port}", folder, psutil.Process(started.pid), log)
    try:
        _wait_until_ready(site, started)
        yield site
    finally:
        _stop(started, folder)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def flask(folder: Path, *arguments: str, **settings: str) -> str:
    """What a command prints. Raises RuntimeError with its words when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=ROOT,
        env=_environment(folder, **settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"flask {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def _environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment without the operator's own settings, which would point at another instance."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    return (
        kept
        | {"LIAISON_INSTANCE": str(folder)}
        | {f"LIAISON_{name.upper()}": value for name, value in settings.items()}
    )


def _wait_until_ready(site: Site, started: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up_at and started.poll() is None:
        try:
            with urlopen(f"{site.url}/readyz", timeout=START_SECONDS):  # noqa: S310 - an http address of our own
                return
        except (URLError, ConnectionError):
            time.sleep(POLL_SECONDS)
    raise RuntimeError(f"the site did not come up:\n{site.log.read_text(errors='replace')}")


def _stop(started: subprocess.Popen[bytes], folder: Path) -> None:
    family = _processes_of(folder)
    if started.poll() is None:
        started.send_signal(signal.SIGTERM)
    _gone, left = psutil.wait_procs(list(family), timeout=STOP_SECONDS)
    for process in left:
        process.kill()
    started.wait()
    if left:
        raise RuntimeError(f"still running after the stop: {[family[process] for process in left]}")


def _processes_of(folder: Path) -> dict[psutil.Process, list[str]]:
    """Whoever was started with this instance folder, with the command; found by it even when the parent has died."""
    found = {}
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("LIAISON_INSTANCE") == str(folder):
                found[process] = process.cmdline()
    return found
