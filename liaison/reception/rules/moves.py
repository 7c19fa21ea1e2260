"""The tables of what moves a reception day, a duty, an offer to swap, and a row of the register."""

from typing import Final

from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves
from liaison.reception.models import (
    DAY_LABELS,
    DUTY_LABELS,
    LAWYER_LABELS,
    SWAP_LABELS,
    DayStatus,
    DutyStatus,
    LawyerStatus,
    SwapStatus,
)
from liaison.reception.rules.standing import (
    BAR_OFFICER,
    COLLEAGUE,
    COURT_OFFICER,
    DUTY_LAWYER,
    HOLDER,
    MYSELF,
    RELATION_LABELS,
    SYSTEM,
)

D, U, S, L = DayStatus, DutyStatus, SwapStatus, LawyerStatus
OFFICE: Final = {BAR_OFFICER}
TO_COME: Final = {U.PROPOSED, U.CONFIRMED}

DAY_MOVES: Final = Moves(
    (
        Move("plan", N_("生成接访日"), {BEGINNING}, D.PLANNED, OFFICE, "reception_day.planned"),
        Move("skip", N_("节假日停接"), {BEGINNING}, D.SKIPPED, OFFICE, "reception_day.skipped"),
        Move("enter", N_("补录往年接访日"), {BEGINNING}, D.HELD, OFFICE, "reception_day.entered"),
        Move("amend", N_("修改时间和人数"), {D.PLANNED}, None, OFFICE, "reception_day.amended", notice="day_changed"),
        Move("propose", N_("建议值班律师"), {D.PLANNED}, None, OFFICE, "reception_day.proposed"),
        Move("assign", N_("指定值班律师"), {D.PLANNED}, None, OFFICE, "reception_day.assigned", notice="duty_assigned"),
        Move("publish", N_("发布排班"), {D.PLANNED}, None, OFFICE, "reception_day.published", clock="confirm",
             notice="duty_assigned"),
        Move("move", N_("改期"), {D.PLANNED}, None, OFFICE, "reception_day.moved", notice="day_changed",
             needs_reason=True),
        Move("cancel", N_("取消"), {D.PLANNED}, D.CANCELLED, OFFICE, "reception_day.cancelled", notice="day_cancelled",
             needs_reason=True, is_simple=True),
        Move("restore", N_("恢复"), {D.CANCELLED, D.SKIPPED}, D.PLANNED, OFFICE, "reception_day.restored",
             needs_reason=True, is_simple=True),
        Move("hold", N_("登记为已接访"), {D.PLANNED}, D.HELD, {BAR_OFFICER, COURT_OFFICER, DUTY_LAWYER},
             "reception_day.held", is_simple=True),
    ),
    state_labels=DAY_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip

DUTY_MOVES: Final = Moves(
    (
        Move("assign", N_("安排值班"), {BEGINNING}, U.PROPOSED, {BAR_OFFICER, SYSTEM}, "duty.assigned", clock="confirm",
             notice="duty_assigned"),
        Move("confirm", N_("确认值班"), {U.PROPOSED}, U.CONFIRMED, {HOLDER, BAR_OFFICER}, "duty.confirmed",
             is_simple=True),
        Move("decline", N_("不能值班"), TO_COME, U.DECLINED, {HOLDER}, "duty.declined", notice="seat_open",
             needs_reason=True, is_simple=True),
        Move("swap", N_("换班"), TO_COME, U.SWAPPED, {HOLDER}, "duty.swapped", notice="duty_swapped"),
        Move("substitute", N_("替班"), TO_COME, U.SUBSTITUTED, {BAR_OFFICER}, "duty.substituted",
             notice="duty_substituted", needs_reason=True),
        Move("release", N_("解除值班"), TO_COME, U.RELEASED, {BAR_OFFICER, SYSTEM}, "duty.released",
             notice="duty_released", needs_reason=True, is_simple=True),
        Move("attend", N_("到岗"), {*TO_COME, U.ABSENT}, U.ATTENDED, {BAR_OFFICER, COURT_OFFICER}, "duty.attended",
             is_simple=True),
        Move("miss", N_("缺勤"), {*TO_COME, U.ATTENDED}, U.ABSENT, {BAR_OFFICER, COURT_OFFICER}, "duty.missed",
             needs_reason=True, is_simple=True),
    ),
    state_labels=DUTY_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip

SWAP_MOVES: Final = Moves(
    (
        Move("offer", N_("提出换班"), {BEGINNING}, S.OFFERED, {HOLDER}, "swap.offered", clock="swap",
             notice="swap_offered"),
        Move("accept", N_("接受换班"), {S.OFFERED}, S.ACCEPTED, {COLLEAGUE}, "swap.accepted", notice="duty_swapped",
             is_simple=True),
        Move("refuse", N_("不接受"), {S.OFFERED}, S.REFUSED, {COLLEAGUE}, "swap.refused", notice="swap_refused",
             is_simple=True),
        Move("withdraw", N_("撤回换班"), {S.OFFERED}, S.WITHDRAWN, {HOLDER}, "swap.withdrawn", is_simple=True),
        Move("lapse", N_("换班过期"), {S.OFFERED}, S.LAPSED, {SYSTEM}, "swap.lapsed"),
    ),
    state_labels=SWAP_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip

LAWYER_MOVES: Final = Moves(
    (
        Move("enrol", N_("选入值班律师"), {BEGINNING}, L.ACTIVE, OFFICE, "duty_lawyer.enrolled"),
        Move("amend", N_("修改"), {L.ACTIVE, L.DISABLED}, None, OFFICE, "duty_lawyer.amended"),
        Move("declare", N_("登记可值班时间"), {L.ACTIVE}, None, {BAR_OFFICER, MYSELF}, "duty_lawyer.declared"),
        Move("disable", N_("停止值班"), {L.ACTIVE}, L.DISABLED, {BAR_OFFICER, SYSTEM}, "duty_lawyer.disabled",
             notice="seat_open", needs_reason=True, is_simple=True),
        Move("enable", N_("恢复值班"), {L.DISABLED}, L.ACTIVE, OFFICE, "duty_lawyer.enabled", is_simple=True),
        Move("follow", N_("随名册更新"), {L.ACTIVE, L.DISABLED}, None, {SYSTEM}, "duty_lawyer.followed"),
    ),
    state_labels=LAWYER_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
