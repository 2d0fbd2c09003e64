"""``python -m kjr check``: say of every file what was read and what is wrong."""

import datetime as dt
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from kjr.app import wiring
from kjr.app.commands.parsing.options import (
    FINE,
    PROBLEMS,
    Arguments,
    Options,
    print_json,
    read_command_settings,
    warn_without_memory,
)
from kjr.app.inspection import InspectedFile, inspect_files, inspect_snapshot
from kjr.app.settings import Settings, find_campaign_folder
from kjr.campaign.model import Campaign
from kjr.documents import exports
from kjr.figures.moments.archive import load_plan_keys
from kjr.figures.moments.plan_doubts import add_plan_doubts
from kjr.reading.page import Page
from kjr.reading.planned import MISDATED, split_entries
from kjr.store.xlsx.worker import Worker
from kjr.values.readings import Level

WORDS = "读文件或文件夹，说明读到了什么、哪里不对"
ARGUMENTS: Arguments = {
    "paths": {"nargs": "*", "type": Path, "metavar": "路径", "help": "默认是设置里的文件夹"},
    "--json": {},
    "--folder": {},
    "--campaign": {},
}
STATES: Final = {
    "read": "读了",
    "stale": "读不了，按上次读到的",
    "unreadable": "读不了",
    "ignored": "没有计入",
}


def run(options: Options) -> int:
    """Read them and tell, as text or as JSON."""
    settings = _read_settings(options)
    if not options.paths:
        settings = wiring.prepare_example(settings)
    campaign = wiring.open_campaign(settings)
    now = wiring.build_clock(campaign)()
    keys = {} if options.paths else load_plan_keys(settings.database, campaign)
    books = [
        each._replace(
            pages=add_plan_doubts(
                campaign, each.pages, keys.get(each.unit or "", frozenset()), now.date()
            )
        )
        for each in _read(options.paths, settings, campaign)
    ]
    if not options.paths:
        warn_without_memory(options)
    if options.json:
        told = [exports.export_book(*book, campaign=campaign, today=now.date()) for book in books]
        print_json({"read_at": now.isoformat(), "books": told})
    else:
        for book in books:
            _print_book(campaign, now.date(), book)
    return PROBLEMS if any(map(_is_bad, books)) else FINE


def _read_settings(options: Options) -> Settings:
    """The settings; a folder that brings its own campaign is read by it, as with --folder."""
    match options.paths:
        case [folder] if not options.folder and find_campaign_folder(folder, folder) != folder:
            options.folder = folder
    return read_command_settings(options)


def _read(paths: Sequence[Path], settings: Settings, campaign: Campaign) -> list[InspectedFile]:
    if settings.google and not paths:
        return list(inspect_snapshot(wiring.take_snapshot(settings)))
    with closing(Worker()) as worker:
        return list(inspect_files(paths or [settings.folder], campaign, worker))


def _is_bad(book: InspectedFile) -> bool:
    levels = {problem.level for page in book.pages for problem in page.problems}
    return book.state in ("stale", "unreadable") or Level.ERROR in levels


def _print_book(campaign: Campaign, today: dt.date, book: InspectedFile) -> None:
    reason = f"：{book.reason}" if book.reason else ""
    print(f"{book.file}　{book.unit or '—'}　{STATES[book.state]}{reason}")
    for page in book.pages:
        what = _phrase_entries(campaign, today, page) if page.ledger else f"未计入：{page.reason}"
        print(f"  「{page.sheet.name}」{what}")
        for problem in page.problems:
            print(f"    {problem.level}　{problem}")


def _phrase_entries(campaign: Campaign, today: dt.date, page: Page) -> str:
    """How many rows of a ledger count today, and how many more do not yet or cannot."""
    split = split_entries(campaign, page.entries, today)
    rest = {campaign.ledger(page.ledger or "").ahead_word: split.planned, MISDATED: split.misdated}
    more = "、".join(f"{word}{len(rows)}条" for word, rows in rest.items() if rows)
    return f"{page.ledger}，{len(split.done)}条{more and f'，另有{more}没有计入'}"
