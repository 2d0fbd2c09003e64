"""docs/reading.md: every rule of the reader with an example, read by the reader itself."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kjr.campaign.columns import Choice
from kjr.campaign.model import Campaign, Ledger
from kjr.reading.book import parse_book
from kjr.reading.rows.choices import read_choice
from kjr.reading.rows.row_words import classify_row_text
from kjr.reading.skipped_sheets import find_sheet_refusal, find_title_refusal
from kjr.store.base import Sheet, trim_grid
from kjr.values import amounts, days
from kjr.values.days import Span
from kjr.values.readings import Reading, ReadingRule

SCORES = Path(__file__).parent.parent / "docs" / "reading_score.csv"
INTRODUCTION = """\
# 怎么读表

<!-- 本页由读表程序自己生成：python -m tools.write_docs reading，请勿手改。 -->

单位怎么填，就怎么读；读不准的说出来，从不悄悄猜。
每处疑问都用单位自己的坐标：工作表、第几行、哪一列、现在写的是什么。

| 级别 | 意思 |
|---|---|
| 错 | 必填列里的错，这一行改好才计入；其他列里的错，这一行照常计入，只缺这一格 |
| 疑 | 不影响计入，请核实；拟开展的没有计入，在那一条里写明 |
| 提示 | 供参考 |

