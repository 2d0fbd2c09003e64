"""One event filed by two units is found; two events that merely resemble each other are not."""

import datetime as dt
from dataclasses import dataclass

import pytest

from kjr.reading.checks.between_books import (
    describe_evidence,
    doubt_joint_pairs,
    find_joint_pairs,
)
from tests.plans import BOTH, COUNTY, FIRST
from tests.typed import read

pytestmark = BOTH


@dataclass(frozen=True)
class Events:
    """How a plan's ledger of events is headed, what stands around an event, and its days."""

    ledger: str
    head: str
    line: str
    month: int
    days: tuple[int, int, int, int]
    """Two days in a row, one three days later, and one when both are past."""
    units: tuple[str, str, str]
    """Two that held one event, and the second by a name of its own in the place."""


EVENTS = {
    FIRST: Events(
        ledger="主题活动",
        head="日期|名称|领域|主办|协办|地点|志愿者人数|服务群众人次\n",
        line="科学普及|{host}|{partner}|{place}|3|300",
        month=6,
        days=(1, 2, 5, 8),
        units=("金凤区科协", "市青少年科技辅导员协会", "金凤区"),
    ),
    COUNTY: Events(
        ledger="科普活动",
        head="日期|活动名称|形式|主办|协办|地点|参与人次\n",
        line="科普大集|{host}|{partner}|{place}|300",
        month=9,
        days=(17, 18, 21, 24),
        units=("东河镇科协", "云溪县科技馆（示例）", "东河镇"),
    ),
}


class Desk:
    """Files events for units, and says what is doubted of them."""

    def __init__(self, plan):
        self.campaign, self.events = plan.campaign, EVENTS[plan]

    def day(self, number):
        return f"{self.events.month}月{self.events.days[number]}日"

    def date(self, number):
        return dt.date(self.campaign.year, self.events.month, self.events.days[number])

    def page(self, unit, day, title, place, host="示例主办", partner=""):
        own = self.events.line.format(host=host, partner=partner, place=place)
        text = f"{self.events.head}{day}|{title}|{own}"
        return read(text, self.events.ledger, self.campaign, unit=unit)

    def pairs(self, *pages):
        return find_joint_pairs(self.campaign, pages)

    def filed(self, *events, today=3):
        """File one event for each unit: (unit, day, title, place) → the messages by unit."""
        pairs = self.pairs(*(self.page(*each) for each in events))
        problems = doubt_joint_pairs(self.campaign, pairs, self.date(today))
        return {problem.unit: problem.message for problem in problems}


@pytest.fixture
def desk(plan):
    return Desk(plan)


def test_the_same_event_filed_by_two_units_is_doubted_at_both(desk):
    one, other, where = desk.events.units
    found = desk.filed(
        (one, desk.day(0), "“无人机进校园”（示例）", "示例小学"),
        (other, desk.date(0).isoformat(), "无人机进校园活动", f"{where}示例小学"),
    )
    said = (
        f"「{desk.events.ledger}」第2行疑似联合活动，按2场计；由谁主办请活动办认定，认定后只计一场"
    )
    assert found == {one: f"与{other}{said}", other: f"与{one}{said}"}


def test_what_speaks_for_one_event_is_said_with_the_partner_who_is_named(desk):
    one, other, _ = desk.events.units
    pages = [
        desk.page(host, desk.day(0), "科普大集", "示例广场", host, partner)
        for host, partner in ((one, other), (other, ""))
    ]
    (pair,) = desk.pairs(*pages)
    assert describe_evidence(pair) == "同一天，名称相似100%，地点相似100%，写明对方协办"


def test_a_pair_is_the_same_whichever_file_is_read_first(desk):
    pages = [desk.page(unit, desk.day(0), "科普大集", "示例广场") for unit in "甲乙"]
    (pair,), (again,) = desk.pairs(*pages), desk.pairs(*reversed(pages))
    assert (pair.one, pair.two) == (again.one, again.two)


def test_a_day_between_the_two_dates_does_not_hide_it(desk):
    assert desk.filed(
        ("甲", desk.day(0), "科普大集", "示例广场"), ("乙", desk.day(1), "科普大集", "示例广场")
    )


@pytest.mark.parametrize(
    ("day", "title", "place"),
    [(2, "科普大集", "示例广场"), (0, "科普大集", "贺兰山下"), (0, "农机维修培训", "示例广场")],
    ids=["another day", "another place", "another title"],
)
def test_another_event_is_let_be(desk, day, title, place):
    one = ("甲", desk.day(0), "科普大集", "示例广场")
    assert desk.filed(one, ("乙", desk.day(day), title, place)) == {}


