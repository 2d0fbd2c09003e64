"""A desk to edit at: the small campaign, a real folder with one workbook, a journal."""

import datetime as dt

from kjr.editing.saving import Actor, EditContext
from kjr.reading.book import parse_book
from kjr.state.journal import Journal
from kjr.store.folder.folder_store import FolderStore
from tests.shared import WORKER
from tests.small import NOON, SMALL
from tests.store.files import xlsx

UNIT, LEDGER = "甲学会", "走访慰问"
HEAD = ("走访日期", "走访地点/单位", "走访人次")
A = (dt.date(2019, 5, 24), "示例产业园", 3.0)
B = (dt.date(2019, 5, 28), "示例医院", 12.0)
C = (dt.date(2019, 5, 30), "示例学校", 5.0)
NEW = (dt.date(2019, 6, 3), "示例社区", 8.0)
SUMMARY = (("书面总结", None), ("电子版", "已交"), ("报送日期", None), ("主要做法", None))
MINE, OFFICE = Actor("张示例", NOON), Actor("组宣部", NOON)


def lay_desk(place, campaign=SMALL):
    """A desk whose folder and state lie in an empty place."""
    folder = place / "books"
    folder.mkdir()
    names = {unit.name: unit.name for unit in campaign.units}
    return EditContext(campaign, FolderStore(folder, names.get, WORKER, place), Journal(place))


def put(desk, *rows, summary=SUMMARY, head=HEAD):
    """The unit's workbook as somebody saves it in Excel."""
    lay_book(desk.store.folder, *rows, summary=summary, head=head)


def lay_book(folder, *rows, summary=SUMMARY, head=HEAD):
    """The unit's workbook in a folder."""
    data = xlsx({LEDGER: ((f"{LEDGER}台账（示例）",), head, *rows), "总结报送": summary})
    (folder / f"{UNIT}.xlsx").write_bytes(data)


def pages(desk):
    """Every page of the unit's workbook as it is now."""
    return parse_book(desk.store.read(UNIT), desk.campaign)


def page(desk, ledger=LEDGER):
    """One page of the unit's workbook as it is now."""
    return next(page for page in pages(desk) if page.ledger == ledger)


def rows(desk):
    """The entries' rows as the workbook has them now."""
    return page(desk).sheet.rows[2:]


def retyped(page, *rows):
    """The page's sheet with other rows under its header."""
    return page.sheet._replace(rows=(*page.sheet.rows[:2], *rows))
