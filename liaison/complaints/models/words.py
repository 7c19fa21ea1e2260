"""The words of complaints: directions, states, identity modes, parts, findings, measures, papers; labels beside."""

from enum import StrEnum
from typing import Final

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import Side


class Direction(StrEnum):
    """Who complains about whom."""

    LAWYER_TO_JUDGE = "lawyer_to_judge"
    JUDGE_TO_LAWYER = "judge_to_lawyer"

    @property
    def side(self) -> Side:
        """The side of origin: its officers take the complaint in and give the reply."""
        return Side.BAR if self is Direction.LAWYER_TO_JUDGE else Side.BENCH


class Status(StrEnum):
    """Where a complaint of either direction stands."""

    LODGED = "lodged"
    SUPPLEMENT_ASKED = "supplement_asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    GUIDED = "guided"
    TRANSFERRED = "transferred"
    OBJECTED = "objected"
    ACKNOWLEDGED = "acknowledged"
    UNDER_CHECK = "under_check"
    REPORTED = "reported"
    CONCLUDED = "concluded"
    ANSWERED = "answered"
    REPLIED = "replied"
    RE_EXAMINATION = "re_examination"
    REFERRED = "referred"
    VETTED = "vetted"
    RECEIVED = "received"
    DOCKETED = "docketed"
    NOTIFIED = "notified"
    DEFENDED = "defended"
    UNDER_INVESTIGATION = "under_investigation"
    INVESTIGATED = "investigated"
    HEARING_OFFERED = "hearing_offered"
    HEARING_ASKED = "hearing_asked"
    HEARD = "heard"
    DECIDED = "decided"
    SERVED = "served"
    FED_BACK = "fed_back"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    CLOSED = "closed"


class Identity(StrEnum):
    """How much is known of the complainant, and to whom."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Channel(StrEnum):
    """How a complaint came."""

    ONLINE = "online"
    LETTER = "letter"
    TELEPHONE = "telephone"
    VISIT = "visit"


class Part(StrEnum):
    """What somebody is assigned to do with one complaint."""

    INTAKE = "intake"
    HANDLER = "handler"
    INVESTIGATOR = "investigator"
    PANEL = "panel"


class Finding(StrEnum):
    """What a check or a discipline case comes to."""

    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    NOT_ESTABLISHED = "not_established"
    OUT_OF_SCOPE = "out_of_scope"


class Measure(StrEnum):
    """What a court does about what was founded."""

    NONE = "none"
    CORRECTED = "corrected"
    APOLOGISED = "apologised"
    REMINDED = "reminded"
    CRITICISED = "criticised"
    RECUSED = "recused"
    REFERRED = "referred"


class Sanction(StrEnum):
    """What the lawyers' association may impose (律师协会会员违规行为处分规则), or none."""

    NONE = "none"
    ADMONITION = "admonition"
    WARNING = "warning"
    CRITICISM = "criticism"
    CENSURE = "censure"
    SUSPENSION = "suspension"
    EXPULSION = "expulsion"


class CopyStatus(StrEnum):
    """Where a redacted copy stands."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    REFUSED = "refused"


class DisclosureStatus(StrEnum):
    """Where a request to learn a complainant's identity stands."""

    ASKED = "asked"
    GRANTED = "granted"
    DENIED = "denied"


