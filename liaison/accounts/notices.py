"""Mails of accounts: something happened to yours, and where to look; links that set a password go sealed."""

import secrets
from typing import Final

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.accounts.models import CodeKind, EntryCode
from liaison.core import clock
from liaison.store import outbox
from liaison.store.outbox import SECRET_PLACE
from liaison.store.users import User

SETTINGS: Final = "liaison.settings"
SUBJECTS: Final = {
    "password_reset": _l("您的密码已由经办人或系统管理员重设"),
    "factor_dropped": _l("您的两步验证已由系统管理员解除"),
    "account_assigned": _l("您的账户角色已由系统管理员调整"),
    "work_handed_over": _l("有人离任，其在办事项已移交给您"),
    "stand_in_named": _l("有一项与您有关的代理安排"),
    "stand_in_ended": _l("一项与您有关的代理安排已提前结束"),
}


def tell(user: User, what: str, *, but: int | None = None) -> None:
    """Queue a mail about what happened to the account, if it has an address; who did it (`but`) knows already."""
    if not user.email or user.id == but:
        return
    with force_locale(user.language or "zh"):
        subject = str(SUBJECTS[what])
        body = "\n\n".join(
            (
                _("%(subject)s。请登录法官律师联络平台查看：", subject=subject) + f"\n{_site()}/account",
                _("如非您知情，请立即联系本方经办人或系统管理员。"),
            )
        )
    outbox.queue(f"account:{user.id}:{what}:{secrets.token_hex(8)}", user.email, subject, body)


def send_link(user: User, token: str, kind: CodeKind, request_id: int) -> None:
    """Queue the mail with the link that sets a password. The link itself is sealed until the mail has left."""
    with force_locale(user.language or "zh"):
        subject = _("设置法官律师联络平台的密码")
        words = (
            _("请打开以下链接设置密码，链接 30 分钟内有效，只能使用一次：")
            if kind is CodeKind.MAIL
            else _("请打开以下链接设置密码，链接 3 日内有效，只能使用一次：")
        )
        note = _("您的用户名：%(username)s。如非您本人要求，请忽略本邮件。", username=user.username)
    link = f"{_site()}/login/password?code={token}"
    outbox.queue(
        f"account:{user.id}:link:{request_id}", user.email, subject, f"{words}\n{SECRET_PLACE}\n\n{note}", secret=link
    )


def remind_of_end(user: User, code: EntryCode, before: int) -> bool:
    """Queue the mail that a code ends in so many days, without the code; whether it is the first of this occasion."""
    with force_locale(user.language or "zh"):
        subject = _("您的法官律师联络平台账户还没有激活")
        name, ends = user.username, format_date(clock.local(code.expires_at).date())
        body = "\n\n".join(
            (
                _("您的账户还没有激活，一次性代码于%(day)s到期。您的用户名：%(username)s。", username=name, day=ends),
                _("请用激活条上的二维码或代码，或者此前邮件中的链接，设置密码：") + f"\n{_site()}/login/password",
                _("激活条遗失或者代码已过期的，请与本方经办人联系。"),
            )
        )
    return outbox.queue(f"account:{user.id}:ends:{code.id}:{before}", user.email, subject, body)


def _site() -> str:
    return str(current_app.extensions[SETTINGS].public_url)
