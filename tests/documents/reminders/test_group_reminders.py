import pytest

from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.reminder import Recipient
from tests.chased import look_on
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.county_filings import county
from tests.documents.summary.filings import example, mostly_unreadable, nothing


def test_a_group_is_told_who_in_it_has_not_filed():
    texts = {
        each.to: each.text for each in compose_group_reminders(example(), "https://example.com/1")
    }
    assert "市直总结已报0/2家，还差2家：" in texts["市直"]
    assert "银川市心理卫生学会（缺电子版）" in texts["市直"]
    assert "还没有填报的1家：银川市心理咨询师协会。" in texts["市直"]
    assert "台账链接：https://example.com/1。" in texts["市直"]
    assert "还差1家：永宁县科协。台账已填报0家。台账读到为空的1家：永宁县科协。" in texts["永宁县"]
    assert "台账读到为空" not in texts["市直"]


def test_a_group_is_told_why_who_owes_and_who_filed_are_fewer_than_all():
    texts = {each.to: each.text for each in compose_group_reminders(mostly_unreadable())}
    assert any("另有1家的工作簿读取失败，正在核实。" in text for text in texts.values())
    quiet = compose_group_reminders(nothing())
    assert not any("正在核实" in each.text for each in quiet)


def test_a_group_in_which_all_have_filed_gets_no_message():
    assert "兴庆区" not in {each.to for each in compose_group_reminders(example())}


def test_a_workbook_we_cannot_read_is_not_named_in_front_of_others():
    assert "灵武市" not in {each.to for each in compose_group_reminders(example())}


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_without_a_link_no_link_is_promised(campaign):
    sent = compose_group_reminders(CAMPAIGNS[campaign]())
    assert sent
    assert all("链接" not in each.text for each in sent)


def test_a_group_of_the_office_s_own_takes_the_units_that_are_in_it():
    known = {"西夏区科协": Recipient(group="北片群"), "贺兰县科协": Recipient(group="北片群")}
    sent = {each.to: each for each in compose_group_reminders(example(), recipients=known)}
    assert sent["北片群"].units == ("西夏区科协", "贺兰县科协")
    assert "贺兰县" not in sent
    assert "北片群总结已报0/2家，还差2家：西夏区科协、贺兰县科协" in sent["北片群"].text


def test_a_message_to_a_group_knows_whom_it_names_and_nobody_else():
    for each in compose_group_reminders(example()):
        assert all(unit in each.text for unit in each.units)
        others = {unit.name for unit in example().campaign.expected} - {*each.units}
        assert not any(unit in each.text for unit in others)


@pytest.mark.parametrize("seen", [example, county])
def test_once_the_deadline_is_past_no_group_is_asked_to_file_before_it(seen):
    assert compose_group_reminders(look_on(seen(), 0))
    assert compose_group_reminders(look_on(seen(), 1)) == []
