"""How long a session lasts, how many failures sign-in bears, and what a browser is called."""

from datetime import datetime, timedelta
from typing import Final

from liaison.core.sides import Role

FAILURES_PER_ACCOUNT: Final = 5
FAILURES_PER_ADDRESS: Final = 20
IDLE_STAFF: Final = timedelta(minutes=30)
IDLE_MEMBERS: Final = timedelta(hours=12)
SEEN_STEP: Final = timedelta(minutes=1)
PENDING_FOR: Final = timedelta(minutes=10)
"""How long the second step of a sign-in may take after the first."""
MEMBERS: Final = frozenset({Role.LAWYER, Role.JUDGE})
LONGEST_AGENT: Final = 1000
# What a User-Agent header holds -> the name; the first that fits, since each claims to be those below it as well.
BROWSERS: Final = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("QQBrowser", "QQ浏览器"), ("QIHU", "360浏览器"),
    ("360SE", "360浏览器"), ("MetaSr", "搜狗浏览器"), ("UCBrowser", "UC浏览器"), ("HuaweiBrowser", "华为浏览器"),
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("OpenHarmony", "HarmonyOS"), ("HarmonyOS", "HarmonyOS"), ("Windows", "Windows"), ("Android", "Android"),
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_family(agent: str) -> str:
    """What a browser calls itself, in two words such as "Chrome · Windows"; "" for one that nobody knows.

    No more of the header is kept: a version and a model would tell one person's telephone from another's.
    """
    agent = agent[:LONGEST_AGENT]
    found = (next((name for mark, name in table if mark in agent), "") for table in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))


def idle_limit(roles: frozenset[Role]) -> timedelta:
    """30 minutes for staff, 12 hours for those who are only lawyers or judges."""
    return IDLE_MEMBERS if roles and roles <= MEMBERS else IDLE_STAFF


def is_expired(seen_at: datetime, now: datetime, roles: frozenset[Role]) -> bool:
    """Whether a session has been idle for too long."""
    return now - seen_at > idle_limit(roles)