@pytest.mark.parametrize(("days", "is_one"), [(4, True), (5, False)])
def test_of_so_many_days_it_may_be_one_event_of_more_it_is_a_campaign(desk, days, is_one):
    last = desk.events.days[0] + days - 1
    span = f"{desk.day(0)}—{last}日"
    pages = [desk.page(unit, span, "科普大集", "示例广场") for unit in "甲乙"]
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "疑似联合活动，按2场计；"),
        (0, "疑似联合活动，已开展的按1场计，拟开展的1场还没有计入；"),
        (-1, "疑似联合活动，拟开展的2场还没有计入；"),
    ],
)
def test_what_is_only_planned_is_not_said_to_count(desk, days, said):
    events = [(unit, desk.day(n), "科普大集", "示例广场") for n, unit in enumerate("甲乙")]
    pairs = desk.pairs(*(desk.page(*each) for each in events))
    today = desk.date(0) + dt.timedelta(days)
    found = {it.unit: it.message for it in doubt_joint_pairs(desk.campaign, pairs, today)}
    assert len(found) == 2
    assert all(said in message for message in found.values())


@pytest.mark.parametrize(
    ("titles", "places", "is_one"),
    [
        (("科普大集", "科普大集"), ("天地玄黄示例", "宇宙洪荒示例"), False),
        (("科普大集", "科普大集"), ("甲乙丙丁戊", "子丑丙丁戊"), True),
        (("科普大集", "科普大集"), ("甲乙丙丁戊", "子丑寅丁戊"), False),
        (("甲乙丙丁戊", "甲乙丙子丑"), ("示例广场", "示例广场"), True),
        (("甲乙丙丁戊", "甲乙子丑寅"), ("示例广场", "示例广场"), False),
        (("甲乙丙丁戊己庚", "甲乙丙丁戊己辛"), ("甲乙丙丁戊", "子丑丙丁戊"), True),
        (("甲乙丙丁戊己", "甲乙丙丁戊辛"), ("甲乙丙丁戊", "子丑丙丁戊"), False),
    ],
)
def test_of_two_events_one_of_title_and_place_is_alike_and_the_other_likely(
    plan, titles, places, is_one
):
    desk = Desk(plan)
    filed = zip("甲乙", titles, places, strict=True)
    pages = [desk.page(unit, desk.day(0), *each) for unit, *each in filed]
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(
    ("titles", "is_one"),
    [
        (("甲乙丙丁戊己庚", "甲乙丙丁戊己辛"), True),
        (("甲乙丙丁戊己", "甲乙丙丁戊辛"), False),
    ],
)
def test_where_no_place_is_said_the_title_has_to_be_alike(plan, titles, is_one):
    desk = Desk(plan)
    head = desk.events.head.strip().split("|")
    at = head.index("地点")
    pages = []
    for unit, title in zip("甲乙", titles, strict=True):
        line = desk.events.line.format(host="示例主办", partner="", place="")
        rows = head, [desk.day(0), title, *line.split("|")]
        text = "\n".join("|".join([*row[:at], *row[at + 1 :]]) for row in rows)
        pages.append(read(text, desk.events.ledger, plan.campaign, unit=unit))
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(("others", "named"), [(3, 3), (4, 4), (5, 4)])
def test_of_many_that_filed_one_event_four_others_are_named(plan, others, named):
    desk = Desk(plan)
    units = "甲乙丙丁戊己"[: others + 1]
    found = desk.filed(*((unit, desk.day(0), "科普大集", "示例广场") for unit in units))
    assert found["甲"].count("第2行") == named
    assert f"按{others + 1}场计" in found["甲"]


VISIT = "走访日期|走访地点|对象类别|带队人|带队人级别|走访人次\n5月28日|示例厂|一线|林某|市级领导|3"
NEWS = "刊发日期|标题|报道类型|媒体名称|媒体级别|媒体形式\n5月28日|大集|活动消息|银川日报|市级|报纸"


@pytest.mark.parametrize(("text", "ledger"), [(VISIT, "走访慰问"), (NEWS, "宣传报道")])
def test_visits_of_one_place_and_articles_of_one_title_are_no_event_of_two_units(
    plan, text, ledger
):
    pages = [read(text, ledger, FIRST.campaign, unit=unit) for unit in "甲乙"]
    assert [len(page.entries) for page in pages] == [1, 1]
    assert find_joint_pairs(FIRST.campaign, pages) == ()


