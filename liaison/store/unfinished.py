"""The signs that a restore or an upgrade is under way, or was killed on its way: nobody serves what is half there."""

import json
from pathlib import Path
from typing import Final

STAGE: Final = ".restore"
"""A folder in the instance: what is being restored, until the last step is done."""
UPGRADE: Final = "upgrade.json"
"""A file in the instance: where the last upgrade began, and whether it came to its end."""


def is_unfinished(instance: Path) -> bool:
    """Whether a restore into the instance has not come to its end."""
    return (instance / STAGE).exists()


def is_upgrade_unfinished(instance: Path) -> bool:
    """Whether an upgrade of the instance has not come to its end."""
    path = instance / UPGRADE
    return path.exists() and not json.loads(path.read_text())["is_done"]
