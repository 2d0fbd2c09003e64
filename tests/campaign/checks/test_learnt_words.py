"""What a campaign learnt: it reads by it, and tells what fits nowhere, with the line."""

import datetime as dt
from pathlib import Path

import pytest

from kjr.campaign.checks.learnt_words import find_learnt_misfits
from kjr.campaign.columns import Choice
from kjr.campaign.learnt.words import LEARNT, LearntWord
from kjr.campaign.loading import CampaignError, parse_campaign, relearn_words
from kjr.campaign.mistakes import tell_mistakes
from kjr.campaign.unit_names import build_file_resolver
from tests.campaign.learnt.test_learnt_file import FILE, HEADER, OPTION, written
from tests.plans import COUNTY, FIRST

TEXTS = dict(FIRST.campaign.texts)


def having(*words):
    return parse_campaign({**TEXTS, LEARNT: written(*words)})


def told(campaign):
    return list(tell_mistakes(find_learnt_misfits(campaign), campaign.texts))


def test_the_ledger_knows_the_header_and_the_option():
    campaign = having(HEADER, OPTION)
    ledger = campaign.ledger("走访慰问")
    assert "撰写人" in ledger.column("填报人").aliases
    assert ledger.column("对象类别").synonyms["下基层"] == "一线科技工作者"
    assert "撰写人" not in campaign.ledger("宣传报道").column("填报人").aliases
    assert told(campaign) == []


def test_a_file_is_a_units_by_its_whole_name_alone():
    whose = build_file_resolver(having(FILE._replace(written="台账3.xlsx")))
    assert whose("台账3") == whose("台账3.xlsx") == "贺兰县科协"
    assert whose("台账4") is None
    assert whose("金凤区科协台账3") == "金凤区科协"


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (HEADER._replace(ledger="走访"), "没有“走访”这本台账，是不是 走访慰问？"),
        (HEADER._replace(meant="填报员"), "没有“填报员”这一列，是不是 填报人？"),
        (HEADER._replace(written="走访人次"), "它已经读作“走访人次”"),
        (OPTION._replace(column="对象"), "没有“对象”这一列，是不是 对象类别？"),
        (OPTION._replace(column="走访人次"), "“走访人次”这一列没有选项"),
        (OPTION._replace(meant="一线"), "没有“一线”这个选项"),
        (OPTION._replace(written="退休科技工作者"), "它已经读作“老科技工作者”"),
        (FILE._replace(meant="贺兰科协"), "名册里没有“贺兰科协”，是不是 贺兰县科协？"),
    ],
)
def test_what_fits_nowhere_is_left_out_and_told_with_its_line(word, why):
    campaign = having(FILE._replace(written="别的.xlsx"), word)
    (said,) = told(campaign)
    line = written(FILE._replace(written="别的.xlsx")).count("\n") + 2
    assert said.startswith(f"learnt.toml 第{line}行：")
    assert why in said
    assert said.endswith("这一条没有用上")
    assert {each.name: each for each in campaign.ledgers} == {
        each.name: each for each in FIRST.campaign.ledgers
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HEADER, HEADER._replace(meant="备注")),
        (OPTION, OPTION._replace(meant="创新团队")),
        (FILE, FILE._replace(meant="金凤区科协")),
    ],
)
def test_of_two_that_disagree_the_first_holds_and_both_lines_are_told(one, other):
    campaign = having(one, other)
    first, second = (word.line for word in campaign.learnt)
    (said,) = told(campaign)
    assert said.startswith(f"learnt.toml 第{second}行：")
    assert f"它已经读作“{one.meant}”（见第{first}行）" in said


def test_a_word_the_plan_has_taken_over_since_is_no_mistake():
    assert told(having(HEADER._replace(written="经办人"))) == []


def test_a_slip_of_the_pen_is_told_with_its_line():
    text = written(FILE, HEADER).replace('meant = "填报人"', 'mean = "填报人"')
    with pytest.raises(CampaignError) as raised:
        parse_campaign({**TEXTS, LEARNT: text})
    line = text.splitlines().index('mean = "填报人"') + 1
    assert f"learnt.toml 第{line}行 headers 第1项：没有 mean 这一项，是不是 meant？" in str(
        raised.value
    )


def test_only_what_was_learnt_is_read_again(tmp_path):
    campaign = FIRST.campaign
    assert relearn_words(campaign, tmp_path) == campaign
    (tmp_path / LEARNT).write_text(written(HEADER), "utf-8")
    (tmp_path / "campaign.toml").write_text("title = 3", "utf-8")
    again = relearn_words(campaign, tmp_path)
    assert [word.facts for word in again.learnt] == [HEADER.facts]
    assert again.texts[LEARNT] == written(HEADER)
    assert relearn_words(again, Path(tmp_path / "没有")) == campaign


def test_any_plan_learns():
    county = COUNTY.campaign
    ledger = next(each for each in county.ledgers if not each.single)
    column = next(each for each in ledger.columns if isinstance(each, Choice))
    day = dt.date(2026, 9, 20)
    words = [
        LearntWord(ledger.name, "", "某某叫法", column.name, "王示例", day),
        LearntWord(ledger.name, column.name, "某某说法", column.options[-1], "王示例", day),
        LearntWord("", "", "某表.xlsx", county.units[0].name, "王示例", day),
    ]
    learnt = parse_campaign({**county.texts, LEARNT: written(*words)})
    own = learnt.ledger(ledger.name).column(column.name)
    assert told(learnt) == []
    assert "某某叫法" in own.aliases
    assert own.synonyms["某某说法"] == column.options[-1]
    assert build_file_resolver(learnt)("某表") == county.units[0].name
