"""What leads to one person, looked for and purged: the database, and the versions of workbooks.

What lies elsewhere is told, so that somebody can see to it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kjr.campaign.model import Campaign
from kjr.errors import KjrError
from kjr.state.engine.connections import Place
from kjr.state.engine.first_files import FIRST
from kjr.state.purging import Trace, clear_remains, find_traces, purge_traces
from kjr.store.folder.folder_store import HISTORY
from kjr.store.guarded import Workshop
from kjr.store.xlsx.package_texts import leads_there
from kjr.values.spelling.erasing import Eraser

PLACES: Final = {
    "edits": "操作记录",
    "access": "登录记录",
    "drafts": "没有保存的内容",
    "books": "上次读到的工作簿",
    "frozen": "快照",
    "photographs": "照片的说明",
    "texts": "改写的文字",
    "outbox": "等着发的消息",
    "looks": "上次看到的文件名",
}
"""What a clerk calls the topics that are purged; whatever else leads there is of accounts."""
LISTED: Final = 12
NAMED: Final = "“{}”是方案里的名称（{}），清除会改坏所有的记录；请写得更全"
UNREMOVED: Final = "{} 删不掉，里面还有，请自己删除"


class Finds(NamedTuple):
    """Where something leads to a person."""

    traces: Sequence[Trace]
    """In the database."""
    versions: Sequence[Path]
    """Earlier versions of workbooks, which go as a whole."""
    unread: Sequence[Path]
    """Versions nobody can look into."""
    elsewhere: Sequence[str]
    """What else was found, and where; nothing here changes it."""


def find_person(place: Place, state: Path, campaign: Campaign, data: Sequence[str]) -> Finds:
    """Look for names and numbers that lead to a person; nothing is changed.

    Raises KjrError where one is too short, or the name of something in the plan.
    """
    eraser = Eraser(data)
    _refuse_names(campaign, data)
    traces = find_traces(place, eraser)
    versions, unread = _find_versions(state / HISTORY, eraser)
    return Finds(traces, versions, unread, [*_find_elsewhere(state, campaign, eraser)])


def purge_person(
    place: Place, finds: Finds, data: Sequence[str], who: str, now: dt.datetime
) -> list[str]:
    """Purge what was found, and tell so in both journals; gives what could not be done.

    Raises KjrError where nothing was.
    """
    purge_traces(place, Eraser(data), who, now, "；".join(list_purged(finds)))
    faults = []
    for path in finds.versions:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            faults.append(UNREMOVED.format(path))
    if not clear_remains(place):
        faults.append("有人正在用数据库，旁边的 kjr.sqlite-wal 里可能还有；停下 kjr 就没有了")
    return faults


def list_purged(finds: Finds) -> Iterator[str]:
    """What a purge takes out, place by place, without what it is."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in finds.traces:
        if each.left is not None:
            found[each.topic].append(each.words)
    for topic, name in PLACES.items():
        if topic in found:
            words = [each for each in dict.fromkeys(found[topic]) if each not in ("", topic)]
            more = "等" if len(words) > LISTED else ""
            which = f"（{'、'.join(words[:LISTED])}{more}）" if words else ""
            yield f"{name}：{len(found[topic])} 处{which}"
    if finds.versions:
        units = dict.fromkeys(path.parent.name for path in finds.versions)
        yield f"历史版本：{len(finds.versions)} 个，整个删掉（{'、'.join(units)}）"


def list_staying(finds: Finds) -> Iterator[str]:
    """What stays, and who has to see to it."""
    books = dict.fromkeys(each.words for each in finds.traces if each.topic == "books")
    if books:
        names = "、".join(books)
        yield f"工作簿：上次读到时里面有（{names}），请先在工作簿里改掉，不然再读到又会有"
    stays = [each for each in finds.traces if each.left is None]
    if signed := sum(each.topic in PLACES for each in stays):
        yield f"“谁”一栏：{signed} 处，谁做的由谁负责，留着"
    if len(stays) > signed:
        yield "登录的账号、试过的名称，或者开着的活动方案：用 python -m kjr access、改活动文件夹"
    for path in finds.unread:
        yield f"历史版本 {path.parent.name}/{path.name}：打不开，不知道有没有"
    yield from finds.elsewhere
    yield (
        "不在这里的：工作簿本身和 Google 的版本、备份、抄到别处的、下载和发出去的文件、"
        "送到系统日志的；照片里的人和字看不出来，请自己去掉"
    )


def _refuse_names(campaign: Campaign, data: Sequence[str]) -> None:
    names = [
        *campaign.unit_names,
        *campaign.districts,
        *campaign.kinds,
        *(indicator.name for indicator in campaign.indicators),
        *(name for ledger in campaign.ledgers for name in (ledger.name, *ledger.aliases)),
        *(column.name for ledger in campaign.ledgers for column in ledger.columns),
    ]
    for datum in data:
        found = next((name for name in names if Eraser([datum]).finds(name)), None)
        if found:
            raise KjrError(NAMED.format(datum, found))


def _find_versions(history: Path, eraser: Eraser) -> tuple[list[Path], list[Path]]:
    """The versions that lead there, and those nobody can look into."""
    found, unread, workshop = [], [], Workshop()
    for path in sorted(history.glob("*/*")):
        try:
            if workshop.make(leads_there, path, eraser):
                found.append(path)
        except (KjrError, RuntimeError):
            unread.append(path)
    workshop.close()
    return found, unread


def _find_elsewhere(state: Path, campaign: Campaign, eraser: Eraser) -> Iterator[str]:
    for name, text in campaign.texts.items():
        if eraser.finds(text):
            yield f"活动文件夹的 {name} 里有，请在那里改"
    if left := [name for name in FIRST if (state / name).exists()]:
        names = "、".join(left)
        yield f"第一版留下的文件还在（{names}），已经读进数据库，里面可能有，请删掉"
    for path in sorted(state.glob("*.json")):
        if path.name not in FIRST and eraser.finds(path.read_text("utf-8", "replace")):
            yield f"本机数据文件夹的 {path.name} 里有，请自己去掉"
