from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from kjr.documents import briefs, phrases
from kjr.documents.html import offline, wall
from kjr.documents.html.parts import NOWHERE, SCREEN, render
from kjr.figures import overview
from kjr.figures.changes import Changes, LineChange, compare_overviews
from kjr.figures.moments.snapshot import Stale
from kjr.reading.page import Problem
from kjr.values.readings import Level
from tests.chased import look_on
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.faces import read_document
from tests.shown import seen, text, visit
from tests.small import NOON, PEOPLE, SMALL, book, entry, snapshot


def test_the_countdown_says_so_once_the_day_is_past():
    assert "还有 7" in text(render("board.countdown", seen()))
    late = overview.build_overview(snapshot(taken=NOON + timedelta(days=10)))
    assert "已过 3 天" in text(render("board.countdown", late))


def test_on_the_deadline_the_wall_counts_no_days():
    last = overview.build_overview(snapshot(taken=NOON + timedelta(days=7)))
    assert "今天截止 6月15日" in text(wall.render_wall_views(last, None)[0])
    assert "今天截止" in text(render("board.countdown", last))


def test_the_wall_does_not_say_that_nothing_changed_where_nothing_can_be_compared():
    assert "还没有昨天的快照" in text(wall.render_wall_views(seen(), None)[3])
    same = compare_overviews(seen(), seen())
    assert "今天还没有变化" in text(wall.render_wall_views(seen(), same)[3])


def test_long_after_the_deadline_nobody_counts_its_days():
    after = overview.build_overview(snapshot(taken=NOON + timedelta(days=22)))
    assert text(render("board.countdown", after)) == "报送已截止 6月15日 2019年"
    assert "2019年报送已截止 6月15日" in text(wall.render_wall_views(after, None)[0])


def test_a_deadline_of_the_coming_year_is_said_with_its_year():
    before = overview.build_overview(snapshot(taken=NOON.replace(year=2018, month=12)))
    left = before.days_left
    assert text(render("board.countdown", before)) == f"距2019年6月15日 还有 {left} 天"
    assert f"距2019年6月15日还有 {left} 天" in text(wall.render_wall_views(before, None)[0])
    assert phrases.phrase_deadline(before) == "2019年6月15日"
    assert phrases.collect_phrases(before)["截止日"] == "2019年6月15日"


def test_the_head_says_since_when_figures_are_kept():
    gone = Stale(NOON, "文件已不在文件夹中")
    kept = book("甲学会", visit("甲学会", 5), stale=gone)
    assert render("board.as_of", seen(kept)).endswith(" · 1本沿用上次（6月8日 12:00起）")
    assert "沿用" not in render("board.as_of", seen(book("甲学会", visit("甲学会", 5))))


def test_a_target_shows_figure_forecast_and_signal_in_words():
    rows = text(render("board.target_rows", seen(), seen().hard_lines))
    assert "媒体报道 0 / 4篇 尚未起步 ■ 赶不上" in rows


def test_a_plain_count_has_no_bar_and_no_percentage():
    one = seen(book("甲学会", visit("甲学会", 30, {"走访人次"})))
    html = render("board.plain_counts", one, [one.line("I3")])
    assert "约30 人次" in text(html)
    assert "k-bar" not in html
    assert "%<" not in html


def test_the_rule_behind_the_colours_is_shown():
    assert "不晚于报送截止日的要赶，更晚的赶不上" in text(
        render("board.target_rows", seen(), seen().hard_lines)
    )


@pytest.mark.parametrize(("plan", "then"), [("example", "6月8日12时"), ("county", "9月23日12时")])
@pytest.mark.parametrize("days", [0, 4, 8])
def test_a_pace_of_an_earlier_day_says_of_which_figures_it_is(plan, then, days):
    """The countdown is of today; 要赶 and what was due by then are of the day of the figures."""
    fresh = CAMPAIGNS[plan]()
    clock = fresh.snapshot.taken + timedelta(days=days)
    now = replace(fresh, snapshot=replace(fresh.snapshot, clock=clock))
    faces = (
        render("board.target_rows", now, now.hard_lines),
        render("board.figure_card", now, now.hard_lines[0], "", {}),
        offline.render_offline_page(now, None),
        read_document(briefs.compose_brief(now, None)),
    )
    note = f"（按{then}的数）"
    for face in map(text, faces):
        told = [words in face for words in (note, "当日应到", "今日应到")]
        assert told == [days > 0, days > 0, days == 0]
    assert (note in text(wall.render_wall_views(now, None)[1])) is (days > 0)


def test_on_the_screen_every_figure_leads_to_where_it_is_explained():
    one = seen(book("甲学会", visit("甲学会", 3)))
    shown = render("board.target_rows", one, one.hard_lines) + render(
        "board.plain_counts", one, one.lines
    )
    assert all(escape(SCREEN.figure(line)) in shown for line in one.lines)


