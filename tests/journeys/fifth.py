"""The fifth conference, played by an officer of each side with the words of the rehearsal."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect

from liaison.conferences.services.planning import SYSTEM_TITLES
from liaison.core import clock
from liaison.demo import content
from tests.journeys.window import Window

ORDINAL = 5
TOLD = content.conferences()[ORDINAL - 1]
# The system words the titles of its own items.
ITEMS = {item.no: SYSTEM_TITLES.get(item.kind, item.title) for item in TOLD.agenda}
OPINION = next(row for row in content.opinions() if row.key == "c5-bar-06")
LEAD = "市中院"
TOPIC = "律师进入法院的安全检查"
RECORD = "法警部门说明了安检的现行做法，双方认为手机内容不在检查范围之内。"
OUTCOME = "同意由法警部门拟定统一的安检规程。"
WORKER_MILLISECONDS = 60_000


def go_to_conference(window: Window) -> Window:
    """From the list, by its name."""
    window.open("/conferences")
    ordinal = "五" if window.language == "zh" else ORDINAL
    window.link("第%(ordinal)s次联席会议", ordinal=ordinal).click()
    expect(window.page.locator("#agenda")).to_be_visible()
    return window


def open_the_session(window: Window) -> Window:
    """The conference begins."""
    go_to_conference(window).link("开始会议").click()
    # The city's next conference is some weeks off: the journey holds it today, and says why.
    window.field("实际开会日期").fill(clock.today().isoformat())
    window.field("原因").fill("双方商定提前召开。")
    window.button("开始会议").click()
    window.told("已完成：%(verb)s。", verb=window.say("开始会议"))
    return window


def item_of(window: Window, title: str) -> Locator:
    """An item of the agenda on the page of the conference."""
    return window.page.locator("#agenda li").filter(has=window.page.get_by_role("heading", name=title))


def saved(window: Window) -> re.Pattern[str]:
    """What a form says that has saved by itself."""
    return re.compile(window.say("已自动保存 %(time)s", time="TIME").replace("TIME", r"\d\d:\d\d"))


@dataclass
class Fifth:
    """Two windows onto one conference. Each method is a step that a person would name."""

    bar: Window
    bench: Window

    def __post_init__(self) -> None:
        assert TOLD.rehearsal is not None
        self.rehearsal = TOLD.rehearsal

    def screen_an_opinion(self) -> None:
        """What a lawyer lodged is passed on to the court that shall answer it."""
        bar = self.bar.open("/opinions")
        bar.page.get_by_role("link", name=OPINION.title).click()
        bar.link("审核通过").click()
        bar.pick("主办单位", LEAD)
        bar.button("审核通过").click()
        bar.told("已审核通过，转承办方答复。")

    def put_it_on_the_agenda(self) -> None:
        """It becomes an item of the agenda, and the other side sees it there."""
        bar = go_to_conference(self.bar)
        bar.link("添加议题").click()
        bar.field("议题").last.fill(TOPIC)
        bar.field("发言人").fill(OPINION.proposer)
        bar.main.get_by_label(OPINION.title).check()
        bar.button("列入议程").click()
        expect(item_of(bar, TOPIC)).to_contain_text(OPINION.title)
        expect(item_of(go_to_conference(self.bench), TOPIC)).to_contain_text(OPINION.title)

    def note_who_is_there(self) -> None:
        """Those who are excused or in attendance are marked one by one, the others are all present."""
        bar, who = go_to_conference(self.bar), self.rehearsal.attendance
        bar.link("登记到会").click()
        for row in who.excused:
            self.mark(row.name, "请假")
            bar.main.get_by_label(bar.say("%(name)s的请假事由", name=row.name)).fill(row.reason)
        for name in who.in_attendance:
            self.mark(name, "列席")
        self.expect_saved(bar.main)
        bar.button("其余人员均记为出席").click()
        bar.told("到会情况已保存。")
        expect(bar.main).to_contain_text(bar.say("出席 %(n)s 人", n=len(who.present)))

    def record_the_items(self) -> None:
        """What was said on each item saves itself while it is typed, and is there after a reload."""
        bar = go_to_conference(self.bar)
        said = {title: self.rehearsal.records[no] for no, title in ITEMS.items()} | {TOPIC: (RECORD, OUTCOME)}
        for title, (record, outcome) in said.items():
            item = item_of(bar, title)
            if not bar.field("会议记录", within=item).is_visible():
                item.locator("summary").click()
            bar.field("会议记录", within=item).fill(record)
            bar.field("结果", within=item).fill(outcome)
        for title in said:
            self.expect_saved(item_of(bar, title))
        bar.page.reload()
        for title, (record, outcome) in said.items():
            expect(bar.field("会议记录", within=item_of(bar, title))).to_have_value(record)
            expect(bar.field("结果", within=item_of(bar, title))).to_have_value(outcome)

    def note_the_resolutions(self) -> None:
        """Each with the item it came from, who answers for it and by when."""
        bar = go_to_conference(self.bar)
        for resolution in self.rehearsal.resolutions:
            bar.link("添加", within=bar.page.locator("#resolutions")).click()
            bar.field("议定内容").fill(resolution.text)
            choice = bar.field("所属议题").locator("option", has_text=ITEMS[resolution.item])
            bar.field("所属议题").select_option(value=choice.get_attribute("value"))
            bar.pick("主办单位", resolution.lead.replace("/", ""))
            bar.field("责任人").fill(resolution.person)
            due_on = clock.today() + timedelta(days=30 + resolution.due_offset)
            bar.field("完成期限").fill(due_on.isoformat())
            bar.button("登记").click()
            bar.told("议定事项已登记。")

    def conclude(self) -> None:
        """The conference counts as held, and its resolutions get their numbers."""
        go_to_conference(self.bar).button("结束会议").click()
        self.bar.told("已完成：%(verb)s。", verb=self.bar.say("结束会议"))
        number = re.compile(r"议定〔\d{4}〕\d+号")
        expect(self.bar.main.get_by_text(number)).to_have_count(len(self.rehearsal.resolutions))

    def draft_the_minutes(self) -> None:
        """The system words the records; a person edits them and saves a second revision."""
        bar, minutes = self.go_to_minutes(self.bar), self.rehearsal.minutes
        bar.button("起草纪要").click()
        expect(bar.field("以往议定事项落实情况")).to_have_value(re.compile(self.rehearsal.records[1][1]))
        bar.field("其他事项").fill(minutes.other_matters)
        bar.field("抄送单位").fill("，".join(minutes.distribution))
        bar.button("保存为新稿").click()
        bar.told("已保存为第%(n)s稿。", n=2)

    def circulate(self) -> None:
        """Both sides get it to read."""
        self.bar.button("发出纪要征求意见").click()
        self.bar.told("已发出征求意见通知。")

    def countersign(self) -> None:
        """Each side signs the same revision in its own window."""
        for window, message in ((self.bar, "本方已会签，等待对方会签。"), (self.bench, "双方均已会签，可以印发。")):
            self.go_to_minutes(window).button("会签第%(n)s稿", n=2).click()
            window.told(message)

    def issue(self) -> None:
        """The minutes get their number, and the worker makes their files."""
        bar = self.go_to_minutes(self.bar)
        bar.main.locator("#issue > summary").click()
        bar.button("确认%(verb)s", verb=bar.say("印发纪要")).click()
        expect(bar.main).to_contain_text(re.compile(r"〔\d{4}〕第\d+号"))
        expect(bar.link("PDF 文件")).to_be_visible(timeout=WORKER_MILLISECONDS)
        expect(bar.link("Word 文件")).to_be_visible(timeout=WORKER_MILLISECONDS)

    def download(self, window: Window, link: str, folder: Path) -> Path:
        """One of the files, as the page gives it, under the name it proposes."""
        self.go_to_minutes(window)
        with window.page.expect_download() as download:
            window.link(link).click()
        target = folder / download.value.suggested_filename
        download.value.save_as(target)
        return target

    def number_on_page(self, window: Window) -> str:
        """〔2026〕第5号, as the page of the minutes shows it."""
        found = re.search(r"〔\d{4}〕第\d+号", self.go_to_minutes(window).main.inner_text())
        assert found is not None
        return found[0]

    def go_to_minutes(self, window: Window) -> Window:
        """From the page of the conference."""
        go_to_conference(window).link("会议纪要").click()
        expect(window.page).to_have_url(re.compile("/minutes$"))
        return window

    def mark(self, name: str, presence: str) -> None:
        """Note how somebody takes part."""
        row = self.bar.main.get_by_role("group", name=self.bar.say("%(name)s的到会情况", name=name))
        row.get_by_label(self.bar.say(presence), exact=True).check()

    def expect_saved(self, place: Locator) -> None:
        """Expect that the form there says it has saved by itself."""
        expect(place.locator(".save-state")).to_have_text(saved(self.bar), timeout=10_000)
