"""The smallest parts of the house look, as HTML.

Every text that a person typed goes through ``escape``; what these functions return is safe to show.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain, repeat
from pathlib import Path

STYLE = Path(__file__).with_name("look.css")


def wrap_parts(*parts: str) -> str:
    """Parts set in the house look."""
    return f'<div class="k">{"".join(parts)}</div>'


def render_card(title: str, *parts: str) -> str:
    """A titled box."""
    return f'<div class="k-card"><h3>{escape(title)}</h3>{"".join(parts)}</div>'


def render_list(lines: Iterable[str]) -> str:
    """A plain list of sentences that are already safe."""
    return '<ul class="k-list">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def render_entries(
    heads: Sequence[str], rows: Iterable[Sequence[str]], addresses: Sequence[str], note: str
) -> str:
    """Rows one below the other: the first cell as title, then each cell with its head."""
    items = "".join(
        f"<li>{wrap_link(f'<b>{escape(title)}</b>', address)}{_named(heads[1:], cells)}</li>"
        for (title, *cells), address in zip(rows, chain(addresses, repeat("")), strict=False)
    )
    end = f'<div class="k-note">{escape(note)}</div>' if note else ""
    return f'<ul class="k-entries">{items}</ul>{end}'


def wrap_link(inner: str, address: str) -> str:
    """HTML that opens an address in the same window; unchanged without one."""
    return f'<a href="{escape(address)}" target="_self">{inner}</a>' if address else inner


def render_bar(share: float, *, mark: float | None = None, kind: str = "") -> str:
    """A bar, 0 to 1, with a mark where it should be."""
    line = f'<u style="left:{min(mark, 0.995):.1%}"></u>' if mark is not None else ""
    return f'<div class="k-bar{kind}"><i style="width:{min(share, 1.0):.1%}"></i>{line}</div>'


def render_sparkline(growth: Sequence[float]) -> str:
    """How a figure grew, one small column a day; the page's cleaner would take an SVG away."""
    top = max(growth, default=0)
    columns = "".join(f'<i style="height:{value / top:.0%}"></i>' for value in growth if top)
    return f'<div class="k-spark" aria-hidden="true">{columns}</div>'


def _named(heads: Sequence[str], cells: Sequence[str]) -> str:
    spans = " ".join(
        f"<span><small>{escape(head)}</small>{escape(cell)}</span>"
        for head, cell in zip(heads, cells, strict=True)
        if cell
    )
    return f"<div>{spans}</div>"
