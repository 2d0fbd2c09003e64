"""Rules by which the parts choose what they say."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import pytest

from kjr.campaign.model import Indicator, Measure
from kjr.documents import loose_ends
from kjr.documents.blocks import Bars, Table
from kjr.documents.briefs import (
    LONGEST_TEXT,
    compose_brief,
    compose_phone_script,
    compose_wechat_text,
    list_shortfalls,
    name_for_the_ear,
)
from kjr.documents.exports import export_figures
from kjr.documents.html.offline import render_offline_page
from kjr.documents.html.parts import render
from kjr.documents.html.wall import render_wall_views
from kjr.documents.printed_entries import find_private_names
from kjr.documents.summary import city_summary, gaps
from kjr.documents.summary.annexes import build_figures_table, build_list, compose_data_sources
from kjr.documents.summary.parts import compose_parts, number_parts, share_room
from kjr.documents.summary.quotes import LONGEST, choose_quotes, compose_quotes, list_passages
from kjr.figures.derivation import explain_open_pairs, phrase_open_pairs
from kjr.figures.moments.snapshot import Stale
from kjr.figures.overview import build_overview
from kjr.figures.pace import Signal
from kjr.reading.checks.between_books import find_joint_pairs
from kjr.reading.page import Problem
from kjr.values.days import Span
from kjr.values.readings import Level
from tests.documents.summary.campaigns import SAMPLES, Sample
from tests.documents.summary.county_filings import (
    PLAN,
    UNITS,
    county,
    county_all_read,
    exhibit,
    fair,
    of_county,
    package,
)
from tests.documents.summary.filings import (
    CAMPAIGN,
    CAPTAIN,
    CLERK,
    NOON,
    PHONE,
    VISITED,
    added_up,
    all_read,
    article,
    book,
    day,
    event,
    example,
    lecture,
    mostly_unreadable,
    tour,
    visit,
)
from tests.faces import read_document, strip_tags

PRESS, ADVICE = CAMPAIGN.lists
HOSTED = {CAMPAIGN.title: event, PLAN.title: fair}
"""A plan → a row of a ledger in which units name their host."""


class Hosting(NamedTuple):
    """Work of two units: how it is typed, and how it is told."""

    sample: Sample
    row: Callable
    host: str
    alias: str
    """The host as people write it."""
    partner: str
    """Who wrote the row."""
    title: str
    """The column of its title."""
    told: tuple[str, str]
    """The verb and the title in its marks; what stands behind them."""
    part: str
    day: str
    place: str

    def tell(self, *rows):
        """The examples of its part."""
        return told(self.sample.add_up(*rows), f"{self.part}举例")


HOSTINGS = {
    "first": Hosting(
        sample=SAMPLES["first"],
        row=event,
        host="银川市心理咨询师协会",
        alias="市心理咨询师协会",
        partner="贺兰县科协",
        title="名称",
        told=("开展“‘无人机进校园’（示例）”", "服务群众{}人次"),
        part="志愿服务与主题活动",
        day="6月1日",
        place="在示例小学",
    ),
    "county": Hosting(
        sample=SAMPLES["county"],
        row=fair,
        host="云溪县农学会（示例）",
        alias="县农学会",
        partner="南塘乡科协",
        title="活动名称",
        told=("举办“南塘乡科协科普大集（示例）”", "参与{}人次"),
        part="科普活动",
        day="9月21日",
        place="在示例文化广场",
    ),
}


@pytest.fixture(params=HOSTINGS)
def hosting(request):
    """Each plan with a row that names its host."""
    return HOSTINGS[request.param]


LISTED = {
    "first": (lambda unit, row: article(unit, row, "典型人物", f"{unit}{row}"), "篇（条）"),
    "county": (lambda unit, row: fair(unit, row, 30, 活动名称=f"{unit}{row}"), "场"),
}
"""A plan → a row of the ledger its first list prints, and what it counts them by."""
SAME = {"标题": "《盐碱地》", "链接/版面": "https://example.com/1"}


def told(overview, key):
    body = city_summary.compose_summary(overview).body
    return next((block.text for block in body if getattr(block, "key", "") == key), None)


def test_the_example_of_a_district_is_the_one_that_reached_most_people(sample):
    unit = sample.units[0]
    overview = sample.add_up(*(sample.row(unit, row, n) for row, n in ((4, 3), (5, 8), (6, 5))))
    said = sample.story.format(unit, 8)
    assert told(overview, f"{sample.part}举例") == f"其中，{said}。"


def test_what_stands_on_several_lines_of_a_cell_is_told_on_one(sample):
    column = sample.ledger.place
    row = sample.row(sample.units[0], 4, 3)
    row = row._replace(values={**row.values, column: "示例园区\n示例医院。\n\n东门"})
    said = told(sample.add_up(row), f"{sample.part}举例")
    assert "示例园区 示例医院。东门" in said


def test_an_entry_that_reached_nobody_is_no_example(sample):
    unit, key = sample.units[0], f"{sample.part}举例"
    nobody, some = sample.row(unit, 4, 0), sample.row(unit, 5, 3)
    assert told(sample.add_up(nobody, some), key) == f"其中，{sample.story.format(unit, 3)}。"


def test_a_visit_of_nobody_is_not_told_at_all():
    nobody = added_up(book("贺兰县科协", visit("贺兰县科协", 4, 0, leader="县级分管领导")))
    assert told(nobody, "走访看望举例") is None


def test_a_visit_of_leaders_goes_before_one_that_reached_more():
    rows = [visit("贺兰县科协", 4, 8), visit("贺兰县科协", 5, 3, leader="县级分管领导")]
    overview = added_up(book("贺兰县科协", *rows))
    assert "由县级分管领导带队到示例现代农业产业园走访看望3人次" in told(overview, "走访看望举例")


def test_the_main_event_is_told_in_full_and_not_again():
    whole = tour("银川市科协机关", 4, 53, 50)
    values = {**whole.values, "地点": "示例科技园→示例农业园", "出席领导级别": "市级领导"}
    overview = added_up(book("银川市科协机关", whole._replace(values=values)))
    assert told(overview, "观摩座谈主要活动") == (
        "5月29日，银川市科协机关举办“全市科技工作者代表观摩座谈”，"
        "组织科技工作者代表50人到示例科技园、示例农业园开展观摩、座谈，"
        "共53人参加，市级领导出席，9人作交流发言，收集意见建议2条。"
    )
    assert told(overview, "观摩座谈举例") is None


def test_a_list_of_a_single_name_is_not_counted():
    one = article("贺兰县科协", 4, "典型人物", "苏砚秋")
    other = article("贺兰县科协", 5, "典型人物", "韩青原", 媒体形式="电视")
    said = told(added_up(book("贺兰县科协", one)), "宣传氛围")
    assert said.startswith("共有1家媒体参与报道，运用报纸形式；")
    both = told(added_up(book("贺兰县科协", one, other)), "宣传氛围")
    assert both.startswith("共有1家媒体参与报道，运用报纸、电视2种形式；")


def test_examples_after_the_event_told_in_full_are_others_than_it():
    main, local = tour("银川市科协机关", 4, 53, 50), tour("贺兰县科协", 4, 30, 20)
    local = local._replace(values={**local.values, "层级": "县级"})
    overview = added_up(book("银川市科协机关", main), book("贺兰县科协", local))
    assert told(overview, "观摩座谈举例").startswith("此外，贺兰县科协5月29日")
    assert told(added_up(book("贺兰县科协", local)), "观摩座谈举例").startswith("其中，")


def test_of_what_several_filed_the_first_is_told_whoever_stands_first_in_the_roster():
    late = article("兴庆区科协", 4, "典型人物", "苏砚秋", 刊发日期=day(6, 3), **SAME)
    first = article("贺兰县科协", 4, "典型人物", "苏砚秋", 刊发日期=day(5, 30), **SAME)
    overview = added_up(book("兴庆区科协", late), book("贺兰县科协", first))
    said = told(overview, "宣传报道举例")
    assert said == "其中，贺兰县科协5月30日在示例日报刊发《盐碱地》，宣传典型人物苏砚秋。"


@pytest.mark.parametrize("names_itself", [True, False])
def test_a_partner_s_row_is_told_as_work_of_both_with_the_figure_of_who_wrote_it(
    hosting, names_itself
):
    partners = f"示例医院、{hosting.partner if names_itself else hosting.alias}"
    row = hosting.row(hosting.partner, 4, 30, 主办=hosting.alias, 协办=partners)
    title, people = hosting.told
    assert hosting.tell(row) == (
        f"其中，{hosting.partner}与{hosting.host}{hosting.day}联合示例医院{hosting.place}"
        f"{title}，{people.format(30)}。"
    )


def test_where_host_and_partner_both_wrote_each_is_told_with_its_own_figure(hosting):
    host, partner = hosting.host, hosting.partner
    rows = hosting.row(host, 4, 80, 协办=partner), hosting.row(partner, 4, 95, 主办=host)
    said = hosting.tell(*rows)
    told_of = {text.split(hosting.day)[0]: text for text in said.removeprefix("其中，").split("；")}
    assert "80人次" in told_of[host]
    assert "95人次" in told_of[f"{partner}与{host}"]
    assert len(told_of) == len(rows)


def test_a_unit_is_no_partner_of_its_own(hosting):
    row = hosting.row(hosting.partner, 4, 30, 协办=hosting.partner)
    assert "联合" not in hosting.tell(row)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("《苏砚秋的故事》", "刊发《苏砚秋的故事》，"),
        ("苏砚秋的故事", "刊发《苏砚秋的故事》，"),
        ("“老中医”的故事", "刊发《“老中医”的故事》，"),
        ("《一》和《二》", "刊发《一》和《二》，"),
        ("读《农书》的人", "刊发《读〈农书〉的人》，"),
    ],
)
def test_a_title_stands_in_its_marks_once(typed, printed):
    row = article("贺兰县科协", 4, "典型人物", "苏砚秋", 标题=typed)
    assert printed in told(added_up(book("贺兰县科协", row)), "宣传报道举例")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("“无人机进校园”", "“无人机进校园”，"),
        ("“无人机进校园”（示例）", "“‘无人机进校园’（示例）”，"),
        ("无人机进校园", "“无人机进校园”，"),
    ],
)
def test_quotation_marks_within_others_are_the_other_kind(hosting, typed, printed):
    verb = hosting.told[0].partition("“")[0]
    row = hosting.row(hosting.partner, 4, 30, **{hosting.title: typed})
    assert f"{hosting.place}{verb}{printed}" in hosting.tell(row)


def test_partner_bodies_are_named_in_the_sentence_of_their_work():
    row = lecture("银川市心理卫生学会", 4, 3, 86)
    said = told(added_up(book("银川市心理卫生学会", row)), "身心健康服务")
    assert said == (
        "发挥银川市心理卫生学会专业资源举办心理资本提升讲座3场（目标10场），听讲86人次。"
    )


def test_whoever_was_published_stands_in_a_table_once():
    rows = [
        article("贺兰县科协", 4, "典型人物", "苏砚秋"),
        article("贺兰县科协", 5, "创新团队", "示例团队"),
        article("贺兰县科协", 6, "典型人物", "韩青原", stage="采访中"),
    ]
    again = article("兴庆区科协", 4, "典型人物", "苏砚秋", 媒体名称="示例网", 刊发日期=day(6, 3))
    overview = added_up(book("贺兰县科协", *rows), book("兴庆区科协", again))
    body = city_summary.compose_summary(overview).body
    (roll,) = (each for each in body if getattr(each, "caption", "").startswith("已刊发专访"))
    assert [list(row) for row in roll.rows] == [
        [
            "1",
            "典型人物",
            "苏砚秋",
            "贺兰县科协、兴庆区科协",
            "示例日报、示例网",
            "5月30日、6月3日",
        ],
        ["2", "创新团队", "示例团队", "贺兰县科协", "示例日报", "5月30日"],
    ]


def test_a_person_the_plan_wants_published_is_named_although_somebody_visited_her():
    rows = [
        visit("贺兰县科协", 4, 3, 姓名=("苏砚秋",)),
        article("贺兰县科协", 4, "典型人物", "苏砚秋", 标题="金豆子"),
    ]
    overview = added_up(book("贺兰县科协", *rows))
    assert "宣传典型人物苏砚秋" in told(overview, "宣传报道举例")


def test_an_indicator_declared_later_is_told_without_new_words(sample):
    vans = Measure("科普大篷车进校园次数", "次", sample.ledger.name, spoken="大篷车")
    later = Indicator("X20", "大篷车", sample.ledger.section, vans)
    campaign = replace(sample.campaign, indicators=(*sample.campaign.indicators, later))
    seen = sample.add_up(sample.row(sample.units[0], 4, 30))
    overview = build_overview(replace(seen.snapshot, campaign=campaign))
    assert told(overview, sample.part).endswith("；科普大篷车进校园1次。")
    assert "科普大篷车进校园1次" in told(overview, "总体情况")
    brief, *_ = compose_brief(overview, None).body
    assert "科普大篷车进校园1次" in brief.text
    assert "大篷车1次" in compose_phone_script(overview, None)


def test_an_entry_that_counts_towards_the_plan_s_own_target_goes_first():
    rows = [
        article("贺兰县科协", 4, "活动消息", "早报道", 刊发日期=day(5, 22)),
        article("贺兰县科协", 5, "典型人物", "苏砚秋"),
    ]
    overview = added_up(book("贺兰县科协", *rows))
    assert "《苏砚秋的故事》" in told(overview, "宣传报道举例")


def test_when_room_is_short_the_best_examples_stay(sample):
    first, _, last = sample.units
    overview = sample.add_up(sample.row(first, 4, 3), sample.row(last, 4, 8))
    bodies = compose_parts(overview, {}, {})
    blocks = number_parts(bodies, share_room(bodies, room=50))
    key = f"{sample.part}举例"
    (told,) = (block.text for block in blocks if getattr(block, "key", "") == key)
    assert told.startswith(f"其中，{last}")
    assert first not in told


@pytest.mark.parametrize("row", [visit("金凤区科协", 4, 3), SAMPLES["county"].report("东河镇科协")])
def test_without_a_target_s_work_there_is_no_table_of_targets(row):
    adding = of_county if row.unit in UNITS else added_up
    body = city_summary.compose_summary(adding(book(row.unit, row))).body
    assert "目标完成情况" not in [getattr(each, "caption", "") for each in body]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (
            added_up(book("银川市心理卫生学会", lecture("银川市心理卫生学会", 4, 2, 86))),
            "方案明确的量化指标共4项：心理资本提升讲座2场，目标10场，完成率20.0%；其余3项尚无计入的数据。",
        ),
        (
            of_county(book("东河镇科协", exhibit("东河镇科协", 4, 2))),
            "方案明确的量化指标共5项：展教品2件，目标120件，完成率1.7%；其余4项尚无计入的数据。",
        ),
    ],
    ids=SAMPLES,
)
def test_results_are_told_although_no_target_is_reached_yet(seen, said):
    assert told(seen, "工作成效") == said


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (
            added_up(
                book(
                    "银川市科协机关",
                    tour("银川市科协机关", 4, 53, 43)._replace(about={"其中科技工作者代表"}),
                )
            ),
            [("观摩代表", "40余 / 50人"), ("心理资本提升讲座", "0 / 10场")],
        ),
        (
            of_county(book("南塘乡科协", package("南塘乡科协", 4, 1234, about={"份数"}))),
            [("发放资源包", "1200余 / 1600份"), ("科普志愿服务队", "0 / 24支")],
        ),
    ],
    ids=SAMPLES,
)
def test_a_picture_says_what_is_approximate_as_the_text_does(seen, said):
    body = city_summary.compose_summary(seen).body
    (bars,) = (block.bars for block in body if isinstance(block, Bars))
    assert [(bar.name, bar.words) for bar in bars][-2:] == said


def near_sum(exact, *, is_below=True):
    """An exact number of delegates, and about or almost as many as are wanted."""
    unit, near = "银川市科协机关", frozenset({"其中科技工作者代表"})
    last = tour(unit, 5, 53, 50)._replace(about=near, below=near if is_below else frozenset())
    return added_up(book(unit, tour(unit, 4, 33, exact), last))


def near_county_sum(exact):
    """The same with packages of the county."""
    unit, near = "南塘乡科协", frozenset({"份数"})
    last = package(unit, 5, 1600)._replace(about=near, below=near)
    return of_county(book(unit, package(unit, 4, exact), last))


@pytest.mark.parametrize(
    ("add", "exact", "name", "whole", "wanted"),
    [
        (near_sum, 0, "观摩代表", "约50人", "50人"),
        (near_sum, 30, "观摩代表", "约80人", "50人"),
        (near_sum, 49, "观摩代表", "约90人", "50人"),
        (partial(near_sum, is_below=False), 0, "观摩代表", "约50人", "50人"),
        (near_county_sum, 400, "发放资源包", "约2000份", "1600份"),
    ],
)
def test_nobody_reads_that_a_target_is_reached_where_it_may_be_less(
    add, exact, name, whole, wanted
):
    seen = add(exact)
    assert f"{name}{whole}，目标{wanted}，完成率待核实" in told(seen, "工作成效")
    assert "已完成" not in told(seen, "工作成效")
    brief = f"{compose_brief(seen, None)}"
    said = f"{city_summary.compose_summary(seen)}{brief}{compose_phone_script(seen, None)}"
    assert whole in said
    assert f"{whole[1:-1]}余" not in said
    assert f"{name}算上写“约”“近”“不到”的数才够，是否达标待核实" in brief
    assert name not in gaps.collect_shortcoming_phrases(seen)["未达目标"]
    line = next(each for each in seen.lines if each.measure.name == name)
    assert seen.pace(line).signal is Signal.DOUBTFUL
    board = strip_tags(render("board.shortfalls", seen) + render("board.target_rows", seen, [line]))
    assert f"{name}约" in board
    assert "，是否达标待核实" in board
    assert f"目标{wanted}，是否达标待核实" in compose_phone_script(seen, None)
    wall_said = "".join(strip_tags(each) for each in render_wall_views(seen, None))
    for face in (board, wall_said, strip_tags(render_offline_page(seen, None))):
        assert "？ 待核实" in face
    assert Signal.REACHED not in board + wall_said
    (exported,) = (each for each in export_figures(seen)["indicators"] if each["name"] == name)
    assert (exported["rate"], exported["doubtful"]) == (None, True)


@pytest.mark.parametrize(
    ("seen", "own", "named", "free"),
    [
        (
            example,
            "县（市）区科协深入一线",
            ("典型科技工作者专访刊发", "10"),
            "走访科技工作者",
        ),
        (county_all_read, "展品领域", ("展教品", "120"), "参与科普活动"),
    ],
    ids=SAMPLES,
)
def test_a_target_the_plan_does_not_name_is_not_told_upward(seen, own, named, free):
    now = seen()
    table = build_figures_table(now)
    head = [column.name for column in table.columns]
    rows = {row[head.index("指标")]: row for row in table.rows}
    targets = {name: row[head.index("目标")] for name, row in rows.items()}
    rates = {name: row[head.index("完成率")] for name, row in rows.items()}
    assert [line.target is None for line in now.lines if line.measure.name == own] == [False]
    assert targets[named[0]] == named[1]
    assert {targets[own], targets[free], rates[own], rates[free]} == {"—"}
    (sources,) = [each for each in compose_data_sources(now) if isinstance(each, Table)]
    goals = {name: goal for name, _, goal, _ in sources.rows}
    assert (goals[own], goals[named[0]].startswith(named[1])) == ("—", True)
    assert "推定" not in f"{table.remark}{sources.remark}"


def test_only_what_counts_is_an_example():
    waiting = article("贺兰县科协", 4, "典型人物", "韩青原", stage="采访中")
    assert told(added_up(book("贺兰县科协", waiting)), "宣传报道举例") is None


def test_what_is_planned_is_no_example(sample):
    later = sample.campaign.last + dt.timedelta(days=1)
    row = sample.row(sample.units[0], 4, 3, **{sample.ledger.day: later})
    assert told(sample.add_up(row), f"{sample.part}举例") is None


def test_districts_are_told_in_their_order(sample):
    first, later, _ = sample.units
    overview = sample.add_up(sample.row(later, 4, 3), sample.row(first, 4, 3))
    said = "；".join(sample.story.format(unit, 3) for unit in (first, later))
    assert told(overview, f"{sample.part}举例") == f"其中，{said}。"


def test_a_span_of_days_is_told_as_one(sample):
    unit = sample.units[0]
    begun = sample.row(unit, 4, 3).values[sample.ledger.day]
    days = Span(begun, begun + dt.timedelta(days=1))
    overview = sample.add_up(sample.row(unit, 4, 3, **{sample.ledger.day: days}))
    said = f"{unit}{begun:%-m月%-d日}至{days.last.day}日"
    assert said in told(overview, f"{sample.part}举例")


def test_missing_units_are_named(sample):
    filed, missing = sample.campaign.expected[5:], sample.campaign.expected[:5]
    now = sample.add_up(*(sample.report(unit.name) for unit in filed))
    named = loose_ends.collect_loose_ends(now)["未报单位"]
    assert named == f"5家（{'、'.join(unit.name for unit in missing)}）"


def test_a_long_list_of_units_ends_in_deng(sample):
    expected = [unit.name for unit in sample.campaign.expected]
    named = loose_ends.collect_loose_ends(sample.nothing())["未报单位"]
    assert named == f"{len(expected)}家（{'、'.join(expected[:6])}等）"


@pytest.mark.parametrize(
    ("seen", "unit", "unread", "unsure"),
    [(mostly_unreadable, "灵武市科协", "7家（", "5家（"), (county, "北坪乡科协", "1家（", "1家")],
    ids=SAMPLES,
)
def test_what_we_cannot_read_is_not_called_missing(seen, unit, unread, unsure):
    named = loose_ends.collect_loose_ends(seen())
    told = {name for name, words in named.items() if unit in words}
    assert told == {"读取失败", *(["待核实单位"] if "（" in unsure else [])}
    assert named["读取失败"].startswith(unread)
    assert named["待核实单位"].startswith(f"工作簿读取失败、还不知道是否已报的有{unsure}")


@pytest.mark.parametrize(
    ("seen", "untouched"),
    [
        (
            all_read,
            "科技创新、经济建设、科技培训、技术咨询、农机服务、医疗服务领域尚未开展主题活动",
        ),
        (county_all_read, "人工智能、防灾减灾、现代农业领域尚无展教品"),
    ],
)
def test_fields_nobody_touched_are_named(seen, untouched):
    assert untouched in gaps.collect_shortcoming_phrases(seen())["未覆盖"]


@pytest.mark.parametrize(
    ("seen", "without"),
    [
        (example, "金凤区、西夏区、永宁县、贺兰县尚未组建县级服务队"),
        (county, "西岭镇、南塘乡、中街街道尚未举办科普大集"),
    ],
)
def test_districts_left_out_are_named_unless_their_workbook_is_unreadable(seen, without):
    assert without in gaps.collect_shortcoming_phrases(seen())["未覆盖"].split("；")


def test_recommended_people_that_are_not_yet_in_print_are_counted():
    assert gaps.collect_shortcoming_phrases(example())["未刊发"] == "典型人物：采访中1名"


@pytest.mark.parametrize(
    ("seen", "rows", "ledgers"),
    [(example, "3条", "主题活动2条、走访慰问1条"), (county, "2条", "科普活动2条")],
)
def test_missing_evidence_is_counted_by_ledger(seen, rows, ledgers):
    named = loose_ends.collect_loose_ends(seen())
    assert (named["缺佐证"], named["缺佐证台账"]) == (rows, ledgers)
    ends = [each.text for each in loose_ends.compose_loose_ends(seen())]
    assert f"佐证：{rows}活动记录没有填写佐证材料（{ledgers}）。" in ends


def test_a_unit_whose_workbook_cannot_be_read_is_named_once():
    said = "".join(each.text for each in loose_ends.compose_loose_ends(example()))
    assert "工作簿读取失败、还不知道是否已报的有1家。" in said
    assert said.count("灵武市科协") == 1


def test_what_is_doubted_between_workbooks_is_counted_once(sample):
    known = sample.add_up(*of_one_event(sample))
    named = loose_ends.collect_loose_ends(pair_up(known))
    assert (named["填报存疑"], named["跨单位疑点"]) == ("", "2处")


def test_what_may_be_one_event_is_told_beside_the_figure_that_counts_it_twice(sample):
    now = pair_up(sample.add_up(*of_one_event(sample)))
    (pair,) = now.snapshot.open_pairs
    line = next(
        each
        for each in now.main_lines
        if each.measure.ledger == pair.ledger
        and not (each.measure.sum or each.measure.distinct or each.measure.where)
    )
    said = f"其中1对疑似联合，按两{line.measure.counter}计，待认定"
    assert (line.done, phrase_open_pairs(now, line)) == (2, said)
    for face in (
        strip_tags(render("board.plain_counts", now, [line])),
        strip_tags(render("board.figure_card", now, line, "", {})),
        strip_tags(render_offline_page(now, None)),
        strip_tags("".join(render_wall_views(now, None))),
        compose_phone_script(now, None),
        read_document(compose_brief(now, None)),
        read_document(city_summary.compose_summary(now)),
    ):
        assert said in face
    figure, text = (
        f"{line.measure.spoken}{line.done}{line.measure.counter}",
        compose_wechat_text(now, None),
    )
    assert text.count(figure) == text.count(f"{figure}含1对疑似")
    ends = [each.text for each in loose_ends.compose_loose_ends(now)]
    assert any("2处跨单位疑点待核实，即1对疑似联合活动（" in each for each in ends)
    of_one = sample.units[0]
    assert phrase_open_pairs(now, line, of_one) == ""
    partner = replace(now, snapshot=replace(now.snapshot, pairs=()))
    assert explain_open_pairs(partner, partner.lines) == ""


def test_what_is_lacking_and_planned_is_told_as_planned():
    rows = [
        event("金凤区科协", 4, 300),
        event("金凤区科协", 5, 300, "科技创新", 日期=day(6, 20)),
        event("金凤区科协", 6, 300, "医疗服务", 日期=day(6, 21)),
    ]
    told = gaps.collect_shortcoming_phrases(added_up(book("金凤区科协", *rows)))["未覆盖"]
    said = next(each for each in told.split("；") if "领域" in each)
    assert said.endswith("农机服务、医疗服务领域尚未开展主题活动（其中科技创新、医疗服务拟开展）")
    done = [each._replace(values={**each.values, "日期": day(6, 1)}) for each in rows]
    known = gaps.collect_shortcoming_phrases(added_up(book("金凤区科协", *done)))
    assert "拟开展" not in known["未覆盖"]


def test_what_the_county_lacks_and_plans_is_told_as_planned():
    rows = exhibit("东河镇科协", 4, 2), exhibit("东河镇科协", 5, 2, "人工智能")
    later = rows[1]._replace(values={**rows[1].values, "展出日期": PLAN.last})
    known = gaps.collect_shortcoming_phrases(of_county(book("东河镇科协", rows[0], later)))
    said = "人工智能、健康生活、防灾减灾、现代农业领域尚无展教品（其中人工智能展出日期未到）"
    assert said in known["未覆盖"]
    done = gaps.collect_shortcoming_phrases(of_county(book("东河镇科协", *rows)))
    assert "展出日期未到" not in done["未覆盖"]


def test_pairs_of_several_ledgers_are_told_apart():
    rows = [[event(unit, 4, 300), lecture(unit, 5, 1, 80)] for unit in ("金凤区科协", "贺兰县科协")]
    now = pair_up(added_up(*(book(each[0].unit, *each) for each in rows)))
    told = loose_ends.collect_loose_ends(now)["疑似联合"]
    assert told.startswith("即2对疑似联合活动，健康服务1对、主题活动1对（")


def test_the_text_for_a_phone_marks_it_as_long_as_a_mark_has_room(sample):
    now, marks = pair_up(sample.add_up(*of_one_event(sample))), ("含1对疑似联合", "含1对疑似")
    twice = {
        f"{line.measure.spoken or line.measure.name}{line.done}{line.measure.counter}"
        for line in now.lines
        if phrase_open_pairs(now, line) and not line.measure.sum
    }
    seen = set()
    for room in range(LONGEST_TEXT):
        words = f"{'字' * room}：{{硬指标简况}}、{{主要工作量}}。短板：{{短板}}。"
        campaign = replace(now.campaign, wording=now.campaign.wording | {"wechat_text": words})
        tight = replace(now, snapshot=replace(now.snapshot, campaign=campaign))
        said = compose_wechat_text(tight, None)
        told = [figure for figure in twice if figure in said]
        used = {
            mark for mark in marks for figure in told if re.search(f"{figure}{mark}(?!联)", said)
        }
        assert len(said) <= LONGEST_TEXT
        assert used or len(said) + len(told) * len(marks[-1]) > LONGEST_TEXT or not told
        seen |= used
    assert seen == {*marks}


def test_what_is_wanting_is_told_even_where_a_mark_then_has_no_room():
    books = (book(unit, fair(unit, 4, 300)) for unit in UNITS[:2])
    now = pair_up(of_county(*books))
    gap, texts = list_shortfalls(now, name_for_the_ear)[0], []
    for room in range(LONGEST_TEXT):
        words = f"{'字' * room}：{{硬指标简况}}。短板：{{短板}}。"
        campaign = replace(now.campaign, wording=now.campaign.wording | {"wechat_text": words})
        tight = replace(now, snapshot=replace(now.snapshot, campaign=campaign))
        texts.append(compose_wechat_text(tight, None))
    told = [said for said in texts if gap in said]
    assert told == texts[: len(told)]
    assert ["疑似" in told[place] for place in (0, -1)] == [True, False]


def of_one_event(sample):
    """The same row, of a ledger that has hosts, in the workbooks of two units."""
    return [HOSTED[sample.campaign.title](unit, 4, 300) for unit in sample.units[:2]]


def pair_up(known):
    pages = [page for each in known.snapshot.books.values() for page in each.pages]
    pairs = find_joint_pairs(known.campaign, pages)
    return replace(known, snapshot=replace(known.snapshot, pairs=pairs))


def test_the_brief_tells_the_office_s_own_business(sample):
    seen = sample.example()
    named = loose_ends.collect_loose_ends(seen)
    said = [each.text for each in loose_ends.compose_loose_ends(seen)]
    assert any(f"未报送的有{named['未报单位']}" in text for text in said)
    assert {*said} <= {getattr(each, "text", "") for each in compose_brief(seen, None).body}


def test_the_office_reads_how_many_cells_are_wrong(sample):
    unit, people = sample.units[0], sample.ledger.people
    wrong = Problem(unit, sample.ledger.name, 12, people, "I12", Level.ERROR, "三十多", "应为整数")
    held = book(unit, sample.row(unit, 4, 3), problems=[wrong])
    said = [each.text for each in loose_ends.compose_loose_ends(sample.add_books(held))]
    assert "填写：1处填写有误、未计入统计。" in said


def test_each_matter_keeps_its_head_when_its_first_clause_is_silent(sample):
    seen = pair_up(make_stale(sample.add_up(*of_one_event(sample)), sample.units[0]))
    said = [each.text for each in loose_ends.compose_loose_ends(seen)]
    assert any(each.startswith("填写：2处跨单位疑点待核实，即") for each in said)
    assert all(re.match("(?:总结|台账|佐证|填写|目标|读取)：", each) for each in said), said
    assert any(each.startswith(f"读取：{sample.units[0]}的工作簿") for each in said)


def make_stale(seen, unit):
    """The same figures, but the unit's workbook cannot be read any more."""
    books = seen.snapshot.books
    kept = replace(books[unit], stale=Stale(seen.snapshot.taken, "文件正在同步"))
    return build_overview(replace(seen.snapshot, books={**books, unit: kept}))


