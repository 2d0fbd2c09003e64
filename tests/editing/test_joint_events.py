"""An event that several units filed: the host's row counts, the others add nothing."""

import datetime as dt
import re
from contextlib import nullcontext
from dataclasses import replace

import pytest

from kjr.documents.html.parts import render
from kjr.documents.summary.annexes import compose_data_sources
from kjr.editing.joint_events import build_settlement, check_settlement
from kjr.errors import KjrError
from kjr.figures.board import Beside, Board
from kjr.figures.changes import compare_overviews
from kjr.figures.derivation import phrase_joint_events
from kjr.figures.moves.row_fates import RowFate
from kjr.figures.sources import list_counted_sources, list_left_out_sources
from kjr.reading.checks.between_books import describe_evidence
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.store.folder.folder_store import FolderStore
from tests.faces import strip_tags
from tests.shared import WORKER
from tests.small import NOON
from tests.store.files import xlsx
from tests.typed import CAMPAIGN

LEDGER = "主题活动"
HEAD = ("日期", "名称", "领域", "主办", "协办", "地点", "志愿者人数", "服务群众人次")
HOST, PARTNER, THIRD = "金凤区科协", "银川市心理咨询师协会", "兴庆区科协"
DAY = dt.date(2019, 6, 1)


def event(day=DAY, title="无人机进校园", place="示例小学", people=300, partner=None):
    return (day, title, "青少年科技教育", "示例主办", partner, place, 12, people)


def squeeze(text):
    return re.sub(r"\s", "", text)


OTHER = event(dt.date(2019, 5, 25), "农机维修培训", "示例村部", 50)


class Office:
    """Workbooks, a journal and a board."""

    def __init__(self, place):
        self.folder = place / "books"
        self.folder.mkdir()
        units = {unit.name: unit.name for unit in CAMPAIGN.units}
        self.store = FolderStore(self.folder, units.get, WORKER, place / "state")
        self.journal = Journal(place / "state")
        self.put(HOST, event(), OTHER)
        self.put(PARTNER, event(DAY + dt.timedelta(days=1), "“无人机进校园”活动", people=280))
        self.board = self.restart()

    def restart(self):
        beside = Beside(self.journal.acts)
        state = self.folder.parent / "state"
        self.board = Board(CAMPAIGN, self.store, state, lambda: NOON, beside=beside)
        self.board.look()
        return self.board

    def put(self, unit, *rows, head=HEAD):
        (self.folder / f"{unit}.xlsx").write_bytes(xlsx({LEDGER: (head, *rows)}))

    def pairs(self):
        return self.board.now.snapshot.open_pairs

    def settle(self, kind=ActKind.HOSTED, host=HOST, of="", pair=0):
        found = self.pairs()[pair]
        events = sorted((found.one, found.two), key=lambda each: each.entry.unit != host)
        act = build_settlement(kind, events, Act(NOON, "组宣部", "", kind, of=of))
        self.journal.append(act)
        self.board.look()
        return self.journal.acts()[-1]

    def undo(self, act):
        self.journal.append(Act(NOON, "组宣部", "", ActKind.UNSETTLED, of=act.id))
        self.board.look()

    def figures(self):
        now = self.board.now
        people = next(line for line in now.lines if line.measure.name == "服务群众")
        return now.line("I18").done, people.done


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def doubts(office):
    return [each.message for each in office.board.now.snapshot.checks]


def notes(office):
    return "".join(getattr(each, "text", "") for each in compose_data_sources(office.board.now))


def test_until_it_is_settled_both_count_and_both_are_doubted(office):
    assert office.figures() == (3, 630)
    assert [message.count("疑似联合活动，按2场计") for message in doubts(office)] == [1, 1]
    main = office.board.now.line("I18").measure
    told = [each.note for each in list_counted_sources(office.board.now, main)]
    assert sum("疑似联合活动，认定以前照计" in note for note in told) == 2
    assert "联合活动" not in notes(office)


