"""What operators are given, tried on loopback: units, https behind a proxy, a restart, several processes with Redis."""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from liaison.config import Settings
from liaison.factory import create_app
from liaison.store import backup_runs, jobs
from liaison.store import unit as unit_of_work
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from tests.bench.calls import TOKEN
from tests.database import postgresql_url
from tests.live import ROOT, free_port, serving
from tests.trust.lodging import KEPT, Lodger, assert_whole, found_site

SAMPLES: Final = ROOT / "docs/operation"
MOST_EXPOSED: Final = 3.0
"""Of ten, as systemd counts what a service could still reach."""
LODGERS: Final = 3
ADDRESS_LIMIT: Final = 20
Note = Callable[[str, object], None]
pytestmark = pytest.mark.long


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The units with the paths of this machine."""
    for name in ("liaison.service", "liaison.socket"):
        words = (SAMPLES / name).read_text(encoding="utf-8").replace("/srv/liaison", str(ROOT))
        (tmp_path / name).write_text(words.replace("User=liaison\nGroup=liaison\n", ""), encoding="utf-8")
    return tmp_path / "liaison.service"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_units_are_understood_and_closed(unit: Path, record_property: Note) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "liaison" in line]
    assert (done.returncode, said) == (0, [])
    judged = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=yes", str(unit)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    exposure = float(judged.rpartition("liaison.service: ")[2].split()[0])
    assert exposure <= MOST_EXPOSED, judged
    record_property("measured", f"units verified, exposure {exposure} of 10")


def test_a_restart_behind_a_kept_socket_loses_no_request(tmp_path: Path, record_property: Note) -> None:
    """The socket is kept by somebody else, as systemd does; the site is stopped and started while people lodge."""
    folder = tmp_path / "instance"
    found_site(folder)
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        site = _started_behind(door, folder, tmp_path / "log")
        lodgers = [Lodger(url).sign_in() for _ in range(LODGERS)]
        is_over = threading.Event()
        crowd = [threading.Thread(target=_lodge, args=(lodger, is_over)) for lodger in lodgers]
        for one in crowd:
            one.start()
        for _ in range(3):
            time.sleep(1)
            site.send_signal(signal.SIGTERM)
            assert site.wait(60) == 0
            site = _started_behind(door, folder, tmp_path / "log")
        is_over.set()
        for one in crowd:
            one.join()
        site.send_signal(signal.SIGTERM)
        site.wait(60)
    acknowledged, kept = assert_whole(folder, lodgers)
    answers = sum((lodger.answers for lodger in lodgers[1:]), lodgers[0].answers)
    assert set(answers) == {KEPT}, f"a request failed over a restart: {answers}"
    assert acknowledged == kept
    record_property("measured", f"3 restarts, {kept} requests meanwhile, 0 failed")


def _lodge(lodger: Lodger, is_over: threading.Event) -> None:
    while not is_over.is_set():
        lodger.send(lodger.form())


def _started_behind(door: socket.socket, folder: Path, log: Path) -> "subprocess.Popen[bytes]":
    """The server on a socket handed over as systemd hands it over; returns when it answers."""
    handed = ["bash", "-c", f'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3<&{door.fileno()}', "sh"]
    with log.open("ab") as words:
        started = subprocess.Popen(
            [*handed, sys.executable, "-m", "liaison.serve"],
            cwd=ROOT, env=os.environ | {"LIAISON_INSTANCE": str(folder)}, pass_fds=(door.fileno(),),
            stdin=subprocess.DEVNULL, stdout=words, stderr=words,
        )  # fmt: skip
    with urlopen(f"http://127.0.0.1:{door.getsockname()[1]}/readyz", timeout=60) as answer:
        assert answer.status == 200
    return started


@contextmanager
def _nginx(folder: Path, site_port: int) -> Iterator[int]:
    """The sample in front of a site, with a certificate of its own; gives the port of https."""
    port, plain = free_port(), free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    sample = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "127.0.0.1:8000": f"127.0.0.1:{site_port}",
        "liaison.example.org": "localhost",
        "/etc/liaison/certificate.pem": str(folder / "certificate.pem"),
        "/etc/liaison/certificate.key": str(folder / "key.pem"),
    }.items():
        assert old in sample
        sample = sample.replace(old, new)
    kept = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {folder}/pid; error_log {folder}/error.log; events {{}}\nhttp {{ {kept}\n{sample}\n}}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command, env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin"}) as server:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()


def _ask(
    port: int, method: str, path: str, body: str = "", source: str = "127.0.0.1", **headers: str
) -> tuple[int, http.client.HTTPMessage, str]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, source_address=(source, 0), timeout=60)
    try:
        sent = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded", **headers}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.skipif(not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), reason="nginx is not installed")
def test_behind_the_proxy_cookies_are_secure_and_addresses_right(tmp_path: Path, record_property: Note) -> None:
    found_site(tmp_path / "instance")
    port = free_port()
    with (
        serving(tmp_path / "instance", port=str(port), public_url="https://localhost", proxies="1", workers="1"),
        _nginx(tmp_path, port) as https,
    ):
        status, headers, page = _ask(https, "GET", "/login")
        cookie = headers["Set-Cookie"]
        assert status == 200
        assert headers["Strict-Transport-Security"]
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        token = TOKEN.search(page)
        assert token is not None
        form = f"csrf_token={token[1]}&password=wrong-wrong-wrong&username="
        kept = cookie.split(";")[0]
        for turn in range(ADDRESS_LIMIT):
            spoofed = {"X-Forwarded-For": f"203.0.113.{turn}", "Cookie": kept}
            assert _ask(https, "POST", "/login", f"{form}nobody{turn}", **spoofed)[0] == 422
        waits = _ask(https, "POST", "/login", f"{form}somebody", **{"X-Forwarded-For": "203.0.113.99", "Cookie": kept})
        other = _ask(https, "POST", "/login", f"{form}somebody", source="127.0.0.2", Cookie=kept)
        assert (waits[0], other[0]) == (429, 422), "the address is the one that nginx saw, whatever a visitor claims"
    record_property("measured", "nginx with https: HSTS, secure cookies, addresses that cannot be claimed")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="Redis is not installed")
def test_several_processes_on_postgresql_with_jobs_through_redis(
    tmp_path: Path, worker_id: str, record_property: Note
) -> None:
    url = postgresql_url(f"{worker_id}_operated")
    folder = tmp_path / "instance"
    app = create_app(Settings(instance=folder, database_url=url))
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("drop schema public cascade; create schema public"))
        db.engine.dispose()
    found_site(folder, database_url=url)
    redis_port = free_port()
    command = ["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as redis:
        try:
            _work_together(folder, url, f"redis://127.0.0.1:{redis_port}/0")
        finally:
            redis.terminate()
    record_property("measured", "4 web processes on PostgreSQL: 60 at once kept once; a job through Redis done at once")


def _work_together(folder: Path, url: str, queue_url: str) -> None:
    settings = {"database_url": url, "queue_url": queue_url, "backup_passphrase": "correct horse battery"}
    with serving(folder, workers="4", **settings) as site:
        lodgers = [Lodger(site.url).sign_in() for _ in range(6)]
        crowd = [threading.Thread(target=_send_ten, args=(one,)) for one in lodgers]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        app = create_app(Settings(instance=folder, **settings))  # type: ignore[arg-type]
        with app.app_context():
            with unit_of_work.transaction():
                job_id = jobs.enqueue(backup_runs.CREATE, None).id
            _wait_for(job_id)
            db.session.remove()
            db.engine.dispose()
    acknowledged, kept = assert_whole(folder, lodgers, database_url=url)
    assert acknowledged == kept == 60


def _send_ten(lodger: Lodger) -> None:
    for _ in range(10):
        lodger.send(lodger.form())


def _wait_for(job_id: str) -> None:
    """Long before the worker would look for lost jobs by itself."""
    give_up_at = time.monotonic() + 45
    while (status := db.session.get_one(Job, job_id).status) not in {JobStatus.DONE, JobStatus.FAILED}:
        assert time.monotonic() < give_up_at, "the job did not come through the queue"
        db.session.rollback()
        time.sleep(0.2)
    assert status == JobStatus.DONE
