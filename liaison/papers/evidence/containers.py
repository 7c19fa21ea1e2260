"""What lies in the families of formats: zip packages, OLE files, ISO media. Looked into, never unpacked whole."""

import io
import zipfile
from typing import Final

import olefile

from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import MEGABYTE, SHEET_TYPE, WORD_TYPE, FileKind
from liaison.core.messages import N_

MOST_PARTS: Final = 5000
MOST_UNPACKED: Final = 300 * MEGABYTE
MOST_TYPES: Final = 2 * MEGABYTE
PHOTO_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
SOUND_BRANDS: Final = {b"M4A ", b"M4B ", b"M4P "}
# Video, and what telephones write for either; the ending then says which of the two it is.
MEDIA_BRANDS: Final = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash", b"3gp4", b"3gp5",
}  # fmt: skip
TYPES_PART: Final = "[Content_Types].xml"


def refused(message: str, **params: object) -> RuleBroken:
    """The refusal of a file, for the field of the form that brought it."""
    return RuleBroken(message, field="files", **params)


def package_kind(data: bytes) -> FileKind | None:
    """Word, a spreadsheet or OFD, by the parts of a zip package. Raises RuleBroken for bombs and broken ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise refused(N_("文件展开后过大，不能接收。请拆分或另存后再上传。"))
            names = {info.filename for info in infos}
            if "OFD.xml" in names:
                return FileKind.OFD
            if TYPES_PART not in names:
                return None
            if package.getinfo(TYPES_PART).file_size > MOST_TYPES:
                raise refused(N_("文件展开后过大，不能接收。请拆分或另存后再上传。"))
            # Each part is read to its end once: a broken or lying one is found here, and not when somebody opens it.
            if package.testzip() is not None:
                raise zipfile.BadZipFile
            types = package.read(TYPES_PART).decode("utf-8", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refused(N_("文件已损坏，无法打开。请重新保存后再上传。")) from error
    return _office_kind(types, names)


def _office_kind(types: str, names: set[str]) -> FileKind | None:
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refused(N_("文件含有宏，不能接收。请另存为不含宏的格式后再上传。"))
    if f"{WORD_TYPE}.main+xml" in types:
        return FileKind.DOCX
    return FileKind.XLSX if f"{SHEET_TYPE}.main+xml" in types else None


def ole_kind(data: bytes) -> FileKind | None:
    """A Word file of the old format; what is locked with a password hides in the same container."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                raise refused(N_("文件设有密码，请去掉密码后再上传。"))
            return FileKind.DOC if container.exists("WordDocument") else None
    except (OSError, ValueError, IndexError) as error:
        raise refused(N_("文件已损坏，无法打开。请重新保存后再上传。")) from error


def media_kind(head: bytes, named: FileKind | None) -> FileKind | None:
    """A photo, a sound recording or a video, by the brand of an ISO container (ISO/IEC 14496-12)."""
    brand = head[8:12]
    if brand in PHOTO_BRANDS:
        return FileKind.HEIC
    if brand in SOUND_BRANDS:
        return FileKind.M4A
    if brand in MEDIA_BRANDS:
        return FileKind.M4A if named is FileKind.M4A else FileKind.MP4
    return None
