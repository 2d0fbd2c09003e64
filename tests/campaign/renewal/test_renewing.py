"""Another year's or another city's campaign made of one there is."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from kjr.campaign.checks.leftovers import find_leftovers
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import parse_campaign
from kjr.campaign.renewal.answers import list_hard_targets
from kjr.campaign.renewal.questions import propose_texts
from kjr.campaign.renewal.renewing import renew_campaign
from kjr.campaign.renewal.rosters import split_pasted
from kjr.campaign.renewal.typed_answers import read_answers
from kjr.errors import KjrError
from tests import plans
from tests.campaign.learnt.test_learnt_file import FILE, HEADER, OPTION, written

FIRST, COUNTY = plans.FIRST.campaign, plans.COUNTY.campaign
PLANS = pytest.mark.parametrize("start", [FIRST, COUNTY], ids=["first", "county"])
NEXT = {"year": "2026", "theme": "科技报国"}
PLACES = ("江东区", "云台县", "市直")
ROSTER = """单位名称\t单位类别\t县（市）区\t别名\t应报
云州市科协机关\t市科协机关\t市直\t\t否
江东区科协\t县（市）区科协\t江东区\t江东科协\t
云台县科协\t县（市）区科协\t云台县\t\t
云州市物理学会\t市属学会\t市直\t\t
"""
CITY = {
    **NEXT,
    "city": "云州市",
    "addressee": "江北省科协",
    "first": "2026-05-25",
    "last": "6月8日",
    "deadline": "2026.6.12",
    "districts": "\n".join(PLACES),
}
OTHER = {**CITY, "districts": "江东区、云河市、市直", "kinds": "县（市）区科协、学会、医院"}
OTHERS_OF = """单位 名称\t类　别\t所在地
江东区科协\t县(市)区科协\t江东区
云河市科协\t县（市）区 科协\t云河市
云州市物理学会\t学会\t市直
合 计\t3
"""
OLD = re.compile("银川|兴庆|金凤|西夏|永宁|贺兰|灵武|自治区|2019|组宣部(?=科)")


def renew(start, typed, roster=None):
    return renew_campaign(start, read_answers(start, typed, roster and split_pasted(roster)))


def notes(text):
    """What stands behind a hash, days aside."""
    return [re.sub(r"[\d年月日旬上中下-]", "", line) for line in re.findall("#.*", text)]


@PLANS
def test_units_that_never_had_to_file_are_asked_about_where_the_roster_lets_them(start):
    (idle,) = {unit.kind for unit in start.units if not unit.expected} - {"协作机构"}
    roster = f"单位,类别,县区\n甲科协,{idle},{start.districts[-1]}\n"
    roster += f"乙学会,{start.expected[0].kind},{start.districts[0]}\n"
    asked = f"units.csv 第2行：“{idle}”原来不要求报送，现在1家都算应报，不是的在“应报”写否"
    told = [each for each in renew(start, NEXT, roster).open if "不要求报送" in each]
    assert told == [asked]
    said = roster.replace("县区\n", "县区,应报\n").replace(
        f"{start.districts[-1]}\n", f"{start.districts[-1]},否\n"
    )
    assert not [each for each in renew(start, NEXT, said).open if "不要求报送" in each]


@PLANS
def test_the_same_city_goes_on_with_its_names_units_and_sentences(start):
    made = renew(start, NEXT)
    plan = made.campaign
    assert (plan.city, plan.units, plan.indicators) == (start.city, start.units, start.indicators)
    assert (plan.year, plan.first.year, plan.deadline.year, plan.occasions) == (2026,) * 3 + ((),)
    assert list(find_leftovers(plan, start)) == []
    for name, text in start.texts.items():
        assert notes(made.texts[name]) == notes(text)
    assert {each.split("”")[0] for each in made.gone} == {
        f"同期的日子“{each.name}" for each in start.occasions
    }


@PLANS
def test_any_ledger_may_go_and_takes_what_counts_it_and_speaks_of_it(start):
    for gone in start.ledgers:
        kept = [each.name for each in start.ledgers if each is not gone]
        plan = renew(start, {**NEXT, "ledgers": "\n".join(kept)}).campaign
        assert [each.name for each in plan.ledgers] == kept
        assert gone.name not in {each.ledger for it in plan.indicators for each in it.measures}
        assert sum(part.lead for part in plan.parts) == 1
        assert gone.name not in {*plan.examples, *plan.in_full}


@PLANS
def test_one_ledger_alone_is_a_plan(start):
    for only in start.ledgers:
        made = renew(start, {**NEXT, "ledgers": only.name})
        assert [each.name for each in made.campaign.ledgers] == [only.name]


def test_nothing_of_the_old_city_is_left():
    made = renew(FIRST, CITY, ROSTER)
    assert [line for text in made.texts.values() for line in text.splitlines() if OLD.search(line)
            and "组宣部" not in line] == []  # fmt: skip
    assert [each for each in made.open if "银川" in each or "2019" in each] == []
    plan = made.campaign
    assert (plan.host, plan.office, plan.districts) == ("云州市科协", "云州市科协组宣部", PLACES)
    assert plan.tiles == (PLACES,)
    assert [unit.aliases for unit in plan.units if unit.name == "江东区科协"] == [("江东科协",)]
    assert plan.wording["summary_addressee"] == "江北省科协"
    teams = next(each for it in plan.indicators for each in it.also if "@县区" in each.where)
    assert (teams.where["@县区"], teams.target) == (PLACES[:2], 2)


def test_days_in_helps_and_examples_move_into_the_window():
    ledger = renew(FIRST, CITY, ROSTER).texts["ledgers/走访慰问.toml"]
    assert 'help = "走访当天；连续几天写成 6月1日-4日。"' in ledger
    assert 'example = "2026-05-28"' in ledger


def test_an_example_of_the_old_city_becomes_an_invented_one():
    texts = renew(FIRST, CITY, ROSTER).texts
    assert 'example = "示例日报"' in texts["ledgers/宣传报道.toml"]
    assert 'example = "云州市物理学会"' in texts["ledgers/健康服务.toml"]
    assert 'example = "江东区科协"' in texts["ledgers/主题活动.toml"]


def test_an_example_becomes_one_of_a_place_of_the_same_rank_or_of_any_unit():
    made = renew(FIRST, OTHER, OTHERS_OF)
    assert '"云河市副市长"]' in made.texts["ledgers/走访慰问.toml"]
    assert 'example = "江东区科协"' in made.texts["ledgers/健康服务.toml"]
    assert [each for each in made.open if "心理卫生学会" in each] == []


def test_a_county_made_of_a_citys_plan_keeps_the_levels_apart_and_asks_about_them():
    made = renew(FIRST, {**CITY, "city": "云台县", "addressee": "云州市科协"}, ROSTER)
    levels = made.campaign.ledger("宣传报道").column("媒体级别").options
    assert levels == ("中央", "自治区", "市级", "县级", "本单位")
    assert [each for each in made.open if "“自治区”是银川市的上一级" in each]


def test_two_words_that_became_one_stand_once():
    assert (
        '"省" = ["省级", "省级媒体"]' in renew(FIRST, CITY, ROSTER).texts["ledgers/宣传报道.toml"]
    )


def test_a_note_says_the_third_of_the_month_in_which_the_new_days_are():
    page = renew(FIRST, {**CITY, "last": "6月12日"}, ROSTER).texts["campaign.toml"]
    assert "last = 2026-06-12       # 至6月中旬" in page


def test_sentences_about_kinds_there_are_no_more_are_left_to_settle():
    made = renew(FIRST, OTHER, OTHERS_OF)
    told = "\n".join(made.open)
    assert "wording.toml 第41行 sentences：单位类别换了，通报发给谁请核对" in told
    assert "“市属学会”是银川市的单位类别，今年没有" in told
    assert [each for each in renew(FIRST, CITY, ROSTER).open if "单位类别" in each] == []


def test_a_body_nobody_replaces_goes_with_its_figure_and_its_clause_only():
    made = renew(FIRST, CITY, ROSTER)
    plan = made.campaign
    assert {"I11", "I16"} & {each.id for each in plan.indicators} == set()
    said = next(part.says for part in plan.parts if part.name == "身心健康服务")
    assert "为科技工作者开展眼健康检查{I12}；建立眼健康档案{I12·眼健康建档}；" in said
    assert said.endswith("建立心理档案{I15·心理档案}。")
    told = "\n".join(made.gone)
    assert "指标 I16 心理测试、咨询和治疗：没有写银川市心理咨询师协会今年换成谁" in told


def test_a_body_that_has_a_successor_is_counted_under_its_name():
    heirs = "银川爱尔眼科医院＝云州光明眼科医院\n银川日报＝云州日报\n“银川发布”＝“云州发布”"
    plan = renew(FIRST, {**CITY, "renames": heirs}, ROSTER).campaign
    figures = {each.name: each for it in plan.indicators for each in it.measures}
    eyes = figures["云州光明眼科医院眼健康检查"]
    assert eyes.where["承办机构"] == ("云州光明眼科医院",)
    media = figures["方案点名媒体"]
    assert (media.where["媒体名称"], media.target) == (("云州日报", "“云州发布”"), 2)
    assert media.words == "方案点名的云州日报、“云州发布”中已经刊发报道的，写法不同的算一家。"
    said = next(part.says for part in plan.parts if part.name == "身心健康服务")
    assert "其中云州光明眼科医院{I12·云州光明眼科医院眼健康检查}" in said


def test_an_heir_is_not_called_as_the_body_before_it_was():
    heirs = "银川爱尔眼科医院＝云州光明眼科医院\n银川市心理咨询师协会＝云州市心理咨询师协会"
    made = renew(FIRST, {**CITY, "renames": heirs}, ROSTER)
    assert not [name for name, text in made.texts.items() if "爱尔" in text]
    read = made.campaign.ledger("健康服务").column("承办机构").synonyms
    assert {word for word, meant in read.items() if meant.startswith("云州")} == {
        *("云州光明眼科医院", "光明眼科医院"),
        *("云州市心理咨询师协会", "市心理咨询师协会", "心理咨询师协会"),
    }


def test_an_heir_in_the_roster_may_be_called_without_its_city():
    roster = ROSTER + "云州市心理咨询师协会\t市属学会\t市直\n"
    made = renew(FIRST, {**CITY, "renames": "银川市心理咨询师协会＝云州市心理咨询师协会"}, roster)
    assert [each for each in made.open if "心理咨询师协会" in each] == []
    page = made.texts["ledgers/主题活动.toml"]
    assert '"云州市心理咨询师协会" = ["市心理咨询师协会", "心理咨询师协会"]' in page


def test_what_a_countys_plan_calls_its_house_and_its_places_is_said_in_the_citys_words():
    words = {"district_word": "县（市）区", "whole_word": "全市", "office": "云州市科协普及部"}
    typed = {**CITY, **words, "kinds": "县（市）区科协、市科协机关、市属学会"}
    typed["targets"] = "K1＝30、K1·乡镇科普大集＝5"
    made = renew(COUNTY, typed, ROSTER)
    assert {id for id, _ in list_hard_targets(made.campaign)} == {"K1", "K1·县（市）区科普大集"}
    said = "\n".join(made.texts.values()).replace("云台县科协", "")
    assert [word for word in ("乡镇", "县科协") if word in said] == []
    assert not [each for each in made.gone if "目标" in each]


def test_an_example_names_no_unit_of_the_old_citys_roster():
    drones = "银川市示例辅导员协会,,市属协会,市直,市青少年科技辅导员协会,是\n"
    start = parse_campaign({**FIRST.texts, "units.csv": FIRST.texts["units.csv"] + drones})
    made = renew(start, CITY, ROSTER)
    assert [each for each in made.open if "辅导员" in each] == []
    assert "辅导员" in renew(start, NEXT).texts["ledgers/主题活动.toml"]


def test_a_new_ledger_is_counted_told_and_may_have_a_target():
    made = renew(FIRST, {**CITY, "copies": "科普阵地＝主题活动＝6"}, ROSTER)
    plan = made.campaign
    assert [each.name for each in plan.ledgers][-2:] == ["科普阵地", "总结报送"]
    (figure,) = (each.measure for each in plan.indicators if each.name == "科普阵地")
    assert (figure.counter, figure.target, figure.hard) == ("场", 6, True)
    assert plan.examples["科普阵地"] == plan.examples["主题活动"]
    assert "ledgers/科普阵地.toml 第1行：列是照“主题活动”的，请改成这一本的" in made.open


def test_targets_are_kept_changed_added_and_dropped():
    typed = {**NEXT, "targets": "I5＝12　典型科技工作者专访刊发，名\nI3＝500\nI14＝"}
    made = renew(FIRST, typed)
    hard = {it.id: it.measure.target for it in made.campaign.indicators if it.measure.hard}
    assert hard == {"I5": 12, "I3": 500}
    assert "I5 = 12   # 典型科技工作者专访刊发，名" in made.texts["campaign.toml"]
    said = next(part.says for part in made.campaign.parts if part.name == "观摩座谈")
    assert said.startswith("组织科技工作者代表{I8}参加全市观摩；")


def test_other_levels_of_places_are_said_in_their_own_word():
    typed = {**CITY, "district_word": "区（县）", "kinds": "区（县）科协、市科协机关、市属学会"}
    roster = ROSTER.replace("县（市）区科协", "区（县）科协")
    plan = renew(FIRST, typed, roster).campaign
    assert plan.district_word == "区（县）"
    (deep,) = (each for each in plan.indicators if each.name == "区（县）科协深入一线")
    assert deep.measure.target == 2


def test_what_cannot_be_read_of_a_roster_is_told_by_line():
    wrong = ROSTER + "甲/乙学会\t市属学会\t市直\n云州市化学学会\t市属学汇\t市值\n"
    with pytest.raises(KjrError) as refused:
        renew(FIRST, CITY, wrong)
    assert str(refused.value).splitlines() == [
        "名册第6行：单位名称“甲/乙学会”不能用作文件名，请去掉符号",
        "名册第7行：没有“市属学汇”这种类别，是不是 市属学会？",
        "名册第7行：没有“市值”这个县区，是不是 市直？",
    ]


def test_a_roster_without_headers_is_told_by_what_stands_in_it():
    rows = "1\t江东区\t江东区科学技术协会\t县（市）区科协\n2\t市直\t云州市物理学会\t市属学会\n"
    kinds = "市科协机关、县（市）区科协、市属学会"
    answers = read_answers(FIRST, {**CITY, "kinds": kinds}, split_pasted(rows))
    assert [(unit.name, unit.district) for unit in answers.units] == [
        ("江东区科学技术协会", "江东区"),
        ("云州市物理学会", "市直"),
    ]


def test_the_aliases_of_before_stay_with_a_unit_that_stays():
    rows = "单位\t类别\t县区\n兴庆区科协\t县（市）区科协\t兴庆区\n"
    (unit,) = read_answers(FIRST, NEXT, split_pasted(rows)).units
    assert "兴庆区科学技术协会" in unit.aliases


def test_everything_wrong_with_the_answers_is_said_at_once():
    typed = {
        **{
            "year": "2026",
            "city": "云州市",
            "first": "某天",
            "ledgers": "走访",
            "targets": "I99＝3",
        },
        **{"copies": "科普阵地＝主题", "occasions": "科技活动周", "renames": "银川日报"},
    }
    with pytest.raises(KjrError) as refused:
        read_answers(FIRST, typed, None)
    said = str(refused.value)
    for what in ("总结报给谁：请写上", "主题：请写上", "地方：请写上", "“某天”看不出是哪一天",
                 "没有“走访”这本，是不是 走访慰问？", "没有“I99”这个指标", "照哪一本？没有“主题”",
                 "“科技活动周”没有写哪天", "“银川日报”里没有等号", "名册：换了城市"):  # fmt: skip
        assert what in said


def test_days_are_read_as_people_write_them_and_stand_in_order():
    answers = read_answers(FIRST, CITY, split_pasted(ROSTER))
    days = (answers.first, answers.last, answers.deadline)
    assert days == (dt.date(2026, 5, 25), dt.date(2026, 6, 8), dt.date(2026, 6, 12))
    with pytest.raises(KjrError, match="日子的先后不对"):
        read_answers(FIRST, {**CITY, "last": "6月20日"}, split_pasted(ROSTER))


def test_occasions_of_this_year_are_written_and_told():
    typed = {**NEXT, "occasions": "科技活动周 5月23日-30日 写进总结\n儿童节 2026-06-01"}
    plan = renew(FIRST, typed).campaign
    assert [(each.name, each.first.day, each.last.day, each.told) for each in plan.occasions] == [
        ("科技活动周", 23, 30, True),
        ("儿童节", 1, 1, False),
    ]


def test_a_rule_for_a_kind_of_units_there_is_no_more_goes_and_is_told():
    made = renew(
        FIRST,
        {**CITY, "kinds": "县（市）区科协、市属学会"},
        ROSTER.replace("市科协机关", "市属学会"),
    )
    assert made.campaign.ledger("座谈观摩").hosts == ()
    assert "“层级”为市级的只由市科协机关填：没有这一类单位了" in made.gone


def test_a_campaign_in_one_file_is_sent_to_be_split():
    whole = {name: text for name, text in FIRST.texts.items() if name != "indicators.toml"}
    with pytest.raises(KjrError, match="请先照 kjr 自带的分成"):
        renew_campaign(replace(FIRST, texts=whole), read_answers(FIRST, NEXT, None))


def test_words_learnt_before_go_on_where_they_fit_with_their_day():
    gone = HEADER._replace(ledger="宣传报道")
    start = parse_campaign({**FIRST.texts, LEARNT: written(HEADER, FILE, gone, OPTION)})
    kept = "\n".join(each.name for each in FIRST.ledgers if each.name != gone.ledger)
    made = renew(start, {**NEXT, "ledgers": kept})
    learnt = [(word.facts, word.who, word.day) for word in made.campaign.learnt]
    assert learnt == [(word.facts, word.who, word.day) for word in (HEADER, OPTION)]
    assert LEARNT not in renew(FIRST, NEXT).texts


@PLANS
def test_the_office_is_called_by_its_new_name_where_it_stands_without_its_house(start):
    for office, said in ((f"{start.host}普及部", "普及部"), ("云台活动办", "云台活动办")):
        made = renew(start, {**NEXT, "office": office})
        ledger = made.texts["ledgers/总结报送.toml"]
        assert f"盖章的书面总结是否已送到{said}。" in ledger


def test_what_is_written_on_one_line_is_read_whole():
    typed = {
        **NEXT,
        "targets": "I5=8、I4＝4；I8=60 ；I3＝6",
        "copies": "科普阵地=主题活动=6、科普讲座=主题活动",
        "occasions": "科技活动周 5月16日-5月23日 写进总结、科技工作者日 5月30日；儿童节 6月1日",
        "renames": "银川日报＝云州日报、爱尔眼科＝云州眼科",
    }
    answers = read_answers(FIRST, typed, None)
    assert answers.targets == {"I5": 8, "I4": 4, "I8": 60, "I3": 6}
    assert [(each.name, each.target) for each in answers.copies] == [
        ("科普阵地", 6),
        ("科普讲座", None),
    ]
    assert [
        (each.name, each.first.day, each.last.day, each.told) for each in answers.occasions
    ] == [
        ("科技活动周", 16, 23, True),
        ("科技工作者日", 30, 30, False),
        ("儿童节", 1, 1, False),
    ]
    assert answers.renames == {"银川日报": "云州日报", "爱尔眼科": "云州眼科"}


@PLANS
def test_what_the_prompt_proposes_may_be_typed_back_on_one_line(start):
    shown = propose_texts(start, start.year, "")["targets"].replace("\n", "、")
    said = {**NEXT, "targets": shown}
    assert read_answers(start, said, None).targets == dict(list_hard_targets(start))


@pytest.mark.parametrize(
    "days",
    [
        "5月16日-5月23日",
        "5月16日—5月23日",
        "5月16日——23日",
        "5月16日至5月23日",
        "5月16日至23日",
        "5月16日 - 5月23日",
        "2026-05-16至2026-05-23",
        "2026-05-16 2026-05-23",
        "5.16—5.23",
    ],
)
def test_an_occasion_may_last_some_days(days):
    (week,) = read_answers(FIRST, {**NEXT, "occasions": f"活动周 {days}"}, None).occasions
    assert (week.first, week.last) == (dt.date(2026, 5, 16), dt.date(2026, 5, 23))


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("targets", "I5=8 I4=4", "“I5”等号后面只写数，现为“8 I4=4”"),
        ("targets", "I5=8、I4", "“I5”等号后面只写数，现为“8、I4”"),
        ("targets", "I3=1,000", "“I3”等号后面只写数，现为“1,000”"),
        ("targets", "I5=8、I5=9", "“I5”写了不止一次"),
        ("copies", "甲=主题活动=6 丙=丁", "“甲”的目标只写数，现为“6 丙=丁”"),
        ("copies", "甲=主题活动=六场", "“甲”的目标只写数，现为“六场”"),
        ("occasions", "活动周 5月16日 工作者日 5月30日", "看不出是哪一天"),
        ("occasions", "活动周 5月16日左右", "“5月16日左右”看不出是哪一天"),
        ("first", "5月20日-5月30日", "是几天，只写一天"),
    ],
)
def test_what_cannot_be_read_whole_is_refused(key, typed, said):
    with pytest.raises(KjrError, match=re.escape(said)):
        read_answers(FIRST, {**NEXT, key: typed}, None)


def test_a_note_that_says_the_target_of_the_year_before_says_the_new_one():
    typed = {**NEXT, "targets": "I5=10\nI6=3\nI8=60\nI14=10"}
    made = renew(FIRST, typed)
    assert "# 60 名观摩代表从这一列数出来" in made.texts["ledgers/座谈观摩.toml"]
    assert not [each for each in made.open if "观摩代表" in each]
    assert not [each for each in renew(FIRST, NEXT).open if "观摩代表" in each]


TOWNS = ("甲镇", "乙镇", "丙乡")
TOWN_ROSTER = "单位名称\t单位类别\t县区\n河源县科协\t县科协机关\t县直\n" + "".join(
    f"{town}科协\t乡镇（街道）科协\t{town}\n" for town in TOWNS
)


def test_a_target_that_was_the_number_of_districts_is_that_of_today():
    typed = {**NEXT, "city": "河源县", "addressee": "市科协"}
    typed["districts"] = "、".join((*TOWNS, "县直"))
    made = renew(COUNTY, typed, TOWN_ROSTER)
    fair = next(each for each in made.campaign.indicators[0].also if each.target)
    assert (fair.where["@县区"], fair.target, fair.hard) == (TOWNS, 3, True)
    (told,) = (each for each in made.open if "乡镇科普大集" in each)
    assert re.fullmatch(
        r"campaign.toml 第\d+行.*：K1·乡镇科普大集 的目标随地方的数从5改为3，请核对", told
    )
    asked = renew(COUNTY, {**typed, "targets": "K1·乡镇科普大集=4"}, TOWN_ROSTER)
    assert any("目标是4，数的只有3个，达不到" in each for each in asked.open)


@PLANS
@pytest.mark.parametrize("number", [2, 9, 14])
@pytest.mark.parametrize("kept", [0, 2])
def test_a_figure_of_all_districts_of_a_kind_follows_them_be_they_more_or_fewer(
    start, number, kept
):
    towns = [*start.districts[:kept], *(f"新{n}镇" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯")][
        :number
    ]
    (id,) = {it.id for it in start.indicators for each in it.measures if "@县区" in each.where}
    held = {unit.kind for unit in start.units if unit.district == start.districts[0]}
    kinds = [kind for kind in start.kinds if kind in held]
    others = next(kind for kind in start.kinds if kind not in held)
    roster = "单位名称\t单位类别\t县区\n" + "".join(
        f"{town}{kind}\t{kind}\t{town}\n" for town in towns for kind in kinds
    )
    roster += f"云河{others}\t{others}\t{start.districts[-1]}\n"
    typed = {**NEXT, "districts": "、".join((*towns, start.districts[-1]))}
    plan = renew(start, typed, roster).campaign
    indicator = next(each for each in plan.indicators if each.id == id)
    measure = next(each for each in indicator.measures if "@县区" in each.where)
    assert measure.where["@县区"] == tuple(towns)
    assert measure.target == number


def test_titles_above_the_headers_of_a_roster_are_passed_over():
    titled = f"云州市2026年活动名册\n\n填报：市科协\t2026年5月\n{ROSTER}"
    assert renew(FIRST, CITY, titled).campaign.units == renew(FIRST, CITY, ROSTER).campaign.units
    with pytest.raises(KjrError) as refused:
        renew(FIRST, CITY, f"{titled}云州市化学学会\t市属学汇\t市直\n")
    assert str(refused.value) == "名册第9行：没有“市属学汇”这种类别，是不是 市属学会？"


def test_days_of_a_campaign_over_new_year_move_whichever_year_they_are_in():
    over = {"first": "2026-12-20", "last": "2027-01-15", "deadline": "2027-01-25"}
    winter = renew(FIRST, {**NEXT, **over, "year": "2027"}).campaign
    told = winter.texts["wording.toml"] + "\n# 2026年12月28日至1月3日，2027年\n"
    start = replace(winter, texts={**winter.texts, "wording.toml": told})
    later = {"first": "2027-12-20", "last": "2028-01-15", "deadline": "2028-01-25"}
    made = renew(start, {**NEXT, **later, "year": "2028", "theme": "新"})
    assert "# 2027年12月28日至1月3日，2028年" in made.texts["wording.toml"]
    days = {day for text in made.texts.values() for day in re.findall(r"20\d\d-\d\d-\d\d", text)}
    assert {day[:7] for day in days} == {"2027-12", "2028-01"}
    assert [each for each in made.open if "活动是" in each or "太远" in each] == []


@PLANS
def test_an_event_of_another_name_is_called_by_it_wherever_it_is_called_for_short(start):
    made = renew(start, {**NEXT, "title": "“科普进万家”冬季行动"})
    assert made.campaign.wording["wechat_text"].startswith("【科普进万家")
    assert [text for text in made.texts.values() if re.search("科技工作者日|科普日", text)] == []


def test_no_promise_is_left_of_a_sentence_about_a_ledger_that_is_gone():
    kept = [each.name for each in FIRST.ledgers if each.name != "意见建议"]
    made = renew(FIRST, {**NEXT, "ledgers": "\n".join(kept)})
    assert "逐件答复" in FIRST.texts["wording.toml"]
    assert "逐件答复" not in made.texts["wording.toml"]
