"""Invented letters, lists, forms, plates and posters, to look at before real ones are made."""

from datetime import date
from typing import Final

from liaison.papers.facts.cards import CardFacts, CardStep
from liaison.papers.facts.letters import Attachment, Heading, LetterFacts
from liaison.papers.facts.lists import (
    Band,
    Column,
    Field,
    FieldRow,
    FormFacts,
    GroupRow,
    Plate,
    PlatesFacts,
    PosterFacts,
    RegisterFacts,
    Row,
    Slip,
    SlipsFacts,
)
from liaison.papers.facts.minutes import NumberedParagraph, Paragraph, Subheading
from liaison.papers.facts.visitor_notes import NotePart, VisitorNoteFacts

DAY: Final = date(2026, 6, 18)
BAR: Final = "云江市律师协会"
BENCH: Final = "云江市法官协会"


def letter() -> LetterFacts:
    """A letter (函) from one association to the other."""
    return LetterFacts(
        mark=BAR,
        number="云律函〔2026〕12号",
        issued_on=DAY,
        issuers=(BAR,),
        title="关于商请改进网上阅卷预约工作的函",
        addressees=(BENCH,),
        body=(
            Paragraph(
                "今年上半年，我会收到会员关于网上阅卷预约的意见建议9件，主要反映预约答复时间较长、节假日前后集中。"
                "经研究，现将有关情况和建议函告如下。"
            ),
            Heading("一、主要情况"),
            Subheading("（一）预约答复时间。平均为3.5个工作日，最长的一件为11个工作日。"),
            Heading("二、有关建议"),
            NumberedParagraph(1, "实行预约当日答复，并在诉讼服务大厅公开答复时限。"),
            NumberedParagraph(2, "节后第一周适当增加阅卷时段。"),
            Paragraph("专此函达，请予研究并函复。"),
        ),
        note="联系人：沈怀远，联系电话：0000-0000000",
        copies_to=("云江市司法局", "云江市中级人民法院"),
    )


def reply_slip() -> FormFacts:
    """A reply slip (回执) to fill in by hand."""
    return FormFacts(
        "第五次法官律师联席会议参会回执",
        BAR,
        DAY,
        (
            FieldRow((Field("单位"),)),
            FieldRow((Field("姓名", span=6), Field("职务", span=6))),
            FieldRow((Field("联系电话", span=6), Field("车牌号码", span=6))),
            FieldRow((Field("能否参会", choices=("参加", "请假", "委派他人参加"), chosen=("参加",)),)),
            FieldRow((Field("请假事由或受委派人", lines=2),)),
            Band("拟提交会议的意见建议"),
            FieldRow((Field("内容", lines=8),)),
        ),
        notes=("请于2026年6月25日前报送云江市律师协会秘书处，也可扫描通知上的二维码填报。",),
        signatures=("填写人（签名）",),
    )


def notice() -> LetterFacts:
    """A notice (通知) of a conference by both associations, with its reply slip."""
    return LetterFacts(
        mark=BAR,
        number="云律发〔2026〕9号",
        issued_on=DAY,
        issuers=(BAR, BENCH),
        title="关于召开第五次法官律师联席会议的通知",
        addressees=("各律师事务所", "各基层人民法院"),
        body=(
            Paragraph("经双方商定，召开第五次法官律师联席会议。现将有关事项通知如下。"),
            Heading("一、时间和地点"),
            Paragraph("2026年7月2日（星期四）15时，云江市中级人民法院第一会议室。"),
            Heading("二、会议内容"),
            NumberedParagraph(1, "通报第四次会议议定事项落实情况。"),
            NumberedParagraph(2, "研究“阅卷难”“排期告知”等意见建议。"),
            Paragraph("请于6月25日前报送参会回执。"),
        ),
        attachments=(
            Attachment("参会回执", form=reply_slip()),
            Attachment("会议议程", register=agenda()),
        ),
    )


def agenda() -> RegisterFacts:
    """An agenda as a table."""
    return RegisterFacts(
        "会议议程",
        BAR,
        DAY,
        (Column("序号", 2, "center"), Column("时间", 4, "center"), Column("议题", 12), Column("汇报单位", 6)),
        (
            Row(("1", "15:00", "第四次会议议定事项落实情况", "双方秘书处")),
            Row(("2", "15:30", "意见建议答复情况", BENCH)),
            Row(("3", "16:00", "关于改进网上阅卷预约的意见", BAR)),
        ),
    )


