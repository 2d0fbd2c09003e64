"""A slip made in either plan: one complaint, with the file and the line to go to."""

import re
import shutil
from pathlib import Path

import pytest

from kjr.app.doctor import examine_plan
from kjr.campaign.checks.learnt_words import find_learnt_misfits
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import CampaignError, load_campaign
from kjr.campaign.mistakes import tell_mistakes
from tests.plans import COUNTY, FIRST

OTHER = {FIRST.home: COUNTY.home, COUNTY.home: FIRST.home}
"""The plan each is held against, as if it had been made from it."""


def examine(folder, before):
    """Everything the doctor complains of in a plan."""
    try:
        plan = load_campaign(folder)
    except CampaignError as wrong:
        return list(wrong.mistakes)
    learnt = tell_mistakes(find_learnt_misfits(plan), plan.texts)
    return [*(each.text for each in examine_plan(plan, before) if not each.is_fine), *learnt]


def list_slips(home, *slips):
    """As parameters: the plan, the file, what stands there and what instead, what is said."""
    return [pytest.param(home, *each, id=f"{home.name} {each[2]}") for each in slips]


OF_THE_COUNTY = list_slips(
    COUNTY.home,
    ("campaign.toml", "first = 2024-09-15\n", "first = 2024-09-31\n", "没有这一天"),
    ("campaign.toml", "first = 2024-09-15\n", "first = 2024-9-15\n", "月和日都是两位"),
    ("campaign.toml", "deadline = 2024-09-30", "deadline = 2024-12-31", "离活动结束"),
    ("campaign.toml", "deadline = 2024-09-30", 'deadline = "9月30日"', "deadline 应为日期"),
    ("campaign.toml", "first = 2024-09-22, last = 2024-09-22",
     "first = 2024-01-22, last = 2024-01-22", "离活动时间太远"),
    ("campaign.toml", 'host = "云溪县科协"', 'host = "银川市科协"', "“银川市科协”是银川市的"),
    ("campaign.toml", 'ledgers = ["科普活动", "展教品",', 'ledgers = ["科普活动", "展品",',
     "没有“展品”这本台账的文件 ledgers/展品.toml，是不是 ledgers/展教品.toml？"),
    ("campaign.toml", 'ledgers = ["科普活动", "展教品",',
     'ledgers = ["科普活动", "展教品", "展教品",', "“展教品”写了2次"),
    ("campaign.toml", "K3 = 120", "K33 = 120", "targets 里没有“K33”这个指标，是不是 K3？"),
    ("campaign.toml", "K3 = 120", "K3 = 120件", "等号后面多了东西"),
    ("campaign.toml", "K4 = 1600", "K3 = 1600", "同一个名字写了两次"),
    ("campaign.toml", "side_books = false", "side_books = 否", "是写 true，否写 false"),
    ("campaign.toml", 'district_word = "乡镇（街道）"', 'district_word = ""',
     "district_word 空着"),
    ("campaign.toml", 'ticks = ["书面总结", "电子版"]', 'ticks = ["书面总结"]',
     "应是同样几列，否则它和已报不相等"),
    ("units.csv", "东河镇科协,东河,", "银川市科协,东河,", "“银川市科协”是银川市的"),
    ("wording.toml", "{已报}/{应报}家", "{已经报}/{应报}家", "没有“已经报”可填，是不是 已报？"),
    ("wording.toml", '"照片里有', '"{K1}照片里有', "大括号在这里不会填"),
    ("wording.toml", 'caption = "科普活动"', 'caption = "科普活动{K1}"', "大括号在这里不会填"),
    ("indicators.toml", 'words = "展教品的', 'words = "{K3}展教品的', "大括号在这里不会填"),
    ("ledgers/展教品.toml", 'help = "一种有', 'help = "{K3}一种有', "大括号在这里不会填"),
    ("indicators.toml", '"{尚缺}领域尚无展教品"', '"{K3}领域尚无展教品"',
     "lacking 里要写一处 {尚缺}"),
    ("indicators.toml", '"推动{尚缺}举办科普大集"', '"推动各乡镇举办科普大集"',
     "remedy 里要写一处 {尚缺}"),
    ("wording.toml", "phone_script =", "phone_scripts =",
     "没有 phone_scripts 这一句，是不是 phone_script？"),
    ("wording.toml", "举办科普活动{K1}（", "举办科普活动{K1}（三十场，", "写着“三十场”，目标是40"),
    ("wording.toml", 'heading = 2\nsections = ["三（一', 'heading = "2"\nsections = ["三（一',
     "heading 应为整数"),
    ("wording.toml", 'name = "科普志愿服务"', 'name = ""', "name 空着"),
    ("wording.toml", "{硬指标}项〔", "六项〔", "写着“量化指标共六项”，现在是5"),
    ("indicators.toml", 'counter = "件"', 'counter = "120件"', "counter 只写量词，现为“120件”"),
    ("indicators.toml", 'counter = "件"', 'counter = ""', "counter 空着"),
    ("indicators.toml", 'counter = "场"', 'counter = "次"',
     "口径写着“一行算一场”，量词是“次”"),
    ("indicators.toml", 'words = "各批', 'word = "各批', "没有 word 这一项，是不是 words？"),
    ("indicators.toml", 'words = "各批资源包的份数之和。"', 'words = ""', "words 空着"),
    ("indicators.toml", 'sum = "件数"', 'sum = "领域"', "“领域”这一列的种类不合用"),
    ("indicators.toml", 'sum = "件数"', 'sum = "件数"\ndistinct = [["领域"]]',
     "sum 和 distinct 只能写一个"),
    ("indicators.toml", 'distinct = [["形式"]]', 'distinct = [["样式"]]',
     "没有“样式”这一列，是不是 形式？"),
    ("indicators.toml", '"现代农业"] }', '"现代农牧"] }', "没有“现代农牧”这个选项"),
    ("indicators.toml", 'units = "应报"', 'units = "学会"', "没有“学会”这一类单位"),
    ("indicators.toml", '"@应报" = ["是"]', '"@应该报" = ["是"]', "没有“@应该报”这一列"),
    ("ledgers/科普活动.toml", 'day = "日期"', 'day = "活动名称"',
     "“活动名称”这一列的种类不合用"),
    ("ledgers/科普活动.toml", 'options = ["科普大集", ', 'options = ["科普大集" ',
     "括号没有成对，或括号里漏了逗号"),
    ("ledgers/科普活动.toml", '["大集"', '["讲座", "大集"', "“讲座”写了2次"),
    ("ledgers/科普活动.toml", 'example = "科普大集"', 'example = "大集市"',
     "没有“大集市”这个选项，是不是 科普大集？"),
    ("ledgers/科普活动.toml", 'example = "260"', 'example = "若干"', "这一列读不出"),
    ("ledgers/展教品.toml", "2024-09-20", "2024-03-20", "“3月20日”离活动时间太远"),
    ("campaign.toml", "year = 2024", "year = 2019", "year 是 2019，活动却在 2024 年"),
    ("campaign.toml", "deadline = 2024-09-30", "deadline = 2025-09-30", "写着 2025 年"),
    ("campaign.toml", "first = 2024-09-22, last = 2024-09-22",
     "first = 2019-09-22, last = 2019-09-22", "写着 2019 年"),
    ("campaign.toml", 'city = "云溪县"', 'city = "银川市"', "“银川市”是银川市的"),
    ("campaign.toml", 'office = "云溪县科协科普部"', 'office = "银川市科协科普部"',
     "“银川市科协”是银川市的"),
    ("campaign.toml", 'theme = "提升全民科学素质 协力建设科技强国"',
     'theme = "礼赞共和国 追梦新时代"', "主题和 2019 年的一样"),
    ("campaign.toml", '"中街街道", "县直"]\n', '"中街街道", "县直", "兴庆区"]\n',
     "名册里没有一家在“兴庆区”"),
    ("campaign.toml", "[targets]", "[target]", "没有 target 这一项，是不是 targets？"),
    ("campaign.toml", "K3 = 120 ", "3 = 120 ", "targets 里没有“3”这个指标，是不是 K3？"),
    ("campaign.toml", 'kind = "person"', 'kind = "人名"', "没有 人名 这种列"),
    ("campaign.toml", 'nil = "备注"\n', 'nil = "备注"\nnil_word = ""\n', "nil_word 空着"),
    ("units.csv", "东河镇科协,东河,", "银川市城区科协,东河,", "“银川市”是银川市的"),
    ("units.csv", "东河镇科协,东河,乡镇（街道）科协,东河镇", "东河镇科协,东河,,",
     "没有写类别、县区"),
    ("units.csv", ",东河镇卫生院,是", ",东河镇卫生院,是,张某", "比第1行多出“张某”"),
    ("units.csv", "西岭镇科协,西岭", "东河镇科协,东河", "“东河镇科协”等2个名字和第3行的单位重名"),
    ("wording.toml", "{K2}，展出", "｛K2｝，展出", "大括号要用英文的，全角的不会填"),
    ("wording.toml", "{硬指标}项〔", "{硬指标}项", "〔　〕没有成对"),
    ("wording.toml", "[examples]", "[example]", "没有 example 这一项，是不是 examples？"),
    ("wording.toml", 'summary_addressee = "市科协"', 'summary_addressee = ""',
     "summary_addressee 空着"),
    ("wording.toml", "在全县范围内", "在兴庆范围内", "“兴庆”是银川市的"),
    ("wording.toml", "在全县范围内", "在自治区范围内", "“自治区”是银川市的上一级"),
    ("wording.toml", "全县共举办", "全县市属学会共举办", "“市属学会”是银川市的单位类别，今年没有"),
    ("wording.toml", "全县共举办", "全县七个乡镇（街道）共举办", "写着“七个乡镇（街道）”，现在是6"),
    ("wording.toml", "应报单位{K6目标}", "应报单位112家", "写着“应报单位112家”"),
    ("wording.toml", "{主办}{年}年", "{主办}2019", "写着 2019 年"),
    ("indicators.toml", 'id = "K2"', 'id = "K1"', "“K1”写了2次，“K2”就没有了"),
    ("indicators.toml", 'section = "三（二）"', 'section = "三（二)"',
     "条款“三（二)”的括号没有成对"),
    ("indicators.toml", '"形式" = ["科普大集"]', '"形式" = []', "“形式”后面空着，一行也数不到"),
    ("indicators.toml", '"防灾减灾", "现代农业"] }', '"防灾减灾"] }',
     "目标是5，数的只有4个，达不到"),
    ("ledgers/科普活动.toml", '["其中青少年", "参与人次"]', '["参与人次", "其中青少年"]',
     "limits 写反了"),
    ("ledgers/科普活动.toml", 'section = "三（一）"', 'section = "三（二）"',
     "数它的指标写的是“三（一）1、三（一）2”"),
    ("ledgers/展教品.toml", 'help = "', 'help = "科普活动：', "help 说的是“科普活动”"),
    ("ledgers/总结报送.toml", "single = true", "singel = true",
     "没有 singel 这一项，是不是 single？"),
    ("campaign.toml", 'host = "云溪县科协"', 'host = "云西县科协"', "host 里没有“云溪”"),
    ("campaign.toml", 'timezone = "Asia/Shanghai"', 'timezone = "北京时间"',
     "没有“北京时间”这个时区"),
    ("campaign.toml", "personal = 3", "personal = -3", "personal 不能比 second 少"),
    ("units.csv", "县区,别名,应报\n", "县区,别名\n", "没有一列写着“否”，是不是少了 应报？"),
    ("units.csv", "云溪县东河镇科协,是", "云溪县东河镇科协,对", "应报只能写是或否，现为“对”"),
    ("indicators.toml", 'name = "活动形式", counter', 'name = "乡镇科普大集", counter',
     "“乡镇科普大集”写了2次，“K1·活动形式”就没有了"),
    ("indicators.toml", 'counter = "份"', 'counter = "批"',
     "量词是“批”，加起来的“份数”一列是“份”"),
    ("indicators.toml", 'spoken = "资源包"', 'spoken = "展教品"',
     "spoken 和 K3 展教品 的一样，都叫“展教品”"),
    ("indicators.toml", 'target = { units = "应报" }', 'target = { unit = "应报" }',
     "没有 unit 这一项，是不是 units？"),
    ("wording.toml", "于{活动时间}在", "于9月20日至25日在",
     "写着“9月20日至25日”，活动是2024-09-15至2024-09-25"),
    ("wording.toml", 'offers = "存在问题"', 'offers = "存在的问题"', "存在的问题"),
    ("wording.toml", "{资源包名称}", "{资源名称}", "资源名称"),
    ("ledgers/科普活动.toml", "longest = 200", "longest = 2", "有11个字，longest 是 2"),
    ("ledgers/科普活动.toml", 'example = "260"', 'example = "6000"',
     "example（6000）大于 doubt_above（5000）"),
    ("ledgers/科普活动.toml", '["其中青少年", "参与人次"]', '["日期", "参与人次"]',
     "一个是日期，一个是数，不能比"),
    ("ledgers/科普活动.toml", "[columns.synonyms]", "[column.synonyms]",
     "没有 column 这一项，是不是 columns？"),
    ("ledgers/科普活动.toml", '"流动展览" = [', '"流动展" = [', "没有“流动展”这个选项"),
    ("campaign.toml", 'aliases = ["说明", "附注"]', 'aliases = ["说明", "联络员"]',
     "“联络员”写了2次"),
    ("indicators.toml", 'id = "K4"', 'id = "K 4"', "id 里有空格，现为“K 4”，“K4”就没有了"),
    ("wording.toml", "距{截止日}截止", "距9月28号前截止", "写着“9月28号前”，截止日是2024-09-30"),
    ("wording.toml", "距{截止日}截止", "距六月十五日截止", "“6月15日”离活动时间太远"),
    ("wording.toml", "全县共举办", "全市共举办", "写着“全市”，whole_word 是“全县”"),
    ("ledgers/科普志愿.toml", "[[columns]]", "[columns]", "写法不对，要写成 [[columns]]"),
    ("ledgers/科普活动.toml", "longest = 200", "longest = 0", "longest 应大于 0"),
    ("ledgers/科普活动.toml", 'place = "地点"', 'place = "主办"', "place 和 host 都是“主办”这一列"),
    ("ledgers/总结报送.toml", '["已交", "未交"]', '["未交", "已交"]',
     "打勾写的是“未交”，指标 K6 数的是“已交”，它要放在最前"),
    ("campaign.toml", "last = 2024-09-25", "last = 2024-09-05", "first（2024-09-15）晚于 last"),
    ("campaign.toml", '"北坪乡", "县直"],', '"北坪镇", "县直"],', "没有“北坪镇”"),
    ("campaign.toml", "K4 = 1600", "K4 = -1600", "K4"),
    ("campaign.toml", "K5 = 24", "K5 = 24.5", "K5"),
    ("campaign.toml", 'planned = ["拟开展"', 'planned = ["已开展", "拟开展"', "“已开展”写了2次"),
    ("campaign.toml", 'person = "填报人"', 'person = "填表人"', "没有“填表人”这一列"),
    ("units.csv", "西岭镇科协,西岭,乡镇（街道）科协,西岭镇", "西岭镇科协,西岭,乡镇科协,西岭镇",
     "“乡镇科协”"),
    ("units.csv", "西岭镇科协,西岭,", "西岭镇/科协,西岭,", "不能用作文件名"),
    ("indicators.toml", 'ledger = "资源包"', 'ledger = "资源"', "没有“资源”这本台账"),
    ("indicators.toml", 'sum = "份数"', 'sum = "数量"', "没有“数量”这一列"),
    ("wording.toml", 'tables = ["districts"]', 'tables = ["district"]', "没有“district”"),
    ("wording.toml", 'heading = 2\nsections = ["三（四', 'heading = 3\nsections = ["三（四',
     "heading 应为 1 或 2"),
    ("wording.toml", '"资源包" = "{单位}', '"资源" = "{单位}', "没有“资源”这本台账"),
    ("wording.toml", "{单位}还差{缺项数}项", "{单位}还差{缺项数项", "大括号"),
    ("wording.toml", "returns = [\"有要改的格", "returns = [5, \"有要改的格", "returns"),
    ("ledgers/资源包.toml", '["图书", "挂图"', '["图书", "图书"', "“图书”写了2次"),
    ("ledgers/资源包.toml", 'aliases = ["名称"]', 'aliases = ["名称", "日期"]', "“日期”写了2次"),
    ("ledgers/展教品.toml", 'aliases = ["展品"', 'aliases = ["资源包", "展品"', "“资源包”写了2次"),
)  # fmt: skip
OF_THE_FIRST = list_slips(
    FIRST.home,
    ("campaign.toml", "theme = \"礼赞", "theme = 礼赞", "放在英文双引号里"),
    ("campaign.toml", '    "宣传报道",\n', '    "宣传报导",\n',
     "是不是 ledgers/宣传报道.toml？"),
    ("campaign.toml", 'nil_word = "', 'nilword = "', "没有 nilword 这一项，是不是 nil_word？"),
    ("campaign.toml", 'name = "端午节假期"', 'nam = "端午节假期"',
     "没有 nam 这一项，是不是 name？"),
    ("wording.toml", "{I5}（目标{I5目标}）", "{I5}（目标8名）", "写着“8名”，目标是10"),
    ("wording.toml", "共有{I7·刊发媒体}", "共有{I7·刊发的媒体}",
     "没有“I7·刊发的媒体”可填"),
    ("wording.toml", "circular_addressee =", "circular_adressee =",
     "没有 circular_adressee 这一句，是不是 circular_addressee？"),
    ("indicators.toml", '"市级分管领导", "县级分管领导"], "对',
     '"市分管领导", "县级分管领导"], "对',
     "没有“市分管领导”这个选项，是不是 市级分管领导？"),
    ("ledgers/走访慰问.toml", 'kind = "money"', 'kind = "yuan"', "没有 yuan 这种列"),
    ("ledgers/走访慰问.toml", 'kind = "day"', 'kind = "date"', "没有 date 这种列，是不是 day？"),
    ("ledgers/总结报送.toml", "是否已送到组宣部", "6月18日前送到", "写着“6月18日前”"),
    ("ledgers/走访慰问.toml", 'name = "走访日期"\n', 'name = "走访地点/单位"\n',
     "写了2次，“走访日期”就没有了"),
    ("ledgers/走访慰问.toml", 'name = "走访日期"\n', 'name = ""\n',
     "name 空着，“走访日期”就没有了"),
    ("ledgers/走访慰问.toml", 'kind = "day"', 'kind = "日期"', "没有 日期 这种列"),
    ("ledgers/走访慰问.toml", "required = true", "requird = true", "是不是 required？"),
    ("campaign.toml", "I14 = 10 ", "I41 = 10 ", "targets 里没有“I41”这个指标，是不是 I14？"),
    ("campaign.toml", "pause = 20", 'pause = 20\ndigest = "下午5点"', "digest 应为几点几分"),
    ("indicators.toml", 'target = { units = "县（市）区科协" }\nw',
     'target = { units = "县区科协" }\nw',
     "名册里没有“县区科协”这一类单位，是不是 县（市）区科协？"),
    ("ledgers/志愿队伍.toml", "least = 3", "least = 600", "least（600）大于 doubt_above（500）"),
    ("ledgers/总结报送.toml", 'options = ["已制定", "未制定"]', "options = []",
     "选项列缺少 options"),
    ("ledgers/健康服务.toml", '"银川爱尔眼科医院" = [', '"银川爱尔眼科医院" = ["艾齿口腔", ',
     "“艾齿口腔”写了2次"),
    ("ledgers/宣传报道.toml", 'stage = "状态"', 'stage = "标题"', "“标题”这一列的种类不合用"),
    ("indicators.toml", '"@单位类别" = [', '"@单位类型" = [', "没有“@单位类型”这一列"),
)  # fmt: skip

