"""The demonstration's complaints of both directions, in every state, through the services and on their days."""

import random
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from liaison.complaints import notices
from liaison.complaints.models import Channel, Complaint, Direction, Identity, Status
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries.standing import code_holder, standings_of
from liaison.complaints.rules.relations import Standing
from liaison.complaints.rules.steps import step_of
from liaison.complaints.rules.words import Person, Words
from liaison.complaints.services import categories, copies, handing, lodging, moving, papers
from liaison.complaints.services.finishing import Filled
from liaison.complaints.services.lodging import Lodging
from liaison.core import clock
from liaison.core.references import secret_code
from liaison.core.sides import Role, Side
from liaison.demo.cast import Cast
from liaison.demo.content.complaints import Complaint as Told
from liaison.demo.content.complaints import complaints, replies
from liaison.demo.timeline import Timeline, working_day_before
from liaison.store.users import User

SEED = 20261129
DESKS = {Side.BAR: "bar.officer1", Side.BENCH: "bench.officer1"}
HEADS = {Side.BAR: "bar.supervisor1", Side.BENCH: "bench.supervisor1"}
LODGERS = {"online1": "bar.lawyer1", "online2": "bar.lawyer2", "judge1": "bench.judge1", "judge2": "bench.judge2"}
CALLERS = ("周砚秋", "欧阳堃", "姜予宁", "骆成章", "白璐", "卓凌霄", "管同舟", "舒心怡", "上官敏", "侯一帆")
RENDERED_SINCE = timedelta(days=3)
"""Papers of the last days get their files when the city is loaded; those of the others are made when somebody asks."""
# How far a stage of the content goes along the straight way, in verbs with the day after lodging.
OUT = (
    ("accept", 1), ("transfer", 2), ("acknowledge", 4), ("assign", 5), ("notify", 6), ("give_account", 9),
    ("report", 17), ("conclude", 19), ("answer", 20), ("reply", 22), ("satisfy", 24), ("close", 53),
)  # fmt: skip
BACK = (
    ("vet", 2), ("receive", 4), ("convene", 5), ("docket", 9), ("notify", 12), ("defend", 20), ("investigate", 24),
    ("report", 48), ("offer_hearing", 50), ("decide", 62), ("serve", 66), ("feed_back", 68), ("close", 100),
)  # fmt: skip
ENDS = {
    "accepted": "accept", "transferred": "transfer", "acknowledged": "acknowledge", "under_check": "give_account",
    "reported": "report", "concluded": "conclude", "answered": "answer", "replied": "reply", "satisfied": "satisfy",
    "closed": "close", "vetted": "vet", "received": "convene", "docketed": "docket", "notified": "notify",
    "defended": "defend", "under_investigation": "investigate", "investigated": "report",
    "hearing_offered": "offer_hearing", "decided": "decide", "served": "serve", "fed_back": "feed_back",
}  # fmt: skip
OWN_DESK = frozenset((
    "accept", "decline", "guide", "ask_supplement", "transfer", "vet", "reply", "redact", "insist", "merge",
    "tell_bureau",
))  # fmt: skip
PANEL = frozenset(("docket", "dismiss", "offer_hearing", "summon", "hold_hearing", "decide"))
BACK_TEXTS = {
    "refer": "涉嫌伪造证据，转公安机关核实。",
    "ask_re_examination": "已提交就医和通话记录，原决定没有采信，也没有说明理由，处分过重。",
    "withdraw": "问题已经当面解决，不再反映。",
    "guide": "依法发表的代理意见不受追究；对庭审秩序的意见可以向律师所在律所提出。",
    "decline": "反映的事项没有具体线索，不属于本渠道受理范围，材料可以退还。",
    "ask_supplement": "请补充庭审日期和笔录页码，以及能够说明情况的材料。",
}
"""What is written differently about a lawyer."""
Verb = tuple[str, int]
ASSIGNED = frozenset({Role.HANDLER, Role.INVESTIGATOR, Role.PANEL_MEMBER})
# Stages that leave the straight way: how far along it, then what else with its day.
TURNS: dict[str, tuple[str, tuple[Verb, ...]]] = {
    "lodged": ("", ()),
    "guided": ("", (("guide", 1),)),
    "declined": ("", (("decline", 2),)),
    "supplement_asked": ("", (("ask_supplement", 1),)),
    "withdrawn": ("accept", (("withdraw", 4),)),
    "objected": ("transfer", (("object", 5),)),
    "copy_asked": ("accept", (("redact", 2),)),
    "extension": ("give_account", (("ask_extension", 28), ("approve_extension", 30))),
    "referred": ("give_account", (("refer", 12),)),
    "clarified": ("close", (("clarify", 60),)),
    "merged": ("", (("merge", 1),)),
    "re_examination_asked": ("reply", (("ask_re_examination", 30),)),
    "under_re_examination": ("reply", (("ask_re_examination", 30), ("assign", 32))),
    "replied_twice": (
        "reply",
        (("ask_re_examination", 30), ("assign", 32), ("report", 45), ("conclude", 47), ("answer", 48), ("reply", 49),
         ("close", 90)),
    ),
    "dismissed": ("convene", (("dismiss", 9), ("feed_back", 12), ("close", 50))),
    "removed": ("vet", (("tell_bureau", 4),)),
    "back_withdrawn": ("", (("withdraw", 2),)),
    "back_referred": ("report", (("refer", 50),)),
    "hearing_asked": ("offer_hearing", (("ask_hearing", 53),)),
    "heard": ("offer_hearing", (("ask_hearing", 53), ("summon", 55), ("hold_hearing", 66))),
    "back_re_examination": ("serve", (("ask_re_examination", 75),)),
    "re_examined": ("feed_back", (("ask_re_examination", 75), ("settle_re_examination", 110), ("feed_back", 113))),
}  # fmt: skip


