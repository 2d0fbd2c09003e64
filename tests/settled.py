"""Events that several units filed, read from small sheets, and what the office settled of them."""

import datetime as dt
from dataclasses import replace

from kjr.campaign.columns import Count, Day, Text
from kjr.campaign.model import Indicator, Ledger, Measure
from kjr.editing.joint_events import build_settlement
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.reading.book import parse_book
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.state.acts import Act, ActKind
from kjr.store.base import Sheet, StoredBook
from tests.small import NOON, SMALL

LEDGER = "主题活动"
HEAD = ("日期", "名称", "地点", "参加人次")
EVENTS = Ledger(
    LEDGER,
    (Day("日期", required=True), Text("名称", required=True), Text("地点"), Count("参加人次")),
    section="四（三）",
    day="日期",
    title="名称",
    place="地点",
    people="参加人次",
)
HELD = Measure("主题活动", "场", LEDGER)
PLAN = replace(
    SMALL, ledgers=(*SMALL.ledgers, EVENTS), indicators=(Indicator("I9", "活动", "四", HELD),)
)
SOON = NOON.date() + dt.timedelta(days=2)


def event(people=300.0, day=dt.date(2019, 6, 1), title="无人机进校园"):
    """One row of the ledger."""
    return day, title, "示例小学", people


OTHER = event(50.0, dt.date(2019, 5, 25), "农机维修培训")


def filed(unit, *rows, read=NOON):
    """A unit's workbook with these rows."""
    pages = parse_book((Sheet(unit, LEDGER, (HEAD, *rows)),), PLAN)
    return Book(unit, StoredBook(f"{unit}.xlsx", "1", read), read, pages)


def seen(*books, taken=NOON, settlements=(), version=1):
    """All of these at one moment, with what they show together."""
    pairs = find_joint_pairs(PLAN, [page for book in books for page in book.pages])
    held = {book.unit: book for book in books}
    return Snapshot(PLAN, taken, version, held, pairs=pairs, settlements=tuple(settlements))


def settle(snapshot, host, kind=ActKind.HOSTED, moment=NOON):
    """What the office says of the first open pair, the host's row first."""
    pair = snapshot.open_pairs[0]
    events = sorted((pair.one, pair.two), key=lambda each: each.entry.unit != host)
    return build_settlement(kind, events, Act(moment, "组宣部", "", kind, id=f"s{kind}"))
