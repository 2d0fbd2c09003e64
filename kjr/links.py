"""Where a click leads: on the screen to the app's own pages; the wall and paper lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlencode

from kjr.progress import Line


class Links(NamedTuple):
    """The address behind each kind of thing; blank where nothing opens."""

    figure: Callable[[Line], str]
    """Where a figure is explained."""
    units: Callable[[str, str], str]
    """The units of which a filter's name holds a value, such as 状态 or 县（市）区."""


NOWHERE = Links(lambda _: "", lambda _, __: "")
SCREEN = Links(
    lambda line: f"indicator?id={quote(line.name)}",
    lambda name, value: f"units?{urlencode({name: value})}",
)


def linked(inner: str, address: str) -> str:
    """HTML that opens an address in the same window; unchanged without one."""
    return f'<a href="{escape(address)}" target="_self">{inner}</a>' if address else inner
