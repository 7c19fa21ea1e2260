"""Groups of states and of relations that both tables of moves use, and the moves that are the same in both."""

from typing import Final

from liaison.complaints.models import Status
from liaison.complaints.rules import relations as r
from liaison.core.messages import N_
from liaison.core.moves import Move

S = Status
BEFORE_TRANSFER: Final = frozenset({S.LODGED, S.SUPPLEMENT_ASKED, S.ACCEPTED})
CHECKED: Final = frozenset({S.TRANSFERRED, S.OBJECTED, S.ACKNOWLEDGED, S.UNDER_CHECK, S.REPORTED})
DISCIPLINED: Final = frozenset(
    {S.VETTED, S.RECEIVED, S.DOCKETED, S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION, S.INVESTIGATED}
)
OBJECTABLE: Final = frozenset(
    {S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION, S.INVESTIGATED, S.HEARING_OFFERED, S.HEARING_ASKED}
)
ENDED: Final = frozenset({S.DECLINED, S.GUIDED, S.WITHDRAWN, S.MERGED, S.CLOSED})
ANSWERED: Final = frozenset({S.REPLIED, S.FED_BACK})
OPEN: Final = frozenset(S) - ENDED
HEADS: Final = {r.OTHER_HEAD}
DESK: Final = {r.OWN_OFFICER}
OTHER_DESK: Final = {r.OTHER_OFFICER}
ASKERS: Final = {r.OTHER_OFFICER, r.OTHER_HEAD, r.HANDLER, r.INVESTIGATOR, r.PANEL}
ANYWHERE: Final = (
    Move("redate", N_("期限调整"), OPEN, None, {r.SYSTEM}, "complaint.redated", notice="something_waits"),
    Move("identify", N_("对应名册"), OPEN, None, {r.OWN_OFFICER, r.OTHER_OFFICER}, "complaint.identified"),
    Move("ask_disclosure", N_("申请披露投诉人身份"), OPEN, None, ASKERS, "complaint.disclosure_asked",
         notice="something_waits", needs_reason=True),
    Move("grant_disclosure", N_("批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
         "complaint.disclosure_granted", notice="something_waits", needs_reason=True),
    Move("deny_disclosure", N_("不批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
         "complaint.disclosure_denied", notice="something_waits", needs_reason=True),
)  # fmt: skip
"""What may be done in every state that is not the last."""
