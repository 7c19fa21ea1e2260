"""The two sides, the roles, and what a rule needs to know of the person who acts."""

from enum import StrEnum
from typing import Final, Protocol

from liaison.core.messages import N_


class Side(StrEnum):
    """One of two peers; neither administers the other."""

    BAR = "bar"
    BENCH = "bench"

    @property
    def other(self) -> "Side":
        """Give the side across the table."""
        return Side.BENCH if self is Side.BAR else Side.BAR


class Role(StrEnum):
    """What a person may be asked to do; roles combine, and none of them opens a record by itself."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    OFFICER = "officer"
    ORGANISER = "organiser"
    HEAD_OF_SUPERVISION = "head_of_supervision"
    INVESTIGATOR = "investigator"
    HANDLER = "handler"
    PANEL_MEMBER = "panel_member"
    LAWYER = "lawyer"
    JUDGE = "judge"
    OBSERVER = "observer"


SIDE_LABELS: Final[dict[Side, str]] = {
    Side.BAR: N_("律师方"),
    Side.BENCH: N_("法官方"),
}

ROLE_LABELS: Final[dict[Role, str]] = {
    Role.ADMINISTRATOR: N_("系统管理员"),
    Role.AUDITOR: N_("审计员"),
    Role.OFFICER: N_("经办人"),
    Role.ORGANISER: N_("会议组织人"),
    Role.HEAD_OF_SUPERVISION: N_("监督负责人"),
    Role.INVESTIGATOR: N_("调查人员"),
    Role.HANDLER: N_("核查人"),
    Role.PANEL_MEMBER: N_("惩戒委员会委员"),
    Role.LAWYER: N_("律师"),
    Role.JUDGE: N_("法官"),
    Role.OBSERVER: N_("观察员（司法局）"),
}


class Actor(Protocol):
    """The person a rule is asked about: a signed-in user, or any object of this shape in a test."""

    @property
    def id(self) -> int:
        """The user's number."""

    @property
    def side(self) -> Side | None:
        """The side the user belongs to; None for those of neither."""

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held, those stood in for included."""

    @property
    def person_id(self) -> int | None:
        """The person in the directory that the user is, if any."""

    @property
    def name(self) -> str:
        """The name as others see it."""

    def has(self, role: Role) -> bool:
        """Say whether the user holds the role."""
