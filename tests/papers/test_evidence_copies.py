"""Copies for the others: read back, who, where and with what are gone, and what is to be seen is the same."""

import io
import signal
import subprocess
import sys
import zipfile

import openpyxl
import pi_heif
import pikepdf
import pytest
from docx import Document
from PIL import Image, ImageChops

from liaison.core.file_kinds import FileKind
from liaison.papers.evidence import photos
from liaison.papers.evidence.copying import COPIERS, make
from liaison.papers.evidence.segments import without_metadata
from liaison.papers.evidence.workshop import ROOT, CopyFailed, copy_and_pictures
from liaison.papers.pictures import page_pictures
from tests.makers import evidence
from tests.makers.evidence import MARK, SECRET, VISIBLE

MADE = {
    FileKind.PDF: evidence.pdf, FileKind.JPG: evidence.jpeg, FileKind.PNG: evidence.png,
    FileKind.DOCX: evidence.docx, FileKind.XLSX: evidence.xlsx,
}  # fmt: skip


def everything(kind: FileKind, data: bytes) -> bytes:
    """All bytes of a file, with the parts of a package and the streams of a PDF unpacked."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found += [name.encode() + package.read(name) for name in package.namelist()]
    if kind is FileKind.PDF:
        with pikepdf.open(io.BytesIO(data)) as document:
            for thing in document.objects:
                found.append(thing.unparse())
                if isinstance(thing, pikepdf.Stream):
                    found.append(thing.read_raw_bytes())
    return b"\n".join(found)


@pytest.mark.parametrize("kind", MADE)
def test_who_made_it_where_and_with_what_is_gone_from_the_copy(kind: FileKind) -> None:
    original = MADE[kind]()
    marks = [SECRET.encode(), MARK.encode(), MARK.encode("utf-16-be")]
    assert any(mark in everything(kind, original) for mark in marks), "the original of this test says nothing"
    copy = everything(kind, COPIERS[kind](original))
    assert not [mark for mark in marks if mark in copy]


@pytest.mark.parametrize("kind", [FileKind.JPG, FileKind.PNG])
def test_a_picture_keeps_its_dots_and_loses_place_and_device(kind: FileKind) -> None:
    original, copy = Image.open(io.BytesIO(MADE[kind]())), Image.open(io.BytesIO(COPIERS[kind](MADE[kind]())))
    assert original.getexif().get_ifd(0x8825), "the original of this test knows no place"
    assert not copy.getexif()
    assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert copy.size == original.size
    difference = ImageChops.difference(original.convert("RGB"), copy.convert("RGB"))
    assert max(high for _low, high in difference.getextrema()) <= 12


def test_a_picture_taken_sideways_stands_upright_in_the_copy() -> None:
    copy = Image.open(io.BytesIO(photos.jpeg_copy(evidence.jpeg(orientation=6))))
    assert copy.size == (40, 64)
    top, bottom = copy.getpixel((20, 5)), copy.getpixel((20, 58))
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


def test_a_telephones_photo_becomes_a_jpeg_that_looks_the_same() -> None:
    picture = evidence.a_picture()
    photo = pi_heif.from_pillow(picture)
    assert COPIERS[FileKind.HEIC] is photos.jpeg_copy
    assert photo.size == picture.size
    assert "HEIF" in Image.registered_extensions().values()


def test_pages_of_a_pdf_look_as_before() -> None:
    original = evidence.pdf()
    before, after = page_pictures(original, 9), page_pictures(COPIERS[FileKind.PDF](original), 9)
    assert len(before) == len(after) == 2
    for one, other in zip(before, after, strict=True):
        difference = ImageChops.difference(
            Image.open(io.BytesIO(one)).convert("RGB"), Image.open(io.BytesIO(other)).convert("RGB")
        )
        assert max(high for _low, high in difference.getextrema()) <= 12


def test_a_pdf_does_nothing_by_itself_any_more_and_nothing_hangs_on_it() -> None:
    with pikepdf.open(io.BytesIO(COPIERS[FileKind.PDF](evidence.pdf()))) as copy:
        assert not copy.attachments
        assert not {"/OpenAction", "/Metadata", "/Names"} & set(copy.Root.keys()) or not copy.Root.get("/Names")
        assert "/Info" not in copy.trailer
        assert str(copy.pages[0].Annots[0].Contents) == "看这里"


def test_the_photo_on_a_page_is_the_same_photo_without_its_exif() -> None:
    photo = evidence.jpeg()
    bare = without_metadata(photo)
    assert SECRET.encode() not in bare
    assert not Image.open(io.BytesIO(bare)).getexif()
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(photo)).tobytes()
    assert Image.open(io.BytesIO(without_metadata(evidence.png()))).tobytes() == evidence.a_picture().tobytes()


def test_what_hangs_behind_a_photo_is_left_out() -> None:
    photo = evidence.jpeg()
    assert without_metadata(photo + photo + SECRET.encode()) == without_metadata(photo)


def test_words_notes_and_changes_of_a_word_file_stay_and_their_authors_go() -> None:
    copy = Document(io.BytesIO(COPIERS[FileKind.DOCX](evidence.docx())))
    assert VISIBLE in "".join(paragraph.text for paragraph in copy.paragraphs)
    assert [(comment.text, comment.author) for comment in copy.comments] == [("请核对", "匿名")]
    assert not copy.core_properties.author
    body = copy.element.xml
    assert "补充一句" in body
    assert "2026-03-02" not in body
    assert "rsid" not in body
    assert len(copy.inline_shapes) == 1


def test_values_and_notes_of_a_spreadsheet_stay() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(COPIERS[FileKind.XLSX](evidence.xlsx()))).active
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A1"].comment.text) == (VISIBLE, 42, "请核对")
    assert sheet["A1"].comment.author == "匿名"


def test_a_table_of_a_spreadsheet_keeps_its_name() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append([1])
    book.active.add_table(openpyxl.worksheet.table.Table(displayName="清单", ref="A1:A2"))
    made = io.BytesIO()
    book.save(made)
    assert "清单" in openpyxl.load_workbook(io.BytesIO(COPIERS[FileKind.XLSX](made.getvalue()))).active.tables


def test_an_entity_of_a_hostile_word_file_is_not_followed() -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    copy = COPIERS[FileKind.DOCX](evidence.package({"word/document.xml": hostile}))
    with zipfile.ZipFile(io.BytesIO(copy)) as package, open("/etc/hostname", "rb") as name:
        assert name.read().strip() not in package.read("word/document.xml")


def test_a_plain_text_comes_in_utf8() -> None:
    assert make(FileKind.TXT, "阅卷".encode("gb18030")) == {"copy": "阅卷".encode()}


def test_the_bounded_process_makes_what_this_one_would() -> None:
    assert copy_and_pictures(FileKind.PDF, evidence.pdf()) == make(FileKind.PDF, evidence.pdf())


@pytest.mark.parametrize(
    ("kind", "seconds", "megabytes"),
    [
        pytest.param(FileKind.PDF, 120, 1536, id="broken"),
        pytest.param(FileKind.JPG, 60, 64, id="too much memory"),
        pytest.param(FileKind.JPG, 0, 1536, id="no time"),
    ],
)
def test_what_its_reader_cannot_open_or_bear_has_no_copy(kind: FileKind, seconds: int, megabytes: int) -> None:
    data = b"%PDF-1.7 nothing" if kind is FileKind.PDF else evidence.jpeg(size=(4000, 4000))
    with pytest.raises(CopyFailed, match="副本"):
        copy_and_pictures(kind, data, seconds, megabytes)


def test_the_process_ends_itself_when_its_time_is_up() -> None:
    """Its parent may be gone: the system counts its time and kills it."""
    command = [sys.executable, "-m", "liaison.papers.evidence.child", FileKind.JPG.value, "1", "1536"]
    done = subprocess.run(command, cwd=ROOT, input=evidence.jpeg(size=(6000, 6000)), capture_output=True, check=False)
    assert -done.returncode in {signal.SIGKILL, signal.SIGXCPU}
