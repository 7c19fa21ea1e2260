"""Metadata of pictures that lie inside other files, taken out without touching a dot of the picture itself."""

import struct
from typing import Final

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
# APP1 (EXIF with GPS and thumbnail, XMP), APP3 to APP13 (Photoshop, IPTC, makers' own), APP15, comments.
# APP0, APP2 and APP14 say how the colours are to be read.
DROPPED_SEGMENTS: Final = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
KEPT_CHUNKS: Final = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT",
}  # fmt: skip
START_OF_SCAN: Final = 0xDA
WITHOUT_LENGTH: Final = {0x01, *range(0xD0, 0xD9)}


def without_metadata(data: bytes) -> bytes:
    """The same picture without EXIF, XMP, comments and thumbnails; what is neither JPEG nor PNG comes back as it is."""
    if data.startswith(JPEG):
        return _jpeg(data)
    return _png(data) if data.startswith(PNG) else data


def _jpeg(data: bytes) -> bytes:
    kept, place = bytearray(JPEG), 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            break
        marker = data[place + 1]
        if marker == START_OF_SCAN:
            end = data.rfind(b"\xff\xd9")
            # What follows the end of the picture (a second, smaller one, a video) is left out.
            return bytes(kept + data[place : _end_of_picture(data, place, end)])
        if marker in WITHOUT_LENGTH or marker == 0xFF:
            kept += data[place : place + (1 if marker == 0xFF else 2)]
            place += 1 if marker == 0xFF else 2
            continue
        length = 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker not in DROPPED_SEGMENTS:
            kept += data[place : place + length]
        place += length
    return bytes(kept + data[place:])


def _end_of_picture(data: bytes, scan: int, last: int) -> int:
    """Where the picture ends: its first end marker outside of a length-bearing segment, else the last one."""
    place = scan
    while (place := data.find(b"\xff", place)) != -1 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == 0xD9:
            return place + 2
        if marker == 0x00 or marker == 0xFF or marker in WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        if place + 4 > len(data):
            break
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return last + 2 if last != -1 else len(data)


def _png(data: bytes) -> bytes:
    kept, place = bytearray(PNG), len(PNG)
    while place + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        end = place + 12 + length
        if name in KEPT_CHUNKS:
            kept += data[place:end]
        if name == b"IEND":
            break
        place = end
    return bytes(kept)
