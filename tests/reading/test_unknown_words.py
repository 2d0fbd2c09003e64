"""Which words of a workbook the office is asked about."""

from kjr.reading.book import parse_book
from kjr.reading.unknown_words import list_unknown_words
from tests.typed import CAMPAIGN, typed

HEAD = "走访日期|走访地点/单位|对象类别|带队人|带队人级别|走访人次"
VISITS = "2019-05-24|示例园|{}|何示例|县级分管领导|3|{}"


def unknown(*texts):
    pages = [
        page
        for unit, text in texts
        for page in parse_book([typed(text, "走访慰问", unit)], CAMPAIGN)
    ]
    return list_unknown_words(CAMPAIGN, pages)


def visits(head="撰写人", kind="一线科技工作者", other="林示例"):
    return f"{HEAD}|{head}\n{VISITS.format(kind, other)}"


def test_a_header_nobody_knows_may_be_any_column_the_sheet_lacks():
    (word,) = unknown(("贺兰县科协", visits()), ("金凤区科协", visits()))
    assert (word.column, word.written, word.guess) == ("", "撰写人", "")
    assert word.units == ("贺兰县科协", "金凤区科协")
    assert "填报人" in word.meanings
    assert not {*HEAD.split("|")} & {*word.meanings}


def test_a_header_read_by_what_stands_below_is_asked_for_with_that_guess():
    (word,) = unknown(("贺兰县科协", visits("填报人").replace("走访日期", "何日前往")))
    assert (word.written, word.guess) == ("何日前往", "走访日期")
    assert word.guess in word.meanings


def test_who_has_the_column_beside_the_word_is_named_for_it():
    both = f"{HEAD}|填报人|撰写人\n{VISITS.format('一线科技工作者', '林示例')}|何示例"
    (word,) = unknown(("贺兰县科协", visits()), ("金凤区科协", both))
    assert "填报人" in word.meanings
    assert word.taken == {"填报人": ("金凤区科协",)}


def test_an_option_nobody_knows_may_be_any_of_them():
    (word,) = unknown(("贺兰县科协", visits("填报人", "下基层")))
    assert (word.column, word.written) == ("对象类别", "下基层")
    assert word.meanings == CAMPAIGN.ledger("走访慰问").column("对象类别").options


def test_of_several_words_in_a_cell_only_the_unknown_is_asked_for():
    words = unknown(("贺兰县科协", visits("填报人", "一线科技工作者、下基层")))
    assert [word.written for word in words] == ["下基层"]


def test_known_words_blank_columns_and_numbering_are_not_asked_for():
    assert unknown(("贺兰县科协", visits("填报人"))) == []
    assert unknown(("贺兰县科协", visits("撰写人", other=""))) == []
    assert unknown(("贺兰县科协", visits("序号", other="1"))) == []


def test_a_header_of_several_ledgers_is_asked_for_once():
    other = "刊发日期|标题|媒体名称|撰写人\n2019-05-24|示例报道|示例日报|林示例"
    pages = [
        *parse_book([typed(visits(), "走访慰问"), typed(other, "宣传报道")], CAMPAIGN),
    ]
    word = next(each for each in list_unknown_words(CAMPAIGN, pages) if each.written == "撰写人")
    assert list(word.free) == ["走访慰问", "宣传报道"]
    assert all("填报人" in free for free in word.free.values())