@pytest.mark.parametrize(
    ("enough", "reached", "nothing"),
    [
        (
            added_up(book("银川市科协机关", tour("银川市科协机关", 4, 53, 50))),
            "观摩代表",
            "心理资本提升讲座、市级服务队尚无计入的数据",
        ),
        (
            of_county(book("南塘乡科协", package("南塘乡科协", 4, 1600))),
            "资源包",
            "科普活动、展教品、科普志愿服务队尚无计入的数据",
        ),
    ],
    ids=SAMPLES,
)
def test_a_target_that_is_reached_is_no_problem(enough, reached, nothing):
    said = gaps.collect_shortcoming_phrases(enough)["未达目标"]
    assert reached not in said
    assert nothing in said


def test_the_next_steps_name_what_is_left_and_do_not_say_the_problems_again(sample):
    seen = sample.example()
    left = gaps.collect_shortcoming_phrases(seen)
    said = told(seen, "下一步打算 落实")
    assert left["待完成"] in said
    assert left["待补齐"] in said
    parts = [part.name for part in sample.campaign.parts if part.name.startswith("存在问题 ")]
    problems = "".join(told(seen, each) or "" for each in parts)
    clauses = {clause for clause in re.split("[，；。：]", problems) if len(clause) > 4}
    assert len(clauses) > 4
    assert [clause for clause in clauses if clause in said] == []


