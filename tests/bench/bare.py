"""The baselines: a Flask application with a route that does nothing and one that stores a form; the same server."""

import json
import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from flask import Flask, request

from liaison.config import Settings
from liaison.serve import commands
from tests.bench.calls import PATIENCE, POLL_SECONDS, Caller, all_of
from tests.bench.rounds import Target
from tests.live import ROOT, free_port

WRITING = "/write"
DATABASE = "BARE_DATABASE"

app = Flask(__name__)
_kept = threading.local()


@app.get("/")
def bare() -> str:
    """The least that Flask can answer."""
    return "ok"


@app.post(WRITING)
def write() -> str:
    """The least that storing a form durably takes: one row, one transaction, WAL and FULL."""
    values = json.dumps(request.form.to_dict())
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO form (data) VALUES (?)", (values,))
    connection.execute("COMMIT")
    return "ok"


def _connection() -> sqlite3.Connection:
    """One for each thread, kept as the site keeps its own."""
    if not hasattr(_kept, "connection"):
        _kept.connection = sqlite3.connect(os.environ[DATABASE], isolation_level=None, timeout=10)
        _kept.connection.execute("PRAGMA synchronous=FULL")
    return _kept.connection


@contextmanager
def serving_bare(folder: Path) -> Iterator[Target]:
    """A caller of the bare route and the processes that answer it, started with the site's own command line."""
    settings = Settings(instance=folder, port=free_port())
    command = commands(settings)["web"].replace("app:app", f"{__name__}:app")
    environment = {**os.environ, DATABASE: str(_database(folder))}
    with subprocess.Popen(["/bin/sh", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL, env=environment) as master:
        try:
            caller = Caller(settings.public_url)
            _wait_until_ready(caller)
            yield Target(caller, all_of(psutil.Process(master.pid).children, settings.workers))
        finally:
            master.terminate()


def _database(folder: Path) -> Path:
    place = folder / "bare.db"
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS form (id INTEGER PRIMARY KEY, data TEXT)")
    connection.commit()
    connection.close()
    return place


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
