"""The sign that a restore is under way, or was killed on its way: nobody serves an instance that is half there."""

from pathlib import Path
from typing import Final

STAGE: Final = ".restore"
"""A folder in the instance: what is being restored, until the last step is done."""


def is_unfinished(instance: Path) -> bool:
    """Whether a restore into the instance has not come to its end."""
    return (instance / STAGE).exists()
