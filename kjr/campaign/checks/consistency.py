"""What the parts of a campaign say about each other, and where they disagree."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kjr.campaign.checks.column_checks import find_column_mistakes, find_counter_mistakes
from kjr.campaign.checks.ledger_checks import (
    find_ledger_mistakes,
    find_named,
    find_names_shared_by_all,
    find_not_among,
    find_shared_ledger_names,
    find_unfit,
    find_unknown,
    place_mistakes,
)
from kjr.campaign.columns import Choice, Column, Count, Money, Person, Text
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import (
    BLANK,
    FILLED,
    IS_EXPECTED,
    WRITER,
    Campaign,
    Ledger,
    Measure,
)
from kjr.campaign.outline import has_open_bracket
from kjr.campaign.sentences import LACKED
from kjr.campaign.suggestions import suggest_word
from kjr.campaign.toml_table import UNREAD
from kjr.values.spelling.repeats import find_repeats


def find_disagreements(campaign: Campaign) -> Iterator[Mistake]:
    """Every disagreement, each with its place."""
    yield from _days(campaign)
    yield from _open_brackets(campaign)
    yield from place_mistakes(find_repeats(campaign.districts), "districts")
    yield from place_mistakes(find_repeats(campaign.kinds), "kinds")
    tiles = filter(None, chain.from_iterable(campaign.tiles))
    yield from place_mistakes(_in_tiles(campaign, [*tiles]), "tiles")
    yield from place_mistakes(find_shared_ledger_names(campaign.ledgers), "ledgers")
    yield from place_mistakes(find_repeats(each.id for each in campaign.indicators), "indicators")
    in_all = find_names_shared_by_all(campaign.ledgers)
    yield from place_mistakes(sorted(in_all), "common")
    for ledger in campaign.ledgers:
        yield from place_mistakes(find_ledger_mistakes(ledger, in_all), "ledgers", ledger.name)
        kinds = chain.from_iterable(host.kinds for host in ledger.hosts)
        yield from place_mistakes(
            find_unknown(kinds, campaign.kinds), "ledgers", ledger.name, "hosts"
        )
        for column in ledger.columns:
            wrong = find_column_mistakes(column, campaign.first, campaign.last)
            yield from place_mistakes(wrong, "ledgers", ledger.name, column.name)
    for indicator in campaign.indicators:
        if re.search(r"\s", indicator.id):
            what = f"id 里有空格，现为“{indicator.id}”"
            yield Mistake(("indicators", indicator.id), what, "id")
        names = (measure.name for measure in indicator.measures)
        yield from place_mistakes(find_repeats(names), "indicators", indicator.id)
        for measure in indicator.measures:
            wrong = _in_measure(campaign, measure)
            yield from place_mistakes(wrong, "indicators", indicator.id, measure.name)
    yield from place_mistakes(_in_filing(campaign), "filing")
    yield from _in_ticks(campaign)
    if said := campaign.progress:
        yield from place_mistakes(
            find_repeats((*said.planned, *said.done, *said.cancelled)), "progress"
        )


def _in_filing(campaign: Campaign) -> Iterator[str | Mistake]:
    filing = campaign.filing
    if filing is None:
        return
    if not filing.nil_word.strip():
        yield Mistake((), "nil_word 空着", "nil_word")
    ledger = find_named(campaign.ledgers, filing.ledger)
    if ledger is None or not ledger.single:
        what = f"ledger 应是一本 single = true 的台账，现为“{filing.ledger}”"
        yield Mistake((), what, "ledger")
        return
    for key, names, kind in (
        ("ticks", filing.ticks, Choice),
        ("person", (filing.person,), Person),
        ("nil", (filing.nil,), Text),
        ("tells", filing.tells, Text),
    ):
        for name in names:
            yield from place_mistakes(find_unfit(ledger, name, kind), key)
    for indicator in campaign.indicators:
        asked = [name for name in indicator.measure.where if not name.startswith("@")]
        if indicator.measure.ledger == filing.ledger and {*asked} != {*filing.ticks}:
            what = "、".join(asked)
            said = f"ticks 和指标 {indicator.id} 的 where（{what}）应是同样几列，否则它和已报不相等"
            yield Mistake((), said, "ticks")


def _in_ticks(campaign: Campaign) -> Iterator[Mistake]:
    """A tick writes the first option, which is the one that has to count."""
    ledger = campaign.filing and find_named(campaign.ledgers, campaign.filing.ledger)
    if not ledger:
        return
    for indicator in (it for it in campaign.indicators if it.measure.ledger == ledger.name):
        for name, words in indicator.measure.where.items():
            column = find_named(ledger.columns, name)
            options = column.options if isinstance(column, Choice) else ()
            if {*words} & {*options} and options[0] not in words:
                counted = f"指标 {indicator.id} 数的是“{words[0]}”"
                what = f"打勾写的是“{options[0]}”，{counted}，它要放在最前"
                yield Mistake(("ledgers", ledger.name, name), what, "options")


def _days(campaign: Campaign) -> Iterator[Mistake]:
    years = {day.year for day in (campaign.first, campaign.last, campaign.deadline)}
    if campaign.year not in {0, *years} and UNREAD.year not in years:
        yield Mistake((), f"year 是 {campaign.year}，活动却在 {campaign.first.year} 年", "year")
    yield from _backwards("first", campaign.first, "last", campaign.last)
    yield from _backwards("last", campaign.last, "deadline", campaign.deadline)
    for each in campaign.occasions:
        mistakes = _backwards("first", each.first, "last", each.last)
        yield from place_mistakes(mistakes, "occasions", each.name)


def _open_brackets(campaign: Campaign) -> Iterator[Mistake]:
    """Sections of the plan whose brackets do not match: nothing else is written like them."""
    said = [(("ledgers", each.name), each.section) for each in campaign.ledgers]
    said += [(("indicators", each.id), each.section) for each in campaign.indicators]
    for place, section in said:
        if has_open_bracket(section):
            yield Mistake(place, f"条款“{section}”的括号没有成对", "section")


def _backwards(earlier: str, one: dt.date, later: str, other: dt.date) -> Iterator[Mistake]:
    if UNREAD not in (one, other) and one > other:
        yield Mistake((), f"{earlier}（{one}）晚于 {later}（{other}）", later)


def _in_tiles(campaign: Campaign, tiles: Sequence[str]) -> Iterator[str]:
    yield from find_unknown(tiles, campaign.districts)
    yield from find_repeats(tiles)


def _in_measure(campaign: Campaign, measure: Measure) -> Iterator[str | Mistake]:
    ledger = find_named(campaign.ledgers, measure.ledger)
    if ledger is None:
        known = (each.name for each in campaign.ledgers)
        yield f"没有“{measure.ledger}”这本台账{suggest_word(measure.ledger, known)}"
        return
    if measure.counter:
        yield from find_counter_mistakes(measure.counter)
    if measure.sum:
        yield from place_mistakes(find_unfit(ledger, measure.sum, Count | Money), "sum")
    if measure.sum and measure.distinct:
        yield Mistake((), "sum 和 distinct 只能写一个", "distinct")
    for key, said in (("lacking", measure.lacking), ("remedy", measure.remedy)):
        if said and (said.count("{") != 1 or f"{{{LACKED}}}" not in said):
            yield Mistake((), f"{key} 里要写一处 {{{LACKED}}}，不能有别的大括号", key)
    if measure.target is None and measure.hard:
        yield "写了 hard 却没有 target"
    for name in chain(*measure.distinct, measure.where):
        if name not in WRITER:
            key = "where" if name in measure.where else "distinct"
            yield from place_mistakes(find_unfit(ledger, name, Column), key)
    for name, words in measure.where.items():
        if not words:
            yield Mistake(("where",), f"“{name}”后面空着，一行也数不到")
        yield from place_mistakes(_foreign(campaign, ledger, name, words), "where", name)


def _foreign(campaign: Campaign, ledger: Ledger, name: str, words: Iterable[str]) -> Iterator[str]:
    """Words a row can never hold."""
    units = [unit.name for unit in campaign.units]
    of_writer = (units, campaign.kinds, campaign.districts, IS_EXPECTED)
    known = dict(zip(WRITER, of_writer, strict=True))
    if name in known:
        return find_unknown(words, known[name])
    asked = [word for word in words if word not in (BLANK, FILLED)]
    column = find_named(ledger.columns, name)
    if isinstance(column, Text) and column.synonyms:
        return find_unknown(asked, {*column.synonyms.values()})
    return find_not_among(column, asked)