@pytest.mark.parametrize(
    ("seen", "left", "lacking"),
    [
        (all_read, "心理资本提升讲座7场", "开展科技创新、经济建设、科技培训等6个领域的主题活动"),
        (county_all_read, "展教品114件", "补充人工智能、防灾减灾、现代农业领域的展教品"),
    ],
    ids=SAMPLES,
)
def test_of_what_is_left_the_next_steps_say_how_much_and_name_a_few(seen, left, lacking):
    said = told(seen(), "下一步打算 落实")
    assert left in said
    assert lacking in said


@pytest.mark.parametrize(
    ("adding", "rows", "day", "said"),
    [
        (
            added_up,
            (visit("贺兰县科协", 4, 33), tour("贺兰县科协", 5, 53, 50)),
            day(5, 28),
            "观摩代表还差50人（另50人拟开展）",
        ),
        (
            of_county,
            (package("东河镇科协", 4, 33), exhibit("东河镇科协", 5, 50)),
            dt.date(2024, 9, 19),
            "展教品还差120件（另50件展出日期未到）",
        ),
    ],
    ids=SAMPLES,
)
def test_what_is_planned_is_not_said_to_be_nothing(adding, rows, day, said):
    taken = dt.datetime.combine(day, NOON.timetz())
    before = adding(book(rows[0].unit, *rows), taken=taken)
    found = gaps.collect_shortcoming_phrases(before)["未达目标"]
    assert said in found
    assert f"{said.split('还差')[0]}尚无计入的数据" not in found


