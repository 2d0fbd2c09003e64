"""Two tables on one sheet: each keeps to its own rows, whatever the other holds."""

import datetime as dt

import pytest

from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from kjr.editing.merging import apply_changes
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.page_rows import find_act_page, find_vacant_rows
from kjr.editing.saving import Actor, save_page, undo_act
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from tests.desk import lay_desk
from tests.small import NOON
from tests.store.files import xlsx

CITY = loading.load_campaign(CAMPAIGN)
UNIT, SHEET = CITY.units[0].name, "汇总"
DAY = dt.date(2019, 5, 28)
VISITS = ("走访日期", "走访地点/单位", "对象类别", "带队人", "带队人级别", "走访人次")
PRESS = ("刊发日期", "标题", "报道类型", "媒体名称", "媒体级别", "状态")
VISIT = (DAY, "示例园", "一线科技工作者", "何示例", "市级领导", 3.0)
NEW = (DAY, "示例社区", "老科技工作者", "林示例", "县级分管领导", 8.0)
ARTICLE = (DAY, "示例稿", "综合报道", "示例报", "市级", "已刊发")
HAND = Actor("张示例", NOON)


@pytest.fixture
def desk(tmp_path):
    return lay_desk(tmp_path, CITY)


def put(desk, *between):
    rows = (("走访慰问",), VISITS, VISIT, *between, PRESS, ARTICLE)
    (desk.store.folder / f"{UNIT}.xlsx").write_bytes(xlsx({SHEET: rows}))


def page(desk, ledger="走访慰问"):
    pages = parse_book(desk.store.read(UNIT), CITY)
    return next(page for page in pages if page.ledger == ledger)


def add(desk):
    seen = page(desk)
    row = next(find_vacant_rows(seen))
    cells = [(row, column, cell) for column, cell in enumerate(NEW, 1)]
    return save_page(desk, apply_changes(seen.sheet, cells), seen, HAND).act


@pytest.mark.parametrize("title", [(), ("宣传报道",)])
def test_a_new_row_of_the_upper_table_stays_above_the_lower(desk, title):
    put(desk, (), (), title)
    add(desk)
    assert [entry.row for entry in page(desk).entries] == [3, 4]
    assert page(desk).sheet.rows[-1] == ARTICLE


def test_without_room_the_row_is_refused_with_what_to_do(desk):
    put(desk, ("宣传报道",))
    with pytest.raises(KjrError, match="「汇总」里「走访慰问」下面紧接着另一张表，没有空行可写"):
        add(desk)
    assert page(desk).sheet.rows[4:] == (PRESS, ARTICLE)


def test_an_edit_of_one_table_is_not_missed_in_the_other(desk):
    put(desk, (), (), ())
    act = add(desk)
    upper, lower = page(desk), page(desk, "宣传报道")
    assert find_act_page([lower, upper], act) is upper
    assert find_overwritten_acts(lower, [lower, upper], desk.journal.acts(), NOON) == ()
    put(desk, (), (), ())
    upper = page(desk)
    (lost,) = find_overwritten_acts(upper, [upper], desk.journal.acts(), NOON)
    assert lost.id == act.id


def test_an_edit_of_the_upper_table_is_taken_back(desk):
    put(desk, (), (), ())
    undo_act(desk, page(desk), add(desk), HAND)
    assert [entry.row for entry in page(desk).entries] == [3]
