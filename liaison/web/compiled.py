"""Compiled templates kept from one start to the next: the first look at a page need not wait for its template."""

from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps them in a folder, made when there is something to keep; a template that changed is compiled anew.

    They are a convenience: where nothing can be written, as on a full disk, pages are shown all the same.
    """

    def __init__(self, folder: Path) -> None:
        """Keep them in this folder, which only the site's own account may write."""
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from what is kept, if anything is and can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, exist_ok=True)
            super().dump_bytecode(bucket)
