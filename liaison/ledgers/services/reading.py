"""A workbook of old ledgers as it came: which sheets it has, what each would do, and the files that came along."""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from liaison.core.errors import RuleBroken
from liaison.core.ledgers import Batch, LedgerKind
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.ledgers import rules
from liaison.ledgers.rules import MOST_ROWS, Part, Plan
from liaison.papers.sheet import CellError, NothingInSheet, Sheet, SheetError, read_table, sheet_names
from liaison.web.frame import features

NOTES_SHEET: Final = "填表说明"
MOST_FILES: Final = 300
MOST_UNPACKED: Final = 200 * 2**20
UTF8_NAME: Final = 0x800
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
Brought = tuple[str, bytes]


def plan_of(data: bytes, brought: Iterable[Brought], by: Actor) -> Plan:
    """What taking in the workbook would do now, and what stands in its way; changes nothing. Raises SheetError."""
    kinds, names = features().ledgers, [name.strip() for name in sheet_names(data)]
    known = sorted((kind for kind in kinds.values() if kind.label in names), key=lambda kind: kind.place)
    if not known:
        wanted = tuple(kind.label for kind in rules.open_to(by, kinds.values()))
        raise SheetError(N_("没有找到台账的工作表，工作表的名称应为：%(names)s。请使用模板。"), names=wanted)
    batch = Batch(by, {name: _opened(name, content) for name, content in brought})
    plan = Plan(notes=tuple(_unknown(names, known)))
    for kind in known:
        plan, batch = _with(plan, batch, kind, data)
    if not plan.parts and not plan.faults:
        raise NothingInSheet
    unused = sorted(set(batch.files) - plan.used)
    if unused:
        note = N_("表中没有提到这些文件，不会导入：%(names)s。"), {"names": tuple(unused)}
        plan = replace(plan, notes=(*plan.notes, note))
    return plan


def _unknown(names: Iterable[str], known: Collection[LedgerKind]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    labels = {kind.label for kind in known} | {NOTES_SHEET}
    strange = tuple(name for name in names if name not in labels)
    if strange:
        yield N_("没有用到的工作表：%(names)s。"), {"names": strange}


def _with(plan: Plan, batch: Batch, kind: LedgerKind, data: bytes) -> tuple[Plan, Batch]:
    """The plan with one more sheet, and what the next ones are looked at with."""
    refusal = kind.why_not(batch.by)
    if refusal is not None:
        fault = CellError(1, "", "", refusal.message, refusal.params, kind.label)
        return replace(plan, faults=(*plan.faults, fault)), batch
    try:
        sheet = read_table(data, kind.columns(batch.by), sheet=kind.label, most_rows=MOST_ROWS)
    except NothingInSheet:
        return plan, batch
    except SheetError as error:
        fault = CellError(1, "", "", error.message, error.params, kind.label)
        return replace(plan, faults=(*plan.faults, fault)), batch
    drawn = kind.draw(sheet, batch)
    part = Part(kind, drawn)
    covering = features().offer("balances_covering")(drawn.counted)
    faults = sorted((*drawn.faults, *rules.covered(part, covering)), key=lambda one: (one.row, one.column))
    warnings = sorted((*drawn.warnings, *_odd(sheet)), key=lambda one: (one.row, one.column))
    counted: dict[str, Collection[date]] = {**batch.counted, **drawn.counted}
    return (
        replace(
            plan,
            parts=(*plan.parts, part),
            faults=(*plan.faults, *(fault.on(kind.label) for fault in faults)),
            warnings=(*plan.warnings, *(warning.on(kind.label) for warning in warnings)),
        ),
        replace(batch, days={**batch.days, **drawn.days}, counted=counted),
    )


def _odd(sheet: Sheet) -> Iterable[CellError]:
    """What was left out of a sheet without being wrong."""
    for number in sheet.hidden:
        yield CellError(number, "", "", N_("这一行是隐藏的，没有导入；需要导入的请取消隐藏。"))
    if sheet.unknown:
        yield CellError(1, "", "", N_("没有用到的列：%(titles)s。"), {"titles": sheet.unknown})


def _opened(name: str, content: bytes) -> Any:
    """The file as its feature takes it, or what is wrong with it."""
    try:
        return features().offer("open_old_file")(content, name)
    except RuleBroken as broken:
        return broken


def unpacked(brought: Iterable[Brought]) -> list[Brought]:
    """The files that came along, those of zip archives by themselves; the last of a name. Raises RuleBroken."""
    found: dict[str, bytes] = {}
    for name, content in brought:
        inside = _inside(content) if name.lower().endswith(".zip") else [(name, content)]
        found.update((_plain(one), data) for one, data in inside)
    if len(found) > MOST_FILES:
        raise RuleBroken(N_("一次最多上传%(most)s个文件。"), field="files", most=MOST_FILES)
    return list(found.items())


def _inside(content: bytes) -> list[Brought]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = [entry for entry in archive.infolist() if not entry.is_dir() and _plain(_name(entry))]
            if len(wanted) > MOST_FILES or sum(entry.file_size for entry in wanted) > MOST_UNPACKED:
                message = N_("压缩包过大：最多%(most)s个文件，解压后最多200 MB。")
                raise RuleBroken(message, field="files", most=MOST_FILES)
            return [(_name(entry), archive.read(entry)) for entry in wanted]
    except UNREADABLE as error:
        raise RuleBroken(N_("压缩包无法打开，请重新打成不带密码的 zip 压缩包。"), field="files") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a packed file: Windows in Chinese packs names in GBK without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _plain(name: str) -> str:
    """The name without its folders; "" for what operating systems put into archives by themselves."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-200:]
    return "" if last.startswith((".", "~$")) or "__MACOSX" in name else last