class PaperSort(StrEnum):
    """What a paper of a complaint is."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    DECLINED = "declined"
    TRANSFER = "transfer"
    ACKNOWLEDGEMENT = "acknowledgement"
    ALLEGATION = "allegation"
    REPLY = "reply"
    OUTCOME = "outcome"
    CLARIFICATION = "clarification"
    REFERRAL = "referral"
    HEARING = "hearing"
    SUMMONS = "summons"
    RECORD = "record"
    DECISION = "decision"
    SERVICE = "service"
    FEEDBACK = "feedback"
    BUREAU = "bureau"


S = Status
DIRECTION_LABELS: Final = {
    Direction.LAWYER_TO_JUDGE: N_("律师投诉法官"),
    Direction.JUDGE_TO_LAWYER: N_("法官投诉律师"),
}
STATUS_LABELS: Final = {
    S.LODGED: N_("已提交"),
    S.SUPPLEMENT_ASKED: N_("待补正"),
    S.ACCEPTED: N_("已受理"),
    S.DECLINED: N_("不予受理"),
    S.GUIDED: N_("已引导其他渠道"),
    S.TRANSFERRED: N_("已移送"),
    S.OBJECTED: N_("对方提出异议"),
    S.ACKNOWLEDGED: N_("已签收"),
    S.UNDER_CHECK: N_("核查中"),
    S.REPORTED: N_("核查报告已提交"),
    S.CONCLUDED: N_("已作结论"),
    S.ANSWERED: N_("法院已回复律协"),
    S.REPLIED: N_("已答复投诉人"),
    S.RE_EXAMINATION: N_("复查中"),
    S.REFERRED: N_("已转办"),
    S.VETTED: N_("已审核移送"),
    S.RECEIVED: N_("已登记"),
    S.DOCKETED: N_("已立案"),
    S.NOTIFIED: N_("已通知被投诉律师"),
    S.DEFENDED: N_("已申辩"),
    S.UNDER_INVESTIGATION: N_("调查中"),
    S.INVESTIGATED: N_("调查终结"),
    S.HEARING_OFFERED: N_("已告知听证权利"),
    S.HEARING_ASKED: N_("待听证"),
    S.HEARD: N_("听证程序已完成"),
    S.DECIDED: N_("已作决定"),
    S.SERVED: N_("决定已送达"),
    S.FED_BACK: N_("已反馈法院"),
    S.WITHDRAWN: N_("已撤回"),
    S.MERGED: N_("已并案"),
    S.CLOSED: N_("已办结"),
}
STATUS_TONES: Final[dict[Status, Tone]] = {
    **dict.fromkeys(S, "info"),
    **dict.fromkeys((S.SUPPLEMENT_ASKED, S.OBJECTED, S.RE_EXAMINATION), "warn"),
    **dict.fromkeys((S.REPLIED, S.FED_BACK, S.CLOSED), "good"),
    **dict.fromkeys((S.DECLINED, S.GUIDED, S.WITHDRAWN, S.MERGED, S.REFERRED), "neutral"),
}
IDENTITY_LABELS: Final = {
    Identity.NAMED: N_("实名"),
    Identity.CONFIDENTIAL: N_("保密"),
    Identity.ANONYMOUS: N_("匿名"),
}
IN_THE_NAME: Final = N_("以单位名义")


def identity_label(direction: Direction, identity: Identity) -> str:
    """The mode by name: what a judge lodges in confidence goes out in the name of the court."""
    is_bench = direction is Direction.JUDGE_TO_LAWYER
    return IN_THE_NAME if is_bench and identity is Identity.CONFIDENTIAL else IDENTITY_LABELS[identity]


CHANNEL_LABELS: Final = {
    Channel.ONLINE: N_("网上提交"),
    Channel.LETTER: N_("来信"),
    Channel.TELEPHONE: N_("来电"),
    Channel.VISIT: N_("来访"),
}
PART_LABELS: Final = {
    Part.INTAKE: N_("受理经办人"),
    Part.HANDLER: N_("核查人"),
    Part.INVESTIGATOR: N_("调查人员"),
    Part.PANEL: N_("惩戒委员会委员"),
}
FINDING_LABELS: Final = {
    Finding.FOUNDED: N_("属实"),
    Finding.PARTLY: N_("部分属实"),
    Finding.UNFOUNDED: N_("不属实"),
    Finding.NOT_ESTABLISHED: N_("无法查实"),
    Finding.OUT_OF_SCOPE: N_("不属于处理范围"),
}
MEASURE_LABELS: Final = {
    Measure.NONE: N_("无需采取措施"),
    Measure.CORRECTED: N_("已改正或补办"),
    Measure.APOLOGISED: N_("当面说明或致歉"),
    Measure.REMINDED: N_("提醒谈话"),
    Measure.CRITICISED: N_("批评教育"),
    Measure.RECUSED: N_("依法更换承办人员"),
    Measure.REFERRED: N_("移送有关部门处理"),
}
SANCTION_LABELS: Final = {
    Sanction.NONE: N_("不构成违规，不予处分"),
    Sanction.ADMONITION: N_("训诫"),
    Sanction.WARNING: N_("警告"),
    Sanction.CRITICISM: N_("通报批评"),
    Sanction.CENSURE: N_("公开谴责"),
    Sanction.SUSPENSION: N_("中止会员权利（一个月以上一年以下）"),
    Sanction.EXPULSION: N_("取消会员资格"),
}
PAPER_LABELS: Final = {
    PaperSort.RECEIPT: N_("收件回执"),
    PaperSort.SUPPLEMENT: N_("补正通知书"),
    PaperSort.DECLINED: N_("不予受理告知书"),
    PaperSort.TRANSFER: N_("移送函"),
    PaperSort.ACKNOWLEDGEMENT: N_("签收回执"),
    PaperSort.ALLEGATION: N_("事由摘要告知书"),
    PaperSort.REPLY: N_("答复书"),
    PaperSort.OUTCOME: N_("处理结果告知书"),
    PaperSort.CLARIFICATION: N_("不实投诉澄清书"),
    PaperSort.REFERRAL: N_("转办函"),
    PaperSort.HEARING: N_("听证权利告知书"),
    PaperSort.SUMMONS: N_("听证通知书"),
    PaperSort.RECORD: N_("听证笔录"),
    PaperSort.DECISION: N_("处分决定书"),
    PaperSort.SERVICE: N_("送达回证"),
    PaperSort.FEEDBACK: N_("处理结果反馈函"),
    PaperSort.BUREAU: N_("通报司法行政机关函"),
}
