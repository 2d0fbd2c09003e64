"""What a cell means under each kind of column, and the bounds its column sets."""

import datetime as dt

import pytest

from kjr.campaign.columns import Choice, Count, Day, Link, Money, Person, Phone, Text
from kjr.reading.rows.cell_reading import read_cell
from kjr.values.readings import Level, Reading

WINDOW = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
VISITS = Count("走访人次", counter="人次", least=1, doubt_above=50)
READERS = Count("阅读量")
LIKED = Count("满意度", counter="%", most=100)


def meant(column, cell):
    reading = read_cell(column, cell, WINDOW)
    return reading.value, reading.complaint and str(reading.complaint.level)


@pytest.mark.parametrize(
    ("column", "cell", "value", "level"),
    [
        (VISITS, "30余人次", 30, None),
        (VISITS, "30余人", 30, "提示"),
        (VISITS, 60.0, 60, "疑"),
        (VISITS, 0.0, None, "错"),
        (VISITS, 2.5, None, "错"),
        (Person("带队人"), "待定国", "待定国", None),
        (Text("主题"), 1e15, "1000000000000000", "疑"),
        (VISITS, 1e13, None, "错"),
        (READERS, 43574, 43574, None),
        (READERS, 43575, 43575, "疑"),
        (READERS, 43657, 43657, "疑"),
        (READERS, 43658, 43658, None),
        (READERS, 20190528, None, "错"),
        (READERS, 13800001234, None, "错"),
        (READERS, 999_999, 999_999, None),
        (READERS, 1_000_000, 1_000_000, "疑"),
        (LIKED, 0.94, 94, "提示"),
        (LIKED, 1.0, 100, "疑"),
        (LIKED, "94.5%", 94.5, None),
        (LIKED, "0.95", 95, "提示"),
        (LIKED, "1", 100, "疑"),
        (LIKED, "0.9以上", 90, "提示"),
        (LIKED, 1, 100, "疑"),
        (LIKED, "100%", 100, None),
        *(
            (LIKED, each, float(each.rstrip("分")), "疑")
            for each in ("1.5", "9.8分", "10分", "2分")
        ),
        *((LIKED, each, float(each), None) for each in ("2", "10", "10.5", "11")),
        (LIKED, "九成", 90, None),
        (LIKED, "九成五", 95, None),
        (LIKED, "9成以上", 90, None),
        (LIKED, "八九成", 80, "疑"),
        (LIKED, "百分之九十五", 95, None),
        (LIKED, "百分之百", 100, None),
        (LIKED, "百分之一", 1, None),
        (VISITS, "九成", 90, "疑"),
        (LIKED, "0.5%", 0.5, None),
        (LIKED, 0.0, 0, None),
        (LIKED, "95", 95, None),
        (LIKED, 101.0, None, "错"),
        (Money("慰问金额（元）", doubt_above=5000), "0.5万元", 5000, None),
        (Money("慰问金额（元）", doubt_above=5000), 5001.0, 5001, "疑"),
        (Day("日期"), 43615.0, dt.date(2019, 5, 30), None),
        (Person("带队人"), "王　芳", "王芳", None),
        (Person("姓名", many=True), "林知远、 王 芳", ("林知远", "王芳"), None),
        (Person("姓名", many=True), "林知远 苏砚秋", ("林知远", "苏砚秋"), None),
        (Person("姓名", many=True), "林知远 副主席", ("林知远 副主席",), None),
        (Person("姓名", many=True), "欧阳 明秋", ("欧阳 明秋",), None),
        (Person("姓名", many=True), "林 知 远", ("林知远",), None),
        (Person("姓名", many=True), "林 知 远、欧 阳 明 秋", ("林知远", "欧阳明秋"), None),
        (Person("姓名"), "林\u3000知\u3000远", "林知远", None),
        (Person("姓名", many=True), "Lin Zhiyuan", ("Lin Zhiyuan",), None),
        (Person("姓名", many=True), "林知远和苏砚秋", ("林知远", "苏砚秋"), None),
        (Person("姓名", many=True), "林知远（主席、书记）", ("林知远（主席、书记）",), None),
        (Person("姓名", many=True), "林知远等5人", ("林知远",), "提示"),
        (Person("姓名", many=True), "阿依·买买提", ("阿依·买买提",), None),
        (Person("姓名", many=True), "\u200b林知远", ("林知远",), None),
        (Person("姓名", many=True), "\u202a林知远\u202c、苏砚秋\ufe0f", ("林知远", "苏砚秋"), None),
        (Person("带队人"), "王⼀", "王一", None),
        (Person("带队人"), "“林知远”", "林知远", None),
        (Person("姓名", many=True), "“林知远”、“苏 砚”", ("林知远", "苏砚"), None),
        (Text("媒体名称"), "银川⽇报", "银川日报", None),
        (Text("媒体名称"), "⻩河晚报\u00a0ＡＰＰ", "黄河晚报 APP", None),
        (VISITS, "\u206630\u2069", 30, None),
        (VISITS, "30\ufe0f", 30, None),
        (VISITS, "5O", 50, "疑"),
        (Day("日期"), "\u200e2019/5/30", dt.date(2019, 5, 30), None),
        (Day("日期"), "2019\u201105\u201130", dt.date(2019, 5, 30), None),
        (Phone("联系电话"), 13800001234.0, "13800001234", None),
        (Phone("联系电话"), "13800001234.0", "13800001234", None),
        (Phone("联系电话"), "138-0000 1234", "13800001234", None),
        (Phone("联系电话"), "0951-6000000", "0951-6000000", None),
        (Phone("联系电话"), "见备注", "见备注", "提示"),
        (Phone("联系电话"), "6000000", "6000000", None),
        (Phone("联系电话"), "微信abc123", "微信abc123", "提示"),
        (Phone("联系电话"), "12315", "12315", None),
        (Phone("联系电话"), "0951-6000000转8012", "0951-6000000转8012", None),
        (Phone("联系电话"), "(0951) 6000000", "(0951) 6000000", None),
        (Phone("联系电话"), "400-600-0000", "400-600-0000", None),
        (Phone("联系电话"), "13800001234、13900005678", "13800001234、13900005678", None),
        (Phone("联系电话"), "13800001234/0951-6000000", "13800001234/0951-6000000", None),
        (Phone("联系电话"), "13800001234 13900005678", "13800001234 13900005678", None),
        (Phone("联系电话"), "林某13800001234\n苏某6000000", "林某13800001234\n苏某6000000", None),
        (Phone("联系电话"), "13800001234（林某）", "13800001234", None),
        (Phone("联系电话"), "1390000123", "1390000123", "提示"),
        (Phone("联系电话"), "1346334301", "1346334301", "提示"),
        (Phone("联系电话"), "951-6334301", "951-6334301", None),
        (Phone("联系电话"), "010-63343011", "010-63343011", None),
        (Phone("联系电话"), 1390000123.0, "1390000123", "提示"),
        (Phone("联系电话"), "139000012345", "139000012345", "提示"),
        (Phone("联系电话"), "13800001234、1390000123", "13800001234、1390000123", "提示"),
        (Phone("联系电话"), "1.52138E+10", "1.52138E+10", "疑"),
        (Phone("联系电话"), "1.39E+10", "1.39E+10", "疑"),
        (Phone("联系电话"), 13900000000.0, "13900000000", "疑"),
        (Phone("联系电话"), "1.3800001234E+10", "13800001234", None),
        (Link("链接/版面"), "https://example.com/530", "https://example.com/530", None),
        (Link("链接/版面"), "第5版", "第5版", None),
        (Link("链接/版面"), "银川日报", "银川日报", "提示"),
        (Text("备注"), " 入户\u200b ", "入户", None),
        (Text("备注"), 12.0, "12", None),
        (Text("备注", longest=3), "四个字了", "四个字了", "提示"),
        (Text("备注"), 640102198001011000.0, "640102198001011000", "疑"),
        (Text("备注"), "李示例：重度抑郁", "李示例：重度抑郁", "疑"),
    ],
)
def test_reads_each_kind_of_column(column, cell, value, level):
    assert meant(column, cell) == (value, level)


