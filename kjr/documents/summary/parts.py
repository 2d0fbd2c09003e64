"""The summary's parts in their order, each as far as there are data for it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from kjr.campaign.outline import Part
from kjr.campaign.sentences import BLANK, complete_part
from kjr.documents.blocks import Block, Heading, Paragraph, Picture
from kjr.documents.phrases import drop_zero_clauses, open_brackets
from kjr.documents.summary import quotes
from kjr.documents.summary.examples import (
    Example,
    choose_district_examples,
    tell_main_events,
)
from kjr.documents.summary.stories import Teller, build_teller
from kjr.documents.summary.tables import build_ready_table, build_roll
from kjr.figures.overview import Overview

ORDINALS = "一二三四五六七八九十"
AROUND = 4
"""字 that come with an example: 其中，and its mark."""
OF_THESE, BESIDES = "其中", "此外"
"""Examples of the figures before them; others than the event just told in full."""
Figures = Mapping[str, int]
"""Name → its number; a clause that names a 0 goes."""


class PartBody(NamedTuple):
    """What stands in a part: its paragraphs, its examples, the best first, its tables."""

    part: Part
    before: Sequence[Block]
    lead: str
    """The word before the examples."""
    examples: Sequence[Example]
    after: Sequence[Block]

    def list_blocks(self, most: int) -> Iterator[Block]:
        """All of it with so many examples, in the order of their districts."""
        yield from self.before
        if kept := sorted(self.examples[:most]):
            told = "；".join(text for _, text in kept)
            yield Paragraph(f"{self.lead}，{told}。", key=f"{self.part.name}举例")
        yield from self.after


def compose_parts(
    overview: Overview, figures: Figures, pictures: Mapping[str, Sequence[Picture]]
) -> list[PartBody]:
    """Every part as far as there are data for it; ``pictures`` go by part."""
    bodies, teller = [], build_teller(overview)
    for part in overview.campaign.parts:
        main = list(_main_events(overview, part, teller))
        before, lead = [*_told(overview, part, figures), *main], BESIDES if main else OF_THESE
        examples = choose_district_examples(overview, part, teller) if part.sections else []
        after = [*_quoted_and_counted(overview, part), *pictures.get(part.name, ())]
        bodies.append(PartBody(part, before, lead, examples, after))
    for at, body in enumerate(bodies):
        if body.part.heading and not body.part.optional and not _is_filled(bodies, at):
            part = body.part
            asked = quotes.compose_placeholder(overview, part.name, part.offers or part.quotes)
            bodies[at] = body._replace(before=[asked])
    return bodies


def share_room(bodies: Sequence[PartBody], room: int) -> list[int]:
    """How many examples of each part fit into so many 字: the best of every part first."""
    shares = [0] * len(bodies)
    for place in range(max((len(body.examples) for body in bodies), default=0)):
        for at, body in enumerate(bodies):
            if shares[at] == place < len(body.examples):
                cost = len(body.examples[place][1]) + AROUND
                if cost <= room:
                    room, shares[at] = room - cost, place + 1
    return shares


def number_parts(bodies: Sequence[PartBody], shares: Sequence[int]) -> Iterator[Block]:
    """The parts in their order, their headings numbered, each with its share of examples."""
    numbers = [0, 0]
    for body, most in zip(bodies, shares, strict=True):
        part, blocks = body.part, list(body.list_blocks(most))
        if part.heading and (blocks or not part.optional):
            numbers = count_heading(numbers, part.heading)
            yield Heading(part.heading, f"{number_heading(numbers)}{part.name}")
        yield from blocks


def count_heading(numbers: Sequence[int], level: int) -> list[int]:
    """How many headings of each level there are after one more."""
    return [numbers[0] + 1, 0] if level == 1 else [numbers[0], numbers[1] + 1]


def number_heading(numbers: Sequence[int]) -> str:
    """The number of the heading reached.

    >>> number_heading([3, 0]), number_heading([3, 2]), number_heading([11, 0])
    ('三、', '（二）', '十一、')
    """
    number = numbers[1] or numbers[0]
    ten, one = divmod(number, 10)
    tens = "" if not ten else "十" if ten == 1 else f"{ORDINALS[ten - 1]}十"
    said = f"{tens}{ORDINALS[one - 1] if one else ''}"
    return f"（{said}）" if numbers[1] else f"{said}、"


def complete_part_text(overview: Overview, part: Part, figures: Figures) -> str:
    """What a part says as far as its figures go; blank if it has nothing to say."""
    nothing = {name for name, number in figures.items() if not number}
    if not nothing.isdisjoint(part.needs):
        return ""
    text = open_brackets(complete_part(overview.campaign, part), nothing)
    return drop_lone_counts(drop_zero_clauses(text, figures), figures)


def drop_lone_counts(text: str, figures: Figures) -> str:
    """The text without the count behind a list of a single name.

    >>> drop_lone_counts("运用{甲名单}{甲}形式，覆盖{乙名单}{乙}", {"甲": 1, "乙": 2})
    '运用{甲名单}形式，覆盖{乙名单}{乙}'
    """
    lone = (name for name, number in figures.items() if number == 1)
    for name in lone:
        text = text.replace(f"{{{name}名单}}{{{name}}}", f"{{{name}名单}}")
    return text


def _main_events(overview: Overview, part: Part, teller: Teller) -> Iterator[Paragraph]:
    for number, event in enumerate(tell_main_events(overview, part, teller), 1):
        yield Paragraph(f"{event}。", key=f"{part.name}主要活动{number if number > 1 else ''}")


def _quoted_and_counted(overview: Overview, part: Part) -> Iterator[Block]:
    if part.quotes:
        yield from quotes.compose_quotes(overview, part.quotes, part.name)
    tables = [build_ready_table(overview, name) for name in part.tables]
    tables += [build_roll(overview, part.roll)] if part.roll else []
    yield from filter(None, tables)


def _told(overview: Overview, part: Part, figures: Figures) -> Iterator[Paragraph]:
    if not (part.says or part.sections):
        return
    text = complete_part_text(overview, part, figures)
    if part.vow and text:
        yield Paragraph(f"【待核：{text}】", key=part.name)
    elif text:
        yield Paragraph(text, key=part.name)
    elif not part.optional:
        is_counted = part.sections or BLANK.search(part.says)
        words = "，尚无计入的数据" if is_counted else ""
        yield Paragraph(f"【待补：{part.name}{words}】", key=part.name)


def _is_filled(bodies: Sequence[PartBody], at: int) -> bool:
    """Whether something stands under a heading, a lesser one included."""
    below = bodies[at + 1 :]
    beside = sum(1 for _ in takewhile(lambda each: not each.part.heading, below))
    if beside < len(below) and below[beside].part.heading > bodies[at].part.heading:
        return True
    return any(each.before or each.examples or each.after for each in bodies[at : at + 1 + beside])
