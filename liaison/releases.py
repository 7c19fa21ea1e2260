"""The versions that were released and their schema: what an upgrade comes from, and where its way back leads."""

from collections.abc import Mapping
from typing import Final

RELEASES: Final[Mapping[str, str]] = {"0.1.0": "0001"}
"""Version: the last migration that it has. Whoever releases adds a line, a heading in CHANGELOG.md, and data of that
version in `tests/upgrades/` (a test says how)."""


def version_of(revision: str) -> str:
    """The code that goes with a schema, in words."""
    for version, head in RELEASES.items():
        if head == revision:
            return version
    return f"whose last migration is {revision}"