0、“—”和空白是三回事：0 是零，“—”是不适用，空白是还没填。
人和人次从不换算：写“30人”就是 30，本列按人次计的，提示一声。"""
KINDS = {
    "total": "合计行：不计入，与各行相加核对，不符的标疑",
    "subtotal": "合计行：同上；行里的条目填得齐全而数不是上面各行之和的，仍是条目",
    "part": "上一行的一部分：不计入；别的列也填满了的标疑",
    "example": "示例行：不计入",
    "section": "分节行：不计入",
    "note": "说明：不计入",
    "signature": "落款：不计入，同一行和下一行的姓名、电话、日期也是",
    "aside": "括号里的话：不计入；写在必填的文字列里、前面有序号的，是没填完的条目",
    "nil": "写明没有：不计入，不算漏填",
}
ROWS = (
    "合  计",
    "兴庆区小计",
    "2019/5/28 汇总",
    "其中：线上",
    "（示例）",
    "一、市级",
    "注：以上数据截至6月10日。",
    "填报人：示例某",
    "（以上由各科室提供）",
    "本单位未开展此项活动",
)
TABS = (
    "走访台账",
    "Sheet1",
    "2018走访慰问",
    "走访慰问（旧）",
    "走访慰问样表",
    "填报说明",
    "主题活动计划",
)
TITLES = "银川市科协2018年走访慰问统计表", "下半年走访计划表"
HEADERS = (
    "*走访人次（必填）", "走访\n人次", "人数（人次）", "走访人次数", "实际走访人数",
)  # fmt: skip
WORDS = (
    ("带队人级别", ("市级领导", "市领导", "县科协副主席", "区委副书记")),
    ("领域", ("农业", "1.农业", "农业领域", "工业、农业", "金融")),
    ("办理状态", ("已解决。", "未解决", "无")),
    (
        "对象类别",
        (
            "一线科技工作者、老科技工作者",
            "困难科技工作者家庭",
            "☑一线 □老科技工作者 ☑困难",
            "一线√ 老专家 困难√",
            "一线√困难",
            "□一线 □困难",
        ),
    ),
)
TOGETHER = (
    ("竖着合并的格子", "下面各行沿用；数只计在第一行"),
    ("同上、〃", "沿用上一行"),
    ("日期只写在几行的头一行，没有合并", "下面各行按没填算，不猜：必填的标错，选填的标一次疑"),
    ("两行表头、合并的组", "组名连着子名认，组下的“合计”就是这一组"),
    ("列号行、重复的表头", "略过"),
    ("表头下面一行只写单位（人｜百人次｜万份）", "看作表头；百人次、万份按倍数换算，提示一声"),
    ("一组下分男、女、合计", "读合计"),
    ("线上、线下各占一列，没有合计", "相加，标疑"),
    ("应到、实到各占一列", "读实到，标疑"),
    ("2018年、2019年（去年、今年）各占一列", "读活动这一年的，另一列列出列名"),
    ("起、止各占一列（起止日期下面分起、止也是）", "合成一段日子；提示一声"),
    ("日期旁边的开始时间、结束时间写的是几点", "日期照读，钟点不读"),
    ("月、日各占一列（走访日期（月）、走访日期（日）也是）", "合成一个日期；提示一声"),
    ("每个选项一列，打勾", "取打了勾的，提示一声；填的是数的不读，列出列名"),
    ("备注里要改数（人次应为30）", "照格里的读，标疑"),
    ("一格里写着几条意见（1.…2.…、①…②…、一是…二是…）", "只计一条，标疑"),
    ("“无意见”“没有困难”“未收到建议”", "不适用，和“无”一样"),
    ("几列合成一列的", "网页上不能改这一列，请在工作簿里改"),
    ("表头只是像，格里却是别的（走访人员数下面都是姓名）", "不读，列出列名"),
    ("不认识的表头，内容只合一个空着的列", "按内容读，标疑"),
    ("慰问人员、陪同人员", "不是带队人；不读，列出列名"),
    ("表头大多不认识的表", "看各列的内容是哪本台账，按内容读，标疑；仍认不出的不读，标疑"),
    ("表头上面还有像条目的行", "不读，标疑"),
    ("换了行的表头（意见⏎建议分类）", "连起来认；第二行是说明的只认第一行"),
    ("日期、名称、人数都合并，只有地点分两行", "是一场，地点并在一起"),
    ("表下面隔一行的另一张小表", "不读，标一次疑"),
    ("下面接着另一本台账的表，表头都不认识", "说一次是第几至第几行，不读，标疑"),
    ("一张工作表里上下或左右几张表", "各读各的，各归各的台账"),
    ("一本台账两张工作表", "都读；大半相同的按行并到一起，改过的行以新的为准，标疑"),
    ("有内容而认不出是哪本台账的工作表", "不读，标疑；只有两列的提示一声"),
    ("划了删除线的行、格、字", "看作已删除，不读不计，标疑"),
    ("条件格式会划删除线、会使格子看不见的表", "照常读，标一次疑"),
    (
        '白字，或单元格格式使人看不见（;;;）、看见的是别的（0"百人"、"取消"）',
        "照存着的读，标疑并写出看见的是什么；同一列一样的只说一次",
    ),
    ("格上有批注", "批注不读，标疑并写出批注的话；同一列一样的批注只说一次"),
    ("格里是图片", "不读，标疑"),
    ("数后面有上标（4¹）", "看作脚注，不是数的一位"),
    ("被合并盖住的格里还存着数或字", "标疑并写出存的是什么；数不计"),
    ("#SPILL!、Err:508 一类的错误", "只标这一格错，别的照读"),
    ("隐藏的行和列（行高、列宽是 0 的也是）", "照常读，提示一声"),
    ("隐藏的工作表", "不读，说明原因"),
    (
        "总结报送只写了书面总结、电子版中的一个",
        "写了的照写的算，没写的、读不出的算没有交；“零报告”照样认",
    ),
    ("缺一个必填列", "说一次，不影响各行计入"),
    ("多出来的列、没有表头的列", "不读，原样留着；写了东西的列出列名"),
    (
        "自加的“开展情况”“状态”“是否开展”列写着拟开展、已开展、取消"
        "（也认计划中、未开展、已完成、已取消一类）",
        "拟开展的不计入任何合计，空着的必填格不标错，没有日期也行；取消的不计，提示；"
        "已开展的照日期计；别的话照日期计，标疑",
    ),
    (
        "这样的列在台账里本来有（走访慰问的“状态”），格里写的都不是它的选项",
        "按开展情况读；写的是它的选项（已解决）的，还是它自己的列",
    ),
    (
        "备注、名称的括号里写着作废、因故取消、推迟、由别家上报，名称头尾写着取消、作废，"
        "或自加的“是否完成”“审核结果”列写着否、不通过，“是否取消”“是否重复”列写着是",
        "不影响计入，标疑",
    ),
    (
        "表头写着万元、百份、（百）、（×100），或上方写着“单位：万元”",
        "数按倍数换算，提示一声；格里自己写着“元”“份”“万”的照原样",
    ),
    ("上方写着“单位：万元”，表头写着“（元）”", "按表头，标疑"),
    ("表头写着（100元）、（10份）", "数照原样，标疑：如是单位，请填实际的数"),
    (
        "总结报送写成竖表或一段段文字",
        "按标签或小标题读；不认识的标签列出来；几个标签并排、下面是几行的是表，不是竖表",
    ),
    ("待定、后补、待核实（选项、数、日期、姓名列）", "按没有填；必填的，一行只说一次"),
    ("一列都写“人”，或必填的几格都写“—”", "说一次，列出是哪几格"),
    ("看不见的字符、部首字（⽇、⻩）、全角字母", "按看见的字读；《》“”里外的同名只算一个"),
    ("数的列里填了手机号、20190528", "标错，这一格不计"),
    ("数的列里填了 43613（日期的序号）、百万以上的数", "照读，标疑"),
    ("日期旁边的星期和日期对不上", "照日期读，标疑"),
    ("格式成了日期的数", "还是那个数：5.3 是 5.3，3 是 3"),
    ("格式只显示年月的日期", "读作那个月，标疑，不当作 1 日"),
    ("差不到一分钟到零点的时刻；恰是 16:00 的时刻", "算次日，提示一声；读作当天，标疑"),
    ("满意度写成 0.95、1", "读作 95、100，说一声；0.95% 照读"),
    ("满意度写成 9.8、9.8分", "照读，标疑：如是十分制，请换算"),
    ("满意度写成九成、百分之九十五", "读作 90、95"),
    ("姓名列里填了人数、日期、数字（5人、2019-5-27）", "照写的读，标疑"),
    ("一格里两个电话", "都是电话；少一位、成了科学计数的，说一声"),
    ("只设了写保护的工作簿、.fods", "照常读；设了打开密码的说明原因"),
    ("公式没有算出结果", "说明要用 WPS 或 Excel 打开保存一次"),
    ("身份证号、手机号、具名的病情", "标疑；公开的页面和文件里遮住"),
)

BETWEEN = (
    (
        "日期不在活动时间内",
        "提示，不影响是否计入；年份也不对的标疑，年份在活动以后的，到那天以前不计入，也不算拟开展",
    ),
    ("一段日子超过一年（2019-05-28至2109-05-31）", "标疑，不影响是否计入：多半有一头的年份写错"),
    ("另一列日期（答复日期）的年份不对，或早于提出的日期", "标疑，不影响是否计入"),
    ("写着拟开展，日期已过", "不计入，标疑：是否已开展"),
    ("写着已开展，日期还没到", "不计入，标疑"),
    (
        "读到时日期还没到，后来过了，这一行没有改过",
        "照常计入，标疑：是否已开展；一张表只问一次，列出是哪几行；"
        "这一行改了哪一格都算答复，别的行改动、排序不算",
    ),
    (
        "总结的书面、电子版都写已交，报送日期还没到",
        "不算已报，也不列入未报，标疑：是否已交；到了那天自动算已报",
    ),
    (
        "总结只有一样写已交，报送日期还没到",
        "这一样不算已交，标疑：是否已交；另一样照旧是未交",
    ),
    ("两行完全相同，或同一天、同名、同地点", "照常计入，标疑"),
    ("两篇报道同一个链接", "只算一篇，提示"),
    ("一个数是本单位通常数的10倍以上", "照常计入，标疑"),
    ("小的大于大的（建档数大于服务人次）", "错：这一格不计"),
    ("市级座谈观摩由市科协以外的单位填报", "照常计入，标疑：可能是联合活动"),
    (
        "两家单位同一天前后、同名或同地点的活动",
        "各计各的，标疑：疑似联合活动；拟开展的写明没有计入",
    ),
)


SCORED = """\
## 读得怎么样

