import datetime as dt
import os

import pytest

from kjr.state import drafts
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.journal import Journal
from tests.small import NOON

EDITS = (Edit(4, {"人次": 12.0}, {"人次": 13.0, "日期": dt.date(2019, 6, 3)}),)
ACT = Act(NOON, "", "甲学会", ActKind.SAVED, "走访慰问", EDITS)
TOKEN = drafts.choose_draft_token()


def test_what_was_typed_comes_back(tmp_path):
    drafts.save_draft(tmp_path, TOKEN, ACT)
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "走访慰问") == EDITS


@pytest.mark.parametrize(
    ("token", "unit", "sheet"),
    [
        (drafts.choose_draft_token(), "甲学会", "走访慰问"),
        (TOKEN, "乙学会", "走访慰问"),
        (TOKEN, "甲学会", "宣传报道"),
    ],
    ids=["another browser", "another unit", "another ledger"],
)
def test_it_comes_back_only_where_it_was_typed(tmp_path, token, unit, sheet):
    drafts.save_draft(tmp_path, TOKEN, ACT)
    assert drafts.load_draft(tmp_path, token, unit, sheet) == ()


def test_nothing_typed_forgets_it(tmp_path):
    drafts.save_draft(tmp_path, TOKEN, ACT)
    drafts.save_draft(tmp_path, TOKEN, ACT._replace(edits=()))
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "走访慰问") == ()


def test_a_damaged_draft_is_none(tmp_path):
    drafts.save_draft(tmp_path, TOKEN, ACT)
    (file,) = tmp_path.rglob("*.json")
    file.write_text("{", "utf-8")
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "走访慰问") == ()


def test_a_token_is_taken_from_the_address_only_if_it_is_one():
    assert drafts.choose_draft_token(TOKEN) == TOKEN
    assert drafts.choose_draft_token("../../etc") != "../../etc"


@pytest.fixture
def aged(tmp_path):
    """Keep a draft as if it had last been touched so many days before NOON."""

    def keep(days, token=TOKEN, sheet="走访慰问"):
        drafts.save_draft(tmp_path, token, ACT._replace(sheet=sheet))
        moment = (NOON - dt.timedelta(days=days)).timestamp()
        for file in (tmp_path / "drafts" / token).iterdir():
            if drafts.load_draft(tmp_path, token, "甲学会", sheet) and sheet in file.read_text(
                "utf-8"
            ):
                os.utime(file, (moment, moment))

    return keep


def test_what_nobody_came_back_to_is_swept_and_the_journal_tells(tmp_path, aged):
    other = drafts.choose_draft_token()
    aged(31)
    aged(29, sheet="宣传报道")
    aged(400, other)
    journal = Journal(tmp_path)
    drafts.sweep_drafts(tmp_path, journal, NOON)
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "走访慰问") == ()
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "宣传报道") == EDITS
    assert [folder.name for folder in (tmp_path / "drafts").iterdir()] == [TOKEN]
    assert sorted((act.kind, act.unit, act.sheet, act.note) for act in journal.acts()) == [
        ("清理草稿", "甲学会", "走访慰问", "05-04以后没有再动过的未保存内容，1行"),
        ("清理草稿", "甲学会", "走访慰问", "05-08以后没有再动过的未保存内容，1行"),
    ]


def test_a_clock_set_back_sweeps_nothing(tmp_path, aged):
    aged(-400)
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert drafts.load_draft(tmp_path, TOKEN, "甲学会", "走访慰问") == EDITS


def test_where_nothing_was_typed_there_is_nothing_to_sweep(tmp_path):
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert list(tmp_path.iterdir()) == []
