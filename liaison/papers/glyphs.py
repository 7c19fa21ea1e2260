"""A character that no font can show is an error, never a box."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from fontTools.ttLib import TTFont

from liaison.core.errors import LiaisonError
from liaison.core.text import N_
from liaison.papers.fonts import CHAINS, Face, Font

# The no-break space and the zero-width space have no shape of their own to miss.
SHAPELESS: Final = frozenset({0xA0, 0x200B})


class MissingGlyph(LiaisonError):
    """A text holds a character that none of the fonts of its typeface has; `character` is that one."""

    default = N_("字体中没有“%(character)s”（%(code)s）字，文件未生成。请安装含有该字的字体。")

    def __init__(self, character: str) -> None:
        """Name the character and its code point, since a reader may see a box here too."""
        super().__init__(character=character, code=f"U+{ord(character):04X}")
        self.character = character


def require(texts: Iterable[tuple[Face, str]], fonts: Mapping[Face, Font]) -> None:
    """Look every character up in the fonts of its typeface. Raises MissingGlyph at the first that has no glyph."""
    needed: dict[Face, set[int]] = {}
    for face, text in texts:
        needed.setdefault(face, set()).update(map(ord, text))
    for face, missing in needed.items():
        missing -= SHAPELESS
        for link in CHAINS[face]:
            if missing:
                missing -= characters(fonts[link])
        if missing:
            raise MissingGlyph(chr(min(missing)))


@cache
def characters(font: Font) -> frozenset[int]:
    """The code points that a font has a glyph for."""
    with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
        return frozenset(file.getBestCmap())
