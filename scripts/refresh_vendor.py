"""Fetches the browser assets that are kept in git again, from npm; not part of set-up.

The lock files say what is wanted: to take a new version, change "version" there and run this script; to take another
icon, add its name under "icons". It needs npm and a network, and rewrites the files and their sums.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "liaison/static/vendor/lock.json", ROOT / "tests/vendor/lock.json"]
NO_DRAWING = '<path stroke="none" d="M0 0h24v24H0z" fill="none"/>'


def fetch(package: str, version: str, folder: Path) -> Path:
    """The archive of one package as npm publishes it."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package}@{version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    return folder / name


def read(archive: tarfile.TarFile, path: str) -> bytes:
    """The bytes of one file of the package. Raises KeyError when it has none of that name."""
    member = archive.extractfile(f"package/{path}")
    assert member is not None
    return member.read()


def drawing(svg: str) -> str:
    """What stands between <svg …> and </svg>, on one line, without the invisible frame."""
    inner = svg.split(">", 1)[1].rsplit("</svg>", 1)[0]
    return re.sub(r"\s*\n\s*", "", inner).replace(" />", "/>").replace(NO_DRAWING, "")


def icons(archive: tarfile.TarFile, folder: str, names: list[str]) -> bytes:
    """One JSON of name -> SVG content for the icons we use."""
    table = {name: drawing(read(archive, f"{folder}/{name}.svg").decode()) for name in sorted(names)}
    return (json.dumps(table, indent=1) + "\n").encode()


def refresh(entry: dict[str, Any], target: Path, folder: Path) -> None:
    """Write the files of one lock entry below target, and their sums into the entry."""
    archive_path = fetch(entry["package"], entry["version"], folder)
    entry["archive_sha512"] = hashlib.sha512(archive_path.read_bytes()).hexdigest()
    with tarfile.open(archive_path) as archive:
        manifest = json.loads(read(archive, "package.json"))
        entry["licence"] = manifest["license"]
        for name, file in entry["files"].items():
            if "icons" in file:
                content = icons(archive, file["from"], file["icons"])
            else:
                content = read(archive, file["from"])
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            file["sha256"] = hashlib.sha256(content).hexdigest()
    print(f"{entry['package']} {entry['version']}: {', '.join(entry['files'])}")


def main() -> int:
    for path in LOCKS:
        lock = json.loads(path.read_text())
        with tempfile.TemporaryDirectory() as folder:
            for entry in lock["packages"]:
                refresh(entry, path.parent, Path(folder))
        path.write_text(json.dumps(lock, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
