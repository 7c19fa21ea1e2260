"""Finding court case numbers (案号) in what people write, however they write them."""

import re
from typing import Final

# One character for one, so that places in the folded text lead back to the original.
_FOLD: Final = (
    {0xFF01 + i: 0x21 + i for i in range(94)}
    | dict.fromkeys(map(ord, "（〔［【〖｛{[「『〈《＜<"), "(")
    | dict.fromkeys(map(ord, "）〕］】〗｝}]」』〉》＞>"), ")")
    | dict.fromkeys(map(ord, "－—–‐~～、，,"), "-")
    | dict.fromkeys(map(ord, "＊×✕╳○〇●某"), "*")
)
_INVISIBLE: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]")

# Kinds of court cases: Supreme People's Court, 法〔2015〕137号 with its standards, and those added since.
_STAGE: Final = (
    "辖终|辖监|辖|诉前调[书确]?|初|终|监|申|抗|提|再|撤|特监|特|催|督监|督|算|医复|医监|医|更备|更监|更|核|复|没终|没"
    "|审复|审监|审|赔[初终监申抗再]|保令|他"
)
_KIND: Final = (
    rf"(?:[知海商金环少]?[刑民行商知经](?:{_STAGE})|法赔他?|委赔[监提再他]?|赔他?|司救[刑民行赔执访他]|司惩复?"
    r"|认[台港澳复他]|[请协][台港澳外][送调认]|[台港澳]请[送调]|协他|引渡|[财行证]保|执[恢异复监协他保请]?"
    r"|强清|清[申终监他]|破[申终监他]?|诉前调[书确]?|引调)"
)
# Before 2016 each court had its own: a branch, a chamber, a stage, as in 民一终字, 民一（民）初字, 刑二初重字.
_OLD_KIND: Final = (
    r"(?:[刑民行商经知执破赔][一二三四五六七]?(?:\([刑民行商知]\))?[知重少速小简]?"
    r"(?:辖终|辖|初重|重|初|终|监|申|再|提|抗|特|催|督|破|撤|调|更|核|复|异|恢|保|赔))"
)
_COURT: Final = "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军]"
_COURT_WITH_CODE: Final = rf"{_COURT}[\d*]{{2,4}}[A-Za-z]?"
_YEAR: Final = r"\((?:19|20)\d\d年?\)"
_ANY_YEAR: Final = rf"(?:{_YEAR}|(?<!\d)(?:19|20)\d\d)"
_NUMBER: Final = r"第?[A-Za-z]?[\d*]{1,9}(?:-\d{1,7})*"
_OLD_NUMBER: Final = r"第?(?:[\d*]{1,9}(?:-\d{1,7})*|[一二三四五六七八九十百千零]{1,9})"
# 之一, 之十二; but in 之一一案 only the first 一 is the number's.
_END: Final = r"号(?:之(?:十(?!一案)[一二三四五六七八九]|[一二三四五六七八九十]|\d+))?"

_CASE_NUMBER: Final = re.compile(
    # A court's code with a known kind is proof enough: neither year nor 号 is needed.
    rf"{_ANY_YEAR}?{_COURT_WITH_CODE}{_KIND}{_NUMBER}(?:{_END})?"
    # With the year in brackets, a kind that this list does not know is one all the same.
    rf"|{_YEAR}{_COURT_WITH_CODE}[\u4e00-\u9fff]{{1,6}}?{_NUMBER}{_END}"
    # High courts and the Supreme People's Court have no digits: the kind must be known.
    rf"|{_ANY_YEAR}(?:{_COURT}|最高法){_KIND}{_NUMBER}{_END}"
    # Before 2016: 字第; and what people write who do not have the court's code at hand.
    rf"|{_ANY_YEAR}[\u4e00-\u9fff]{{0,8}}?(?:{_OLD_KIND}|{_KIND})字{_OLD_NUMBER}{_END}"
    rf"|{_YEAR}[\u4e00-\u9fff]{{0,8}}?[刑民行](?:初|终|申|再){_NUMBER}{_END}"
)


def find_case_numbers(text: str) -> list[str]:
    """List the court case numbers in a text, as they were written, in order and each once.

    Found in any brackets, with blanks and line breaks inside, in full-width digits, with masked digits, without
    brackets or 号 where a court's code leaves no doubt, and in the form of before 2016 (…民初字第…号). Numbers of
    documents (意见〔2026〕31号, 司发通〔2021〕60号), of arbitrations and of law firms' letters are not case numbers.
    """
    places = [place for place, character in enumerate(text) if not _INVISIBLE.match(character)]
    folded = "".join(text[place] for place in places).translate(_FOLD)
    found = (text[places[match.start()] : places[match.end() - 1] + 1] for match in _CASE_NUMBER.finditer(folded))
    return list(dict.fromkeys(found))
