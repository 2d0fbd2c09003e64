"""五、典型经验, 七、意见建议 and 八、下一步打算: what units wrote themselves.

Their words are offered for quotation: never rewritten, only made safe.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kjr.campaign.columns import Text
from kjr.campaign.model import Campaign, Ledger
from kjr.documents.blocks import Block, Heading, Paragraph
from kjr.documents.phrases import drop_silent_parts, escape_braces
from kjr.documents.printed_entries import Names, find_private_names
from kjr.figures import subjects
from kjr.figures.lines import Line
from kjr.figures.overview import Overview
from kjr.reading.page import Entry
from kjr.values.masks import mask_personal_data

LONGEST = 120
"""Characters of a passage that is quoted whole without asking."""
MOST = 4
"""Passages quoted without asking, each from another district."""
ADVICE = "四（三）2"
"""Where the plan asks for 意见建议."""
MOST_KINDS = 3


class Passage(NamedTuple):
    """A unit's own words on one subject."""

    unit: str
    district: str
    subject: str
    """The column it was written in, e.g. 典型经验."""
    text: str


def list_passages(overview: Overview) -> list[Passage]:
    """Every passage of the units' summaries, by subject, in the roster's order."""
    rank = {unit.name: n for n, unit in enumerate(overview.campaign.units)}
    entries = sorted(overview.snapshot.entries, key=lambda entry: rank[entry.unit])
    return extract_passages(
        overview.campaign, entries, find_private_names(overview.campaign, entries)
    )


def extract_passages(campaign: Campaign, entries: Sequence[Entry], names: Names) -> list[Passage]:
    """The passages among these entries, by subject."""
    return [
        Passage(entry.unit, campaign.unit(entry.unit).district, subject, text)
        for ledger in campaign.ledgers
        if ledger.single
        for subject in _subjects(campaign, ledger)
        for entry in entries
        if entry.ledger == ledger.name
        if (text := mask_personal_data(str(entry.values.get(subject, "")), names).strip())
    ]


def compose_experience(overview: Overview) -> Iterator[Block]:
    """五、典型经验: short passages of several districts, whole; a clerk may choose others."""
    yield Heading(1, "五、典型经验")
    yield from _quoted(overview, "典型经验", "典型经验")


def compose_advice(overview: Overview) -> Iterator[Block]:
    """七、意见建议: the units' advice for next time, then what people said; 八、下一步打算."""
    yield Heading(1, "七、意见建议")
    yield Heading(2, "（一）对今后办好活动的建议")
    yield from _quoted(overview, "意见建议", "对今后办好活动的建议")
    yield Heading(2, "（二）科技工作者的意见建议")
    line = find_plain_count(overview, ADVICE)
    if line and line.done:
        text = f"活动中共收集意见建议{{{line.name}}}，主要集中在{{意见类别}}；{{意见答复}}。"
        silent = {name for name, words in collect_advice_phrases(overview).items() if not words}
        yield Paragraph(drop_silent_parts(text, silent), key="意见建议")
    else:
        yield Paragraph("【待补：科技工作者的意见建议】", key="意见建议")
    yield Heading(1, "八、下一步打算")
    yield compose_placeholder(overview, "下一步打算")


def collect_advice_phrases(overview: Overview) -> dict[str, str]:
    """The most frequent kinds of advice, and how much of it was answered."""
    line = find_plain_count(overview, ADVICE)
    if line is None:
        return {"意见类别": "", "意见答复": ""}
    ledger, counter = overview.campaign.ledger(line.measure.ledger), line.measure.counter
    kinds = subjects.count_by_option(overview, ledger, ledger.sides[0]) if ledger.sides else {}
    most = sorted(kinds.items(), key=lambda each: -each[1])[:MOST_KINDS]
    answered, due = subjects.count_answered_entries(overview, ledger) if ledger.stage else (0, 0)
    return {
        "意见类别": "、".join(f"{kind}（{n}{counter}）" for kind, n in most if n),
        "意见答复": _phrase_answered(due, answered, counter),
    }


def find_plain_count(overview: Overview, section: str) -> Line | None:
    """The figure without a target that counts the ledger of a section of the plan."""
    for line in overview.main_lines:
        ledger = overview.campaign.ledger(line.measure.ledger)
        if line.target is None and ledger.section == section:
            return line
    return None


def choose_quotes(found: list[Passage]) -> list[Passage]:
    """The first short passage of each district that says something new, as many as fit."""
    told: set[str] = set()
    kept = []
    for passage in found:
        if len(passage.text) <= LONGEST and told.isdisjoint((passage.district, passage.text)):
            told |= {passage.district, passage.text}
            kept.append(passage)
    return kept[:MOST]


def compose_placeholder(overview: Overview, subject: str, name: str = "") -> Paragraph:
    """What a clerk has to write, and how many passages there are to quote."""
    found = _passages(overview, subject)
    source = f"，可引用{len(found)}家单位报送的文字" if found else ""
    return Paragraph(f"【待补：{name or subject}{source}】", key=name or subject)


def _quoted(overview: Overview, subject: str, name: str) -> Iterator[Block]:
    """Passages on a subject, each from its unit; a placeholder if none may be quoted."""
    chosen = choose_quotes(_passages(overview, subject))
    for passage in chosen:
        text = f"{passage.unit}：“{escape_braces(passage.text)}”"
        yield Paragraph(text, key=f"{name} {passage.unit}")
    if not chosen:
        yield compose_placeholder(overview, subject, name)


def _phrase_answered(due: int, answered: int, counter: str) -> str:
    if not due:
        return ""
    return f"应答复{due}{counter}" + (f"，已答复{answered}{counter}" if answered else "")


def _passages(overview: Overview, subject: str) -> list[Passage]:
    return [passage for passage in list_passages(overview) if passage.subject == subject]


def _subjects(campaign: Campaign, ledger: Ledger) -> list[str]:
    """The ledger's own free texts; not those that every ledger has, such as 备注."""
    common = set.intersection(
        *({column.name for column in each.columns} for each in campaign.ledgers)
    )
    return [
        column.name
        for column in ledger.columns
        if isinstance(column, Text) and not column.private and column.name not in common
    ]
