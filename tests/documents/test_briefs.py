import datetime as dt
import re
from dataclasses import replace

import pytest

from kjr.documents import briefs, circular
from kjr.documents.blocks import Paragraph, Table
from kjr.documents.html import wall
from kjr.documents.html.parts import render
from kjr.documents.summary import city_summary
from kjr.figures.changes import compare_overviews
from kjr.figures.moments.snapshot import Stale
from kjr.figures.overview import build_overview
from kjr.values import wording
from tests.chased import look_on
from tests.documents.summary.campaigns import CAMPAIGNS, look_back
from tests.documents.summary.filings import (
    CAMPAIGN,
    ENTRIES,
    NOON,
    added_up,
    book,
    example,
    filled,
    lecture,
    mostly_unreadable,
    nothing,
    tour,
    visit,
)
from tests.faces import read_document, strip_tags


def yesterday(*books):
    return added_up(*books, taken=NOON.replace(day=7))


def since_yesterday(now):
    return compare_overviews(look_back(now), now)


def moved(before, now):
    return compare_overviews(before, now)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_script_is_said_in_a_minute(campaign):
    now = CAMPAIGNS[campaign]()
    assert 100 < len(briefs.compose_phone_script(now, since_yesterday(now))) <= 220
    assert 100 < len(briefs.compose_phone_script(now, None)) <= 220


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_text_fits_a_phone(campaign):
    now = CAMPAIGNS[campaign]()
    assert 40 < len(briefs.compose_wechat_text(now, since_yesterday(now))) <= 100


def test_the_script_answers_how_many_and_where_it_falls_short():
    said = briefs.compose_phone_script(example(), since_yesterday(example()))
    assert "8家单位中，台账已填报3家，总结已报2家" in said
    assert "典型人物1名，目标10名" in said
    assert "比昨天新填报2家，新报送总结1家，增加" in said
    assert "差距在创新团队差3个" in said
    assert said.endswith("请您协调：督促尽快落实创新团队，还差3个。")


def test_however_long_the_script_is_it_says_what_moved():
    indicators = tuple(
        replace(each, measure=replace(each.measure, spoken=each.name))
        for each in CAMPAIGN.indicators
    )
    campaign = replace(CAMPAIGN, indicators=indicators)
    books = [filled(unit) for unit in ENTRIES]
    before = added_up(books[0], campaign=campaign, taken=NOON.replace(day=7))
    now = added_up(*books, campaign=campaign)
    said = briefs.compose_phone_script(now, moved(before, now))
    assert len(said) <= 220
    assert "比昨天新填报2家，新报送总结1家，增加观摩代表50人" in said
    assert "请您协调" in said


@pytest.mark.parametrize(
    ("day", "title", "than"),
    [(7, "今日变化", "比昨天"), (5, "6月5日以来的变化", "比6月5日")],
)
def test_what_moved_since_an_older_day_is_not_said_to_be_of_today(day, title, than):
    before = added_up(filled("金凤区科协"), taken=NOON.replace(day=day))
    changes = moved(before, example())
    assert than in briefs.compose_phone_script(example(), changes)
    said = read_document(briefs.compose_brief(example(), changes))
    assert f"一、{title}\n{than}" in said
    assert title in strip_tags(wall.render_wall_views(example(), changes)[3])
    nothing = replace(moved(example(), example()), since=NOON.replace(day=day))
    still = "今天还没有变化" if title == "今日变化" else "没有变化"
    assert still in strip_tags(wall.render_wall_views(example(), nothing)[3]).splitlines()


def test_without_an_earlier_snapshot_nothing_is_compared():
    assert "比昨天" not in briefs.compose_phone_script(example(), None)


def test_a_figure_that_fell_is_told():
    before, after = yesterday(filled("兴庆区科协")), nothing()
    said = briefs.compose_phone_script(after, compare_overviews(before, after))
    assert "减少走访30余人次（1家删行）" in said


def test_a_fall_is_put_down_to_each_of_its_reasons():
    def visits(unit, people):
        return book(unit, visit(unit, 4, people))

    before = yesterday(visits("贺兰县科协", 30), visits("兴庆区科协", 30))
    now = added_up(visits("贺兰县科协", 10))
    said = briefs.compose_phone_script(now, compare_overviews(before, now))
    assert "（1家删行、1家改小）" in said


def test_new_reports_are_told_once():
    said = briefs.compose_phone_script(example(), since_yesterday(example()))
    assert "新报送总结1家" in said
    assert "增加总结" not in said
    assert "总结报送1家" not in said


@pytest.mark.parametrize(
    ("people", "about", "words"),
    [
        (33, (), "走访33人次"),
        (412, (), "走访412人次"),
        (12_345, (), "走访12345人次"),
        (33, {"走访人次"}, "走访30余人次"),
        (395, {"走访人次"}, "走访390余人次"),
        (16_239, {"走访人次"}, "走访1.6万余人次"),
        (5, {"走访人次"}, "走访约5人次"),
    ],
)
def test_an_exact_figure_is_said_exactly_and_an_approximate_one_as_on_paper(people, about, words):
    now = added_up(book("贺兰县科协", visit("贺兰县科协", 4, people, about=about)))
    assert words in re.split("[共、。]", briefs.compose_phone_script(now, None))


