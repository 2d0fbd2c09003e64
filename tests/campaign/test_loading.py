"""The files of a campaign as a clerk might leave them."""

import datetime as dt
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from kjr.campaign.loading import CampaignError, load_campaign, parse_campaign
from kjr.campaign.model import Campaign, ColumnNeed, HostRule

CAMPAIGN = Path(__file__).parents[2] / "campaign"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(CAMPAIGN)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CAMPAIGN, tmp_path / "campaign"))


def change(folder, old, new):
    """Write something else into the first file that has it; its name and line."""
    for path in sorted(folder.rglob("*.*")):
        text = path.read_text("utf-8-sig")
        if old in text:
            path.write_text(text.replace(old, new, 1), "utf-8")
            return path.relative_to(folder).as_posix(), text.split(old)[0].count("\n") + 1
    raise AssertionError(old)


def mistakes(folder):
    with pytest.raises(CampaignError) as raised:
        load_campaign(folder)
    return list(raised.value.mistakes)


def find_said(folder, mistake):
    """The one sentence that says a mistake: what, and what it is written in."""
    *place, what = mistake.split("：")
    (said,) = [it for it in mistakes(folder) if what in it and all(at in it for at in place)]
    return said


def test_the_plan_of_2019_loads(campaign):
    assert campaign.theme == "礼赞共和国 追梦新时代"
    assert (campaign.first, campaign.last) == (dt.date(2019, 5, 21), dt.date(2019, 6, 10))
    assert campaign.deadline == dt.date(2019, 6, 15)
    assert not campaign.is_example


def test_only_the_numbers_of_the_plan_are_hard(campaign):
    hard = {
        indicator.id: (measure.target, measure.counter)
        for indicator in campaign.indicators
        for measure in indicator.measures
        if measure.hard
    }
    assert hard == {"I5": (10, "名"), "I6": (3, "个"), "I8": (50, "人"), "I14": (10, "场")}


def test_there_are_nineteen_indicators_and_eight_ledgers(campaign):
    assert [each.id for each in campaign.indicators] == [f"I{n}" for n in range(1, 20)]
    assert [each.name for each in campaign.ledgers] == [
        *("走访慰问", "宣传报道", "座谈观摩", "意见建议"),
        *("健康服务", "志愿队伍", "主题活动", "总结报送"),
    ]


def test_targets_in_units_come_from_the_roster(campaign):
    targets = {each.id: each.measure.target for each in campaign.indicators}
    assert targets["I2"] == 6
    assert targets["I19"] == len(campaign.expected) == 8


def test_every_ledger_ends_with_the_common_columns(campaign):
    for ledger in campaign.ledgers:
        names = [column.name for column in ledger.columns]
        assert names[-4:] == ["单位名称", "填报人", "联系电话", "备注"]


def test_a_common_column_leaves_headers_to_a_ledgers_own_columns(campaign):
    event, visit = campaign.ledger("主题活动"), campaign.ledger("走访慰问")
    assert "主办单位" in event.column("主办").aliases
    assert "主办单位" not in event.column("单位名称").aliases
    assert "主办单位" in visit.column("单位名称").aliases


def test_what_people_write_leads_to_the_option_they_mean(campaign):
    leader = campaign.ledger("走访慰问").column("带队人级别")
    assert leader.synonyms["副县长"] == "县级领导"
    assert leader.synonyms["分管副县长"] == "县级分管领导"


def test_every_spelling_of_a_name_in_free_words_leads_to_the_name(campaign):
    media = campaign.ledger("宣传报道").column("媒体名称")
    assert {media.synonyms[each] for each in ("银川日报", "银川日报社")} == {"银川日报"}
    assert media.synonyms["银川发布"] == "“银川发布”"


def test_a_ledger_says_what_is_needed_limited_and_assumed(campaign):
    press, health = campaign.ledger("宣传报道"), campaign.ledger("健康服务")
    assert press.needs[0] == ColumnNeed("人物/团队名称", "报道类型", ("典型人物", "创新团队"))
    (host,) = campaign.ledger("座谈观摩").hosts
    assert host == HostRule("层级", ("市级",), ("市科协机关",))
    assert health.limits == (("建档数", "服务人次"),)
    assert health.assume == {"场次": (1, "服务人次")}


