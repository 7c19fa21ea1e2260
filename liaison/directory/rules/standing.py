"""Who somebody is to an entry of the directory, which verbs are theirs, and what they may read of it."""

from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal, refuse
from liaison.core.sides import Actor, Role, Side
from liaison.directory.models import (
    SIDES,
    STANDING_LABELS,
    Organisation,
    OrganisationKind,
    Person,
    PersonKind,
    Standing,
)

S = Standing
OWN_OFFICER: Final = "own_officer"
ADMINISTRATOR: Final = "administrator"
RELATION_LABELS: Final = {OWN_OFFICER: N_("本方经办人"), ADMINISTRATOR: N_("系统管理员")}
KEEPERS: Final = {OWN_OFFICER, ADMINISTRATOR}
KEEPER_ROLES: Final = (Role.OFFICER, Role.ADMINISTRATOR)


def _moves(thing: str) -> Moves:
    return Moves(
        (
            Move("add", N_("新增"), {BEGINNING}, S.ACTIVE, KEEPERS, f"{thing}.added"),
            Move("amend", N_("修改"), {S.ACTIVE, S.RETIRED}, None, KEEPERS, f"{thing}.amended"),
            Move("retire", N_("停用"), {S.ACTIVE}, S.RETIRED, KEEPERS, f"{thing}.retired", is_simple=True),
            Move("merge", N_("与另一条合并"), {S.ACTIVE, S.RETIRED}, S.MERGED, KEEPERS, f"{thing}.merged"),
            Move("restore", N_("恢复"), {S.RETIRED}, S.ACTIVE, KEEPERS, f"{thing}.restored", is_simple=True),
        ),
        state_labels=STANDING_LABELS,
        relation_labels=RELATION_LABELS,
    )


PERSON_MOVES: Final = _moves("person")
ORGANISATION_MOVES: Final = _moves("organisation")


def relations(user: Actor, side: Side | None) -> frozenset[str]:
    """Who somebody is to the entries of a side (None: bodies of neither, which the administrator keeps)."""
    found = set()
    if user.has(Role.ADMINISTRATOR):
        found.add(ADMINISTRATOR)
    if user.has(Role.OFFICER) and side is not None and user.side is side:
        found.add(OWN_OFFICER)
    return frozenset(found)


def keeps(user: Actor, side: Side | None) -> bool:
    """Whether somebody keeps the entries of a side: its own officers, and the administrator."""
    return bool(relations(user, side))


def kept_sides(user: Actor) -> frozenset[Side | None]:
    """The sides whose entries somebody keeps."""
    return frozenset(side for side in (*Side, None) if keeps(user, side))


def kept_person_kinds(user: Actor) -> list[PersonKind]:
    """What somebody may enter people as: lawyers are not of the bench side, judges of no other."""
    sides = kept_sides(user)
    strangers = (
        {PersonKind.JUDGE} if Side.BENCH not in sides else {PersonKind.LAWYER} if sides == {Side.BENCH} else set()
    )
    return [kind for kind in PersonKind if sides and kind not in strangers]


def kept_organisation_kinds(user: Actor) -> list[OrganisationKind]:
    """What somebody may enter organisations as."""
    sides = kept_sides(user)
    return [kind for kind in OrganisationKind if SIDES.get(kind) in sides]


def why_not(verb: str, user: Actor, thing: Person | Organisation) -> Refusal | None:
    """Why somebody may not do this to the entry as it is now; None when they may."""
    moves = PERSON_MOVES if isinstance(thing, Person) else ORGANISATION_MOVES
    return moves.why_not(verb, thing.standing, relations(user, thing.side))


def open_moves(user: Actor, thing: Person | Organisation) -> list[Move]:
    """The verbs open to somebody on the entry as it is now: the buttons."""
    moves = PERSON_MOVES if isinstance(thing, Person) else ORGANISATION_MOVES
    return moves.open_to(thing.standing, relations(user, thing.side))


def check_keeper(by: Actor | None, side: Side | None) -> None:
    """Refuse those who do not keep the entries of a side; None is the system. Raises Forbidden."""
    if by is not None:
        refuse(PERSON_MOVES.why_not("add", BEGINNING, relations(by, side)))


def may_read(user: Actor) -> bool:
    """Both sides read the directory, and so do the bureau's observers and the administrator who keeps it."""
    return user.side is not None or user.has(Role.OBSERVER) or user.has(Role.ADMINISTRATOR)


def why_not_read(user: Actor, _thing: Any) -> Refusal | None:
    """Why somebody may not open the directory; None when they may."""
    return None if may_read(user) else Refusal(N_("名册供双方人员、司法局观察员和系统管理员查阅。"), kind="forbidden")


def why_not_import(user: Actor, _thing: Any) -> Refusal | None:
    """Why somebody may not take in a roster; the rows are asked again, one by one, for whose side they are."""
    return None if kept_sides(user) else Refusal(N_("名册由双方经办人和系统管理员导入。"), kind="forbidden")


def may_see_contact(user: Actor, side: Side | None) -> bool:
    """Whether telephone and mail of a person of that side are shown.

    A judge's are for the bench side and for those who arrange things between the sides, its officers and organisers;
    a lawyer's are for both sides; an observer reads names and posts only.
    """
    if keeps(user, side):
        return True
    if user.side is None:
        return False
    if side is Side.BENCH:
        return user.side is Side.BENCH or user.has(Role.OFFICER) or user.has(Role.ORGANISER)
    return True


def may_see_party(user: Actor, side: Side | None) -> bool:
    """Party membership and branch are totals for everybody but the own side's officers, who keep them."""
    return OWN_OFFICER in relations(user, side)


def why_not_retired(people: int, chambers: int) -> Refusal | None:
    """An organisation with people or chambers on the roster stays: they would stand in a body that is not there."""
    if people:
        return Refusal(N_("该单位还有 %(n)s 名在册人员，请先调整其所属单位或停用。"), {"n": people})
    if chambers:
        return Refusal(N_("该法院还有 %(n)s 个在用的内设庭室，请先停用。"), {"n": chambers})
    return None


def check_active(organisation_is_active: bool, name: str, field: str | None = "organisation_id") -> None:
    """Nobody joins a body that has left the roster. Raises RuleBroken."""
    if not organisation_is_active:
        raise RuleBroken(N_("单位“%(name)s”已停用，请另选单位或先恢复该单位。"), field=field, name=name)
