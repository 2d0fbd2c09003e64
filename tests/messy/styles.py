"""How messy a workbook is to be."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.messy.invented import invent_headers


class Style(NamedTuple):
    """The chances of what may go wrong, 0 to 1."""

    odd: float = 0
    """Of a cell that somebody or some program spoilt."""
    rebuilt: float = 0
    """Of a table whose columns or rows somebody rebuilt."""
    invented: float = 0
    """Of a header that no list knows."""
    headers: Mapping = MappingProxyType({})
    """(ledger, column) → such headers."""
    longest: int = 9
    """No table has so many rows."""
    is_tidy: bool = False
    """The blank workbook filled in as it asks."""


MESSY = Style(odd=0.03, rebuilt=0.25)
TIDY = Style(is_tidy=True)


def build_invented(campaign):
    """As messy, and three headers of ten are words no list knows."""
    return MESSY._replace(invented=0.3, headers=invent_headers(campaign))
