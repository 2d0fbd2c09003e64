import datetime as dt
import json

import pytest

from kjr.errors import KjrError
from kjr.state import drafts
from kjr.state.acts import Act, ActKind, Edit, pack_act
from kjr.state.engine.database import close_databases, open_database
from kjr.state.engine.first_files import DRAFTS_FOLDER
from kjr.state.engine.schema import DRAFTS
from kjr.state.journal import Journal
from tests.small import NOON

EDITS = (Edit(4, {"人次": 12.0}, {"人次": 13.0, "日期": dt.date(2019, 6, 3)}),)
ACT = Act(NOON, "", "甲学会", ActKind.SAVED, "走访慰问", EDITS)
OWNER = "0123456789abcdef"
FULL = "CREATE TRIGGER full BEFORE {} ON drafts BEGIN SELECT RAISE(ABORT, 'full'); END"


def keep(place, act=ACT, owner=OWNER, now=NOON):
    drafts.save_draft(place, owner, act, now)


def edits(place, owner=OWNER, unit="甲学会"):
    return [act.edits for act in drafts.list_drafts(place, owner, unit)]


def rows(place):
    with open_database(place).read() as connection:
        return connection.execute(DRAFTS.select()).all()


def test_what_was_typed_comes_back(place):
    keep(place)
    assert drafts.list_drafts(place, OWNER, "甲学会") == [ACT]


def test_half_a_character_comes_back(place):
    typed = ACT._replace(edits=(Edit(4, {}, {"备注": "示例\ud83d"}),))
    keep(place, typed)
    assert drafts.list_drafts(place, OWNER, "甲学会") == [typed]


NAMES = {"甲学会": "甲科学学会", "甲科学学会": "甲科学学会"}
"""The roster's names once the unit is called otherwise and its old name is kept."""


def test_what_was_typed_comes_back_under_a_new_name_and_is_saved_as_that(place):
    keep(place)
    keep(place, owner="别人")
    drafts.rename_draft_units(place, NAMES)
    renamed = ACT._replace(unit="甲科学学会")
    assert drafts.list_drafts(place, OWNER, "甲科学学会") == [renamed]
    keep(place, renamed._replace(edits=()))
    drafts.rename_draft_units(place, NAMES)
    assert [row.unit for row in rows(place)] == ["甲科学学会"], "of the other browser alone"


def test_what_was_typed_under_the_new_name_is_the_latest(place):
    keep(place)
    latest = ACT._replace(unit="甲科学学会", edits=(Edit(4, {}, {"人次": 9.0}),))
    keep(place, latest)
    drafts.rename_draft_units(place, NAMES)
    assert drafts.list_drafts(place, OWNER, "甲科学学会") == [latest]


@pytest.mark.parametrize(
    ("owner", "unit"), [("别人", "甲学会"), (OWNER, "乙学会")], ids=["another browser", "unit"]
)
def test_it_comes_back_only_where_it_was_typed(tmp_path, owner, unit):
    keep(tmp_path)
    assert edits(tmp_path, owner, unit) == []


def test_two_windows_have_a_draft_each_and_the_last_of_each_counts(place):
    for window, number in (("一", 1.0), ("二", 2.0), ("二", 3.0)):
        keep(place, ACT._replace(of=window, edits=(Edit(4, {}, {"人次": number}),)))
    found = drafts.list_drafts(place, OWNER, "甲学会")
    assert {act.of: act.edits[0].after["人次"] for act in found} == {"一": 1.0, "二": 3.0}


def test_the_database_does_not_name_the_browser(place):
    keep(place)
    assert rows(place)
    assert OWNER not in str(rows(place))


def test_nothing_typed_forgets_it(place):
    keep(place)
    keep(place, ACT._replace(edits=()))
    assert edits(place) == []


def test_a_damaged_draft_is_none(place, intruder):
    keep(place)
    intruder.tell("UPDATE drafts SET body = '{'")
    assert edits(place) == []


