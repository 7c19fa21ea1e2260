"""What pip does not bring: the system libraries of the PDF engine, looked for before the first paper needs them."""

import ctypes
import shutil
from typing import Final

LIBRARIES: Final = {
    "libpango-1.0.so.0": ("libpango-1.0-0", "no PDF can be made"),
    "libpangoft2-1.0.so.0": ("libpangoft2-1.0-0", "no PDF can be made"),
    # WeasyPrint says nothing of this one and subsets fonts in Python instead.
    "libharfbuzz-subset.so.0": ("libharfbuzz-subset0", "minutes take 19 seconds instead of half a second"),
}
PROGRAMS: Final = {"fc-list": ("fontconfig", "installed fonts cannot be found")}


def check_libraries() -> list[str]:
    """One line for each thing that is missing, with its Debian package; an empty list when all is there."""
    absent = [(name, *LIBRARIES[name]) for name in LIBRARIES if not _loads(name)]
    absent += [(name, *PROGRAMS[name]) for name in PROGRAMS if shutil.which(name) is None]
    return [f"{name} is missing: {effect}. Install it: apt-get install {package}" for name, package, effect in absent]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