@dataclass
class Story:
    """One complaint while it is told."""

    told: Told
    cast: Cast
    drawn: random.Random
    complaint: Complaint | None = None
    code: str = ""
    known: dict[int, Standing] = field(default_factory=dict)
    told_so_far: list["Story"] = field(default_factory=list, repr=False)

    @property
    def direction(self) -> Direction:
        return Direction.LAWYER_TO_JUDGE if self.told.direction == "out" else Direction.JUDGE_TO_LAWYER


def plan_complaints(timeline: Timeline, cast: Cast, today: date) -> None:
    """Put every complaint's life into the timeline."""
    drawn, known, stories = random.Random(SEED), dict[int, Standing](), list[Story]()
    for told in complaints():
        story = Story(told, cast, drawn, known=known, told_so_far=stories)
        stories.append(story)
        first = working_day_before(today - timedelta(told.days))
        timeline.at(first, _quietly(_lodge(story), today - first), time(8, 7 + told.days % 50))
        for number, (verb, after) in enumerate(_verbs(told)):
            day = working_day_before(min(today, first + timedelta(after + told.days % 3)))
            timeline.at(day, _quietly(_move(story, verb), today - day), time(9 + number % 12, 3 + number))


def _quietly(act: Callable[[], None], ago: timedelta) -> Callable[[], None]:
    def quiet() -> None:
        with notices.silenced(), papers.resting() if ago > RENDERED_SINCE else nullcontext():
            act()

    return quiet


def _verbs(told: Told) -> Iterator[Verb]:
    path = OUT if told.direction == "out" else BACK
    last, turns = TURNS.get(told.stage, (ENDS.get(told.stage, ""), ()))
    for verb, after in path if last else ():
        if _is_told(told, verb):
            yield verb, after
        if verb == last:
            break
    yield from turns


def _is_told(told: Told, verb: str) -> bool:
    """What needs somebody whom this story has not."""
    is_own = told.channel in LODGERS
    has_account = told.respondent in {"吴静姝", "罗长庚", "程亦舒", "李铮"}
    return {
        "notify": bool(told.respondent) or told.direction == "back",
        "give_account": has_account,
        "defend": has_account,
        "satisfy": is_own,
    }.get(verb, True)