def test_what_is_missing_or_moved_of_an_approximate_figure_is_approximate_too():
    before = yesterday(book("贺兰县科协", visit("贺兰县科协", 4, 30)))
    now = added_up(book("贺兰县科协", visit("贺兰县科协", 4, 95, about={"走访人次"})))
    assert "增加走访60余人次" in briefs.compose_phone_script(now, moved(before, now))


def test_when_all_targets_are_met_the_missing_units_are_what_to_ask_for():
    whole = added_up(
        book("银川市科协机关", tour("银川市科协机关", 4, 53, 50)),
        book("银川市心理卫生学会", lecture("银川市心理卫生学会", 4, 10, 90)),
    )
    assert [line.indicator.id for line in whole.lagging_lines] == ["I5", "I6"]
    units = ["8家未报总结", "7家未填报台账"]
    assert briefs.list_shortfalls(look_on(whole, -1))[-2:] == units
    assert look_on(whole, -36).today < whole.campaign.last
    assert briefs.list_shortfalls(look_on(whole, -36))[-1:] == units[1:]


def test_the_brief_shows_every_hard_target():
    (table,) = (
        block for block in briefs.compose_brief(example(), None).body if isinstance(block, Table)
    )
    assert [row[0] for row in table.rows] == [line.measure.name for line in example().hard_lines]
    assert table.rows[2][1:3] == ["50人", "50人"]
    assert [row[5] for row in table.rows] == ["赶不上", "赶不上", "已达标", "赶不上"]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_brief_opens_with_what_the_summary_says(campaign):
    """Word for word, whatever the plan's sentence names besides figures."""
    now = CAMPAIGNS[campaign]()
    lead = next(part.name for part in now.campaign.parts if part.lead)
    said = next(
        (
            block.text
            for block in city_summary.compose_summary(now).body
            if isinstance(block, Paragraph) and block.key == lead
        ),
        "",
    )
    opening = briefs.compose_brief(now, None).body[0].text
    assert "【待补" not in opening
    assert opening.endswith("" if said.startswith("【待补") else said)
    assert bool(now.snapshot.entries) is (not said.startswith("【待补"))


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_the_circular_counts_as_the_tally_does(campaign):
    now = CAMPAIGNS[campaign]()
    (table,) = (block for block in circular.compose_circular(now).body if isinstance(block, Table))
    tally = now.filing
    counts = [str(n) for n in (tally.expected, tally.filed, tally.on_time)]
    assert table.rows[-1] == ["", "合计", *counts, wording.format_percent(tally.rate), ""]
    assert sum(int(row[2]) for row in table.rows[:-1]) == tally.expected


def test_the_circular_names_those_that_are_missing_and_how():
    (table,) = (
        block for block in circular.compose_circular(example()).body if isinstance(block, Table)
    )
    missing = {row[1]: row[6] for row in table.rows}
    assert missing["西夏区"] == "书面总结、电子版未交：西夏区科协"
    assert "电子版未交：银川市心理卫生学会" in missing["市直"].split("；")
    assert missing["兴庆区"] == ""


def test_the_circular_holds_nothing_unread_against_anyone():
    document = circular.compose_circular(mostly_unreadable())
    (table,) = (block for block in document.body if isinstance(block, Table))
    assert all("灵武市科协" not in row[6] for row in table.rows)
    notes = [block.text for block in document.body if isinstance(block, Paragraph)]
    assert any("先核实再通报" in note and "灵武市科协" in note for note in notes)
    assert mostly_unreadable().standing("兴庆区科协").filing.is_filed
    assert not any("兴庆区科协" in note for note in notes)


def test_the_circular_has_no_such_note_when_all_could_be_read():
    texts = [
        block.text
        for block in circular.compose_circular(nothing()).body
        if isinstance(block, Paragraph)
    ]
    assert all("先核实" not in text for text in texts)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_after_the_deadline_nobody_is_urged_to_reach_what_cannot_be_reached(campaign):
    before, evening, late = (look_on(CAMPAIGNS[campaign](), days) for days in (-1, 0, 1))
    assert briefs.phrase_request(before).startswith("督促尽快落实")
    for each in (before, evening, late):
        assert each.lagging_lines
        assert each.short_lines[: len(each.lagging_lines)] == each.lagging_lines
    for each in (evening, late):
        assert briefs.phrase_request(each).startswith("督促未报的")
        for said in (
            briefs.compose_phone_script(each, None),
            read_document(briefs.compose_brief(each, None)),
        ):
            assert "尽快落实" not in said


