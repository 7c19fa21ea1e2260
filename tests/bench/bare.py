"""The baseline: a Flask application with one route that does nothing, under the same server."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from flask import Flask

from liaison.config import Settings
from liaison.serve import commands
from tests.bench.calls import PATIENCE, POLL_SECONDS, Caller, all_of
from tests.bench.rounds import Target
from tests.live import ROOT, free_port

app = Flask(__name__)


@app.get("/")
def bare() -> str:
    """The least that Flask can answer."""
    return "ok"


@contextmanager
def serving_bare(folder: Path) -> Iterator[Target]:
    """A caller of the bare route and the processes that answer it, started with the site's own command line."""
    settings = Settings(instance=folder, port=free_port())
    command = commands(settings)["web"].replace("app:app", f"{__name__}:app")
    with subprocess.Popen(["/bin/sh", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL) as master:
        try:
            caller = Caller(settings.public_url)
            _wait_until_ready(caller)
            yield Target(caller, all_of(psutil.Process(master.pid).children, settings.workers))
        finally:
            master.terminate()


def _wait_until_ready(caller: Caller) -> None:
    for _ in range(PATIENCE):
        try:
            caller.call("/")
        except ConnectionError:
            caller.reconnect()
            time.sleep(POLL_SECONDS)
        else:
            return
    raise RuntimeError("the bare route did not come up")
