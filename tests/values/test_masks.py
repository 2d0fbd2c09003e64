import re

import pytest

from kjr.values.masks import find_personal_data, mask_personal_data

DASHES = "-－—–‐‒―−ー~～·._"
SPACES = " \u00a0\u3000\u2009\u200b\u00ad\u2060\n\t"
MOBILES = [
    "13800001234",
    *(f"138{apart}0000{apart}1234" for apart in DASHES + SPACES),
    *(
        "１３８００００１２３４",
        "１３８－００００－１２３４",
        "1３8０0００1２3４",
        "138 — 0000 — 1234",
    ),
    *(
        "1380 000 1234",
        "1380 0001 234",
        "1380000 1234",
        "138 00001234",
        "13800 001234",
        "138 000 01234",
    ),
    *("1 3 8 0 0 0 0 1 2 3 4", "1-3-8-0-0-0-0-1-2-3-4", "+8613800001234", "+86 13800001234"),
    *("+86-138-0000-1234", "0086 138 0000 1234", "86-13800001234", "(86)13800001234"),
    *("（+86）13800001234", "＋86 13800001234", "一三八零零零零一二三四", "幺三八〇〇〇〇幺二三四"),
    *("①③⑧⓪⓪⓪⓪①②③④", "𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒", "١٣٨٠٠٠٠١٢٣٤"),
]
IDENTITIES = [
    *("64010219800101123X", "64010219800101123x", "640102198001011234", "640102 19800101 123X"),
    *("640102-19800101-123X", "640102—19800101—123X", "６４０１０２１９８００１０１１２３Ｘ"),
    *("640 102 1980 0101 123X", "6401 0219 8001 0112 3X", "640102 1980 01 01 1234"),
    *("640102\u200b19800101\u200b1234", "640102 198001011234", "640102800101123"),
    *("640102 800101 123", "六四〇一〇二一九八〇〇一〇一一二三四"),
]
LANDLINES = [
    *("0951-6012345", "（0951）6012345", "(0951)6012345", "(0951) 6012345", "0951—6012345"),
    *("0951 6012345", "09516012345", "０９５１－６０１２３４５", "0951-601-2345", "010-60123456"),
    *("(010)6012 3456", "0951-6012345-8012", "0951-6012345转8012", "+86-0951-6012345"),
]
OTHERS = [
    *("6222021234567890123", "6222 0212 3456 7890 123", "6222-0212-3456-7890"),
    *("６２２２０２１２３４５６７８９０１２３", "6222\u20020212\u20023456\u20027890"),
    *("E12345678", "EA1234567", "ｅ１２３４５６７８", "G12345678", "H1234567890"),
    *("shili@example.com", "shi.li+1@mail.example.cn", "shili＠example.com"),
    *("shili @ example.com", "ｓｈｉｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
]
VARIANTS = [*MOBILES, *IDENTITIES, *LANDLINES, *OTHERS]


def test_every_way_of_writing_a_number_that_leads_to_a_person_is_hidden():
    assert len(VARIANTS) >= 78
    shown = {each: mask_personal_data(f"请找{each}。谢谢２０１９") for each in VARIANTS}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢２０１９"} == {}


BRACKETED = [
    *("(138)00001234", "（138）0000-1234", "138(0000)1234", "[138]00001234", "[138] 0000 1234"),
    *("138/0000/1234", "138／0000／1234", "138|0000|1234", "138｜0000｜1234", "138 / 0000 / 1234"),
    *("+86 (138) 0000 1234", "(+86) 138/0000/1234", "86（138）00001234"),
    *("640102/19800101/123X", "640102(19800101)123X", "640102｜19800101｜1234"),
    *("[0951]6012345", "0951/6012345", "（0951）/6012345", "+86 951 6012345", "0086-951-6012345"),
    *(
        "0951 / 601 / 2345",
        "EA 1234567",
        "E 12345678",
        "ｅａ　１２３４５６７",
        "Ｇ　１２３４５６７８",
    ),
]


def test_brackets_and_bars_between_the_digits_hide_nothing_from_us():
    assert len(VARIANTS) + len(BRACKETED) >= 118
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in BRACKETED}
    left = {each: text for each, text in shown.items() if any(sign.isdigit() for sign in text)}
    assert left == {}


