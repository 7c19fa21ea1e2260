"""The frozen facts of activation slips: one for each new account, to be cut apart and handed out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from liaison.core import clock
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.wordings import Wording
from liaison.papers.facts.lists import Slip, SlipsFacts

Opened = tuple[str, str, str]
"""User name, name and code of an account that was opened."""
TITLE: Final = Wording("account.slip.title", N_("激活条：标题"), "法官律师联络平台账户激活")
LINES: Final = Wording(
    "account.slip.lines",
    N_("激活条：说明"),
    "扫码，或打开网址输入用户名和代码。\n{日期}前有效，限用一次。",
    blanks={"日期": "2026年3月16日"},
    needed=frozenset({"日期"}),
    is_long=True,
)
ISSUER: Final = Wording("account.slip.issuer", N_("激活条：落款"), "法官律师联络平台")
WORDINGS: Final = (TITLE, LINES, ISSUER)


def slips(opened: Sequence[Opened], site: str, words: tuple[str, str, str]) -> SlipsFacts:
    """A slip for each account. `words`: title, lines and issuer, with the blanks filled in."""
    title, lines, issuer = words
    return SlipsFacts(
        title=title,
        issuer=issuer,
        issued_on=clock.today(),
        slips=tuple(
            Slip(f"{site}/login/password?{urlencode({'username': username, 'code': code})}", code, f"{name} {username}")
            for username, name, code in opened
        ),
        lines=tuple(lines.splitlines()),
        site=f"{site}/login/password",
    )


def day_words(expires_at: datetime) -> str:
    """The day as papers write it."""
    return chinese_date(clock.local(expires_at).date())
