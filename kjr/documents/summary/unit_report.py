"""One unit's own summary: its figures, its examples, its words, its entries."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kjr.campaign.model import Unit
from kjr.documents.blocks import Annex, Block, Document, Heading, Paragraph, Signature
from kjr.documents.phrases import phrase_snapshot, phrase_ten_days
from kjr.documents.printed_entries import build_entries_table, find_private_names, sort_by_day
from kjr.documents.summary.achievements import ORDINALS, PARTS, WorkPart, list_part_lines
from kjr.documents.summary.examples import choose_unit_examples
from kjr.documents.summary.quotes import extract_passages
from kjr.errors import KjrError
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.reading.page import Entry
from kjr.values import wording

EXAMPLES = 3
OWN_PARTS = ("主要做法", "典型经验", "存在问题", "意见建议", "下一步打算")
"""The parts a unit writes itself, in the order of the plan's requirement 五4."""


def compose_unit_summary(overview: Overview, name: str) -> Document:
    """The summary of one unit, by its full name; KjrError if the roster does not know it."""
    unit = next((unit for unit in overview.campaign.units if unit.name == name), None)
    if unit is None:
        raise KjrError(f"单位名册里没有“{name}”，请写全称")
    campaign = overview.campaign
    entries = [each for each in overview.snapshot.entries if each.unit == name]
    title = f"{name}{campaign.year}年{campaign.title}总结"
    return Document(
        title,
        campaign.host,
        list(_body(overview, unit, entries)),
        [Annex("活动台账", _ledgers(overview, entries), landscape=True)] if entries else [],
        footer=phrase_snapshot(overview),
        author=name,
        subject=title,
    )


def _body(overview: Overview, unit: Unit, entries: Sequence[Entry]) -> Iterator[Block]:
    names = find_private_names(overview.campaign, entries)
    yield Heading(1, "一、基本情况")
    yield Paragraph(_whole(overview, unit, entries))
    yield Heading(1, "二、工作情况")
    for ordinal, part in zip(ORDINALS, PARTS, strict=False):
        yield Heading(2, f"（{ordinal}）{part.heading}")
        yield from _part(overview, part, unit, entries)
    own = extract_passages(overview.campaign, entries, names)
    for ordinal, subject in zip(ORDINALS[2:], OWN_PARTS, strict=False):
        yield Heading(1, f"{ordinal}、{subject}")
        texts = [passage.text for passage in own if passage.subject == subject]
        yield from map(Paragraph, texts or [f"【待补：{subject}】"])
    yield Signature(unit.name, wording.format_full_day(overview.today))


def _whole(overview: Overview, unit: Unit, entries: Sequence[Entry]) -> str:
    campaign, counts = overview.campaign, Counter(entry.ledger for entry in entries)
    when = f"{phrase_ten_days(campaign.first)}至{phrase_ten_days(campaign.last)}"
    if not counts:
        return f"{unit.name}在{when}的{campaign.title}中没有计入的记录。【待补：基本情况】"
    listed = "、".join(
        f"{ledger.name}{counts[ledger.name]}条"
        for ledger in campaign.ledgers
        if counts[ledger.name]
    )
    return f"{when}，{unit.name}组织开展{campaign.title}，登记各类台账{len(entries)}条：{listed}。"


def _part(
    overview: Overview, part: WorkPart, unit: Unit, entries: Sequence[Entry]
) -> Iterator[Paragraph]:
    lines = [line for line in overview.lines if line.indicator.section.startswith(part.section)]
    figures = [_figure(line, entries) for line in lines if _is_own(line, unit)]
    if not figures:
        yield Paragraph("没有计入的数据。")
        return
    yield Paragraph(f"{'，'.join(figures)}。")
    own = [line for line in list_part_lines(overview, part) if line.by_unit.get(unit.name)]
    if shown := choose_unit_examples(overview, own, unit.name, EXAMPLES):
        yield Paragraph(f"其中，{'；'.join(shown)}。")


def _is_own(line: Line, unit: Unit) -> bool:
    """Work of the unit itself, not how many kinds or places of it the whole campaign reached."""
    keys = [name for key in line.measure.distinct for name in key]
    is_whole = any(name.startswith("@") for name in keys) or (keys and not line.is_main)
    return bool(line.by_unit.get(unit.name)) and not is_whole


def _figure(line: Line, entries: Sequence[Entry]) -> str:
    measure = line.measure
    about = line.about and any(
        measure.sum in entry.about for entry in entries if entry.ledger == measure.ledger
    )
    done = line.by_unit[entries[0].unit]
    return f"{measure.name}{wording.format_prose_figure(done, measure.counter, about=about)}"


def _ledgers(overview: Overview, entries: Sequence[Entry]) -> list[Block]:
    names = find_private_names(overview.campaign, entries)
    tables: list[Block] = []
    for ledger in overview.campaign.ledgers:
        own = [entry for entry in entries if entry.ledger == ledger.name]
        if own and not ledger.single:
            ordered, note = sort_by_day(ledger, own), f"共{len(own)}条"
            tables.append(build_entries_table(ledger, ordered, names, ledger.name, note))
    return tables
