from datetime import timedelta
from html import escape

from kjr.documents.html import board_html, parts, target_rows, wall
from kjr.documents.html.links import SCREEN
from kjr.figures import overview
from kjr.figures.moments.snapshot import Stale
from tests.shown import seen, text, visit
from tests.small import NOON, book, snapshot

NASTY = "<img src=x onerror=alert(1)>"


def test_the_countdown_says_so_once_the_day_is_past():
    assert "还有 7" in text(board_html.render_countdown(seen()))
    late = overview.build_overview(snapshot(taken=NOON + timedelta(days=10)))
    assert "已过 3 天" in text(board_html.render_countdown(late))


def test_long_after_the_deadline_nobody_counts_its_days():
    after = overview.build_overview(snapshot(taken=NOON + timedelta(days=22)))
    assert text(board_html.render_countdown(after)) == "报送已截止 6月15日 2019年"
    assert "报送已截止 6月15日" in text(wall.render_wall_views(after, None)[0])


def test_the_head_says_since_when_figures_are_kept():
    gone = Stale(NOON, "文件已不在文件夹中")
    kept = book("甲学会", visit("甲学会", 5), stale=gone)
    assert board_html.render_as_of(seen(kept)).endswith(" · 1本沿用上次（6月8日 12:00起）")
    assert "沿用" not in board_html.render_as_of(seen(book("甲学会", visit("甲学会", 5))))


def test_a_target_shows_figure_forecast_and_signal_in_words():
    rows = text(target_rows.render_target_rows(seen(), seen().hard_lines))
    assert "媒体报道 0 / 4篇 尚未起步 ■ 预警" in rows


def test_a_plain_count_has_no_bar_and_no_percentage():
    one = seen(book("甲学会", visit("甲学会", 30, {"走访人次"})))
    html = target_rows.render_plain_counts(one, [one.line("I3")])
    assert "约30 人次" in text(html)
    assert "k-bar" not in html
    assert "%<" not in html


def test_the_rule_behind_the_colours_is_shown():
    assert "滞后：不到今日应到，但有7成" in text(
        target_rows.render_target_rows(seen(), seen().hard_lines)
    )


def test_on_the_screen_every_figure_leads_to_where_it_is_explained():
    one = seen(book("甲学会", visit("甲学会", 3)))
    shown = target_rows.render_target_rows(
        one, one.hard_lines, SCREEN
    ) + target_rows.render_plain_counts(one, one.lines, SCREEN)
    assert all(escape(SCREEN.figure(line)) in shown for line in one.lines)


def test_an_entry_on_a_phone_has_a_title_that_leads_on_and_no_blank_cells():
    shown = parts.render_entries(
        ["单位", "状态", "文件"], [["甲学会", "未报", ""]], ["units?unit=甲"], ""
    )
    assert text(shown) == "甲学会 状态 未报"
    assert '<a href="units?unit=甲" target="_self"><b>甲学会</b></a>' in shown


def test_what_leads_nowhere_is_plain():
    assert parts.wrap_link("87", "") == "87"
    assert parts.wrap_link("87", "a?b&c") == '<a href="a?b&amp;c" target="_self">87</a>'


def test_what_people_typed_cannot_become_markup():
    listed = parts.render_card(NASTY, "")
    assert "<img" not in listed


def test_shortfalls_name_what_is_missing():
    card = text(board_html.render_shortfalls(seen(book("甲学会", visit("甲学会", 3)))))
    assert "媒体报道还差 4 篇" in card
    assert "未报 2 家：东区科协、乙学会" in card


def test_the_wall_has_four_views_with_the_moment_on_each():
    views = wall.render_wall_views(seen(), None)
    assert len(views) == 4
    assert all("数据截至 6月8日 12:00" in text(view) for view in views)


def test_a_district_leads_to_its_units():
    assert escape(SCREEN.units("district", "东区")) in board_html.render_district_tiles(
        seen(), SCREEN
    )
