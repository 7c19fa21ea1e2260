"""The name of a file as it is kept: its last part, cleaned at the one door, cut so that every disk can hold it."""

from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.text import clean

# Disks take names of 255 bytes; what saves a download may add to it.
MOST_BYTES: Final = 180
REFUSED: Final = '<>:"|?*'


def kept_name(name: str) -> str:
    r"""Give the name without folders ("C:\fakepath\" too), at most 180 bytes, its ending kept.

    Raises RuleBroken on `files` for what cannot be shown truly, such as characters that turn the direction of writing
    round: "fdp.exe" would read as "exe.pdf".
    """
    try:
        plain = clean(name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    except RuleBroken as broken:
        raise RuleBroken(N_("文件名含有看不见的控制字符，请改名后再上传。"), field="files") from broken
    plain = plain.translate(dict.fromkeys(map(ord, REFUSED), "_"))
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem.strip(". "):
        raise RuleBroken(N_("文件名不完整，请改名并保留扩展名后再上传。"), field="files")
    room = MOST_BYTES - len(f".{ending}".encode())
    if room < 1:
        raise RuleBroken(N_("文件名不完整，请改名并保留扩展名后再上传。"), field="files")
    return f"{_cut(stem, room)}.{ending}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text in so many bytes, never through the middle of a character."""
    return text.encode()[:most].decode(errors="ignore")
