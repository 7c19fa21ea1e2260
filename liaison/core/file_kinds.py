"""THE table of what may be handed in: endings, media types, limits, and whether a copy for others can be made."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison.core.messages import N_

MEGABYTE: Final = 2**20
LARGEST: Final = 20 * MEGABYTE
LARGEST_RECORDING: Final = 200 * MEGABYTE


class FileKind(StrEnum):
    """What a file is, found out by its content."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    HEIC = "heic"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    TXT = "txt"
    OFD = "ofd"
    M4A = "m4a"
    MP3 = "mp3"
    MP4 = "mp4"


@dataclass(frozen=True, slots=True)
class Traits:
    """What the house knows of a kind. `copy_ending`: of the copy for others, "" where none can be made.

    `has_pictures`: its pages are shown as pictures. `is_recording`: large, kept in pieces, never opened.
    """

    label: str
    media_type: str
    copy_ending: str = ""
    has_pictures: bool = False
    is_recording: bool = False

    @property
    def most_bytes(self) -> int:
        """How large it may be."""
        return LARGEST_RECORDING if self.is_recording else LARGEST


OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
WORD_TYPE, SHEET_TYPE = f"{OPEN_XML}wordprocessingml.document", f"{OPEN_XML}spreadsheetml.sheet"
KINDS: Final[dict[FileKind, Traits]] = {
    FileKind.PDF: Traits(N_("PDF 文件"), "application/pdf", ".pdf", has_pictures=True),
    FileKind.JPG: Traits(N_("图片"), "image/jpeg", ".jpg", has_pictures=True),
    FileKind.PNG: Traits(N_("图片"), "image/png", ".png", has_pictures=True),
    FileKind.HEIC: Traits(N_("图片"), "image/heic", ".jpg", has_pictures=True),
    FileKind.DOCX: Traits(N_("Word 文件"), WORD_TYPE, ".docx"),
    FileKind.DOC: Traits(N_("Word 文件（旧格式）"), "application/msword"),
    FileKind.XLSX: Traits(N_("电子表格"), SHEET_TYPE, ".xlsx"),
    FileKind.TXT: Traits(N_("文本文件"), "text/plain", ".txt"),
    FileKind.OFD: Traits(N_("OFD 文件"), "application/ofd"),
    FileKind.M4A: Traits(N_("录音"), "audio/mp4", is_recording=True),
    FileKind.MP3: Traits(N_("录音"), "audio/mpeg", is_recording=True),
    FileKind.MP4: Traits(N_("录像"), "video/mp4", is_recording=True),
}
ENDINGS: Final = {
    **{f".{kind.value}": kind for kind in FileKind},
    ".jpeg": FileKind.JPG, ".jpe": FileKind.JPG, ".jfif": FileKind.JPG, ".heif": FileKind.HEIC,
}  # fmt: skip
ACCEPT: Final = ",".join(ENDINGS)
RECORDINGS: Final = frozenset(kind for kind, traits in KINDS.items() if traits.is_recording)


def kind_named(name: str) -> FileKind | None:
    """What the ending of a name says, None for one that is not taken."""
    return ENDINGS.get("." + name.rpartition(".")[2].lower()) if "." in name else None
