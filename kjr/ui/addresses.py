"""What an address asks for, held against what there is: a link that no longer fits says so."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

import streamlit as st

from kjr.access.rights import Deed
from kjr.campaign.model import Campaign, Ledger
from kjr.documents.html import parts
from kjr.errors import KjrError
from kjr.figures.sums.line import Line
from kjr.ui import gate

GONE: Final = "链接里的“{}”现在没有了，可能已改名或撤销，所以这里什么也没有打开；请从菜单重新选"
LONGEST: Final = 40
"""Characters of an address that are said again."""

WHOSE: Final = ("unit", "of")
"""Whoever sees only his own units' pages is led there, whatever unit an address names."""

Find = Callable[[str], str | None]
"""From what an address says to one of the options; None where there is no such thing."""


def fit_address(key: str, options: Collection[str], find: Find = str) -> None:
    """Let the widget of this key open what its address asks for, by whatever name.

    Raises KjrError where there is no such thing.
    """
    if st.session_state.get(key) in options:
        return
    found = find_asked(key, options, find)
    if found is None or found == st.query_params[key]:
        return
    st.session_state[key] = found
    # Streamlit drops another name from the address; ours is put there by the browser.
    st.html(parts.render("parts.readdress", key, found), unsafe_allow_javascript=True, width=1)


def pin_address(key: str, options: Collection[str], first: str) -> None:
    """Let the widget of this key begin with ``first``, and the address say so.

    Streamlit leaves a widget's own default out, so that a link kept until that default is another
    one would open something else; such a widget has none.  Comes behind `fit_address`.
    """
    if st.session_state.get(key) in options or st.query_params.get(key) in options:
        return
    st.session_state[key] = first
    st.html(parts.render("parts.pin_address", key, first), unsafe_allow_javascript=True, width=1)


def find_asked(key: str, options: Collection[str], find: Find = str) -> str | None:
    """Which of the options an address asks for, by whatever name; None if it asks for none.

    Raises KjrError where there is no such thing.
    """
    asked = st.query_params.get(key, "")
    found = asked if asked in options else find(asked) if asked else None
    if found in options:
        return found
    if asked and not (key in WHOSE and not gate.is_viewer_allowed(Deed.SEE)):
        raise KjrError(GONE.format(asked[:LONGEST]))
    return None


def label_lines(lines: Iterable[Line]) -> dict[str, Line]:
    """Every figure by what addresses and choices call it."""
    return {line.label: line for line in lines}


def build_line_finder(labels: Mapping[str, Line]) -> Find:
    """Find a figure by its label, its name, or its indicator's id."""
    names = {line.name: label for label, line in labels.items()}
    return names.get


def build_unit_finder(campaign: Campaign) -> Find:
    """Find a unit by any of its names exactly: one that is only alike opens nothing."""
    return campaign.unit_names.get


def build_ledger_finder(ledgers: Iterable[Ledger]) -> Find:
    """Find a ledger by a name people give its sheet."""
    return {alias: ledger.name for ledger in ledgers for alias in ledger.aliases}.get
