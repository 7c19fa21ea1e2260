"""The browser assets in git are what their lock files say, checked without a network."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["liaison/static/vendor", "tests/vendor"]
OPEN_LICENCES = {"0BSD", "Apache-2.0", "MIT", "MPL-2.0"}
MEND = "run scripts/refresh_vendor.py, never edit a vendored file"


def packages(folder: str) -> list[dict[str, Any]]:
    locked: list[dict[str, Any]] = json.loads((ROOT / folder / "lock.json").read_text())["packages"]
    return locked


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_vendored_file_is_the_one_that_was_locked(folder):
    for entry in packages(folder):
        for name, file in entry["files"].items():
            found = hashlib.sha256((ROOT / folder / name).read_bytes()).hexdigest()
            assert found == file["sha256"], f"{folder}/{name} is not what {entry['package']} published: {MEND}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_vendored_file_is_missing_from_the_lock(folder):
    locked = {name for entry in packages(folder) for name in entry["files"]}
    present = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert present - {"lock.json"} == locked, f"add the file to {folder}/lock.json, or remove it"


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_package_names_its_source_and_an_open_licence(folder):
    for entry in packages(folder):
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"]), f"{entry['package']}: pin one version"
        assert re.fullmatch(r"[0-9a-f]{128}", entry["archive_sha512"]), f"{entry['package']}: {MEND}"
        assert entry["licence"] in OPEN_LICENCES, f"{entry['package']}: is {entry['licence']} a licence we may ship?"
        assert any(name.startswith("licences/") for name in entry["files"]), f"{entry['package']}: no licence text"


def test_icons_are_plain_drawings():
    icons = json.loads((ROOT / "liaison/static/vendor/icons.json").read_text())
    for name, drawing in icons.items():
        elements = re.findall(r"<(\w+)", drawing)
        assert elements, f"{name} is empty: {MEND}"
        assert set(elements) <= {"path", "circle", "line", "rect"}, f"{name} holds more than a drawing"
        assert "style" not in drawing, f"{name}: the content security policy forbids style attributes"


def test_each_icon_named_in_a_template_is_vendored():
    icons = json.loads((ROOT / "liaison/static/vendor/icons.json").read_text())
    for template in sorted((ROOT / "templates").rglob("*.html")):
        for name in re.findall(r"""\bicon\(\s*["']([a-z0-9-]+)["']""", template.read_text()):
            assert name in icons, f"{template.name}: add {name} under icons in vendor/lock.json; {MEND}"
