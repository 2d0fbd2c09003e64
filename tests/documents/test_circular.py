"""通报: what it says of earlier reminders is on record, or it is not said."""

import re

import pytest

from kjr.documents import briefs
from kjr.documents.briefs import compose_brief
from kjr.documents.circular import compose_circular
from kjr.documents.html.offline import render_offline_page
from kjr.documents.html.wall import render_wall_views
from kjr.documents.printing import KINDS, compose_document
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.figures.moments.snapshot import Book, Snapshot
from kjr.figures.overview import build_overview
from kjr.state.chases import Rung, gather_records
from kjr.store.base import StoredBook
from tests.chased import asked, asking, look_on
from tests.documents.summary.campaigns import CAMPAIGNS, SAMPLES
from tests.documents.summary.filings import NOON, example, unreadable
from tests.faces import read_document, strip_tags
from tests.typed import CAMPAIGN, read

both = pytest.mark.parametrize("campaign", CAMPAIGNS)


@both
def test_without_a_record_nobody_was_reminded(campaign):
    assert "提醒" not in read_document(compose_circular(CAMPAIGNS[campaign]()))


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_where_nobody_has_filed_no_figure_of_zero_is_told(sample):
    unread = [unreadable(unit) for unit in sample.units]
    for seen, said in (
        (sample.add_up(), "尚无单位报送。"),
        (sample.add_books(*unread), "尚未读到有单位报送。"),
        (sample.add_up(sample.report(sample.units[0])), "已报送1家，上报率"),
    ):
        first = compose_circular(seen).body[0].text
        assert said in first
        assert first.split("。")[0] in compose_brief(seen, None).body[0].text


def test_who_was_reminded_and_still_owes_is_named_with_how_often():
    records = asked("西夏区科协", times=2) | asked("金凤区科协")
    said = read_document(compose_circular(example(), records))
    assert "提醒后仍未报齐的1家：西夏区科协（经2次提醒）。" in said
    assert "金凤区科协（经" not in said


def test_how_often_is_said_once_for_all_who_were_asked_as_often():
    owing = [each.unit.name for each in example().standings if each.owes_report][:3]
    records = asked(owing[0]) | asked(owing[1], times=2) | asked(owing[2], times=2)
    said = read_document(compose_circular(example(), records))
    told = f"3家：{owing[1]}、{owing[2]}（各经2次提醒）；{owing[0]}（经1次提醒）。"
    assert told in said


def test_a_message_whose_end_nobody_knows_or_that_failed_is_not_counted():
    records = gather_records([asking("西夏区科协", channel="企业微信群机器人")])
    assert "提醒" not in read_document(compose_circular(example(), records))


def test_a_circular_of_an_earlier_moment_knows_nothing_of_later_reminders():
    acts = [asking("西夏区科协", moment=NOON.replace(hour=13))]
    assert "提醒" not in read_document(compose_document(example(), KINDS[2], acts=acts))
    earlier = [asking("西夏区科协", moment=NOON.replace(hour=11))]
    assert "经1次提醒" in read_document(compose_document(example(), KINDS[2], acts=earlier))


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        ("已交 | | ", "电子版未交"),
        (" | 已交 | 6月7日", "书面总结未交"),
        (" | | 6月7日", "书面总结、电子版未交"),
    ],
)
def test_who_handed_in_one_part_and_left_the_other_blank_lacks_only_that(rows, lacking):
    page = read(f"书面总结 | 电子版 | 报送日期\n{rows}", "总结报送", unit="灵武市科协")
    book = Book("灵武市科协", StoredBook("灵武市科协.xlsx", "1", NOON), NOON, (page,))
    seen = build_overview(Snapshot(CAMPAIGN, NOON, 1, {"灵武市科协": book}))
    lines = read_document(compose_circular(seen)).splitlines()
    (said,) = [line for line in lines if "灵武市科协" in line]
    parts = {part.partition("：")[0]: part for part in said.split("；")}
    assert "灵武市科协" in parts[lacking]


@pytest.mark.parametrize("days", [3, 300])
@both
def test_a_moment_of_another_year_says_which_on_every_face(campaign, days):
    now = look_on(CAMPAIGNS[campaign](), days)
    taken = now.snapshot.taken
    day = f"{taken.month}月{taken.day}日"
    faces = {
        "circular": read_document(compose_circular(now)),
        "brief": read_document(briefs.compose_brief(now, None)).split("数据截至")[0],
        "phone": briefs.compose_phone_script(now, None),
        "wechat": briefs.compose_wechat_text(now, None),
        "wall": strip_tags(render_wall_views(now, None)[0]),
        "offline": strip_tags(render_offline_page(now, None)).split("每天新增")[0],
        "notice": compose_unit_reminders(now, Rung.WARNING)[0].text,
    }
    years = {name: re.findall(rf"(\d{{4}}年)?(?<!\d){day}", said) for name, said in faces.items()}
    told = f"{taken.year}年" if taken.year != now.campaign.year else ""
    assert all(years.values())
    assert {name: found for name, found in years.items() if found[0] != told} == {}