TOLD_ELSEWHERE = list_slips(
    COUNTY.home,
    ("campaign.toml", '    ["", "南塘乡", ""],\n]', "]", "看板的位置里少了“南塘乡”"),
    ("ledgers/科普活动.toml", 'name = "形式"', 'name = "活动样式"', "没有“形式”这一列"),
    ("ledgers/科普活动.toml", 'options = ["科普大集", ', "options = [",
     "没有“科普大集”这个选项"),
    ("ledgers/科普活动.toml", "doubt_above = 5000", "doubt_above = 0",
     "least（1）大于 doubt_above（0）"),
    ("ledgers/科普活动.toml", 'counter = "人次"\n', "", "缺少 counter"),
    ("campaign.toml", 'city = "云溪县"\n', "", "缺少 city"),
    ("indicators.toml", 'id = "K2"', 'id = ""', "id 空着，“K2”就没有了"),
    ("indicators.toml", 'id = "K2"\n', "", "缺少 id，“K2”就没有了"),
    ("indicators.toml", 'id = "K2"', 'ID = "K2"', "没有 ID 这一项，是不是 id？"),
    ("ledgers/科普活动.toml", 'section = "三（一）"\n', "", "缺少 section"),
) + list_slips(
    FIRST.home,
    ("campaign.toml", '    "宣传报道",\n', "", "没有“宣传报道”这本台账"),
    ("ledgers/走访慰问.toml", '"县级分管领导", "县级领导", "县区科协负责人", "学会',
     '"县分管领导", "县级领导", "县区科协负责人", "学会', "没有“县级分管领导”这个选项"),
    ("ledgers/总结报送.toml", "single = true", "single = false", "应是一本 single = true 的台账"),
)  # fmt: skip
"""What was renamed or taken away is told where it is still asked for."""
SLIP = ("home", "file", "old", "new", "said")


