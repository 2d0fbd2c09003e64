import contextlib
import dataclasses
import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from kjr.campaign.loading import parse_campaign
from kjr.campaign.model import Unit
from kjr.documents import phrases, printing
from kjr.documents.blocks import Picture
from kjr.editing.review import build_correction_edit
from kjr.figures.board import Beside, Board
from kjr.figures.changes import compare_overviews
from kjr.figures.moments import archive, frozen
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.rereading import follow_acts
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.moves.row_changes import IN_ROSTER
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.overview import build_overview
from kjr.state import photographs
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.contents import change_contents
from kjr.state.engine.database import open_database
from tests import settled
from tests.plans import FIRST
from tests.shared import Shared, people, visits
from tests.small import NOON, SMALL, ZONE

EMPTY = Snapshot(SMALL, NOON)
LATER = NOON + dt.timedelta(hours=3)
EDIT = Edit(9, {"走访人次": 3.0}, {"走访人次": 2.0})


def test_a_frozen_snapshot_comes_back_whole(tmp_path, now):
    name = frozen.freeze_snapshot(now, tmp_path)
    again = frozen.load_frozen_snapshot(tmp_path, name, SMALL)
    assert name == "20190608-120000"
    assert again == replace(now, version=-20190608120000)
    assert sorted(people(again)) == [3, 4, 5]


def test_what_is_frozen_while_the_share_is_away_keeps_its_day_and_its_age(tmp_path, now):
    away = replace(now, clock=NOON + dt.timedelta(days=4))
    again = frozen.open_frozen_snapshot(tmp_path, frozen.freeze_snapshot(away, tmp_path), SMALL)
    assert (again.taken, again.today) == (NOON, dt.date(2019, 6, 12))
    assert again.age == dt.timedelta(days=4)


def test_a_frozen_snapshot_shares_what_has_not_changed_since(tmp_path, store, now):
    name = frozen.freeze_snapshot(now, tmp_path)
    store.put("甲学会.xlsx", visits(6))
    latest = refresh_snapshot(now, store, NOON)
    again = frozen.load_frozen_snapshot(tmp_path, name, SMALL, latest)
    assert again.books == now.books
    shared = {unit for unit, book in again.books.items() if book.pages is latest.books[unit].pages}
    assert shared == {"东区科协", "乙学会"}


def test_what_is_frozen_never_changes(tmp_path, store, now):
    first = frozen.freeze_snapshot(now, tmp_path)
    store.put("甲学会.xlsx", visits(6))
    second = frozen.freeze_snapshot(refresh_snapshot(now, store, NOON), tmp_path)
    assert frozen.freeze_snapshot(now, tmp_path) == first
    assert second == f"{first}-2"
    assert sorted(people(frozen.load_frozen_snapshot(tmp_path, first, SMALL))) == [3, 4, 5]
    assert sorted(people(frozen.load_frozen_snapshot(tmp_path, second, SMALL))) == [3, 4, 6]


def test_what_the_office_said_comes_back_with_its_number(tmp_path, now):
    said = Act(
        NOON, "组宣部", "甲学会", ActKind.CORRECTED, "走访慰问", (EDIT,), "电话核实", id="a1"
    )
    held = replace(now, corrections=(said,))
    again = frozen.load_frozen_snapshot(tmp_path, frozen.freeze_snapshot(held, tmp_path), SMALL)
    assert again.corrections == (said,)


def test_frozen_snapshots_are_listed_by_time(tmp_path, now):
    for moment in (LATER, NOON):
        frozen.freeze_snapshot(replace(now, taken=moment), tmp_path)
    assert frozen.list_frozen_snapshots(tmp_path, ZoneInfo(SMALL.timezone)) == [
        ("20190608-120000", NOON),
        ("20190608-150000", LATER),
    ]
    assert frozen.list_frozen_snapshots(tmp_path / "nowhere", ZONE) == []


def test_the_day_before_is_the_last_one_frozen_on_an_earlier_day(tmp_path, now):
    days = [NOON - n * dt.timedelta(days=1) for n in (3, 2, 1, 0)]
    for moment in [*days, days[2] + dt.timedelta(hours=3)]:
        frozen.freeze_snapshot(replace(now, taken=moment), tmp_path)
    found = frozen.find_day_before(tmp_path, ZONE, NOON.date())
    assert found == ("20190607-150000", days[2] + dt.timedelta(hours=3))
    assert frozen.find_day_before(tmp_path, ZONE, days[0].date()) is None
    assert frozen.find_day_before(tmp_path, ZONE, days[1].date()).moment == days[0]


@pytest.mark.sqlite
def test_a_number_is_told_only_once_the_moment_is_on_the_disk(tmp_path, now):
    """Books can be read again, and wait for no disk."""
    waits = []
    archive.keep_books(tmp_path, now, EMPTY)
    with watch_commits(tmp_path, waits):
        archive.keep_books(tmp_path, EMPTY, now)
        frozen.freeze_snapshot(now, tmp_path)
    assert waits == [False, True]


