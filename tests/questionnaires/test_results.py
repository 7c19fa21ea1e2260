"""Results: gates, small cells, interval, rounds, writing, who sees what, report and workbook."""

import random

import pytest
from flask import Flask

from liaison.core import clock
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.items import UNOBSERVED
from liaison.core.proportions import Depth
from liaison.core.sides import Role, Side
from liaison.papers.sheet import sheet_names
from liaison.questionnaires.facts import reports
from liaison.questionnaires.models import Questionnaire, QuestionnaireCount, QuestionnaireStatus
from liaison.questionnaires.projections import results as shown
from liaison.questionnaires.queries import design_of, texts
from liaison.questionnaires.rules.counting import BASE
from liaison.questionnaires.rules.merging import Table, without_small_cells
from liaison.questionnaires.rules.results import Limits, results
from liaison.questionnaires.services import designing, fielding, reading, releasing
from liaison.questionnaires.services.reading import Verdict
from liaison.store import unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.questionnaires import answer, make_design, open_questionnaire
from tests.page import Browser

LIMITS = Limits(least=5, full=10, publish=18, excellent=90, good=80, fair=60)


def released(by: User, answers: int, **values: str) -> Questionnaire:
    """A questionnaire with so many answers, closed and released without writing."""
    made, codes = open_questionnaire(by, tickets=max(answers, 1))
    for code in codes[:answers]:
        answer(made, code, **values)
    with unit.transaction():
        made = db.session.get_one(Questionnaire, made.id)
        fielding.close(made, by)
        releasing.release(made, by)
    return made


def counts(n: int, best: int) -> dict[tuple[str, str], int]:
    return {("j1", "5"): best, ("j1", "3"): n - best, ("j1", BASE): n, ("j1", UNOBSERVED): 7}


@pytest.mark.parametrize(
    ("n", "depth", "share", "best"),
    [(4, Depth.NOTHING, None, None), (9, Depth.COUNTS, None, None), (10, Depth.FULL, 0.4, 0.4)],
)
def test_below_five_nothing_below_ten_counts_only(n: int, depth: Depth, share: float, best: float) -> None:
    found = results(make_design(items=1), counts(n, 4), n + 7, LIMITS).questions[1]
    assert (found.depth, found.best) == (depth, best)
    if depth is Depth.NOTHING:
        assert (found.n, found.unobserved, found.rows) == (None, None, ())
    else:
        assert (found.rows[0].count, found.rows[0].share) == (4, share)
        assert found.unobserved == 7, "not observed stands beside, and is in no denominator"


def test_measures_of_a_scale() -> None:
    found = results(make_design(items=1), counts(20, 15), 27, LIMITS)
    item = found.questions[1]
    assert (item.n, item.median, item.mean, item.points) == (20, 5, 4.5, 9)
    assert item.best == 0.75
    assert (round(item.low, 4), round(item.high, 4)) == (0.5313, 0.8881)
    assert found.points == 90


def test_no_cell_of_one_to_four_ever_remains() -> None:
    chance = random.Random(7)
    for _ in range(500):
        rows, columns = chance.randint(1, 6), chance.randint(1, 6)
        cells = tuple(tuple(chance.choice((0, 1, 3, 5, 9, 40)) for _ in range(columns)) for _ in range(rows))
        table = Table(tuple(map(str, range(rows))), tuple(map(str, range(columns))), cells)
        kept = without_small_cells(table)
        if kept is not None:
            assert not any(0 < cell < 5 for row in kept.cells for cell in row)
            assert sum(map(sum, kept.cells)) == sum(map(sum, cells))
            assert min(len(kept.rows), len(kept.columns)) >= 2


def test_neighbours_are_merged_and_what_cannot_be_is_dropped() -> None:
    table = Table(("民事", "刑事"), ("始终", "经常", "从未"), ((20, 6, 2), (10, 7, 3)))
    assert without_small_cells(table) == Table(("民事", "刑事"), ("始终", "经常、从未"), ((20, 8), (10, 10)))
    assert without_small_cells(Table(("民事", "刑事"), ("始终", "从未"), ((20, 2), (10, 30)))) is None


def test_results_are_nobodys_before_they_are_released(app: Flask, officer: User) -> None:
    made, codes = open_questionnaire(officer)
    answer(made, codes[0])
    with pytest.raises(NotFound):
        shown.seen_results(officer, made)
    assert Browser(app).sign_in("bar.officer").send("GET", f"/questionnaires/{made.id}/results").status_code == 404


