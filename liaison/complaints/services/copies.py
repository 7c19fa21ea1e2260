"""The redacted copy: made anew by the clerk, approved by the complainant; a revision that changed asks anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from liaison.complaints.models import Complaint, CopyStatus, RedactedCopy
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.relations import Standing, relations
from liaison.complaints.rules.words import STRUCK, Words, check_only_struck
from liaison.complaints.services.finishing import finish
from liaison.core import clock
from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.store.base import db

TEXTS = ("facts", "wanted", "happened", "place", "case_number")


def redact(
    complaint: Complaint, values: Mapping[str, Any], who: Standing, by: Actor, seen: int | None = None
) -> RedactedCopy:
    """Save a new revision of the copy: things are struck from the original, nothing is added. It waits for the
    complainant unless there is nobody to ask.

    `seen`: the id of the revision that the page showed. `values`: the texts, and under `strike` the words to be struck.
    Raises Stale, Forbidden, RuleBroken on the text that is wrong.
    """
    queries.hold(complaint)
    refuse(rules.why_not("redact", who, complaint, queries.facts_of(complaint)))
    last = queries.copy_of(complaint)
    assert last is not None, "a complaint has a copy from its lodging on"
    if seen is not None and seen != last.id:
        label = N_("事情经过")
        raise Stale(theirs={label: Words.from_json(last.words).facts}, yours={label: str(values["facts"])})
    original = Words.from_json(queries.content_of(complaint).words)
    texts = {name: str(values.get(name) or "") for name in TEXTS}
    for word in sorted(values.get("strike") or (), key=len, reverse=True):
        texts = {name: text.replace(word, STRUCK) for name, text in texts.items()}
    for name, text in texts.items():
        check_only_struck(getattr(original, name), text, name)
    if not texts["facts"].replace(STRUCK, "").strip():
        raise RuleBroken(N_("副本中没有留下内容。"), field="facts")
    words = replace(
        Words.from_json(last.words),
        facts=texts["facts"],
        wanted=texts["wanted"],
        happened=texts["happened"],
        place=texts["place"],
        case_number=texts["case_number"],
    )
    # Nobody can be asked who has no account: then the office answers for what it struck, and never adds.
    is_asked = queries.is_copy_asked(complaint)
    copy = RedactedCopy(
        complaint_id=complaint.id,
        revision=last.revision + 1,
        status=CopyStatus.DRAFTED if is_asked else CopyStatus.APPROVED,
        words=words.to_json(),
        made_at=clock.now(),
    )
    db.session.add(copy)
    db.session.flush()
    finish("redact", complaint, relations(who, complaint), by)
    return copy


def approve(
    complaint: Complaint,
    who: Standing,
    by: Actor | None,
    seen: int | None = None,
    seen_files: Sequence[int] | None = None,
) -> RedactedCopy:
    """The complainant agrees to the revision and the files that the page showed. Raises Stale when they changed."""
    queries.hold(complaint)
    refuse(rules.why_not("approve_copy", who, complaint, queries.facts_of(complaint)))
    copy = queries.copy_of(complaint)
    assert copy is not None
    files = queries.copy_files(complaint)
    if (seen is not None and seen != copy.id) or (seen_files is not None and list(seen_files) != files):
        raise Stale(N_("副本在您打开之后又作了修改，请重新核对。"))
    copy.status, copy.approved_at, copy.file_ids = CopyStatus.APPROVED, clock.now(), files
    finish("approve_copy", complaint, relations(who, complaint), by)
    return copy
