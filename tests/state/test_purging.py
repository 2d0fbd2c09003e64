"""What leads to one person is taken out of all that is remembered, and nothing else is changed."""

import pytest

from kjr.errors import KjrError
from kjr.state.acts import ACCESS, EDITS, ActKind, Edit
from kjr.state.clerk_texts import ClerkText, list_clerk_versions, save_clerk_text
from kjr.state.contents import change_contents, read_content, read_contents
from kjr.state.drafts import list_drafts, save_draft
from kjr.state.engine.connections import FILE
from kjr.state.engine.database import close_databases, open_database
from kjr.state.engine.moving import move_database
from kjr.state.engine.schema import digest_body
from kjr.state.facts import change_facts, read_facts
from kjr.state.heads import find_head, holds_head
from kjr.state.journal import Journal
from kjr.state.photographs import keep_photograph, list_photographs
from kjr.state.purging import clear_remains, find_traces, purge_traces
from kjr.state.sharing.readings import keep_reading, read_news
from kjr.values.spelling.erasing import Eraser
from tests.databases import Intruder
from tests.state.writer import MOMENT, NOTE, SAVED

NAME, MOBILE = "林知远", "13800001234"
ERASER = Eraser([NAME, MOBILE])
TYPED = {"姓名": "林 知远", "联系电话": 13800001234.0, "走访人次": 3.0, "备注": "邻居张示例"}
LEFT = {"姓名": "×××", "联系电话": "×××", "走访人次": 3.0, "备注": "邻居张示例"}
VISIT = SAVED._replace(edits=(Edit(4, {}, TYPED),))
BOOK = '{"format": 1, "book": {"unit": "甲学会", "rows": [["林知远", 13800001234.0, 7]]}}'
EMPTIED = '{"format": 1, "book": {"unit": "甲学会", "rows": [["×××", "×××", 7]]}}'
OTHER = '{"book": "张示例"}'
PICTURE = b"\xff\xd8 a photograph"
PARCEL = {"id": "1", "what": "", "to": "", "units": [], "way": "", "who": "", "mails": []}


def fill(place):
    """One trace in every place, and something that is somebody else's beside it."""
    first = Journal(place).append(VISIT)
    Journal(place).append(NOTE)
    Journal(place).append(SAVED._replace(kind=ActKind.DONE, edits=(), of=first.id))
    Journal(place, record=ACCESS).append(NOTE._replace(note="退回：林知远电话138-0000-1234"))
    save_draft(place, "window", VISIT._replace(of="1"), MOMENT)
    save_clerk_text(place, "lead", ClerkText("走访了林知远等3人", "组宣部", MOMENT), 0)
    keep_photograph(place, PICTURE, "林知远在实验室")
    with change_facts(place, "outbox") as facts:
        facts["1"] = PARCEL | {"text": "第4行“13800001234”"}
    keep_reading(place, {"甲学会": BOOK.encode(), "乙学会": OTHER.encode()}, '["林知远.xlsx"]')
    change_contents(place, "frozen", {"20190608-170000": BOOK.encode()})


@pytest.fixture
def filled(place):
    fill(place)
    return place


def purge(place):
    return purge_traces(place, ERASER, "活动办", MOMENT, "快照：1 处")


def test_it_is_looked_for_first_and_nothing_is_changed(filled):
    found = find_traces(filled, ERASER)
    assert sorted((each.topic, each.words) for each in found) == [
        ("access", "第1条"),
        ("books", "甲学会"),
        ("drafts", "甲学会"),
        ("edits", "第1条"),
        ("frozen", "20190608-170000"),
        ("looks", ""),
        ("outbox", "outbox"),
        ("photographs", "photographs"),
        ("texts", "texts"),
    ]
    assert find_traces(filled, ERASER) == found
    assert Journal(filled).acts()[0].edits == VISIT.edits


def test_nothing_that_leads_to_them_is_left_and_all_else_is_as_it_was(filled):
    known = read_news(filled, 0).number
    purge(filled)
    assert find_traces(filled, ERASER) == []
    saved, note, _ = Journal(filled).acts()
    assert (saved.edits[0].after, saved.outcome, note.note) == (LEFT, ActKind.DONE, NOTE.note)
    assert Journal(filled, record=ACCESS).acts()[0].note == "退回：×××电话×××"
    (draft,) = list_drafts(filled, "window", "甲学会")
    assert draft.edits[0].after == LEFT
    assert [each.text for each in list_clerk_versions(filled, "lead")] == ["走访了×××等3人"]
    assert [each.caption for each in list_photographs(filled)] == ["×××在实验室"]
    assert read_contents(filled, "photographs").popitem()[1] == PICTURE
    assert read_facts(filled, "outbox") == {"1": PARCEL | {"text": "第4行“×××”"}}
    assert read_content(filled, "frozen", "20190608-170000").decode() == EMPTIED
    news = read_news(filled, known)
    assert {unit: data.decode() for unit, data in news.books.items()} == {"甲学会": EMPTIED}
    assert news.look == '["×××.xlsx"]'
    assert read_content(filled, "books", "乙学会") == OTHER.encode()


def test_the_journals_tell_of_it_and_are_whole(filled):
    journals = [Journal(filled, record=record) for record in (EDITS, ACCESS)]
    before = [journal.acts() for journal in journals]
    heads = [find_head(filled, journal.record) for journal in journals]
    purge(filled)
    for journal, acts, head in zip(journals, before, heads, strict=True):
        for each in (journal, Journal(filled, record=journal.record)):
            assert each.faults() == ()
            *others, told = each.acts()
            assert [act.id for act in others] == [act.id for act in acts]
            assert (told.kind, told.who, told.note) == (ActKind.PURGED, "活动办", "快照：1 处")
            assert [*told.facts] == ["1"]
        assert holds_head(filled, head)
        journal.append(NOTE)
        assert Journal(filled, record=journal.record).faults() == ()


