"""HTML out of the macros in ``templates/``, and where a click in it leads.

Jinja2 escapes every text that a person typed; what these functions return is safe to show.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from kjr.documents.phrases import phrase_absence, phrase_unread, phrase_unread_doubt
from kjr.figures.changes import LineChange
from kjr.figures.derivation import phrase_joint_events, phrase_open_pairs
from kjr.figures.pace import phrase_rule
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.standings.filling import FillingState
from kjr.figures.sums.line import Line
from kjr.values import wording

STYLE = Path(__file__).with_name("look.css")


class Links(NamedTuple):
    """The address behind each kind of thing; blank where nothing opens."""

    figure: Callable[[Line], str]
    """Where a figure is explained."""
    units: Callable[[str, str], str]
    """The units of which a filter's name holds a value, such as state or district."""
    changes: Callable[[LineChange | None], str]
    """The rows behind a figure's move, those that fell where it fell; behind all moves if None."""


def _narrow_to(change: LineChange) -> dict[str, str]:
    return {"figure": change.line.label} | ({"fell": "true"} if change.fell else {})


NOWHERE = Links(lambda _: "", lambda _, __: "", lambda _: "")
"""Paper leads nowhere."""
SCREEN = Links(
    lambda line: f"indicator?id={quote(line.label)}",
    lambda name, value: f"units?{urlencode({name: value})}",
    lambda each: f"changes?{urlencode(_narrow_to(each))}" if each else "changes",
)
"""On the screen a click leads to the app's own pages."""


class JoinedLines(Extension):
    """A line break in a template and the indentation after it are no part of the page.

    Jinja's trim_blocks and lstrip_blocks would leave gaps between words and their numbers.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template with its lines joined."""
        for token in stream:
            text = re.sub(r"\n *", "", token.value) if token.type == "data" else token.value
            yield Token(token.lineno, token.type, text)


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[JoinedLines],
    auto_reload=False,
)


def list_steps(growth: Sequence[float]) -> list[float]:
    """What each day added to what was there before; nothing is taken away of a day.

    >>> list_steps([0, 2, 2, 5])
    [0, 2, 0, 3]
    """
    return [max(0, now - before) for before, now in pairwise([0, *growth])]


TEMPLATES.globals |= {
    "list_steps": list_steps,
    "FilingState": FilingState,
    "FillingState": FillingState,
    "NOWHERE": NOWHERE,
    "phrase_joint_events": phrase_joint_events,
    "phrase_open_pairs": phrase_open_pairs,
    "phrase_rule": phrase_rule,
    "phrase_absence": phrase_absence,
    "phrase_unread": phrase_unread,
    "phrase_unread_doubt": phrase_unread_doubt,
    "SCREEN": SCREEN,
    "wording": wording,
    "zip": partial(zip, strict=True),
}


def render(macro: str, *values: object) -> str:
    """What a macro makes of values: ``board.head`` is the macro head in templates/board.html."""
    file, name = macro.split(".")
    try:
        html: str = getattr(TEMPLATES.get_template(f"{file}.html").module, name)(*values)
    except Exception:
        TEMPLATES.handle_exception()  # raises it again, with the template's own lines
    return html


def wrap_parts(*parts: str) -> str:
    """Parts set in the house look."""
    return render("parts.wrap", *parts)
