"""An event that several units filed: the host's row counts, the others add nothing."""

import datetime as dt
import re
from contextlib import nullcontext
from dataclasses import dataclass, replace

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
from tests.plans import BOTH_SLOWLY, COUNTY
from tests.shared import WORKER
from tests.small import NOON
from tests.store.files import xlsx

pytestmark = BOTH_SLOWLY


@dataclass(frozen=True)
class Scene:
    """Where one event is filed by two units of a plan, beside another one."""

    ledger: str
    head: tuple[str, ...]
    host: str
    partner: str
    third: str
    day: dt.date
    noon: dt.datetime
    field: str
    line: str
    people: str
    fields: str
    """The figure that counts each field once."""

    @property
    def later(self):
        return self.noon.date() + dt.timedelta(days=9)

    @property
    def next_day(self):
        return self.day + dt.timedelta(days=1)

    def event(self, day=None, title="无人机进校园", place="示例小学", people=300, partner=None):
        day = day or self.day
        return (day, title, self.field, "示例主办", partner, place, 12, people)

    @property
    def other(self):
        return self.event(self.day - dt.timedelta(days=4), "农机维修培训", "示例村部", 50)


OF_THE_FIRST = Scene(
    ledger="主题活动",
    head=("日期", "名称", "领域", "主办", "协办", "地点", "志愿者人数", "服务群众人次"),
    host="金凤区科协",
    partner="银川市心理咨询师协会",
    third="兴庆区科协",
    day=dt.date(2019, 6, 1),
    noon=NOON,
    field="青少年科技教育",
    line="I18",
    people="服务群众",
    fields="覆盖领域",
)
OF_THE_COUNTY = Scene(
    ledger="科普活动",
    head=("日期", "活动名称", "形式", "主办", "协办", "地点", "其中青少年", "参与人次"),
    host="东河镇科协",
    partner="云溪县农学会（示例）",
    third="南塘乡科协",
    day=dt.date(2024, 9, 20),
    noon=NOON.replace(year=2024, month=9, day=23),
    field="科普讲座",
    line="K1",
    people="参与科普活动",
    fields="活动形式",
)


@pytest.fixture
def scene(plan):
    return OF_THE_COUNTY if plan is COUNTY else OF_THE_FIRST


def squeeze(text):
    return re.sub(r"\s", "", text)


class Office:
    """Workbooks, a journal and a board."""

    def __init__(self, place, plan, scene):
        self.campaign, self.scene = plan.campaign, scene
        self.folder = place / "books"
        self.folder.mkdir()
        units = {unit.name: unit.name for unit in self.campaign.units}
        self.store = FolderStore(self.folder, units.get, WORKER, place / "state")
        self.journal = Journal(place / "state")
        self.put(scene.host, scene.event(), scene.other)
        self.put(scene.partner, scene.event(scene.next_day, "“无人机进校园”活动", people=280))
        self.board = self.restart()

    def restart(self):
        beside = Beside(self.journal.acts)
        state = self.folder.parent / "state"
        self.board = Board(self.campaign, self.store, state, lambda: self.scene.noon, beside=beside)
        self.board.look()
        return self.board

    def put(self, unit, *rows):
        sheet = {self.scene.ledger: (self.scene.head, *rows)}
        (self.folder / f"{unit}.xlsx").write_bytes(xlsx(sheet))

    def pairs(self):
        return self.board.now.snapshot.open_pairs

    def settle(self, kind=ActKind.HOSTED, host="", of="", pair=0):
        found, host = self.pairs()[pair], host or self.scene.host
        events = sorted((found.one, found.two), key=lambda each: each.entry.unit != host)
        act = build_settlement(kind, events, Act(self.scene.noon, "组宣部", "", kind, of=of))
        self.journal.append(act)
        self.board.look()
        return self.journal.acts()[-1]

    def undo(self, act):
        self.journal.append(Act(self.scene.noon, "组宣部", "", ActKind.UNSETTLED, of=act.id))
        self.board.look()

    def figures(self):
        now = self.board.now
        people = next(line for line in now.lines if line.measure.name == self.scene.people)
        return self.main().done, people.done

    def main(self):
        return self.board.now.line(self.scene.line)


@pytest.fixture
def office(tmp_path, plan, scene):
    return Office(tmp_path, plan, scene)


def doubts(office):
    return [each.message for each in office.board.now.snapshot.checks]


def notes(office):
    return "".join(getattr(each, "text", "") for each in compose_data_sources(office.board.now))


def test_until_it_is_settled_both_count_and_both_are_doubted(office):
    assert office.figures() == (3, 630)
    assert [message.count("疑似联合活动，按2场计") for message in doubts(office)] == [1, 1]
    main = office.main().measure
    told = [each.note for each in list_counted_sources(office.board.now, main)]
    assert sum("疑似联合活动，认定以前照计" in note for note in told) == 2
    assert "联合活动" not in notes(office)


@pytest.mark.parametrize(("host", "people"), [("host", 350), ("partner", 330)])
def test_once_it_is_settled_only_the_hosts_row_counts(office, host, people):
    office.settle(host=getattr(office.scene, host))
    assert office.figures() == (2, people)
    assert (office.pairs(), doubts(office)) == ([], [])


def test_the_partners_row_is_shown_as_such_wherever_it_could_be_missed(office, scene):
    office.settle()
    now, main = office.board.now, office.main().measure
    (left,) = list_left_out_sources(now, main)
    assert (left.unit, left.adds) == (scene.partner, 0)
    assert left.note.startswith(f"协办，由{scene.host}主办（第2行），只计主办的一场；组宣部")
    assert (
        now.standing(scene.partner).joined,
        now.standing(scene.partner).entries,
    ) == (1, 0)
    said = "1场联合活动只计主办单位填报的，协办单位的1条不另计。"
    assert phrase_joint_events(now) == said
    assert said in notes(office)
    assert "协办单位的1条不另计" in render("board.figure_card", now, office.main(), "", {})


