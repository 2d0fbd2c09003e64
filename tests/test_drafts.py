import datetime as dt

import pytest

from kjr import drafts
from kjr.acts import Act, Edit, Kind
from tests.small import NOON

EDITS = (Edit(4, {"人次": 12.0}, {"人次": 13.0, "日期": dt.date(2019, 6, 3)}),)
ACT = Act(NOON, "", "甲学会", Kind.SAVED, "走访慰问", EDITS)
TOKEN = drafts.token()


def test_what_was_typed_comes_back(tmp_path):
    drafts.keep(tmp_path, TOKEN, ACT)
    assert drafts.load(tmp_path, TOKEN, "甲学会", "走访慰问") == EDITS


@pytest.mark.parametrize(
    ("token", "unit", "sheet"),
    [
        (drafts.token(), "甲学会", "走访慰问"),
        (TOKEN, "乙学会", "走访慰问"),
        (TOKEN, "甲学会", "宣传报道"),
    ],
    ids=["another browser", "another unit", "another ledger"],
)
def test_it_comes_back_only_where_it_was_typed(tmp_path, token, unit, sheet):
    drafts.keep(tmp_path, TOKEN, ACT)
    assert drafts.load(tmp_path, token, unit, sheet) == ()


def test_nothing_typed_forgets_it(tmp_path):
    drafts.keep(tmp_path, TOKEN, ACT)
    drafts.keep(tmp_path, TOKEN, ACT._replace(edits=()))
    assert drafts.load(tmp_path, TOKEN, "甲学会", "走访慰问") == ()


def test_a_damaged_draft_is_none(tmp_path):
    drafts.keep(tmp_path, TOKEN, ACT)
    (file,) = tmp_path.rglob("*.json")
    file.write_text("{", "utf-8")
    assert drafts.load(tmp_path, TOKEN, "甲学会", "走访慰问") == ()


def test_a_token_is_taken_from_the_address_only_if_it_is_one():
    assert drafts.token(TOKEN) == TOKEN
    assert drafts.token("../../etc") != "../../etc"