def test_a_journal_that_is_open_elsewhere_forgets_too(filled):
    journal = Journal(filled)
    assert NAME in repr(journal.acts()).replace(" ", "")
    purge(filled)
    assert NAME not in repr(vars(journal) | {"acts": journal.acts()}).replace(" ", "")


def test_who_did_it_stays_and_is_told(place):
    Journal(place).append(NOTE._replace(who=NAME))
    (stays,) = find_traces(place, ERASER)
    assert (stays.words, stays.left) == ("第1条", None)
    purge(place)
    assert Journal(place).acts()[0].who == NAME
    assert Journal(place).faults() == ()


def test_an_account_stays_and_is_told(place):
    with change_facts(place, "codes") as facts:
        facts[NAME] = {"name": NAME}
    assert [(each.topic, each.left) for each in find_traces(place, ERASER)] == [("codes", None)]
    purge(place)
    assert read_facts(place, "codes") == {NAME: {"name": NAME}}


def test_where_nothing_was_ever_kept_nothing_is_begun(tmp_path):
    assert find_traces(tmp_path / "state", ERASER) == []
    assert not (tmp_path / "state").exists()


def test_a_second_purge_of_the_same_row_is_told_as_well(filled):
    purge(filled)
    purge_traces(filled, Eraser(["张示例"]), "活动办", MOMENT, "操作记录：1 处")
    assert Journal(filled).faults() == ()
    assert Journal(filled).acts()[0].edits[0].after["备注"] == "邻居×××"


FIRST = "WHERE record = 'edits' AND number = 1"
CHANGED = f"UPDATE acts SET body = replace(body, '邻居', '亲戚') {FIRST}"
OTHERS = (
    CHANGED,
    "UPDATE acts SET chain = '' WHERE number = 1",
    "UPDATE acts SET number = 99 WHERE number = 1",
    "UPDATE acts SET body = '' WHERE number = 2",
    "DELETE FROM acts WHERE number = 1",
)


def test_after_a_purge_nothing_else_may_be_changed(filled, intruder):
    purge(filled)
    assert all(map(intruder.is_refused, OTHERS))
    assert Journal(filled).faults() == ()


def test_what_was_changed_after_a_purge_is_told(filled, intruder):
    purge(filled)
    intruder.harm(CHANGED)
    assert Journal(filled).faults() == ("操作记录第1行被改动过",)


def test_only_the_last_act_lets_a_row_be_changed_and_only_a_purge(filled, intruder):
    """Who writes a purge of his own into the journal is told in it, for good."""
    new = f"UPDATE acts SET body = '{{}}' {FIRST}"
    for kind, after in ((ActKind.RETURNED, ()), (ActKind.PURGED, (NOTE,))):
        said = NOTE._replace(kind=kind, facts={"1": digest_body("{}")})
        for act in (said, *after):
            Journal(filled).append(act)
        assert intruder.is_refused(new)


def test_on_a_server_the_right_to_change_is_given_up_again(server):
    place = server.make_room()
    fill(place)
    purge(place)
    with open_database(place).read() as connection:
        asked = "SELECT has_any_column_privilege('acts', 'UPDATE')"
        assert connection.exec_driver_sql(asked).scalar() is False


@pytest.mark.sqlite
def test_a_purge_that_fails_at_its_end_leaves_everything_as_it_was(tmp_path):
    fill(tmp_path)
    full = "BEFORE UPDATE ON contents WHEN OLD.topic = 'frozen' BEGIN SELECT RAISE(ABORT, ''); END"
    Intruder(tmp_path).tell(f"CREATE TRIGGER full {full}")
    with pytest.raises(KjrError, match="没有清除，什么也没有动"):
        purge(tmp_path)
    assert len(find_traces(tmp_path, ERASER)) == 9
    assert len(Journal(tmp_path).acts()) == 2


@pytest.mark.sqlite
def test_the_files_themselves_hold_nothing_any_more(tmp_path):
    fill(tmp_path)
    said = [each.encode() for each in ("林 知远", NAME, MOBILE, "138-0000-1234")]
    assert holds_any(tmp_path, said)
    purge(tmp_path)
    assert clear_remains(tmp_path)
    assert not holds_any(tmp_path, said)


def holds_any(state, said):
    return any(each in file.read_bytes() for file in state.glob(f"{FILE}*") for each in said)


def test_acts_of_an_earlier_version_are_guarded_as_ours_and_can_be_purged(place, intruder):
    Journal(place).append(VISIT)
    if intruder.server:
        old = (
            "DROP TRIGGER acts_are_not_changed ON acts",
            "DROP TRIGGER acts_are_kept ON acts",
            "CREATE TRIGGER acts_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON acts"
            " EXECUTE FUNCTION keep_acts()",
        )
    else:
        old = (
            "DROP TRIGGER acts_are_not_changed",
            "CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts"
            " BEGIN SELECT RAISE(ABORT, 'what was done is only ever added to'); END",
        )
    intruder.tell(*old, "UPDATE about SET value = '6' WHERE name = 'schema'")
    close_databases()
    purge(place)
    assert Journal(place).acts()[0].edits[0].after == LEFT
    assert intruder.is_refused("UPDATE acts SET body = ''")


def test_what_was_purged_is_whole_when_it_moves(filled, tmp_path):
    purge(filled)
    there = tmp_path / "there"
    move_database(open_database(filled), open_database(there))
    assert Journal(there).faults() == ()
    assert Journal(there).acts() == Journal(filled).acts()
