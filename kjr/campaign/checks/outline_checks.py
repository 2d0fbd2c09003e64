"""Parts of the summary that can never be filled, and work that no part would tell."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from kjr.campaign.columns import Column, Text
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import Campaign, Indicator
from kjr.campaign.outline import TABLES, Part, Roll, has_open_bracket
from kjr.campaign.sentences import (
    BLANK,
    find_unknown_words,
    list_figure_names,
    list_part_names,
)
from kjr.campaign.suggestions import suggest_word
from kjr.values.spelling.characters import fold_text

WHO = "单位"
ALL_FILED = "已报"
"""The word that says what the indicator of the units' own summaries counts."""
NOTHING_BELOW = "只有标题，永远没有内容；请写 says、sections、quotes、offers、tables 或 roll"


def find_part_mistakes(campaign: Campaign) -> Iterator[Mistake]:
    """Every mistake of the parts and of how entries are told, each with its place."""
    names = tuple(list_part_names(campaign))
    for part, after in zip(campaign.parts, (*campaign.parts[1:], None), strict=True):
        for mistake in _in_part(campaign, part, names):
            yield mistake.under("parts", part.name)
        if part.heading and not _has_content(part) and not _stands_below(part, after):
            yield Mistake(("parts", part.name), NOTHING_BELOW)
    for name, times in Counter(part.name for part in campaign.parts).items():
        if times > 1:
            yield Mistake(("parts",), f"“{name}”写了{times}次")
    if campaign.parts and sum(part.lead for part in campaign.parts) != 1:
        yield Mistake(("parts",), "要有一部分写 lead = true，也只能有一部分", "lead")
    figures = tuple(list_figure_names(campaign))
    for each in campaign.lists:
        if each.figure not in figures:
            hint = suggest_word(each.figure, figures)
            yield Mistake(("lists", each.title), f"没有“{each.figure}”这个指标{hint}")
    for key, told in (("examples", campaign.examples), ("in_full", campaign.in_full)):
        yield from _in_stories(campaign, key, told)


def list_untold_indicators(campaign: Campaign) -> list[Indicator]:
    """The indicators that no part names and whose section of the plan no part tells of."""
    said = {word for part in campaign.parts for word in BLANK.findall(part.says)}
    told = {word.split("·")[0] for word in said}
    if campaign.filing and ALL_FILED in said:
        told |= {it.id for it in campaign.indicators if it.measure.ledger == campaign.filing.ledger}
    return [
        each
        for each in campaign.indicators
        if each.id not in told and not any(part.covers(each.section) for part in campaign.parts)
    ]


def _in_part(campaign: Campaign, part: Part, names: Collection[str]) -> Iterator[Mistake]:
    for mistake in find_unknown_words(part.says, names):
        yield Mistake((), mistake, "" if "“" in mistake else "says")
    figures = tuple(list_figure_names(campaign))
    for key, said, known in (
        ("needs", part.needs, names),
        ("first", part.first, figures),
        ("full", part.full, figures),
        ("tables", part.tables, TABLES),
    ):
        for word in said:
            if word not in known:
                yield Mistake((key,), f"没有“{word}”{suggest_word(word, known)}")
    open_ones = [it.section for it in campaign.indicators if has_open_bracket(it.section)]
    like = tuple(fold_text(section) for section in open_ones)  # told where they stand
    for section in part.sections:
        is_told = any(each.startswith(fold_text(section)) for each in like)
        if not is_told and not any(it.section.startswith(section) for it in campaign.indicators):
            what = f"没有条款是“{section}”的指标，这一部分永远没有内容"
            yield Mistake(("sections",), what)
    for key, word in (("quotes", part.quotes), ("offers", part.offers)):
        columns = tuple(_own_words(campaign))
        if word and word not in columns:
            hint = suggest_word(word, columns)
            yield Mistake((key,), f"各单位总结里没有“{word}”这一列{hint}")
    if part.heading not in (0, 1, 2):
        yield Mistake((), f"heading 应为 1 或 2，现为“{part.heading}”", "heading")
    if part.roll:
        yield from _in_roll(campaign, part.roll, figures)


def _in_roll(campaign: Campaign, roll: Roll, figures: Collection[str]) -> Iterator[Mistake]:
    for figure in roll.figures:
        if figure not in figures:
            hint = suggest_word(figure, figures)
            yield Mistake(("roll",), f"没有“{figure}”这个指标{hint}")
    ledgers = {each.name for each in campaign.ledgers}
    for indicator in campaign.indicators:
        if indicator.id in roll.figures and indicator.measure.ledger in ledgers:
            known = (*_names(campaign, indicator.measure.ledger), "@单位")
            for name in roll.columns:
                if name not in known:
                    what = f"没有“{name}”这一列{suggest_word(name, known)}"
                    yield Mistake(("roll",), what)


def _in_stories(campaign: Campaign, key: str, told: Mapping[str, str]) -> Iterator[Mistake]:
    ledgers = [ledger.name for ledger in campaign.ledgers]
    for ledger, story in told.items():
        if ledger not in ledgers:
            what = f"没有“{ledger}”这本台账{suggest_word(ledger, ledgers)}"
            yield Mistake((key,), what)
            continue
        for mistake in find_unknown_words(story, (*_names(campaign, ledger), WHO)):
            yield Mistake((key, ledger), mistake)


def _has_content(part: Part) -> bool:
    said = (part.says, part.sections, part.quotes, part.offers, part.tables, part.roll)
    return any(said)


def _stands_below(part: Part, after: Part | None) -> bool:
    """Whether what comes next belongs under the heading: a paragraph, or a lesser heading."""
    return after is not None and (not after.heading or after.heading > part.heading)


def _own_words(campaign: Campaign) -> Iterator[str]:
    """Free texts of what every unit writes once."""
    for ledger in campaign.ledgers:
        if ledger.single or (campaign.filing and ledger.name == campaign.filing.ledger):
            yield from (column.name for column in ledger.columns if isinstance(column, Text))


def _names(campaign: Campaign, ledger: str) -> tuple[str, ...]:
    columns: tuple[Column, ...] = next(
        (each.columns for each in campaign.ledgers if each.name == ledger), ()
    )
    return tuple(column.name for column in columns if not column.private)