def test_what_has_not_begun_says_how_much_is_wanting_and_its_words_once():
    later = article("贺兰县科协", 4, "典型人物", "示例甲", 刊发日期=day(6, 9))
    before = added_up(book("贺兰县科协", later, visit("贺兰县科协", 5, 33)))
    said = gaps.collect_shortcoming_phrases(before)["未达目标"]
    assert "典型科技工作者专访刊发还差10名（另1名刊发日期未到）" in said


def test_before_anything_has_begun_nothing_falls_short(sample):
    assert not any(gaps.collect_shortcoming_phrases(sample.nothing()).values())


def test_advice_is_summed_up_by_its_most_frequent_kinds():
    assert told(example(), "科技工作者的意见建议") == (
        "活动中逐条登记意见建议2条，主要集中在平台经费（1条）、人才评价（1条）；"
        "应答复2条，已答复1条。"
    )


@pytest.mark.parametrize(
    ("seen", "passages"),
    [
        (
            example,
            {
                ("兴庆区科协", "典型经验"): "把服务送到田间地头，联系人××××××。",
                ("金凤区科协", "典型经验"): "一支队伍一张清单。",
                ("银川市心理卫生学会", "下一步打算"): "把讲座做成常年项目",
            },
        ),
        (
            county,
            {
                ("东河镇科协", "主要做法"): "结合赶集日办科普大集，联系人××××××。",
                ("南塘乡科协", "下一步打算"): "把大集办成常年活动",
            },
        ),
    ],
    ids=SAMPLES,
)
def test_passages_are_the_units_own_words_without_private_ones(seen, passages):
    found = {(each.unit, each.subject): each.text for each in list_passages(seen())}
    assert found == passages


