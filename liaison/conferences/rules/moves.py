"""Who somebody can be to a conference, the groups of its states, and the table of its verbs."""

from liaison.conferences.models import STATUS_LABELS, ConferenceStatus
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves

S = ConferenceStatus
ORGANISER = "organiser"
CONVENER = "convener"
MEMBER = "member"
OBSERVER = "observer"
ATTENDEE = "attendee"
INVITEE = "invitee"
SYSTEM = "system"
RELATION_LABELS = {
    ORGANISER: N_("任一方会议组织人"),
    CONVENER: N_("召集方会议组织人"),
    INVITEE: N_("受邀人员本人"),
    MEMBER: N_("双方人员"),
    OBSERVER: N_("观察员"),
    ATTENDEE: N_("出席、列席人员"),
    SYSTEM: N_("系统"),
}
BEFORE = frozenset({S.PLANNED, S.ANNOUNCED, S.POSTPONED})
IN_ROOM = frozenset({S.IN_SESSION})
MINUTES_OPEN = frozenset({S.HELD, S.CIRCULATED, S.COUNTERSIGNED})
CONVENED = MINUTES_OPEN | {S.ISSUED}

MOVES = Moves(
    (
        Move("plan", N_("筹备会议"), {BEGINNING}, S.PLANNED, {ORGANISER}, "conference.planned"),
        Move("amend", N_("修改会议信息"), BEFORE, None, {CONVENER}, "conference.amended",
             notice="conference_amended"),
        Move("arrange", N_("调整议程"), BEFORE | IN_ROOM, None, {ORGANISER}, "agenda.arranged"),
        Move("note", N_("列入数据通报"), BEFORE, None, {SYSTEM}, "agenda.noted"),
        Move("invite", N_("登记参会人员"), BEFORE | IN_ROOM, None, {ORGANISER}, "attendance.invited"),
        Move("announce", N_("发出通知"), {S.PLANNED, S.POSTPONED}, S.ANNOUNCED, {CONVENER}, "conference.announced",
             clock="agenda_close", paper="notice", notice="conference_announced", is_simple=True),
        Move("notify", N_("重新印制会议通知"), {S.ANNOUNCED}, None, {CONVENER}, "conference.notified", paper="notice",
             is_simple=True),
        Move("reply", N_("填写回执"), {S.ANNOUNCED}, None, {INVITEE, ORGANISER}, "attendance.replied"),
        Move("remind", N_("催报回执"), {S.ANNOUNCED}, None, {ORGANISER}, "conference.reminded",
             notice="conference_reminded", is_simple=True),
        Move("postpone", N_("延期"), {S.PLANNED, S.ANNOUNCED}, S.POSTPONED, {CONVENER}, "conference.postponed",
             notice="conference_postponed", needs_reason=True, is_simple=True),
        Move("cancel", N_("取消会议"), BEFORE, S.CANCELLED, {CONVENER}, "conference.cancelled",
             notice="conference_cancelled", needs_reason=True, is_simple=True),
        Move("open", N_("开始会议"), {S.ANNOUNCED}, S.IN_SESSION, {ORGANISER}, "conference.opened"),
        Move("attend", N_("登记到会"), IN_ROOM | {S.ANNOUNCED}, None, {ORGANISER}, "attendance.recorded"),
        Move("check_in", N_("自助签到"), IN_ROOM | {S.ANNOUNCED}, None, {INVITEE}, "attendance.checked_in"),
        Move("welcome", N_("现场增补人员"), IN_ROOM | {S.ANNOUNCED}, None, {ORGANISER}, "attendance.welcomed"),
        Move("clock", N_("登记到离时间"), IN_ROOM, None, {ORGANISER}, "attendance.clocked"),
        Move("take_up", N_("进入议题"), IN_ROOM, None, {ORGANISER}, "agenda.taken_up"),
        Move("record", N_("记录议题"), IN_ROOM, None, {ORGANISER}, "agenda.recorded"),
        Move("resolve", N_("登记议定事项"), IN_ROOM, None, {ORGANISER}, "resolution.recorded"),
        Move("conclude", N_("结束会议"), IN_ROOM, S.HELD, {ORGANISER}, "conference.concluded", is_simple=True),
        Move("draft", N_("起草纪要"), {S.HELD}, None, {ORGANISER}, "minutes.drafted"),
        Move("revise", N_("修改纪要"), {S.HELD, S.CIRCULATED}, None, {ORGANISER}, "minutes.revised"),
        Move("circulate", N_("发出纪要征求意见"), {S.HELD}, S.CIRCULATED, {ORGANISER}, "minutes.circulated",
             clock="comment", notice="minutes_circulated"),
        Move("comment", N_("对纪要提出意见"), {S.CIRCULATED}, None, {ATTENDEE, ORGANISER}, "minutes.commented",
             notice="minutes_commented"),
        Move("answer", N_("答复对纪要的意见"), {S.CIRCULATED}, None, {ORGANISER}, "minutes.comment_answered",
             notice="minutes_answered"),
        Move("countersign", N_("会签"), {S.CIRCULATED}, None, {ORGANISER}, "minutes.countersigned",
             notice="minutes_countersigned"),
        Move("complete", N_("会签完成"), {S.CIRCULATED}, S.COUNTERSIGNED, {SYSTEM}, "minutes.completed"),
        Move("redate", N_("征求意见期限变动"), {S.CIRCULATED}, None, {SYSTEM}, "minutes.redated",
             notice="minutes_redated"),
        Move("recall", N_("修改已会签的纪要"), {S.COUNTERSIGNED}, S.CIRCULATED, {ORGANISER}, "minutes.recalled",
             notice="minutes_recalled"),
        Move("issue", N_("印发纪要"), {S.COUNTERSIGNED}, S.ISSUED, {ORGANISER}, "minutes.issued", paper="minutes",
             notice="minutes_issued"),
        Move("ask_reopening", N_("申请重新修订"), {S.ISSUED}, None, {ORGANISER}, "minutes.reopening_asked",
             needs_reason=True, notice="minutes_reopening_asked"),
        Move("agree_reopening", N_("同意重新修订"), {S.ISSUED}, S.HELD, {ORGANISER}, "minutes.reopened",
             notice="minutes_reopened"),
        Move("decline_reopening", N_("不同意重新修订"), {S.ISSUED}, None, {ORGANISER}, "minutes.reopening_declined",
             needs_reason=True, notice="minutes_reopening_declined"),
        Move("archive", N_("补录往届纪要"), {BEGINNING}, S.ISSUED, {ORGANISER}, "minutes.archived"),
        Move("correct", N_("更正往届纪要"), {S.ISSUED}, None, {ORGANISER}, "minutes.corrected", needs_reason=True),
        Move("enter", N_("补录议定事项"), {S.ISSUED}, None, {ORGANISER}, "resolution.entered"),
        Move("render", N_("重新生成文件"), {S.ISSUED}, None, {ORGANISER}, "minutes.rendered"),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
