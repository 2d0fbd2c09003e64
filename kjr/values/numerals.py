"""Numbers inside a text, in figures or Chinese numerals, with the words around them.

>>> [(each.value, each.counter, each.about) for each in find_numbers("两场,30余人")]
[(30, '人', '余')]
>>> parse_numeral("一百二十"), parse_numeral("1.2万"), parse_numeral("百")
(120, 12000, 100)
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from kjr.values.patterns.holding import hold

Amount = int | float

DIGITS: Final = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
PLACES: Final = "十百千万亿拾佰仟廿卅"
BEFORE: Final = (
    "大约|大概|约计|约|不少于|不低于|至少|最少|(?:不|未|没)(?:超过?|足|到|满|达)|不多于|不大于"
    "|将近|接近|近|最多|至多|少于|小于|低于|超过|超|逾"
    "|差不多|估计|预计|(?<!线)上|(?<!通)过|破|>=|<=|[>≥<≤~]"
)
LESS_BEFORE: Final = re.compile(
    "(?:不|未|没)(?:超过?|足|到|满|达)|不多于|不大于|将近|接近|近|最多|至多|少于|小于|低于|<=|[<≤]"
)
LESS_AROUND: Final = "以下|以内|之内|不到|不足|未满|不满"
AFTER: Final = r"余|多|来|几|许|\+"
AROUND: Final = f"左右|上下|以上|不等|出头|开外|之间|约|{LESS_AROUND}"
LEADING: Final = (
    "共|计|合计|总计|累计|有|为|达|到|了|人数|人次|总数|数量|参加|参与|服务|受益|惠及|走访|看望"
    "|慰问|发放|现场|覆盖|科技工作者|群众|:|¥|RMB|人民币"
)
OWN: Final = "\ue000"
"""Stands for a counter that only one column has, which nobody can list."""
COUNTERS: Final = (
    f"{OWN}|人/次|人次|户次|人数|人|名|位|场/次|场次|场|批次|次|期|节|堂|轮|份|册|本|套|张|幅|件|条|篇|个"
    "|块钱|块|支|队|家|户|台|项|例|桶|袋|箱|盒|元整|元|圆|分|%|届|字|只|处|所|组|对|版|部|集|天"
)
KIN: Final = (
    frozenset(("人", "名", "位", "人次", "人数", "人/次")),
    frozenset(("场", "次", "场次", "场/次", "批次", "批", "期", "节", "堂", "轮", "届")),
    frozenset(("份", "册", "本", "套", "张", "幅", "件", "块")),
    frozenset(("件", "项", "条", "例")),
    frozenset(("篇", "条", "版", "部", "集")),
    frozenset(("支", "队", "组")),
    frozenset(("家", "户", "处", "所")),
    frozenset(("元", "圆", "块", "块钱", "元整")),
    frozenset(("%", "分")),
)
"""Counters that people take for one another; 个 goes with everything."""
NOUNS: Final = (
    "代表|群众|学生|市民|居民|职工|农民|家属|志愿者|专家|队员|会员|企业|资料|宣传册|宣传单|传单|展板"
    "|慰问品|建议|意见|活动|讲座|老师|教师|医生|(?:一线|老|困难|青年)?科技(?:工作者|人员|人才)"
)
LONGEST: Final = 1000
"""Characters of a text in which numbers are looked for."""
VAST: Final = 1e300
"""No numeral means so much; a float holds hardly more."""
FIGURE: Final = r"\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
IN_FIGURES: Final = re.compile(
    rf"((?:{FIGURE})(?:[余多来几](?=[百千万亿]))?(?:[十百千万亿kKwW](?![a-zA-Z]))*"
    r"(?:(?<=[百千万亿])\d[十百千万]?)*)"
)
SCALES: Final = str.maketrans("kKwW", "千千万万", ",余多来几")
ONES: Final = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
SCALE: Final = {"百": 100, "千": 1000, "万": 10_000}
SCALED: Final = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,2})?)([千万])")
SMALL: Final = (
    ONES
    | SCALE
    | {f"{word}十": 10 * n for word, n in {"": 1, **ONES}.items() if n > 1 or not word}
    | {f"十{word}": 10 + n for word, n in ONES.items()}
)
"""The numerals people mostly write, beside 1.2万: the library for others takes long to load."""
IN_WORDS: Final = re.compile(f"([{DIGITS}{PLACES}]+)")
LEAD: Final = re.compile(hold("lead", f"(?:{BEFORE}|{LEADING})*"))
TAIL: Final = re.compile(
    f"(?:{AFTER})?(?:{COUNTERS}){{0,2}}(?:{AFTER})?(?:{NOUNS})*(?:{AROUND})?[。.;,、!]?"
)
UNKNOWN: Final = re.compile(
    f"(?:{AFTER})?(?!{NOUNS}|{AROUND}|{LEADING}|{BEFORE}|[男女含]|其中|包括|另|线[上下])"
    "[\u4e00-\u9fffa-zA-Z]"
)

ABOUT_BEFORE: Final = re.compile(f"({BEFORE})(?:{LEADING})*$")
ABOUT_AFTER: Final = re.compile(f"(?:{COUNTERS})?({AFTER}|约)")
ABOUT_FAR: Final = re.compile(f"[^,;、]{{0,12}}?({AROUND})")
ABOUT_INSIDE: Final = re.compile("[余多来几]|^[百千万亿]$")
MORE: Final = "余"
"""The one bound that stands behind its number."""
OVER: Final = "超过"
NO_LESS: Final = "不少于"
BOUNDS: Final = (
    (MORE, re.compile(r"余|多|几|\+|出头|开外")),
    ("近", re.compile("将近|接近|近")),
    ("不到", re.compile("(?:不|未|没)(?:足|到|满|达)|少于|小于|低于|<|不到|不足|未满|不满")),
    ("不超过", re.compile("(?:不|未|没)超过?|不多于|不大于|最多|至多|<=|≤|以下|以内|之内")),
    (OVER, re.compile("超过|超|逾|破|过|>")),
    (NO_LESS, re.compile("不少于|不低于|至少|最少|上|以上|>=|≥")),
)
"""How paper says on which side of a number the truth lies → how people write that."""
COUNTED: Final = re.compile(f"(?:{AFTER})?({COUNTERS})")
HAS_FIGURE: Final = re.compile(r"\d")


def are_kin_counters(one: str, other: str) -> bool:
    """Whether two counters may count the same thing; one nobody wrote fits any.

    >>> are_kin_counters("本", "份"), are_kin_counters("箱", "份"), are_kin_counters("", "份")
    (True, False, True)
    """
    is_free = one in ("", "个", other) or other in ("", "个")
    return is_free or any(one in family and other in family for family in KIN)


@lru_cache(maxsize=64)
def _find_own_counter(counter: str) -> re.Pattern[str] | None:
    """Behind a number, a column's counter that is none of those everybody uses; None if it is."""
    if not counter or re.fullmatch(COUNTERS, counter):
        return None
    return re.compile(rf"(?<=[\d{DIGITS}{PLACES}余多来几许个+]){re.escape(counter)}")


