import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kjr.documents.html import offline
from kjr.figures.agenda import WHICH_DAY
from kjr.values import wording
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.filings import (
    CAPTAIN,
    CLERK,
    PHONE,
    VISITED,
    added_up,
    empty,
    example,
    unreadable,
)

VOID = {"meta", "br", "img", "rect"}


class Text(HTMLParser):
    """What a reader sees, and every tag and address on the way."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags, self.addresses, self.open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(params=CAMPAIGNS, scope="module")
def overview(request):
    return CAMPAIGNS[request.param]()


@pytest.fixture(scope="module")
def page(overview):
    return offline.render_offline_page(overview, None)


def test_every_tag_is_closed(page):
    assert Text(page).open == []


def test_it_needs_no_script_and_no_network(page):
    seen = Text(page)
    assert "script" not in seen.tags
    assert "link" not in seen.tags
    assert all(address.startswith("#") for address in seen.addresses)
    assert "url(" not in page
    assert "@import" not in page


def test_every_address_leads_somewhere_on_the_page(page):
    assert all(f'id="{address[1:]}"' in page for address in Text(page).addresses)


def test_every_figure_stands_on_it(overview, page):
    words = Text(page).words
    for line in overview.lines:
        assert wording.format_figure(line.done, line.measure.counter, about=line.about) in words
        assert line.measure.words in words


def test_every_unit_stands_on_it(overview, page):
    words = Text(page).words
    assert [each.unit.name for each in overview.standings if each.unit.name not in words] == []


def test_it_says_for_which_moment_it_stands(overview, page):
    assert f"数据截至 {overview.snapshot.taken:%-m月%-d日 %H:%M}" in page


def test_nothing_private_stands_on_it(page):
    assert [each for each in (VISITED, CAPTAIN, CLERK, PHONE) if each in page] == []


def test_it_follows_light_and_dark(page):
    assert "color-scheme: light dark" in page


def test_the_same_snapshot_makes_the_same_page(overview, page):
    assert offline.render_offline_page(overview, None) == page


def test_days_are_drawn_with_their_number():
    assert "5月24日　2条" in offline.render_offline_page(example(), None)


def test_it_says_which_of_two_days_is_drawn(page):
    assert WHICH_DAY in Text(page).words


def test_a_name_cannot_break_the_page():
    evil = "<script>alert(1)</script>"
    campaign = replace(
        example().campaign, title=evil, units=(replace(example().campaign.units[1], name=evil),)
    )
    page = offline.render_offline_page(added_up(empty(evil), campaign=campaign), None)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_reason_of_the_reader_is_shown_as_text():
    page = offline.render_offline_page(added_up(unreadable("灵武市科协", "<b>坏</b>")), None)
    assert "<b>坏" not in page


def test_example_data_is_marked():
    campaign = replace(example().campaign, moment=example().snapshot.taken)
    assert "示例数据" in offline.render_offline_page(added_up(campaign=campaign), None)
    assert "示例数据" not in offline.render_offline_page(added_up(), None)


def test_it_names_no_page_that_it_lacks(page):
    named = set(re.findall("见“([^”]+)”", "".join(Text(page).words)))
    assert named <= {"全部指标和口径"}