READ_AS_DIGITS = [
    *(
        "l3800001234",
        "I38 0000 1234",
        "1380OOO1234",
        "138OOOO1234",
        "138 OOOO 1234",
        "1３8oooo1234",
    ),
    *("l38-oooo-l234", "64O10219800101123X", "6401O21980O101123X", "l38０００0l234"),
    *(
        "138〇〇〇〇1234",
        "138零零零零1234",
        "138０００0一二三四",
        "一三八00001234",
        "幺三八 0000 1234",
    ),
    *(
        "⑴⑶⑻⓪⓪⓪⓪⑴⑵⑶⑷",
        "1\u20e33\u20e38\u20e30\u20e30\u20e30\u20e30\u20e31\u20e32\u20e33\u20e34",
    ),
    *("138--0000--1234", "138 -- 0000 -- 1234", "138 ---- 0000 ---- 1234", "138——0000——1234"),
    *("138…0000…1234", "138……0000……1234", "0951——6012345", "0951 -- 6012345"),
    *("640102--19800101--123X", "6222--0212--3456--7890", "O951-6012345", "o951 6012345"),
    *(
        "shili(at)example.com",
        "shili [at] example.com",
        "shili（at）example.com",
        "shili【at】a.cn",
    ),
]
WITH_OTHER_SIGNS = [
    *("138:0000:1234", "138：0000：1234", "138\\0000\\1234", "138=0000=1234", "138#0000#1234"),
    *("138'0000'1234", "138“0000”1234", "138<0000>1234", "138《0000》1234", "138{0000}1234"),
    *("138@0000@1234", "138^0000^1234", "0951:6012345", "0951：601：2345", "640102:19800101:123X"),
    *("640102*19800101*123X", "640102,19800101,123X", "640102、19800101、1234", "E-12345678"),
    *("622202 1234567890123", "6222:0212:3456:7890", "622202-1234567890123", "E.12345678"),
    *("shili艾特example.com", "shili(@)example.com", "shili{at}example.com", "shili<at>a.cn"),
    *("shili【@】example.com", "shili@example。com", "shili&#64;example.com"),
]
UNSEEN = [
    *(
        f"138{sign}0000{sign}1234"
        for sign in "\x00\x01\x0e\x1c\x7f\x86\u115f\u3164\uffa0\u2065\u2800"
    ),
    *(f"138{sign}0000{sign}1234" for sign in "\ufe00\U000e0020\U000e0101\u0336\u20dd\u0305"),
    *(sign.join("13800001234") for sign in "\u0336\u20dd\u20de\u0332\u20e3\ufe0f"),
    *("64010219800101\x01123X", "0951\u3164-6012345", "shili\x01@example.com"),
]
CALLED = [
    *("weixin:shili_88", "WeChat号 shili_88", "微 信：shili_88", "Skype: shili_88"),
    *("抖音号shili_88", "支付宝账号：shili_88", "钉钉号shili_88", "Q Q：12345678", "qq：1234 5678"),
    *("扣扣12345678", "扣扣号：12345678", "企鹅号12345678", "V信shili_88", "v信：shili_88"),
    *("wx：shili_88", "VX: shili_88", "vx号shili_88", "微信号为shili_88"),
]

