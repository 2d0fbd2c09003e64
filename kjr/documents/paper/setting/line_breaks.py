"""Where lines end: 避头尾, 标点挤压, whole numbers, both edges straight.

Pure: widths come as a mapping from character to ems, and every measure here is in ems.
A mark has its ink in one half of its square, so the empty half can go: between two marks, before
a bracket at the start of a line, after a mark at its end, and a quarter of an em inside a line if
that saves it from being loose.  Of all ways to break a paragraph the one with the least stretching
and squeezing is taken, after Knuth and Plass, "Breaking Paragraphs into Lines", 1981.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf
from typing import Final, NamedTuple

from kjr.documents.paper.setting.clusters import (
    CLOSING,
    CLUSTER,
    CUTS,
    OPENING,
    PAUSES,
    find_whole_spans,
)

HALF: Final = 0.5
QUARTER: Final = 0.25
"""How much of a mark's empty half may go inside a line."""
AT_MOST: Final = 0.12
"""A line that would need more is broken at a less welcome place; if there is none, it is ragged."""
LOST: Final = 3.0
"""What a last line costs that is narrower than SHORT."""
EVEN: Final = 0.04
"""Space between characters that costs 1."""
TOO_LOOSE: Final = 4.0
"""The cost from which on no shorter line is tried."""
SHORT: Final = 2.5
"""A last line narrower than this looks lost."""

TOUCHING: Final = re.compile(
    f"(?<=[{CLOSING}])(?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])(?=[{OPENING}])"
)


class TextRun(NamedTuple):
    """Text set from one place on."""

    x: float
    text: str


class TextLine(NamedTuple):
    """One line: its runs, and the space added after every character."""

    runs: tuple[TextRun, ...]
    spacing: float = 0.0

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(run.text for run in self.runs)


class LineFit(NamedTuple):
    """How a piece of text is made to fill a line, and how much that hurts."""

    spacing: float = 0.0
    squeeze: float = 0.0
    cost: float = 0.0
    is_ragged: bool = False
    """Whether it does not fill the line, or more than fills it."""


@dataclass(frozen=True)
class MeasuredText:
    """A paragraph, measured once."""

    text: str
    pen: list[float]
    """Where each character would stand if all were on one line."""
    touching: frozenset[int]
    """Before which characters half an em is gone."""
    pauses: list[int]
    """How many marks that can be squeezed stand before each character."""
    starts: list[int]
    """Where each cluster begins."""
    stops: list[int]
    """Where its ink ends."""


def measure_ems(text: str, widths: Mapping[str, float]) -> float:
    """How wide a text is if nothing is squeezed."""
    return sum(map(widths.__getitem__, text))


def justify_text(
    text: str, widths: Mapping[str, float], measure: float, indent: float = 0.0
) -> list[TextLine]:
    """Break a paragraph into lines with both edges straight; only the first is indented.

    A figure stays with its counter unless a line would have to be stretched too far for it.
    """
    stripped = text.strip()
    for cut in CUTS:
        whole = measure_clusters(stripped, cut, widths, measure - indent)
        ends = list(pairwise(find_best_breaks(whole, measure, indent)))
        fits = [fit_line(whole, *end, measure - indent * (not end[0])) for end in ends]
        if not any(fit.is_ragged for fit in fits):
            break
    return [place_line(whole, *end, fit) for end, fit in zip(ends, fits, strict=True)]


def break_text(text: str, widths: Mapping[str, float], measure: float) -> list[TextLine]:
    """Break a text into lines that are as full as can be, and not stretched; none for no text.

    A last line of a character or two gets some of the line before.
    """
    if text and measure_ems(text, widths) <= measure:
        return [TextLine((TextRun(0.0, text),))]
    whole = measure_clusters(text.strip(), CLUSTER, widths, measure)
    breaks = [0]
    while breaks[-1] < len(whole.starts):
        breaks.append(next(list_line_ends(whole, breaks[-1], measure))[0])
    ends = pairwise(fill_last_line(whole, breaks))
    fits = ((end, fit_line(whole, *end, measure)) for end in ends)
    return [place_line(whole, *end, fit._replace(spacing=0.0)) for end, fit in fits]


def fill_last_line(whole: MeasuredText, breaks: list[int]) -> list[int]:
    """The breaks, the last one so far back that the last line does not look lost."""
    if len(breaks) < 3:
        return breaks
    *before, start, place, end = breaks
    first, last = whole.pen[whole.starts[start]], whole.pen[-1]
    while last - whole.pen[whole.starts[place]] < SHORT:
        middle = whole.pen[whole.starts[place - 1]]
        if middle - first < last - middle:
            break
        place -= 1
    return [*before, start, place, end]