def decision() -> LetterFacts:
    """A decision on a complaint, in the form of a letter."""
    return LetterFacts(
        mark=BAR,
        number="云律纪决〔2026〕3号",
        issued_on=DAY,
        issuers=(BAR,),
        title="关于对会员陆知微投诉事项的处理决定",
        addressees=("陆知微",),
        body=(
            Paragraph("当事人：陆知微，云江市某律师事务所执业律师。"),
            Paragraph("我会收到转来的投诉材料后，依规受理、调查并听取了当事人的陈述和申辩。现已审理终结。"),
            Heading("一、查明的事实"),
            Paragraph("2026年3月9日的庭审中，当事人未经许可两次打断对方发言，经提示后改正。"),
            Heading("二、处理决定"),
            Paragraph("上述行为情节轻微，决定给予训诫。"),
            Paragraph("如不服本决定，可自收到之日起30个工作日内申请复查。"),
        ),
    )


def circular() -> LetterFacts:
    """A circular (通报) of both associations to their members."""
    return LetterFacts(
        mark=BAR,
        number="通报〔2026〕2号",
        issued_on=DAY,
        issuers=(BAR, BENCH),
        title="关于规范庭审发言秩序的通报",
        addressees=("全体会员",),
        body=(
            Paragraph("今年上半年，双方办结的监督投诉中有数件涉及庭审中打断发言。经双方商定，现将有关要求通报如下。"),
            Paragraph("请各会员引以为戒，依法依规履行职责。"),
        ),
    )


def summary_table() -> LetterFacts:
    """The letter with which a year's table of figures goes to the bureau of justice."""
    title = "双向监督联系会商工作年度统计表"
    columns = (
        Column("序号", 2, "center"), Column("指标", 10), Column("单位", 2, "center"), Column("本年", 3, "right"),
        Column("上年", 3, "right"),
    )  # fmt: skip
    rows = (
        GroupRow("一、联席会议"),
        Row(("1", "召开联席会议", "次", "4", "3")),
        GroupRow("二、意见建议"),
        Row(("2", "律师方意见建议", "条", "40", "31")),
        Row(("3", "法官方意见建议", "条", "15", "11")),
    )
    return LetterFacts(
        mark=BAR,
        number="统计函〔2026〕1号",
        issued_on=DAY,
        issuers=(BAR,),
        title="关于报送双向监督联系会商工作年度统计表的函",
        addressees=("云江市司法局",),
        body=(Paragraph("现将2025年度统计表报送贵局。数字由平台按记录统计，指标解释附后。"),),
        attachments=(
            Attachment(title, register=RegisterFacts(title, BAR, DAY, columns, rows, subtitle="2025年")),
            Attachment("指标解释", (NumberedParagraph(1, "召开联席会议（次）：推迟、取消的不计。"),)),
        ),
    )


def excerpt() -> LetterFacts:
    """What issued minutes say of one opinion (纪要摘录), for who lodged it."""
    return LetterFacts(
        mark=BAR,
        number="〔2026〕第4号摘录2",
        issued_on=DAY,
        issuers=(BAR, BENCH),
        title="第四次法官律师联席会议纪要摘录",
        addressees=(),
        body=(
            Paragraph("会议于2026年3月9日召开。纪要中涉及意见〔2026〕12号“网上阅卷预约无回音”的内容摘录如下："),
            Heading("一、纪要中的记载"),
            Paragraph("关于意见〔2026〕12号，会议商定由诉讼服务中心在三个工作日内答复阅卷预约。"),
            Heading("二、议定事项"),
            Paragraph("阅卷预约逾期未答复的，由承办部门电话告知代理律师。"),
        ),
        note="本摘录根据印发的会议纪要生成，供意见建议提出人查阅，内容以会议纪要为准。",
    )