用程序随机画出各种杂乱的工作簿，连同每格的真值，再读回来比对
（`python -m tools.score_reading`）：勾在选项后面、数旁带括号、格林尼治时间、看不见的字符、
分成几列的数和日期、划掉的行、批注、隐藏行、表下的小表、两周的表、各种落款和合计都在里面。
“列出的表头”用样表和活动设置里列出的名称；“没见过的表头”有三成是谁也没列过的
（451 个，如“哪天去的”“来了多少人”）；“照样表填的”是样表照填。

“悄悄丢”“悄悄错”是没有任何提示的，该说而没有说的也算：列出的表头每千格不得超过 0.05 格，没见过的
0.5 格。“不必说的话”是读对了还说的，每千个读对的格不得超过 6 句，照样表填的 2 句；
该说的不算：没有读的列和表、看内容认出的列、写得含糊的格。"""


def page(campaign: Campaign) -> str:
    """The whole page."""
    window = Span(campaign.first, campaign.last)
    visits = campaign.ledgers[0]
    parts = [
        INTRODUCTION,
        f"## 数\n\n{_rules(amounts.RULES, amounts.parse_amount)}",
        f"## 日期\n\n{_rules(days.RULES, lambda text: days.parse_day(text, *window))}",
        f"## 选项\n\n{_words(visits)}",
        f"## 表头\n\n{_headers(campaign, visits)}",
        f"## 不是条目的行\n\n{_rows()}",
        f"## 不读的工作表\n\n{_tabs(campaign)}",
        f"## 表的样子\n\n{_table(('遇到', '怎么读'), TOGETHER)}",
        f"## 几行、几家放在一起看\n\n{_table(('遇到', '怎么办'), BETWEEN)}",
        _score(),
    ]
    return "\n\n".join(parts) + "\n"


def _rules(rules: Iterable[ReadingRule[Any, Any]], read: Callable[[str], Reading[object]]) -> str:
    lines = ((rule.name, _raw(rule.example), *_meant(read(rule.example))) for rule in rules)
    return _table(("规则（按先后）", "例子", "读作", "说明"), lines)


def _words(ledger: Ledger) -> str:
    columns = [(name, ledger.column(name), examples) for name, examples in WORDS]
    lines = [
        (name, _raw(text), *_meant(read_choice(column, text)))
        for name, column, examples in columns
        if isinstance(column, Choice)
        for text in examples
    ]
    return _table(("列", "写的", "读作", "说明"), lines)


def _headers(campaign: Campaign, ledger: Ledger) -> str:
    counted = "走访人次"
    others = [column.name for column in ledger.columns if column.name != counted]
    lines = []
    for header in HEADERS:
        (read,) = parse_book([Sheet("", ledger.name, trim_grid([[*others, header]]))], campaign)
        said = "；".join(problem.message for problem in read.problems)
        lines.append((_raw(header), counted if counted in read.columns else "", said))
    return _table(("写的", "读作", "说明"), lines)


def _rows() -> str:
    return _table(("写着", "看作"), ((_raw(text), KINDS[classify_row_text(text)]) for text in ROWS))


def _tabs(campaign: Campaign) -> str:
    tabs = [(each, find_sheet_refusal(Sheet("", each, ()), campaign)) for each in TABS]
    titles = [(each, find_title_refusal([each], campaign)) for each in TITLES]
    lines = [("工作表名", name, why or "看表头是哪本台账") for name, why in tabs]
    return _table(("看", "写着", "结果"), [*lines, *(("标题", *each) for each in titles)])


def _score() -> str:
    with SCORES.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    names = dict.fromkeys(line[0] for line in lines)
    tables = [
        f"### {name}\n\n{_table(head[1:], [line[1:] for line in lines if line[0] == name])}"
        for name in names
    ]
    return "\n\n".join([SCORED, *tables])


def _meant(reading: Reading[object]) -> tuple[str, str]:
    """What was read, and what is said about it."""
    if reading.not_applicable:
        return "不适用", ""
    value = _shown(reading.value)
    said = f"{reading.complaint.level}：{reading.complaint.message}" if reading.complaint else ""
    return f"{value}（约）" if reading.about else value, said


def _shown(value: object) -> str:
    if isinstance(value, Span):
        return f"{value.first}至{value.last}"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)


def _raw(text: str) -> str:
    return f"`{text}`".replace("\n", "⏎").replace("|", "\\|")


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines(head, lines))


def _lines(head: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(line)} |" for line in lines)
