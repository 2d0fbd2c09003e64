"""Names of another city or another year's plan that a campaign does not know and still says."""

import re
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from typing import Final

from kjr.campaign.checks.named_bodies import list_named_bodies, list_other_names
from kjr.campaign.model import Campaign
from kjr.campaign.unit_names import (
    find_core,
    find_department,
    find_level_above,
    find_own_word,
    find_stem,
)

ADDRESSEE: Final = "summary_addressee"
OWN: Final = 4
"""A shorter name of the body above, such as 市科协, may be anybody's."""

TYPED: Final = re.compile(r'\s*(?:aliases|"[^"]*") = \[')
"""A line of words people may write: in those a kind's name, or 县科协, is a word like any other."""

NameSearch = Callable[[str], Iterator[str]]


def build_name_search(campaign: Campaign, before: Campaign) -> NameSearch:
    """Finds in a line what is a name of the plan before and none of this one, and says whose."""
    kinds = _list_gone_kinds(campaign, before)
    whose = dict.fromkeys(kinds, f"是{before.city}的单位类别，今年没有")
    loose = {*kinds}
    if not is_same_city(campaign, before):
        loose |= _list_common_words(campaign, before)
        whose |= _list_city_names(campaign, before, loose - kinds)
    stem = find_stem(before.city)
    units = chain.from_iterable((unit.name, *unit.aliases) for unit in campaign.units)
    ours = {*campaign.districts, *campaign.kinds, *(unit.district for unit in campaign.units)}
    own = {name for name in units if name and not name.startswith(stem)} | {*filter(None, ours)}
    for name in whose.keys() - loose:
        if any(each.endswith(name) for each in own - {name}):  # one of ours without its city
            del whose[name]
    names = sorted({*whose, *own}, key=lambda name: (-len(name), name))
    search = re.compile("|".join(map(re.escape, names)) or "(?!)")

    def find(line: str) -> Iterator[str]:
        found = dict.fromkeys(each[0] for each in search.finditer(line))
        free = {*ours, *loose} if TYPED.match(line) else ours
        return (f"“{name}”{whose[name]}" for name in found if name in whose and name not in free)

    return find


def is_same_city(campaign: Campaign, before: Campaign) -> bool:
    """Whether both are of one city, as who holds them says too: a city is easily left as it was."""
    return campaign.city == before.city and find_stem(before.city) in campaign.host


def _list_gone_kinds(campaign: Campaign, before: Campaign) -> set[str]:
    return {kind for kind in before.kinds if kind not in campaign.kinds and len(kind) > 2}


def _list_common_words(campaign: Campaign, before: Campaign) -> set[str]:
    """What the house before, and its districts, are called for short, if nothing here is."""
    said = "\n".join((campaign.host, campaign.wording[ADDRESSEE], campaign.district_word))
    words = find_own_word(before.host, before.city), find_core(before.district_word)
    return {word for word in words if len(word) > 1 and word not in said}


def _list_city_names(
    campaign: Campaign, before: Campaign, words: Collection[str]
) -> dict[str, str]:
    """Each name of the city before, these common words too, and what is said of it."""
    department, above = find_department(before.office, before.host), before.wording[ADDRESSEE]
    names = [before.city, before.host, *before.districts]
    names += [find_stem(name) for name in (before.city, *before.districts)]
    names += [department] if department not in campaign.office else []
    names += [*words, *list_other_names(before, list_named_bodies(before))]
    units = (name for unit in before.units for name in (unit.name, *unit.aliases))
    whose = {name: f"是{before.city}的" for name in (*names, *units) if len(name) > 1}
    level = find_level_above(above)
    if len(level) > 1 and level not in campaign.wording[ADDRESSEE]:
        whose[level] = f"是{before.city}的上一级"
    return whose | ({above: f"是{before.city}的总结报给的"} if len(above) >= OWN else {})