def mark_own_counter(text: str, counter: str) -> str:
    """The text with OWN for what its column counts in, where that is a word of the column's own.

    >>> mark_own_counter("约30余小时", "小时") == f"约30余{OWN}", mark_own_counter("30人", "小时")
    (True, '30人')
    """
    own = _find_own_counter(counter)
    return own.sub(OWN, text) if own else text


class Number(NamedTuple):
    """One number inside a text, with what stands around it."""

    value: Amount
    text: str
    before: str
    after: str

    @property
    def about(self) -> str:
        """The word that makes it approximate, blank for an exact number."""
        found = (
            ABOUT_BEFORE.search(self.before)
            or ABOUT_AFTER.match(self.after)
            or ABOUT_FAR.match(self.after)
            or ABOUT_INSIDE.search(self.text)
        )
        return found[found.lastindex or 0] if found else ""

    @property
    def is_below(self) -> bool:
        """Whether its writer says that it was less: 近50, 50以内."""
        before, behind = ABOUT_BEFORE.search(self.before), ABOUT_FAR.match(self.after)
        is_less = before and LESS_BEFORE.fullmatch(before[1])
        return bool(is_less or (behind and re.fullmatch(LESS_AROUND, behind[1])))

    @property
    def bound(self) -> str:
        """On which side of it the truth lies, as paper says it; blank where that is not said.

        >>> [find_numbers(text)[0].bound for text in ("30余人", "近50", "约50余人")]
        ['余', '近', '']
        """
        around = (
            ABOUT_BEFORE.search(self.before),
            ABOUT_AFTER.match(self.after),
            ABOUT_FAR.match(self.after),
        )
        inside = ABOUT_INSIDE.search(self.text)
        words = [each[each.lastindex or 0] for each in around if each]
        return join_bounds(map(_name_bound, words or ([inside[0]] if inside else [])))

    @property
    def counter(self) -> str:
        """Its 量词, blank if none follows."""
        found = COUNTED.match(self.after)
        return found[1] if found else ""

    @property
    def has_unknown_counter(self) -> bool:
        """Something is counted that is no counter we know, such as 3批, 5村."""
        return not self.counter and UNKNOWN.match(self.after) is not None

    @property
    def is_plain(self) -> bool:
        """Nothing around it but what one expects around a number."""
        return bool(LEAD.fullmatch(self.before) and TAIL.fullmatch(self.after))

    @property
    def rule(self) -> str:
        """How it was read."""
        is_figure = self.text[0].isdecimal()
        scale = self.text[-1] if is_figure and not self.text[-1].isdecimal() else ""
        about = self.about
        traits = (
            f"「{about}」为约数" if about else "",
            f"「{scale}」已换算" if scale else "",
            "" if is_figure else "中文数字",
        )
        return "、".join(filter(None, traits))