@pytest.mark.parametrize("compose", [briefs.compose_phone_script, briefs.compose_wechat_text])
@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_what_is_carried_over_from_an_earlier_reading_is_said(campaign, compose):
    now = CAMPAIGNS[campaign]().snapshot
    read = [name for name, each in now.books.items() if each.pages and not each.stale]
    kept = {name: replace(now.books[name], stale=Stale(NOON, "被占用")) for name in read[:2]}
    stale = build_overview(replace(now, books={**now.books, **kept}))
    number = stale.filling.stale
    words = f"{number}家沿用以前读到的数"
    said = compose(stale, since_yesterday(stale))
    assert (words in said) == bool(number)
    assert len(said) <= (220 if compose is briefs.compose_phone_script else 100)
    fresh = {name: replace(each, stale=None) for name, each in now.books.items() if each.pages}
    assert "沿用" not in compose(build_overview(replace(now, books=fresh)), None)


def test_of_more_that_moved_than_is_told_it_is_said_how_many():
    unit = next(iter(ENTRIES))
    before, now = yesterday(), added_up(filled(unit))
    rises = [each for each in moved(before, now).changes if each.delta > 0 and each.line.is_main]
    number = len(rises) - 1  # the closing report's own figure is told as 新报送
    assert number > 4
    brief = read_document(briefs.compose_brief(now, moved(before, now)))
    assert f"等{number}项。" in brief.split("比昨天")[1]
    assert f"等{number}项。" in briefs.compose_phone_script(now, moved(before, now))
    back = read_document(briefs.compose_brief(yesterday(), moved(now, before)))
    assert f"等{number + 1}项。" in back.split("比")[1]
    assert "填报台账的少1家" in back


def test_where_all_that_moved_is_told_nothing_is_left_over():
    before = added_up(book("金凤区科协", visit("金凤区科协", 3, 5)))
    now = added_up(book("金凤区科协", visit("金凤区科协", 3, 9)))
    said = read_document(briefs.compose_brief(now, moved(before, now)))
    assert "增加走访科技工作者4人次。" in said


def on_day(now, days):
    """The same workbooks so many days after the deadline."""
    deadline = dt.datetime.combine(now.campaign.deadline, dt.time(12), now.snapshot.taken.tzinfo)
    taken = deadline + dt.timedelta(days=days)
    return build_overview(replace(now.snapshot, taken=taken))


@pytest.mark.parametrize("campaign", ["example", "county"])
def test_from_the_deadlines_day_on_who_has_not_filed_comes_before_targets(campaign):
    for days, is_first in ((-1, False), (0, True), (1, True)):
        now = on_day(CAMPAIGNS[campaign](), days)
        owing = f"{now.filing.missing}家未报总结"
        assert now.filing.missing and now.lagging_lines
        at = briefs.list_shortfalls(now).index(owing)
        assert (at == 0) is is_first
        said = briefs.compose_wechat_text(now, None)
        is_asked = campaign == "example"  # its text ends with whom to chase
        asks = f"催报总结{now.filing.missing}家" if is_asked else owing
        assert said.count(f"{now.filing.missing}家") == said.count(asks) == (is_asked or is_first)
        board = "".join(strip_tags(render("board.shortfalls", now)).split())
        assert (board.index("未报总结") < board.index("还差")) is is_first


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_of_what_is_cut_short_it_is_said_how_much_there_is(campaign):
    now = CAMPAIGNS[campaign]()
    gaps = briefs.list_shortfalls(now, briefs.name_for_the_ear)
    for said, end in (
        (briefs.compose_phone_script(now, None), "。请您协调"),
        (briefs.compose_wechat_text(now, None), "。"),
    ):
        _, is_told, told = said.partition("短板：" if end == "。" else "差距在")
        named = told.partition(end)[0].partition("等")[0].split("、")
        whole = f"等{len(gaps)}项" if len(named) < len(gaps) else ""
        assert is_told
        assert told.startswith(f"{'、'.join(gaps[: len(named)])}{whole}{end}")


def test_the_first_gap_is_told_even_where_there_is_no_room_to_count_them():
    now = CAMPAIGNS["county"]()
    gap, bare = "短板：志愿服务队差23支", 0
    for room in range(20):
        text = now.campaign.wording["wechat_text"].replace("科普日", "科" * room)
        campaign = replace(now.campaign, wording={**now.campaign.wording, "wechat_text": text})
        again = build_overview(replace(now.snapshot, campaign=campaign))
        said = briefs.compose_wechat_text(again, None)
        bare += said.endswith(f"{gap}。")
        assert gap in said or len(said) + len(gap) > 100
        assert len(said) <= 100
    assert bare > 1


def test_of_many_targets_a_text_names_whole_ones_and_says_how_many_there_are():
    now = CAMPAIGNS["example"]()
    aimed = tuple(
        replace(each, measure=replace(each.measure, target=90, hard=True))
        for each in now.campaign.indicators
    )
    again = build_overview(replace(now.snapshot, campaign=replace(now.campaign, indicators=aimed)))
    number = len(again.hard_lines)
    for said, most in (
        (briefs.compose_wechat_text(again, None), briefs.LONGEST_TEXT),
        (briefs.compose_phone_script(again, None), briefs.LONGEST_SCRIPT),
    ):
        assert len(said) <= most
        assert f"等{number}项" in said
        assert said.endswith("。")
