"""The bodies of its own city that a plan counts by name, and what else people call them."""

from collections.abc import Collection, Iterator

from kjr.campaign.columns import Text
from kjr.campaign.model import Campaign
from kjr.campaign.unit_names import find_stem


def list_named_bodies(plan: Campaign) -> list[str]:
    """Those that another city has not."""
    measures = [each for it in plan.indicators for each in it.measures]
    asked = {
        word
        for measure in measures
        for column, words in measure.where.items()
        if column[0] != "@"
        for word in words
    }
    units = {unit.name for unit in plan.units}
    stems = [find_stem(plan.city), *plan.districts]
    return sorted(word for word in asked if word in units or any(stem in word for stem in stems))


def list_other_names(plan: Campaign, bodies: Collection[str]) -> Iterator[str]:
    """What the ledgers read as one of these bodies."""
    columns = (column for ledger in plan.ledgers for column in ledger.columns)
    for column in (each for each in columns if isinstance(each, Text)):
        yield from (word for word, meant in column.synonyms.items() if meant in bodies)
