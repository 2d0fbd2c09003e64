"""Reports of workbooks that cannot be read: who has filed stays so, of the others nobody knows."""

from dataclasses import replace

import pytest

from kjr.documents import briefs, circular
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.figures.moments.snapshot import Stale
from tests.documents.summary.filings import CAMPAIGN, NOON, added_up, filled, report, unreadable
from tests.faces import read_document
from tests.small import book

FILED, HALF, NEVER, OTHER = (unit.name for unit in CAMPAIGN.expected[:4])


@pytest.fixture
def now():
    """One filed, one handed in half and one was never read; none of their books can be read."""
    gone = Stale(NOON, "文件加了密码")
    half = book(HALF, *filled(HALF).entries[:-1], report(HALF, 电子版="未交"))
    return added_up(
        replace(filled(FILED), stale=gone), replace(half, stale=gone), unreadable(NEVER)
    )


def test_what_the_wechat_text_tells_adds_up(now):
    filing = now.filing
    assert (filing.filed, filing.unreadable) == (1, 2)
    said = briefs.compose_wechat_text(now, None)
    assert f"总结已报1/{filing.expected}家" in said
    assert f"催报总结{filing.expected - 3}家，核实2家。" in said


def test_the_brief_says_of_which_reports_nobody_knows(now):
    said = read_document(briefs.compose_brief(now, None))
    assert f"工作簿读取失败、还不知道是否已报的有2家（{HALF}、{NEVER}）" in said


def test_the_circular_verifies_only_what_nobody_knows(now):
    (said,) = (
        each for each in read_document(circular.compose_circular(now)).split("【") if "待补" in each
    )
    assert f"先核实再通报。{HALF}、{NEVER}的工作簿" in said
    assert FILED not in said
    filed_only = added_up(replace(filled(FILED), stale=Stale(NOON, "文件加了密码")))
    assert "先核实再通报" not in read_document(circular.compose_circular(filed_only))


def test_a_group_hears_of_as_many_as_nobody_knows(now):
    groups = [each.text for each in compose_group_reminders(now)]
    unsure = [each for each in groups if "工作簿读取失败，正在核实" in each]
    told = sum(int(each.split("家的工作簿读取失败")[0].split("另有")[-1]) for each in unsure)
    owing = {each.to for each in compose_group_reminders(now)}
    assert told == sum(now.standing(name).unit.district in owing for name in (HALF, NEVER))
