"""What goes with each verb: what is filled in, who reads it, which clocks it ends and starts, which papers it makes.

Beside the MOVES tables (who may, from where to where) this is the other half of the regulation, as data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from liaison.complaints.models import Direction, PaperSort, Part
from liaison.complaints.rules import relations as r
from liaison.core.messages import N_

Reader = Literal["complainant", "own", "other", "respondent"]
Holder = Literal["own", "other", "party"]
COMPLAINANT, OWN, OTHER, RESPONDENT = "complainant", "own", "other", "respondent"
INTAKE_READERS: Final = frozenset({COMPLAINANT, OWN})
DESKS: Final = frozenset({OWN, OTHER})
CHECKERS: Final = frozenset({OTHER, RESPONDENT})
ALL_BUT_RESPONDENT: Final = frozenset({COMPLAINANT, OWN, OTHER})


@dataclass(frozen=True, slots=True)
class Step:
    """One verb. `text` is the label of what is written ("": nothing is); `fields` are further fields of its form.

    `shown`: who learns that it was done; `read`: who reads its text (None: the same). `ends`, `pauses` and `resumes`
    name clocks, `starts` clocks with who is held to them. `told`: the relations that get a notice without any content.
    """

    shown: frozenset[str]
    text: str = ""
    needs_text: bool = True
    hint: str = ""
    fields: tuple[str, ...] = ()
    read: frozenset[str] | None = None
    starts: tuple[tuple[str, Holder], ...] = ()
    ends: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    papers: tuple[PaperSort, ...] = ()
    told: frozenset[str] = frozenset()
    assigns: Part | None = None

    @property
    def text_readers(self) -> frozenset[str]:
        """Who reads what was written."""
        return self.shown if self.read is None else self.read


P = PaperSort
REASON: Final = N_("理由")
ALLEGATION_HINT: Final = N_("只写反映的行为、时间和地点，不附投诉书，不写可以推断投诉人的内容。")
REPLY_HINT: Final = N_("并入本件的投诉一并得到这份答复：不要写可以推断投诉人的内容。")
PARTIES_TOLD: Final = frozenset({r.COMPLAINANT})
EXTENSIONS: Final = {
    "ask_extension": Step(frozenset({OTHER}), N_("需要延期的理由"), told=frozenset({r.OTHER_HEAD})),
    "approve_extension": Step(DESKS, N_("批准意见"), needs_text=False, read=frozenset({OTHER}),
                              told=frozenset({r.HANDLER, r.INVESTIGATOR, r.OWN_OFFICER})),
    "deny_extension": Step(frozenset({OTHER}), REASON, told=frozenset({r.HANDLER, r.INVESTIGATOR})),
}  # fmt: skip
SHARED: Final[Mapping[str, Step]] = {
    "take": Step(frozenset({OWN})),
    "amend": Step(INTAKE_READERS, N_("更正的内容和原因"), read=frozenset({OWN})),
    "redact": Step(INTAKE_READERS, told=PARTIES_TOLD),
    "approve_copy": Step(INTAKE_READERS, told=frozenset({r.OWN_OFFICER})),
    "refuse_copy": Step(INTAKE_READERS, N_("希望如何修改"), told=frozenset({r.OWN_OFFICER})),
    "guide": Step(INTAKE_READERS, N_("应当向何处反映"), hint=N_("写明有权处理的机关和依据，投诉人将看到全文。"),
                  ends=("complaint_accept", "complaint_accept_limit", "suggestion_vet"), papers=(P.DECLINED,),
                  told=PARTIES_TOLD),
    "merge": Step(INTAKE_READERS, N_("并案说明"), fields=("reference",), read=INTAKE_READERS,
                  ends=("complaint_accept", "complaint_accept_limit", "complaint_transfer", "suggestion_vet"),
                  told=PARTIES_TOLD),
    "withdraw": Step(INTAKE_READERS, N_("撤回原因"), needs_text=False,
                     ends=("complaint_accept", "complaint_accept_limit", "complaint_transfer", "suggestion_vet"),
                     told=frozenset({r.OWN_OFFICER})),
    "step_back": Step(ALL_BUT_RESPONDENT, N_("撤回原因"), needs_text=False, read=INTAKE_READERS,
                      hint=N_("已移送的投诉撤回后，承办方可以依职权继续核查。"),
                      told=frozenset({r.OWN_OFFICER, r.OTHER_OFFICER})),
    "object_handler": Step(CHECKERS, N_("申请回避的理由"), told=frozenset({r.OTHER_HEAD})),
    "grant_objection": Step(CHECKERS, N_("准许的理由"), fields=("holders",),
                            told=frozenset({r.RESPONDENT, r.OTHER_OFFICER})),
    "deny_objection": Step(CHECKERS, N_("驳回的理由"), told=frozenset({r.RESPONDENT})),
    "identify": Step(DESKS, N_("对应的依据"), needs_text=False, fields=("respondent",),
                     hint=N_("选定后系统按此人重新计算回避；应当回避的人员不再看到本件。")),
    "redate": Step(ALL_BUT_RESPONDENT, N_("变动的期限"),
                   told=frozenset({r.OWN_OFFICER, r.OTHER_OFFICER, r.HANDLER, r.INVESTIGATOR})),
    "recuse": Step(frozenset(), N_("回避理由"), read=frozenset(), told=frozenset({r.OTHER_OFFICER})),
    "satisfy": Step(INTAKE_READERS, N_("对办理过程的意见"), needs_text=False, fields=("satisfaction",)),
    "note_finding": Step(frozenset({OWN}), N_("本方对本件的认定")),
    "close": Step(ALL_BUT_RESPONDENT, ends=("complaint_close", "re_examination_ask", "discipline_re_examination"),
                  told=frozenset({r.OWN_OFFICER})),
    "ask_disclosure": Step(DESKS, N_("为什么必须知道投诉人身份"),
                           hint=N_("由受理方另一人决定，限时七日，投诉人会得知。"),
                           told=frozenset({r.OWN_OFFICER, r.OWN_HEAD})),
    "grant_disclosure": Step(ALL_BUT_RESPONDENT, REASON, hint=N_("批准后申请人七日内可以查看，每次查看均有记录。"),
                             told=frozenset({r.OTHER_OFFICER, r.HANDLER, r.PANEL, r.INVESTIGATOR, r.COMPLAINANT})),
    "deny_disclosure": Step(DESKS, REASON, told=frozenset({r.OTHER_OFFICER, r.HANDLER, r.PANEL})),
    **EXTENSIONS,
}  # fmt: skip
LAWYER_TO_JUDGE: Final[Mapping[str, Step]] = {
    **SHARED,
    "lodge": Step(INTAKE_READERS, starts=(("complaint_accept", "own"), ("complaint_accept_limit", "own")),
                  papers=(P.RECEIPT,), told=frozenset({r.OWN_OFFICER})),
    "enter": Step(INTAKE_READERS, starts=(("complaint_accept", "own"), ("complaint_accept_limit", "own")),
                  papers=(P.RECEIPT,)),
    "ask_supplement": Step(INTAKE_READERS, N_("需要补充的内容"), pauses=("complaint_accept", "complaint_accept_limit"),
                           papers=(P.SUPPLEMENT,), told=PARTIES_TOLD),
    "supplement": Step(INTAKE_READERS, N_("补充的内容"), resumes=("complaint_accept", "complaint_accept_limit"),
                       told=frozenset({r.OWN_OFFICER})),
    "accept": Step(INTAKE_READERS, N_("受理说明"), needs_text=False,
                   ends=("complaint_accept", "complaint_accept_limit"), starts=(("complaint_transfer", "own"),),
                   told=PARTIES_TOLD),
    "decline": Step(INTAKE_READERS, N_("不予受理的理由"), hint=N_("写明依据，投诉人将看到全文。"),
                    ends=("complaint_accept", "complaint_accept_limit", "complaint_transfer"), papers=(P.DECLINED,),
                    told=PARTIES_TOLD),
    "transfer": Step(ALL_BUT_RESPONDENT, ends=("complaint_transfer",),
                     starts=(("complaint_objection", "other"), ("complaint_acknowledge", "other")),
                     papers=(P.TRANSFER,), told=frozenset({r.OTHER_OFFICER, r.COMPLAINANT})),
    "acknowledge": Step(ALL_BUT_RESPONDENT, ends=("complaint_objection", "complaint_acknowledge"),
                        starts=(("complaint_check", "other"), ("complaint_check_limit", "other")),
                        papers=(P.ACKNOWLEDGEMENT,), told=frozenset({r.OWN_OFFICER})),
    "object": Step(DESKS, N_("异议理由"), ends=("complaint_objection", "complaint_acknowledge"),
                   told=frozenset({r.OWN_OFFICER})),
    "insist": Step(DESKS, N_("继续移送的理由"), starts=(("complaint_acknowledge", "other"),),
                   told=frozenset({r.OTHER_OFFICER})),
    "assign": Step(frozenset({OTHER}), fields=("handler",), assigns=Part.HANDLER, told=frozenset({r.HANDLER})),
    "notify": Step(CHECKERS, N_("事由摘要"), hint=ALLEGATION_HINT,
                   papers=(P.ALLEGATION,), told=frozenset({r.RESPONDENT})),
    "give_account": Step(CHECKERS, N_("情况说明"), told=frozenset({r.HANDLER})),
    "report": Step(frozenset({OTHER}), N_("核查经过和认定的事实"), fields=("finding",),
                   told=frozenset({r.OTHER_HEAD})),
    "refer": Step(DESKS, N_("转办机关和理由"), starts=(("complaint_refer", "other"),), papers=(P.REFERRAL,),
                  told=frozenset({r.OTHER_OFFICER})),
    "conclude": Step(frozenset({OTHER}), N_("结论和理由"), fields=("finding", "measure"),
                     ends=("complaint_check", "complaint_check_limit", "re_examination", "complaint_refer"),
                     starts=(("complaint_reply", "other"),), told=frozenset({r.OTHER_OFFICER})),
    "answer": Step(DESKS, N_("给律师协会的书面回复"), ends=("complaint_reply",), starts=(("complaint_reply", "own"),),
                   papers=(P.FEEDBACK, P.OUTCOME), told=frozenset({r.OWN_OFFICER, r.RESPONDENT})),
    "reply": Step(ALL_BUT_RESPONDENT, N_("给投诉人的答复"), hint=REPLY_HINT, ends=("complaint_reply",),
                  starts=(("re_examination_ask", "party"), ("complaint_close", "own")), papers=(P.REPLY,),
                  told=PARTIES_TOLD | {r.OTHER_OFFICER}),
    "reply_along": Step(INTAKE_READERS, N_("给投诉人的答复"),
                        ends=("re_examination_ask", "complaint_close", "re_examination"),
                        starts=(("re_examination_ask", "party"), ("complaint_close", "own")), papers=(P.REPLY,),
                        told=PARTIES_TOLD | {r.OWN_OFFICER}),
    "resume": Step(INTAKE_READERS, starts=(("complaint_accept", "own"), ("complaint_accept_limit", "own")),
                   told=PARTIES_TOLD | {r.OWN_OFFICER}),
    "re_examine": Step(ALL_BUT_RESPONDENT | {RESPONDENT}, N_("复查的理由和新的证据"), read=frozenset({OWN, OTHER}),
                       ends=("re_examination_ask", "complaint_close"), starts=(("re_examination", "other"),),
                       told=frozenset({r.OWN_OFFICER, r.OTHER_OFFICER, r.COMPLAINANT})),
    "clarify": Step(CHECKERS, N_("澄清的内容和范围"), papers=(P.CLARIFICATION,), told=frozenset({r.RESPONDENT})),
    "ask_re_examination": Step(ALL_BUT_RESPONDENT | {RESPONDENT}, N_("复查的理由和新的证据"),
                               read=frozenset({OWN, OTHER}), ends=("re_examination_ask", "complaint_close"),
                               starts=(("re_examination", "other"),),
                               told=frozenset({r.OWN_OFFICER, r.OTHER_OFFICER})),
    "drop": Step(ALL_BUT_RESPONDENT, N_("不再继续核查的理由"), read=DESKS,
                 ends=("complaint_check", "complaint_check_limit", "complaint_objection", "complaint_acknowledge"),
                 told=frozenset({r.OWN_OFFICER})),
}  # fmt: skip
JUDGE_TO_LAWYER: Final[Mapping[str, Step]] = {
    **SHARED,
    "lodge": Step(INTAKE_READERS, starts=(("suggestion_vet", "own"),), papers=(P.RECEIPT,),
                  told=frozenset({r.OWN_OFFICER})),
    "enter": Step(INTAKE_READERS, starts=(("suggestion_vet", "own"),), papers=(P.RECEIPT,)),
    "ask_supplement": Step(INTAKE_READERS, N_("需要补充的内容"), pauses=("suggestion_vet",), papers=(P.SUPPLEMENT,),
                           told=PARTIES_TOLD),
    "supplement": Step(INTAKE_READERS, N_("补充的内容"), resumes=("suggestion_vet",), told=frozenset({r.OWN_OFFICER})),
    "decline": Step(INTAKE_READERS, N_("不予移送的理由"), ends=("suggestion_vet",), papers=(P.DECLINED,),
                    told=PARTIES_TOLD),
    "vet": Step(ALL_BUT_RESPONDENT, N_("形式和保密审查意见"), needs_text=False, read=frozenset({OWN}),
                ends=("suggestion_vet",), starts=(("suggestion_receive", "other"),), papers=(P.TRANSFER,),
                told=frozenset({r.OTHER_OFFICER, r.COMPLAINANT})),
    "tell_bureau": Step(frozenset({OWN}), N_("对律师采取的措施（责令退庭、罚款、拘留）和情况"), papers=(P.BUREAU,),
                        hint=N_("责令律师退出法庭、罚款、拘留的，法院应当通报司法行政机关（最高法刑诉解释第308条）。")),
    "receive": Step(ALL_BUT_RESPONDENT, ends=("suggestion_receive",), starts=(("discipline_docket", "other"),),
                    papers=(P.ACKNOWLEDGEMENT,), told=frozenset({r.OWN_OFFICER})),
    "convene": Step(frozenset({OTHER}), fields=("panel",), assigns=Part.PANEL, told=frozenset({r.PANEL})),
    "docket": Step(ALL_BUT_RESPONDENT, N_("立案意见"), read=frozenset({OTHER}), ends=("discipline_docket",),
                   starts=(("discipline_notify", "other"), ("discipline_investigate", "other")),
                   told=frozenset({r.OTHER_OFFICER, r.OWN_OFFICER})),
    "dismiss": Step(frozenset({OWN, OTHER}), N_("不予立案的理由"), ends=("discipline_docket",),
                    starts=(("discipline_feedback", "other"),), told=frozenset({r.OTHER_OFFICER})),
    "notify": Step(CHECKERS, N_("事由摘要"), hint=ALLEGATION_HINT,
                   ends=("discipline_notify",), starts=(("discipline_defend", "party"),), papers=(P.ALLEGATION,),
                   told=frozenset({r.RESPONDENT})),
    "defend": Step(CHECKERS, N_("申辩意见"), ends=("discipline_defend",),
                   told=frozenset({r.PANEL, r.OTHER_OFFICER})),
    "investigate": Step(frozenset({OTHER}), fields=("investigators",), assigns=Part.INVESTIGATOR,
                        ends=("discipline_defend",), told=frozenset({r.INVESTIGATOR})),
    "report": Step(frozenset({OTHER}), N_("调查经过和查明的事实"), fields=("finding",),
                   ends=("discipline_investigate",), told=frozenset({r.PANEL})),
    "offer_hearing": Step(CHECKERS, N_("拟作出的处分和听证事项"), starts=(("hearing_ask", "party"),),
                          papers=(P.HEARING,), told=frozenset({r.RESPONDENT})),
    "ask_hearing": Step(CHECKERS, N_("听证请求"), needs_text=False, ends=("hearing_ask",), told=frozenset({r.PANEL})),
    "waive_hearing": Step(CHECKERS, N_("放弃听证的说明"), needs_text=False, ends=("hearing_ask",),
                          told=frozenset({r.PANEL})),
    "summon": Step(CHECKERS, N_("听证的时间、地点、主持人和注意事项"), papers=(P.SUMMONS,),
                   told=frozenset({r.RESPONDENT})),
    "hold_hearing": Step(CHECKERS, N_("听证笔录"), papers=(P.RECORD,), told=frozenset({r.RESPONDENT})),
    "decide": Step(CHECKERS, N_("查明的事实、理由和决定"), fields=("finding", "sanction", "months"),
                   papers=(P.DECISION,), ends=("hearing_ask",),
                   starts=(("discipline_serve", "other"), ("discipline_feedback", "other")),
                   told=frozenset({r.OTHER_OFFICER})),
    "serve": Step(CHECKERS, N_("送达方式和签收情况"), ends=("discipline_serve",),
                  starts=(("discipline_re_examination", "party"),), papers=(P.SERVICE,),
                  told=frozenset({r.RESPONDENT})),
    "feed_back": Step(ALL_BUT_RESPONDENT, N_("处理结果和理由"),
                      hint=N_("写明结果和理由的类别，法院和投诉人（包括并案的投诉人）将看到全文，不要写明投诉人是谁。"),
                      ends=("discipline_feedback",), starts=(("complaint_close", "own"),),
                      papers=(P.FEEDBACK,), told=frozenset({r.OWN_OFFICER, r.COMPLAINANT})),
    "reply_along": Step(INTAKE_READERS, N_("处理结果和理由"), ends=("complaint_close",),
                        starts=(("complaint_close", "own"),), papers=(P.REPLY,), told=PARTIES_TOLD | {r.OWN_OFFICER}),
    "resume": Step(INTAKE_READERS, starts=(("suggestion_vet", "own"),), told=PARTIES_TOLD | {r.OWN_OFFICER}),
    "ask_re_examination": Step(DESKS | {RESPONDENT}, N_("申请复查的理由"), read=CHECKERS,
                               ends=("discipline_re_examination", "complaint_close"),
                               told=frozenset({r.OTHER_OFFICER})),
    "settle_re_examination": Step(CHECKERS, N_("省律师协会复查委员会的决定"), fields=("finding", "sanction", "months"),
                                  starts=(("discipline_feedback", "other"),), told=frozenset({r.RESPONDENT})),
    "refer": Step(DESKS, N_("转办机关和理由"), papers=(P.REFERRAL,), told=frozenset({r.OTHER_OFFICER}),
                  ends=("discipline_docket", "discipline_investigate"), starts=(("discipline_feedback", "other"),)),
    "drop": Step(ALL_BUT_RESPONDENT, N_("不再继续调查的理由"), read=DESKS,
                 ends=("discipline_docket", "discipline_notify", "discipline_investigate", "suggestion_receive"),
                 told=frozenset({r.OWN_OFFICER})),
}  # fmt: skip
REPLIES: Final = frozenset({"reply", "feed_back", "reply_along"})
"""The verbs with which a complainant gets the reply."""
STEPS: Final = {Direction.LAWYER_TO_JUDGE: LAWYER_TO_JUDGE, Direction.JUDGE_TO_LAWYER: JUDGE_TO_LAWYER}
PAPER_READERS: Final[Mapping[PaperSort, frozenset[str]]] = {
    P.RECEIPT: INTAKE_READERS,
    P.SUPPLEMENT: INTAKE_READERS,
    P.DECLINED: INTAKE_READERS,
    P.TRANSFER: DESKS,
    P.ACKNOWLEDGEMENT: DESKS,
    P.ALLEGATION: CHECKERS,
    P.REPLY: ALL_BUT_RESPONDENT,
    P.OUTCOME: CHECKERS,
    P.CLARIFICATION: CHECKERS,
    P.REFERRAL: DESKS,
    P.HEARING: CHECKERS,
    P.SUMMONS: CHECKERS,
    P.RECORD: CHECKERS,
    P.DECISION: CHECKERS,
    P.SERVICE: CHECKERS,
    P.FEEDBACK: DESKS,
    P.BUREAU: frozenset({OWN}),
}


def step_of(direction: Direction, verb: str) -> Step:
    """What goes with a verb. KeyError for one that the direction does not know."""
    return STEPS[direction][verb]


RESPONDENT_CLOCKS: Final = frozenset({
    "complaint_check", "complaint_check_limit", "re_examination", "discipline_notify", "discipline_defend",
    "discipline_investigate", "hearing_ask", "discipline_serve", "discipline_re_examination",
})  # fmt: skip
"""The time limits that the person complained of sees: none that tells when it was lodged, accepted or transferred."""