def slip(folder, home, file, old, new):
    """The plan with the slip, and the lines on which it was made."""
    shutil.copytree(home, folder)
    text = (folder / file).read_text("utf-8-sig")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    line = text.split(old)[0].count("\n") + 1
    return range(line, line + new.count("\n") + 1)


@pytest.mark.parametrize(SLIP, OF_THE_COUNTY + OF_THE_FIRST)
def test_a_slip_gives_one_complaint_with_its_file_and_line(home, file, old, new, said, tmp_path):
    lines = slip(tmp_path / "plan", home, file, old, new)
    (complaint,) = examine(tmp_path / "plan", OTHER[home])
    assert said in complaint
    assert any(f"{file} 第{line}行" in complaint for line in lines)


@pytest.mark.parametrize(SLIP, TOLD_ELSEWHERE)
def test_what_is_gone_gives_one_complaint_where_it_is_asked_for(
    home, file, old, new, said, tmp_path
):
    slip(tmp_path / "plan", home, file, old, new)
    (complaint,) = examine(tmp_path / "plan", OTHER[home])
    assert said in complaint
    assert re.search(r"\.toml 第\d+行", complaint)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('[[headers]]\nledger = "{}"\nwritten = ""\nmeant = "备注"\n', "written 空着"),
        ('[[headers]]\nledger = "{}"\nwritten = "人头"\nmeant = "人头数"\n', "没有“人头数”这一列"),
        ('[[header]]\nledger = "{}"\nwritten = "人头"\nmeant = "备注"\n', "是不是 headers？"),
        ('[[files]]\nwritten = "表三.xlsx"\nmeant = "某某科协"\n', "名册里没有“某某科协”"),
    ],
)
@pytest.mark.parametrize("plan", [FIRST, COUNTY], ids=str)
def test_a_slip_in_what_was_learnt_is_one_complaint_too(plan, entry, said, tmp_path):
    folder = Path(shutil.copytree(plan.home, tmp_path / "plan"))
    day = plan.campaign.first
    (folder / LEARNT).write_text(f'{entry.format(plan.ledger)}who = "甲"\nday = {day}\n', "utf-8")
    (complaint,) = examine(folder, None)
    assert "learnt.toml 第1行" in complaint
    assert said in complaint


