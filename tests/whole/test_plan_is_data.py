"""Nothing of the shipped plan stands in Python or on a template: another city changes data only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kjr.campaign.model import Campaign
from kjr.campaign.unit_names import find_department
from tests.plans import COUNTY, FIRST

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "kjr" / "app" / "demo"
SHOWN = (".py", ".html", ".js", ".css")
FILES = sorted(
    path
    for path in (ROOT / "app.py", *(ROOT / "kjr").rglob("*"), *(ROOT / "pages").rglob("*"))
    if path.suffix in SHOWN and EXAMPLE not in path.parents
)
PLAN = FIRST.campaign
TRADE = {
    *("单位", "单位名称", "姓名", "联系电话", "备注", "日期", "报送日期", "地点", "场次", "人数"),
    *(
        "名称",
        "标题",
        "主题",
        "内容",
        "项目",
        "类别",
        "类型",
        "领域",
        "级别",
        "来源",
        "佐证",
        "其他",
    ),
    *("状态", "推荐", "主办", "协办", "已交", "未交", "书面", "电子版", "本单位", "意见建议"),
    *("线上", "线下", "走访", "座谈", "观摩", "中央", "自治区", "市级", "县级", "科普", "办理中"),
    *("活动名称", "学会", "农民"),
    *("总结报送", "教育", "网络", "已答复", "待办", "医疗", "基本情况"),
}
"""Words any plan uses, and those kjr knows as words of the language it reads."""


def list_names(plan: Campaign) -> Iterator[str]:
    """Everything a plan calls by a name, and its days as people write them."""
    yield from (plan.title, plan.city, plan.host, plan.office, plan.theme, plan.district_word)
    yield from (*plan.districts, *plan.kinds, str(plan.year))
    yield find_department(plan.office, plan.host)
    for unit in plan.units:
        yield from (unit.name, unit.short, *unit.aliases)
    for ledger in plan.ledgers:
        yield from (ledger.name, ledger.section)
        for column in ledger.columns:
            yield from (column.name, *getattr(column, "options", ()))
    for indicator in plan.indicators:
        yield from (indicator.section, *(measure.name for measure in indicator.measures))
    for occasion in plan.occasions:
        yield occasion.name
    for part in plan.parts:
        yield from (part.name, *part.sections)
    for day in (plan.first, plan.last, plan.deadline):
        yield from (f"{day.month}月{day.day}日", f"{day:%m-%d}")
    yield from re.findall(r"\w+", plan.title)
    hard = [each for it in plan.indicators for each in it.measures if each.hard]
    yield from (f"{each.target}{each.counter}" for each in hard)
    yield from (f"{number}项" for number in (len(hard), "〇一二三四五六七八九"[len(hard)]))
    for words in plan.wording.values():
        yield from re.findall(r"\w{2,}级|自治区\w+|“\w+”", words)


NAMES = (
    {name for plan in (FIRST, COUNTY) for name in list_names(plan.campaign) if len(name) > 1}
    - TRADE
    - {"活动"}
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """What a file says at run time, by line; docstrings with their examples are tests."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield from enumerate(text.splitlines(), 1)
        return
    tree = ast.parse(text)
    told = {id(each) for node in ast.walk(tree) for each in list_examples(node)}
    for node in ast.walk(tree):
        is_said = isinstance(node, ast.Constant) and isinstance(node.value, str | int)
        if is_said and id(node) not in told:
            yield node.lineno, str(node.value)


def list_examples(node: ast.AST) -> Iterator[ast.AST]:
    """What a test looks at by itself: a docstring, and the examples of a way of writing a day."""
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ReadingRule":
        yield from node.args


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_day_or_number_of_the_plan_is_written_down(path):
    found = [(line, name) for line, text in texts(path) for name in sorted(NAMES) if name in text]
    assert found == []


def test_a_name_in_python_would_be_found(tmp_path):
    path = tmp_path / "module.py"
    path.write_text(f'"""{PLAN.city}"""\nWHERE = "{PLAN.ledgers[0].section}"\n', "utf-8")
    assert [text for _, text in texts(path)] == [PLAN.ledgers[0].section]
    assert PLAN.ledgers[0].section in NAMES
    assert {PLAN.city, PLAN.host, PLAN.ledgers[0].name, str(PLAN.year)} <= NAMES
