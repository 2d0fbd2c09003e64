"""How many calls 200 units at Google cost, beside the loop everybody writes with gspread.

``python -m benchmarks.google`` starts the local server with quotas on, lets minutes pass in
milliseconds, and writes its table into docs/google.md; it takes about a minute.
"""

from __future__ import annotations

import itertools
import random
import zlib
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import gspread
from google.auth.credentials import AnonymousCredentials

from benchmarks import record
from kjr.store.google import cells
from kjr.store.google.google_access import GOOGLE, BaseAddresses
from kjr.store.google.google_store import GoogleStore
from kjr.store.google.http import GoogleHttp
from tests.google_server.filling import add_book, add_folder
from tests.google_server.serve import serving
from tests.google_server.world import World

DOC = Path(__file__).parent.parent / "docs" / "google.md"
UNITS, POLLS, EVERY, SAVES = 200, 30, 20, 21
LEDGERS = ("走访慰问", "宣传报道", "座谈观摩", "意见建议",
           "健康服务", "志愿队伍", "主题活动", "总结报送")  # fmt: skip
HEADER = ("走访日期", "走访对象", "走访人次", "走访方式", "主要困难", "解决情况")
WORDS = "入户座谈电话慰问住房就医子女上学项目经费设备职称协调已解决正在办理示例"


class Cost(NamedTuple):
    """What some way of reading cost."""

    drive: int
    sheets: int
    refused: int = 0
    seconds: float = 0
    """On the server's clock, which obeys the quota."""
    gap: float = 0
    """The longest silence between two answers."""

    @property
    def calls(self) -> int:
        return self.drive + self.sheets


class Saving(NamedTuple):
    """One save."""

    calls: int
    milliseconds: float


Sizes = tuple[int, int]


def main() -> None:
    """Count everything, print it and put it on record."""
    with serving(frozen=True, start=1_559_000_000) as world:
        folder = add_folder(world)
        units = [f"示例单位{n:03}" for n in range(UNITS)]
        books = [add_book(world, folder, unit, filled(unit)) for unit in units]
        loop = by_hand(world, books)
        world.settings.quota = True
        world.clock.advance(60)
        text = table(loop, *ours(world, folder), sizes(world, books[0]))
    print(text)
    record.write("google", text, DOC)


def filled(unit: str) -> dict[str, list[tuple[str | int, ...]]]:
    """Eight sheets of thirty rows, no two alike."""
    chance = random.Random(unit)

    def row(n: int) -> tuple[str | int, ...]:
        kind, need, done = ("".join(chance.choices(WORDS, k=size)) for size in (4, 12, 8))
        return f"5月{n}日", f"示例{chance.randrange(1000)}", chance.randrange(50), kind, need, done

    return {name: [HEADER, *map(row, range(1, 31))] for name in LEDGERS}


def by_hand(world: World, books: list[str]) -> Cost:
    """Open each spreadsheet and ask for the records of each of its sheets."""

    class Plain(gspread.http_client.HTTPClient):
        def request(self, method, endpoint, *args, **parts):
            endpoint = endpoint.replace(GOOGLE.sheets, world.url)
            return super().request(method, endpoint, *args, **parts)

    client = gspread.Client(AnonymousCredentials(), http_client=Plain)
    world.log.clear()
    for book in books:
        for sheet in client.open_by_key(book).worksheets():
            sheet.get_all_records()
    return spent(world)


def ours(world: World, folder: str) -> tuple[Cost, Cost, Cost, Saving]:
    """Cold, warm per poll, a restart after three changes, and a save."""
    store = opened(world, folder)
    cold, marks = looked(world, store, {})
    polls = []
    for _ in range(POLLS):
        world.clock.advance(EVERY)
        cost, marks = looked(world, store, marks)
        polls.append(cost)
    warm = Cost(1, round(sum(poll.sheets for poll in polls) / POLLS))
    for unit in list(marks)[:3]:
        change(store, unit)
    world.clock.advance(60)
    again, _ = looked(world, opened(world, folder), marks)
    saves = [saved(world, store, next(iter(marks))) for _ in range(SAVES)]
    typical = Saving(saves[0].calls, median(save.milliseconds for save in saves))
    return cold, warm, again, typical


