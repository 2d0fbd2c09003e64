"""Days as people write them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Span(NamedTuple):
    """Several days on end, both ends included."""

    first: dt.date
    last: dt.date