def join_bounds(bounds: Iterable[str]) -> str:
    """The one bound all of them are; blank where they differ."""
    told = {*bounds}
    return told.pop() if len(told) == 1 else ""


def _name_bound(word: str) -> str:
    return next((bound for bound, written in BOUNDS if written.fullmatch(word)), "")


@lru_cache(maxsize=4096)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text; Chinese numerals only where there are no figures."""
    if len(text) > LONGEST:
        return ()
    parts = (IN_FIGURES if HAS_FIGURE.search(text) else IN_WORDS).split(text)
    return tuple(
        Number(parse_numeral(parts[n]), parts[n], parts[n - 1], parts[n + 1])
        for n in range(1, len(parts), 2)
        if parse_numeral(parts[n]) >= 0
    )


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> Amount:
    """The value of one numeral, -1 if it is none after all, or of hundreds of digits."""
    plain = text.translate(SCALES)[:LONGEST]
    try:
        value = float(plain) if plain.isascii() else _spelt(plain)
    except (
        ValueError,
        KeyError,
        OverflowError,
    ):  # cn2an raises the first two for 亿壹 and the like
        return -1
    return round_amount(value) if value < VAST else -1


def _spelt(numeral: str) -> float:
    """The value of Chinese numerals; 百 is read as people read it, 一百."""
    if numeral in SMALL:
        return SMALL[numeral]
    if found := SCALED.fullmatch(numeral):
        return float(found[1]) * SCALE[found[2]]
    import cn2an

    led = f"一{numeral}" if numeral[0] in "百千万亿佰仟" else numeral
    return float(cn2an.cn2an(led, "smart"))


def round_amount(number: float) -> Amount:
    """30.0 as 30; the noise of binary fractions gone."""
    if isinstance(number, int):
        return number
    number = round(number, 6)
    return int(number) if float(number).is_integer() else number