@contextlib.contextmanager
def watch_commits(place, waits):
    """Note of each change whether it was on the disk itself when it was told."""
    engine = open_database(place)._engine

    def note(connection):
        if connection.get_execution_options()["begins"] == "BEGIN IMMEDIATE":
            waits.append(connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL)

    event.listen(engine, "commit", note)
    yield
    event.remove(engine, "commit", note)


FULL = 2


def test_of_three_frozen_at_one_moment_each_has_its_number(tmp_path, now):
    others = [replace(now, outage=word) for word in ("", "网络断了", "网络又断了")]
    names = [frozen.freeze_snapshot(each, tmp_path) for each in others]
    assert names == [f"20190608-120000{end}" for end in ("", "-2", "-3")]
    assert [frozen.freeze_snapshot(each, tmp_path) for each in others] == names
    versions = [frozen.open_frozen_snapshot(tmp_path, each, SMALL).version for each in names]
    assert versions == [-20190608120000, -201906081200002, -201906081200003]


def test_a_clock_of_the_same_day_says_nothing_more(tmp_path, now):
    name = frozen.freeze_snapshot(replace(now, clock=LATER), tmp_path)
    assert frozen.open_frozen_snapshot(tmp_path, name, SMALL).clock is None


def test_what_was_settled_and_suspected_comes_back(tmp_path):
    books = [settled.filed(unit, settled.event()) for unit in ("东区科协", "甲学会")]
    held = settled.seen(*books, settled.filed("乙学会", settled.event()))
    held = replace(held, settlements=(settled.settle(held, "东区科协"),))
    name = frozen.freeze_snapshot(held, tmp_path)
    again = frozen.load_frozen_snapshot(tmp_path, name, settled.PLAN, held)
    assert (again.settlements, again.pairs) == (held.settlements, held.pairs)
    assert [each.unit for each in again.joined] == ["甲学会"]
    assert again.id == name


def test_a_book_the_office_corrected_is_not_shared_as_typed(tmp_path):
    mine = settled.filed("甲学会", settled.event(280.0))
    held = settled.seen(mine, settled.filed("乙学会", settled.OTHER))
    edit = build_correction_edit(mine.pages[0], 2, "参加人次", 90.0)
    kind, ledger = ActKind.CORRECTED, settled.LEDGER
    said = Act(NOON, "组宣部", "甲学会", kind, ledger, (edit,), "核实", id="c")
    name = frozen.freeze_snapshot(held, tmp_path)
    latest = follow_acts(held, [said])
    again = frozen.load_frozen_snapshot(tmp_path, name, settled.PLAN, latest)
    assert [each.values["参加人次"] for each in again.entries] == [280, 50]
    assert again.books["乙学会"].pages is latest.books["乙学会"].pages
    late = frozen.freeze_snapshot(latest, tmp_path)
    corrected = frozen.load_frozen_snapshot(tmp_path, late, settled.PLAN)
    assert [each.values["参加人次"] for each in corrected.entries] == [90, 50]


# ── Under its own plan ──────────────────────────────────────────────────────

ROSTER = "单位,类别,县区,应报\n永宁县科协,县（市）区科协,永宁县,是\n甲学会,市属学会,市直,是\n"
TEXTS = {**FIRST.campaign.texts, "units.csv": ROSTER}
REFUSE_PLANS = (
    "CREATE TRIGGER full BEFORE INSERT ON contents WHEN NEW.topic = 'plan' "
    "BEGIN SELECT RAISE(ABORT, 'full'); END"
)
WORDS = {"下一步": "【示例】另一种说法。"}


@pytest.fixture
def then(tmp_path):
    """A board on which a moment was frozen, and its id."""
    campaign = parse_campaign(TEXTS)
    store = Shared(tmp_path / "plan")
    store.put("甲学会.xlsx", visits(5))
    board = Board(
        campaign, store, tmp_path / "state", lambda: NOON, beside=Beside(rewordings=lambda: WORDS)
    )
    board.look()
    return tmp_path / "state", board.past.freeze(), board.now


def changed():
    """The plan a week later: another target, another word, one unit more and one gone."""
    toml = TEXTS["campaign.toml"].replace("I5 = 10\n", "I5 = 12\n")
    return parse_campaign(
        {
            **TEXTS,
            "campaign.toml": toml.replace("银川市科协", "示例市科协"),
            "units.csv": ROSTER.replace("甲学会", "乙学会") + "丙学会,市属学会,市直,是\n",
            "wording.toml": TEXTS["wording.toml"].replace("为全面贯彻", "为深入贯彻"),
        }
    )


def printed(overview):
    """Every word of the summary and the circular."""
    edits = overview.snapshot.rewordings
    return [repr(printing.compose_document(overview, kind, edits=edits)) for kind in printing.KINDS]


def test_what_is_printed_again_later_has_the_same_words_targets_and_units(then):
    state, name, before = then
    first = build_overview(replace(before.snapshot, id=name, rewordings=WORDS))
    again = build_overview(frozen.open_frozen_snapshot(state, name, changed()))
    assert printed(again) == printed(first)
    assert again.filing.expected == 2
    assert again.line("I5").target == 10
    assert again.snapshot.rewordings == WORDS


