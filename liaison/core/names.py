"""Names of people and organisations: in the order of pinyin, and in one spelling for comparison."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_READINGS: Final = Path(__file__).with_name("pinyin.txt")
# As heads of a name these are read otherwise than usual (Xinhua dictionary; 覃 as in Hunan and Guangxi).
_HEADS: Final = {
    "万俟": "mo4 qi2", "单于": "chan2 yu2", "尉迟": "yu4 chi2", "澹台": "tan2 tai2", "重庆": "chong2 qing4",
    "长沙": "chang2 sha1", "长春": "chang2 chun1", "长治": "chang2 zhi4", "厦门": "xia4 men2", "六安": "lu4 an1",
    "丽水": "li2 shui3", "台州": "tai1 zhou1", "任": "ren2", "佴": "nai4", "令": "ling2", "仇": "qiu2",
    "华": "hua4", "单": "shan4", "卜": "bu3", "区": "ou1", "召": "shao4", "员": "yun4", "哈": "ha3", "应": "ying1",
    "折": "she2", "曾": "zeng1", "朴": "piao2", "查": "zha1", "洗": "xian3", "燕": "yan1", "相": "xiang4",
    "盖": "ge3", "种": "chong2", "秘": "bi4", "祭": "zhai4", "繁": "po2", "纪": "ji3", "缪": "miao4", "翟": "zhai2",
    "葛": "ge3", "薄": "bo2", "要": "yao1", "覃": "qin2", "解": "xie4", "过": "guo1", "那": "na1", "都": "du1",
    "阚": "kan4", "隗": "wei3", "黑": "he4", "乐": "yue4",
}  # fmt: skip
_DOTS: Final = dict.fromkeys(map(ord, "•・‧∙⋅●"), "·")
_HAN: Final = r"\u3007\u3400-\u9fff\U00020000-\U000323af"


def sort_key(name: str) -> str:
    """Give a key that puts names in the order of pinyin when compared by code point (collation "C" in PostgreSQL).

    Each character counts first by syllable and tone, then by itself, so that all 张 stand together before the
    first 章. The key is at most eight times as long as the name.
    """
    plain = re.sub(r"[\s·]", "", normalise(name)).casefold()
    head = next((plain[:length] for length in (2, 1) if plain[:length] in _HEADS), "")
    return "".join(
        _ordered(syllable) + character
        for character, syllable in [
            *zip(head, _HEADS.get(head, "").split(), strict=True),
            *((character, usual_readings().get(character, "")) for character in plain[len(head) :]),
        ]
    )


def normalise(name: str) -> str:
    """Give the spelling in which two names are compared: widths folded, dots as ·, no blanks beside Han.

    阿依古丽.买买提 and 阿依古丽•买买提 are one name; "John Smith" keeps its single blank.
    """
    plain = unicodedata.normalize("NFKC", name.translate(_DOTS)).translate(_DOTS)
    plain = re.sub(rf"(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])", "·", plain)
    plain = re.sub(rf"(?<=[{_HAN}·])\s+|\s+(?=[{_HAN}·])", "", plain)
    return " ".join(plain.split())


def _ordered(syllable: str) -> str:
    """Put ü behind u and before ua, where dictionaries have it: lü4 becomes lu9, between lu5 and luan2."""
    if syllable[:2] in ("lv", "nv") and syllable[2:].isdigit():
        return f"{syllable[0]}u{int(syllable[2:]) + 5}"
    return syllable


@cache
def usual_readings() -> dict[str, str]:
    """Read the usual readings once, when first wanted: 16 ms and 4 MB, against 170 ms to import pypinyin."""
    lines = _READINGS.read_text(encoding="utf-8").splitlines()[1:]
    return {character: syllable for syllable, characters in map(str.split, lines) for character in characters}