def measure_clusters(
    text: str, cut: re.Pattern[str], widths: Mapping[str, float], measure: float
) -> MeasuredText:
    """Find the clusters and where each character stands; a cluster wider than a line is cut."""
    touching = frozenset(match.start() for match in TOUCHING.finditer(text))
    kerns = (HALF * (place in touching) for place in range(1, len(text) + 1))
    steps = (widths[char] - kern for char, kern in zip(text, kerns, strict=True))
    free = (char in PAUSES and place not in touching for place, char in enumerate(text, 1))
    pen = list(accumulate(steps, initial=0.0))
    spans = list(find_whole_spans(text, cut, lambda a, b: pen[b] - pen[a] <= measure))
    pauses = list(accumulate(free, initial=0))
    return MeasuredText(text, pen, touching, pauses, [a for a, _ in spans], [b for _, b in spans])


def find_best_breaks(whole: MeasuredText, measure: float, indent: float) -> list[int]:
    """The clusters that begin lines, such that all lines together cost least."""
    count = len(whole.starts)
    costs, origins = [0.0] + [inf] * count, [0] * (count + 1)
    for first in range(count):
        if costs[first] < inf:
            for last, fit in list_line_ends(whole, first, measure - indent * (not first)):
                if costs[first] + fit.cost < costs[last]:
                    costs[last], origins[last] = costs[first] + fit.cost, first
    breaks = [count]
    while breaks[-1]:
        breaks.append(origins[breaks[-1]])
    return breaks[::-1]


def list_line_ends(
    whole: MeasuredText, first: int, measure: float
) -> Iterator[tuple[int, LineFit]]:
    """Where a line from a cluster on may end, the fullest first."""
    reach = whole.pen[whole.starts[first]] + measure
    widest = bisect_right(whole.stops, reach + 2, key=whole.pen.__getitem__)
    for last in range(max(widest, first + 1), first, -1):
        fit = fit_line(whole, first, last, measure)
        if fit.cost < inf or last == first + 1:
            yield last, fit
        if TOO_LOOSE < fit.cost < inf:
            return


def fit_line(whole: MeasuredText, first: int, last: int, measure: float) -> LineFit:
    """How the clusters from first up to last fill a line; infinite cost if they cannot."""
    start, stop = whole.starts[first], whole.stops[last - 1]
    gone = (whole.text[start] in OPENING) - (stop in whole.touching)
    room = measure - (whole.pen[stop] - whole.pen[start] - HALF * gone)
    if room < 0 and whole.text[stop - 1] in CLOSING:
        room += HALF
    if room < 0:
        pauses = whole.pauses[stop - 1] - whole.pauses[start]
        squeeze = -room / pauses if pauses else inf
        if squeeze > QUARTER:
            return LineFit(0.0, squeeze, inf, is_ragged=True)
        return LineFit(0.0, squeeze, (squeeze / QUARTER) ** 2)
    if last == len(whole.starts):
        return LineFit(cost=LOST * (measure - room < SHORT and first > 0))
    spacing = room / max(stop - start - 1, 1)
    is_ragged = spacing > AT_MOST
    return LineFit(0.0 if is_ragged else spacing, 0.0, (spacing / EVEN) ** 2, is_ragged)


def place_line(whole: MeasuredText, first: int, last: int, fit: LineFit) -> TextLine:
    """The runs of one line; a new one begins wherever space was taken away."""
    start, stop = whole.starts[first], whole.stops[last - 1]
    squeeze = fit.squeeze if fit.cost < inf else 0.0
    origin = whole.pen[start] + HALF * (whole.text[start] in OPENING)
    cuts = [
        place
        for place in range(start + 1, stop)
        if place in whole.touching or (squeeze and whole.pauses[place] > whole.pauses[place - 1])
    ]
    runs = []
    for here, there in pairwise([start, *cuts, stop]):
        squeezed = (whole.pauses[here] - whole.pauses[start]) * squeeze
        x = whole.pen[here] - origin + (here - start) * fit.spacing - squeezed
        runs.append(TextRun(x, whole.text[here:there]))
    return TextLine(tuple(runs), fit.spacing)


def measure_extent(line: TextLine, widths: Mapping[str, float]) -> float:
    """Where the ink of a line that is not stretched ends."""
    return line.runs[-1].x + measure_ems(line.runs[-1].text, widths)


def balance_text(text: str, widths: Mapping[str, float], measure: float) -> list[TextLine]:
    """As many lines as needed, about equally long: for the head of a column."""
    lines = break_text(text, widths, measure)
    widest = max((measure_ems(each, widths) for each in CLUSTER.findall(text)), default=0.0)
    even = max(measure_ems(text, widths) / max(len(lines), 1), widest)
    while len(lines) > 1 and even < measure:
        if len(tighter := break_text(text, widths, even)) == len(lines):
            return tighter
        even += HALF
    return lines