def test_only_the_host_is_asked_whether_a_plan_took_place(office, scene):
    day = scene.noon.date() + dt.timedelta(days=2)
    office.put(scene.host, scene.event(day))
    office.put(scene.partner, scene.event(day, people=280))
    office.board.look()

    def asked():
        late = replace(office.board.now.snapshot, taken=scene.noon + dt.timedelta(days=3))
        return {each.unit for each in late.plan_doubts}

    assert asked() == {scene.host, scene.partner}
    office.settle()
    assert asked() == {scene.host}


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


def test_it_follows_the_rows_through_sorting_and_editing(office, scene):
    office.settle()
    moved = scene.event(scene.next_day, "“无人机进校园”活动", people=285)
    office.put(scene.partner, scene.other, moved)
    office.put(scene.host, scene.other, scene.event())
    office.board.look()
    assert office.board.now.standing(scene.partner).joined == 1
    assert office.figures() == (3, 400)


@pytest.mark.parametrize("days", [(), ("去年",)], ids=["removed", "unreadable day"])
def test_without_the_hosts_row_the_partners_counts_again(office, days, scene):
    office.settle()
    office.put(scene.host, scene.other, *map(scene.event, days))
    office.board.look()
    assert office.figures() == (2, 330)
    assert office.board.now.snapshot.settled[0].places == ()


def test_what_took_place_counts_although_its_host_moves_to_the_future(office, scene):
    office.settle()
    office.put(scene.host, scene.event(scene.later), scene.other)
    office.board.look()
    main = office.main()
    assert (office.figures(), main.planned) == ((2, 330), 1)
    (settled,) = office.board.now.snapshot.settled
    assert settled.places == ()
    office.put(scene.host, scene.event(), scene.other)
    office.board.look()
    assert office.figures() == (2, 350)


def test_one_that_is_still_to_come_is_planned_once(office, scene):
    office.settle()
    office.put(scene.host, scene.event(scene.later), scene.other)
    office.put(
        scene.partner,
        scene.event(scene.later, "“无人机进校园”活动", people=280),
    )
    office.board.look()
    main = office.main()
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
        (lambda of: (of.event(people=301), of.other), True),
        (lambda of: (of.other, of.event()), True),
        (lambda of: (of.other, of.event(people=301)), False),
    ],
    ids=["edited where it stands", "moved as it is", "moved and edited"],
)
def test_nobody_settles_unseen_what_was_settled_meanwhile(office, rows, is_settled):
    act = office.settle()
    office.put(office.scene.host, *rows(office.scene))
    office.undo(act)
    found = office.pairs()[0]
    events = sorted((found.one, found.two), key=lambda each: each.entry.unit != office.scene.host)
    check_settlement(events, {act.id}, [act])
    with pytest.raises(KjrError) if is_settled else nullcontext():
        check_settlement(events, set(), [act])


def test_of_three_units_one_hosts(office, scene):
    office.put(scene.third, scene.event(people=310))
    office.board.look()
    assert len(office.pairs()) == 3
    while office.pairs():
        host = next(
            (scene.host for pair in office.pairs() if scene.host in units(pair)),
            scene.third,
        )
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
    back = sorted((pair.one, pair.two), key=lambda each: each.entry.unit == office.scene.host)
    office.journal.append(build_settlement(kind, back, Act(office.scene.noon, "另一人", "", kind)))
    office.board.look()
    assert office.figures() == (2, 350)


def test_what_moved_says_that_the_office_settled_it(office):
    before = office.board.now
    office.settle()
    moved = compare_overviews(before, office.board.now, office.journal.acts())
    rows = [row for row in moved.rows if row.line.name == office.scene.line]
    assert [(row.unit, row.fate, row.who, row.old, row.new) for row in rows] == [
        (office.scene.partner, RowFate.SETTLED, "组宣部", 1, 0)
    ]


def test_a_unit_that_names_the_other_as_its_partner_is_believed_sooner(office, scene):
    office.put(scene.partner, scene.event(title="科技课堂第一讲"))
    office.board.look()
    assert office.pairs() == []
    office.put(scene.host, scene.event(partner=scene.partner))
    office.board.look()
    (pair,) = office.pairs()
    told = describe_evidence(pair)
    assert (told[:3], "地点相似100%" in told, told[-6:]) == ("同一天", True, "写明对方协办")


def test_a_whole_that_did_not_move_is_no_change_on_the_board(office):
    before = office.board.now
    office.settle()
    changes = compare_overviews(before, office.board.now)
    regrouped = {each.line.measure.name for each in changes.changes if each.is_regrouped}
    assert office.scene.fields in regrouped
    shown = strip_tags(render("board.moves", changes))
    assert "主办" not in shown
    assert "−1" in shown
    assert [each for each in regrouped if each in shown] == []
    assert not re.search(r"^[▼]? ?0", shown, re.MULTILINE)


def test_units_that_moved_against_each_other_are_told_with_the_whole_that_stands(office, scene):
    before = office.board.now
    office.put(scene.host, scene.event(people=280), scene.other)
    office.put(
        scene.partner,
        scene.event(scene.next_day, "“无人机进校园”活动", people=300),
    )
    office.board.look()
    shown = squeeze(strip_tags(render("board.moves", compare_overviews(before, office.board.now))))
    assert f"{scene.people}合计不变（▼{scene.host}改小）" in shown
