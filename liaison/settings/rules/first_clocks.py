"""The time limits that a new installation begins with; administrators change them on the page of clocks.

A limit is law only where the article binds the one who is held to it here; what was taken over from another province
or field is "modelled on" it, and what nobody found in a text in force is "unverified".
"""

from typing import Final

from liaison.core.messages import N_
from liaison.store.clocks import FIRST_IN_USE

GROUP_LABELS: Final = {
    "opinions": N_("意见建议"),
    "conferences": N_("联席会议"),
    "lawyer_to_judge": N_("律师投诉法官"),
    "judge_to_lawyer": N_("法官投诉律师"),
    "reception": N_("律师接访"),
    "ratings": N_("个案互评"),
}

FIRST_CLOCKS: Final = tuple(FIRST_IN_USE.values())