def test_writing_is_read_by_one_of_each_side_before_release(officer: User, other_officer: User) -> None:
    made, codes = open_questionnaire(officer, tickets=3)
    for code, text in zip(codes, ("张三法官总是迟到", "开庭时间请提前公布", "胡言乱语"), strict=True):
        answer(made, code, k2=text)
    with unit.transaction():
        made = db.session.get_one(Questionnaire, made.id)
        fielding.close(made, officer)
    by_text = {text.text: text.id for text in texts.texts_of(made)}
    with unit.transaction(), pytest.raises(RuleBroken):
        releasing.release(made, officer)
    with unit.transaction(), pytest.raises(RuleBroken):
        reading.read(made, [Verdict(by_text["张三法官总是迟到"], False, "李四")], officer)
    with unit.transaction():
        reading.read(made, [Verdict(id, text == "胡言乱语") for text, id in by_text.items()], officer)
        reading.read(
            made, [Verdict(id, False, "张三" if "张三" in text else "") for text, id in by_text.items()], other_officer
        )
    with unit.transaction():
        third = make_user("bench.second", side=Side.BENCH, roles=(Role.OFFICER,))
        with pytest.raises(RuleBroken, match="另一位经办人"):
            reading.read(made, [], third)
        releasing.release(made, officer)
        db.session.query(QuestionnaireCount).update({"count": 12})
        made.returned = 12
    seen = shown.seen_results(officer, made)
    assert sorted(seen.texts[0][1]) == ["■■■■法官总是迟到", "开庭时间请提前公布"]
    assert seen.withheld_texts == 1


def test_the_page_of_results_in_both_languages_and_the_way_to_an_opinion(app: Flask, officer: User) -> None:
    made = released(officer, 11)
    desk = Browser(app).sign_in("bar.officer")
    url = f"/questionnaires/{made.id}/results"
    page = desk.get(url)
    assert page.select("//svg[contains(@class, 'chart-wide')]")
    assert "74–100%" in page.text, "the lower end of 11 of 11"
    desk.get(f"{url}?bars=even&lang=en")
    finding = made.id * 1000 + 2
    assert page.select(f"//a[contains(@href, 'from=questionnaire_finding-{finding}')]")
    assert sheet_names(desk.send("GET", f"{url}.xlsx").data) == ["方法", "分布", "指标"]
    desk.submit(url, action=f"/questionnaires/{made.id}/report")
    assert db.session.query(Preview).one().kind == "report"
    draft = shown.draft(officer, finding)
    assert "95%区间74%至100%" in draft.grounds
    # The association's own, from what was collected: the officer only says what it is about.
    form = desk.get(f"/opinions/lodge?from=questionnaire_finding-{finding}").tree.forms[-1]
    values = dict(form.form_values())
    assert (values["proposer_kind"], values["channel"]) == ("association", "template")
    assert values["received_on"] == clock.today().isoformat()


def test_each_card_of_few_answers_is_named_after_its_question(app: Flask, officer: User) -> None:
    made = released(officer, 6)
    page = Browser(app).sign_in("bar.officer").get(f"/questionnaires/{made.id}/results")
    titles = [title.text_content().strip() for title in page.select("//section[starts-with(@id, 'card-bars')]//h2")]
    assert titles == ["第 1 题的分布", "第 2 题的分布", "第 3 题的分布"]


def test_too_few_answers_are_published_to_nobody_outside_the_offices(app: Flask, officer: User) -> None:
    made = released(officer, 11)
    lawyer = signed_in(app, "lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    page = lawyer.get(f"/questionnaires/{made.id}/results")
    assert "不足 18 份" in page.text
    assert not page.select("//svg[contains(@class, 'chart-wide')]")
    assert lawyer.send("POST", f"/questionnaires/{made.id}/report").status_code in {400, 403}


def test_rounds_are_compared_by_items_of_the_same_key_and_text(officer: User) -> None:
    first = released(officer, 10, j1="5")
    with unit.transaction():
        second = designing.copy(first, officer)
        designing.publish(second, officer)
        codes = fielding.issue(second, 10, officer)
        fielding.open(second, officer)
    for code in codes:
        answer(second, code, j1="3")
    with unit.transaction():
        second = db.session.get_one(Questionnaire, second.id)
        fielding.close(second, officer)
        releasing.release(second, officer)
    line = shown.trend(second)
    assert line is not None
    assert line.labels == ("第1轮", "第2轮")
    assert line.series[0].values == (1000, 800)
    assert shown.trend(first) is None


def test_the_report_says_how_it_was_done(officer: User) -> None:
    made = released(officer, 10)
    facts = reports.report(made, shown.seen_results(officer, made), made.issued, None, "云江市律师协会")
    said = " ".join(getattr(block, "text", "") for block in facts.blocks)
    assert "发出答题码10，收回10份，回收率100.0%" in said
    assert "准时开庭、仪表规范" in said
    assert design_of(made).frozen_on is not None
    assert made.status is QuestionnaireStatus.RELEASED
