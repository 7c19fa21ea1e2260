"""The way in: what a complaint is not for, with the law, before anybody fills in a form."""

from dataclasses import dataclass
from typing import Final

from liaison.complaints.models import Direction
from liaison.core.messages import N_


@dataclass(frozen=True, slots=True)
class Route:
    """One answer to "what is it about": where it belongs and by which rule. `is_here`: the form is the right place."""

    key: str
    question: str
    advice: str
    law: str
    is_here: bool = False


ROUTES: Final[dict[Direction, tuple[Route, ...]]] = {
    Direction.LAWYER_TO_JUDGE: (
        Route("conduct", N_("法官或法院工作人员的言行、作风、办案程序，或律师执业权利、诉讼服务问题"),
              N_("属于本渠道，请继续填写。"), "", is_here=True),
        Route("judgment", N_("不服判决、裁定、调解书"),
              N_("请在法定期限内上诉，或者依法申请再审、向检察院申请监督。监督投诉不改变裁判结果。"),
              "民事诉讼法第171条、第210条、第220条；刑事诉讼法第227条、第252条；行政诉讼法第85条、第90条"),
        Route("obstruction", N_("刑事案件中会见、阅卷、调查取证等辩护权利受到阻碍"),
              N_("可以同时向同级或上一级人民检察院申诉、控告，检察院应当在受理后十日内审查并答复。本渠道也可以受理。"),
              "刑事诉讼法第49条；人民检察院刑事诉讼规则第57条、第58条", is_here=True),
        Route("discipline", N_("贪污受贿、徇私枉法等违纪违法线索"),
              N_("请直接向纪检监察机关举报（12388）。本渠道收到的此类线索也会转交，不自行调查。"),
              "监察法第35条；法官法第46条"),
        Route("private", N_("与办案无关的私人纠纷，或者其他机关正在处理的事项"),
              N_("不属于本渠道，请向有权处理的机关反映。"), ""),
    ),
    Direction.JUDGE_TO_LAWYER: (
        Route("conduct", N_("律师在诉讼活动中的违规行为"), N_("属于本渠道，请继续填写。"), "", is_here=True),
        Route("removed", N_("已经责令律师退出法庭，或者罚款、拘留"),
              N_("法院应当通报司法行政机关。提交后，法院经办人可以在本件中制作通报函。"),
              "最高人民法院关于适用刑事诉讼法的解释第308条", is_here=True),
        Route("crime", N_("涉嫌犯罪（虚假诉讼、伪证、行贿等）"),
              N_("请依法移送公安机关或者监察机关。律师协会只处理违规行为，可以并行。"),
              "刑法第306条、第307条之一、第389条"),
        Route("merits", N_("对代理意见、诉讼策略的不同看法"),
              N_("律师依法发表的代理、辩护意见不受追究，不属于本渠道。"), "律师法第37条"),
    ),
}  # fmt: skip


def find(direction: Direction, key: str) -> Route | None:
    """The route of that word, None for a word that is none."""
    return next((route for route in ROUTES[direction] if route.key == key), None)
