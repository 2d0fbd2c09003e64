"""联合活动 as the office sees it: a pair settled, told, and taken back."""

import re

import pytest

from kjr.ui import live
from kjr.ui.presses import NAMELESS
from tests.faces import strip_tags
from tests.pages.test_editor import press, said, signed
from tests.plans import BOTH

pytestmark = BOTH
PAGE = "pages/office/joint.py"


@pytest.fixture
def office(opened, example):
    return signed(opened(example, PAGE))


def field(elements, label):
    return next(each for each in elements if each.label == label)


def heads(viewer):
    return [each.value for each in viewer.subheader]


def test_a_pair_is_settled_and_taken_back(office):
    snapshot = live.find_app().board.now.snapshot
    number, pair = len(snapshot.open_pairs), snapshot.open_pairs[0]
    assert heads(office) == [f"疑似联合活动（{number}）"]
    before = len(snapshot.entries)
    field(office.selectbox, "认定哪一对").select_index(0).run()
    press(office, f"{pair.one.entry.unit}主办")
    assert heads(office) == [f"疑似联合活动（{number - 1}）", "已经认定的（1）"]
    assert len(live.find_app().board.now.snapshot.entries) == before - 1
    field(office.selectbox, "撤回哪一条").select_index(0).run()
    press(office, "撤回")
    assert heads(office) == [f"疑似联合活动（{number}）"]
    assert len(live.find_app().board.now.snapshot.entries) == before
    assert said(office) == []


def test_the_partners_page_counts_its_ledgers_without_the_row_of_another(office, opened, example):
    pair = live.find_app().board.now.snapshot.open_pairs[0]
    field(office.selectbox, "认定哪一对").select_index(0).run()
    press(office, f"{pair.one.entry.unit}主办")
    partner = opened(example, "pages/leaders/units.py", unit=pair.two.entry.unit)
    told = " ".join(strip_tags(each.proto.body) for each in partner.get("html"))
    assert "协办 1 条不另计" in told
    number = int(re.search(r"(\d+) 条，待改", told)[1])
    ledgers = re.search(r"台账\s([^\n]*条)", told)[1]
    assert sum(map(int, re.findall(r"(\d+) 条", ledgers))) == number
    again = opened(example, PAGE)
    field(again.selectbox, "撤回哪一条").select_index(0).run()
    signed(again)
    press(again, "撤回")


def test_who_does_not_say_his_name_cannot_settle(opened, example):
    office = opened(example, PAGE)
    field(office.selectbox, "认定哪一对").select_index(0).run()
    before = live.find_app().journal.acts()
    host = next(each for each in office.button if each.label.endswith("主办"))
    host.click().run()
    assert [each.value for each in office.error] == [NAMELESS]
    assert live.find_app().journal.acts() == before