def test_shortfalls_name_what_is_missing():
    one = seen(book("甲学会", visit("甲学会", 3)))
    card = text(render("board.shortfalls", look_on(one, -4)))
    assert "媒体报道还差 4 篇" in card
    assert "未报总结 3 家：东区科协、甲学会等3家" in card
    assert "未填报台账 2 家：东区科协、乙学会" in card
    assert "总结报送还差" not in card, "with 未报 beside it and what cannot be read in neither"
    assert "未报总结" not in text(render("board.shortfalls", one)), "the activities go on"


def test_what_is_approximate_says_so_wherever_it_stands():
    before, after = (
        seen(book("甲学会", visit("甲学会", people, {"走访人次"}))) for people in (1300, 1250)
    )
    line, changes = after.line("I3"), compare_overviews(before, after)
    unit = after.standing("甲学会")
    faces = {
        "unit": render("screens.unit", unit, {}, [(line, line.by_unit["甲学会"])], {}),
        "figure": render("board.figure_card", after, line, "甲学会", {}),
        "wall": wall.render_wall_views(after, changes)[0],
    }
    assert [name for name, html in faces.items() if "约1,250" not in text(html)] == []
    moves = [render("board.moves", changes), wall.render_wall_views(after, changes)[3]]
    assert all("−约50 人次" in text(html) for html in moves)


def test_a_target_of_an_approximate_figure_is_short_by_about_so_much():
    aimed = replace(PEOPLE, target=2000, hard=True)
    indicators = [replace(each, measure=aimed) for each in SMALL.indicators if each.id == "I3"]
    campaign = replace(SMALL, indicators=tuple(indicators))
    books = snapshot(book("甲学会", visit("甲学会", 1250, {"走访人次"})))
    one = overview.build_overview(replace(books, campaign=campaign))
    assert "走访科技工作者还差 约750 人次" in text(render("board.shortfalls", one))
    assert "约1,250 / 2,000" in text(wall.render_wall_views(one, None)[1])


def test_blank_cells_are_told_apart_from_those_nobody_understood():
    def mend(raw, row=5):
        place = ("甲学会", "走访慰问", row, "走访人次", f"C{row}")
        return Problem(*place, Level.ERROR, raw, "请填")

    def card(*problems):
        return text(
            render("board.shortfalls", seen(book("甲学会", visit("甲学会", 3), problems=problems)))
        )

    assert "1 处读不懂或对不上， 2 处必填的还缺，没有计入" in card(
        mend("若干"), mend("", 6), mend("", 7)
    )
    assert "读不懂" not in card(mend(""))
    assert "还缺" not in card(mend("若干"))


def test_the_wall_has_four_views_with_the_moment_on_each():
    views = wall.render_wall_views(seen(), None)
    assert len(views) == 4
    assert all("数据截至 6月8日 12:00" in text(view) for view in views)


def test_a_district_leads_to_its_units():
    assert escape(SCREEN.units("district", "东区")) in render("board.district_tiles", seen())


def test_a_figure_that_fell_names_the_unit():
    changes = compare_overviews(
        seen(book("甲学会", visit("甲学会", 5))), seen(book("甲学会", visit("甲学会", 2)))
    )
    assert "▼ −3 人次 走访科技工作者（甲学会改小）" in text(render("board.moves", changes))


def test_closing_reports_are_told_once_whether_they_came_or_went():
    report = entry("甲学会", "总结报送", 3, 书面总结="已交", 电子版="已交")
    in_hand, none = seen(book("甲学会", report)), seen(book("甲学会"))
    for before, after in ((none, in_hand), (in_hand, none)):
        moved = compare_overviews(before, after)
        for said in (render("board.moves", moved), wall.render_wall_views(after, moved)[3]):
            assert text(said).count("1 家") + text(said).count("1</b>家") == 1, text(said)


def test_what_nearly_reaches_its_target_is_to_be_verified():
    aimed = replace(PEOPLE, target=50, hard=True)
    indicators = [replace(each, measure=aimed) for each in SMALL.indicators if each.id == "I3"]
    near = frozenset({"走访人次"})
    books = snapshot(book("甲学会", visit("甲学会", 50, near)._replace(below=near)))
    campaign = replace(SMALL, indicators=tuple(indicators))
    one = overview.build_overview(replace(books, campaign=campaign))
    said = text(render("board.shortfalls", one))
    assert "走访科技工作者约50人次，是否达标待核实" in said
    assert "还差" not in said


def test_a_figure_that_fell_for_want_of_a_workbook_blames_nobody():
    before = seen(book("甲学会", visit("甲学会", 5)))
    unreadable = replace(book("甲学会"), pages=(), stale=Stale(NOON, "文件打不开"))
    said = text(render("board.moves", compare_overviews(before, seen(unreadable))))
    assert "甲学会读取失败" in said
    assert "改小" not in said


