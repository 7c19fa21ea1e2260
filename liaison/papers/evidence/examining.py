"""What a file is, by its first bytes and what it holds, before anything of it is kept; refused in one sentence."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pi_heif

from liaison.core.file_kinds import KINDS, MEGABYTE, RECORDINGS, FileKind, kind_named
from liaison.core.messages import N_
from liaison.papers import scans
from liaison.papers.evidence.containers import media_kind, ole_kind, package_kind, refused

HEAD_BYTES: Final = 4096
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MPEG_SOUND: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]")
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be; `pages` 0 where it has none."""

    kind: FileKind
    pages: int = 0


def examine(data: bytes, name: str) -> Examined:
    """Find out what a file is and open it once. Raises RuleBroken on `files`."""
    kind = recognise(data[:HEAD_BYTES], len(data), name, lambda: data)
    if kind in READERS:
        return Examined(kind, READERS[kind](data))
    return Examined(kind)


def recognise(head: bytes, size: int, name: str, whole: Callable[[], bytes]) -> FileKind:
    """Say what the file is, if its name says the same. Raises RuleBroken on `files`.

    `whole` gives all of it, and is asked only where the beginning does not tell.
    """
    named = kind_named(name)
    if named is None:
        raise refused(N_("不能接收这种文件。可以上传 PDF、图片、Word、Excel、文本、OFD 和录音录像文件。"))
    if not size:
        raise refused(N_("文件是空的，请重新选择。"))
    if size > KINDS[named].most_bytes:
        raise refused(N_("文件过大：最大%(n)s MB。"), n=KINDS[named].most_bytes // MEGABYTE)
    kind = _by_content(head, named, whole)
    if kind is not named:
        raise refused(N_("文件内容与扩展名不一致，请核对后重新选择。"))
    if kind not in RECORDINGS | {FileKind.DOCX, FileKind.XLSX, FileKind.OFD} and _carries_a_package(whole()):
        raise refused(N_("文件中夹带了另一种格式的内容，不能接收。"))
    return kind


def text_of(data: bytes) -> str | None:
    """The text of a plain file in UTF-8 or GB 18030; None if it is none."""
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROLS.search(text) else text
    return None


def _by_content(head: bytes, named: FileKind, whole: Callable[[], bytes]) -> FileKind | None:
    if head[4:8] == b"ftyp":
        return media_kind(head, named)
    for beginning, find in BEGINNINGS:
        if head.startswith(beginning):
            return find(whole) if callable(find) else find
    if MPEG_SOUND.match(head):
        return FileKind.MP3
    return FileKind.TXT if named is FileKind.TXT and text_of(whole()) is not None else None


BEGINNINGS: Final[tuple[tuple[bytes, FileKind | Callable[[Callable[[], bytes]], FileKind | None]], ...]] = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"ID3", FileKind.MP3),
    (b"PK\x03\x04", lambda whole: package_kind(whole())),
    (OLE, lambda whole: ole_kind(whole())),
)


def _carries_a_package(data: bytes) -> bool:
    """Whether a zip package hangs on the end: read from there, the file would be another one."""
    return zipfile.is_zipfile(io.BytesIO(data))


def _photo(data: bytes) -> int:
    """Read the size of a telephone's photo; it is decoded in the worker, since no small version of it can be read."""
    try:
        width, height = pi_heif.open_heif(data).size
    except (ValueError, OSError, EOFError, RuntimeError) as error:
        raise refused(N_("图片已损坏，无法打开。请重新选择。")) from error
    if width * height > scans.MOST_DOTS:
        raise scans.too_many_dots("files")
    return 1


READERS: Final[dict[FileKind, Callable[[bytes], int]]] = {
    FileKind.PDF: lambda data: scans.pdf_pages(data, "files"),
    FileKind.JPG: lambda data: scans.picture(data, "files"),
    FileKind.PNG: lambda data: scans.picture(data, "files"),
    FileKind.HEIC: _photo,
}
