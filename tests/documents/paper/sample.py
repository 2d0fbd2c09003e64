"""A summary of twelve pages, invented from first to last: 示例.

Units, persons, figures and events exist nowhere; the shape is that of the real thing.
"""

from __future__ import annotations

import random
from itertools import product

from kjr.documents.blocks import (
    Align,
    Annex,
    Bar,
    Bars,
    Block,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)

DISTRICTS = ("兴庆区", "金凤区", "西夏区", "贺兰县", "永宁县", "灵武市")
# fmt: off
FIELDS = (
    "水利工程", "园艺", "畜牧兽医", "心理卫生", "护理", "口腔医学", "眼科", "建筑", "测绘",
    "机械工程", "自动化", "电子信息", "计算机", "化工", "环境科学", "林业", "葡萄与葡萄酒",
    "气象", "地震", "青少年科技教育", "科普作家", "老科技工作者", "农学", "食品科学", "电力",
    "公路", "交通运输", "质量", "标准化", "节能",
)
# fmt: on
PLACES = ("示例现代农业产业园", "示例智能制造车间", "示例葡萄酒庄", "示例水务调度中心", "示例中学")

OPENING = (
    "为深入贯彻落实党的十九大精神，大力弘扬科学家精神，按照自治区科协《关于开展2019年“全国科技工作者日”"
    "活动的通知》（宁科协发〔2019〕21号）要求，银川市科学技术协会（示例）于5月24日至6月10日，以“礼赞共和国、"
    "追梦新时代”为主题，在全市范围内组织开展了“全国科技工作者日”系列活动。据不完全统计，活动期间全市各级"
    "科协组织和78家市属学会（协会、研究会）、28家企业科协共走访慰问科技工作者412人次，召开座谈观摩会21场（次），"
    "刊发报道136篇，举办心理资本提升讲座7场，开展主题活动97场，服务群众约1.9万人次。现将有关情况总结如下："
)
BASIC = (
    "活动由市科协统一部署，6个县（市）区科协、78家市属学会和28家企业科协参加，应报112家，截至6月8日17：00已报"
    "87家，上报率77.7%；其中按时报送87家，空表5家，读取失败4家，未报16家。10名典型科技工作者专访已刊发8名，"
    "3个科技创新团队专访全部刊发，观摩代表50名全部到位，10场心理资本提升讲座已举办7场。"
)
LEADS = (
    (
        "（一）走访看望一线科技工作者",
        "市、县（市）区分管领导带队，深入企业车间、田间地头、学校医院，看望慰问一线科技工作者。共走访单位68家、"
        "科技工作者412人次，送去慰问品、慰问金折合12.6万元，收集意见建议57条，现场答复31条，转有关部门办理26条。",
    ),
    (
        "（二）宣传报道先进典型",
        "依托《银川日报》《银川晚报》（示例）和“银川科协”微信公众号，开设“科技工作者风采”专栏，推出10名典型人物、"
        "3个创新团队，共刊发报道136篇，其中市级以上媒体42篇，阅读量约23万次，“他们让盐碱地上种出‘金豆子’”等"
        "报道引起热烈反响。",
    ),
    (
        "（三）座谈观摩",
        "5月29日，组织50名科技工作者代表观摩“科技园—农业示范园—智慧水务”一线，随后召开座谈会，9名代表发言，"
        "提出意见建议17条。各县（市）区、学会、企业科协自行组织座谈观摩20场（次），参加853人次。",
    ),
    (
        "（四）关爱身心健康",
        "联合市心理卫生学会、协作眼科医院（示例）等单位，举办心理资本提升讲座7场，听讲1,286人次；开展健康体检、"
        "眼健康检查11场，建立健康档案594份，检查621人次；发放健康手册3200余册。",
    ),
    (
        "（五）志愿服务与主题活动",
        "成立科技志愿服务队34支，登记志愿者1,140余人；围绕“五进”（进农村、进社区、进学校、进企业、进军营）开展"
        "科普讲座、技术咨询、义诊、青少年科技教育等主题活动97场，服务群众约1.9万人次，发放资料2.4万余份。",
    ),
)
EXAMPLES = (
    "{district}的{place}观摩活动，{day}由区（县）科协牵头，邀请12名高级农艺师、工程师现场讲解，"
    "当地群众近300人参加，发放“明白卡”400余份，解答问题46个，受到普遍欢迎。",
    "{district}坚持“送上门”与“请进来”相结合，{day}走访{place}，看望一线科技工作者8名，"
    "了解到“设备共享难、职称评审慢、子女入学远”等3类问题，已逐一建立台账、明确责任人和办结时限。",
    "{district}于{day}在{place}举办“我与科技同行”分享会，5名科技工作者讲述扎根一线20年的故事，"
    "线上线下观看约1.2万人次；会后有37名青年报名加入科技志愿服务队——其中硕士以上学历11名。",
)
CLOSING = (
    (
        "四、典型经验",
        "一是领导重视、上下联动。市委、市政府分管领导审定方案，6个县（市）区均成立工作专班，形成“一张清单管到底、"
        "一个口径报到底”的工作机制。二是突出一线、注重实效。全部走访对象中，一线科技工作者占82.5%，比2018年提高"
        "9.3个百分点。三是媒体融合、放大声音。报纸、电视、网站、公众号同题共振，单篇最高阅读量超过10万次。",
    ),
    (
        "五、存在问题",
        "一是部分单位报送不及时，截至目前仍有16家未报，4家报送的表格无法读取；二是农机服务、防灾减灾等领域活动偏少；"
        "三是2名推荐典型尚未刊发；四是佐证材料不够齐全，37条活动记录缺少照片或签到表。【待补：与往年相比的变化】",
    ),
    (
        "六、意见建议",
        "活动中共收集意见建议57条，主要集中在4个方面：一是希望建立大型科研仪器共享平台；二是希望基层职称评审向一线"
        "倾斜；三是希望增加对企业科协的经费支持；四是希望常态化开展心理健康服务。详见附件4。",
    ),
    (
        "七、下一步打算",
        "一是抓紧催报核实，6月15日前完成全部材料的收集、核对和归档；二是办好意见建议，对26条转办事项跟踪问效，件件有"
        "回音；三是建立长效机制，把走访慰问、心理健康服务由“一日”延伸为“全年”，努力建设有温度、可信赖的科技工作者之家。",
    ),
)


