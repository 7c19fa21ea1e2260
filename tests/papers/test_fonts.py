"""Which file fills which typeface, and what happens to a character that none has."""

import shutil
from pathlib import Path

import pytest

from liaison.papers import fonts, glyphs
from liaison.papers.fonts import Face, FontMissing
from liaison.papers.glyphs import MissingGlyph


def test_set_up_fills_every_typeface_with_a_chinese_font() -> None:
    found = fonts.find()
    assert set(found) == set(Face)
    for font in found.values():
        assert font.path.is_file()
        assert set(map(ord, "云江市律师协会，〔2026〕第5号")) <= glyphs.characters(font)


def test_body_and_title_are_fangsong_kai_and_bold_song() -> None:
    names = {face: font.name for face, font in fonts.find().items()}
    assert "Fang" in names[Face.FANG] or "仿宋" in names[Face.FANG]
    assert "Kai" in names[Face.KAI] or "楷体" in names[Face.KAI]
    assert len({names[Face.FANG], names[Face.KAI], names[Face.TITLE], names[Face.HEI], names[Face.SONG]}) == 5


def test_a_file_in_the_operators_folder_wins_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kai = fonts.find()[Face.KAI].path
    shutil.copy(kai, tmp_path / "fang.otf")
    (tmp_path / "hei.otf").write_bytes(b"not a font")
    (tmp_path / "readme.txt").write_text("fonts")
    assert fonts.find(tmp_path)[Face.FANG].path == tmp_path / "fang.otf"
    monkeypatch.setenv("LIAISON_FONTS", str(tmp_path))
    assert fonts.find()[Face.FANG].path == tmp_path / "fang.otf"
    assert fonts.find()[Face.HEI].path != tmp_path / "hei.otf"


def test_official_fonts_come_before_open_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    song = fonts.find()[Face.SONG]
    official = fonts.Font(song.path, song.index, "FangSong_GB2312", "仿宋_GB2312")
    installed = fonts._installed()
    monkeypatch.setattr(fonts, "_installed", lambda: (*installed, official))
    found = fonts.find()
    assert found[Face.FANG] == official
    assert [face for face in Face if fonts.is_official(face, found[face])] == [Face.FANG]


def test_without_the_fetched_fonts_papers_are_set_in_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "OPEN_FONTS", tmp_path)
    found = fonts.find()
    assert (found[Face.FANG].name, found[Face.TITLE].is_bold) == ("LXGW WenKai Light", True)


def test_an_empty_typeface_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "OPEN_FONTS", tmp_path)
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    with pytest.raises(FontMissing, match=r"小标宋（标志、标题）、仿宋（正文）.*make setup"):
        fonts.find()


def test_the_command_prints_what_fills_each_typeface(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts.main() == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed] == [str(face) for face in Face]
    monkeypatch.setattr(fonts, "OPEN_FONTS", tmp_path)
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    assert fonts.main() == 1
    assert "make setup" in capsys.readouterr().err


def test_the_stand_ins_of_a_typeface_are_asked_before_a_glyph_is_missing() -> None:
    found = fonts.find()
    assert ord("喆") not in glyphs.characters(found[Face.FANG]) | glyphs.characters(found[Face.TITLE])
    glyphs.require([(Face.FANG, "宋喆"), (Face.TITLE, "喆"), (Face.KAI, "喆\u200b\u00a0")], found)
    with pytest.raises(MissingGlyph) as raised:
        glyphs.require([(Face.FANG, "宋喆"), (Face.TITLE, "王\ue000")], found)
    assert (raised.value.character, "U+E000" in str(raised.value)) == ("\ue000", True)