def all_reached(*rows):
    """Every target of the county reached, and these rows beside."""
    fields = PLAN.ledger("展教品").column("领域").options[:5]
    towns = [unit for unit in PLAN.expected if unit.kind == "乡镇（街道）科协"]
    work = [fair(each.name, row, 30) for each in towns for row in range(4, 12)]
    work += [exhibit(UNITS[0], row, 24, field) for row, field in enumerate(fields, 4)]
    work += [package(UNITS[0], 4, 1600), *(SAMPLES["county"].team(unit, 4) for unit in UNITS)]
    return SAMPLES["county"].add_up(*work, *rows)


LONG = "好" * (LONGEST + 1)


@pytest.mark.parametrize(
    ("overview", "subject"),
    [
        (SAMPLES["first"].add_up(SAMPLES["first"].report("兴庆区科协", 典型经验=LONG)), "典型经验"),
        (all_reached(SAMPLES["county"].report(UNITS[0], 存在问题=LONG)), "存在问题"),
    ],
    ids=SAMPLES,
)
def test_a_long_passage_is_offered_and_not_quoted(overview, subject):
    assert choose_quotes(list_passages(overview)) == []
    assert told(overview, subject) == f"【待补：{subject}，可引用1家单位报送的文字】"


def test_a_passage_that_names_somebody_is_offered_and_not_quoted(sample):
    named = sample.report(sample.units[0], 存在问题="人手少，请联系张示例13800001234。")
    plain = sample.report(sample.units[1], 存在问题="经费少。")
    seen = sample.add_up(named, plain)
    assert [each.text for each in choose_quotes(list_passages(seen))] == ["经费少。"]
    assert len(list_passages(seen)) == 2


