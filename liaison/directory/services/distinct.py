"""Names and numbers that must not repeat: what two writers at once come to, told as a rule."""

from sqlalchemy.exc import IntegrityError

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store.base import db


def flush_distinct(field: str | None = None) -> None:
    """Write what is pending. Raises RuleBroken where somebody took the same name or number a moment before."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise RuleBroken(N_("刚刚有人登记了相同的名称或编号，请核对后重新提交。"), field=field) from error
