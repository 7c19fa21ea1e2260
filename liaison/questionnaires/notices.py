"""Mails of questionnaires: something waits, and where; nothing of what it asks."""

from collections.abc import Iterable

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Row

from liaison.core.sides import Side
from liaison.questionnaires.models import Questionnaire
from liaison.questionnaires.queries import asked
from liaison.store import outbox

SETTINGS = "liaison.settings"
Addressee = Row[int, str, str | None]


def opened(questionnaire: Questionnaire) -> None:
    """Tell everybody who is asked."""
    _invite(questionnaire, "opened", asked.addresses(questionnaire, unanswered_only=False))


def reminded(questionnaire: Questionnaire) -> None:
    """Tell those who have not answered once more."""
    _invite(questionnaire, f"reminder{questionnaire.reminders}", asked.addresses(questionnaire, unanswered_only=True))


def closed(questionnaire: Questionnaire) -> None:
    """Tell both offices that there may be something to read, and the own one that results can be released."""
    url = f"{_site()}/questionnaires/{questionnaire.id}"
    for user_id, address, language in asked.officers(list(Side)):
        with force_locale(language or "zh"):
            subject = _("有一份问卷已截止")
            body = _("您好：\n\n一份问卷已截止，请登录法官律师联络平台查看是否有文字需要审读：\n%(url)s", url=url)
        outbox.queue(f"questionnaire:{questionnaire.id}:closed:{user_id}", address, subject, body)


def released(questionnaire: Questionnaire) -> None:
    """Tell both offices that the results are there."""
    url = f"{_site()}/questionnaires/{questionnaire.id}/results"
    for user_id, address, language in asked.officers(list(Side)):
        with force_locale(language or "zh"):
            subject = _("有一份问卷的结果已发布")
            body = _("您好：\n\n一份问卷的结果已发布，请登录法官律师联络平台查看：\n%(url)s", url=url)
        outbox.queue(f"questionnaire:{questionnaire.id}:released:{user_id}", address, subject, body)


def _invite(questionnaire: Questionnaire, occasion: str, people: Iterable[Addressee]) -> None:
    url = f"{_site()}/q/{questionnaire.code}"
    for user_id, address, language in people:
        with force_locale(language or "zh"):
            subject = _("有一份问卷请您填写")
            body = _("您好：\n\n有一份问卷请您填写，登录后即可作答：\n%(url)s", url=url)
        outbox.queue(f"questionnaire:{questionnaire.id}:{occasion}:{user_id}", address, subject, body)


def _site() -> str:
    return str(current_app.extensions[SETTINGS].public_url)
