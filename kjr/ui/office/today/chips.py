"""Chips with counts: of which units something is to be done, and in which district."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kjr.figures.overview import Overview
from kjr.figures.work.needs import Need, WorkItem
from kjr.ui import addresses, widgets

EVERY: Final = "全部"
ACCEPTED: Final = "已采信"
CHIP: Final = "need-chip"
"""In the session: the chip that is chosen; its address is ``need``."""
DISTRICT: Final = "district"


def narrow_items(
    overview: Overview, items: Sequence[WorkItem], chips: DeltaGenerator, district: DeltaGenerator
) -> list[WorkItem]:
    """The units behind the chip and in the district that are chosen; both stand in the URL."""
    counts = Counter(need for item in items for need in item.needs)
    numbers = {EVERY: len(items)} | {str(need): counts[need] for need in Need if counts[need]}
    numbers |= {ACCEPTED: sum(item.is_accepted for item in items)}
    with chips:
        chip = _choose_chip(numbers)
    word = overview.campaign.district_word
    where = widgets.choose_option(word, overview.campaign.districts, DISTRICT, place=district)
    return [
        item
        for item in items
        if chip in (EVERY, *item.needs) or (chip == ACCEPTED and item.is_accepted)
        if where in (None, item.standing.unit.district)
    ]


def name_narrowing(name: str) -> str:
    """What a list of the units behind the chosen chip is called."""
    chosen = st.session_state.get(CHIP, EVERY)
    return name if chosen == EVERY else f"{name}：{chosen}"


def name_choice() -> str:
    """The chip and the district that are chosen, to be held against what was chosen before."""
    return f"{st.session_state.get(CHIP)} {st.session_state.get(DISTRICT)}"


def show_every_unit() -> None:
    """Narrow to nothing; for the callback of a button."""
    st.session_state[CHIP] = EVERY


def _choose_chip(numbers: Mapping[str, int]) -> str:
    """One of the kinds of what is to be done, each with how many units it is."""
    asked = addresses.find_asked("need", [EVERY, *Need, ACCEPTED]) or EVERY
    options = list(numbers) if asked in numbers else [*numbers, asked]
    st.session_state.setdefault(CHIP, asked)
    if st.session_state[CHIP] not in options:
        options.append(st.session_state[CHIP])
    widgets.resend_choice(CHIP, numbers)
    chosen = st.segmented_control(
        "要办什么",
        options,
        format_func=lambda name: f"{name} {numbers.get(name, 0)}",
        key=CHIP,
        required=True,
    )
    if chosen in (None, EVERY):
        st.query_params.pop("need", None)
        return EVERY
    if st.query_params.get("need") != chosen:
        st.query_params["need"] = chosen
    return chosen
