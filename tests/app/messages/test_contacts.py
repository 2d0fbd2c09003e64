"""contacts.csv: whom to ask, for the office alone."""

import pytest

from kjr.app.messages.contacts import ContactBook, load_contacts
from kjr.campaign.loading import CampaignError, load_campaign, parse_campaign, read_texts
from tests.plans import COUNTY, FIRST

both = pytest.mark.parametrize("of", [FIRST, COUNTY], ids=str)


def write(folder, of, *lines):
    (folder / "contacts.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    return load_contacts(folder, of.campaign)


@both
def test_a_unit_is_found_by_any_of_its_names_as_excel_saves_the_file(tmp_path, of):
    head, line = "单位,群,联络员,邮箱,电话", f"{of.alias},北片群,示例员,a@example.cn,0951-0000000"
    found = write(tmp_path, of, head, line).find(of.unit)
    assert (found.liaison, found.mails, found.group) == ("示例员", ("a@example.cn",), "北片群")


@both
def test_what_cannot_be_read_is_told_by_its_line_and_the_rest_counts(tmp_path, of):
    lines = ("单位,联络员,邮箱", f"{of.unit},示例员,写错了", "没有的单位,甲,", f"{of.unit},乙,")
    book = write(tmp_path, of, *lines)
    assert book.find(of.unit).liaison == "示例员"
    assert book.find(of.unit).mails == ()
    assert [each.split("：")[0] for each in book.wrong] == [
        f"contacts.csv 第{number}行" for number in (2, 3, 4)
    ]


def test_without_the_file_nobody_is_known(tmp_path):
    assert load_contacts(tmp_path, FIRST.campaign) == ContactBook()


@both
def test_nothing_of_it_stands_in_the_campaign_that_is_frozen_and_copied(tmp_path, of):
    for name, text in of.campaign.texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    write(tmp_path, of, "单位,联络员", f"{of.unit},独一无二的名字")
    assert "独一无二的名字" not in repr(load_campaign(tmp_path).texts)


def test_the_roster_which_is_handed_around_does_not_take_telephone_numbers(tmp_path):
    texts = read_texts(FIRST.home)
    texts["units.csv"] = texts["units.csv"].replace("别名,应报", "别名,应报,电话", 1)
    with pytest.raises(CampaignError, match=r"“电话”请写到旁边的 contacts\.csv"):
        parse_campaign(texts)
