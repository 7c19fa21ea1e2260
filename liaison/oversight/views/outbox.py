"""The outbox: what mail waits, left or failed; never whom it is for, never a link that sets a password."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.oversight import projections as shown
from liaison.oversight import rules, services
from liaison.oversight.queries import work as queries
from liaison.oversight.views.room import ADMINISTRATORS, blueprint
from liaison.store.outbox import OutboxMessage
from liaison.web import lists
from liaison.web.access import access, actor
from liaison.web.export import spreadsheet
from liaison.web.frame import draw
from liaison.web.language import tr

COLUMNS = (
    N_("排队时间"), N_("事由"), N_("邮件主题"), N_("收件域名"), N_("状态"), N_("尝试次数"), N_("原因"),
)  # fmt: skip


def _get(_user: Actor, id: int) -> OutboxMessage:
    return queries.get_message(id)


@blueprint.get("/outbox")
@access(ADMINISTRATORS)
def outbox() -> ResponseReturnValue:
    """The mails, the newest first, or their spreadsheet."""
    words = lists.asked("q", "status", "kind")
    statement = queries.messages(**words)
    if lists.is_export():
        rows = lists.every_row(statement, queries.MAIL_ORDER, queries.NEWEST)
        return spreadsheet(_("发件箱"), [tr(column) for column in COLUMNS], [shown.mail_cells(row) for row in rows])
    page = lists.paginate(statement, queries.MAIL_ORDER, queries.NEWEST)
    return draw(
        "oversight/outbox.html",
        page=page,
        rows=[shown.mail(row) for row in page.rows],
        words=words,
        states=[(state, tr(label)) for state, (label, _tone) in rules.MAIL_STATES.items()],
    )


@blueprint.get("/outbox/<int:id>")
@access(ADMINISTRATORS, load=_get)
def mail(message: OutboxMessage) -> ResponseReturnValue:
    """What one mail says. A link that sets a password is not in its body, here or anywhere."""
    return draw("oversight/mail.html", mail=shown.mail(message), body=message.body)


@blueprint.post("/outbox/<int:id>/resend")
@access(ADMINISTRATORS, load=_get)
def resend(message: OutboxMessage) -> ResponseReturnValue:
    """Send a mail again that was given up."""
    services.resend(message, actor())
    flash(_("已重新排队，稍后发送。"), "good")
    return redirect(url_for("oversight.outbox"), 303)
