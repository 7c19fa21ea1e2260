"""Names that outlive a power cut: a file that was made, renamed or removed is so for good once its folder is synced."""

import os
from pathlib import Path


def sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
