"""Templates for firms and chambers, and taking in what they filled in: read, shown, confirmed, all of it or nothing."""

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.errors import NotFound, RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Role, Side
from liaison.opinions import queries, rules
from liaison.opinions.forms import ConfirmForm, UploadForm
from liaison.opinions.services import sheets as services
from liaison.opinions.services.sheets import Known
from liaison.opinions.views.room import blueprint, units
from liaison.papers.sheet import CellError, write_templates
from liaison.store.sealed import Unreadable, seal, unseal
from liaison.web import lists, workbooks
from liaison.web.access import access, actor, holding
from liaison.web.edge import FORM_BYTES
from liaison.web.export import SPREADSHEET, attachment
from liaison.web.forms import attempt
from liaison.web.frame import draw, features
from liaison.web.workbooks import MOST_SHOWN

NOTES = (
    "一、每行填写一条意见建议，标题80字以内。",
    "二、请勿填写案号。涉及具体案件的，不能列入联席会议议程，请通过监督投诉渠道反映。",
    "三、“提出人姓名”填写个人姓名；以单位名义提出的留空。",
    "四、“不公开提出人”填“是”的，对方看不到提出人的姓名或单位名称。",
    "五、填好后交回本方协会经办人，由经办人导入。",
)


@blueprint.route("/import", methods=["GET", "POST"])
@access(holding(Role.OFFICER))
def upload() -> ResponseReturnValue:
    """Read a sheet; one without faults is shown to be confirmed, a faulty one with its faults by cell."""
    refuse(rules.why_not("enter", actor(), None))
    form = UploadForm()
    faults: list[CellError] = []
    if form.validate_on_submit():
        rows, faults = workbooks.read(form, services.read, _known(), form.file.data.read()) or ([], [])
        if rows and not faults:
            return _preview(rows)
        workbooks.blame_cells(form, faults)
    about = _known()
    return draw(
        "opinions/import.html",
        form=form,
        faults=workbooks.told(faults),
        units=[(name, name) for _id, name in units(_side())],
        conferences=[(name, name) for name in about.conferences],
    )


@blueprint.post("/import/confirm")
@access(holding(Role.OFFICER))
def confirm() -> ResponseReturnValue:
    """Take in what the page showed."""
    refuse(rules.why_not("enter", actor(), None))
    form = ConfirmForm()
    try:
        rows = services.unpack(unseal(str(form.rows.data).encode()).decode())
    except (Unreadable, ValueError):
        raise RuleBroken(N_("页面已过期，请重新上传文件。")) from None
    if form.validate_on_submit():
        done = attempt(form, services.take_in, rows, _known(), actor())
        if done is not None:
            flash(_("已导入 %(n)s 条。", n=len(done)), "good")
            return redirect(url_for("opinions.opinions"), 303)
    return _preview(rows, form)


@blueprint.get("/import/template")
@access(holding(Role.OFFICER))
def template() -> ResponseReturnValue:
    """The empty sheet; for one firm or chamber and one conference, which stand in it already as the only choice."""
    refuse(rules.why_not("enter", actor(), None))
    words, about = lists.asked("unit", "conference"), _known()
    if words["unit"] not in {"", *(name for _id, name in units(_side()))}:
        raise NotFound
    if words["conference"] not in {"", *about.conferences}:
        raise NotFound
    name = _sheet_name(words["conference"], words["unit"])
    return attachment(_template(about, words["unit"], words["conference"]), name, SPREADSHEET)


@blueprint.get("/import/templates")
@access(holding(Role.OFFICER))
def templates() -> ResponseReturnValue:
    """The empty sheets of all firms or chambers for one conference, each its own file, in one archive."""
    refuse(rules.why_not("enter", actor(), None))
    conference, about = lists.asked("conference")["conference"], _known()
    if conference not in {"", *about.conferences}:
        raise NotFound
    names = [name for _id, name in units(_side())]
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(_sheet_name(conference, name), _template(about, name, conference))
    return attachment(made.getvalue(), f"{_sheet_name(conference).removesuffix('.xlsx')}.zip", "application/zip")


def _template(about: Known, unit: str, conference: str) -> bytes:
    return write_templates({"征集表": services.columns(about, unit, conference)}, "填表说明", NOTES)


def _sheet_name(*words: str) -> str:
    """The name of the file; a slash in the name of a unit makes no folder."""
    return "-".join(word for word in ("意见建议征集表", *words) if word).replace("/", "／") + ".xlsx"


def _preview(rows: list[dict[str, Any]], form: ConfirmForm | None = None) -> ResponseReturnValue:
    packed = seal(services.pack(rows).encode()).decode()
    if len(packed) > FORM_BYTES // 2:
        raise RuleBroken(N_("文件内容过多，请分成几个文件导入。"))
    form = form or ConfirmForm(formdata=None, data={"rows": packed})
    return draw("opinions/import_preview.html", form=form, rows=rows[:MOST_SHOWN], total=len(rows))


def _known() -> Known:
    """What cells may name, as it is now."""
    conferences = features().offer("coming_conferences")(actor())
    return services.known(queries.categories(), conferences)


def _side() -> Side:
    side = actor().side
    assert side is not None, "asked after `enter` was found open"
    return side
