"""Words people write where a column offers a few options."""

import pytest

from kjr.campaign.columns import Choice
from kjr.reading.rows.choices import list_unknown_options, read_choice
from kjr.values.readings import Level

KIND = Choice(
    "类型",
    options=("座谈会", "观摩", "观摩+座谈", "报告会"),
    synonyms={"座谈": "座谈会", "参观": "观摩"},
)
PROGRESS = Choice("办理状态", options=("已解决", "办理中", "无"), synonyms={"解决": "已解决"})
HANDED_IN = Choice("书面总结", required=True, options=("已交", "未交"))
MEDIUM = Choice("媒体形式", required=True, options=("报纸", "微信公众号", "其他"))
RANK = Choice("级别", required=True, options=("市级", "县级", "其他"), synonyms={"市": "市级"})
JOINED = Choice("平台注册", options=("是", "否"))
TAGS = Choice("标签", many=True, options=("树典型", "重宣传", "办实事", "红色教育"))


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        (KIND, "座谈会", "座谈会"),
        (KIND, " 座 谈 会 ", "座谈会"),
        (KIND, "1.座谈会", "座谈会"),
        (KIND, "“座谈会”", "座谈会"),
        (KIND, "座谈", "座谈会"),
        (KIND, "观摩＋座谈", "观摩+座谈"),
        (PROGRESS, "无", "无"),
        (HANDED_IN, "√", "已交"),
        (HANDED_IN, "×", "未交"),
        (HANDED_IN, True, "已交"),
        (HANDED_IN, "□已交 ☑未交", "未交"),
        (HANDED_IN, "已交√", "已交"),
        (MEDIUM, "其它", "其他"),
        (PROGRESS, "解决类", "已解决"),
        (RANK, "市级领域", "市级"),
        *((RANK, each, "县级") for each in ("县（市）级", "县（市、区）级", "县(区)级")),
        (RANK, "市（地）级", "市级"),
    ],
)
def test_takes_an_option_by_its_name_a_synonym_or_a_tick(column, typed, meant):
    assert read_choice(column, typed)[0::4] == (meant, None)


def test_all_parts_of_an_option_are_known_by_their_first_two_letters():
    column = Choice("类型", options=("报告会", "观摩会+座谈会"))
    words = ("先观摩后座谈", "先观摩后吃饭")
    assert [read_choice(column, each).value for each in words] == ["观摩会+座谈会", None]


@pytest.mark.parametrize(("typed", "meant"), [("医疗", "医疗卫生"), ("医", None)])
def test_two_letters_of_an_option_are_enough_to_mean_it_and_one_is_not(typed, meant):
    column = Choice("领域", options=("工业", "农业", "医疗卫生"))
    assert read_choice(column, typed).value == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("是□ 否☑", "否"),
        ("☑是□否", "是"),
        ("√是 ×否", "是"),
        ("×是 √否", "否"),
        ("是√ 否", "是"),
        ("是 否√", "否"),
        ("是 √否", "否"),
        ("√是 否", "是"),
        ("是× 否√", "否"),
        ("[x]是 [ ]否", "是"),
        ("（ ）是 （√）否", "否"),
        ("是（√）  否（  ）", "是"),
        ("【】是【√】否", "否"),
        ("是__√__ 否____", "是"),
        ("☒是 ☐否", "是"),
        ("☒是 ☑否", "否"),
        ("● 是 ○ 否", "是"),
        ("✅是 ⬜否", "是"),
        ("☑是 □否 □其他（  ）", "是"),
        ("☑否，□是", "否"),
        ("是：√  否：", "是"),
        ("是：×  否：√", "否"),
        ("A.是√ B.否", "是"),
        ("√1.是 2.否", "是"),
        ("是(√)/否( )", "是"),
        ("是{√}否{ }", "是"),
        ("□ 是 ☑ 否", "否"),
        ("是 □ 否 ☑", "否"),
    ],
)
def test_a_tick_belongs_to_its_own_word_before_or_behind(typed, meant):
    assert read_choice(JOINED, typed)[0::4] == (meant, None)