def test_where_every_target_is_reached_nothing_is_wanting():
    now = all_reached()
    assert not any(gaps.collect_shortcoming_phrases(now).values())
    assert told(now, "工作成效").startswith(
        "方案明确的量化指标共5项，其中5项已完成，各项情况为：科普活动40场"
    )
    assert told(now, "下一步打算") == "【待补：下一步打算】"
    assert told(now, "下一步打算 落实") is None


def test_one_passage_of_each_district_is_quoted(sample):
    first, second = find_neighbours(sample)
    units = [sample.units[1], first, second]
    told = [sample.report(unit, 存在问题=f"{unit}的问题") for unit in units]
    passages = list_passages(sample.add_up(*told))
    assert len(passages) == len(units)
    districts = [each.district for each in choose_quotes(passages)]
    assert sorted(districts) == sorted({each.district for each in passages})
    assert len(districts) == 2


def test_a_passage_of_several_lines_is_quoted_as_one_paragraph(sample):
    seen = sample.add_up(sample.report(sample.units[0], 存在问题="早准备。\n早部署\n\n早落实"))
    (quoted,) = compose_quotes(seen, "存在问题", "存在问题")
    assert quoted.text == f"{sample.units[0]}：“早准备。早部署 早落实”。"


def test_the_same_passage_is_quoted_once(sample):
    told = [sample.report(unit, 存在问题="同一句话") for unit in sample.units]
    assert len(choose_quotes(list_passages(sample.add_up(*told)))) == 1


