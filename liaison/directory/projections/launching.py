"""How far the directory is on the way of an empty site to a live one."""

from collections.abc import Sequence
from typing import Final

from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.directory.models import PERSON_KIND_LABELS, Organisation, OrganisationKind, PersonKind
from liaison.directory.queries import organisations, people

COURTS_SHOWN: Final = 30


def city_facts() -> Sequence[Fact]:
    """The city and its two associations."""
    bar, bench = organisations.association_names()
    return [(N_("城市"), organisations.city_name()), (N_("律师协会"), bar), (N_("法官协会"), bench)]


def city_missing() -> Sequence[Refusal]:
    """Papers name all three."""
    bar, bench = organisations.association_names()
    needed = (
        (organisations.city_name(), N_("请填写城市名称。")),
        (bar, N_("请填写律师协会的名称。")),
        (bench, N_("请填写法官协会的名称。")),
    )
    return [Refusal(sentence) for value, sentence in needed if not value]


def court_facts() -> Sequence[Fact]:
    """Each court with its chambers."""
    units = organisations.in_use()
    courts = [unit for unit in units if unit.kind is OrganisationKind.COURT]
    return [(court.name, _chambers(court, units)) for court in courts[:COURTS_SHOWN]]


def court_missing() -> Sequence[Refusal]:
    """Without a court there is nobody to answer the lawyers' opinions."""
    if organisations.first_of(OrganisationKind.COURT) is None:
        return [Refusal(N_("请至少登记一个法院。"))]
    return []


def roster_facts() -> Sequence[Fact]:
    """How many of each kind are on the roster."""
    counts = people.count_by_kind()
    firms = organisations.count_by_kind().get((OrganisationKind.LAW_FIRM, True), 0)
    return [
        (N_("律师事务所"), str(firms)),
        *((PERSON_KIND_LABELS[kind], str(counts.get((kind, True), 0))) for kind in PersonKind),
    ]


def roster_missing() -> Sequence[Refusal]:
    """Judges may come later: opinions and conferences begin with the lawyers."""
    if not people.count_by_kind().get((PersonKind.LAWYER, True)):
        return [Refusal(N_("名册中还没有律师，请导入名册或逐人登记。"))]
    return []


def _chambers(court: Organisation, units: Sequence[Organisation]) -> str:
    return "、".join(unit.name.removeprefix(court.name) for unit in units if unit.parent_id == court.id)


STEPS: Final = (
    LaunchStep(
        "city",
        1,
        N_("城市和两家协会"),
        N_("公文的版头、落款和附注由此而来，页面顶部也显示两家协会的名称。"),
        city_missing,
        city_facts,
        ((N_("单位名册"), "organisations.index"), (N_("地区"), "regions.index")),
    ),
    LaunchStep(
        "courts",
        2,
        N_("法院和内设庭室"),
        N_("意见建议由法院或庭室答复，接访、投诉也选到法院。庭室较多的，可在导入名册时一并导入。"),
        court_missing,
        court_facts,
        ((N_("单位名册"), "organisations.index"), (N_("导入名册"), "imports.upload")),
    ),
    LaunchStep(
        "roster",
        11,
        N_("人员名册"),
        N_("律师、法官和工作人员的名册。先下载模板填好，整册导入；有一处错误即全部不导入。"),
        roster_missing,
        roster_facts,
        ((N_("导入名册"), "imports.upload"), (N_("人员名册"), "people.index")),
    ),
)