@pytest.mark.parametrize("typed", ["是√否", "是 √ 否", "是×", "×是 □否 ○"])
def test_a_tick_that_belongs_to_either_side_is_an_error_and_never_a_guess(typed):
    reading = read_choice(JOINED, typed)
    assert (reading.value, reading.complaint.level) == (None, Level.ERROR)
    assert "勾" in reading.complaint.message


@pytest.mark.parametrize(
    "typed", ["□市级 □县级 □其他", "市级（ ）县级（ ）其他（ ）", "○市级 ○县级 ○其他"]
)
def test_boxes_without_a_tick_are_no_answer_not_even_another(typed):
    reading = read_choice(RANK, typed)
    assert (reading.value, reading.complaint.level) == (None, Level.ERROR)
    assert "没有打勾" in reading.complaint.message


def test_one_choice_with_two_ticks_is_doubted_and_several_keep_each():
    one = read_choice(RANK, "☑市级 ☑县级 □其他")
    assert (one.value, one.complaint.level) == ("市级", Level.DOUBT)
    assert one.complaint.suggestion == "市级"
    for typed in ("☑树典型 □重宣传 ☑办实事", "树典型√ 重宣传 办实事√", "树典型■重宣传□办实事■"):
        assert read_choice(TAGS, typed)[0::4] == (("树典型", "办实事"), None)


@pytest.mark.parametrize(
    ("column", "typed", "meant", "level"),
    [
        (KIND, "参加观摩会", "观摩", Level.DOUBT),
        (KIND, "现场观摩", "观摩", Level.DOUBT),
        (KIND, "观摩活动", "观摩", Level.DOUBT),
        *((KIND, each, "报告会", Level.HINT) for each in ("学术报告会", "报告大会")),
        (KIND, "座谈会和观摩", "观摩+座谈", Level.HINT),
        (MEDIUM, "公众号", "微信公众号", Level.HINT),
        (MEDIUM, "“银川科普”微信公众号", "微信公众号", Level.HINT),
        (MEDIUM, "微信公众好", "微信公众号", Level.DOUBT),
        (MEDIUM, "客户端", "其他", Level.DOUBT),
        (MEDIUM, "报纸、微信公众号", "报纸", Level.DOUBT),
    ],
)
def test_what_it_takes_for_an_option_it_says(column, typed, meant, level):
    reading = read_choice(column, typed)
    assert (reading.value, reading.complaint.level) == (meant, level)
    assert typed in reading.complaint.message


@pytest.mark.parametrize(
    ("column", "typed", "level"),
    [
        (PROGRESS, "未解决", Level.DOUBT),
        (PROGRESS, "再议", Level.DOUBT),
        (HANDED_IN, "正在写", Level.ERROR),
        (HANDED_IN, "□已交 □未交", Level.ERROR),
    ],
)
def test_never_guesses_a_word_it_does_not_know(column, typed, level):
    reading = read_choice(column, typed)
    assert (reading.value, reading.complaint.level) == (None, level)
    assert "、".join(column.options) in reading.complaint.message


@pytest.mark.parametrize(
    "typed", ["办实事、红色教育", "办实事,红色教育", "办实事 红色教育", "办实事和红色教育"]
)
def test_several_options_come_as_a_tuple(typed):
    assert read_choice(TAGS, typed).value == ("办实事", "红色教育")


def test_nothing_beside_an_unknown_word_is_not_nothing():
    reading = read_choice(TAGS, "无、送温暖")
    assert (reading.not_applicable, reading.complaint.level) == (False, Level.DOUBT)


@pytest.mark.parametrize("typed", ["办实事；", "办实事、", "，办实事"])
def test_a_comma_at_the_end_is_no_second_option(typed):
    assert read_choice(TAGS, typed)[:1] + read_choice(TAGS, typed)[4:5] == (("办实事",), None)