@pytest.mark.parametrize(("host", "people"), [(HOST, 350), (PARTNER, 330)])
def test_once_it_is_settled_only_the_hosts_row_counts(office, host, people):
    office.settle(host=host)
    assert office.figures() == (2, people)
    assert (office.pairs(), doubts(office)) == ([], [])


def test_the_partners_row_is_shown_as_such_wherever_it_could_be_missed(office):
    office.settle()
    now, main = office.board.now, office.board.now.line("I18").measure
    (left,) = list_left_out_sources(now, main)
    assert (left.unit, left.adds) == (PARTNER, 0)
    assert left.note.startswith(f"协办，由{HOST}主办（第2行），只计主办的一场；组宣部")
    assert (now.standing(PARTNER).joined, now.standing(PARTNER).entries) == (1, 0)
    said = "1场联合活动只计主办单位填报的，协办单位的1条不另计。"
    assert phrase_joint_events(now) == said
    assert said in notes(office)
    assert "协办单位的1条不另计" in render("board.figure_card", now, now.line("I18"), "", {})


def test_only_the_host_is_asked_whether_a_plan_took_place(office):
    day = NOON.date() + dt.timedelta(days=2)
    office.put(HOST, event(day))
    office.put(PARTNER, event(day, people=280))
    office.board.look()

    def asked():
        late = replace(office.board.now.snapshot, taken=NOON + dt.timedelta(days=3))
        return {each.unit for each in late.plan_doubts}

    assert asked() == {HOST, PARTNER}
    office.settle()
    assert asked() == {HOST}


def test_taken_back_both_count_again_and_nothing_is_said(office):
    act = office.settle()
    office.undo(act)
    assert office.figures() == (3, 630)
    assert len(office.pairs()) == 1
    assert "联合活动" not in notes(office)


@pytest.mark.parametrize("kind", [ActKind.APART, ActKind.DEFERRED])
def test_two_events_stay_two(office, kind):
    office.settle(kind)
    assert office.figures() == (3, 630)
    assert len(office.pairs()) == (kind is ActKind.DEFERRED)
    assert "联合活动" not in notes(office)


def test_a_later_word_replaces_an_earlier_one(office):
    act = office.settle(ActKind.DEFERRED)
    office.settle(of=act.id)
    assert office.figures() == (2, 350)
    assert len(office.board.now.snapshot.settled) == 1


def test_it_follows_the_rows_through_sorting_and_editing(office):
    office.settle()
    moved = event(DAY + dt.timedelta(days=1), "“无人机进校园”活动", people=285)
    office.put(PARTNER, OTHER, moved)
    office.put(HOST, OTHER, event())
    office.board.look()
    assert office.board.now.standing(PARTNER).joined == 1
    assert office.figures() == (3, 400)


@pytest.mark.parametrize("rows", [(), (event("去年"),)], ids=["removed", "unreadable day"])
def test_without_the_hosts_row_the_partners_counts_again(office, rows):
    office.settle()
    office.put(HOST, OTHER, *rows)
    office.board.look()
    assert office.figures() == (2, 330)
    assert office.board.now.snapshot.settled[0].places == ()


LATER = NOON.date() + dt.timedelta(days=9)


def test_what_took_place_counts_although_its_host_moves_to_the_future(office):
    office.settle()
    office.put(HOST, event(LATER), OTHER)
    office.board.look()
    main = office.board.now.line("I18")
    assert (office.figures(), main.planned) == ((2, 330), 1)
    (settled,) = office.board.now.snapshot.settled
    assert settled.places == ()
    office.put(HOST, event(), OTHER)
    office.board.look()
    assert office.figures() == (2, 350)


def test_one_that_is_still_to_come_is_planned_once(office):
    office.settle()
    office.put(HOST, event(LATER), OTHER)
    office.put(PARTNER, event(LATER, "“无人机进校园”活动", people=280))
    office.board.look()
    main = office.board.now.line("I18")
    assert (office.figures(), main.planned) == ((1, 50), 1)


