"""The way into settings, and the history of what was changed."""

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core import clock as time
from liaison.core.messages import N_
from liaison.core.sides import Role
from liaison.settings import queries
from liaison.settings.models import SUBJECT_LABELS, SettingChange
from liaison.settings.views.room import READERS, blueprint
from liaison.store import holidays
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr

COLUMNS = (N_("时间"), N_("类别"), N_("内容"), N_("修改前"), N_("修改后"), N_("理由"), N_("修改人"), N_("变动的期限"))


@dataclass(frozen=True, slots=True)
class Door:
    """One group of settings on the first page; auditors do not read what `is_for_administrators`."""

    label: str
    about: str
    endpoint: str
    icon: str
    is_for_administrators: bool = False


DOORS = (
    Door(N_("节假日安排"), N_("每年的放假和调休上班日，是所有期限计算的依据。"), "settings.holidays_page", "calendar"),
    Door(N_("办理期限"), N_("各项期限的长短、起算、性质和依据。"), "settings.clocks_page", "clock"),
    Door(N_("意见类别"), N_("意见建议的类别：添加、改名、排序、停用。"), "settings.categories_page", "list"),
    Door(N_("提示和门槛"), N_("临近期限的提示等，可在规定范围内调整。"), "settings.thresholds_page", "bell"),
    Door(N_("文字和名称"), N_("信函、通知、编号和名称的文字。"), "settings.wordings_page", "typography"),
    Door(
        N_("单位名称和地址"),
        N_("两家协会和各单位的名称、地址、电话，公文的落款和附注由此而来。"),
        "organisations.index",
        "building",
        is_for_administrators=True,
    ),
    Door(N_("修改记录"), N_("每次修改前后的内容、理由，以及随之变动的期限。"), "settings.changes_page", "history"),
)


@blueprint.get("")
@access(READERS)
def index() -> ResponseReturnValue:
    """All groups of settings, and what is to be done about them."""
    year = time.today().year
    missing = [each for each in (year, year + 1) if each not in holidays.arranged_years()]
    may_change = actor().has(Role.ADMINISTRATOR)
    doors = [door for door in DOORS if may_change or not door.is_for_administrators]
    return draw("settings/index.html", doors=doors, missing=missing, may_change=may_change)


@blueprint.get("/changes")
@access(READERS)
def changes_page() -> ResponseReturnValue:
    """What was changed, the newest first, or its spreadsheet."""
    subject = lists.asked("subject")["subject"]
    statement = queries.changes(subject)
    if lists.is_export():
        rows = lists.every_row(statement, queries.ORDER, queries.NEWEST)
        return spreadsheet(_("设置修改记录"), [tr(column) for column in COLUMNS], [_row(change) for change in rows])
    page = lists.paginate(statement, queries.ORDER, queries.NEWEST)
    tabs = [(_("全部"), page.filters_url(subject=None), None, not subject)]
    tabs += [
        (tr(label), page.filters_url(subject=word.value), None, subject == word)
        for word, label in SUBJECT_LABELS.items()
    ]
    return draw("settings/changes.html", page=page, tabs=tabs, subjects=SUBJECT_LABELS)


@blueprint.get("/changes/<int:id>")
@access(READERS, load=queries.get_change)
def change(change: SettingChange) -> ResponseReturnValue:
    """One change: before and after, why, and each deadline that moved with it."""
    return draw(
        "settings/change.html",
        change=change,
        subject=SUBJECT_LABELS[change.subject],
        crumbs=[(_("系统设置"), url_for("settings.index")), (_("修改记录"), url_for("settings.changes_page"))],
    )


def _row(change: SettingChange) -> tuple[object, ...]:
    return (
        time.local(change.at).strftime("%Y-%m-%d %H:%M"),
        tr(SUBJECT_LABELS[change.subject]),
        tr(change.title),
        "\n".join(f"{tr(label)}{_('：')}{value}" for label, value in change.old.items()),
        "\n".join(f"{tr(label)}{_('：')}{value}" for label, value in change.new.items()),
        tr(change.reason),
        change.by_name or _("系统"),
        change.moved_count,
    )
