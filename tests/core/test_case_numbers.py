"""Court case numbers are found however they are written; numbers of documents are left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.text import find_case_numbers

FOUND = [
    # As the standard writes them.
    "（2026）湘0602民初123号",
    "（2026）湘06民终45号",
    "（2025）湘民申1024号",
    "（2024）最高法民再12号",
    "（2023）最高法知民终306号",
    "（2026）湘0602刑初8号",
    "（2026）湘06刑更1203号",
    "（2026）湘0602行初17号",
    "（2026）湘06行赔终3号",
    "（2026）湘0602执567号",
    "（2026）湘0602执恢23号",
    "（2026）湘0602执异4号",
    "（2026）湘06执复11号",
    "（2026）湘0602财保31号",
    "（2026）湘0602民特5号",
    "（2026）湘06破申2号",
    "（2026）湘06强清1号",
    "（2026）湘06法赔3号",
    "（2026）湘06委赔1号",
    "（2026）湘0602司救执2号",
    "（2026）湘06司惩复1号",
    "（2026）湘06认港1号",
    "（2026）湘0602民诉前调889号",
    "（2026）湘0602诉前调书12号",
    "（2026）湘0602民保令1号",
    "（2026）兵0801民初77号",
    "（2019）沪74民初3号",
    "（2018）粤03民初2246-2250号",
    "（2026）湘0602民初123号之一",
    "（2026）湘0602执567号之2",
    "（2026）湘0602执567号之十",
    "（2026）湘0602执567号之十二",
    # In other brackets, widths, with blanks and line breaks.
    "(2026)湘0602民初123号",
    "〔2026〕湘0602民初123号",
    "[2026]湘0602民初123号",
    "［2026］湘0602民初123号",
    "【2026】湘0602民初123号",
    "｛2026｝湘0602民初123号",
    "（２０２６）湘０６０２民初１２３号",
    "（2026） 湘 0602 民初 123 号",
    "（2026）湘0602民初\n123号",
    "（2026）\u3000湘0602\u00a0民\u200b初123号",
    "（2026年）湘0602民初123号",
    "（2026）湘0602民初第123号",
    # Shortened, masked, lettered.
    "2026湘0602民初123号",
    "（2026）湘0602民初123",
    "2026湘06民终45",
    "湘0602民初123号",
    "（2026）湘0602民初×××号",
    "（2026）湘****民初***号",
    "（2026）湘0602民初某某号",
    "（2026）湘0602知民初A12号",
    "（2026）湘0602新类1号",
    "（2026）岳阳楼民初123号",
    "（2026）岳阳楼区法院民初123号",
    # Before 2016.
    "（2013）楼民初字第123号",
    "(2010)岳中民一终字第5号",
    "（2014）民提字第34号",
    "（2009）岳刑二终字第18号",
    "（2012）君执字第301号",
    "（2013）岳楼执恢字第6号",
    "（2015）浦民一（民）初字第1024号",
    "（2011）湘高法民三终字第77号",
    "〔2008〕岳行初字第9号",
    "（2013）楼民初字123号",
    "（2007）岳民初字第一百二十三号",
]

LEFT_IN_PEACE = [
    # Papers of this product.
    "意见〔2026〕31号",
    "议定〔2026〕3号",
    "〔2026〕第5号",
    "纪要〔2026〕第5号",
    # Documents of courts, bureaus, associations, parties.
    "司发通〔2021〕60号",
    "法释〔2015〕5号",
    "法发〔2015〕14号",
    "法〔2015〕137号",
    "湘高法〔2020〕3号",
    "岳中法发〔2023〕5号",
    "湘司发〔2022〕18号",
    "岳律协〔2026〕12号",
    "（2026）岳律协字第12号",
    "国办发明电〔2024〕12号",
    "中办发〔2016〕21号",
    "国函〔2012〕104号",
    "新行审〔2026〕12号",
    "（2026）湘律协12号",
    "（2026）京民发12号",
    "（2026）岳经调12号",
    # Letters and contracts of law firms, arbitrations, police, procuratorates, licences.
    "（2023）岳律函字第12号",
    "（2023）湘某律民代字第12号",
    "（2023）刑辩字第8号",
    "（2023）顾字第2号",
    "（2023）岳仲裁字第12号",
    "岳劳人仲案字〔2023〕第12号",
    "岳公（刑）立字〔2023〕123号",
    "岳检刑诉〔2023〕12号",
    "第14306201310123456号",
    "湘F12345",
    # Laws, dates, quantities, addresses.
    "《中华人民共和国民事诉讼法》（2023年修正）第85条",
    "（2026）年3月9日上午9时，民初立案大厅1号窗口",
    "2026年新民初级中学12号楼",
    "2025年湘江路民生大厦3号",
    "民初立案较去年增加123件，执行到位率为45.6%。",
    "建议2026年起执行立案窗口增设2号、3号",
    "四次会议共收集意见40条、15条",
    "京津冀2026年执法协作",
]


@pytest.mark.parametrize("number", FOUND)
def test_case_number_is_found_whole_in_a_sentence(number: str) -> None:
    assert find_case_numbers(f"关于{number}一案的庭审安排") == [number]


@pytest.mark.parametrize("text", LEFT_IN_PEACE)
def test_other_numbers_are_left_in_peace(text: str) -> None:
    assert find_case_numbers(f"按照{text}的要求，请予办理。") == []


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len(set(FOUND)) >= 40
    assert len(set(LEFT_IN_PEACE)) >= 25


def test_several_are_listed_in_order_and_each_once() -> None:
    text = "见（2026）湘0602民初1号、(2026)湘06民终2号；又见（2026）湘0602民初1号及意见〔2026〕31号。"
    assert find_case_numbers(text) == ["（2026）湘0602民初1号", "(2026)湘06民终2号"]


@given(
    year=st.integers(1980, 2099),
    court=st.sampled_from(["湘0602", "湘06", "京01", "新40", "兵0801", "最高法", "湘"]),
    kind=st.sampled_from(["民初", "民终", "刑初", "行终", "执", "执恢", "民申", "破申", "财保"]),
    number=st.integers(1, 99_999),
    brackets=st.sampled_from(["（）", "()", "〔〕", "[]", "【】"]),
    gap=st.sampled_from(["", " ", "\u3000", "\n", "\u200b"]),
)
def test_brackets_and_gaps_make_no_difference(
    year: int, court: str, kind: str, number: int, brackets: str, gap: str
) -> None:
    written = gap.join([brackets[0] + str(year) + brackets[1], court, kind, str(number), "号"])
    assert find_case_numbers(f"请问{written}何时开庭？") == [written]


@given(st.text())
def test_any_text_can_be_searched_and_what_is_found_is_in_it(text: str) -> None:
    assert all(found in text for found in find_case_numbers(text))
