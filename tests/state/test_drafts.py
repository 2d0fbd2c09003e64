import datetime as dt
import os

import pytest

from kjr.errors import KjrError
from kjr.state import drafts
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.engine.database import FILE
from kjr.state.journal import Journal
from tests.small import NOON

EDITS = (Edit(4, {"人次": 12.0}, {"人次": 13.0, "日期": dt.date(2019, 6, 3)}),)
ACT = Act(NOON, "", "甲学会", ActKind.SAVED, "走访慰问", EDITS)
OWNER = "0123456789abcdef"


def edits(place, owner=OWNER, unit="甲学会"):
    return [act.edits for act in drafts.list_drafts(place, owner, unit)]


def test_what_was_typed_comes_back(tmp_path):
    drafts.save_draft(tmp_path, OWNER, ACT)
    assert drafts.list_drafts(tmp_path, OWNER, "甲学会") == [ACT]


def test_half_a_character_comes_back(tmp_path):
    typed = ACT._replace(edits=(Edit(4, {}, {"备注": "示例\ud83d"}),))
    drafts.save_draft(tmp_path, OWNER, typed)
    assert drafts.list_drafts(tmp_path, OWNER, "甲学会") == [typed]


@pytest.mark.parametrize(
    ("owner", "unit"), [("别人", "甲学会"), (OWNER, "乙学会")], ids=["another browser", "unit"]
)
def test_it_comes_back_only_where_it_was_typed(tmp_path, owner, unit):
    drafts.save_draft(tmp_path, OWNER, ACT)
    assert edits(tmp_path, owner, unit) == []


def test_two_windows_have_a_draft_each(tmp_path):
    for window in ("一", "二", "二"):
        drafts.save_draft(tmp_path, OWNER, ACT._replace(of=window))
    assert sorted(act.of for act in drafts.list_drafts(tmp_path, OWNER, "甲学会")) == ["一", "二"]


def test_the_folder_does_not_name_the_browser(tmp_path):
    drafts.save_draft(tmp_path, OWNER, ACT)
    assert not any(OWNER in str(file) for file in tmp_path.rglob("*"))


def test_nothing_typed_forgets_it(tmp_path):
    drafts.save_draft(tmp_path, OWNER, ACT)
    drafts.save_draft(tmp_path, OWNER, ACT._replace(edits=()))
    assert edits(tmp_path) == []


def test_a_damaged_draft_is_none(tmp_path):
    drafts.save_draft(tmp_path, OWNER, ACT)
    (file,) = tmp_path.rglob("*.json")
    file.write_text("{", "utf-8")
    assert edits(tmp_path) == []


@pytest.fixture
def aged(tmp_path):
    """Keep a draft as if it had last been touched so many days before NOON."""

    def keep(days, owner=OWNER, sheet="走访慰问"):
        before = set(tmp_path.rglob("*.json"))
        drafts.save_draft(tmp_path, owner, ACT._replace(sheet=sheet))
        moment = (NOON - dt.timedelta(days=days)).timestamp()
        for file in {*tmp_path.rglob("*.json")} - before:
            os.utime(file, (moment, moment))

    return keep


def test_what_nobody_came_back_to_is_swept_and_the_journal_tells(tmp_path, aged):
    aged(31)
    aged(29, sheet="宣传报道")
    aged(400, "别人")
    journal = Journal(tmp_path)
    drafts.sweep_drafts(tmp_path, journal, NOON)
    assert [act.sheet for act in drafts.list_drafts(tmp_path, OWNER, "甲学会")] == ["宣传报道"]
    assert len(list((tmp_path / "drafts").iterdir())) == 1
    assert sorted((act.kind, act.unit, act.sheet, act.note) for act in journal.acts()) == [
        ("清理草稿", "甲学会", "走访慰问", "05-04以后没有再动过的未保存内容，1行"),
        ("清理草稿", "甲学会", "走访慰问", "05-08以后没有再动过的未保存内容，1行"),
    ]


def test_a_clock_set_back_sweeps_nothing(tmp_path, aged):
    aged(-400)
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert edits(tmp_path) == [EDITS]


def test_where_nothing_was_typed_there_is_nothing_to_sweep(tmp_path):
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "drafts").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match=r"暂时记不下来.*尽快保存"):
        drafts.save_draft(tmp_path, OWNER, ACT)


def test_an_old_draft_that_cannot_be_removed_stops_nothing_and_is_not_said_to_be_gone(
    tmp_path, aged, monkeypatch
):
    aged(31)
    aged(31, sheet="宣传报道")
    first = sorted(tmp_path.rglob("drafts/*/*"))[0]
    unlink = drafts.Path.unlink

    def refuse_one(path, missing_ok=False):
        if path == first:
            raise PermissionError
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(drafts.Path, "unlink", refuse_one)
    journal = Journal(tmp_path)
    drafts.sweep_drafts(tmp_path, journal, NOON)
    assert list(tmp_path.rglob("drafts/*/*")) == [first]
    assert len(journal.acts()) == 1


def test_a_journal_that_cannot_be_written_stops_no_start(tmp_path, aged):
    aged(31)
    (tmp_path / FILE).mkdir()
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert not list(tmp_path.rglob("drafts/*/*"))