def find_neighbours(sample):
    """Two units of a district of which none of the sample's are."""
    taken = {sample.campaign.unit(unit).district for unit in sample.units}
    others = [unit for unit in sample.campaign.expected if unit.district not in taken]
    district = Counter(unit.district for unit in others).most_common(1)[0][0]
    return [unit.name for unit in others if unit.district == district][:2]


def test_a_district_s_own_meeting_is_told_though_the_target_wants_the_city_s():
    meeting = tour("贺兰县科协", 4, 30, 20)
    local = meeting._replace(values={**meeting.values, "层级": "县级"})
    overview = added_up(book("贺兰县科协", local))
    assert "贺兰县科协5月29日" in told(overview, "观摩座谈举例")


def test_private_names_are_those_of_private_columns(sample):
    names = find_private_names(sample.campaign, sample.example().snapshot.entries)
    assert names == {VISITED, CAPTAIN, CLERK}


def test_a_list_has_as_many_rows_as_its_figure(sample):
    overview = sample.example()
    for each in sample.campaign.lists:
        (table,) = build_list(overview, each)
        assert len(table.rows) == overview.line(each.figure).done > 0


@pytest.mark.parametrize(
    ("seen", "cells"),
    [
        (example, ["5月30日", "《苏砚秋的故事》", "典型人物"]),
        (county, ["9月16日", "（K2）科普讲座", "科普讲座"]),
    ],
    ids=SAMPLES,
)
def test_a_list_tells_days_titles_and_kinds(seen, cells):
    now = seen()
    (table,) = build_list(now, now.campaign.lists[0])
    assert list(table.rows[0])[1:4] == cells


def test_the_list_of_advice_names_nobody():
    (table,) = build_list(example(), ADVICE)
    assert [row[2] for row in table.rows] == [
        "×××建议开放共享检测设备，电话×××",
        "建议增加职称评审名额",
    ]


def test_the_county_s_list_of_work_names_nobody():
    row = fair("东河镇科协", 4, 30, 活动名称=f"{CLERK}的科普课，报名{PHONE}")
    (table,) = build_list(of_county(book("东河镇科协", row)), PLAN.lists[0])
    assert table.rows[0][2] == "×××的科普课，报名×××"


@pytest.mark.parametrize("name", LISTED)
def test_a_long_list_is_chosen_from_every_unit_and_counted_by_district(name):
    sample, row, counter = SAMPLES[name], *LISTED[name]
    busy, *others = (unit.name for unit in sample.campaign.units[:11])
    wanted = {busy: range(4, 80)} | {unit: range(4, 6) for unit in others}
    overview = sample.add_up(*(row(unit, at) for unit, rows in wanted.items() for at in rows))
    counts, table = build_list(overview, sample.campaign.lists[0])
    figure = sample.campaign.lists[0].figure
    ((_, *numbers),) = counts.rows
    assert sum(map(int, numbers)) == overview.line(figure).done == 96
    told = [column.name for column in counts.columns[1:]]
    assert told == [each for each in sample.campaign.districts if each in told]
    assert len(told) == len(numbers)
    assert Counter(row[-1] for row in table.rows) == {busy: 40} | dict.fromkeys(others, 2)
    assert "选列60条，其余36条见各单位的工作簿" in table.remark
    assert table.note == f"共96{counter}"


@pytest.mark.parametrize(
    ("name", "same", "title"),
    [("first", "媒体级别均为市级", "标题"), ("county", "形式均为科普大集", "活动名称")],
)
def test_a_column_that_always_says_the_same_is_told_in_a_sentence(name, same, title):
    sample, row, _ = SAMPLES[name], *LISTED[name]
    now = sample.add_up(*(row(sample.units[0], at) for at in range(4, 8)))
    (table,) = build_list(now, sample.campaign.lists[0])
    heads = [column.name for column in table.columns]
    assert same.partition("均为")[0] not in heads
    assert title in heads
    assert same in table.remark