LISTED = [
    *(f"138{sign}0000{sign}1234" for sign in "、，,;；+×*→"),
    *("138 x 0000 x 1234", "138, 0000, 1234", "138 00 00 12 34", "138 000 012 34"),
    *("13 80 00 01 23 4", "1 38 00 00 12 34", "13-80-00-01-23-4", "13.80.00.01.23.4"),
    *("13、80、00、01、23、4", "1、3、8、0、0、0、0、1、2、3、4", "1+3+8+5+6+7+9+1+2+3+4"),
    *("一三八、零零零零、一二三四", "１３８，００００，１２３４"),
]
COUNTED = [
    *("⑬⑧⓪⓪⓪⓪①②③④", "⑬80000⑫34", "ⅠⅢⅧ00001234", "ⅰⅲⅷ00001234", "㈠㈢㈧00001234"),
    *("➀➂➇00001234", "➊➌➑00001234", "⓵⓷⓼00001234", "⓭⓼⓪⓪⓪⓪⓬⓷⓸", "⑴⑶⑻0000⑿34"),
    *("⒔⒏00001234", "🄂🄄🄉00001234", "㊀㊂㊇00001234", "〡〣〨00001234", "138〇〇〇〇〡〢〣〤"),
]
SPELT_OUT = [
    *("shili AT example DOT com", "shili at example dot com", "Shili At example Dot com"),
    *("shili(at)example(dot)com", "shili【AT】example【DOT】com", "shili [at] example [.] com"),
    *("shili@example dot com", "shili艾特example点com", "shili@example&#46;com"),
    *("ｓｈｉｌｉ　ＡＴ　ｅｘａｍｐｌｅ　ＤＯＴ　ｃｏｍ", "shili AT mail DOT example DOT cn"),
]
SAID_BEFORE = [
    *("电话：138、1111、1234", "手机13、81、25、36、47、5", "手机号 138+1111+1234"),
    *(
        "电话（办）：138×1111×1234",
        "拨打138，1111、1234",
        "请联系138,1111,1234",
        "Tel: 138,1111,1234",
    ),
    *("致电0951、6011、2345", "联系方式：09 51 60 11 23 45", "传真0951+6011+234"),
    *("身份证：640102、19800101、1234", "身份证号码640102，1980，0101，123X"),
    *("身份证号64 01 02 19 80 01 01 12 3X", "身份证 640+102+800+101+123"),
]


def test_what_cannot_be_a_list_of_figures_is_somebodys_number():
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in LISTED}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢"} == {}


def test_numbers_in_rings_and_brackets_and_words_for_signs_are_read():
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in (*COUNTED, *SPELT_OUT)}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢"} == {}


def test_what_may_be_a_list_of_figures_is_somebodys_number_behind_the_word_for_it():
    masked = {said: mask_personal_data(f"{said}，共3人") for said in SAID_BEFORE}
    left = {said: text for said, text in masked.items() if re.findall(r"\d", text) != ["3"]}
    assert left == {}
    assert all(text.endswith("×××，共3人") for text in masked.values())


def test_what_nobody_sees_between_the_digits_and_around_them_hides_nothing():
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in UNSEEN}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢"} == {}


def test_what_is_read_as_a_digit_is_one():
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in READ_AS_DIGITS}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢"} == {}


def test_other_signs_between_the_parts_hide_nothing_from_us():
    shown = {each: mask_personal_data(f"请找{each}。谢谢") for each in WITH_OTHER_SIGNS}
    assert {each: text for each, text in shown.items() if text != "请找×××。谢谢"} == {}


@pytest.mark.parametrize("said", CALLED)
def test_a_name_at_a_service_is_told_by_the_word_before_it(said):
    assert len(READ_AS_DIGITS) + len(CALLED) >= 40
    assert mask_personal_data(f"请加{said}，谢谢").endswith("×××，谢谢")
    assert "shili" not in mask_personal_data(said)


def test_several_in_a_text_are_hidden_and_all_else_stays_as_it_is_written():
    text = f"第一{MOBILES[0]}，（０９５１）6012345；甲\u200b乙 {OTHERS[-1]}／３０人"
    assert mask_personal_data(text) == "第一×××，×××；甲\u200b乙 ×××／３０人"


TOLD = ["电话：6012345", "座机 6012-3456", "联系方式为6012345", "电话（办）6012345", "Tel:6012345"]
TOLD += ["宅电6012345", "传真：601 2345", "护照：E1234 5678", "军官证南字第1234567号"]


@pytest.mark.parametrize("said", TOLD)
def test_a_number_without_its_area_is_told_by_the_word_before_it(said):
    masked = mask_personal_data(said)
    assert masked.removesuffix("号").endswith("×××")
    assert masked[:2] == said[:2]


