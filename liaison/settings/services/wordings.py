"""The verb on texts: word one anew, or give it back its first words."""

from sqlalchemy import select

from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.core.wordings import Wording, check
from liaison.settings.models import SettingChange, Subject
from liaison.settings.services import moving
from liaison.store import audit
from liaison.store.base import db, ensure_row
from liaison.store.remembered import forget
from liaison.store.wordings import WordingText

LABEL = N_("文字")


def amend(wording: Wording, text: str, reason: str, *, by: Actor, seen: str) -> SettingChange:
    """Word a text anew. `seen`: the text on the page. Raises Stale, or RuleBroken on `text`."""
    ensure_row(db.session(), WordingText, key=wording.key, text=wording.first, version=1)
    row = db.session.scalars(select(WordingText).where(WordingText.key == wording.key)).one()
    if seen != row.text:
        raise Stale(theirs={LABEL: row.text}, yours={LABEL: text})
    check(wording, text)
    if text == row.text:
        raise RuleBroken(N_("内容没有改动。"), field="text")
    old, row.text = row.text, text
    db.session.flush()
    forget()
    change = moving.note(Subject.WORDING, row, wording.label, reason, {LABEL: old}, {LABEL: text}, (), by)
    audit.record("wording.amended", row, by, key=wording.key, change=change.id)
    return change
