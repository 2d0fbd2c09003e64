"""A district or unit whose own workbook cannot be read is called missing on no face."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from kjr.documents import briefs
from kjr.documents.exports import export_figures
from kjr.documents.html.offline import render_offline_page
from kjr.documents.html.parts import render
from kjr.documents.html.wall import render_wall_views
from kjr.documents.phrases import phrase_absence
from kjr.documents.summary import city_summary, gaps
from kjr.figures.overview import build_overview
from kjr.figures.pace import Signal
from tests.documents.summary.county_filings import NOON, UNITS, exhibit, fair, of_county, report
from tests.documents.summary.filings import CAMPAIGN, added_up, stale, unreadable, visit
from tests.faces import read_document, strip_tags
from tests.small import book

FAIRS, FIELDS = "乡镇科普大集", "展品领域"
TOWNS = ("东河镇", "西岭镇", "南塘乡", "北坪乡", "中街街道")
COVERAGE = {
    "districts": (lambda unit: book(unit, fair(unit, 4, 30)), [f"{each}科协" for each in TOWNS]),
    "units": (
        lambda unit: book(unit, visit(unit, 4, 3, 带队人级别="县区科协负责人")),
        [unit.name for unit in CAMPAIGN.units if unit.kind == "县（市）区科协"],
    ),
}


def read(text):
    return "".join(strip_tags(text).split())


def with_fairs(*, held, unread):
    """Fairs in some towns, and towns of which some workbook cannot be read."""
    filled = (book(f"{town}科协", fair(f"{town}科协", 4, 30)) for town in held)
    return of_county(*filled, *(unreadable(f"{town}科协") for town in unread))


def find_line(now, name):
    return next(line for line in now.lines if line.measure.name == name)


def test_every_face_tells_apart_who_lacks_it_and_of_whom_nobody_knows():
    now = with_fairs(held=TOWNS[:2], unread=TOWNS[2:3])
    assert find_line(now, FAIRS).unread == TOWNS[2:3]
    short, names = "2个（另有1个待核实）", gaps.collect_shortcoming_phrases(now)
    for face in (render("board.shortfalls", now), render_offline_page(now, None)):
        assert f"{FAIRS}还差{short}" in read(face)
    assert f"{FAIRS}差{short}" in "".join(briefs.list_shortfalls(now))
    assert f"{FAIRS}差{short}" in read_document(briefs.compose_brief(now, None))
    summary = read_document(city_summary.compose_summary(now))
    assert "北坪乡、中街街道尚未举办科普大集" in summary
    assert TOWNS[2] not in names["未覆盖"] + names["待补齐"]
    assert "北坪乡、中街街道" in names["待补齐"]


def test_of_more_places_than_are_named_it_is_said_how_many_they_are():
    now = with_fairs(held=TOWNS[:1], unread=())
    said = gaps.collect_shortcoming_phrases(now)["待补齐"]
    assert "推动西岭镇、南塘乡、北坪乡等4个乡镇（街道）举办科普大集" in said


def test_where_only_the_unread_lack_it_nobody_knows_whether_the_target_is_reached():
    now = with_fairs(held=TOWNS[:3], unread=TOWNS[3:])
    line = find_line(now, FAIRS)
    assert (line.is_reached, line.is_doubtful, line.is_short) == (False, True, False)
    assert now.pace(line).signal is Signal.DOUBTFUL
    assert line not in (*now.short_lines, *now.lagging_lines)
    board = read(render("board.shortfalls", now))
    assert f"{FAIRS}3个，另有2个读取失败，是否达标待核实" in board
    said = read_document(briefs.compose_brief(now, None))
    assert f"{FAIRS}、{FIELDS}算上读取失败的才够，是否达标待核实" in said
    assert "近" not in said
    assert f"{FAIRS}3个，目标5个，是否达标待核实" in briefs.compose_phone_script(now, None)
    walls = "".join(map(read, render_wall_views(now, None)))
    every = board + said + walls + briefs.compose_wechat_text(now, None)
    assert f"{FAIRS}差" not in every
    assert f"{FAIRS}还差" not in every
    summary = read_document(city_summary.compose_summary(now))
    assert "尚未举办科普大集" not in summary
    assert f"{FAIRS}3个，目标5个，完成率待核实" in summary
    (told,) = (
        also
        for each in export_figures(now)["indicators"]
        for also in each["also"]
        if also["name"] == FAIRS
    )
    assert (told["rate"], told["doubtful"], told["unread"]) == (None, True, [*TOWNS[3:]])


def with_exhibits(*unread):
    """Exhibits of two of the five fields that are asked for."""
    held = (exhibit(UNITS[0], row, 1, field) for row, field in ((4, "航空航天"), (5, "健康生活")))
    return of_county(book(UNITS[0], *held), *map(unreadable, unread))


def test_any_workbook_nobody_can_read_may_hold_the_options_that_are_wanting():
    wanting = "人工智能、防灾减灾、现代农业"
    known, now = with_exhibits(), with_exhibits(UNITS[1])
    assert find_line(known, FIELDS).unread == ()
    assert f"{FIELDS}还差3个" in read(render("board.shortfalls", known))
    assert f"{wanting}领域尚无展教品" in gaps.collect_shortcoming_phrases(known)["未覆盖"]
    line = find_line(now, FIELDS)
    assert (line.unread, line.is_doubtful) == (tuple(wanting.split("、")), True)
    for face in (render("board.shortfalls", now), render_offline_page(now, None)):
        assert f"{FIELDS}2个，有工作簿读取失败，是否达标待核实" in read(face)
    texts = (briefs.compose_phone_script, briefs.compose_wechat_text)
    every = read_document(city_summary.compose_summary(now)) + read_document(
        briefs.compose_brief(now, None)
    )
    every += "".join(compose(now, None) for compose in texts)
    for word in ("尚无展教品", f"{FIELDS}差", f"{FIELDS}还差", "的展教品"):
        assert word not in every
    assert build_overview(known.snapshot, now).lines == known.lines


def test_named_words_of_a_free_column_may_be_there_too():
    name = "方案点名媒体"
    line = find_line(added_up(unreadable(CAMPAIGN.units[0].name)), name)
    assert line.unread == line.measure.where["媒体名称"]
    assert find_line(added_up(), name).unread == ()


def test_where_workbooks_cannot_be_read_nothing_is_said_not_to_be_there():
    assert phrase_absence(with_exhibits(), "没有") == "没有"
    assert phrase_absence(with_exhibits(*UNITS[1:3]), "没有") == "没有（2本工作簿读取失败，待核实）"


def test_where_there_is_no_room_to_say_how_much_more_may_be_wanting_it_is_said_to_be_the_least():
    now, texts = with_fairs(held=TOWNS[:1], unread=TOWNS[1:2]), []
    now = replace(now, sums=replace(now.sums, lines=(find_line(now, FAIRS),)))
    for room in range(100):
        words = f"{'字' * room}。短板：{{短板}}。"
        campaign = replace(now.campaign, wording=now.campaign.wording | {"wechat_text": words})
        tight = replace(now, snapshot=replace(now.snapshot, campaign=campaign))
        texts.append(briefs.compose_wechat_text(tight, None).partition("短板：")[2])
    gap = f"{FAIRS}差3个（另有1个待核实）"
    said = [*dict.fromkeys(text for text in texts if text)]
    assert (f"{gap}。" in said, said[-1]) == (True, f"{FAIRS}至少差3个。")


def test_where_the_short_text_says_who_owes_a_report_it_says_of_how_many_nobody_knows():
    evening = dt.datetime(2024, 9, 30, 20, tzinfo=NOON.tzinfo)
    now = of_county(book(UNITS[0], report(UNITS[0])), unreadable(UNITS[1]), taken=evening)
    owing = f"{now.filing.missing}家未报总结"
    assert now.filing.missing == now.filing.expected - 2
    assert f"短板：{owing}（另有1家待核实）" in briefs.compose_wechat_text(now, None)
    assert f"{owing}（" not in briefs.compose_phone_script(now, None)
    said = now.campaign.wording["wechat_text"].replace("科普日", "科" * 15)
    campaign = replace(now.campaign, wording=now.campaign.wording | {"wechat_text": said})
    tight = replace(now, snapshot=replace(now.snapshot, campaign=campaign))
    assert f"短板：至少{owing}。" in briefs.compose_wechat_text(tight, None)


def test_another_units_workbook_of_a_district_may_tell_of_it_too():
    now = of_county(unreadable("东河镇中心小学（示例）"))
    assert find_line(now, FAIRS).unread == (TOWNS[0],)
    assert find_line(of_county(unreadable("云溪县医学会（示例）")), FAIRS).unread == ()


@pytest.mark.parametrize("coverage", COVERAGE)
def test_what_cannot_be_read_is_followed_as_books_come_and_go(coverage):
    fill, units = COVERAGE[coverage]
    name = {"districts": FAIRS, "units": "县（市）区科协深入一线"}[coverage]
    add = {"districts": of_county, "units": added_up}[coverage]
    one, other = add(fill(units[0])), add(fill(units[0]), unreadable(units[1]))
    for before, after, unread in ((one, other, 1), (other, one, 0)):
        followed = build_overview(after.snapshot, before)
        assert len(find_line(followed, name).unread) == unread
        assert followed.lines == after.lines
    assert find_line(add(fill(units[1])), name).unread == ()


def test_a_report_missing_when_last_read_may_be_there_by_now():
    name = "总结报送"
    half = partial(report, 电子版="未交")
    now = of_county(
        book(UNITS[0], report(UNITS[0])),
        book(UNITS[1], half(UNITS[1]), stale=stale("兴庆区科协").stale),
        book(UNITS[2], half(UNITS[2])),
    )
    assert find_line(now, name).unread == (UNITS[1],)
    assert now.filing.unreadable == 1


def test_of_reports_nobody_can_read_it_is_told_as_of_units():
    now = of_county(*(book(unit, report(unit)) for unit in UNITS[1:]), unreadable(UNITS[0]))
    assert find_line(now, "总结报送").is_doubtful
    board, brief = render("board.shortfalls", now), read_document(briefs.compose_brief(now, None))
    assert "读取失败1家" in read(board)
    for face in (read(board), brief.partition("二、")[2]):
        assert "总结报送" not in face