def sign_in() -> RegisterFacts:
    """A sign-in sheet (签到表), with lines left free."""
    names = (("沈怀远", "会长"), ("宋清如", "副会长"), ("周若谷", "秘书长"), ("陆知微", "理事"))
    return RegisterFacts(
        "第五次法官律师联席会议签到表",
        BAR,
        date(2026, 7, 2),
        (
            Column("序号", 2, "center"),
            Column("姓名", 4, "center"),
            Column("单位", 8),
            Column("职务", 4, "center"),
            Column("到会时间", 4, group="签到"),
            Column("本人签名", 6, group="签到"),
            Column("备注", 4),
        ),
        (
            GroupRow("律师方"),
            *(Row((str(n), name, BAR, post, "", "", "")) for n, (name, post) in enumerate(names, 1)),
            GroupRow("法官方"),
        ),
        subtitle="时间：2026年7月2日15时　　地点：云江市中级人民法院第一会议室",
        blank_rows=6,
        row_height=11,
        is_landscape=True,
    )


def telephone_list() -> RegisterFacts:
    """Who has not replied yet, with telephone numbers (电话通知单)."""
    people = (("沈怀远", BAR, "0000-0000000"), ("宋清如", BENCH, "0000-0000001"), ("欧阳若谷", BENCH, "0000-0000002"))
    return RegisterFacts(
        "未报送回执人员电话通知单",
        BAR,
        DAY,
        (
            Column("序号", 2, "center"),
            Column("姓名", 4, "center"),
            Column("单位", 7),
            Column("电话", 6, "center"),
            Column("通知时间", 4),
            Column("答复", 5),
        ),
        tuple(Row((str(n), *person, "", "")) for n, person in enumerate(people, 1)),
        totals=("", "合计", f"{len(people)}人", "", "", ""),
        notes=("答复栏填写：参加、请假（事由）或委派他人（姓名）。",),
        blank_rows=8,
        row_height=11,
    )


def plates() -> PlatesFacts:
    """Name plates: two characters, three, a compound surname, a name with a dot."""
    plates = (
        Plate("李明", BAR, "会长"),
        Plate("宋清如", BENCH, "副会长"),
        Plate("欧阳若谷"),
        Plate("阿依古丽·买买提"),
    )
    return PlatesFacts("第五次法官律师联席会议席卡", BAR, date(2026, 7, 2), plates)


def poster() -> PosterFacts:
    """A poster for a questionnaire."""
    return PosterFacts(
        "律师眼中的法官调查问卷",
        BAR,
        DAY,
        "https://liaison.example/q/7K3M",
        ("扫描二维码填写，全程约3分钟。", "答卷保密，只公布汇总结果。"),
        opens="2026年7月1日9时",
        closes="2026年7月15日18时",
        code="7K3M",
    )


def slips() -> SlipsFacts:
    """Slips with one-use codes (裁切条)."""
    codes = (f"{left}-{right}" for left in ("QH7K", "M3XT", "R9WD") for right in ("2F4N", "8PLC", "V6JY", "K5GZ"))
    return SlipsFacts(
        "律师眼中的法官调查问卷",
        BAR,
        DAY,
        tuple(Slip(f"https://liaison.example/t/{code}", code) for code in codes),
        ("扫码或打开下面的网址，输入一次性代码。", "本条不记名，遗失不补。"),
        "liaison.example/t",
    )


def visitor_note() -> VisitorNoteFacts:
    """What a visitor takes home from a reception day (回执)."""
    return VisitorNoteFacts(
        title="律师接访回执",
        issuer=BAR,
        issued_on=DAY,
        number="访-7K3M-9Q2P-W",
        greeting="03号来访人：",
        lead="您于2026年6月18日在云江市中级人民法院接受了律师接访，接谈律师为程亦舒（云江明理律师事务所）。",
        parts=(
            NotePart("律师的意见", ("判决已经生效，对方未按期履行的，可以向一审法院申请执行。",)),
            NotePart("下一步", ("准备生效判决书、身份证明和对方的财产线索。", "到一审法院立案窗口递交执行申请书。")),
            NotePart("注意期限", ("2026年6月24日　申请执行的期限（请尽快办理）",)),
            NotePart("办理结果", ("引导申请执行",)),
        ),
        notices=("接访不收取任何费用", "值班律师不对结果作出承诺"),
        address="https://liaison.example/reception/rating",
        code="QH7K-2F4N",
    )


def card() -> CardFacts:
    """A quick card of two steps."""
    steps = (
        CardStep("打开样张", ("在“公文样张”中选一种，点“预览”。",)),
        CardStep("试打一页", ("看字体、页边和二维码是否清楚。",)),
    )
    return CardFacts(
        "速查卡样张", "任何人", steps, ("内容均为虚构。",), "https://liaison.example.org", date(2026, 11, 22)
    )