FIGURES = ["3280", "2019", "20190530", "6月15日", "100000000", "2019-05-28至2019-06-10"]
FIGURES += [
    "2019-05-28 2019-06-10",
    "20190528-20190610",
    "2019.5.28—2019.6.10",
    "2019/05/28-2019/06/10",
    "05/28/2019",
    "C 20190528",
    "130/2019/45",
    "(一)120(二)3000",
    "2019/5/28 14:30",
    "12/130/1500",
    "19.05.28-19.06.10",
]
FIGURES += ["2016 2017 2018 2019", "120 300 45 60", "14:30-16:30", "3,280.50", "一千三百八十人"]
FIGURES += [
    "二〇一九年五月三十日",
    "银办发〔2019〕12号",
    "130、150、180",
    "2019-05-28 14:30:00",
    "QB12",
]
FIGURES += [
    "150*2000*3000",
    "1500—2000——3000",
    "2019——2020",
    "wx.example",
    "展板1 O 2 l 3",
    "18……20",
]
FIGURES += [
    "130、1500、2000",
    "130，1500，2000",
    "150×2000×3000",
    "1500;2000;3000",
    "150+1500+2000",
]
FIGURES += [
    "08:30-11:30",
    "抖音1500000次",
    "钉钉群2019",
    "传真机3台",
    "电话3000部",
    "比例1:1500:20000",
]
FIGURES += ["Oslo Illinois lollipop 1500 ooIl", "一三五七八〇年1500人2000场", "2019年第12345678号"]