@pytest.mark.parametrize(
    "column", [VISITS, Day("日期"), Text("备注"), Person("姓名"), Phone("电话")]
)
def test_nothing_and_blank_are_two_things(column):
    assert read_cell(column, "—", WINDOW).not_applicable
    assert read_cell(column, " ", WINDOW) == Reading()


def test_a_number_excel_has_cut_short_says_so():
    reading = read_cell(Text("备注"), 640102198001011000.0, WINDOW)
    assert "已被表格软件改成0" in reading.complaint.message


def test_a_choice_with_a_complaint_of_its_own_keeps_its_words():
    assert read_cell(VISITS, "若干", WINDOW).complaint.level is Level.ERROR


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *((Text("主题"), "待定"), (Link("链接"), "待定"), (Person("带队人"), None)),
        (Choice("状态", options=("待定", "已定")), "待定"),
        (Choice("状态", options=("缓办", "已定"), synonyms={"待定": "缓办"}), "缓办"),
        (Choice("状态", options=("缓办", "已定")), None),
    ],
)
def test_undecided_is_a_word_where_words_are_free_or_it_is_an_option_and_else_as_if_blank(
    column, value
):
    reading = read_cell(column, "待定", WINDOW)
    assert reading.value == value
    assert (reading.rule == "「待定」是还没有填") == (value is None)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        *(("1381234567", "手机号应为11位，现在是10位"), ("138123456789", "现在是12位")),
        *(("13812345678901", "现在是14位"), ("138123456789012", "不像电话号码")),
        *(
            ("861381234567", "手机号应为11位"),
            ("55512", "不像电话号码"),
            ("问张三", "不像电话号码"),
        ),
    ],
)
def test_a_mobile_with_other_than_eleven_digits_is_told_by_its_beginning(cell, said):
    reading = read_cell(Phone("电话"), cell, WINDOW)
    assert (reading.value, reading.complaint.level) == (cell, Level.HINT)
    assert said in reading.complaint.message


def test_fourteen_letters_may_say_that_there_is_nothing_to_say():
    text = "目前未收集到相关意见和建议。"
    assert len(text) == 14
    assert read_cell(Text("主题"), text, WINDOW).not_applicable


@pytest.mark.parametrize(("letters", "level"), [(5, None), (6, "提示")])
def test_words_may_have_as_many_letters_as_their_column_allows(letters, level):
    assert meant(Text("主题", longest=5), "甲" * letters) == ("甲" * letters, level)


@pytest.mark.parametrize(("letters", "is_read"), [(300, True), (301, False)])
def test_an_option_is_looked_for_in_three_hundred_letters_and_in_no_more(letters, is_read):
    reading = read_cell(Choice("领域", options=("工业", "农业")), "工" * letters, WINDOW)
    assert ("太长" in reading.complaint.message) == (not is_read)
