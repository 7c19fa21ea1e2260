"""What is due of oversight: the chain verified once a night, its head sent to both associations once a week."""

from datetime import timedelta
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.oversight.queries import trail
from liaison.oversight.rules import VERIFY
from liaison.store import audit, files, jobs, outbox
from liaison.store.jobs import OPEN, Job

NIGHTLY: Final = timedelta(hours=20)
SUBJECT: Final = "审计记录校验值（%(year)d年第%(week)d周）"
BODY: Final = """截至%(day)s，法官律师联络平台的审计记录共%(last)d条，最后一条的校验值为：

%(hash)s

请保存本邮件。今后如对记录有疑问，审计员可以用它核对记录是否被改动或者截短。
"""


def verify_trail(_job: Job) -> None:
    """Check the whole chain. Raises RuleBroken, which is final: the page of the trail says it in red."""
    broken = audit.verify(files.folder().parent / audit.HEADS)
    if broken is not None:
        raise RuleBroken(
            N_("审计记录在第 %(entry)d 条处核对不符（%(reason)s）。"), entry=broken.entry_id, reason=broken.reason
        )


def verify_nightly() -> None:
    """Ask for a check when the last one is a night ago; a broken chain alarms, and stops nothing."""
    now, last = clock.now(), trail.last_check()
    is_night = clock.local(now).hour < 6
    if last is None or (last.status not in OPEN and is_night and now - last.queued_at > NIGHTLY):
        jobs.enqueue(VERIFY, None)


def send_heads() -> None:
    """Mail the head of the chain to both associations once a week: each side is the other's witness."""
    head = trail.chain()
    if head.length == 0:
        return
    today = clock.today()
    year, week, _day = today.isocalendar()
    facts = {"year": year, "week": week, "day": today, "last": head.length, "hash": trail.head_hash()}
    for user in trail.witnesses():
        outbox.queue(f"audit-head:{year}-{week}:{user.id}", user.email, SUBJECT % facts, BODY % facts)