FIGURES += [
    "13、80、00",
    "13,800,001,234元",
    "13 800 001 234",
    "130、1500、2000、0",
    "2019、05、28",
]
FIGURES += [
    "13、14、15、16、17、18",
    "1、3、5、7、9、11",
    "1、3、5、7、9、2、4、6、8、0、1、3",
    "138、1111、1234",
]
FIGURES += [
    "电话采访130、1500、2000人",
    "电话130、1500、2000部",
    "联系15、20、300、4000",
    "手机课14:30-16:30，120人",
]
FIGURES += [
    "联系时间：19.10.1-19.10.30",
    "15、05、2019、06、1",
    "①30人②1500人③2000人",
    "第Ⅲ期1500人，第Ⅳ期2000人",
]
FIGURES += [
    "look at example.com",
    "at 3 dot 5",
    "1500.13、800、0012",
    "5、1、3、8、0、0、0、0、1、2、3、4",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_or_a_date_stays(figure):
    assert mask_personal_data(f"共{figure}。") == f"共{figure}。"
    assert find_personal_data(f"共{figure}。") == ""


def test_what_is_nobodys_business_is_named_however_it_is_written():
    assert {find_personal_data(f"请找{each}。") for each in MOBILES} == {"手机号"}
    assert {find_personal_data(f"请找{each}。") for each in IDENTITIES} == {"身份证号"}


ILL = ["李示例被诊断为重度抑郁", "欧阳示例患糖尿病", "李示例同志去年被确诊为肺癌"]
ILL += ["尤示例被诊断为抑郁", "樊示例得了肺癌", "张示例罹患胃癌", "张示例检查出糖尿病"]
ILL += ["张示例，女，被确诊为乳腺癌", "张示例（男，45岁）确诊乙肝", "张示例感染HIV"]
ILL += ["张示例心理测评结果为重度抑郁", "张示例身患癌症"]
ILL += ["张示例的母亲患肺癌", "张示例老人患有帕金森病", "张示例同志因病（尿毒症）去世"]
ILL += ["司马示在示例医院查出冠心病", "黎示例（高血压）", "肖示例不幸患脑梗"]
ILL += ["张示例、李示例患糖尿病", "张示例和李示例、王示例均患糖尿病", "张示例 李示例患糖尿病"]
ILL += ["张 示例 患糖尿病", "张示例，45岁，肺癌", "张示例（男，45岁）肺癌", "张示例,男,肺癌"]


@pytest.mark.parametrize("text", ILL)
def test_a_named_illness_loses_its_name(text):
    masked = mask_personal_data(text)
    assert masked.startswith("×××")
    assert re.findall("[张李王司马黎肖]|示例(?!医院)", masked) == []
    assert find_personal_data(text) == "具名的健康情况"


PATIENTS = [
    "慰问癌症患者张示例",
    "对抑郁症患者张示例进行了走访",
    "看望患乙肝的张示例",
    "走访确诊肺癌的欧阳示例",
    "看望抑郁症患者：张示例",
    "救助HIV感染者张示例",
    "来诊患者张示例，45岁，肝癌",
    "住院病人：张示例（男）确诊肝癌",
    "邻居小张示例患肺癌",
]


@pytest.mark.parametrize("text", PATIENTS)
def test_a_name_behind_the_illness_is_hidden_too(text):
    assert "示例" not in mask_personal_data(text)
    assert mask_personal_data(text)[:3] == text[:3]
    assert find_personal_data(text) == "具名的健康情况"


def test_the_longer_of_two_names_goes_first():
    assert mask_personal_data("林知远和林知", ["林知", "林知远"]) == "×××和×××"


@pytest.mark.parametrize(
    "text",
    [
        "由于社区有高血压患者",
        "向居民讲有关高血压的常识",
        "为患糖尿病的老人义诊",
        "为高血压患者和家属讲课",
        "为患者白内障手术，青光眼也做",
        "45岁，肺癌讲座",
        "王村、李村，办癌症讲座",
        "讲 和 听都有，高血压讲座",
    ],
)
def test_an_illness_without_a_name_stays(text):
    assert mask_personal_data(text) == text
    assert find_personal_data(text) == ""


@pytest.mark.parametrize(
    "groups",
    [(3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6), (7, 4), (11,)],
)
def test_a_mobile_is_known_in_each_way_people_group_its_digits(groups):
    digits = iter("13812345678")
    number = " ".join("".join(next(digits) for _ in range(size)) for size in groups)
    assert mask_personal_data(f"请拨{number}。") == "请拨×××。"


@pytest.mark.parametrize(
    ("groups", "is_hidden"),
    [
        *(((3, 4, 4), True), ((2, 2, 2, 2, 2, 1), True), ((1, 2, 2, 2, 2, 2), True)),
        *(((3, 2, 2, 2, 2), True), ((2, 2, 2, 2, 3), True), ((3, 4, 2, 2), True)),
        *(((3, 2, 2, 4), True), ((3, 3, 3, 2), True), ((3, 2, 3, 3), True)),
        *(((5, 2, 2, 2), True), ((5, 3, 3), True), ((4, 2, 2, 3), False), ((3, 2, 2, 2, 1), False)),
    ],
)
def test_a_list_of_figures_is_a_mobile_where_one_of_its_groups_begins_with_nought(
    groups, is_hidden
):
    digits = iter("13000001234")
    listed = "、".join("".join(next(digits) for _ in range(size)) for size in groups)
    assert ("×××" in mask_personal_data(f"有{listed}。")) == is_hidden


@pytest.mark.parametrize("number", ["13 812345678", "138123456 78"])
def test_digits_in_other_groups_are_no_mobile(number):
    assert mask_personal_data(f"共{number}。") == f"共{number}。"


@pytest.mark.parametrize("blank", ["\t", "\n", "\v", "\f", "\r", "\u3000"])
def test_a_mobile_is_known_whatever_blank_stands_in_it(blank):
    assert mask_personal_data(blank.join(("138", "0000", "1234"))) == "×××"


@pytest.mark.parametrize(
    ("last", "is_hidden"), [("13、81、11、12、02、1", True), ("13、81、11、12、22、0", False)]
)
def test_a_nought_alone_is_a_figure_and_one_before_another_digit_is_not(last, is_hidden):
    assert ("×××" in mask_personal_data(f"有{last}。")) == is_hidden


@pytest.mark.parametrize("number", ["1380000 1234", "1380000-1234", "13800 001234", "138 00001234"])
def test_a_mobile_in_the_groups_people_use_needs_no_word_before_it(number):
    assert mask_personal_data(f"{number}，到场") == "×××，到场"
