"""What a clerk forgot when she made this year's campaign from another one."""

import re
import shutil
from pathlib import Path

import pytest

from kjr.app.settings import CAMPAIGN, OTHERS
from kjr.campaign.checks.leftovers import find_leftovers
from kjr.campaign.loading import load_campaign
from tests import plans

FIRST = plans.FIRST.campaign


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(OTHERS / "科普日", tmp_path / "plan"))


@pytest.mark.parametrize("plan", [CAMPAIGN, OTHERS / "科普日"], ids=lambda plan: plan.name)
def test_nothing_is_left_in_the_plans_that_come_along(plan):
    assert list(find_leftovers(load_campaign(plan), FIRST)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("campaign.toml", "first = 2024-09-21, last = 2024-09-21",
         "first = 2019-05-30, last = 2019-05-30", "写着 2019 年，活动是 2024 年的"),
        ("campaign.toml", "first = 2024-09-21, last", "first = 2023-09-21, last",
         "写着 2023 年，活动是 2024 年的"),
        ("campaign.toml", "first = 2024-09-15", "first = 2023-09-15",
         "写着 2023 年，活动是 2024 年的"),
        ("campaign.toml", '"中街街道", "县直"]', '"中街街道", "县直", "新城镇"]',
         "名册里没有一家在“新城镇”"),
        ("campaign.toml", 'office = "云溪县科协科普部"', 'office = "银川市科协组宣部"',
         "“银川市科协”是银川市的"),
        ("units.csv", "东河镇科协,东河", "贺兰县科协,东河", "“贺兰县科协”是银川市的"),
        ("wording.toml", '"市科协"', '"兴庆区科协"', "“兴庆区科协”是银川市的"),
        ("wording.toml", "在全县范围内", "在银川范围内", "“银川”是银川市的"),
        ("wording.toml", "{硬指标}项硬指标：", "四项硬指标：", "写着“四项硬指标”，现在是5"),
        ("wording.toml", "台账请及时填报", "八本台账请及时填报", "写着“八本台账”，现在是5"),
        ("wording.toml", "请于{截止日}前报送（", "请于6月15日前报送（", "“6月15日”离活动时间太远"),
        ("wording.toml", "{主办}{年}年{活动}总结", "{主办}2023年{活动}总结",
         "写着 2023 年，活动是 2024 年的"),
        ("ledgers/科普活动.toml", "9月16日-18日", "5月28日-31日", "“5月28日”离活动时间太远"),
        ("ledgers/科普活动.toml", "2024-09-21", "2019-05-24", "写着 2019 年，活动是 2024 年的"),
        ("ledgers/总结报送.toml", "送到科普部", "送到组宣部", "“组宣部”是银川市的"),
        ("ledgers/展教品.toml", "示例科技馆", "银川科技园", "“银川”是银川市的"),
        ("ledgers/展教品.toml", "示例科技馆", "爱尔眼科", "“爱尔眼科”是银川市的"),
        ("wording.toml", 'summary_addressee = "市科协"', 'summary_addressee = "自治区科协"',
         "“自治区科协”是银川市的总结报给的"),
        ("wording.toml", "方案明确的量化指标共{硬指标}项", "方案确定的硬指标共三项",
         "写着“硬指标共三项”，现在是5"),
        ("wording.toml", "台账请及时填报", "台账共八本请及时填报", "写着“台账共八本”，现在是5"),
        ("wording.toml", "请于{截止日}前报送（", "请于9月28日24:00前报送（",
         "写着“9月28日前”，截止日是2024-09-30"),
        ("campaign.toml", '"提升全民科学素质 协力建设科技强国"', '""', "theme 空着"),
        ("campaign.toml", 'name = "中国农民丰收节"', 'name = "全国科普日主场"', "写了2次"),
        ("ledgers/资源包.toml", 'section = "三（三）"', 'section = "四（三）"',
         "总结没有一部分写条款“四（三）”"),
        ("campaign.toml", '"K1·乡镇科普大集" = 5', '"K1·乡镇科普大集" = 6',
         "目标是6，数的只有5个，达不到"),
        ("indicators.toml", "五个领域中", "八个领域中", "口径写着“八个”，目标是5"),
    ],
)  # fmt: skip
def test_what_is_left_is_named_with_its_file_and_line(folder, file, old, new, said):
    text = (folder / file).read_text("utf-8-sig")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    line = text.split(old)[0].count("\n") + 1
    left = list(find_leftovers(load_campaign(folder), FIRST))
    at = [it for it in left if it.startswith(f"{file} 第{line}行")]
    assert at or any(word in old for word in ("year", "丰收节", "K1·"))
    assert [it for it in left if said in it] != []