def test_the_moment_of_example_data_is_in_the_campaigns_time_zone(folder):
    toml = folder / "campaign.toml"
    text = toml.read_text("utf-8")
    toml.write_text(f"{text}\n[example]\nmoment = 2019-06-08T17:00:00\n", "utf-8")
    example = load_campaign(folder)
    assert example.is_example
    assert example.moment.isoformat() == "2019-06-08T17:00:00+08:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_may_be_saved_by_notepad_and_excel(folder, campaign, encoding):
    for path in filter(Path.is_file, folder.rglob("*")):
        text = path.read_text("utf-8-sig").replace("\n", "\r\n")
        path.write_bytes(text.encode(encoding))
    assert load_campaign(folder) == campaign


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("year = 2019", 'year = "2019"', "year 应为整数，现为“2019”"),
        ("year = 2019", "yeer = 2019", "没有 yeer 这一项，是不是 year？"),
        ("year = 2019", "", "缺少 year"),
        ("last = 2019-06-10", "last = 2019-05-10", "first（2019-05-21）晚于 last（2019-05-10）"),
        ("last = 2019-06-10 ", "last = 2019-06-20 ",
         "last（2019-06-20）晚于 deadline（2019-06-15）"),
        ("deadline = 2019-06-15", "deadline = 2019-06-15T12:00:00",
         "deadline 应为日期，写成 年-月-日，现为“2019-06-15 12:00:00”"),
        ('"Asia/Shanghai"', '"Asia/Yinchuan"',
         "timezone 里没有“Asia/Yinchuan”这个时区，中国用 Asia/Shanghai"),
        ("last = 2019-05-26,", "last = 2019-05-16,",
         "科技活动周：first（2019-05-19）晚于 last（2019-05-16）"),
        ('name = "备注"\nkind = "text"', 'name = "备注"\nkind = "txt"',
         "备注：没有 txt 这种列，是不是 text？"
         "（可用 text、count、money、day、choice、person、phone、link）"),
        ('name = "职务职称"\nkind = "text"', 'name = "职务职称"\nkind = "text"\nlongst = 9',
         "职务职称：没有 longst 这一项，是不是 longest？"),
        ('name = "职务职称"', 'name = "领域"', "“领域”写了2次"),
        ('done = ["已开展", ', 'done = ["已开展", "取消", ', "progress：“取消”写了2次"),
        ("cancelled = [", "canceled = [", "progress：没有 canceled 这一项，是不是 cancelled？"),
                ('aliases = ["职务", "职称"', 'aliases = ["人次", "职务", "职称"',
         "“人次”写了2次"),
        ('"一线科技工作者" = ["一线"', '"一线科技工作这" = ["一线"',
         "对象类别 › synonyms："
         "没有“一线科技工作这”这个选项，是不是 一线科技工作者？"),
        ('["", "永宁县", "灵武市"]', '["", "永宁", "灵武市"]',
         "tiles：没有“永宁”这个选项，是不是 永宁县？"),
        ('closed = ["已答复"]', 'closed = ["答复了"]',
         "closed：没有“答复了”这个选项，是不是 已答复？"),
        ('dated = ["已刊发"]', 'dated = ["已刊登"]',
         "dated：没有“已刊登”这个选项，是不是 已刊发？"),
        ('ticks = ["书面总结", "电子版"]', 'ticks = ["书面总结", "主要做法"]',
         "filing：ticks：“主要做法”这一列的种类不合用"),
        ('person = "填报人"', 'person = "责任人"', "filing：person：没有“责任人”这一列"),
        ('ledger = "总结报送"\nticks', 'ledger = "走访慰问"\nticks',
         "filing：ledger 应是一本 single = true 的台账，现为“走访慰问”"),
        ('sides = ["项目"]', 'sides = ["主题"]',
         "sides：“主题”这一列的种类不合用"),
        ('day = "走访日期"', 'day = "日期"',
         "day：没有“日期”这一列，是不是 走访日期？"),
        ('people = "走访人次"', 'people = "姓名"',
         "people：“姓名”这一列的种类不合用"),
        ('limits = [["建档数", "服务人次"]]', 'limits = [["建档数", "人次"]]',
         "limits：没有“人次”这一列，是不是 服务人次？"),
        ('limits = [["建档数", "服务人次"]]', 'limits = [["建档数"]]',
         "limits 里每组应是两列，现为“建档数”"),
        ('among = ["市级"]', 'among = ["全市"]',
         "needs：没有“全市”这个选项，是不是 市级？"),
        ('when = "层级", among = ["市级"], kinds', 'when = "层级", among = ["市"], kinds',
         "hosts：没有“市”这个选项，是不是 市级？"),
        ('when = "层级", among = ["市级"], kinds', 'when = "级别", among = ["市级"], kinds',
         "hosts：没有“级别”这一列，是不是 层级？"),
        ('kinds = ["市科协机关"] }', 'kinds = ["市科协"] }',
         "hosts：没有“市科协”这个选项，是不是 市科协机关？"),
        ('among = ["市级"], kinds = ["市科协机关"] }', 'among = ["市级"] }',
         "hosts 第1项：缺少 kinds"),
        ("least = 1\ndoubt_above = 50\n", "least = 1\nmost = 20\ndoubt_above = 50\n",
         "走访人次：doubt_above（50）大于 most（20）"),
        ('options = ["是", "否"]\n', "",
         "平台注册：选项列缺少 options"),
        ('"座谈", "观摩", "观摩座谈",', '"走访", "观摩", "观摩座谈",',
         "“走访”写了2次"),
        ('id = "I2"', 'id = "I3"', "“I3”写了2次"),
        ('counter = "家"\ndistinct', "distinct", "I2：缺少 counter"),
        ('sum = "帮办事项数"', 'sum = "帮办事项"',
         "I4 › 为困难科技工作者排忧解难：没有“帮办事项”这一列，是不是 帮办事项数？"),
        ('sum = "帮办事项数"', 'sum = "佐证"',
         "I4 › 为困难科技工作者排忧解难：“佐证”这一列的种类不合用"),
        ('"@单位类别" = ["县（市）区科协"]', '"@单位类别" = ["县区科协"]',
         "I2 › 县（市）区科协深入一线：@单位类别："
         "没有“县区科协”这个选项，是不是 县（市）区科协？"),
        ('{ "项目" = ["心理讲座"] }', '{ "项目" = ["心里讲座"] }',
         "I14 › 心理资本提升讲座：项目："
         "没有“心里讲座”这个选项，是不是 心理讲座？"),
        ('target = { units = "应报" }\n', 'target = { units = "已报" }\n',
         "I19 › target：名册里没有“已报”这一类单位，是不是 应报？"),
        ("pause = 20", "pause = 20\ndigest_days = -1",
         "digest_days 不能小于 0，是截止以后还发几天日报"),
        ("I8 = 50", "I8 = 0",
         "targets：I8 应大于 0；没有目标就不写"),
        ("I8 = 50", "I88 = 50", "targets 里没有“I88”这个指标，是不是 I8？"),
        ('    "健康服务",', '    "健康服物",',
         "没有“健康服物”这本台账的文件 ledgers/健康服物.toml，是不是 ledgers/健康服务.toml？"),
        ('section = "四（四）"\nhelp', 'name = "健康"\nsection = "四（四）"\nhelp',
         "不用写 name，台账就叫文件的名字"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_plan_is_named_with_its_file_and_place(folder, old, new, mistake):
    file, line = change(folder, old, new)
    said = find_said(folder, mistake)
    written = range(line, line + new.count("\n") + 1)
    if new and not re.search("缺少|晚于", mistake):  # not there, or the other day's line
        assert any(
            f"{file} 第{number}行" in said or f"、第{number}行" in said for number in written
        )


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("贺兰,县（市）区科协", "贺兰,县(市)区科协",
         "units.csv 第7行：没有“县(市)区科协”这种类别，是不是 县（市）区科协？"),
        ("县（市）区科协,贺兰县", "县（市）区科协,贺兰区",
         "units.csv 第7行：没有“贺兰区”这个县区，是不是 贺兰县？"),
        ("永宁科协,是", "永宁科协,要", "units.csv 第6行：应报只能写是或否，现为“要”"),
        ("灵武科协", "永宁科协", "units.csv 第8行：“永宁科协”和第6行的单位重名"),
        ("灵武市科协,", ",", "units.csv 第8行：没有写单位名称"),
        ("单位,简称", "单位名,简称", "units.csv 第1行：没有“单位名”这一列，是不是 单位？"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_roster_is_named_with_its_line(folder, old, new, mistake):
    change(folder, old, new)
    assert mistake in mistakes(folder)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"{主办}{年}年{活动}总结"', '"{主办方}{年}年{活动}总结"',
         "sentences › summary_title：大括号里没有“主办方”可填，是不是 主办？"),
        ('"{主办}{年}年{活动}总结"', '"{主办{年}年{活动}总结"',
         "sentences › summary_title：大括号没有成对"),
        ("summary_addressee =", "summary_adressee =",
         "sentences：没有 summary_adressee 这一句，是不是 summary_addressee？"),
        ("改好才计入：{待改}", "改好才计入：{要改}", "returns：大括号里没有“要改”可填"),
        ('sections = ["四（四）"]', 'sections = ["四（六）"]',
         "身心健康服务：sections：没有条款是“四（六）”的指标，这一部分永远没有内容"),
        ('quotes = "典型经验"', 'quotes = "典型做法"',
         "典型经验：quotes：各单位总结里没有“典型做法”这一列，是不是 典型经验？"),
        ('quotes = "典型经验"', "",
         "典型经验：只有标题，永远没有内容；"
         "请写 says、sections、quotes、offers、tables 或 roll"),
        ('needs = ["已报"]', 'needs = ["已报告"]',
         "总结评估：needs：没有“已报告”，是不是 已报？"),
        ('full = ["I8"]', 'full = ["I88"]', "观摩座谈：full：没有“I88”，是不是 I8？"),
        ('tables = ["districts"]', 'tables = ["district"]',
         "各县（市）区活动情况：tables：没有“district”，是不是 districts？"),
        ("听讲{I14·听讲座}", "听讲{I14·听课}",
         "身心健康服务：大括号里没有“I14·听课”可填，是不是 I14·听讲座？"),
        ('figures = ["I5", "I6"], columns = ["报道类型"', 'figures = ["I5"], columns = ["类型"',
         "宣传报道：roll：没有“类型”这一列，是不是 报道类型？"),
        ("lead = true", "", "要有一部分写 lead = true，也只能有一部分"),
        ('name = "宣传氛围"', 'name = "宣传报道"', "“宣传报道”写了2次"),
        ("在{媒体名称}〕刊发", "在{媒体名}〕刊发",
         "examples › 宣传报道：大括号里没有“媒体名”可填，是不是 媒体名称？"),
        ("走访看望{走访人次}", "走访看望{姓名}{走访人次}",
         "examples › 走访慰问：大括号里没有“姓名”可填"),
        ('[in_full]\n"座谈观摩"', '[in_full]\n"观摩"',
         "in_full：没有“观摩”这本台账，是不是 座谈观摩？"),
        ('figure = "I7"', 'figure = "I77"', "报道目录：没有“I77”这个指标，是不是 I7？"),
        ("heading = 1\nquotes", "heading = 3\nquotes",
         "典型经验：heading 应为 1 或 2，现为“3”"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_wording_is_named_with_its_place(folder, old, new, mistake):
    change(folder, old, new)
    assert find_said(folder, mistake).startswith("wording.toml")


def test_sentences_left_in_the_campaign_s_own_file_are_sent_to_theirs(folder):
    toml = folder / "campaign.toml"
    toml.write_text(f'{toml.read_text("utf-8")}\n[wording]\nphone_script = "喂"\n', "utf-8")
    (said,) = mistakes(folder)
    assert "文字已移到旁边的 wording.toml" in said


def test_one_mistake_does_not_draw_others_after_it(folder):
    change(folder, "first = 2019-05-21", 'first = "5月21日"')
    assert mistakes(folder) == [
        "campaign.toml 第14行：first 应为日期，写成 年-月-日，现为“5月21日”"
    ]


def test_all_mistakes_of_both_files_are_told_at_once(folder):
    change(folder, "year = 2019", "")
    change(folder, 'sum = "场次"', 'sum = "场数"')
    change(folder, "永宁科协,是", "永宁科协,要")
    assert mistakes(folder) == [
        "campaign.toml 第1行：缺少 year",
        "indicators.toml 第204行 I14 › 心理资本提升讲座 › sum：没有“场数”这一列，是不是 场次？",
        "units.csv 第6行：应报只能写是或否，现为“要”",
    ]


def test_the_error_reads_as_a_numbered_list(folder):
    change(folder, "year = 2019", "")
    with pytest.raises(
        CampaignError, match=r"活动设置有 1 处要改：\n1\. campaign.toml 第1行：缺少 year"
    ):
        load_campaign(folder)


def test_a_slip_of_the_pen_is_shown_with_its_line(folder):
    change(folder, 'city = "银川市"', "city = “银川市”")
    change(folder, "永宁科协,是", "永宁科协,要")
    assert mistakes(folder) == [
        "campaign.toml 第9行“city = “银川市””写法不对，"
        "等号后面的文字要放在英文双引号里，是写 true，否写 false",
        "units.csv 第6行：应报只能写是或否，现为“要”",
    ]


def test_missing_files_are_all_named(tmp_path):
    assert mistakes(tmp_path) == [
        f"campaign.toml：找不到这个文件，应放在 {tmp_path}",
        f"units.csv：找不到这个文件，应放在 {tmp_path}",
        f"wording.toml：找不到这个文件，应放在 {tmp_path}",
    ]


def test_an_unknown_encoding_is_said(folder):
    (folder / "units.csv").write_bytes(b"\xff\xff\xff")
    assert mistakes(folder) == ["units.csv：文字编码认不出来，请另存为 UTF-8"]


# ── One folder, several files ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ('    "健康服务",', '    "身心服务",', 13),
        ('name = "走访人次"', 'name = "看望的人次"', 5),
        ('"兴庆区", "金凤区"', '"东兴区", "金凤区"', 3),
        ('id = "I2"', 'id = "I20"', 1),
    ],
)
def test_one_renamed_thing_is_one_complaint_that_lists_its_places(folder, old, new, places):
    change(folder, old, new)
    if "健康服务" in old:
        (folder / "ledgers" / "健康服务.toml").rename(folder / "ledgers" / "身心服务.toml")
    (said,) = mistakes(folder)
    assert len(re.findall("第[0-9]+行", said)) == places


