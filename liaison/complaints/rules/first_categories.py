"""The categories that a new installation begins with, both lists; the office edits the rows.

Sources: 司发通〔2021〕60号 第三条 (improper contact), 司发通〔2018〕36号 (manner in court), 最高法2015年规定 and
人民检察院刑事诉讼规则 57 (rights of practice), 律师协会会员违规行为处分规则, 律师法 39, 40, 49 (lawyers).
"""

from dataclasses import dataclass
from typing import Final

from liaison.complaints.models import Direction


@dataclass(frozen=True, slots=True)
class FirstCategory:
    """A category: code, name, group, source, and the code of its pair in the other list."""

    direction: Direction
    code: str
    group: str
    name: str
    source: str = ""
    mirror: str = ""


L, J = Direction.LAWYER_TO_JUDGE, Direction.JUDGE_TO_LAWYER
CONTACT, RIGHTS, MANNER, PROCESS = "A 不正当接触交往", "B 执业权利和诉讼服务", "C 庭审言行", "D 办案程序"
R2021, R2018, R2015 = "司发通〔2021〕60号第三条", "司发通〔2018〕36号", "最高法2015年规定"
RULES, LAW = "律师协会会员违规行为处分规则", "律师法第40条、第49条"
OURS_NOT: Final = ("Z", "ZJ")
DISCIPLINE_CLUE: Final = "E"

FIRST_CATEGORIES: Final = (
    FirstCategory(L, "A1", CONTACT, "工作时间或场所以外私自接触", R2021, "G"),
    FirstCategory(L, "A2", CONTACT, "过问案件、说情打招呼、传递材料", R2021, "G"),
    FirstCategory(L, "A3", CONTACT, "介绍案件或者介绍律师", R2021, "G"),
    FirstCategory(L, "A4", CONTACT, "收受财物或其他利益", R2021, "G"),
    FirstCategory(L, "A5", CONTACT, "接受宴请、娱乐等不当交往", R2021),
    FirstCategory(L, "A6", CONTACT, "利益输送或利益勾连", R2021),
    FirstCategory(L, "A7", CONTACT, "其他不正当接触交往", R2021),
    FirstCategory(L, "B1", RIGHTS, "立案和接收材料", R2015),
    FirstCategory(L, "B2", RIGHTS, "阅卷", R2015),
    FirstCategory(L, "B3", RIGHTS, "回避申请不处理", R2015),
    FirstCategory(L, "B4", RIGHTS, "调取证据、通知证人申请不答复", R2015),
    FirstCategory(L, "B5", RIGHTS, "调查令", R2015),
    FirstCategory(L, "B6", RIGHTS, "开庭通知和排期", R2015),
    FirstCategory(L, "B7", RIGHTS, "送达", R2015),
    FirstCategory(L, "B8", RIGHTS, "保全", R2015),
    FirstCategory(L, "B9", RIGHTS, "执行信息", R2015),
    FirstCategory(L, "B10", RIGHTS, "安检和进入法院", R2015),
    FirstCategory(L, "B11", RIGHTS, "律师意见不听取、不答复", R2015),
    FirstCategory(L, "B12", RIGHTS, "联系不上承办法官", R2015),
    FirstCategory(L, "C1", MANNER, "侮辱、讽刺、训斥", R2018, "F"),
    FirstCategory(L, "C2", MANNER, "随意打断发言", R2018, "F"),
    FirstCategory(L, "C3", MANNER, "发言时间分配不公", R2018, "F"),
    FirstCategory(L, "C4", MANNER, "不当责令退庭", R2018, "F"),
    FirstCategory(L, "C5", MANNER, "迟到、缺席、随意离席", R2018, "F"),
    FirstCategory(L, "C6", MANNER, "贬低律师的言辞", R2018, "F"),
    FirstCategory(L, "D1", PROCESS, "拖延办理", "", "I"),
    FirstCategory(L, "D2", PROCESS, "违反程序"),
    FirstCategory(L, "D3", PROCESS, "泄露审判信息", "", "J"),
    FirstCategory(L, "D4", PROCESS, "诉讼费用"),
    FirstCategory(L, "D5", PROCESS, "违反回避规定"),
    FirstCategory(L, "E", "E 违纪违法线索", "违纪违法线索（转纪检监察机关）"),
    FirstCategory(L, "Z", "Z 不属于本渠道", "不服裁判、实体争议、重复投诉等"),
    FirstCategory(J, "F", "F 妨碍司法、扰乱法庭", "妨碍司法、扰乱法庭秩序", LAW, "C2"),
    FirstCategory(J, "G", "G 以不正当方式影响办案", "不正当会见、行贿请托、声称有关系、炒作案件", LAW, "A2"),
    FirstCategory(J, "H", "H 利益冲突", "利益冲突、离任法官两年内代理", "律师法第39条、法官法第36条"),
    FirstCategory(J, "I", "I 代理不尽责", "缺席庭审、逾期提交、虚假诉讼、拖延", RULES, "D1"),
    FirstCategory(J, "J", "J 泄露秘密", "泄露案件秘密或个人信息", RULES, "D3"),
    FirstCategory(J, "K", "K 违规收案收费", "违规收案、收费、不正当竞争", RULES),
    FirstCategory(J, "L", "L 违反管理规定", "违反律师执业管理规定", RULES),
    FirstCategory(J, "M", "M 其他", "其他违规行为", RULES),
    FirstCategory(J, "ZJ", "Z 不属于本渠道", "与律师执业无关、实体争议、重复投诉等"),
)
