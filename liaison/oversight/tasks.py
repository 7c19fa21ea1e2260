"""What is due of oversight: the chain verified once a night, its head sent to both associations once a week."""

from datetime import timedelta
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.oversight.queries import trail
from liaison.oversight.rules import HEAD_BODY, HEAD_SUBJECT, VERIFY
from liaison.store import audit, files, jobs, outbox, wordings
from liaison.store.jobs import OPEN, Job

NIGHTLY: Final = timedelta(hours=20)


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
    facts = {
        "年份": str(year),
        "周次": str(week),
        "日期": chinese_date(today),
        "条数": str(head.length),
        "校验值": trail.head_hash(),
    }
    subject, body = wordings.write(HEAD_SUBJECT, facts), wordings.write(HEAD_BODY, facts)
    for user in trail.witnesses():
        outbox.queue(f"audit-head:{year}-{week}:{user.id}", user.email, subject, body)
