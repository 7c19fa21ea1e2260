"""Purging: what single people said and who was asked goes; the results, the rate and what was let pass stay."""

from pathlib import Path

from sqlalchemy import func, select

from liaison.core.sides import Role, Side
from liaison.questionnaires.models import (
    Mode,
    Questionnaire,
    QuestionnaireNamed,
    QuestionnaireParticipant,
    QuestionnaireResponse,
    QuestionnaireText,
)
from liaison.questionnaires.projections import results as shown
from liaison.questionnaires.queries import asked, retaining, texts
from liaison.questionnaires.services import fielding, purging, reading, releasing
from liaison.questionnaires.services.reading import Verdict
from liaison.store import purges, unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.questionnaires import answer, answer_signed_in, open_questionnaire
from tests.page import Browser

WRITTEN = ("张三法官总是迟到", "胡言乱语", "开庭请提前公布")


def get(id: int) -> Questionnaire:
    db.session.rollback()
    return db.session.get_one(Questionnaire, id)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_single_responses_go_and_what_was_published_stays(officer: User, other_officer: User, instance: Path) -> None:
    made, codes = open_questionnaire(officer, tickets=12)
    for number, code in enumerate(codes[:11]):
        answer(made, code, k2=WRITTEN[number] if number < 3 else "")
    with unit.transaction():
        made = get(made.id)
        fielding.close(made, officer)
        for reader, struck in ((officer, "张三"), (other_officer, "")):
            verdicts = [
                Verdict(text.id, text.text == WRITTEN[1], struck if "张三" in text.text else "")
                for text in texts.texts_of(made)
            ]
            reading.read(made, verdicts, reader)
        releasing.release(made, officer)
    before = shown.seen_results(officer, get(made.id))
    assert retaining.closed_before(made.closed_on) == []
    with unit.transaction():
        purging.purge([made.id], officer)
    after = shown.seen_results(officer, get(made.id))
    assert after == before
    assert (count(QuestionnaireResponse), after.withheld_texts) == (0, 1)
    assert sorted(db.session.scalars(select(QuestionnaireText.text))) == ["", "■■■■法官总是迟到", WRITTEN[2]]
    assert (purging.PURGE, made.code) in purges.entries(instance / purges.LEDGER)
    with unit.transaction():
        purging.erase(made.code)
        purging.erase("NOSUCHCODE")
    assert shown.seen_results(officer, get(made.id)) == before


def test_who_was_asked_goes_and_the_rate_stays(officer: User, browser: Browser) -> None:
    lawyers = [make_user(f"lawyer{number}", side=Side.BAR, roles=(Role.LAWYER,)) for number in range(3)]
    made, _codes = open_questionnaire(officer, mode=Mode.NAMED)
    answer_signed_in(made, lawyers[0], k2="实名的意见")
    with unit.transaction():
        fielding.close(get(made.id), officer)
    browser.sign_in("bar.officer")
    assert "实名的意见" in browser.get(f"/questionnaires/{made.id}/responses").text
    assert retaining.find_id(f"https://example.org/q/{made.code}") == made.id
    with unit.transaction():
        purging.purge([made.id], None)
    assert (count(QuestionnaireNamed), count(QuestionnaireParticipant), count(QuestionnaireText)) == (0, 0, 0)
    assert asked.count_participants(get(made.id)) == (3, 1)
    page = browser.get(f"/questionnaires/{made.id}")
    assert "按保存期限清除" in page.text
    assert "已填 1 / 应填 3 人" in page.text