def test_a_comma_behind_the_only_option_is_no_word():
    assert read_choice(KIND, "座谈会；").complaint is None


def test_one_of_several_that_is_unknown_is_told_and_the_others_kept():
    reading = read_choice(TAGS, "办实事、送温暖")
    assert reading.value == ("办实事",)
    assert "送温暖" in reading.complaint.message


@pytest.mark.parametrize("typed", ["自治区级", "自治区级媒体"])
def test_what_is_of_the_whole_region_is_asked_and_never_taken_for_a_countys(typed):
    names = Choice("层级", required=True, options=("市级", "县级"), synonyms={"区级": "县级"})
    (value, complaint) = read_choice(names, typed)[0::4]
    assert (value, complaint.level) == (None, "错")
    assert f"“{typed}”不在选项里" in complaint.message


@pytest.mark.parametrize("typed", ["本自治区级的", "本省级的"])
def test_a_regions_level_is_a_provinces_where_the_plan_knows_either(typed):
    names = Choice("层级", options=("自治区级", "县级"), synonyms={"区级": "县级"})
    assert read_choice(names, typed).value == "自治区级"


def test_nothing_is_nothing_unless_it_is_an_option():
    assert read_choice(TAGS, "—").not_applicable
    assert read_choice(KIND, "无").not_applicable


@pytest.mark.parametrize(
    ("column", "typed", "unknown"),
    [
        *(
            (KIND, "", []),
            (KIND, "☑座谈会 □观摩", []),
            (KIND, "☑论坛 □沙龙", []),
            (KIND, "座谈会", []),
            (MEDIUM, None, []),
        ),
        *((KIND, "论坛", [("论坛", "")]), (KIND, "，论坛，", [("论坛", "")])),
        *(
            (MEDIUM, "客户端", [("客户端", "")]),
            (MEDIUM, "微信公众好", [("微信公众好", "微信公众号")]),
        ),
        (TAGS, "办实事、送温暖", [("送温暖", "")]),
        *((KIND, "报告大会", []), (RANK, "县（市）级", []), (KIND, "—", [])),
        *((KIND, "讲" * 20, [("讲" * 20, "")]), (KIND, "讲" * 21, [])),
    ],
)
def test_what_nobody_knows_as_an_option_is_listed_with_what_it_was_read_as(column, typed, unknown):
    assert list_unknown_options(column, typed) == unknown


@pytest.mark.parametrize(
    ("options", "typed", "meant"),
    [
        *(
            (("甲乙丙丁戊己庚辛", "天地"), each, "甲乙丙丁戊己庚辛")
            for each in ("甲乙丙丁戊己子丑寅",)
        ),
        (("甲乙丙丁戊己庚辛", "甲乙丙丁戊子丑寅"), "甲乙丙丁戊己卯辰", "甲乙丙丁戊己庚辛"),
        (("甲乙丙丁戊己庚辛", "甲乙丙丁戊己子丑"), "甲乙丙丁戊己卯辰", None),
        (("甲乙丙丁戊己庚辛", "天地"), "甲乙丙丁戊子丑寅卯", None),
    ],
)
def test_a_word_is_taken_for_what_it_is_like_enough_to_and_clearly_likest(options, typed, meant):
    reading = read_choice(Choice("字", options=options), typed)
    assert (reading.value, reading.complaint.level) == (meant, Level.DOUBT)
    said = f"“{typed}”按“{meant}”计，请核实" if meant else f"“{typed}”不在选项里"
    assert reading.complaint.message.startswith(said)


def test_a_slip_of_the_pen_is_told_and_need_not_be_verified():
    assert read_choice(KIND, "报告大会").complaint.message == "“报告大会”按“报告会”计"