def sample() -> Document:
    """The whole document: about six pages of text, then annexes upright and across."""
    dice = random.Random(530)
    return Document(
        title="银川市科协2019年“全国科技工作者日”活动总结（示例）",
        addressee="自治区科学技术协会",
        body=[*basic(), *measures(dice), *results(), *closing()],
        annexes=[activities(dice), units(dice), reports(dice), opinions()],
        footer="数据截至2019年6月8日17：00，快照7f3a21c；示例数据，不代表任何单位的真实情况。",
        author="银川市科学技术协会（示例）",
        subject="全国科技工作者日活动总结",
    )


def basic() -> list[Block]:
    rows = [[name, "78" if name == "合计" else "13", "11", "10", "84.6"] for name in DISTRICTS]
    return [
        Paragraph(OPENING),
        Heading(1, "一、基本情况"),
        Paragraph(BASIC),
        Table(
            "表1　各县（市）区报送情况",
            [
                TableColumn("县（市）区", 2, Align.CENTRE),
                *(TableColumn(name, 1, Align.RIGHT) for name in ("应报", "已报", "按时")),
                TableColumn("上报率（%）", 1.4, Align.RIGHT),
            ],
            [*rows, ["市直", "34", "21", "21", "61.8"], ["合计", "112", "87", "81", "77.7"]],
            note="单位：家",
            total=True,
        ),
    ]


def measures(dice: random.Random) -> list[Block]:
    blocks: list[Block] = [Heading(1, "二、主要做法")]
    for place, (head, lead) in enumerate(LEADS):
        blocks += [Heading(2, head), Paragraph(lead)]
        for number, district in enumerate(dice.sample(DISTRICTS, 2), 1):
            day = f"{5 + (place + number) % 2}月{dice.randint(1, 30)}日"
            words = dice.choice(EXAMPLES).format(
                place=dice.choice(PLACES), day=day, district=district
            )
            blocks += [Paragraph(f"{number}.{words}")]
    return blocks


def results() -> list[Block]:
    done = [
        ("典型科技工作者专访", 8, 10, "名"),
        ("科技创新团队专访", 3, 3, "个"),
        ("观摩代表", 50, 50, "名"),
        ("心理资本提升讲座", 7, 10, "场"),
        ("报送活动总结", 87, 112, "家"),
        ("科技志愿服务队", 34, 30, "支"),
    ]
    bars = [Bar(name, n / of, f"{n} / {of} {counter}") for name, n, of, counter in done]
    rates = [Bar(name, (80 - n) / 100, f"{80 - n}.5%") for n, name in enumerate(DISTRICTS)]
    kinds = ("科普讲座", "技术咨询", "义诊", "青少年科技教育", "主题展览", "座谈交流")
    counts = [Bar(name, (31 - n * 4) / 31, f"{31 - n * 4} 场") for n, name in enumerate(kinds)]
    return [
        Heading(1, "三、工作成效"),
        Paragraph(
            "对照《活动方案》（示例）确定的6项硬指标，已完成3项，其余3项完成率均在70%以上，"
            "预计6月15日前全部完成，具体见图1。"
        ),
        Bars("图1　硬指标完成情况", bars),
        Paragraph(
            "从县（市）区看，上报率均在70%以上，兴庆区最高，见图2；从类别看，科普讲座最多，见图3。"
        ),
        Bars("图2　各县（市）区上报率", rates),
        Bars("图3　主题活动类别", counts),
        Paragraph(
            "与2018年相比，参加单位增加14家，走访人次增长27.4%，主题活动增加31场，"
            "服务群众增加约4,200人次，群众满意度抽样调查（样本862人）达到96.3%。"
        ),
    ]