def test_what_is_printed_again_later_has_the_photographs_of_its_moment(then):
    state, _, before = then
    first = photographs.keep_photograph(state, b"one", "座谈会")
    photographs.place_photograph(state, first._replace(part="观摩座谈"))
    name = frozen.freeze_snapshot(before.snapshot, state)
    photographs.place_photograph(state, first._replace(caption="改过的图注"))
    photographs.keep_photograph(state, b"two", "后来的")
    photographs.drop_photograph(state, first.id)
    again = frozen.open_frozen_snapshot(state, name, before.campaign)
    assert printing.load_pictures(state, again) == {"观摩座谈": [Picture("座谈会", b"one")]}
    assert printing.load_pictures(state, before.snapshot) == {"": [Picture("后来的", b"two")]}


def test_to_be_compared_it_is_held_against_todays_plan_and_says_so(then):
    state, name, _ = then
    plan = changed()
    again = frozen.load_frozen_snapshot(state, name, plan)
    gone = Unit("甲学会", "市属学会", "市直")
    assert again.campaign == replace(plan, units=(*plan.units, gone))
    assert again.is_replanned
    same = frozen.load_frozen_snapshot(state, name, parse_campaign(TEXTS))
    assert not same.is_replanned


def test_what_a_unit_had_done_is_told_as_gone_with_it(then):
    state, name, before = then
    now = build_overview(replace(before.snapshot, campaign=changed(), books={}))
    told = compare_overviews(
        build_overview(frozen.load_frozen_snapshot(state, name, changed())), now
    )
    (row,) = [each for each in told.rows if each.line.measure.sum]
    assert (row.unit, row.district, row.old, row.new) == ("甲学会", "市直", 5, 0)
    assert (row.fate, row.who, row.when) == (RowFate.LEFT, IN_ROSTER, None)
    assert told.filled == -1


@pytest.mark.parametrize("is_frozen", [True, False], ids=["frozen", "at the first look"])
def test_a_day_ends_under_the_plan_it_had_though_the_server_begins_anew_under_another(
    then, is_frozen
):
    state, name, yesterday = then
    store = Shared(state.parent / "anew")
    store.put("乙学会.xlsx", visits(3))
    if not is_frozen:
        change_contents(state, frozen.FROZEN, {name: None})

    def start(days):
        board = Board(changed(), store, state, lambda: NOON + dt.timedelta(days=days))
        board.look()
        return board, compare_overviews(
            build_overview(board.past.find_before(board.now.today)), board.now
        )

    board, told = start(days=1)
    ended = board.past.open(board.past.list_refs()[-1].id)
    assert dict(ended.campaign.texts) == TEXTS
    assert people(ended) == people(yesterday.snapshot) == [5]
    assert (told.filled, RowFate.LEFT in {row.fate for row in told.rows}) == (0, True)
    _, told = start(days=2)
    assert (told.filled, told.rows) == (0, ())


@pytest.mark.sqlite
def test_a_plan_that_could_not_be_kept_is_kept_at_the_next_look(tmp_path):
    state = tmp_path / "state"
    board = Board(parse_campaign(TEXTS), Shared(tmp_path / "plan"), state, lambda: NOON)
    with open_database(state).write() as connection:
        connection.exec_driver_sql(REFUSE_PLANS)
    board.look()
    assert archive.load_as_it_ended(state, changed(), NOON) is None
    with open_database(state).write() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    board.look()
    ended = archive.load_as_it_ended(state, changed(), NOON)
    assert dict(ended.campaign.texts) == TEXTS


def test_one_frozen_without_its_plan_opens_under_todays(tmp_path, now):
    name = frozen.freeze_snapshot(now, tmp_path)
    other = dataclasses.replace(SMALL, city="另一市")
    again = frozen.open_frozen_snapshot(tmp_path, name, other)
    assert (again.campaign, again.is_replanned) == (other, False)


def test_one_whose_plan_nobody_can_read_any_more_opens_all_the_same(then, caplog):
    state, name, before = then
    broken = replace(
        before.snapshot, campaign=replace(before.campaign, texts={"campaign.toml": "不再认得"})
    )
    name = frozen.freeze_snapshot(broken, state)
    assert people(frozen.open_frozen_snapshot(state, name, before.campaign))
    assert "a frozen plan cannot be read any more" in caplog.text


def test_a_frozen_moment_is_not_frozen_again_under_another_number(then):
    state, name, before = then
    board = Board(before.campaign, None, state, lambda: LATER)
    assert board.past.freeze(board.past.open(name)) == name


def test_what_is_not_frozen_has_no_number_to_be_printed():
    living = build_overview(Snapshot(FIRST.campaign, NOON))
    told = f"快照编号{phrases.UNNUMBERED}"
    for kind in printing.KINDS:
        document = printing.compose_document(living, kind)
        assert told in repr(document)
        frozen_one = replace(living, snapshot=replace(living.snapshot, id="20190608-120000"))
        numbered = repr(printing.number_document(document, frozen_one))
        assert "快照编号20190608-120000" in numbered
        assert told not in numbered
