"""Who oversees what, how states are called, and what may be tried again; pure."""

from datetime import datetime, timedelta
from typing import Final

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role
from liaison.core.wordings import Wording

VERIFY: Final = "audit.verify"
_WEEK: Final = {"年份": "2026", "周次": "12"}
HEAD_SUBJECT: Final = Wording(
    "audit_head.subject", N_("审计记录校验值：邮件标题"), "审计记录校验值（{年份}年第{周次}周）", blanks=_WEEK
)
HEAD_BODY: Final = Wording(
    "audit_head.body",
    N_("审计记录校验值：邮件正文"),
    "截至{日期}，法官律师联络平台的审计记录共{条数}条，最后一条的校验值为：\n\n{校验值}\n\n"
    "请保存本邮件。今后如对记录有疑问，审计员可以用它核对记录是否被改动或者截短。",
    blanks={**_WEEK, "日期": "2026年3月20日", "条数": "1024", "校验值": "9f86d081884c7d65…"},
    needed=frozenset({"条数", "校验值"}),
    is_long=True,
)
OLD_BACKUP: Final = timedelta(days=2)
OLD_PROOF: Final = timedelta(days=31)
LEAST_FREE_BYTES: Final = 2 * 1024**3
LEAST_FREE_SHARE: Final = 0.1
FEW_DAYS_LEFT: Final = 21
"""Of a certificate: time enough to get another."""
LATE_WORKER: Final = timedelta(minutes=5)
MAIL_STATES: Final[dict[str, tuple[str, Tone]]] = {
    "queued": (N_("待发送"), "info"),
    "sending": (N_("发送中"), "info"),
    "sent": (N_("已发送"), "good"),
    "kept": (N_("未设邮件服务，仅留存"), "neutral"),
    "failed": (N_("发送失败"), "bad"),
}
JOB_STATES: Final[dict[str, tuple[str, Tone]]] = {
    "queued": (N_("等待"), "info"),
    "running": (N_("进行中"), "info"),
    "done": (N_("完成"), "good"),
    "failed": (N_("失败"), "bad"),
    "cancelled": (N_("已取消"), "neutral"),
}
RUN_LABELS: Final[dict[str, tuple[str, Tone]]] = {
    "created": (N_("已备份"), "info"),
    "restored": (N_("已恢复"), "good"),
    "rehearsed": (N_("试恢复"), "good"),
}
JOB_KINDS: Final[dict[str, str]] = {
    "papers.render": N_("生成公文"),
    "complaints.render": N_("生成投诉文书"),
    "retention.purge": N_("清除到期记录"),
    "attachments.prepare": N_("处理上传的文件"),
    "accounts.send_link": N_("寄送账户链接"),
    "previews.render": N_("生成预览"),
    "keys.reseal": N_("更换数据密钥后重新封存"),
    "ledgers.make": N_("导入台账"),
    "backup.create": N_("定时备份"),
    "backup.rehearse": N_("试恢复"),
    VERIFY: N_("核对审计记录"),
}


def is_auditor(user: Actor) -> bool:
    """Who reads the audit trail."""
    return user.has(Role.AUDITOR)


def is_administrator(user: Actor) -> bool:
    """Who sees that the machine does its work."""
    return user.has(Role.ADMINISTRATOR)


def why_not_resend(status: str, *, had_secret: bool) -> Refusal | None:
    """A mail that was given up goes again, unless its link is gone: that must be asked for anew."""
    if status != "failed":
        return Refusal(N_("只有发送失败的邮件可以重发。"), kind="state")
    if had_secret:
        return Refusal(N_("邮件中的链接已经失效，请重新发起。"), kind="state")
    return None


def why_not_retry(status: str) -> Refusal | None:
    """A failed job may be tried again."""
    return None if status == "failed" else Refusal(N_("只有失败的任务可以重试。"), kind="state")


def why_not_cancel(status: str) -> Refusal | None:
    """A job that has not ended may be taken back."""
    return None if status in {"queued", "running"} else Refusal(N_("任务已经结束，不能取消。"), kind="state")


def hidden(recipient: str) -> str:
    """The address without who it is: only the domain."""
    return f"…@{recipient.rpartition('@')[2]}"


def is_old(moment: datetime | None, now: datetime, limit: timedelta) -> bool:
    """Whether something was last done too long ago, or never."""
    return moment is None or now - moment > limit


def is_scarce(free: int, total: int) -> bool:
    """Whether a disk is nearly full: under 2 GB, or under a tenth."""
    return free < LEAST_FREE_BYTES or free < LEAST_FREE_SHARE * total
