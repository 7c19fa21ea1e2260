"""The texts of the demonstration city read like the real thing: lengths, punctuation, no template, nothing real."""

import json
import re
from collections import Counter
from importlib.resources import files

from liaison.core.case_numbers import find_case_numbers
from liaison.demo import content

HAN = r"[\u4e00-\u9fff]"
OPINIONS, CONFERENCES = content.opinions(), content.conferences()
REAL_FIRMS = (
    "金杜 大成 盈科 德恒 君合 中伦 国浩 天元 炜衡 锦天城 方达 竞天 通商 汉坤 金诚 京师 康达 观韬 海问 隆安 天同 岳成"
)
RESERVED = {"湖南", "岳阳", "宁波", "海曙"}


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    return [text for part in value for text in _strings(part)] if isinstance(value, list) else []


def _files() -> dict[str, str]:
    folder = files(content.__name__)
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".json")}


ALL_TEXTS = [text for data in _files().values() for text in _strings(json.loads(data)) if re.search(HAN, text)]


def test_texts_of_opinions_have_a_sensible_length() -> None:
    limits = {"title": (8, 30), "text": (80, 250), "grounds": (15, 120), "wanted": (15, 120)}
    for opinion in OPINIONS:
        for field, (least, most) in limits.items():
            assert least <= len(getattr(opinion, field)) <= most, (opinion.key, field)
        assert not opinion.reply or 60 <= len(opinion.reply) <= 200, opinion.key


def test_no_text_is_written_twice() -> None:
    for field in ("title", "text", "grounds", "wanted", "reply"):
        written = [getattr(opinion, field) for opinion in OPINIONS if getattr(opinion, field)]
        assert len(written) == len(set(written)), field
    assert len({row.text for c in CONFERENCES for row in c.resolutions}) == sum(len(c.resolutions) for c in CONFERENCES)


def test_opinions_do_not_follow_one_pattern() -> None:
    for field, share in (("text", 0.95), ("reply", 0.8), ("title", 0.95)):
        openings = [getattr(opinion, field)[:4] for opinion in OPINIONS if getattr(opinion, field)]
        assert len(set(openings)) >= share * len(openings), Counter(openings).most_common(5)


def test_no_two_opinions_share_a_run_of_words() -> None:
    seen: dict[str, str] = {}
    for opinion in OPINIONS:
        for text in (opinion.text, opinion.reply):
            plain = re.sub(r"《[^》]*》", "", text)
            for run in {plain[at : at + 11] for at in range(len(plain) - 10)}:
                assert seen.setdefault(run, opinion.key) == opinion.key, (run, opinion.key)


def test_chinese_text_has_full_width_punctuation() -> None:
    for text in ALL_TEXTS:
        assert not re.search(r"[,;:!?()\[\]\"'<>]", text.replace("{date}", "")), text
        assert not re.search(rf"{HAN}\s|\s{HAN}|{HAN}[.~]|[.]{HAN}|[\uff10-\uff19]", text), text
        assert text.count("“") == text.count("”"), text
        assert text.count("《") == text.count("》"), text
        assert not re.search(r"[，。；：、]{2}", text), text


def test_sentences_end_with_a_full_stop() -> None:
    sentences = [t for o in OPINIONS for t in (o.text, o.grounds, o.wanted, o.reply) if t]
    sentences += [text for c in CONFERENCES for item in c.agenda for text in (item.record, item.outcome) if text]
    sentences += [text for c in CONFERENCES for row in c.resolutions for text in (row.text, row.done_note) if text]
    assert [text for text in sentences if text[-1] not in "。”"] == []


def test_no_text_names_a_court_case_a_year_or_a_real_place() -> None:
    for text in ALL_TEXTS:
        assert find_case_numbers(text) == []
        assert not re.search(r"(?:19|20)\d\d年", text), "the demo's today moves; texts name no year"
        assert not any(place in text for place in RESERVED), text


def test_no_firm_is_called_like_a_well_known_one() -> None:
    for firm in content.firms():
        core = re.fullmatch(rf"云江({HAN}{{2}})律师事务所", firm.name)
        assert core, firm.name
        assert core[1] not in REAL_FIRMS.split()
        assert firm.short_name == f"{core[1]}所"


def test_data_files_are_written_the_same_way() -> None:
    for name, text in _files().items():
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n", name