@pytest.mark.parametrize("plan", [FIRST, COUNTY], ids=str)
def test_a_ledger_copied_with_its_other_names_is_one_complaint(plan, tmp_path):
    folder = Path(shutil.copytree(plan.home, tmp_path / "plan"))
    text = (folder / f"ledgers/{plan.ledger}.toml").read_text("utf-8")
    (folder / "ledgers/另一本.toml").write_text(text, "utf-8")
    page = (folder / "campaign.toml").read_text("utf-8")
    listed = page.replace(f'"{plan.ledger}",', f'"{plan.ledger}", "另一本",', 1)
    (folder / "campaign.toml").write_text(listed, "utf-8")
    (complaint,) = examine(folder, OTHER[plan.home])
    assert re.search(
        rf"等\d+个名字写了2次（同样的还有 ledgers/({plan.ledger}|另一本).toml", complaint
    )


def test_a_file_of_a_ledger_that_is_not_read_is_told_with_a_line(tmp_path):
    folder = Path(shutil.copytree(COUNTY.home, tmp_path / "plan"))
    (folder / "ledgers/旧台账.toml").write_text('section = "三（九）"\n', "utf-8")
    (complaint,) = examine(folder, FIRST.home)
    assert "ledgers/旧台账.toml 第1行：没有列在 campaign.toml 的 ledgers 里" in complaint
