"""Two hundred lines in the style of a 活动总结, invented: 示例.  The seed never changes."""

import random

WHO = (
    "兴庆区科协",
    "市水利工程学会",
    "示例塞上3号企业科协",
    "市青少年科技辅导员协会（示例）",
    "协作眼科医院（示例）：",
    "灵武市科协会同市园艺学会（示例）",
    "据统计，贺兰县科协",
)
SAID = (
    "组织{n}名一线科技工作者赴“科技园—农业示范园—智慧水务”现场观摩",
    "走访慰问科技工作者{n}人次，送去慰问金（品）折合{m}万元",
    "在《银川日报》《银川晚报》（示例）等媒体刊发报道{n}篇，其中市级以上{d}篇，占{p}%",
    "举办“科研压力与复原力”心理资本提升讲座{d}场（次），听讲{t}余人次，满意率{p}%",
    "成立科技志愿服务队{d}支、登记志愿者{n}名，开展“五进”活动{d}场，服务群众约{m}万人次",
    "发放《科学素质读本》、“明白卡”等资料{t}余份（册），现场解答问题{n}个",
    "印发《关于做好2019年“全国科技工作者日”活动的通知》（银科协发〔2019〕{d}号）",
    "于5月24日—31日分{d}批开展健康体检，建立健康档案{n}份，检查率达到{p}%，比2018年提高{m}个百分点",
    "邀请{d}位自治区级专家，围绕盐碱地改良、节水灌溉、葡萄栽培等{d}个专题，面对面答疑{n}人次",
    "收集意见建议{n}条，现场答复{d}条，其余{d}条已转有关部门，承诺15个工作日内答复",
    "线上直播“他们让盐碱地上种出‘金豆子’”专题报道，累计观看{t}人次、点赞{m}万次",
    "召开座谈会：5—8名代表发言，提出“设备共享难、职称评审慢、子女入学远”等3类问题",
    "推荐典型人物{d}名、创新团队3个（其中农业领域1个、工业领域1个、卫生领域1个）",
    "协调企业开放A4幅面扫描、3D打印、GPS测绘等设备{d}台（套），服务中小企业{n}家次",
    "通过微信公众号、LED屏、展板{n}块、横幅{d}条等形式广泛宣传，营造了“尊重知识、崇尚创新”的浓厚氛围",
    "对2021—2035年全民科学素质行动作了展望——既要“请进来”，也要“走出去”……",
    "形成工作简报{d}期、图片{t}张、视频{m}GB，全部归档备查（截至6月8日17:00）",
    "按1:1比例配套活动经费{m}万元，人均{n}.5元，做到专款专用、账目清楚",
)
LINKS = ("；", "，", "。同时，", "；在此基础上，", "。据不完全统计，", "，并")
ENDS = ("，取得了良好效果。", "，受到普遍欢迎。", "。", "，参加人数创历年新高！", "（详见附件2）。")


def paragraphs(count: int) -> list[str]:
    """So many paragraphs of four clauses each."""
    dice = random.Random(530)
    return [paragraph(dice) for _ in range(count)]


def paragraph(dice: random.Random) -> str:
    clauses = dice.sample(SAID, dice.randint(3, 5))
    text = dice.choice(WHO)
    for place, clause in enumerate(clauses):
        text += (dice.choice(LINKS) if place else "") + filled(clause, dice)
    return text + dice.choice(ENDS)


def filled(clause: str, dice: random.Random) -> str:
    return clause.format(
        n=dice.randint(12, 860),
        d=dice.randint(2, 46),
        t=f"{dice.randint(1000, 23000):,}",
        m=f"{dice.randint(2, 240) / 10:.1f}",
        p=f"{dice.randint(600, 999) / 10:.1f}",
    )


PROSE = paragraphs(48)
