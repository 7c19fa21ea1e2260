"""Serves the site in the foreground: the web processes and the worker, side by side, until a signal."""

import os
import shlex
import signal
import socket
import sys
from functools import partial
from pathlib import Path

from honcho.manager import SIGNALS, Manager
from honcho.process import Popen

from liaison.config import ROOT, Settings, SettingsError, load, secret_key
from liaison.papers.libraries import check_libraries
from liaison.store.served import serving
from liaison.store.unfinished import is_unfinished, is_upgrade_unfinished

REQUESTS_PER_WORKER = 5000
MOST_WAITING = 2048
SYSTEMD_FD = 3
STOPPED_BY_SIGNAL = {row["rc"] for row in SIGNALS.values()}


def commands(settings: Settings, bind: str = "") -> dict[str, str]:
    """The two commands; `bind`: what to listen at, the address of the settings unless told otherwise. Web processes are
    recycled after some thousand requests, not all at once.

    Each takes the place of the shell that honcho starts it with, so that a signal finds the process itself.
    """
    scripts = Path(sys.executable).parent
    web = [
        str(scripts / "gunicorn"),
        "app:app",
        f"--chdir={ROOT}",
        f"--bind={bind or settings.address}",
        f"--workers={settings.workers}",
        f"--threads={settings.threads}",
        "--worker-class=gthread",
        "--preload",
        f"--max-requests={REQUESTS_PER_WORKER}",
        f"--max-requests-jitter={REQUESTS_PER_WORKER // 10}",
        # Headers of proxies are believed by LIAISON_PROXIES alone (factory.py), not because they come from here.
        "--forwarded-allow-ips=",
        "--no-control-socket",
        "--log-level=warning",
    ]
    # Two threads: mail and short jobs go on beside a long report.
    worker = [str(scripts / "huey_consumer"), "liaison.worker.queue", "--workers=2", "--max-delay=1", "--quiet"]
    return {name: f"exec {shlex.join(command)}" for name, command in (("web", web), ("worker", worker))}


def main() -> int:
    """Run both until one ends or a signal comes; gives the exit status: 0 after a signal, 2 where it cannot start."""
    try:
        settings = load()
        secret_key(settings)
        check_whole(settings)
        door = listen(settings)
    except (SettingsError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - what the operator reads
        return 2
    manager = Manager()
    for name, command in commands(settings, f"fd://{door.fileno()}").items():
        process = manager.add_process(name, command, cwd=str(ROOT))
        # The socket is ours: it stays open while web processes come and go. honcho closes all others.
        process._child_ctor = partial(Popen, pass_fds=(door.fileno(),))
    for line in check_libraries():
        print(f"warning: {line}", file=sys.stderr, flush=True)  # noqa: T201 - what the operator reads
    print(f"liaison: {settings.public_url}", flush=True)  # noqa: T201 - what the operator reads
    stop_at_hang_up()
    with serving(settings.folder):
        manager.loop()
    return 0 if manager.returncode in STOPPED_BY_SIGNAL else int(manager.returncode or 0)


def check_whole(settings: Settings) -> None:
    """Raises SettingsError when a restore or an upgrade was killed on its way: half an instance must serve nobody."""
    if is_unfinished(settings.folder):
        raise SettingsError(
            f"{settings.folder}: a restore is under way or was interrupted: run `flask backup restore FILE` again"
        )
    if is_upgrade_unfinished(settings.folder):
        raise SettingsError(
            f"{settings.folder}: an upgrade is under way or was interrupted: run `make upgrade` to go on with it, or "
            "`flask upgrade --back` to go back"
        )


def listen(settings: Settings) -> socket.socket:
    """The socket that systemd holds for us, which keeps who calls during a restart waiting, or one of our own.

    Raises SettingsError when nobody can listen at the address: it is taken, or it is not this machine's.
    """
    if os.environ.pop("LISTEN_PID", "") == str(os.getpid()) and os.environ.pop("LISTEN_FDS", ""):
        return socket.socket(fileno=SYSTEMD_FD)
    door = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
        door.listen(MOST_WAITING)
    except OSError as error:
        door.close()
        raise SettingsError(f"LIAISON_HOST, LIAISON_PORT: {settings.address}: {error.strerror}") from None
    return door


def stop_at_hang_up() -> None:
    """A terminal that is closed stops the site as Ctrl-C does, unless it was started with nohup."""
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


if __name__ == "__main__":
    sys.exit(main())
