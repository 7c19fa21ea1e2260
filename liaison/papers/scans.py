"""A signed and sealed print that was scanned: what may be taken in, read before it is kept, and kept unchanged."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pikepdf
import puremagic
from PIL import Image, ImageFile, UnidentifiedImageError

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_

LARGEST: Final = 20 * 2**20
# A4 at 600 dots an inch has 35 million.
MOST_DOTS: Final = 40_000_000
MOST_PAGES: Final = 500
# Ending -> media type; what a file is, its first bytes say, and its name must not say otherwise.
TYPES: Final = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
ENDINGS: Final = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that was read: its bytes as they came, what they are, and how many pages they show."""

    data: bytes
    ending: str
    media_type: str
    pages: int


def examine(data: bytes, name: str) -> Scan:
    """Find out by its content what a file is, and read it once. Raises RuleBroken on `file`."""
    if not data:
        raise _refused(N_("文件是空的，请重新选择。"))
    if len(data) > LARGEST:
        raise _refused(N_("文件过大：最大20 MB。"))
    ending = _ending(data)
    typed = "." + name.rpartition(".")[2].lower()
    if ending not in TYPES or ENDINGS.get(typed, typed) != ending:
        raise _refused(N_("只能上传 PDF、JPG 或 PNG 文件，且扩展名应与内容一致。"))
    pages = pdf_pages(data) if ending == ".pdf" else picture(data)
    return Scan(data, ending, TYPES[ending], pages)


def _refused(message: str, field: str = "file", **params: object) -> RuleBroken:
    return RuleBroken(message, field=field, **params)


def _ending(data: bytes) -> str:
    try:
        found = puremagic.from_string(data)
    except (puremagic.PureError, ValueError):
        return ""
    return ENDINGS.get(found, found)


def pdf_pages(data: bytes, field: str = "file") -> int:
    """How many pages a PDF has, opened once. Raises RuleBroken on `field`."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise _refused(N_("PDF 文件设有密码，请去掉密码后再上传。"), field) from error
    except (pikepdf.PdfError, ValueError) as error:
        raise _refused(N_("PDF 文件已损坏，无法打开。请重新扫描。"), field) from error
    if not 0 < pages <= MOST_PAGES:
        raise _refused(N_("PDF 文件应有1至%(most)s页。"), field, most=MOST_PAGES)
    return pages


@contextmanager
def _refusing_fragments() -> Iterator[None]:
    """WeasyPrint, where it is loaded, has Pillow show what there is of a picture that was cut off."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def picture(data: bytes, field: str = "file") -> int:
    """Read a picture at an eighth of its size: enough to find it cut off, and little memory. Raises RuleBroken."""
    try:
        with _refusing_fragments(), Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise too_many_dots(field)
            opened.draft(None, (opened.width // 8, opened.height // 8))
            opened.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_dots(field) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _refused(N_("图片已损坏，无法打开。请重新扫描。"), field) from error
    return 1


def too_many_dots(field: str) -> RuleBroken:
    """The refusal of a picture that would fill the memory."""
    return _refused(N_("图片过大：最多4000万像素，A4 纸请按300至600 dpi 扫描。"), field)