def test_a_name_inside_a_longer_one_of_our_own_is_ours(folder):
    roster = folder / "units.csv"
    unit = "云溪县心理卫生学会,,县级学会,县直,,是\n"
    roster.write_text(roster.read_text("utf-8-sig") + unit, "utf-8-sig")
    assert "心理卫生学会" in {name for each in FIRST.units for name in each.aliases}
    assert list(find_leftovers(load_campaign(folder), FIRST)) == []


def test_a_ledger_nobody_counts_and_a_file_nobody_reads_are_named(folder):
    (folder / "ledgers" / "旧台账.toml").write_text('section = "一"\ncolumns = []\n', "utf-8")
    (folder / "ledgers" / "观影.toml").write_text(
        'section = "二"\n[[columns]]\nname = "片名"\nkind = "text"\n', "utf-8"
    )
    toml = folder / "campaign.toml"
    text = toml.read_text("utf-8").replace('"科普志愿", "总结', '"科普志愿", "观影", "总结')
    toml.write_text(text, "utf-8")
    left = list(find_leftovers(load_campaign(folder), FIRST))
    assert [it.split("：")[1] for it in left] == [
        "没有一个指标数“观影”这本台账",
        "没有列在 campaign.toml 的 ledgers 里，不会读",
    ]


def test_a_countys_words_for_its_house_and_places_are_left_in_a_citys_plan(tmp_path):
    folder = Path(shutil.copytree(CAMPAIGN, tmp_path / "plan"))
    page = folder / "campaign.toml"
    told = page.read_text("utf-8").replace("本单位和市科协能看到", "乡镇和县科协能看到", 1)
    page.write_text(told, "utf-8")
    county = plans.COUNTY.campaign
    left = list(find_leftovers(load_campaign(folder), county))
    line = told.split("乡镇和县科协")[0].count("\n") + 1
    assert sorted(left) == [
        f"campaign.toml 第{line}行：“{word}”是云溪县的" for word in ("乡镇", "县科协")
    ]
    assert list(find_leftovers(FIRST, county)) == []


def test_notes_behind_a_hash_may_tell_of_the_past(folder):
    toml = folder / "campaign.toml"
    toml.write_text(
        f"# 2019 年银川市用过四项硬指标，6月15日截止\n{toml.read_text('utf-8')}", "utf-8"
    )
    assert list(find_leftovers(load_campaign(folder), FIRST)) == []


def test_a_campaign_over_new_year_has_days_in_two_years(folder):
    page, ledger = folder / "campaign.toml", folder / "ledgers" / "科普活动.toml"
    days = {"first": "2023-12-20", "last": "2024-01-15", "deadline": "2024-01-25"}
    text = page.read_text("utf-8")
    for key, day in days.items():
        text = re.sub(rf"^{key} = [\d-]+", f"{key} = {day}", text, flags=re.MULTILINE)
    own = '{ name = "元旦", first = 2023-12-31, last = 2024-01-01 }'
    page.write_text(re.sub(r"occasions = \[.*?\n\]", f"occasions = [{own}]", text, flags=re.DOTALL))
    for file in folder.rglob("*.toml"):
        told = file.read_text("utf-8").replace("9月16日-18日", "12月30日-1月3日")
        told = re.sub("2024-09-[12]", "2024-01-1", told.replace("2024-09-21", "2023-12-24"))
        file.write_text(re.sub("9月[12]\\d日", "1月3日", told), "utf-8")
    assert "2023-12-24" in ledger.read_text("utf-8")
    assert list(find_leftovers(load_campaign(folder), FIRST)) == []
    told = ledger.read_text("utf-8").replace("2023-12-24", "2023-09-24")
    ledger.write_text(told, "utf-8")
    (left,) = find_leftovers(load_campaign(folder), FIRST)
    assert left.split("：")[1] == "写着 2023 年，活动是 2024 年的"
