"""What tests type in the first plan's headers, said in those of the county's ledgers, and back.

A column stands for one of its kind: a day for a day, a figure that is asked for such a one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.plans import COUNTY, FIRST


@dataclass(frozen=True)
class Ledgers:
    """One of the first plan's, the county's that stands for it, and the words of each."""

    ours: str
    theirs: str
    columns: Mapping[str, str]
    """Each column's name → the county's; headers people write for it too."""
    options: Mapping[str, str]
    """What stands in cells."""

    def name_sheet(self, name):
        """The county's name of a sheet."""
        aliases = sorted(PLAN.ledger(self.ours).aliases, key=len, reverse=True)
        return _swap(name, dict.fromkeys((self.ours, *aliases), self.theirs))


EVENTS = Ledgers(
    "主题活动",
    "科普活动",
    {"名称": "活动名称", "领域": "形式", "志愿者人数": "其中青少年", "服务群众人次": "参与人次"}
    | {"参与人数": "参加人数", "受益人数": "受益人次"},
    {"科普": "大集", "科学普及": "科普大集"},
)
VISITS = Ledgers(
    "走访慰问",
    "科普活动",
    {"走访日期": "日期", "走访地点/单位": "地点", "走访地点": "地点", "对象类别": "形式"}
    | {
        "带队人级别": "活动名称",
        "带队人": "主办",
        "走访人次": "参与人次",
        "帮办事项数": "其中青少年",
    }
    | {"帮办事项数": "其中青少年", "慰问品（份）": "其中青少年", "慰问品": "其中青少年"},
    {"一线": "大集", "一线科技工作者": "科普大集", "老科技工作者": "科普讲座", "老专家": "讲座"}
    | {"困难": "开放日", "困难科技工作者": "开放日"},
)
MEETINGS = Ledgers(
    "座谈观摩",
    "科普活动",
    {"名称": "活动名称", "类型": "形式", "层级": "主办", "参加人数": "参与人次"}
    | {"意见建议条数": "其中青少年"},
    {"座谈会": "讲座", "座谈": "讲座"},
)
TEAMS = Ledgers(
    "志愿队伍",
    "科普志愿",
    {"级别": "队伍类别", "组建日期": "服务日期", "人数": "志愿者人数"},
    {"市级": "学校", "县级": "医疗"},
)
REPORTS = Ledgers("总结报送", "总结报送", {}, {})
ALL = (EVENTS, VISITS, MEETINGS, TEAMS, REPORTS)

PLAN = FIRST.campaign
IN_OUR_DAYS = replace(
    COUNTY.campaign,
    **{key: getattr(PLAN, key) for key in ("year", "first", "last", "deadline", "occasions")},
)
"""The county's plan in the days of the first one, which the tests type."""


class NoCounterpartError(Exception):
    """A text is of a ledger for which none of the county's stands."""


def find_ledgers(text):
    """Whose headers a text is written in; raises NoCounterpartError."""
    cells = {cell.strip() for cell in re.split(r"[|\n]", text)}
    plain = re.sub(r"\s", "", text)
    pairs = {each.ours: each for each in ALL}

    def count_headers(ledger):
        known = (each.name in plain or bool(cells & {*each.aliases}) for each in ledger.columns)
        return sum(known), ledger.name in pairs

    ours = max(PLAN.ledgers, key=count_headers).name
    if ours not in pairs:
        raise NoCounterpartError(ours)
    return pairs[ours]


def translate(text, ledgers):
    """The county's words for ours; an option only where it is all of a cell or a tick's."""
    text = _swap(text, ledgers.columns)
    options = "|".join(sorted(ledgers.options, key=len, reverse=True)) or "(?!)"
    cell = rf"(?<![^|\n√□☑、 ])({options})(?![^|\n√□☑、 ])"
    return re.sub(cell, lambda found: ledgers.options[found[1]], text)


def _swap(text, words):
    longest = sorted(words, key=len, reverse=True)
    search = re.compile("|".join(map(re.escape, longest)) or "(?!)")
    return search.sub(lambda found: words[found[0]], text)


def say_back(page, text, ledgers):
    """A page of the county's in the words of our text."""
    names = (each.name for each in PLAN.ledger(ledgers.ours).columns)
    said = sorted((name for name in names if name in ledgers.columns), key=text.__contains__)
    columns = {ledgers.columns[name]: name for name in said}
    options = {theirs: ours for ours, theirs in reversed(ledgers.options.items())}

    def name(column):
        return columns.get(column, column)

    def keys(facts):
        return {name(key): value for key, value in facts.items()}

    def value(said):
        if isinstance(said, tuple) and all(isinstance(each, str) for each in said):
            return tuple(map(value, said))
        return options.get(said, said) if isinstance(said, str) else said

    def problem(each):
        return each._replace(
            column=name(each.column),
            message=_swap(each.message, {**columns, ledgers.theirs: ledgers.ours}),
            suggestion=each.suggestion and name(value(each.suggestion)),
        )

    def order(each):
        letters = each.cell.rstrip("0123456789")
        return each.row, len(letters), letters

    def entry(each):
        return each._replace(
            ledger=ledgers.ours,
            values={name(key): value(said) for key, said in each.values.items()},
            about=frozenset(map(name, each.about)),
            below=frozenset(map(name, each.below)),
            not_applicable=frozenset(map(name, each.not_applicable)),
            bounds=keys(each.bounds),
        )

    return page._replace(
        ledger=page.ledger and ledgers.ours,
        columns=keys(page.columns),
        joined=keys(page.joined),
        fields=keys(page.fields),
        entries=tuple(map(entry, page.entries)),
        problems=tuple(sorted(map(problem, page.problems), key=order)),
        reason=page.reason and page.reason.replace(ledgers.theirs, ledgers.ours),
    )