def test_a_figure_of_nothing_has_no_column_in_the_tables_of_figures(sample):
    seen = sample.add_up(sample.row(sample.units[0], 4, 3))
    document = city_summary.compose_summary(seen)
    blocks = [*document.body, *(each for annex in document.annexes for each in annex.blocks)]
    heads = {
        table.caption: [column.name for column in table.columns]
        for table in blocks
        if isinstance(table, Table)
    }
    district = sample.campaign.district_word
    assert heads[f"各{district}活动情况"] == [district, *sample.heads]
    assert heads["各单位活动情况"] == ["序号", "单位", district, *sample.heads]


@pytest.mark.parametrize(
    ("adding", "row", "words"),
    [
        (added_up, lecture("金凤区科协", 4, 100, 5), "1200 / 10场"),
        (of_county, exhibit("东河镇科协", 4, 100), "1200 / 120件"),
    ],
    ids=SAMPLES,
)
def test_bars_say_their_figures_as_paper_does(adding, row, words):
    rows = [row._replace(row=at) for at in range(4, 16)]
    (bars,) = (
        each
        for each in city_summary.compose_summary(adding(book(row.unit, *rows))).body
        if isinstance(each, Bars)
    )
    assert words in [bar.words for bar in bars.bars]


def test_where_many_tell_of_one_person_some_are_named():
    units = [unit.name for unit in CAMPAIGN.units][:6]
    same = [book(unit, article(unit, 4, "典型人物", "苏砚秋", **SAME)) for unit in units]
    body = city_summary.compose_summary(added_up(*same)).body
    (roll,) = (each for each in body if getattr(each, "caption", "").startswith("已刊发专访"))
    assert roll.rows[0][3] == "、".join(units[:4]) + "等"


def test_an_annex_without_anything_in_it_is_left_out(sample):
    titles = [annex.title for annex in city_summary.compose_summary(sample.nothing()).annexes]
    assert titles == ["活动情况统计表", "数据来源与口径说明"]


def test_the_snapshot_is_named_in_the_annex_of_sources_and_not_under_the_signature(sample):
    document = city_summary.compose_summary(sample.example())
    assert document.footer == ""
    first = document.annexes[-1].blocks[0]
    assert "快照编号" in first.text


def test_what_could_not_be_read_is_told_inside_and_only_counted_upward():
    notes = [each.text for each in loose_ends.compose_loose_ends(mostly_unreadable())]
    assert any("工作簿读取失败" in note for note in notes)
    assert told(mostly_unreadable(), "数据核实").startswith("【待核：")
    assert any("兴庆区科协的工作簿现在读不出（文件正在同步），沿用6月8日 09:00" in n for n in notes)


def test_what_is_stale_is_told_inside_and_what_was_never_read_is_counted_upward():
    now = make_stale(county(), "东河镇科协")
    notes = [each.text for each in loose_ends.compose_loose_ends(now)]
    assert any("1家（北坪乡科协）工作簿读取失败" in note for note in notes)
    kept = "东河镇科协的工作簿现在读不出（文件正在同步），沿用9月23日 12:00"
    assert any(kept in note for note in notes)
    assert told(now, "数据核实") == "【待核：1家单位的数据尚未计入，核实后再报】"
    assert "东河镇科协的工作簿" not in read_document(city_summary.compose_summary(now))


def test_the_notes_explain_every_figure(sample):
    seen = sample.example()
    (table,) = (each for each in compose_data_sources(seen) if isinstance(each, Table))
    said = [row[3] for row in table.rows]
    assert all(said)
    assert all(any(line.measure.words in each for each in said) for line in seen.lines)


def test_the_notes_begin_with_how_the_plan_counts(sample):
    seen = sample.example()
    (table,) = (each for each in compose_data_sources(seen) if isinstance(each, Table))
    assert [row[0] for row in table.rows] == [line.measure.name for line in seen.lines]
    for row, line in zip(table.rows, seen.lines, strict=True):
        assert row[3].split("（")[0] == line.measure.words.split("（")[0]


def test_the_notes_say_how_figures_that_look_alike_are_made():
    (table,) = (each for each in compose_data_sources(example()) if isinstance(each, Table))
    told = {row[0]: row[3] for row in table.rows}
    assert "一行算一条" in told["意见建议"]
    assert "“意见建议条数”相加" in told["座谈观摩收集"]


def test_a_sum_of_thousands_has_no_comma_in_the_notes():
    rows = [visit("兴庆区科协", 4, 1200), visit("金凤区科协", 4, 40, 对象类别=("老科技工作者",))]
    notes = compose_data_sources(added_up(*(book(each.unit, each) for each in rows)))
    (table,) = (each for each in notes if isinstance(each, Table))
    assert "相加1240人次" in {row[0]: row[3] for row in table.rows}["走访科技工作者"]


def test_the_notes_say_nothing_twice_and_in_the_marks_of_official_papers(sample):
    seen = sample.example()
    (table,) = (each for each in compose_data_sources(seen) if isinstance(each, Table))
    assert not any("「" in cell for row in table.rows for cell in row)
    plain = [line for line in seen.lines if not (line.measure.where or line.measure.sum)]
    counted = {line.measure.name for line in plain if not line.measure.distinct}
    told = {row[0]: row[3] for row in table.rows if row[0] in counted}
    assert counted
    assert told == {name: told[name].split("。（")[0].rstrip("。") + "。" for name in counted}


def test_a_stale_unit_still_counts(sample):
    seen = sample.add_up(sample.row(sample.units[0], 4, 3))
    stale = make_stale(seen, sample.units[0])
    assert stale.standings != seen.standings
    assert stale.line(sample.figure).done == seen.line(sample.figure).done == 3


def test_a_roll_in_the_text_is_no_longer_than_a_page():
    unit = "金凤区科协"
    told = [article(unit, row, "典型人物", f"人物{row}") for row in range(4, 44)]
    rolls = [
        block
        for block in city_summary.compose_summary(added_up(book(unit, *told))).body
        if isinstance(block, Table) and "典型人物" in block.caption
    ]
    assert [len(roll.rows) for roll in rolls] == [20]
    assert rolls[0].remark == "注：选列20条，其余20条见各单位的工作簿。"
