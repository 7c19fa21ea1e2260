"""Draft items about judges and lawyers, ten each way, and the scale of their answers; offices edit them."""

from typing import Final

from liaison.core.messages import N_

Item = tuple[str, str]
"""The Chinese text and its English."""

UNOBSERVED: Final = "x"
"""The answer of who saw nothing of it; it counts in no denominator."""

UNOBSERVED_LABEL: Final = (N_("未观察到"), "Not observed")

FREQUENCY: Final[tuple[tuple[str, str, str], ...]] = (
    ("5", "始终", "Always"),
    ("4", "经常", "Often"),
    ("3", "有时", "Sometimes"),
    ("2", "很少", "Rarely"),
    ("1", "从未", "Never"),
)
AGREEMENT: Final[tuple[tuple[str, str, str], ...]] = (
    ("5", "非常同意", "Strongly agree"),
    ("4", "同意", "Agree"),
    ("3", "一般", "Neither"),
    ("2", "不同意", "Disagree"),
    ("1", "非常不同意", "Strongly disagree"),
)
POINTS: Final = {"5": 10, "4": 8, "3": 6, "2": 4, "1": 2}
"""What an answer is worth where the office wants points: ten items come to 100."""

LAWYER_TO_JUDGE: Final[tuple[Item, ...]] = (
    ("准时开庭、仪表规范", "Opens hearings on time, in proper dress"),
    ("言语文明、尊重诉讼参与人", "Speaks civilly and respects those who take part"),
    ("庭前熟悉案卷", "Knows the file before the hearing"),
    ("保障发言、质证、辩论时间", "Gives time to speak, examine evidence and argue"),
    ("中立平等对待双方", "Is neutral and treats both parties alike"),
    ("庭审驾驭与争点归纳", "Conducts the hearing and sums up the issues"),
    ("释明与举证责任分配清楚", "Explains clearly, and says who has to prove what"),
    ("裁判文书回应主要意见并说理", "Answers the main arguments in the judgment, with reasons"),
    ("排期、送达、回复等事项及时", "Schedules, serves and replies in good time"),
    ("廉洁，不单方接触", "Is upright, without contact with one party alone"),
)
JUDGE_TO_LAWYER: Final[tuple[Item, ...]] = (
    ("准时到庭、着装规范", "Appears on time, in proper dress"),
    ("遵守法庭纪律", "Keeps the order of the court"),
    ("言行态度、尊重对方", "Behaves well and respects the other side"),
    ("案情与证据准备充分", "Has facts and evidence well prepared"),
    ("书状按期、格式合规", "Hands in papers on time and in proper form"),
    ("主张与举证真实", "Asserts and proves truthfully"),
    ("质证、辩论切中争点", "Examines evidence and argues to the point"),
    ("配合调解与程序安排，不滥用程序", "Goes along with mediation and schedule, abuses no procedure"),
    ("对委托人如实释明，不虚假承诺", "Tells clients the truth and promises nothing false"),
    ("廉洁，不正当交往零容忍", "Is upright, with no improper contact at all"),
)