def test_where_nothing_was_ever_kept_there_is_no_draft(tmp_path):
    assert edits(tmp_path / "state") == []
    assert not (tmp_path / "state").exists()


@pytest.fixture
def aged(place):
    """Keep a draft as if it had last been touched so many days before NOON."""

    def keep_aged(days, owner=OWNER, sheet="走访慰问"):
        keep(place, ACT._replace(sheet=sheet), owner, NOON - dt.timedelta(days=days))

    return keep_aged


def test_what_nobody_came_back_to_is_swept_and_the_journal_tells(place, aged):
    aged(31)
    aged(29, sheet="宣传报道")
    aged(400, "别人")
    journal = Journal(place)
    drafts.sweep_drafts(place, journal, NOON)
    assert [act.sheet for act in drafts.list_drafts(place, OWNER, "甲学会")] == ["宣传报道"]
    assert len(rows(place)) == 1
    assert sorted((act.kind, act.unit, act.sheet, act.note) for act in journal.acts()) == [
        ("清理草稿", "甲学会", "走访慰问", "05-04以后没有再动过的未保存内容，1行"),
        ("清理草稿", "甲学会", "走访慰问", "05-08以后没有再动过的未保存内容，1行"),
    ]


def test_a_clock_set_back_sweeps_nothing(place, aged):
    aged(-400)
    drafts.sweep_drafts(place, Journal(place), NOON)
    assert edits(place) == [EDITS]


def test_where_nothing_was_typed_there_is_nothing_to_sweep(tmp_path):
    drafts.sweep_drafts(tmp_path, Journal(tmp_path), NOON)
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(KjrError, match=r"暂时记不下来.*尽快保存"):
        keep(tmp_path / "state")


@pytest.mark.parametrize("intruder", ["sqlite"], indirect=True)
def test_an_old_draft_that_cannot_be_removed_stops_nothing_and_is_not_said_to_be_gone(
    place, aged, intruder
):
    aged(31)
    intruder.tell(FULL.format("DELETE"))
    drafts.sweep_drafts(place, Journal(place), NOON)
    assert edits(place) == [EDITS]
    assert Journal(place).acts() == ()


@pytest.mark.parametrize("intruder", ["sqlite"], indirect=True)
def test_a_journal_that_cannot_be_written_stops_no_start(place, aged, intruder):
    aged(31)
    intruder.tell(FULL.replace("drafts", "acts").format("INSERT"))
    drafts.sweep_drafts(place, Journal(place), NOON)
    assert edits(place) == []


def test_what_the_first_version_kept_is_taken_over_and_left_beside(tmp_path):
    """With the day it was last touched, which sweeping goes by; a damaged one is left out."""
    folder = tmp_path / "made"
    keep(folder)
    (kept,) = rows(folder)
    file = tmp_path / "state" / DRAFTS_FOLDER / kept.owner / f"{kept.place}.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(pack_act(ACT), ensure_ascii=False), "utf-8")
    file.with_name("other.json").write_text("{", "utf-8")
    touched = file.stat().st_mtime
    assert drafts.list_drafts(tmp_path / "state", OWNER, "甲学会") == [ACT]
    assert [row.touched for row in rows(tmp_path / "state")] == [touched]
    assert file.exists()
    keep(tmp_path / "state", ACT._replace(edits=()))
    assert edits(tmp_path / "state") == []


def test_a_database_without_drafts_is_given_them_once(place, intruder, tmp_path):
    """Of the version that kept acts alone: what it has stays, and its files' drafts come along."""
    Journal(place).append(ACT)
    intruder.tell("DROP TABLE drafts", "UPDATE about SET value = '1' WHERE name = 'schema'")
    if not intruder.server:
        (tmp_path / DRAFTS_FOLDER / "other").mkdir(parents=True)
        file = tmp_path / DRAFTS_FOLDER / "other" / "draft.json"
        file.write_text(json.dumps(pack_act(ACT), ensure_ascii=False), "utf-8")
    close_databases()
    assert len(rows(place)) == (0 if intruder.server else 1)
    assert len(Journal(place).acts()) == 1