def http(world: World) -> GoogleHttp:
    bases = BaseAddresses(world.url, world.url)
    return GoogleHttp(AnonymousCredentials(), bases, world.clock.now, world.clock.sleep)


def opened(world: World, folder: str) -> GoogleStore:
    return GoogleStore(http(world), folder, lambda name: name)


def looked(world: World, store: GoogleStore, marks: dict[str, str]) -> tuple[Cost, dict[str, str]]:
    """What a board does at a poll: list, and read what changed."""
    world.log.clear()
    books = store.versions().books
    for unit, held in books.items():
        if marks.get(unit) != held.mark:
            store.read(unit)
    return spent(world), {unit: held.mark for unit, held in books.items()}


def change(store: GoogleStore, unit: str) -> None:
    old = store.read(unit)[0]
    store.write(old._replace(rows=(*old.rows, ("6月1日", "示例", 1.0))), old)


def saved(world: World, store: GoogleStore, unit: str) -> Saving:
    """What one new row costs once the book has been read."""
    world.clock.advance(5)
    old = store.read(unit)[0]
    world.log.clear()
    start = perf_counter()
    store.write(old._replace(rows=(*old.rows, ("6月1日", "示例", 1.0))), old)
    return Saving(spent(world).calls, (perf_counter() - start) * 1000)


def spent(world: World) -> Cost:
    moments = [call.moment for call in world.log]
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    return Cost(
        drive=world.counts()["drive"],
        sheets=world.counts()["read"] + world.counts()["write"],
        refused=sum(call.status == 429 for call in world.log),
        seconds=moments[-1] - moments[0],
        gap=max(gaps, default=0),
    )


def sizes(world: World, book: str) -> Sizes:
    """Size of one book's answer: values alone, and what a read of ours asks for."""
    client, url = http(world), f"{GOOGLE.sheets}/v4/spreadsheets/{book}"
    plain = client.request("get", f"{url}/values:batchGet", params={"ranges": list(LEDGERS)})
    whole = client.request("get", url, params={"fields": cells.FIELDS})
    return packed(plain.content), packed(whole.content)


def packed(content: bytes) -> int:
    """Bytes on the wire; Google compresses its answers."""
    return len(zlib.compress(content))


def table(loop: Cost, cold: Cost, warm: Cost, again: Cost, save: Saving, bytes_: Sizes) -> str:
    """The figures in Chinese, with the lines they have to keep."""
    rows = [
        ("gspread 逐表 get_all_records，每看一遍", f"{loop.calls:,} 次请求", ""),
        ("同上，按每分钟 60 次折算", f"{loop.sheets / 60:.0f} 分钟", ""),
        ("kjr 第一次读全", f"{cold.drive} 次 Drive + {cold.sheets} 次读取", "1 + 200"),
        ("　用时（服务器时钟，配额开启）", f"{cold.seconds / 60:.1f} 分钟", ""),
        ("　被拒（429）", f"{cold.refused} 次", "0"),
        ("　两次回答之间最长间隔", f"{cold.gap:.1f} 秒", "3 秒以内"),
        ("　请求数是逐表读取的", f"1/{loop.calls / cold.calls:.1f}", "1/9 以下"),
        ("kjr 没有变化时，每次轮询", f"{warm.drive} 次 Drive + {warm.sheets} 次巡检读取", ""),
        ("　请求数是逐表读取的", f"1/{loop.calls / warm.calls:.0f}", "1/100 以下"),
        ("kjr 重启，其间 3 家有变化", f"{again.drive} 次 Drive + {again.sheets} 次读取", "1 + 3"),
        ("保存一行", f"{save.calls} 次请求，本机 {save.milliseconds:.0f} 毫秒", "1 读 + 1 写"),
        (
            "一家 8 张表的答案（压缩后）：只要值 / kjr 要的",
            f"{bytes_[0]:,} / {bytes_[1]:,} 字节",
            "",
        ),
    ]
    lines = ["| 测的是什么 | 测得 | 应当 |", "|---|---|---|"]
    return "\n".join(lines + [f"| {what} | {found} | {line} |" for what, found, line in rows])


if __name__ == "__main__":
    main()
