"""The example beside its plan: what each of its clauses asks for is told, or asked for.

Where the example has no data, the same place says 【待补】 or 【待核】 instead.
"""

import pytest

from kjr.documents.blocks import Heading, Paragraph
from kjr.documents.summary import city_summary
from tests.documents.summary.county_filings import county_nothing
from tests.documents.summary.filings import nothing
from tests.plans import BOTH, COUNTY, name_plan

ASKED = [
    ("四（一）1", "走访看望", ["党委、政府分管领导带队走访看望科技工作者", "含老科技工作者"]),
    ("四（一）2", "走访看望", ["县（市）区科协深入一线走访", "帮办困难事项"]),
    ("四（二）1", "宣传报道", ["各类媒体共刊发报道"]),
    ("四（二）1", "宣传氛围", ["方案点名的媒体中"]),
    ("四（二）2", "宣传报道", ["典型人物专访", "目标10名", "创新团队专访", "目标3个"]),
    (
        "四（三）1",
        "观摩座谈",
        ["科技工作者代表", "目标50人", "观摩", "科技园、高新工业园区、农业示范园"],
    ),
    ("四（三）2", "观摩座谈", ["全市科技工作者代表座谈会", "收集意见建议"]),
    ("四（三）3", "观摩座谈", ["银川市心理咨询师协会", "红色教育学习及志愿服务"]),
    ("四（四）1", "身心健康服务", ["银川爱尔眼科医院", "眼健康检查", "建立眼健康档案"]),
    ("四（四）2", "身心健康服务", ["银川艾齿口腔医院", "口腔检查和诊疗"]),
    (
        "四（四）3",
        "身心健康服务",
        ["银川市心理卫生学会", "心理资本提升讲座", "目标10场", "心理咨询", "建立心理档案"],
    ),
    ("四（四）4", "身心健康服务", ["银川市心理咨询师协会", "心理测试、咨询和治疗"]),
    ("四（五）", "志愿服务与主题活动", ["科技志愿者服务队", "市级", "县级", "主题活动", "领域"]),
    ("五1", "组织领导与统筹衔接", ["党委、政府分管领导", "科技活动周期间开展各类活动"]),
    ("五2", "宣传氛围", ["报纸、电视、广播、网站、微信公众号", "阅读量累计"]),
    ("五3", "工作方案与务实节俭", ["制定了工作方案", "八项规定", "务实、高效、节俭"]),
    ("五4", "总结评估", ["应报单位112家", "上报率"]),
    ("五4", "典型经验", ["："]),
    ("五4", "对今后办好活动的建议", ["建议"]),
    ("五4", "科技工作者的意见建议", ["收集意见建议|登记意见建议"]),
    ("五4", "下一步打算", ["抓紧完成"]),
]
ASKED_OF_COUNTY = [
    ("三（一）1", "基本情况", ["全县共举办科普活动", "全国科普日主场期间开展各类活动"]),
    ("三（一）1", "科普活动", ["目标40场", "种形式", "乡镇（街道）举办了科普大集", "举办“"]),
    ("三（一）2", "科普活动", ["参与", "其中青少年"]),
    ("三（二）", "展教品和资源包", ["展出展教品", "目标120件", "个领域", "展出“"]),
    ("三（三）", "展教品和资源包", ["发放资源包", "目标1600份", "发放“"]),
    ("三（四）", "科普志愿服务", ["科普志愿服务队", "志愿者", "小时", "组建“"]),
    ("四3", "总结报送情况", ["应报单位24家", "上报率"]),
    ("四3", "工作成效", ["量化指标共5项", "展教品", "完成率"]),
    ("四3", "存在问题", ["尚未举办科普大集", "还差"]),
    ("四3", "下一步打算", ["抓紧完成"]),
]
CLAUSES = {"first": ASKED, "county": ASKED_OF_COUNTY}
"""A plan → its clauses, the part that tells of each, and the words there."""


def told(document, part):
    """Everything that stands under a heading, as one text."""
    texts, is_under = [], False
    for block in document.body:
        if isinstance(block, Heading):
            is_under = block.text.split("、")[-1].split("）")[-1] == part
            is_under |= block.text.endswith(part)
        elif isinstance(block, Paragraph) and is_under:
            texts.append(block.text)
    return "".join(texts)


@BOTH
def test_what_the_plan_asks_for_is_told_of_the_example(campaigns, plan):
    document = city_summary.compose_summary(campaigns["example"])
    silent = [
        (section, part, each)
        for section, part, words in CLAUSES[name_plan(plan)]
        for each in words
        if not any(it in told(document, part) for it in each.split("|"))
    ]
    assert silent == []


def test_every_clause_of_the_county_s_figures_is_asked_for():
    sections = {each.section for each in COUNTY.campaign.indicators}
    assert sections == {section for section, _, _ in ASKED_OF_COUNTY}


@pytest.mark.parametrize("seen", [nothing, county_nothing], ids=CLAUSES)
def test_where_there_are_no_data_the_same_place_asks_for_them(seen):
    now = seen()
    document = city_summary.compose_summary(now)
    clauses = ASKED_OF_COUNTY if now.campaign is COUNTY.campaign else ASKED
    assert [part for _, part, _ in clauses if "【待" not in told(document, part)] == []
