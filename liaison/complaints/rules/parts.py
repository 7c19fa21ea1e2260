"""Who may be given a part in a complaint, and why somebody is not offered."""

from typing import Final

from liaison.complaints.models import Complaint, Part, Status
from liaison.complaints.rules.relations import EARLIER_PARTS, Standing
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Role

ROLES: Final = {
    Part.INTAKE: Role.OFFICER,
    Part.HANDLER: Role.HANDLER,
    Part.INVESTIGATOR: Role.INVESTIGATOR,
    Part.PANEL: Role.PANEL_MEMBER,
}
COUNTS: Final = {Part.HANDLER: (1, 1), Part.INVESTIGATOR: (2, 2), Part.PANEL: (1, 7)}
"""At least and at most so many: two investigators for each discipline case."""
FIELDS: Final = {"handler": Part.HANDLER, "investigators": Part.INVESTIGATOR, "panel": Part.PANEL}


def why_not_part(who: Standing, complaint: Complaint, part: Part) -> str:
    """Why somebody cannot have a part in a complaint, a message id; "" when they can."""
    if not who.has(ROLES[part]):
        return N_("没有相应角色")
    if who.person_key == complaint.respondent_key:
        return N_("被投诉人本人")
    if who.user_key == complaint.complainant_key:
        return N_("应当回避")
    if who.unit_key == complaint.respondent_unit_key:
        return N_("与被投诉人同一庭室或同一律师事务所")
    if complaint.respondent_key in who.ties:
        return N_("申报了与被投诉人的亲属或其他关系")
    if complaint.id in who.recused_from:
        return N_("已就本件回避")
    held = who.earlier.get(complaint.id, frozenset())
    # Whoever is given the part of a re-examination begins the second round with it.
    coming = 2 if complaint.status is Status.RE_EXAMINATION else complaint.round
    if any(known in EARLIER_PARTS and number < coming for known, number in held):
        return N_("曾办理本件的原核查")
    if part is Part.PANEL and any(known is Part.INVESTIGATOR for known, _ in held):
        return N_("是本件的调查人员")
    if part is Part.INVESTIGATOR and any(known is Part.PANEL for known, _ in held):
        return N_("是本件的惩戒委员会委员")
    return ""


def check_count(part: Part, count: int, field: str) -> None:
    """So many people take a part. Raises RuleBroken on the field."""
    least, most = COUNTS[part]
    if not least <= count <= most:
        if least == most:
            raise RuleBroken(N_("请选择%(n)s人。"), field=field, n=least)
        raise RuleBroken(N_("请选择%(least)s至%(most)s人。"), field=field, least=least, most=most)
