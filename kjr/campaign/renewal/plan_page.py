"""campaign.toml of the new plan, each answer in its line, the notes as they were; new ledgers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kjr.campaign.mistakes import LEDGERS
from kjr.campaign.model import Campaign, Occasion
from kjr.campaign.renewal.answers import CopiedLedger, RenewalAnswers
from kjr.campaign.renewal.statements import Block, drop_blocks, join_blocks, split_blocks

UNCOUNTED: Final = "项"
ACROSS: Final = 3
"""Tiles in a row until somebody lays them out as the districts lie."""
ASKED: Final = (
    *("title", "city", "host", "office", "year", "theme", "first", "last", "deadline"),
    *("district_word", "whole_word"),
)


def renew_plan_page(
    text: str, start: Campaign, new: RenewalAnswers, targets: Mapping[str, int]
) -> str:
    """The page with what was asked; ``targets`` are those of figures there still are."""
    gone = {"example"}
    if start.filing and start.filing.ledger not in new.ledgers:
        gone.add("filing")
    blocks = drop_blocks(split_blocks(text), lambda block: block.name in gone)
    page = blocks[0]
    for key in ASKED:
        page = page.change(key, getattr(new, key))
    if new.districts != start.districts:
        page = page.change("districts", [*new.districts]).change("tiles", lay_tiles(new.districts))
    page = page.change("kinds", [*new.kinds]).change("ledgers", _order_ledgers(start, new))
    page = page.change("occasions", [*map(_tell_occasion, new.occasions)] or None)
    rest = [each for each in blocks[1:] if each.name != "occasions"]
    return join_blocks([page, *_with_targets(rest, targets)])


def lay_tiles(districts: Sequence[str]) -> list[list[str]]:
    """The districts three in a row, in their order."""
    rows = [[*districts[n : n + ACROSS]] for n in range(0, len(districts), ACROSS)]
    return [row + [""] * (ACROSS - len(row)) for row in rows]


def _write_indicator(copy: CopiedLedger, id: str, section: str, counter: str) -> Iterator[str]:
    """The lines of an indicator that counts a new ledger's rows."""
    name = copy.name
    yield "\n[[indicators]]\n"
    yield f'id = "{id}"\nname = "{name}"\nspoken = "{name}"\nsection = "{section}"\n'
    yield f'ledger = "{name}"\ncounter = "{counter}"\n'
    yield f'words = "{name}的行数，一行算一{counter}。"\n'


def _order_ledgers(start: Campaign, new: RenewalAnswers) -> list[str]:
    """Those that are kept, and the new ones before what is filled in once at the end."""
    single = {ledger.name for ledger in start.ledgers if ledger.single}
    ending = [name for name in new.ledgers if name in single]
    begun = [name for name in new.ledgers if name not in single]
    return [*begun, *(copy.name for copy in new.copies), *ending]


def _with_targets(blocks: Iterable[Block], targets: Mapping[str, int]) -> Iterator[Block]:
    for block in blocks:
        yield block.change_all(targets) if block.name == "targets" else block


def _tell_occasion(occasion: Occasion) -> dict[str, object]:
    said: dict[str, object] = {
        "name": occasion.name,
        "first": occasion.first,
        "last": occasion.last,
    }
    return {**said, "told": True} if occasion.told else said


def copy_ledger(texts: Mapping[str, str], copy: CopiedLedger) -> Iterator[tuple[str, str]]:
    """The source's columns under another name; its other names stay its own."""
    head, *columns = split_blocks(texts[name_file(copy.source)])
    head = head.change("aliases", None).change("help", f"{copy.name}，一项填一行。")
    text = join_blocks([head, *columns])
    yield name_file(copy.name), text.replace(f"# {copy.source}。", f"# {copy.name}。", 1)


def count_copies(start: Campaign, new: RenewalAnswers) -> str:
    """An indicator for each new ledger."""
    lines = (
        line
        for copy, id in zip(new.copies, _list_free_ids(start), strict=False)
        for line in _write_indicator(
            copy, id, start.ledger(copy.source).section, _find_counter(start, copy.source)
        )
    )
    return "".join(lines)


def _find_counter(start: Campaign, source: str) -> str:
    """In what a ledger's rows are counted."""
    measures = [each for it in start.indicators for each in it.measures]
    rows = (
        each.counter
        for each in measures
        if each.ledger == source and not (each.sum or each.distinct or each.where)
    )
    return next(rows, UNCOUNTED)


def _list_free_ids(start: Campaign) -> Iterator[str]:
    """Numbers behind the last one an indicator has."""
    letters = re.sub(r"\d+$", "", start.indicators[-1].id)
    numbers = [int(found[0]) for it in start.indicators if (found := re.search(r"\d+$", it.id))]
    last = max(numbers, default=0)
    return (f"{letters}{last + n}" for n in range(1, 100))


def name_file(ledger: str) -> str:
    """The file of a ledger."""
    return f"{LEDGERS}/{ledger}.toml"