def _lodge(story: Story) -> Callable[[], None]:
    def act() -> None:
        categories.ensure_categories()
        told, cast = story.told, story.cast
        category = next(one for one in queries.categories(story.direction) if one.code == told.category)
        respondent_id = cast.people.get(told.respondent)
        words = Words(
            facts=told.facts,
            wanted=told.wanted,
            case_number=_case_number(story.drawn),
            respondent=f"{told.respondent}（{told.unit}）" if told.respondent else f"{told.unit}窗口工作人员",
            respondent_id=respondent_id,
        )
        lodger = cast.users.get(LODGERS.get(told.channel, ""))
        person = _person(story, lodger)
        identity = Identity(told.identity)
        made = Lodging(
            direction=story.direction,
            category_id=category.id,
            identity=identity,
            words=words,
            person=None if identity is Identity.ANONYMOUS else person,
            body_id=cast.units[told.unit],
            channel=Channel.ONLINE if lodger or identity is Identity.ANONYMOUS else Channel(told.channel),
            received_on=clock.today(),
        )
        draw = story.drawn.randrange
        if lodger is not None:
            story.complaint = lodging.lodge(made, _standing(story, lodger), draw=draw)
        elif identity is Identity.ANONYMOUS:
            story.code = secret_code(draw)
            story.complaint = lodging.lodge_without_account(replace(made, code=story.code), draw=draw)
        else:
            desk = cast.users[DESKS[story.direction.side]]
            story.complaint = lodging.enter(made, _standing(story, desk), desk, draw=draw)

    return act


def _case_number(drawn: random.Random) -> str:
    return f"（{clock.today().year}）云{drawn.randrange(1, 12):02d}民初{drawn.randrange(20, 4000)}号"


def _person(story: Story, lodger: User | None) -> Person:
    if lodger is not None:
        unit = {"程亦舒": "云江望潮律师事务所", "李铮": "云江平堰律师事务所"}.get(lodger.name, "")
        return Person(lodger.name, unit, "", lodger.id)
    if story.direction is Direction.JUDGE_TO_LAWYER:
        return Person("承办法官", "云江市中级人民法院", "0000-0000100")
    return Person(story.drawn.choice(CALLERS), "云江某律师事务所", "0000-0000200")


def _move(story: Story, verb: str) -> Callable[[], None]:
    def act() -> None:
        complaint = story.complaint
        assert complaint is not None
        if verb == "close" and complaint.status is not Status.REPLIED and complaint.status is not Status.FED_BACK:
            return
        if verb == "close":
            moving.close_answered(complaint)
            return
        who, by = _actor(story, verb)
        if verb == "redact":
            words = Words.from_json(queries.content_of(complaint).words)
            values = {"facts": words.facts, "wanted": words.wanted, "strike": ["今天", "昨天下午四点"]}
            assert by is not None
            copies.redact(complaint, values, who, by)
            handing.add_note(complaint, "开庭时间容易暴露投诉人，已隐去，等投诉人确认。", by)
            return
        moving.move(verb, complaint, _filled(story, verb), who, by)

    return act


def _actor(story: Story, verb: str) -> tuple[Standing, User | None]:
    cast, complaint = story.cast, story.complaint
    assert complaint is not None
    own, other = story.direction.side, story.direction.side.other
    is_back = story.direction is Direction.JUDGE_TO_LAWYER
    if verb in {"withdraw", "satisfy"} or (verb == "ask_re_examination" and not is_back):
        if story.code:
            return code_holder(complaint.id), None
        name = LODGERS[story.told.channel]
    elif verb in {"give_account", "defend", "ask_hearing", "ask_re_examination"}:
        name = next(word for word, user in cast.users.items() if user.name == story.told.respondent)
    elif verb in OWN_DESK:
        name = DESKS[own]
    elif verb in {"conclude", "approve_extension", "refer", "clarify"} and not is_back:
        name = HEADS[other]
    elif verb == "ask_extension" or (verb == "report" and not is_back):
        name = "bench.officer2" if complaint.round > 1 else "bench.handler1"
    elif verb == "report":
        name = "bar.investigator1"
    elif verb in PANEL or (verb in {"notify", "refer"} and is_back):
        name = "bar.panel1"
    else:
        name = DESKS[other]
    return _standing(story, cast.users[name], verb), cast.users[name]


