"""What the parts of a campaign say about each other, and where they disagree."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from types import UnionType
from typing import TypeVar

from kjr.campaign.checks.column_checks import find_column_mistakes, find_counter_mistakes
from kjr.campaign.columns import Choice, Column, Count, Day, Money, Person, Text
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import BLANK, FILLED, IS_EXPECTED, WRITER, Campaign, Ledger, Measure
from kjr.campaign.toml_table import UNREAD, suggest_word
from kjr.values.spelling.repeats import find_repeats

Named = TypeVar("Named", bound=Ledger | Column)


def find_disagreements(campaign: Campaign) -> Iterator[Mistake]:
    """Every disagreement, each with its place."""
    yield from _days(campaign)
    yield from _placed(find_repeats(campaign.districts), "districts")
    yield from _placed(find_repeats(campaign.kinds), "kinds")
    tiles = filter(None, chain.from_iterable(campaign.tiles))
    yield from _placed(_in_tiles(campaign, [*tiles]), "tiles")
    yield from _placed(_in_ledger_names(campaign.ledgers), "ledgers")
    yield from _placed(find_repeats(each.id for each in campaign.indicators), "indicators")
    for ledger in campaign.ledgers:
        yield from _placed(_in_ledger(ledger), "ledgers", ledger.name)
        kinds = chain.from_iterable(host.kinds for host in ledger.hosts)
        yield from _placed(_unknown(kinds, campaign.kinds), "ledgers", ledger.name, "hosts")
        for column in ledger.columns:
            wrong = find_column_mistakes(column, campaign.first, campaign.last)
            yield from _placed(wrong, "ledgers", ledger.name, column.name)
    for indicator in campaign.indicators:
        names = (measure.name for measure in indicator.measures)
        yield from _placed(find_repeats(names), "indicators", indicator.id)
        for measure in indicator.measures:
            wrong = _in_measure(campaign, measure)
            yield from _placed(wrong, "indicators", indicator.id, measure.name)
    yield from _placed(_in_filing(campaign), "filing")
    if said := campaign.progress:
        yield from _placed(find_repeats((*said.planned, *said.done, *said.cancelled)), "progress")


def _in_filing(campaign: Campaign) -> Iterator[str | Mistake]:
    filing = campaign.filing
    if filing is None:
        return
    ledger = _find(campaign.ledgers, filing.ledger)
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
            yield from _placed(_unfit(ledger, name, kind), key)
    for indicator in campaign.indicators:
        asked = [name for name in indicator.measure.where if not name.startswith("@")]
        if indicator.measure.ledger == filing.ledger and {*asked} != {*filing.ticks}:
            what = "、".join(asked)
            said = f"ticks 和指标 {indicator.id} 的 where（{what}）应是同样几列，否则它和已报不相等"
            yield Mistake((), said, "ticks")


def _placed(mistakes: Iterable[str | Mistake], *place: str) -> Iterator[Mistake]:
    for mistake in mistakes:
        yield Mistake(place, mistake) if isinstance(mistake, str) else mistake.under(*place)


def _days(campaign: Campaign) -> Iterator[Mistake]:
    yield from _backwards("first", campaign.first, "last", campaign.last)
    yield from _backwards("last", campaign.last, "deadline", campaign.deadline)
    for each in campaign.occasions:
        mistakes = _backwards("first", each.first, "last", each.last)
        yield from _placed(mistakes, "occasions", each.name)


def _backwards(earlier: str, one: dt.date, later: str, other: dt.date) -> Iterator[Mistake]:
    if UNREAD not in (one, other) and one > other:
        yield Mistake((), f"{earlier}（{one}）晚于 {later}（{other}）", later)


def _in_tiles(campaign: Campaign, tiles: Sequence[str]) -> Iterator[str]:
    yield from _unknown(tiles, campaign.districts)
    yield from find_repeats(tiles)


def _in_ledger_names(ledgers: Sequence[Ledger]) -> Iterator[str]:
    """A ledger listed twice is one mistake, whatever else it is called."""
    names = [*find_repeats(ledger.name for ledger in ledgers)]
    yield from names or find_repeats(_names(ledgers))


def _names(named: Sequence[Ledger | Column]) -> Iterator[str]:
    return (name for each in named for name in (each.name, *each.aliases))


def _in_ledger(ledger: Ledger) -> Iterator[str | Mistake]:
    yield from find_repeats(_names(ledger.columns))
    for key, names, kinds in (
        ("day", [ledger.day], Day),
        ("title", [ledger.title], Text),
        ("place", [ledger.place], Text),
        ("people", [ledger.people], Count),
        ("host", [ledger.host], Text),
        ("partner", [ledger.partner], Text),
        ("evidence", [ledger.evidence], Text),
        ("limits", chain.from_iterable(ledger.limits), Count | Money | Day),
        ("assume", ledger.assume, Count),
        ("assume", (when for _, when in ledger.assume.values()), Column),
        ("needs", (need.column for need in ledger.needs), Column),
        ("needs", (need.when for need in ledger.needs), Choice),
        ("hosts", (host.when for host in ledger.hosts), Choice),
        ("sides", ledger.sides, Choice),
        ("stage", [ledger.stage], Choice),
    ):
        for name in filter(None, names):
            yield from _placed(_unfit(ledger, name, kinds), key)
    for need in ledger.needs:
        yield from _placed(_not_among(_find(ledger.columns, need.when), need.among), "needs")
    for host in ledger.hosts:
        yield from _placed(_not_among(_find(ledger.columns, host.when), host.among), "hosts")
    steps = _find(ledger.columns, ledger.stage)
    yield from _placed(_not_among(steps, ledger.closed), "closed")
    yield from _placed(_not_among(steps, ledger.shelved), "shelved")
    yield from _placed(_not_among(steps, ledger.dated), "dated")


def _unfit(ledger: Ledger, name: str, kinds: type[Column] | UnionType) -> Iterator[str]:
    """A name that is no column of the ledger, or one of the wrong kind."""
    column = _find(ledger.columns, name)
    if column is None:
        yield f"没有“{name}”这一列{suggest_word(name, (each.name for each in ledger.columns))}"
    elif not isinstance(column, kinds):
        yield f"“{name}”这一列的种类不合用"


def _find(named: Iterable[Named], name: str) -> Named | None:
    return next((each for each in named if each.name == name), None)


def _not_among(column: Column | None, words: Iterable[str]) -> Iterator[str]:
    if isinstance(column, Choice):
        yield from _unknown(words, column.options)


def _unknown(words: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for word in words:
        if word not in known:
            yield f"没有“{word}”这个选项{suggest_word(word, known)}"


def _in_measure(campaign: Campaign, measure: Measure) -> Iterator[str | Mistake]:
    ledger = _find(campaign.ledgers, measure.ledger)
    if ledger is None:
        known = (each.name for each in campaign.ledgers)
        yield f"没有“{measure.ledger}”这本台账{suggest_word(measure.ledger, known)}"
        return
    if measure.counter:
        yield from find_counter_mistakes(measure.counter)
    if measure.sum:
        yield from _placed(_unfit(ledger, measure.sum, Count | Money), "sum")
    if measure.sum and measure.distinct:
        yield Mistake((), "sum 和 distinct 只能写一个", "distinct")
    if measure.target is None and measure.hard:
        yield "写了 hard 却没有 target"
    for name in chain(*measure.distinct, measure.where):
        if name not in WRITER:
            key = "where" if name in measure.where else "distinct"
            yield from _placed(_unfit(ledger, name, Column), key)
    for name, words in measure.where.items():
        yield from _placed(_foreign(campaign, ledger, name, words), "where", name)


def _foreign(campaign: Campaign, ledger: Ledger, name: str, words: Iterable[str]) -> Iterator[str]:
    """Words a row can never hold."""
    units = [unit.name for unit in campaign.units]
    of_writer = (units, campaign.kinds, campaign.districts, IS_EXPECTED)
    known = dict(zip(WRITER, of_writer, strict=True))
    if name in known:
        return _unknown(words, known[name])
    asked = [word for word in words if word not in (BLANK, FILLED)]
    column = _find(ledger.columns, name)
    if isinstance(column, Text) and column.synonyms:
        return _unknown(asked, {*column.synonyms.values()})
    return _not_among(column, asked)
