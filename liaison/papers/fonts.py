"""Which font file fills which typeface of official papers; `python -m liaison.papers.fonts` prints it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

from liaison.core.errors import LiaisonError
from liaison.core.messages import N_, Term

OPEN_FONTS: Final = Path(__file__).resolve().parents[2] / "instance" / "fonts"
SUFFIXES: Final = frozenset({".ttf", ".otf"})


class Face(StrEnum):
    """A typeface that GB/T 9704 asks for, or one that stands in for its missing characters."""

    TITLE = "title"
    FANG = "fang"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"
    RARE = "rare"
    RARE_TITLE = "rare-title"


LABELS: Final = {
    Face.TITLE: N_("小标宋（标志、标题）"),
    Face.FANG: N_("仿宋（正文）"),
    Face.KAI: N_("楷体（二级标题）"),
    Face.HEI: N_("黑体（一级标题）"),
    Face.SONG: N_("宋体（页码）"),
    Face.RARE: N_("正文中的生僻字"),
    Face.RARE_TITLE: N_("标题中的生僻字"),
}

# Names to look for, best first: the fonts that official offices install, then the open ones.
OFFICIAL: Final[dict[Face, tuple[str, ...]]] = {
    Face.TITLE: ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    Face.FANG: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋"),
    Face.KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"),
    Face.HEI: ("SimHei", "黑体"),
    Face.SONG: ("SimSun", "宋体"),
}
OPEN: Final[dict[Face, tuple[str, ...]]] = {
    Face.TITLE: ("FandolSong Bold", "Noto Serif CJK SC Bold"),
    Face.FANG: ("FandolFang R", "LXGW WenKai Light", "Noto Serif CJK SC"),
    Face.KAI: ("FandolKai", "LXGW WenKai", "Noto Serif CJK SC"),
    Face.HEI: ("Noto Sans CJK SC",),
    Face.SONG: ("Noto Serif CJK SC",),
    Face.RARE: ("LXGW WenKai Light", "Noto Serif CJK SC"),
    Face.RARE_TITLE: ("Noto Serif CJK SC Bold", "Noto Serif CJK SC"),
}

# Where a typeface lacks a character, the next one is asked.
CHAINS: Final[dict[Face, tuple[Face, ...]]] = {
    Face.TITLE: (Face.TITLE, Face.RARE_TITLE),
    Face.FANG: (Face.FANG, Face.RARE, Face.SONG),
    Face.KAI: (Face.KAI, Face.RARE, Face.SONG),
    Face.HEI: (Face.HEI, Face.SONG, Face.RARE),
    Face.SONG: (Face.SONG, Face.RARE),
}


class FontMissing(LiaisonError):
    """A typeface that no installed font fills."""

    default = N_("没有可用于%(faces)s的字体，请运行 make setup 或设置 LIAISON_FONTS。")


@dataclass(frozen=True, slots=True)
class Font:
    """One face of one file. `family` and `is_bold` are how the file calls itself; `index` its place in a collection."""

    path: Path
    index: int
    family: str
    name: str
    is_bold: bool = False

    @property
    def is_collection(self) -> bool:
        return self.path.suffix.lower() not in SUFFIXES


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills a face: `label` is a message id, `font` is None where nothing does.

    `preferred` names the official fonts that would be taken if they were installed; none where one is in use.
    """

    face: Face
    label: str
    font: Font | None
    is_official: bool
    preferred: tuple[str, ...]


def find(folder: Path | None = None) -> dict[Face, Font]:
    """Fill every face, as `survey` does. Raises FontMissing, with all the faces that stay empty."""
    fillings = survey(folder)
    if empty := tuple(Term(filling.label) for filling in fillings if filling.font is None):
        raise FontMissing(faces=empty)
    return {filling.face: filling.font for filling in fillings if filling.font is not None}


def survey(folder: Path | None = None) -> tuple[Filling, ...]:
    """Look for each face: in `folder` (default LIAISON_FONTS), the installed official fonts, then the open ones.

    In the folder a file named after its face (fang.ttf, kai.otf, title.ttf) wins whatever it calls itself.
    """
    if folder is None and (named := os.environ.get("LIAISON_FONTS")):
        folder = Path(named)
    own, loose, installed = _files(folder), _files(OPEN_FONTS), _installed()
    fillings = []
    for face in Face:
        stem = (font for font in own if font.path.stem.lower() == face)
        official, free = OFFICIAL.get(face, ()), OPEN[face]
        choices = (_named(own, official + free), _named(installed, official), _named((*loose, *installed), free))
        best = next(stem, None) or next(filter(None, choices), None)
        has_official = best is not None and is_official(face, best)
        fillings.append(Filling(face, LABELS[face], best, has_official, () if has_official else official))
    return tuple(fillings)


def is_official(face: Face, font: Font) -> bool:
    """Whether a face is filled by a font that official offices use for it."""
    return not {font.family, font.name}.isdisjoint(OFFICIAL.get(face, ()))


def _named(fonts: Sequence[Font], names: tuple[str, ...]) -> Font | None:
    # The full name tells the weights of a family apart; older Chinese fonts have a telling family name only.
    known = {font.family: font for font in fonts} | {font.name: font for font in fonts}
    return next((known[name] for name in names if name in known), None)


def _files(folder: Path | None) -> tuple[Font, ...]:
    if folder is None or not folder.is_dir():
        return ()
    fonts = (_opened(path) for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES)
    return tuple(font for font in fonts if font is not None)


def _opened(path: Path) -> Font | None:
    try:
        with path.open("rb") as opened, TTFont(opened, lazy=True) as file:
            names = file["name"]
            return Font(path.resolve(), 0, names.getBestFamilyName() or "", names.getBestFullName() or "")
    except (OSError, TTLibError):
        return None


@cache
def _installed() -> tuple[Font, ...]:
    """Every Chinese face that fontconfig knows, under each of its names."""
    form = "%{file}\t%{index}\t%{family}\t%{fullname}\t%{weight}\n"
    listing = subprocess.run(
        ["fc-list", "--format", form, ":lang=zh-cn"],  # noqa: S607 - found on the PATH of the operator
        capture_output=True,
        text=True,
        check=True,
    )
    fonts = []
    for line in sorted(listing.stdout.splitlines()):
        file, index, families, names, weight = line.split("\t")
        for family in families.split(","):
            for name in names.split(","):
                fonts.append(Font(Path(file), int(index), family, name, weight.strip() == "200"))
    return tuple(fonts)


def main() -> int:
    """Print what fills each face; 1 when one stays empty."""
    try:
        found = find()
    except FontMissing as error:
        print(error, file=sys.stderr)
        return 1
    for face, font in found.items():
        kind = "official" if is_official(face, font) else "open"
        print(f"{face:10}  {kind:8}  {font.name}  {font.path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
