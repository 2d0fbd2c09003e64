"""One unit's own summary: its figures, its examples, its words, its entries."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kjr.campaign.model import Measure, Unit
from kjr.campaign.outline import Part
from kjr.documents.blocks import Annex, Block, Document, Heading, Paragraph, Signature
from kjr.documents.phrases import phrase_own_line, phrase_season, phrase_snapshot
from kjr.documents.printed_entries import build_entries_table, find_private_names, sort_by_day
from kjr.documents.summary.examples import choose_unit_examples
from kjr.documents.summary.parts import count_heading, number_heading
from kjr.documents.summary.quotes import close_sentence, extract_passages
from kjr.documents.summary.stories import Teller, build_teller
from kjr.errors import KjrError
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.reading.page import Entry
from kjr.values import wording

EXAMPLES = 3


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
    numbers = [0, 0]
    for level, heading, paragraphs in _chapters(overview, unit, entries):
        numbers = count_heading(numbers, level)
        yield Heading(level, f"{number_heading(numbers)}{heading}")
        yield from map(Paragraph, paragraphs)
    yield Signature(unit.name, wording.format_full_day(overview.today))


def _chapters(
    overview: Overview, unit: Unit, entries: Sequence[Entry]
) -> Iterator[tuple[int, str, list[str]]]:
    """Level, heading and paragraphs of what there is to say; what is missing is asked for once."""
    yield 1, "基本情况", [_whole(overview, unit, entries)]
    teller = build_teller(overview)
    told = [
        (part.name, _work(overview, part, unit, teller))
        for part in overview.campaign.parts
        if entries
    ]
    if any(paragraphs for _, paragraphs in told):
        yield 1, "工作情况", []
        yield from ((2, name, paragraphs) for name, paragraphs in told if paragraphs)
    own = extract_passages(
        overview.campaign, entries, find_private_names(overview.campaign, entries)
    )
    filing = overview.campaign.filing
    tells = filing.tells if filing else ()
    passages = [(each.subject, close_sentence(each.text)) for each in own]
    written = {it: [text for subject, text in passages if subject == it] for it in tells}
    yield from ((1, subject, texts) for subject, texts in written.items() if texts)
    if missing := [subject for subject, texts in written.items() if not texts]:
        yield 1, "需要补充的内容", [f"【待补：{'、'.join(missing)}】"]


def _whole(overview: Overview, unit: Unit, entries: Sequence[Entry]) -> str:
    """When it was, and how many rows of work it kept; its report is none."""
    campaign, counts = overview.campaign, Counter(entry.ledger for entry in entries)
    if overview.standing(unit.name).is_unreadable:
        return f"【待补：基本情况，{unit.name}的工作簿读取失败，做了多少还不知道】"
    when = phrase_season(campaign.first, campaign.last)
    work = [it for it in campaign.ledgers if counts[it.name] and not it.single]
    if not work:
        return f"{unit.name}在{when}的{campaign.title}中没有计入的活动记录。【待补：基本情况】"
    listed = "、".join(f"{ledger.name}{counts[ledger.name]}条" for ledger in work)
    rows = sum(counts[ledger.name] for ledger in work)
    return f"{when}，{unit.name}组织开展{campaign.title}，登记各类台账{rows}条：{listed}。"


def _work(overview: Overview, part: Part, unit: Unit, teller: Teller) -> list[str]:
    """What a unit did of the work a part tells of: its figures, then its best examples."""
    lines = [line for line in overview.lines if part.covers(line.indicator.section)]
    own = _drop_said_again([line for line in lines if _is_own(line, unit)], unit.name)
    figures = [phrase_own_line(line, line.by_unit[unit.name]) for line in own]
    if not figures:
        return []
    shown = choose_unit_examples(overview, part, unit.name, EXAMPLES, teller)
    return [f"{'，'.join(figures)}。", *([f"其中，{'；'.join(shown)}。"] if shown else [])]


def _drop_said_again(lines: Sequence[Line], unit: str) -> list[Line]:
    """The figures without those that say of the same rows what another said, main ones aside."""
    kept: list[Line] = []
    for line in lines:
        others = [*kept, *(each for each in lines if each.is_main)]
        if line.is_main or not any(_says_the_same(line, other, unit) for other in others):
            kept.append(line)
    return kept


def _says_the_same(one: Line, other: Line, unit: str) -> bool:
    """Whether two figures count alike, one of them some of the other's rows, and found as many."""
    ours, theirs = one.measure, other.measure
    counts_alike = (ours.ledger, ours.counter, ours.sum, ours.distinct) == (
        theirs.ledger,
        theirs.counter,
        theirs.sum,
        theirs.distinct,
    )
    is_part = _is_within(ours, theirs) or _is_within(theirs, ours)
    return counts_alike and is_part and one.by_unit[unit] == other.by_unit[unit]


def _is_within(narrow: Measure, wide: Measure) -> bool:
    """Whether every row of one measure is a row of the other."""
    return all(
        name in narrow.where and set(narrow.where[name]) <= set(words)
        for name, words in wide.where.items()
    )


def _is_own(line: Line, unit: Unit) -> bool:
    """Work of the unit itself, not how many kinds or places of it the whole campaign reached."""
    keys = [name for key in line.measure.distinct for name in key]
    is_whole = any(name.startswith("@") for name in keys) or (keys and not line.is_main)
    return bool(line.by_unit.get(unit.name)) and not is_whole


def _ledgers(overview: Overview, entries: Sequence[Entry]) -> list[Block]:
    names, year = find_private_names(overview.campaign, entries), overview.campaign.year
    tables: list[Block] = []
    for ledger in overview.campaign.ledgers:
        own = [entry for entry in entries if entry.ledger == ledger.name]
        if own and not ledger.single:
            ordered, titles = sort_by_day(ledger, own), (ledger.name, f"共{len(own)}条")
            tables.append(build_entries_table(ledger, ordered, names, titles, year=year))
    return tables
