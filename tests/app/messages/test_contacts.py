"""contacts.csv: whom to ask, for the office alone."""

import pytest

from kjr.app.messages.contacts import ContactBook, KnownContacts, load_contacts
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


@pytest.mark.parametrize(
    ("cell", "mails"),
    [
        ('"a@example.cn\nb@example.cn"', ("a@example.cn", "b@example.cn")),
        ("a＠example.cn", ("a@example.cn",)),
        ("a@example.cn、a@example.cn", ("a@example.cn",)),
        ("a@example.cnb@example.cn", ()),
        ("甲 <a@example.cn>", ()),
        ('"a@example.cn\nBcc: c@example.cn"', ()),
    ],
)
def test_nobody_is_written_to_at_an_address_that_nobody_wrote(tmp_path, cell, mails):
    book = write(tmp_path, FIRST, "单位,邮箱", f"{FIRST.unit},{cell}")
    assert book.find(FIRST.unit).mails == mails
    assert ["邮箱写法不对" in each for each in book.wrong] == [True] * (not mails)


@pytest.mark.parametrize("cell", ['"甲', "甲" * 200_000], ids=["a quote", "a long cell"])
def test_what_swallows_the_rest_of_the_file_is_told_and_what_stood_before_counts(tmp_path, cell):
    lines = ("单位,联络员", f"{FIRST.other},乙", f"{FIRST.unit},{cell}", f"{FIRST.unit},丙")
    book = write(tmp_path, FIRST, *lines)
    assert {unit: each.liaison for unit, each in book.by_unit.items()} == {FIRST.other: "乙"}
    (told,) = book.wrong
    assert told.startswith("contacts.csv 第3行：引号不成对，或者一格太长")


def test_what_is_left_out_of_a_line_is_told(tmp_path):
    book = write(tmp_path, FIRST, "单位,电话,电话", f"{FIRST.unit},1,2,3")
    assert book.find(FIRST.unit).phone == "1"
    assert book.wrong == (
        "contacts.csv 第1行：“电话”写了2列电话，只用第一列",
        "contacts.csv 第2行：比表头多几格，多出来的没有读",
    )


@pytest.mark.parametrize("cell", ["1.38E+10", "1.3800138E+10", "1e+10", "######"])
def test_a_number_that_excel_lost_is_told_and_not_shown(tmp_path, cell):
    lines = "单位,联络员,电话,群", f"{FIRST.unit},甲,{cell},北片群", f"{FIRST.other},乙,1,{cell}"
    book = write(tmp_path, FIRST, *lines)
    assert book.find(FIRST.unit)[:2] == ("甲", "")
    assert [told.partition("，")[0] for told in book.wrong] == [
        f"contacts.csv 第2行：电话被 Excel 写成了“{cell}”",
        f"contacts.csv 第3行：群被 Excel 写成了“{cell}”",
    ]
    assert book.find(FIRST.other).group == ""


@pytest.mark.parametrize("cell", ["13800000000", "0951-0000000转8", "139 0000 0000"])
def test_a_number_that_is_whole_is_shown_as_it_is(tmp_path, cell):
    book = write(tmp_path, FIRST, "单位,电话", f"{FIRST.unit},{cell}")
    assert (book.find(FIRST.unit).phone, book.wrong) == (cell, ())


@pytest.mark.parametrize(
    "header",
    [
        "单位名称,联系人,手机号,电子邮件,微信群",
        "单位全称,联络人,联系电话,电子邮箱,群名称",
        "单 位,姓名,手机,E-mail,工作群",
    ],
)
def test_a_column_is_known_by_the_plain_words_people_write(tmp_path, header):
    line = f"{FIRST.unit},示例员,0951-0000000,a@example.cn,北片群"
    book = write(tmp_path, FIRST, header, line)
    assert book.wrong == ()
    assert book.find(FIRST.unit) == ("示例员", "0951-0000000", ("a@example.cn",), "北片群")


def test_two_columns_of_one_meaning_are_told(tmp_path):
    book = write(tmp_path, FIRST, "单位,手机,办公电话", f"{FIRST.unit},1,2")
    assert book.find(FIRST.unit).phone == "1"
    assert book.wrong == ("contacts.csv 第1行：“手机”“办公电话”写了2列电话，只用第一列",)


def test_a_line_separator_in_a_cell_ends_no_line(tmp_path):
    (tmp_path / "contacts.csv").write_text(
        f"单位,联络员,电话\n{FIRST.unit},甲\u2028乙,1\n", "utf-8"
    )
    book = load_contacts(tmp_path, FIRST.campaign)
    assert (book.find(FIRST.unit).liaison, book.find(FIRST.unit).phone) == ("甲 乙", "1")
    assert book.wrong == ()


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


def test_contacts_are_read_again_once_the_file_is_another_and_only_then(tmp_path):
    known, head = KnownContacts(tmp_path), "单位,联络员"
    assert known.ask(FIRST.campaign) == ContactBook()
    for liaison in ("示例员", "另一个示例员", "示例员"):
        write(tmp_path, FIRST, head, f"{FIRST.unit},{liaison}")
        found = known.ask(FIRST.campaign)
        assert found.find(FIRST.unit).liaison == liaison
        assert known.ask(FIRST.campaign) is found
    assert known.ask(COUNTY.campaign) is not found
    (tmp_path / "contacts.csv").unlink()
    assert known.ask(FIRST.campaign) == ContactBook()
