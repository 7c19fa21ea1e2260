"""Files as people hand them in, full of what betrays who made them: author, place, device, small pictures."""

import io
import struct
import zipfile
from typing import Final

import openpyxl
import pikepdf
from docx import Document
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo

# Stands in every place where a program writes who, where and with what.
MARK: Final = "告密者张三"
SECRET: Final = "SECRETMARK"
VISIBLE: Final = "阅卷预约等候两周"


def a_picture(size: tuple[int, int] = (64, 40)) -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """Who, where and with what, as a telephone writes it."""
    found = Image.Exif()
    found[0x0112], found[0x010F], found[0x0131], found[0x013B] = orientation, SECRET, SECRET, SECRET
    gps = found.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (25.0, 2.0, 30.0), "E", (102.0, 43.0, 11.0)
    return found


def jpeg(orientation: int = 1, size: tuple[int, int] = (64, 40)) -> bytes:
    """A photo with EXIF, GPS and a comment."""
    made = io.BytesIO()
    a_picture(size).save(made, "JPEG", exif=exif(orientation), comment=SECRET.encode(), quality=95)
    return made.getvalue()


def png() -> bytes:
    """A screenshot with text chunks and EXIF."""
    made, texts = io.BytesIO(), PngInfo()
    texts.add_text("Author", SECRET)
    texts.add_itxt("XML:com.adobe.xmp", SECRET)
    a_picture().save(made, "PNG", pnginfo=texts, exif=exif())
    return made.getvalue()


def pdf(pages: int = 2) -> bytes:
    """A PDF with everything in it that is not its pages: properties, XMP, files, scripts, notes, EXIF, a thumbnail."""
    document = pikepdf.new()
    photo = document.make_stream(jpeg(), {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
    for name, value in (("/Width", 64), ("/Height", 40), ("/BitsPerComponent", 8)):
        photo[name] = value
    photo["/ColorSpace"], photo["/Filter"] = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 200))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=photo))
        page.Contents = document.make_stream(b"q 160 0 0 100 20 50 cm /Photo Do Q")
        note = {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": [10, 10, 30, 30], "/Contents": "看这里"}
        page.Annots = document.make_indirect(
            pikepdf.Array([pikepdf.Dictionary({**_named(note), "/T": MARK, "/NM": SECRET})])
        )
        page.obj["/PieceInfo"] = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
    document.docinfo["/Author"], document.docinfo["/Producer"] = MARK, SECRET
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:creator"] = [MARK]
        xmp["xmp:CreatorTool"] = SECRET
    document.attachments["原稿.txt"] = SECRET.encode()
    script = pikepdf.String(f"app.alert('{SECRET}')")
    document.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    made = io.BytesIO()
    document.save(made, compress_streams=False, deterministic_id=True)
    return made.getvalue()


def _named(values: dict[str, object]) -> dict[str, object]:
    return {
        name: pikepdf.Name(value) if isinstance(value, str) and value.startswith("/") else value
        for name, value in values.items()
    }


def docx() -> bytes:
    """A Word file with properties, a note, a tracked change and a photo."""
    document = Document()
    paragraph = document.add_paragraph(VISIBLE)
    document.add_picture(io.BytesIO(jpeg()))
    document.add_comment(paragraph.runs, text="请核对", author=MARK, initials=SECRET)
    core = document.core_properties
    core.author, core.last_modified_by, core.comments = MARK, MARK, SECRET
    made = io.BytesIO()
    document.save(made)
    return _with_change(made.getvalue())


def _with_change(data: bytes) -> bytes:
    """The same with a word that somebody inserted under tracked changes."""
    by = f'w:author="{MARK}" w:date="2026-03-02T09:00:00Z"'
    change = f'<w:p w:rsidR="00AB12CD"><w:ins w:id="9" {by}><w:r><w:t>补充一句</w:t></w:r></w:ins></w:p>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:sectPr", change.encode() + b"<w:sectPr", 1)
            new.writestr(name, part)
    return made.getvalue()


def xlsx() -> bytes:
    """A spreadsheet with properties and a note."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = VISIBLE, 42
    book.active["A1"].comment = Comment("请核对", MARK)
    book.properties.creator = book.properties.lastModifiedBy = MARK
    book.properties.description = SECRET
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip package of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def ofd() -> bytes:
    """The smallest package that calls itself an OFD."""
    return package({"OFD.xml": b'<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'})


def bomb(kind: str = "word") -> bytes:
    """A Word file that unpacks to 400 MB."""
    part = bytes(50 * 2**20)
    return package({"[Content_Types].xml": b"", **{f"{kind}/{number}.xml": part for number in range(8)}})


def media(brand: bytes = b"M4A ", size: int = 4096) -> bytes:
    """A sound recording or a video, by its head."""
    box = struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"isom"
    return (box + b"\0\0\0\x08mdat" + b"\x11" * size)[:size]


def mp3(size: int = 4096) -> bytes:
    """A sound recording with the tag that programs put in front."""
    return (b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + b"\x22" * size)[:size]
