"""Where a click leads: on the screen to the app's own pages; the wall and paper lead nowhere."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from kjr.figures.lines import Line


class Links(NamedTuple):
    """The address behind each kind of thing; blank where nothing opens."""

    figure: Callable[[Line], str]
    """Where a figure is explained."""
    units: Callable[[str, str], str]
    """The units of which a filter's name holds a value, such as state or district."""


NOWHERE = Links(lambda _: "", lambda _, __: "")
SCREEN = Links(
    lambda line: f"indicator?id={quote(line.name)}",
    lambda name, value: f"units?{urlencode({name: value})}",
)
