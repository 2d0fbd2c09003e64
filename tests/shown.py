"""A campaign small enough to read, as the board shows it, and the words a page of HTML says."""

import re

from kjr.figures import overview
from tests.small import entry, snapshot


def seen(*books):
    """These books, added up."""
    return overview.build_overview(snapshot(*books))


def visit(unit, people, about=()):
    """One visit that reached so many people."""
    return entry(unit, "走访慰问", 3, about, **{"走访地点/单位": "示例产业园", "走访人次": people})


def text(html):
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
