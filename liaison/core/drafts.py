"""What a complaint or an opinion says to begin with when it comes from a thing of another feature."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """What a complaint that comes from a thing of another feature says to begin with; an officer goes on from there.

    It is confidential as a whole: only whoever may read the thing itself gets it. `label` names the thing.
    """

    received_on: date
    name: str = ""
    contact: str = ""
    facts: str = ""
    case_number: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """What an opinion that comes from a thing of another feature says to begin with; the proposer goes on from there.

    `label` names the thing to the person who asked. Nothing confidential belongs in it: an opinion is read by both
    sides. `channel` is the way it came, where the feature knows: a value of the channels of opinions.
    """

    title: str
    text: str = ""
    grounds: str = ""
    wanted: str = ""
    label: str = ""
    channel: str = ""