def _filled(story: Story, verb: str) -> Filled:
    told, users = story.told, story.cast.users
    people = {
        "assign": ("bench.officer2",) if story.complaint and story.complaint.status is Status.RE_EXAMINATION
        else ("bench.handler1",),
        # The second member is of the firm of 听澜所 and keeps away from its lawyers.
        "convene": ("bar.panel1",) if told.unit == "听澜所" else ("bar.panel1", "bar.panel2"),
        "investigate": ("bar.investigator1", "bar.investigator2"),
    }.get(verb, ())  # fmt: skip
    finding, measure = told.finding or "not_established", told.measure or "none"
    reply = story.drawn.choice(replies(finding, is_back=told.direction == "back"))
    texts = {
        "notify": f"有人反映：{told.facts[:60]}……请就此作出说明。",
        "give_account": "收到告知后已核对日志和笔录，确有延误，当时在外地开庭，未及时安排书记员答复，愿意当面说明。",
        "defend": "所述情况与事实不完全一致，当日因另案开庭冲突，已提前电话说明。愿意接受调查并改进。",
        "report": f"调阅卷宗、系统日志和庭审录像，询问有关人员三人。{reply}",
        "answer": f"贵会移送的投诉已核查完毕。{reply}",
        "reply": reply,
        "conclude": reply,
        "decide": reply,
        "feed_back": f"该投诉已经处理完毕。{reply}",
        "guide": "对裁判不服的，请依法上诉或者申请再审；违纪违法线索请向纪检监察机关反映（12388）。",
        "decline": "反映的事项已超过本渠道受理范围，材料可以退还。",
        "dismiss": "情节轻微并已改正，不予立案，由律所内部提醒。",
        "ask_supplement": "请补充开庭日期、承办法官姓名，以及能够说明情况的材料。",
        "object": "所涉人员不是我院工作人员，请核实后移送有管辖权的单位。",
        "refer": "涉及执行款去向，转纪检监察机关核实。",
        "merge": "反映的是同一件事，并入先收到的一件办理，有结果时一并答复。",
        "tell_bureau": "庭审中不听警告，被责令退出法庭。笔录和录像随函附送。",
        "summon": "时间：通知之日起第七个工作日上午九时。\n地点：市律师协会会议室。\n主持人：温若岚。",
        "hold_hearing": "调查人员陈述查明的事实和拟处理意见，当事人陈述、申辩并质证，双方作最后陈述。",
        "clarify": "庭审笔录和录像显示，审判长当庭说明了驳回理由并告知可以复议。在原反映人和所在庭室范围内澄清。",
        "ask_extension": "需要调取银行流水，三十日内无法完成。",
        "withdraw": "审查已有结果，不再投诉。",
        "ask_re_examination": "庭审录像可以证明打断的次数，原核查没有调阅。",
        "settle_re_examination": "省律师协会复查委员会维持原处分决定。",
        "serve": "直接送达，本人签收。",
        "offer_hearing": "经调查，拟给予行业处分，种类由惩戒委员会审议决定。",
        "docket": "材料齐全，符合立案条件。",
    } | (BACK_TEXTS if told.direction == "back" else {})
    needs_finding = verb in {"report", "conclude", "decide", "settle_re_examination"}
    step = step_of(story.direction, verb)
    return Filled(
        text=texts.get(verb, "办理情况如上。" if step.text and step.needs_text else "") if step.text else "",
        finding=finding if needs_finding else "",
        measure=measure if needs_finding and verb != "report" else "",
        satisfaction=story.drawn.randrange(3, 6) if verb == "satisfy" else None,
        people=tuple(users[name].id for name in people),
        reference=_open_about_the_same(story) if verb == "merge" else "",
    )


def _open_about_the_same(story: Story) -> str:
    """The complaint that another one goes on in: about the same person, and just lodged."""
    same = (one for one in story.told_so_far if one.told.respondent == story.told.respondent)
    return next(one.complaint.reference for one in same if one.complaint and one.told.stage == "lodged")


def _standing(story: Story, user: User, verb: str = "") -> Standing:
    """Desks and parties have no parts that change while the story is told; asking once for each saves minutes."""
    known = story.known
    if verb == "redact" or user.roles & ASSIGNED or user.id not in known:
        known[user.id] = standings_of([user])[user.id]
    return known[user.id]
