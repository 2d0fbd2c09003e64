"""The example's units: those of the roster and invented ones, all marked 示例."""

import csv
import datetime as dt
import io
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any, Final

from kjr.campaign.loading import Texts, parse_campaign
from kjr.campaign.mistakes import FILE
from kjr.campaign.model import Campaign, Unit
from kjr.campaign.units_file import HEADERS, ROSTER

STORIES: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("stories.toml").read_text("utf-8")
)
BODIES: Final = STORIES["bodies"]
WHOLE, BEGUN = 20, 112
"""A roster of so many units stays as it is; an example of a shorter one has so many."""
COMPANY, MARK = "企业科协", "（示例）"


class UnitBehaviour(Enum):
    """What a unit does in the example."""

    FILED = auto()
    EMPTY = auto()
    UNREADABLE = auto()
    NOTHING = auto()


SHARES: Final = {UnitBehaviour.EMPTY: 5, UnitBehaviour.UNREADABLE: 4, UnitBehaviour.NOTHING: 16}
"""Of 112 units that have to file; the others have filed."""


def build_example_campaign(campaign: Campaign, units: int | None = None) -> Campaign:
    """The campaign with invented units added, looked at a week before the deadline."""
    return parse_campaign(build_example_texts(campaign, units))


def build_example_texts(campaign: Campaign, units: int | None = None) -> Texts:
    """The files of the example's campaign."""
    own = {FILE: _build_toml(campaign), ROSTER: build_example_roster(campaign, units)}
    return {**campaign.texts, **own}


def _build_toml(campaign: Campaign) -> str:
    """The campaign's own text with the example's moment."""
    if campaign.is_example:
        return campaign.texts[FILE]
    half = campaign.first + (campaign.last - campaign.first) / 2
    day = max(campaign.deadline - dt.timedelta(days=7), half)
    moment = dt.datetime.combine(day, dt.time(17))
    example = f"[example]\nmoment = {moment.isoformat()}\nwritten = {day.isoformat()}\n"
    note = "# 示例数据：总在 moment 这一刻看，工作簿写到 written 这一天。"
    return f"{campaign.texts[FILE]}\n\n{note}\n{example}"


def build_example_roster(campaign: Campaign, units: int | None) -> str:
    """units.csv with as many invented units as are missing to that number."""
    written = len(campaign.expected)
    missing = max((units or (BEGUN if written < WHOLE else 0)) - written, 0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADERS)
    for unit in (*campaign.units, *islice(_invented(campaign), missing)):
        expected = "是" if unit.expected else "否"
        aliases = "、".join(unit.aliases)
        writer.writerow([unit.name, unit.short, unit.kind, unit.district, aliases, expected])
    return text.getvalue()


def assign_behaviours(campaign: Campaign, sure: set[str], seed: int) -> dict[str, UnitBehaviour]:
    """Unit → what it does; the sure ones file."""
    others = [unit.name for unit in campaign.expected if unit.name not in sure]
    Random(f"{seed} parts").shuffle(others)
    filing = [unit.name for unit in campaign.units if unit.expected or unit.name in sure]
    played = dict.fromkeys(filing, UnitBehaviour.FILED)
    for part, share in SHARES.items():
        for _ in range(min(round(share * len(campaign.expected) / 112), len(others))):
            played[others.pop()] = part
    return played


def _invented(campaign: Campaign) -> Iterator[Unit]:
    """Invented units without end, mixed as in a real roster of the campaign's kinds."""
    numbers: Counter[Callable[..., Unit]] = Counter()
    shares = {kind: share for kind, share in BODIES["shares"].items() if kind in campaign.kinds}
    for kind in cycle(_mixed(shares or dict.fromkeys(campaign.kinds, 1))):
        made = _body if not shares else _company if kind == COMPANY else _society
        yield made(campaign.city, campaign.districts, kind, numbers[made])
        numbers[made] += 1


def _body(_: str, districts: Sequence[str], kind: str, number: int) -> Unit:
    """Some unit of a kind of which only the name is known."""
    again, index = divmod(number, len(BODIES["brands"]))
    district = districts[number % len(districts)]
    short = f"{district}{BODIES['brands'][index]}{kind}{again + 1 if again else ''}"
    return Unit(f"{short}{MARK}", kind, district, short, (f"{short}填报",))


def _mixed(shares: Mapping[str, int]) -> list[str]:
    """Every kind as often as its share says, evenly spread."""
    places = [((n + 0.5) / share, kind) for kind, share in shares.items() for n in range(share)]
    return [kind for _, kind in sorted(places)]


def _society(city: str, districts: Sequence[str], kind: str, number: int) -> Unit:
    again, index = divmod(number, len(BODIES["disciplines"]))
    short = f"{BODIES['disciplines'][index]}{BODIES['forms'][kind]}{again + 1 if again else ''}"
    district = districts[number // 2 % len(districts)] if number % 2 else districts[-1]
    return Unit(f"{city}{short}{MARK}", kind, district, short, (f"{city}{short}", f"市{short}"))


def _company(_: str, districts: Sequence[str], kind: str, number: int) -> Unit:
    brands, trades = BODIES["brands"], BODIES["trades"]
    again, index = divmod(number, len(brands) * len(trades))
    brand = brands[index % len(brands)]
    trade = trades[(5 * index + index // 84) % len(trades)]
    short = f"{brand}{trade}{again + 1 if again else ''}"
    district = districts[number % max(len(districts) - 1, 1)]
    return Unit(f"{short}公司科协{MARK}", kind, district, short, (f"{short}公司科协",))