TEN, TWENTY = "甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
LANE, HALF = "子丑寅卯辰巳午", "甲乙丙丁戊"


@pytest.mark.parametrize(
    ("titles", "places", "is_one"),
    [
        ((TEN, TEN.replace("戊", "子")), (f"{LANE}甲", f"{LANE}乙"), True),
        ((TEN, TEN.replace("丁", "子")), (f"{LANE}甲", f"{LANE}乙"), False),
        ((TEN, TEN.replace("甲", "子")), (LANE, LANE.replace("寅", "酉")), True),
        ((TEN, TEN.replace("甲", "子")), (LANE, LANE.replace("卯", "酉")), False),
        ((HALF, "甲乙丙子丑"), (TWENTY, f"一二三{TWENTY[3:]}"), True),
        ((HALF, "甲乙丙子丑"), (TWENTY, f"一二三四{TWENTY[4:]}"), False),
    ],
)
def test_events_are_compared_that_begin_alike_or_whose_places_end_alike(
    plan, titles, places, is_one
):
    desk = Desk(plan)
    filed = zip("甲乙", titles, places, strict=True)
    pages = [desk.page(unit, desk.day(0), *each) for unit, *each in filed]
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(("same", "is_one"), [(6, True), (5, False)])
def test_who_names_the_other_as_partner_needs_a_title_that_is_only_likely(plan, same, is_one):
    desk = Desk(plan)
    one, other, _ = desk.events.units
    pages = [
        desk.page(one, desk.day(0), f"{TEN[:same]}{'一' * (10 - same)}", "示例广场", one, other),
        desk.page(other, desk.day(0), f"{TEN[:same]}{'二' * (10 - same)}", "贺兰山下", other),
    ]
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(("same", "is_one"), [(17, True), (16, False)])
def test_a_title_is_alike_enough_with_seventeen_letters_of_twenty(plan, same, is_one):
    desk = Desk(plan)
    titles = TWENTY, f"{TWENTY[:same]}{'一' * (20 - same)}"
    filed = zip("甲乙", titles, (HALF, "子丑丙丁戊"), strict=True)
    pages = [desk.page(unit, desk.day(0), *each) for unit, *each in filed]
    assert len(desk.pairs(*pages)) == is_one


@pytest.mark.parametrize(("number", "pairs"), [(40, 780), (41, 0)])
def test_what_more_than_forty_filed_shares_a_word_and_is_no_event(plan, number, pairs):
    desk = Desk(plan)
    page = desk.page("甲", desk.day(0), "科普大集", "示例广场")
    (entry,) = page.entries
    many = [page._replace(entries=(entry._replace(unit=f"{n}"),)) for n in range(number)]
    assert len(desk.pairs(*many)) == pairs


@pytest.mark.parametrize(
    ("titles", "is_one"),
    [
        (("甲乙丙丁戊己庚", "甲乙丙丁戊己辛"), True),
        (("甲乙丙丁戊己", "甲乙丙丁戊辛"), False),
        ((TWENTY, f"{TWENTY[:17]}一二三"), True),
        ((TWENTY, f"{TWENTY[:16]}一二三四"), False),
    ],
)
def test_where_one_of_two_says_no_place_the_title_has_to_be_alike(plan, titles, is_one):
    desk = Desk(plan)
    pages = [
        desk.page(unit, desk.day(0), title, place)
        for unit, title, place in zip("甲乙", titles, ("示例广场", "—"), strict=True)
    ]
    assert [len(desk.pairs(*each)) for each in (pages, pages[::-1])] == [is_one, is_one]


def test_nothing_is_said_of_places_where_only_one_is_told(desk):
    pages = [
        desk.page(unit, desk.day(n), "科普大集", place)
        for n, (unit, place) in enumerate((("甲", "示例广场"), ("乙", "—")))
    ]
    (pair,) = desk.pairs(*pages)
    assert describe_evidence(pair) == "前后一天，名称相似100%"


def test_rows_of_a_far_year_are_said_to_be_wrong_and_not_to_count(desk):
    events = [(unit, f"2109-0{desk.events.month}-17", "科普大集", "示例广场") for unit in "甲乙"]
    found = desk.filed(*events)
    assert len(found) == 2
    assert all(
        "疑似联合活动，日期看起来写错的2场没有计入；" in message for message in found.values()
    )