def test_without_an_earlier_snapshot_the_card_says_when_there_will_be_one():
    assert "明天起可比" in text(render("board.moves", None))


def test_the_ledgers_lead_until_the_activities_end_and_then_the_report():
    one = book("甲学会", visit("甲学会", 3))
    ledgers = "1 / 3家 台账已填报 已填报 1 未填报 2"
    report = "0 / 3家 总结已报，上报率 0.0% 按时 0 未报 3"
    card = text(render("board.standing_cards", seen(one), NOWHERE))
    assert card == f"台账填报 {ledgers} 总结报送 {report}"
    after = overview.build_overview(snapshot(one, taken=NOON + timedelta(days=3)))
    assert (
        text(render("board.standing_cards", after, NOWHERE))
        == f"总结报送 {report} 台账填报 {ledgers}"
    )
    assert "总结已报 0 / 3 家" in text(wall.render_wall_views(after, None)[0])
    assert "台账已填报 1 / 3 家" in text(wall.render_wall_views(seen(one), None)[0])


def test_a_state_leads_to_its_units():
    card = render("board.standing_cards", seen(), SCREEN)
    assert escape(SCREEN.units("filing", "未报")) in card
    assert escape(SCREEN.units("filling", "未填报")) in card


def test_who_is_not_read_yet_is_neither_missing_nor_compared():
    before = seen(book("甲学会", visit("甲学会", 9)), book("东区科协", visit("东区科协", 3)))
    reading = replace(snapshot(book("东区科协", visit("东区科协", 3))), unread={"甲学会"})
    one = overview.build_overview(reading)
    assert (one.filling.unreadable, one.filling.not_begun) == (1, 1)
    assert (one.filing.unreadable, one.filing.missing) == (1, 2)
    cards = text(render("board.headline_cards", one, None))
    assert "读取失败 1" in cards
    assert "正在第一次读取，读完再比" in cards
    assert "正在第一次读取，读完再比" in text(wall.render_wall_views(one, None)[3])
    assert "甲学会" not in text(render("board.shortfalls", one)).split("读取失败")[0]
    (fallen,) = (each for each in compare_overviews(before, one).changes if each.fell)
    assert fallen.explain_fall() == {"读取失败": ["甲学会"]}


FILED_ON_TIME = entry("乙学会", "总结报送", 3, 书面总结="已交", 电子版="已交")


def test_a_workbook_that_broke_is_in_the_list_as_it_is_in_the_tile():
    gone = Stale(NOON, "文件加了密码")
    now = seen(
        book("甲学会", visit("甲学会", 5), stale=gone),
        book("乙学会", FILED_ON_TIME, stale=gone),
        replace(book("东区科协"), pages=(), stale=gone),
    )
    units = [each.unit.name for each in now.standings if each.filing.state == "读取失败"]
    assert units == ["东区科协", "甲学会"]
    told = f"读取失败 2 家：{'、'.join(units)}，其中1家的台账沿用以前读到的，其余做了多少还不知道"
    assert told in text(render("board.shortfalls", now))
    cards = text(render("board.standing_cards", now, NOWHERE))
    assert "已填报 1 空表 1 读取失败 1" in cards
    assert "按时 1 读取失败 2" in cards


def test_a_body_that_need_not_file_is_told_too_when_its_workbook_broke():
    """What it did is lacking in the figures as much as what any other did."""
    gone = Stale(NOON, "文件加了密码")
    now = seen(book("甲学会", visit("甲学会", 5)), replace(book("协作医院"), pages=(), stale=gone))
    assert "1本读取失败" in text(render("board.as_of", now))
    assert "1本读取失败" in text(wall.render_wall_views(now, None)[0])
    assert "不要求报送的另有 1 家读取失败：协作医院" in text(render("board.shortfalls", now))
    assert "读取失败" not in text(render("board.standing_cards", now, NOWHERE))
    whole = text(render("board.as_of", seen(book("甲学会", visit("甲学会", 5)))))
    assert "读取失败" not in whole


def test_of_more_moves_than_are_shown_it_is_said_how_many_there_are():
    now = seen()
    of, pairs = now.lines[0], []
    for number in range(6):
        measure = replace(PEOPLE, name=f"指标{number}")
        line = replace(of, measure=measure, indicator=replace(of.indicator, measure=measure))
        pairs.append(LineChange(line, 0, 3, {}))
    many, few = (Changes(NOON, tuple(pairs[:number]), 0, 0, ()) for number in (6, 3))
    board, walls = (
        [text(each) for each in faces]
        for faces in (
            [render("board.moves", each) for each in (many, few)],
            [wall.render_wall_views(now, each)[3] for each in (many, few)],
        )
    )
    assert "另有2项变化" in board[0]
    assert f"另有{6 - wall.MOVES}项变化" in walls[0]
    assert "另有" not in board[1] + walls[1]
