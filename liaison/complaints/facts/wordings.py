"""The fixed sentences of the papers of complaints, Chinese as papers are; the office may word them by itself."""

from collections.abc import Mapping
from typing import Final

from liaison.complaints.models import PaperSort
from liaison.complaints.rules.steps import PAPER_READERS, RESPONDENT
from liaison.core.messages import N_
from liaison.core.wordings import Wording

P = PaperSort
BLANKS: Final = {
    "编号": "诉-7K3M-9Q2P-W",
    "收到日期": "2026年3月9日",
    "类别": "阅卷",
    "身份方式": "保密",
    "被投诉人": "（被投诉人姓名）",
    "结果": "部分属实；已改正或补办",
}
"""What may stand in braces: name and example. The complainant is in none: a wording must not be able to betray one."""
RESPONDENT_BLANKS: Final = {name: BLANKS[name] for name in ("编号", "被投诉人", "结果")}
"""What the person complained of may read: neither when it came nor in which mode."""
PRIVACY: Final = (
    "投诉内容和身份信息加密保存，只用于办理本件。系统管理员不能查阅。选择保密的，对方只能看到您确认过的副本，"
    "副本不含您的姓名和单位。未经您同意或依规批准的披露，不向对方提供您的身份；一经披露，将告知您。\n"
    "您可以随时在系统中查看进度、补充材料、撤回投诉，并查阅、导出您的个人信息。"
)
RIGHTS: Final = (
    "您有权就上述事由作出书面说明并提交材料，有权申请核查、调查人员回避，有权得知处理结果并依规申请复查。\n"
    "请勿打听、推断投诉人身份，不得打击报复。"
)
# Sort of paper -> the name of the text on the page of settings, and the text to begin with.
FIRST_OPENINGS: Final[Mapping[PaperSort, tuple[str, str]]] = {
    P.RECEIPT: (
        N_("投诉文书：收件回执开头"),
        "{收到日期}收到您的投诉，编号{编号}，类别为“{类别}”，身份方式为{身份方式}。",
    ),
    P.SUPPLEMENT: (
        N_("投诉文书：补正通知书开头"),
        "您于{收到日期}提交的投诉（编号{编号}）需要补充以下内容：",
    ),
    P.DECLINED: (
        N_("投诉文书：不予受理告知书开头"),
        "您提交的投诉（编号{编号}）经审查，不予受理。理由和建议如下：",
    ),
    P.TRANSFER: (
        N_("投诉文书：移送函开头"),
        "现将一件监督投诉（编号{编号}）移送你单位处理。",
    ),
    P.ACKNOWLEDGEMENT: (
        N_("投诉文书：签收回执开头"),
        "你单位移送的监督投诉（编号{编号}）已收到并登记。",
    ),
    P.ALLEGATION: (
        N_("投诉文书：事由摘要告知书开头"),
        "收到一件涉及您的监督投诉（编号{编号}）。现将事由摘要告知如下：",
    ),
    P.REPLY: (
        N_("投诉文书：答复书开头"),
        "您提交的投诉（编号{编号}）已经办理完毕，答复如下：",
    ),
    P.OUTCOME: (
        N_("投诉文书：处理结果告知书开头"),
        "涉及您的监督投诉（编号{编号}）已经作出结论：{结果}。",
    ),
    P.CLARIFICATION: (
        N_("投诉文书：不实投诉澄清书开头"),
        "经核查，监督投诉（编号{编号}）反映{被投诉人}的问题不属实。",
    ),
    P.REFERRAL: (
        N_("投诉文书：转办函开头"),
        "现将一件监督投诉（编号{编号}）反映的有关线索转请处理。",
    ),
    P.HEARING: (
        N_("投诉文书：听证权利告知书开头"),
        "关于涉及您的监督投诉（编号{编号}），调查已经终结。拟处理意见如下：",
    ),
    P.SUMMONS: (
        N_("投诉文书：听证通知书开头"),
        "根据您的申请，就监督投诉（编号{编号}）举行听证。现将有关事项通知如下：",
    ),
    P.RECORD: (
        N_("投诉文书：听证笔录开头"),
        "监督投诉（编号{编号}）的听证已经举行，记录如下：",
    ),
    P.DECISION: (
        N_("投诉文书：处分决定书开头"),
        "当事人：{被投诉人}。\n我会收到移送的投诉材料后，依规立案、调查并听取了当事人的陈述和申辩。现已审理终结。",
    ),
    P.SERVICE: (
        N_("投诉文书：送达回证开头"),
        "送达文书：关于监督投诉事项的处理决定。\n编号：{编号}。\n受送达人：{被投诉人}。\n送达情况：",
    ),
    P.FEEDBACK: (
        N_("投诉文书：处理结果反馈函开头"),
        "你单位移送的监督投诉（编号{编号}）已经办理完毕，结果为：{结果}。",
    ),
    P.BUREAU: (
        N_("投诉文书：通报司法行政机关函开头"),
        "在案件审理中，{被投诉人}有下列行为，已依法采取相应措施，现予通报：",
    ),
}
FIRST_CLOSINGS: Final[Mapping[PaperSort, tuple[str, str]]] = {
    P.RECEIPT: (
        N_("投诉文书：收件回执结尾"),
        PRIVACY,
    ),
    P.SUPPLEMENT: (
        N_("投诉文书：补正通知书结尾"),
        "补正只要求一次，等待补正的时间不计入办理期限。请登录系统补充；没有账号的，凭编号和回执码补充或来信来电。",
    ),
    P.DECLINED: (
        N_("投诉文书：不予受理告知书结尾"),
        "您仍可以通过上述渠道或其他法定渠道反映。",
    ),
    P.ALLEGATION: (
        N_("投诉文书：事由摘要告知书结尾"),
        RIGHTS,
    ),
    P.REPLY: (
        N_("投诉文书：答复书结尾"),
        "请登录系统对办理过程作出评价。",
    ),
    P.CLARIFICATION: (
        N_("投诉文书：不实投诉澄清书结尾"),
        "特此澄清，消除影响。",
    ),
    P.REFERRAL: (
        N_("投诉文书：转办函结尾"),
        "请将处理情况函告我单位。投诉人要求保密的，请一并保密。",
    ),
    P.HEARING: (
        N_("投诉文书：听证权利告知书结尾"),
        "您有权申请听证，也可以书面放弃。听证会上可以陈述、申辩、质证。",
    ),
    P.SUMMONS: (
        N_("投诉文书：听证通知书结尾"),
        "请准时参加，可以委托代理人，可以申请主持人和记录人回避。无正当理由不参加的，视为放弃听证。",
    ),
    P.RECORD: (
        N_("投诉文书：听证笔录结尾"),
        "以上记录经核对无误。\n当事人签名：\n记录人签名：\n日期：　　　　年　　月　　日",
    ),
    P.SERVICE: (
        N_("投诉文书：送达回证结尾"),
        "受送达人签名或者盖章：\n签收日期：　　　　年　　月　　日",
    ),
    P.BUREAU: (
        N_("投诉文书：通报司法行政机关函结尾"),
        "依据：《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第三百零八条。",
    ),
}


def _worded(place: str, firsts: Mapping[PaperSort, tuple[str, str]]) -> dict[PaperSort, Wording]:
    return {
        sort: Wording(
            f"complaint.{sort}.{place}",
            label,
            first,
            blanks=RESPONDENT_BLANKS if RESPONDENT in PAPER_READERS[sort] else BLANKS,
            is_long=True,
            may_be_empty=place == "closing",
        )
        for sort, (label, first) in firsts.items()
    }


OPENINGS: Final = _worded("opening", FIRST_OPENINGS)
CLOSINGS: Final = _worded("closing", FIRST_CLOSINGS)
WORDINGS: Final = (*OPENINGS.values(), *CLOSINGS.values())
