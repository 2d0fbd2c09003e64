"""docs/ledgers.md: every ledger, column and indicator as the campaign declares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.model import Campaign, Indicator, Ledger, Measure

INTRODUCTION = """\
# 台账和指标

<!-- 本页由 campaign/ 生成：python -m tools.write_docs ledgers，请勿手改。 -->

一本台账一张工作表，一件事填一行。
**粗体**的列必填；“也认作”是单位常写的其他表头，写哪个都认。
每个单位的空白工作簿由 `python -m kjr templates --folder 文件夹` 生成。"""


def page(campaign: Campaign) -> str:
    """The whole page."""
    common = [name for name in _names(campaign.ledgers[0]) if _is_common(campaign, name)]
    parts = [INTRODUCTION, *(_ledger(ledger, common) for ledger in campaign.ledgers)]
    columns = [campaign.ledgers[0].column(name) for name in common]
    parts.append("## 每本台账都有的列\n\n" + _table(columns))
    parts.append(_indicators(campaign.indicators))
    return "\n\n".join(parts) + "\n"


def _names(ledger: Ledger) -> list[str]:
    return [column.name for column in ledger.columns]


def _is_common(campaign: Campaign, name: str) -> bool:
    return all(name in _names(ledger) for ledger in campaign.ledgers)


def _ledger(ledger: Ledger, common: Iterable[str]) -> str:
    own = [column for column in ledger.columns if column.name not in common]
    rules = "\n".join(f"- {rule}" for rule in _rules(ledger))
    head = f"## {ledger.name}（方案{ledger.section}）\n\n{ledger.help}"
    also = f"工作表也可以叫：{'、'.join(ledger.aliases)}。"
    return "\n\n".join(filter(None, (f"{head}\n{also}", _table(own), rules)))


def _table(columns: Iterable[Column]) -> str:
    rows = [
        f"| {_bold(column)} | {kind(column)} | {column.help} | {'、'.join(column.aliases)} |"
        for column in columns
    ]
    return "\n".join(("| 列 | 填什么 | 说明 | 也认作 |", "|---|---|---|---|", *rows))


def _bold(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    return f"{name}（不公开）" if column.private else name


def kind(column: Column) -> str:
    """What a column takes, in words."""
    match column:
        case Text(longest=longest):
            words = f"文字，不超过{longest}字"
        case Count(counter=counter):
            words = f"整数（{counter}）{_bounds(column)}"
        case Money():
            words = f"金额（元）{_bounds(column)}"
        case Day():
            words = "日期，一天或连续几天"
        case Choice(options=options, many=many):
            words = f"{'可多选' if many else '选一项'}：{' · '.join(options)}"
        case Person(many=many):
            words = "姓名，可写多人" if many else "姓名"
        case Phone():
            words = "电话"
        case Link():
            words = "网址或版面"
        case _:
            assert_never(column)
    return words


def _bounds(column: Count | Money) -> str:
    least = f"，不小于{column.least:g}" if column.least else ""
    most = f"，不大于{column.most:g}" if column.most is not None else ""
    doubt = f"，超过{column.doubt_above:g}请核实" if column.doubt_above is not None else ""
    return least + most + doubt


def _rules(ledger: Ledger) -> Iterator[str]:
    """What one row must keep to beyond its cells."""
    if ledger.single:
        yield "每个单位只填一行，也可以写成竖排的表。"
    for smaller, larger in ledger.limits:
        yield f"“{smaller}”不能大于“{larger}”。"
    for need in ledger.needs:
        yield f"“{need.when}”为{'、'.join(need.among)}时，“{need.column}”必填。"
    for host in ledger.hosts:
        yield (
            f"“{host.when}”为{'、'.join(host.among)}的由{'、'.join(host.kinds)}主办并填报，"
            "别的单位报了照常计入，标疑。"
        )
    for column, (number, when) in ledger.assume.items():
        yield f"“{column}”没填而“{when}”填了的，按 {number} 计，标“约”。"


def _indicators(indicators: Iterable[Indicator]) -> str:
    rows = [
        f"| {_place(each, measure)} | {_target(measure)} | {measure.ledger} | {measure.words} |"
        for each in indicators
        for measure in each.measures
    ]
    head = """\
## 指标

◆ 是方案写明的目标，◇ 是推算的，可以改；没有目标的只计数，不画进度条。

| 指标 | 目标 | 台账 | 口径 |
|---|---|---|---|"""
    return "\n".join((head, *rows))


def _place(indicator: Indicator, measure: Measure) -> str:
    if measure is indicator.measure:
        return f"**{indicator.id} {indicator.name}**（方案{indicator.section}）"
    return f"{indicator.id} · {measure.name}"


def _target(measure: Measure) -> str:
    if measure.target is None:
        return f"计数（{measure.counter}）"
    return f"{'◆' if measure.hard else '◇'} {measure.target}{measure.counter}"
