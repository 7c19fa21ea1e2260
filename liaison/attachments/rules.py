"""Who may see, add and withdraw files: what the feature of the thing says, and what every file has in common."""

from typing import Final

from liaison.core.declaration import Holder
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor
from liaison.store.attachments import Attachment, AttachmentStatus, adder_key
from liaison.store.jobs import JobStatus

S = AttachmentStatus
ADDER: Final = "adder"
OWN_OFFICER: Final = "own_officer"
MOST_FILES: Final = 50
MOST_AT_ONCE: Final = 10
MOST_UPLOADS: Final = 20
STATUS_LABELS: Final = {S.KEPT: N_("有效"), S.WITHDRAWN: N_("已撤下")}
RELATION_LABELS: Final = {ADDER: N_("添加人"), OWN_OFFICER: N_("添加方经办人")}

MOVES: Final = Moves(
    (
        Move("add", N_("添加材料"), {BEGINNING}, S.KEPT, {ADDER, OWN_OFFICER}, "attachment.added"),
        Move("withdraw", N_("撤下"), {S.KEPT}, S.WITHDRAWN, {ADDER, OWN_OFFICER}, "attachment.withdrawn",
             needs_reason=True, is_simple=True),
        Move("remake", N_("重新生成副本"), {S.KEPT}, None, {ADDER, OWN_OFFICER}, "attachment.copy_requested",
             is_simple=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def is_own(holder: Holder, attachment: Attachment) -> bool:
    """Whether somebody is of those who read the original, its name and who added it."""
    return holder.own_side is not None and attachment.side is holder.own_side


def is_visible(holder: Holder, attachment: Attachment) -> bool:
    """What was withdrawn stays with the own side."""
    return attachment.status is S.KEPT or is_own(holder, attachment)


def relations(user: Actor, holder: Holder, attachment: Attachment) -> frozenset[str]:
    """Who somebody is to a file; nobody, once the thing is no longer theirs."""
    found = set()
    if is_own(holder, attachment):
        if attachment.added_by_key == adder_key(user.id):
            found.add(ADDER)
        if holder.is_officer:
            found.add(OWN_OFFICER)
    return frozenset(found)


def why_not_withdraw(user: Actor, holder: Holder, attachment: Attachment) -> Refusal | None:
    """Why somebody may not withdraw a file; None when they may."""
    return MOVES.why_not("withdraw", attachment.status, relations(user, holder, attachment))


def why_not_remake(user: Actor, holder: Holder, attachment: Attachment) -> Refusal | None:
    """Why somebody may not have the copy made again: only one that could not be made is."""
    refused = MOVES.why_not("remake", attachment.status, relations(user, holder, attachment))
    if refused is None and not is_copy_failed(attachment):
        return Refusal(N_("副本没有出错，无需重新生成。"), kind="state")
    return refused


def is_copy_failed(attachment: Attachment) -> bool:
    """Whether the worker gave the copy up, or somebody took its job back."""
    return attachment.job is not None and attachment.job.status in {JobStatus.FAILED, JobStatus.CANCELLED}


def why_not_more(count: int) -> Refusal | None:
    """Why a thing that has so many files takes no more."""
    if count <= MOST_FILES:
        return None
    return Refusal(N_("一件事项最多附%(n)s份材料。"), {"n": MOST_FILES})


def told_by(by: Actor, holder: Holder) -> Actor | None:
    """Who is named in the trail as the one who acted: nobody, where that would tell a name that is withheld."""
    return by if holder.is_officer or not holder.is_nameless else None