def test_it_holds_after_a_restart_and_in_a_frozen_moment(office):
    act = office.settle()
    name = office.board.past.freeze()
    assert office.restart() and office.figures() == (2, 350)
    office.undo(act)
    assert len(office.board.past.open(name).joined) == 1
    assert office.figures() == (3, 630)


@pytest.mark.parametrize(
    ("rows", "is_settled"),
    [
        ((event(people=301), OTHER), True),
        ((OTHER, event()), True),
        ((OTHER, event(people=301)), False),
    ],
    ids=["edited where it stands", "moved as it is", "moved and edited"],
)
def test_nobody_settles_unseen_what_was_settled_meanwhile(office, rows, is_settled):
    act = office.settle()
    office.put(HOST, *rows)
    office.undo(act)
    found = office.pairs()[0]
    events = sorted((found.one, found.two), key=lambda each: each.entry.unit != HOST)
    check_settlement(events, {act.id}, [act])
    with pytest.raises(KjrError) if is_settled else nullcontext():
        check_settlement(events, set(), [act])


def test_of_three_units_one_hosts(office):
    office.put(THIRD, event(people=310))
    office.board.look()
    assert len(office.pairs()) == 3
    while office.pairs():
        host = next((HOST for pair in office.pairs() if HOST in units(pair)), THIRD)
        at = next(n for n, pair in enumerate(office.pairs()) if host in units(pair))
        settled = office.settle(host=host, pair=at)
    assert (len(office.journal.acts()), office.figures()) == (2, (2, 350))
    office.undo(settled)
    assert office.pairs()


def units(pair):
    return {pair.one.entry.unit, pair.two.entry.unit}


def test_what_contradicts_itself_leaves_one_event(office):
    office.settle()
    pair = office.board.now.snapshot.pairs[0]
    kind = ActKind.HOSTED
    back = sorted((pair.one, pair.two), key=lambda each: each.entry.unit == HOST)
    office.journal.append(build_settlement(kind, back, Act(NOON, "另一人", "", kind)))
    office.board.look()
    assert office.figures() == (2, 350)


def test_what_moved_says_that_the_office_settled_it(office):
    before = office.board.now
    office.settle()
    moved = compare_overviews(before, office.board.now, office.journal.acts())
    rows = [row for row in moved.rows if row.line.name == "I18"]
    assert [(row.unit, row.fate, row.who, row.old, row.new) for row in rows] == [
        (PARTNER, RowFate.SETTLED, "组宣部", 1, 0)
    ]


def test_a_unit_that_names_the_other_as_its_partner_is_believed_sooner(office):
    office.put(PARTNER, event(title="科技课堂第一讲"))
    office.board.look()
    assert office.pairs() == []
    office.put(HOST, event(partner=PARTNER))
    office.board.look()
    (pair,) = office.pairs()
    told = describe_evidence(pair)
    assert (told[:3], "地点相似100%" in told, told[-6:]) == ("同一天", True, "写明对方协办")


def test_a_whole_that_did_not_move_is_no_change_on_the_board(office):
    before = office.board.now
    office.settle()
    changes = compare_overviews(before, office.board.now)
    regrouped = {each.line.measure.name for each in changes.changes if each.is_regrouped}
    assert "覆盖领域" in regrouped
    shown = strip_tags(render("board.moves", changes))
    assert "主办" not in shown
    assert "−1" in shown
    assert [each for each in regrouped if each in shown] == []
    assert not re.search(r"^[▼]? ?0", shown, re.MULTILINE)


def test_units_that_moved_against_each_other_are_told_with_the_whole_that_stands(office):
    before = office.board.now
    office.put(HOST, event(people=280), OTHER)
    office.put(PARTNER, event(DAY + dt.timedelta(days=1), "“无人机进校园”活动", people=300))
    office.board.look()
    shown = squeeze(strip_tags(render("board.moves", compare_overviews(before, office.board.now))))
    assert f"服务群众合计不变（▼{HOST}改小）" in shown
