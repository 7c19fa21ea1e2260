"""The frozen facts of slips and posters."""

from datetime import datetime

from flask import current_app

from liaison.core import clock
from liaison.core.numbers import chinese_date
from liaison.papers.facts.lists import PosterFacts, Slip, SlipsFacts
from liaison.questionnaires.models import Mode, Questionnaire

SETTINGS = "liaison.settings"


def address(questionnaire: Questionnaire) -> str:
    """Where it is answered, as printed."""
    return f"{current_app.extensions[SETTINGS].public_url}/q/{questionnaire.code}"


def slips(questionnaire: Questionnaire, codes: list[str], issuer: str) -> SlipsFacts:
    """Slips to cut apart. The code stands behind a #, so that no server and no proxy on the way is sent it."""
    site = address(questionnaire)
    return SlipsFacts(
        title=questionnaire.title,
        issuer=issuer,
        issued_on=clock.today(),
        slips=tuple(Slip(f"{site}#{code}", code) for code in codes),
        lines=("扫码填写，匿名，一条只能用一次。", _until(questionnaire)),
        site=site,
    )


def poster(questionnaire: Questionnaire, issuer: str) -> PosterFacts:
    """The poster with the address, and how it is answered."""
    how = {
        Mode.NAMED: "实名填写，请用本人账户登录。",
        Mode.CONFIDENTIAL: "保密填写，请用本人账户登录。",
        Mode.ANONYMOUS: "匿名填写，请使用答题条上的答题码。",
    }
    return PosterFacts(
        title=questionnaire.title,
        issuer=issuer,
        issued_on=clock.today(),
        address=address(questionnaire),
        lines=(how[questionnaire.mode],),
        opens=_moment(questionnaire.opens_at),
        closes=_moment(questionnaire.closes_at),
    )


def _until(questionnaire: Questionnaire) -> str:
    return f"截止：{_moment(questionnaire.closes_at)}" if questionnaire.closes_at else "截止时间另行通知。"


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = clock.local(at)
    return f"{chinese_date(local.date())}{local.hour}时" + (f"{local.minute}分" if local.minute else "")