def closing() -> list[Block]:
    pairs = [(Heading(1, head), Paragraph(text)) for head, text in CLOSING]
    blocks: list[Block] = [block for pair in pairs for block in pair]
    return [*blocks, Signature("银川市科学技术协会（示例）", "2019年6月15日")]


def activities(dice: random.Random) -> Annex:
    kinds = ("走访慰问", "宣传报道", "座谈观摩", "健康服务", "志愿服务", "主题活动", "意见建议")
    names = ("项目", *DISTRICTS, "市直", "合计")
    rows = []
    for kind in kinds:
        figures = [dice.randint(0, 120) for _ in range(7)]
        rows.append([kind, *map(str, figures), str(sum(figures))])
    columns = [
        TableColumn(names[0], 1.6),
        *(TableColumn(name, 1, Align.RIGHT) for name in names[1:]),
    ]
    return Annex("活动情况统计表", [Table("", columns, rows, note="单位：项")])


def units(dice: random.Random) -> Annex:
    columns = [
        TableColumn("序号", 0.6, Align.CENTRE),
        TableColumn("单位", 4),
        TableColumn("县（市）区", 1.4, Align.CENTRE),
        TableColumn("报送状态", 1.3, Align.CENTRE),
        *(TableColumn(name, 1, Align.RIGHT) for name in ("走访人次", "报道篇数", "讲座场数")),
        *(TableColumn(name, 1, Align.RIGHT) for name in ("活动场数", "服务人次")),
        TableColumn("备注", 2),
    ]
    names = [f"{name}科学技术协会（示例）" for name in DISTRICTS]
    names += [f"银川市{field}学会（示例）" for field in FIELDS]
    names += [f"示例{word}{n}号企业科协" for n, word in product(range(1, 29), ("塞上", "贺兰山"))]
    rows = []
    for number, name in enumerate(names[:28], 1):
        late = dice.random() < 0.2
        figures = ["—" if late else str(dice.randint(0, 260)) for _ in range(5)]
        note = "表格无法读取，沿用6月5日数据" if late and dice.random() < 0.3 else ""
        state = "未报" if late else "已报"
        rows.append(
            [str(number), name, DISTRICTS[number % 6], state, *figures, note],
        )
    return Annex("各单位报送情况一览表", [Table("", columns, rows)], landscape=True)


def reports(dice: random.Random) -> Annex:
    columns = [
        TableColumn("序号", 0.6, Align.CENTRE),
        TableColumn("日期", 1.5, Align.CENTRE),
        TableColumn("标题", 4),
        TableColumn("媒体", 1.6),
        TableColumn("链接", 3),
    ]
    titles = (
        "盐碱地上种出“金豆子”",
        "他们让老水泵会说话——记智慧灌溉示例团队",
        "三十年守护一座泵站",
        "“无人机进校园”，孩子们的第一堂飞行课",
        "把论文写在贺兰山下的葡萄园里：一名高级农艺师的2019年春天",
    )
    rows = [
        [
            str(number),
            f"6月{1 + number % 10}日",
            dice.choice(titles),
            dice.choice(("银川日报", "银川晚报", "“银川科协”微信公众号")),
            f"https://example.com/530/{number:03}" if number % 3 else "第5版",
        ]
        for number in range(1, 16)
    ]
    return Annex("宣传报道目录", [Table("", columns, rows)])


def opinions() -> Annex:
    texts = (
        "希望建立全市大型科研仪器设备共享平台，降低中小企业检测成本。",
        "建议基层农技人员职称评审适当放宽论文要求，突出推广实绩。",
        "企业科协专职人员少、经费少，建议市级财政每家每年补助不少于2万元，并纳入年度绩效考核。",
        "建议心理健康服务常态化，每季度不少于1次，向一线科技工作者倾斜。",
    )
    columns = [
        TableColumn("序号", 0.6, Align.CENTRE),
        TableColumn("类别", 1.4, Align.CENTRE),
        TableColumn("意见建议", 6),
        TableColumn("承办单位", 2),
        TableColumn("办理情况", 1.3, Align.CENTRE),
    ]
    kinds = ("平台建设", "职称评审", "经费保障", "健康服务")
    rows = [
        [str(n), kinds[n % 4], texts[n % 4], "市科协组宣部（示例）", ("已答复", "办理中")[n % 2]]
        for n in range(1, 13)
    ]
    return Annex(
        "意见建议汇总",
        [Paragraph("共收集意见建议57条，合并同类项后12条（示例）。"), Table("", columns, rows)],
    )
