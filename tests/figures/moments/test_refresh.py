import datetime as dt
import os
from dataclasses import replace

import pytest

from kjr.editing.review import build_correction_edit
from kjr.figures.moments import refresh as looking
from kjr.figures.moments import rereading
from kjr.figures.moments.refresh import FAULT, GONE, RETRY
from kjr.figures.moments.snapshot import Snapshot, Stale
from kjr.state.acts import Act, ActKind
from kjr.store.base import StoreUnavailableError, Stray
from kjr.store.xlsx import refusals
from tests import settled
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL, VISITS
from tests.store.files import bomb

EMPTY = Snapshot(SMALL, NOON)
LATER = NOON + dt.timedelta(minutes=5)


@pytest.fixture
def store(tmp_path):
    return Shared(tmp_path / "shared")


def unplugged(read, unit):
    """Reading books until the network fails at one of them."""

    def reading(each, understand):
        if each == unit:
            raise StoreUnavailableError("网络断了")
        return read(each, understand)

    return reading


def refresh(last, store, now=NOON):
    return looking.refresh_snapshot(last, store, now)


def test_reads_every_book(store):
    store.put("东区科协.xlsx", visits(3, 4))
    store.put("甲学会.xlsx", visits(5))
    new = refresh(EMPTY, store)
    assert sorted(people(new)) == [3, 4, 5]
    assert new.version == 1
    assert new.taken == NOON


def test_books_stand_in_the_rosters_order(store):
    for unit in ("甲学会", "乙学会", "东区科协"):
        store.put(f"{unit}.xlsx", visits(1))
    assert list(refresh(EMPTY, store).books) == ["东区科协", "甲学会", "乙学会"]


def test_an_empty_folder_is_a_snapshot_too(store):
    new = refresh(EMPTY, store)
    assert (new.version, new.books, new.outage) == (1, {}, "")


def test_only_changed_books_are_opened_again(store):
    store.put("东区科协.xlsx", visits(3))
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.put("甲学会.xlsx", visits(6))
    store.opened.clear()
    second = refresh(first, store, LATER)
    assert store.opened == ["甲学会"]
    assert people(second) == [3, 6]
    assert second.books["东区科协"] is first.books["东区科协"]
    assert second.version == 2


def test_nothing_changed_means_the_same_version_at_a_later_moment(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    second = refresh(first, store, LATER)
    assert second == replace(first, taken=LATER)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", refusals.EMPTY),
        (visits(5)[:2000], refusals.PARTIAL),
        (b"%PDF-1.4", refusals.PDF),
    ],
    ids=["empty", "half-written", "PDF"],
)
def test_a_book_that_cannot_be_read_keeps_its_last_good_figures(store, data, reason):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.put("甲学会.xlsx", data)
    second = refresh(first, store, LATER)
    assert people(second) == [5]
    assert second.books["甲学会"].stale == Stale(NOON, reason)
    assert second.version == 2


def test_a_book_that_aborts_its_reader_leaves_the_others_alone(store):
    store.put("东区科协.xlsx", bomb())
    store.put("甲学会.xlsx", visits(5))
    new = refresh(EMPTY, store)
    assert new.books["东区科协"].stale.reason == refusals.HARMFUL
    assert people(new) == [5]


def test_a_fault_of_ours_costs_one_book_and_is_logged(store, caplog):
    store.put("甲学会.xlsx", visits(5))
    broken = replace(SMALL, ledgers=(replace(VISITS, columns=(None,)),))
    new = refresh(replace(EMPTY, campaign=broken), store)
    assert new.books["甲学会"].stale.reason == FAULT
    assert "the book of 甲学会" in caplog.text


def test_a_mended_book_is_fresh_again(store):
    store.put("甲学会.xlsx", visits(5)[:2000])
    first = refresh(EMPTY, store)
    assert first.books["甲学会"].is_unreadable
    store.put("甲学会.xlsx", visits(5))
    second = refresh(first, store, LATER)
    assert people(second) == [5]
    assert second.books["甲学会"].stale is None