@pytest.mark.parametrize(
    ("column", "typed", "rule"),
    [
        *(
            (KIND, "座谈会", ""),
            (KIND, "座谈", "「座谈」即「座谈会」"),
            (HANDED_IN, "√", "「√」即「已交」"),
        ),
        *(
            (KIND, "报告大会", "「报告大会」按「报告会」计"),
            (MEDIUM, "客户端", "「客户端」按「其他」计"),
        ),
        (MEDIUM, "报纸、微信公众号", "「报纸、微信公众号」取第一个"),
        *((KIND, "无", "「无」为不适用"), (TAGS, "树典型、办实事", "")),
    ],
)
def test_how_an_option_was_read_is_kept(column, typed, rule):
    assert read_choice(column, typed).rule == rule


@pytest.mark.parametrize(
    ("typed", "meant"), [("甲乙丙丁戊己庚子丑寅", True), ("甲乙丙丁戊己子丑寅卯", False)]
)
def test_seven_letters_of_ten_are_enough_to_be_verified(typed, meant):
    option = "甲乙丙丁戊己庚辛壬癸"
    assert read_choice(Choice("字", options=(option, "天地")), typed).value == (
        option if meant else None
    )


@pytest.mark.parametrize(
    ("typed", "level"),
    [("全县医疗卫生", Level.HINT), ("全县的医疗卫生方", Level.DOUBT), ("全县医疗", Level.DOUBT)],
)
def test_an_option_in_more_words_is_verified_where_half_of_them_or_more_say_something_else(
    typed, level
):
    column = Choice("领域", options=("医疗卫生", "农业"), synonyms={"医疗": "医疗卫生"})
    reading = read_choice(column, typed)
    assert (reading.value, reading.complaint.level) == ("医疗卫生", level)


@pytest.mark.parametrize(("column", "unknown"), [(KIND, ["论坛、沙龙"]), (TAGS, ["论坛", "沙龙"])])
def test_only_where_several_may_stand_the_words_between_commas_are_each_one(column, unknown):
    assert [word for word, _ in list_unknown_options(column, "论坛、沙龙")] == unknown


@pytest.mark.parametrize("words", [("报纸", "微信公众号"), ("微信公众号", "报纸")])
def test_of_options_in_one_text_the_first_in_its_order_is_taken(words):
    reading = read_choice(MEDIUM, f"{'和'.join(words)}都登了")
    assert (reading.value, reading.complaint.suggestion) == (words[0], words[0])


def test_a_word_of_one_letter_inside_a_text_names_no_option():
    assert read_choice(RANK, "市民代表").value == "其他"


@pytest.mark.parametrize(("off", "meant"), [(6, True), (5, False)])
def test_a_slip_is_clear_where_the_next_option_is_twelve_percent_less_alike(off, meant):
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥一二三"
    typed = f"{letters[:22]}天地玄"
    options = letters, f"{typed[: 25 - off]}{'黄宇宙洪荒日'[:off]}"
    reading = read_choice(Choice("字", options=options), typed)
    assert (reading.value == letters) == meant


def test_an_option_inside_another_that_is_named_is_not_named_besides():
    column = Choice("领域", options=("卫生", "医疗卫生", "农业"))
    message = read_choice(column, "农业和医疗卫生都讲").complaint.message
    assert "里有 农业、医疗卫生，" in message


@pytest.mark.parametrize("typed", ["办实是儿、送温暖", "送温暖、办实是儿", "办实事、送温暖"])
def test_of_what_is_odd_about_several_options_the_worst_is_told(typed):
    assert read_choice(TAGS, typed).complaint.level is Level.DOUBT


def test_an_option_with_a_sign_between_its_words_is_one_where_several_may_stand():
    column = Choice("标签", many=True, options=("观摩+座谈", "报告会"))
    assert read_choice(column, "观摩+座谈").value == ("观摩+座谈",)
    assert read_choice(column, "观摩+座谈、报告会").complaint is not None


def test_an_option_with_a_sign_between_its_words_is_known_as_a_whole():
    column = Choice("标签", many=True, options=("观摩+座谈", "观摩+报告会"))
    assert list_unknown_options(column, "观摩+座谈") == []
    assert [word for word, _ in list_unknown_options(column, "观摩、论坛")] == ["观摩", "论坛"]