def test_a_ledger_that_is_not_listed_is_left_out_and_its_file_may_stay(folder):
    change(folder, '    "志愿队伍",\n', "")
    toml = (folder / "indicators.toml").read_text("utf-8")
    tables = re.split(r"(?=\[\[indicators\]\])", toml)
    (folder / "indicators.toml").write_text(
        "".join(each for each in tables if "志愿队伍" not in each), "utf-8"
    )
    said = mistakes(folder)
    assert {it.split()[0] for it in said} == {"wording.toml"}


def test_a_target_of_the_plan_makes_its_figure_hard(folder):
    change(folder, "I14 = 10", 'I14 = 12\n"I8·观摩点类型" = 3')
    change(folder, 'target = 4, words = "科技园、', 'words = "科技园、')
    measures = {each.name: each for it in load_campaign(folder).indicators for each in it.measures}
    found = measures["心理资本提升讲座"], measures["观摩点类型"]
    assert [(each.target, each.hard) for each in found] == [(12, True), (3, True)]


def test_a_campaign_in_one_file_is_read_as_before(campaign):
    assert parse_campaign(write_one_file(campaign.texts)) == campaign


def write_one_file(texts):
    """The campaign as it was kept before, all of the plan in campaign.toml."""
    plan = tomllib.loads(texts["campaign.toml"])
    ledgers = [{"name": it, **tomllib.loads(texts[f"ledgers/{it}.toml"])} for it in plan["ledgers"]]
    for ledger in ledgers:
        ledger["headers"] = {it["name"]: it.pop("aliases", []) for it in ledger["columns"]}
        ledger["synonyms"] = {
            it["name"]: it.pop("synonyms") for it in ledger["columns"] if "synonyms" in it
        }
    indicators = tomllib.loads(texts["indicators.toml"])["indicators"]
    for indicator in indicators:
        if indicator["id"] in plan["targets"]:
            indicator |= {"target": plan["targets"][indicator["id"]], "hard": True}
    del plan["targets"]
    whole = {**plan, "ledgers": ledgers, "indicators": indicators}
    lines = "\n".join(f"{key} = {_toml(value)}" for key, value in whole.items())
    return {"campaign.toml": lines, **{it: texts[it] for it in ("units.csv", "wording.toml")}}


def _toml(value):
    match value:
        case dict():
            return "{" + ", ".join(f'"{key}" = {_toml(it)}' for key, it in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case dt.date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)
