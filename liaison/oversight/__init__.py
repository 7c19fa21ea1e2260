"""What auditors and administrators keep an eye on: the trail, mail, jobs, backups, the machine."""

from liaison.core.declaration import Feature, MenuEntry, Retaining
from liaison.core.messages import N_
from liaison.oversight import services
from liaison.oversight.projections import trends, waiting
from liaison.oversight.queries import work
from liaison.oversight.rules import HEAD_BODY, HEAD_SUBJECT, is_administrator, is_auditor

GROUP = N_("系统管理")

FEATURE = Feature(
    name="oversight",
    label=N_("运行监督"),
    menu=(
        MenuEntry(N_("审计记录"), "oversight.audit", "shield-check", GROUP, is_auditor),
        MenuEntry(N_("系统检查"), "oversight.checks", "clipboard-check", GROUP, is_administrator),
        MenuEntry(N_("备份"), "oversight.backups", "device-floppy", GROUP, is_administrator),
        MenuEntry(N_("后台任务"), "oversight.jobs", "list-check", GROUP, is_administrator),
        MenuEntry(N_("发件箱"), "oversight.outbox", "mail", GROUP, is_administrator),
    ),
    waiting=waiting,
    trends=trends,
    starts=(
        MenuEntry(N_("系统检查"), "oversight.checks", "clipboard-check", "", is_administrator),
        MenuEntry(N_("备份"), "oversight.backups", "device-floppy", "", is_administrator),
        MenuEntry(N_("审计记录"), "oversight.audit", "shield-check", "", is_auditor),
    ),
    wordings=(HEAD_SUBJECT, HEAD_BODY),
    retains={
        services.MAIL: Retaining(
            label=N_("发件箱中已了结的邮件"),
            since=N_("自写入发件箱之日起"),
            first_days=183,
            lowest_days=30,
            due=work.settled_before,
            purge=services.purge_mail,
            erase=services.erase_mail,
            is_automatic=True,
        )
    },
)
