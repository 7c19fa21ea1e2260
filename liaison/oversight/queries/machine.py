"""What is looked up on the machine itself, and how it stands: disk, keys, mail, worker, database, backups."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.oversight import rules
from liaison.oversight.queries import certificate, work
from liaison.papers import fonts
from liaison.papers.fonts import Filling
from liaison.papers.libraries import LIBRARIES, PROGRAMS, check_libraries
from liaison.store import backup_runs, files, heartbeat
from liaison.store.backup_runs import BackupRun, RunKind


@dataclass(frozen=True, slots=True)
class Need:
    """A library or a program of the system, and how to come by it where it is missing."""

    name: str
    package: str
    is_there: bool


def font_fillings() -> tuple[Filling, ...]:
    """Each typeface of official papers with the font that fills it."""
    return fonts.survey()


def needs() -> list[Need]:
    """The system libraries and programs of the renderer."""
    missing = {line.split(" ", 1)[0] for line in check_libraries()}
    known = {**LIBRARIES, **PROGRAMS}
    return [Need(name, package, name not in missing) for name, (package, _effect) in known.items()]


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing of the machine: how it is, in words with their values, and what to do where it falls short."""

    label: str
    state: str
    tone: Tone
    advice: str = ""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """Whether backups are made, and how long ago the last was made and the last came back."""

    is_scheduled: bool
    kept: int
    made: BackupRun | None
    proved: BackupRun | None
    is_old: bool
    is_unproven: bool


def standings(settings: Any, now: datetime) -> list[Standing]:
    """How the machine stands. `settings`: those of the application."""
    backups = backup_standing(now)
    return [
        _disk(),
        _worker(now),
        _queue(now),
        _mail(has_server=bool(settings.mail_url)),
        _keys(is_beside=settings.has_keys_beside_data, is_demo=settings.demo),
        _database(is_sqlite=settings.is_sqlite),
        *_certificate(settings, now),
        *_backups(backups),
    ]


def backup_standing(now: datetime) -> BackupStanding:
    """What the pages say of backups."""
    plan = backup_runs.schedule()
    made = backup_runs.last(RunKind.CREATED)
    proved = backup_runs.last(RunKind.RESTORED, RunKind.REHEARSED)
    return BackupStanding(
        is_scheduled=bool(plan.passphrase),
        kept=plan.kept,
        made=made,
        proved=proved,
        is_old=rules.is_old(made.at if made else None, now, rules.OLD_BACKUP),
        is_unproven=rules.is_old(proved.at if proved else None, now, rules.OLD_PROOF),
    )


def _disk() -> Standing:
    found = shutil.disk_usage(files.folder().parent)
    values = (("free", round(found.free / 1024**3, 1)),)
    if rules.is_scarce(found.free, found.total):
        advice = N_("请清理磁盘或扩容。空间用尽后系统不再接收新内容，已有内容不受影响。")
        return Standing(N_("磁盘空间"), N_("剩余 %(free)s GB，不足"), "bad", advice, values)
    return Standing(N_("磁盘空间"), N_("剩余 %(free)s GB"), "good", values=values)


def _worker(now: datetime) -> Standing:
    if rules.is_old(heartbeat.last(), now, rules.LATE_WORKER):
        advice = N_(
            "后台进程五分钟内没有动静：公文不会生成，邮件不会发出。请重新启动服务；若它在另一台机器上运行，请到那台机器查看。"
        )
        return Standing(N_("后台进程"), N_("没有动静"), "bad", advice)
    return Standing(N_("后台进程"), N_("正常"), "good")


def _queue(now: datetime) -> Standing:
    count, waiting_since = work.open_jobs()
    values = (("count", count),)
    if waiting_since is not None and rules.is_old(waiting_since, now, rules.LATE_WORKER):
        advice = N_("有任务等了五分钟以上。请查看“后台任务”页，并确认后台进程在运行。")
        return Standing(N_("任务队列"), N_("%(count)s 项未完成，有积压"), "warn", advice, values)
    return Standing(N_("任务队列"), N_("%(count)s 项未完成"), "good", values=values)


def _mail(*, has_server: bool) -> Standing:
    if not has_server:
        advice = N_("未设 LIAISON_MAIL_URL：通知只留在发件箱页，不会寄出。")
        return Standing(N_("邮件"), N_("未设邮件服务"), "warn", advice)
    failed = work.failed_mail()
    if failed:
        advice = N_("请核对邮件服务的地址和口令，然后在“发件箱”页重发。")
        return Standing(N_("邮件"), N_("%(count)s 封发送失败"), "bad", advice, (("count", failed),))
    return Standing(N_("邮件"), N_("正常"), "good")


def _keys(*, is_beside: bool, is_demo: bool) -> Standing:
    if is_beside:
        advice = N_("密钥与数据在同一文件夹：拿走磁盘的人两样都有。请把密钥移到另一处，并以 LIAISON_KEYS 指明。")
        return Standing(N_("密钥"), N_("与数据放在一起"), "info" if is_demo else "bad", advice)
    return Standing(N_("密钥"), N_("与数据分开存放"), "good")


def _database(*, is_sqlite: bool) -> Standing:
    if is_sqlite:
        return Standing(N_("数据库"), N_("SQLite，适合单台服务器"), "good")
    return Standing(N_("数据库"), N_("PostgreSQL，可供多台服务器使用"), "good")


def _certificate(settings: Any, now: datetime) -> Iterator[Standing]:
    """Only where the public address is one of https."""
    if not settings.is_https:
        return
    try:
        days = (certificate.good_until(settings.public_url) - now).days
    except OSError:
        advice = N_("从服务器上访问不到 LIAISON_PUBLIC_URL 所指的地址，未能读到证书。请核对反向代理和域名解析。")
        yield Standing(N_("网站证书"), N_("未能读到"), "warn", advice)
        return
    values, advice = (("days", days),), N_("请更换反向代理上的证书。过期后浏览器会拒绝打开本站。")
    if days < 0:
        yield Standing(N_("网站证书"), N_("已过期"), "bad", advice)
    elif days <= rules.FEW_DAYS_LEFT:
        yield Standing(N_("网站证书"), N_("%(days)s 天后到期"), "warn", advice, values)
    else:
        yield Standing(N_("网站证书"), N_("%(days)s 天后到期"), "good", values=values)


def _backups(found: BackupStanding) -> Iterator[Standing]:
    if not found.is_scheduled:
        advice = N_("未设 LIAISON_BACKUP_PASSPHRASE：不会自动备份。口令不要写在数据文件夹里。")
        yield Standing(N_("定时备份"), N_("未启用"), "bad", advice)
    elif found.is_old:
        yield Standing(N_("定时备份"), N_("两天内没有备份"), "bad", N_("请在“备份”页查看原因，并立即备份一次。"))
    else:
        yield Standing(N_("定时备份"), N_("正常"), "good")
    if found.is_unproven:
        advice = N_("没有恢复过的备份不算备份。请按运行手册做一次恢复演练；启用定时备份后，系统每周自动试恢复一次。")
        yield Standing(N_("恢复演练"), N_("一个月内没有"), "warn", advice)
    else:
        yield Standing(N_("恢复演练"), N_("正常"), "good")
