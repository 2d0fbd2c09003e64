"""Load a campaign from campaign.toml and units.csv, reporting every mistake of both at once."""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kjr.campaign.consistency import UNREAD, find_disagreements
from kjr.campaign.indicators import parse_indicators
from kjr.campaign.ledgers import parse_ledgers
from kjr.campaign.model import Campaign, FilingColumns, Occasion, Unit
from kjr.campaign.sentences import find_wording_mistakes
from kjr.campaign.toml_table import TomlTable
from kjr.campaign.units_file import (
    ROSTER,
    find_roster_mistakes,
    find_roster_unknowns,
    list_roster_units,
    parse_roster,
)
from kjr.errors import KjrError

FILE: Final = "campaign.toml"


class CampaignError(KjrError):
    """The campaign's files have mistakes; the text lists them all."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        listed = "\n".join(f"{n}. {mistake}" for n, mistake in enumerate(mistakes, 1))
        super().__init__(f"活动设置有 {len(mistakes)} 处要改：\n{listed}")


def load_campaign(folder: Path) -> Campaign:
    """The campaign kept in a folder; raises CampaignError with every mistake in its files."""
    toml, no_toml = _text(folder / FILE)
    csv, no_csv = _text(folder / ROSTER)
    if no_toml or no_csv:
        raise CampaignError([*no_toml, *no_csv])
    return parse_campaign(toml, csv)


def parse_campaign(toml: str, csv: str) -> Campaign:
    """The campaign in the texts of both files; raises CampaignError like load."""
    roster = parse_roster(csv)
    slips = list(find_roster_mistakes(roster))
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise CampaignError([_where(toml, str(error)), *slips]) from None
    root = TomlTable(raw, "")
    campaign = replace(_campaign(root, list_roster_units(roster)), text=toml)
    in_toml = (*root.mistakes(), *find_disagreements(campaign), *find_wording_mistakes(campaign))
    strangers = find_roster_unknowns(roster, campaign.kinds, campaign.districts)
    if mistakes := [*(f"{FILE} {each}" for each in in_toml), *slips, *strangers]:
        raise CampaignError(mistakes)
    return campaign


def _campaign(root: TomlTable, units: tuple[Unit, ...]) -> Campaign:
    root.require("title", "city", "host", "office", "year", "theme", "first", "last", "deadline")
    root.require("timezone", "districts", "kinds", "ledgers", "indicators", "wording")
    wording = root.table("wording")
    return Campaign(
        title=root.text("title"),
        city=root.text("city"),
        host=root.text("host"),
        office=root.text("office"),
        year=root.number("year") or 0,
        theme=root.text("theme"),
        first=root.day("first") or UNREAD,
        last=root.day("last") or UNREAD,
        deadline=root.day("deadline") or UNREAD,
        timezone=root.text("timezone"),
        districts=root.words("districts"),
        kinds=root.words("kinds"),
        occasions=tuple(_occasion(table) for table in root.tables("occasions")),
        ledgers=parse_ledgers(root),
        indicators=parse_indicators(root, units),
        units=units,
        tiles=root.groups("tiles"),
        wording={name: wording.text(name) for name in wording.raw},
        filing=_filing(root.table("filing")),
        side_books=root.flag("side_books"),
        moment=_moment(root),
    )


def _filing(table: TomlTable) -> FilingColumns | None:
    if not table.raw:
        return None
    table.require("ledger", "ticks", "person", "nil")
    return FilingColumns(
        table.text("ledger"), table.words("ticks"), table.text("person"), table.text("nil")
    )


def _occasion(table: TomlTable) -> Occasion:
    table.require("name", "first", "last")
    return Occasion(
        table.text("name"),
        table.day("first") or UNREAD,
        table.day("last") or UNREAD,
    )


def _moment(root: TomlTable) -> dt.datetime | None:
    """The moment of example data, in the campaign's time zone."""
    moment = root.table("example").moment("moment")
    zone = _zone(root)
    return None if moment is None or zone is None else moment.replace(tzinfo=zone)


def _zone(root: TomlTable) -> ZoneInfo | None:
    name = root.text("timezone")
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError):
        root.note(f"timezone 里没有“{name}”这个时区，银川用 Asia/Shanghai")
        return None


def _where(text: str, error: str) -> str:
    """The place of a slip of the pen, from the library's “(at line 3, column 8)”."""
    place = re.search(r"at line (\d+)", error)
    number = int(place[1]) if place else text.count("\n") + 1
    line = text.splitlines()[number - 1].strip() if place else "文件末尾"
    advice = "请检查英文双引号和括号是否成对、逗号是否漏写、同一个名字是否写了两次"
    return f"{FILE} 第{number}行“{line}”写法不对，{advice}"


def _text(path: Path) -> tuple[str, list[str]]:
    """A file's text, as editors and Excel save it, or the one sentence why there is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return "", [f"{path.name}：找不到这个文件，应放在 {path.parent}"]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return "", [f"{path.name}：文字编码认不出来，请另存为 UTF-8"]