def test_an_unreadable_book_is_left_alone_for_a_while_then_tried_again(store):
    store.put("甲学会.xlsx", b"")
    first = refresh(EMPTY, store)
    store.opened.clear()
    second = refresh(first, store, NOON + dt.timedelta(seconds=29.9))
    assert store.opened == []
    third = refresh(second, store, NOON + dt.timedelta(seconds=30))
    assert store.opened == ["甲学会"]
    assert third.version == first.version
    assert third.books["甲学会"].stale.since == NOON
    refresh(third, store, NOON - RETRY)
    assert store.opened == ["甲学会"] * 2, "a clock set back does not put it off"


def test_a_vanished_book_keeps_its_figures_and_says_since_when(store):
    path = store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    path.unlink()
    second = refresh(first, store, LATER)
    assert people(second) == [5]
    assert second.books["甲学会"].stale == Stale(NOON, GONE)
    assert refresh(second, store, LATER + RETRY) == replace(second, taken=LATER + RETRY)


def test_a_book_that_comes_back_is_fresh_again(store):
    path = store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    path.rename(path.with_name("away"))
    gone = refresh(first, store)
    path.with_name("away").rename(path)
    back = refresh(gone, store, LATER)
    assert back.books["甲学会"].stale is None
    assert people(back) == [5]


def test_a_book_never_read_leaves_nothing_behind(store):
    path = store.put("甲学会.xlsx", b"")
    first = refresh(EMPTY, store)
    path.unlink()
    assert refresh(first, store).books == {}


