"""The time limits that a new installation begins with; administrators change them on the page of clocks.

A limit is law only where the article binds the one who is held to it here; what was taken over from another province
or field is "modelled on" it, and what nobody found in a text in force is "unverified".
"""

from typing import Final

from liaison.core.calendar import Unit
from liaison.core.messages import N_
from liaison.store.clocks import FIRST_IN_USE, ClockKind, FirstClock

GROUP_LABELS: Final = {
    "opinions": N_("意见建议"),
    "conferences": N_("联席会议"),
    "lawyer_to_judge": N_("律师投诉法官"),
    "judge_to_lawyer": N_("法官投诉律师"),
    "reception": N_("律师接访"),
    "ratings": N_("个案互评"),
}

D, W = Unit.CALENDAR_DAYS, Unit.WORKING_DAYS
K = ClockKind
SICHUAN, PETITIONS = "四川2022年规定", "信访工作条例"
LODGED, RECEIVED = N_("提交之日"), N_("收到之日")
SUPPLEMENT = N_("要求补正期间")

FIRST_CLOCKS: Final = (
    *FIRST_IN_USE.values(),
    FirstClock("complaint_accept", "lawyer_to_judge", N_("决定是否受理"), 2, W, K.PROMISE, LODGED, pauses=SUPPLEMENT),
    FirstClock("complaint_accept_limit", "lawyer_to_judge", N_("决定是否受理的最长时间"), 10, W, K.MODELLED, LODGED,
               SICHUAN, SUPPLEMENT),
    FirstClock("complaint_transfer", "lawyer_to_judge", N_("移送法院"), 2, W, K.PROMISE, N_("受理之日")),
    FirstClock("complaint_objection", "lawyer_to_judge", N_("法院提出异议"), 5, W, K.MODELLED, N_("移送之日"),
               f"{PETITIONS}第23条"),
    FirstClock("complaint_acknowledge", "lawyer_to_judge", N_("法院告知"), 15, D, K.MODELLED, N_("移送之日"),
               f"{PETITIONS}第23条"),
    FirstClock("complaint_check", "lawyer_to_judge", N_("核查"), 30, D, K.PROMISE, N_("签收之日")),
    FirstClock("complaint_check_limit", "lawyer_to_judge", N_("核查的最长时间"), 60, D, K.MODELLED, N_("签收之日"),
               f"{PETITIONS}第34条"),
    FirstClock("complaint_check_extension", "lawyer_to_judge", N_("核查延期（经批准）"), 30, D, K.MODELLED,
               N_("核查最长时间届满之日"), f"{PETITIONS}第34条"),
    FirstClock("complaint_refer", "lawyer_to_judge", N_("转办"), 5, W, K.PROMISE, N_("决定转办之日")),
    FirstClock("complaint_reply", "lawyer_to_judge", N_("反馈处理结果"), 2, W, K.PROMISE, N_("作出结论之日")),
    FirstClock("re_examination_ask", "lawyer_to_judge", N_("申请复查"), 30, D, K.MODELLED, N_("收到答复之日"),
               f"{PETITIONS}第35条"),
    FirstClock("re_examination", "lawyer_to_judge", N_("作出复查意见"), 30, D, K.MODELLED, N_("收到复查申请之日"),
               f"{PETITIONS}第35条"),
    FirstClock("complaint_close", "lawyer_to_judge", N_("自动办结"), 30, D, K.PROMISE, N_("答复之日")),
    FirstClock("obstruction_check", "lawyer_to_judge", N_("检察院审查妨碍执业的申诉控告"), 10, D, K.LAW,
               N_("检察院受理之日"), "人民检察院刑事诉讼规则第58条"),
    FirstClock("suggestion_vet", "judge_to_lawyer", N_("法院审核移送"), 3, W, K.PROMISE, LODGED),
    FirstClock("suggestion_receive", "judge_to_lawyer", N_("律师协会登记"), 7, W, K.MODELLED, RECEIVED, SICHUAN),
    FirstClock("discipline_docket", "judge_to_lawyer", N_("决定是否立案"), 10, W, K.UNVERIFIED, N_("登记之日")),
    FirstClock("discipline_notify", "judge_to_lawyer", N_("通知被投诉律师"), 10, W, K.UNVERIFIED, N_("立案之日")),
    FirstClock("discipline_defend", "judge_to_lawyer", N_("提交申辩"), 20, W, K.UNVERIFIED, N_("收到通知之日")),
    FirstClock("discipline_investigate", "judge_to_lawyer", N_("调查"), 60, D, K.PROMISE, N_("立案之日")),
    FirstClock("hearing_ask", "judge_to_lawyer", N_("申请听证"), 7, D, K.MODELLED, N_("收到听证告知之日"),
               "北京律协规则"),
    FirstClock("discipline_serve", "judge_to_lawyer", N_("送达处分决定"), 15, W, K.UNVERIFIED, N_("作出决定之日")),
    FirstClock("discipline_re_examination", "judge_to_lawyer", N_("申请省律协复查"), 30, W, K.UNVERIFIED,
               N_("收到决定之日")),
    FirstClock("discipline_feedback", "judge_to_lawyer", N_("向法院反馈结果"), 7, W, K.MODELLED, N_("作出决定之日"),
               SICHUAN),
)  # fmt: skip
