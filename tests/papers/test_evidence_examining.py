"""What may be handed in, by content and by name, and what is refused in a clear sentence beside the field."""

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PIL import Image

from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import LARGEST, LARGEST_RECORDING, FileKind
from liaison.papers.evidence import examining
from liaison.papers.evidence.examining import Examined, examine, recognise, text_of
from liaison.papers.evidence.names import MOST_BYTES, kept_name
from tests.makers import evidence
from tests.makers.scans import make_pdf, make_picture

PLAIN = "本院于三月受理。\n第二行\t有制表符。".encode()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (evidence.pdf(3), "意见.pdf", Examined(FileKind.PDF, 3)),
        (evidence.jpeg(), "照片.JPEG", Examined(FileKind.JPG, 1)),
        (evidence.png(), "截图.png", Examined(FileKind.PNG, 1)),
        (evidence.docx(), "说明.docx", Examined(FileKind.DOCX)),
        (evidence.xlsx(), "清单.XLSX", Examined(FileKind.XLSX)),
        (evidence.ofd(), "发票.ofd", Examined(FileKind.OFD)),
        (PLAIN, "说明.txt", Examined(FileKind.TXT)),
        (PLAIN.decode().encode("gb18030"), "说明.txt", Examined(FileKind.TXT)),
        (b"\xef\xbb\xbf" + PLAIN, "说明.txt", Examined(FileKind.TXT)),
    ],
)
def test_a_file_is_what_its_content_and_its_name_say(data: bytes, name: str, expected: Examined) -> None:
    assert examine(data, name) == expected


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (evidence.media(b"M4A "), "录音.m4a", FileKind.M4A),
        (evidence.media(b"mp42"), "录音.m4a", FileKind.M4A),
        (evidence.media(b"isom"), "录像.mp4", FileKind.MP4),
        (evidence.mp3(), "录音.mp3", FileKind.MP3),
        (b"\xff\xfb\x90\x64" + b"\0" * 400, "录音.mp3", FileKind.MP3),
        (evidence.media(b"heic"), "照片.heic", FileKind.HEIC),
    ],
)
def test_media_are_told_by_their_heads(data: bytes, name: str, kind: FileKind) -> None:
    assert recognise(data, len(data), name, lambda: data) is kind


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "文件是空的"),
        (b"MZ\x90\x00", "a.exe", "不能接收这种文件"),
        (PLAIN, "没有扩展名", "不能接收这种文件"),
        (evidence.pdf(), "a.docx", "内容与扩展名不一致"),
        (evidence.docx(), "a.xlsx", "内容与扩展名不一致"),
        (evidence.xlsx(), "a.docx", "内容与扩展名不一致"),
        (evidence.ofd(), "a.docx", "内容与扩展名不一致"),
        (evidence.package({"a": b"b"}), "a.docx", "内容与扩展名不一致"),
        (evidence.media(b"isom"), "a.heic", "内容与扩展名不一致"),
        (evidence.media(b"M4A "), "a.mp4", "内容与扩展名不一致"),
        (evidence.media(b"qt  "), "a.mp4", "内容与扩展名不一致"),
        (b"<html><script>1</script>", "a.pdf", "内容与扩展名不一致"),
        (b"GIF89a", "a.png", "内容与扩展名不一致"),
        (b"\0\1\2binary", "a.txt", "内容与扩展名不一致"),
        (b"\xff\xfe\x60\x4f", "a.txt", "内容与扩展名不一致"),
        (make_pdf() + b"\0" * LARGEST, "a.pdf", "最大20 MB"),
        (make_pdf(0), "a.pdf", "应有1至500页"),
        (make_pdf(password="secret"), "a.pdf", "设有密码"),
        (make_pdf()[:200], "a.pdf", "已损坏"),
        (evidence.docx()[:2000], "a.docx", "已损坏"),
        (evidence.package({"[Content_Types].xml": b"macroEnabled.main+xml"}), "a.docx", "含有宏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "a.doc", "已损坏"),
        (evidence.jpeg() + evidence.package({"run.js": b"1"}), "a.jpg", "夹带"),
        (evidence.pdf() + evidence.package({"run.js": b"1"}), "a.pdf", "夹带"),
        (evidence.media(b"heic"), "a.heic", "已损坏"),
    ],
)
def test_what_is_not_what_it_says_is_refused(data: bytes, name: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refused:
        examine(data, name)
    assert refused.value.field == "files"


# Made when they are asked for: every worker of every run collects this module.
@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (evidence.bomb, "a.docx", "展开后过大"),
        (lambda: make_picture("PNG", (8000, 8000)), "a.png", "图片过大"),
    ],
    ids=["bomb", "picture"],
)
def test_what_unpacks_to_too_much_is_refused(make: Callable[[], bytes], name: str, words: str) -> None:
    test_what_is_not_what_it_says_is_refused(make(), name, words)


@pytest.mark.parametrize("height", [1000, 2000])
def test_a_picture_of_a_hundred_thousand_dots_a_side_is_refused_without_being_opened(height: int) -> None:
    made = io.BytesIO()
    Image.new("1", (100_000, height)).save(made, "PNG")
    with pytest.raises(RuleBroken, match="图片过大"):
        examine(made.getvalue(), "a.png")


def test_a_photo_of_a_telephone_with_too_many_dots_is_refused_without_being_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(examining.pi_heif, "open_heif", lambda _data: SimpleNamespace(size=(8000, 8000)))
    with pytest.raises(RuleBroken, match="图片过大"):
        examine(evidence.media(b"heic"), "a.heic")


def test_a_recording_may_be_larger_and_is_never_asked_for_whole() -> None:
    def never() -> bytes:
        raise AssertionError("read whole")

    assert recognise(evidence.mp3(), LARGEST_RECORDING, "a.mp3", never) is FileKind.MP3
    with pytest.raises(RuleBroken, match="最大200 MB"):
        recognise(evidence.mp3(), LARGEST_RECORDING + 1, "a.mp3", never)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (r"C:\fakepath\意见.pdf", "意见.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("  意见　.pdf ", "意见　.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("e\u0301tude.pdf", "e\u0301tude.pdf"),
    ],
)
def test_a_name_is_kept_without_its_folders(name: str, kept: str) -> None:
    assert kept_name(name) == kept


def test_a_name_of_300_characters_is_cut_and_keeps_its_ending() -> None:
    kept = kept_name("阅" * 300 + ".pdf")
    assert kept == "阅" * ((MOST_BYTES - 4) // 3) + ".pdf"
    assert len(kept.encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    "name", ["a\u202efdp.exe", "a\x00.pdf", "a\nb.pdf", "", ".pdf", "a." + "长" * 90, "\ud800.pdf"]
)
def test_a_name_that_cannot_be_shown_truly_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken, match="文件名") as refused:
        kept_name(name)
    assert refused.value.field == "files"


def test_a_text_is_read_in_both_encodings_and_binary_is_none() -> None:
    assert text_of(PLAIN) == text_of(PLAIN.decode().encode("gb18030")) == PLAIN.decode()
    assert text_of(b"\x00\x01") is None