def test_a_vanished_folder_keeps_everything_and_says_so(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    away = store.folder.with_name("away")
    store.folder.rename(away)
    out = refresh(first, store, LATER)
    assert people(out) == [5]
    assert "打不开文件夹" in out.outage
    assert (out.taken, out.version) == (NOON, 2)
    away.rename(store.folder)
    back = refresh(out, store, LATER)
    assert (back.outage, back.taken, back.version) == ("", LATER, 3)
    assert store.opened == ["甲学会"]


def test_all_books_gone_at_once_is_an_outage_and_no_deletion(store):
    paths = [store.put(f"{unit}.xlsx", visits(5)) for unit in ("甲学会", "东区科协")]
    first = refresh(EMPTY, store)
    kept = [path.read_bytes() for path in paths]
    for path in paths:
        path.unlink()
    out = refresh(first, store, LATER)
    assert "2家的工作簿一下子都不见了" in out.outage
    assert (people(out), [book.stale for book in out.books.values()]) == ([5, 5], [None, None])
    paths[0].write_bytes(kept[0])
    back = refresh(out, store, LATER)
    assert (back.outage, back.books["东区科协"].stale.reason) == ("", GONE)


def test_an_outage_while_reading_keeps_what_was_read(store):
    store.put("东区科协.xlsx", visits(3))
    store.put("甲学会.xlsx", visits(5))
    read = store.understood
    store.understood = unplugged(read, "甲学会")
    out = refresh(EMPTY, store)
    assert out.outage == "网络断了"
    store.understood = read
    assert people(refresh(out, store, LATER)) == [3, 5]


def test_strays_are_listed(store):
    store.put("不知是谁.xlsx", visits(5))
    (stray,) = refresh(EMPTY, store).strays
    assert isinstance(stray, Stray)
    assert stray.file == "不知是谁.xlsx"


def test_two_files_for_one_unit_are_one_book_and_a_stray(store):
    store.put("甲学会.xlsx", visits(5))
    store.put("甲学会(1).xlsx", visits(6))
    new = refresh(EMPTY, store)
    assert len(people(new)) == 1
    assert len(new.strays) == 1


def test_grows_book_by_book_and_tells_how_many_were_never_opened(store):
    for unit in ("东区科协", "甲学会", "乙学会"):
        store.put(f"{unit}.xlsx", visits(1))
    steps = list(looking.refresh_stepwise(EMPTY, store, LATER, is_time=lambda: True))
    assert [(len(each.books), len(each.unread)) for each in steps] == [
        (1, 2),
        (2, 1),
        (3, 0),
        (3, 0),
    ]
    assert [each.taken for each in steps] == [NOON, NOON, NOON, LATER]


def test_an_outage_on_the_way_says_how_many_were_never_opened(store):
    store.put("东区科协.xlsx", visits(3))
    store.put("甲学会.xlsx", visits(5))
    store.understood = unplugged(store.understood, "甲学会")
    (out,) = looking.refresh_stepwise(EMPTY, store, LATER)
    assert (people(out), {*out.unread}, out.outage) == ([3], {"甲学会"}, "网络断了")


def test_one_unit_is_read_again_by_itself(store):
    store.put("东区科协.xlsx", visits(3))
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.opened.clear()
    store.put("东区科协.xlsx", visits(4))
    store.put("甲学会.xlsx", visits(6))
    book = looking.reread_book(first, store, "甲学会", LATER)
    assert store.opened == ["甲学会"]
    assert people(looking.replace_book(first, book)) == [3, 6]


def test_one_unit_that_cannot_be_read_keeps_its_figures(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.put("甲学会.xlsx", b"")
    book = looking.reread_book(first, store, "甲学会", LATER)
    assert (len(book.pages), book.stale) == (1, Stale(NOON, refusals.EMPTY))


def test_a_unit_without_a_book_has_none_to_read(store):
    assert looking.reread_book(EMPTY, store, "甲学会", NOON) is None


def test_what_others_published_since_stays(store):
    store.put("东区科协.xlsx", visits(3))
    store.put("甲学会.xlsx", visits(5))
    base = refresh(EMPTY, store)
    store.put("东区科协.xlsx", visits(4))
    ours = refresh(base, store, LATER)
    store.put("甲学会.xlsx", visits(6))
    theirs = looking.replace_book(base, looking.reread_book(base, store, "甲学会", LATER))
    both = looking.rebase_snapshot(ours, base, theirs)
    assert people(both) == [4, 6]
    assert both.version == theirs.version + 1


LATEST = LATER + dt.timedelta(minutes=5)


def test_a_vanished_book_was_right_until_it_was_last_seen_there(store):
    path = store.put("甲学会.xlsx", visits(5))
    seen_again = refresh(refresh(EMPTY, store), store, LATER)
    assert (seen_again.books["甲学会"].read_at, seen_again.taken) == (NOON, LATER)
    path.unlink()
    assert refresh(seen_again, store, LATEST).books["甲学会"].stale.since == LATER


def test_a_book_that_breaks_twice_was_right_until_it_broke_first(store):
    store.put("甲学会.xlsx", visits(5))
    broken = refresh(EMPTY, store)
    for moment, data in ((LATER, b""), (LATEST, b"%PDF-1.4")):
        store.put("甲学会.xlsx", data)
        broken = refresh(broken, store, moment)
    assert broken.books["甲学会"].stale == Stale(NOON, refusals.PDF)
    assert broken.books["甲学会"].stale.tried == LATEST


def test_a_book_never_read_is_unreadable_since_it_was_first_tried(store):
    store.put("甲学会.xlsx", b"")
    assert refresh(EMPTY, store, LATER).books["甲学会"].stale.since == LATER


def test_a_book_that_breaks_keeps_the_file_its_figures_are_of(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    path = store.put("甲学会.xlsx", b"")
    os.utime(path, (LATEST.timestamp(),) * 2)
    held = refresh(first, store, LATER).books["甲学会"].held
    assert held.changed == first.books["甲学会"].held.changed
    assert held.mark != first.books["甲学会"].held.mark


def test_an_outage_while_one_unit_is_read_again_is_no_empty_book(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.put("甲学会.xlsx", visits(6))
    store.understood = unplugged(store.understood, "甲学会")
    with pytest.raises(StoreUnavailableError, match="网络断了"):
        looking.reread_book(first, store, "甲学会", LATER)


def test_one_unit_without_news_is_not_opened(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    store.opened.clear()
    assert looking.reread_book(first, store, "甲学会", LATER) is first.books["甲学会"]
    assert store.opened == []


def test_a_stray_more_or_less_is_news(store):
    first = refresh(EMPTY, store)
    path = store.put("不知是谁.xlsx", visits(5))
    second = refresh(first, store, LATER)
    path.unlink()
    assert [each.version for each in (first, second, refresh(second, store, LATEST))] == [1, 2, 3]


def test_what_was_taken_over_without_news_keeps_its_version(store):
    store.put("甲学会.xlsx", visits(5))
    first = refresh(EMPTY, store)
    assert looking.replace_book(first, first.books["甲学会"]).version == first.version
    assert looking.rebase_snapshot(replace(first, taken=LATER), first, first).version == 1


# ── What only several books show, and what the office says of it ────────────

HOST, PARTNER = "东区科协", "甲学会"
BOTH = settled.seen(
    settled.filed(HOST, settled.event()), settled.filed(PARTNER, settled.event(280.0))
)


def test_pairs_are_found_once_the_books_are_there_and_are_news():
    alone = replace(BOTH, books={HOST: BOTH.books[HOST]}, pairs=())
    found = looking.add_cross_checks(replace(BOTH, pairs=()), alone)
    assert (found.pairs, found.version) == (BOTH.pairs, BOTH.version + 1)
    gone = looking.add_cross_checks(replace(alone, pairs=BOTH.pairs), BOTH)
    assert (gone.pairs, gone.version) == ((), BOTH.version + 1)


def test_books_that_show_nothing_new_together_are_no_news():
    other = replace(BOTH, books={**BOTH.books, "乙学会": settled.filed("乙学会", settled.OTHER)})
    assert looking.add_cross_checks(other, BOTH) is other
    assert looking.add_cross_checks(BOTH, BOTH) is BOTH


def test_what_the_office_settles_is_news_until_it_is_taken_over():
    act = settled.settle(BOTH, HOST)
    new = rereading.follow_acts(BOTH, [act])
    assert (new.settlements, new.version) == ((act,), BOTH.version + 1)
    assert rereading.follow_acts(new, [act]) is new
    back = rereading.follow_acts(new, [])
    assert (back.settlements, back.version) == ((), BOTH.version + 2)


def test_a_correction_rereads_the_book_it_is_about_and_no_other():
    edit = build_correction_edit(BOTH.books[PARTNER].pages[0], 2, "参加人次", 90.0)
    said = Act(NOON, "组宣部", PARTNER, ActKind.CORRECTED, settled.LEDGER, (edit,), "核实", id="c")
    new = rereading.follow_acts(BOTH, [said])
    assert [e.values["参加人次"] for e in new.entries] == [300, 90]
    assert (new.books[HOST] is BOTH.books[HOST], new.version) == (True, BOTH.version + 1)
    assert new.corrections == (said,)
    back = rereading.follow_acts(new, [])
    assert [e.values["参加人次"] for e in back.entries] == [300, 280]
    assert (back.corrections, back.version) == ((), BOTH.version + 2)


def correction(unit, people):
    edit = build_correction_edit(BOTH.books[unit].pages[0], 2, "参加人次", people)
    kind = ActKind.CORRECTED
    return Act(NOON, "组宣部", unit, kind, settled.LEDGER, (edit,), "核实", id=f"{unit}{people}")


def test_of_several_corrections_each_holds_in_its_own_book():
    both = correction(HOST, 10.0), correction(PARTNER, 20.0)
    new = rereading.replace_corrections(BOTH, both)
    assert [e.values["参加人次"] for e in new.entries] == [10, 20]
    other = rereading.replace_corrections(new, (both[0], correction(PARTNER, 30.0)))
    assert [e.values["参加人次"] for e in other.entries] == [10, 30]
    assert other.books[HOST] is new.books[HOST]


def test_a_correction_of_a_unit_without_a_book_is_no_news():
    said = Act(NOON, "组宣部", "乙学会", ActKind.CORRECTED, settled.LEDGER, (), "核实", id="c")
    new = rereading.replace_corrections(BOTH, (said,))
    assert (new.corrections, new.version, new.books) == ((said,), BOTH.version, BOTH.books)
