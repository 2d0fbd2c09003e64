"""Titles broken on sense, in the shape of a trapezoid or a rhombus (GB/T 9704-2012, 7.3.1).

>>> from collections import defaultdict
>>> ems = defaultdict(lambda: 1.0, dict.fromkeys("0123456789", 0.5))
>>> break_title("银川市科协2019年“全国科技工作者日”活动总结", ems, 20)
['银川市科协2019年', '“全国科技工作者日”活动总结']
>>> break_title("关于开展2019年“全国科技工作者日”系列活动情况的报告", ems, 20)
['关于开展2019年“全国科技工作者日”', '系列活动情况的报告']
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import ceil
from operator import itemgetter
from typing import Final

from kjr.documents.paper.setting.clusters import CLUSTER
from kjr.documents.paper.setting.line_breaks import balance_text, measure_ems

GOOD: Final = re.compile(
    "(?=关于|“|《|开展情况|活动情况|工作情况|系列活动)|(?<=[”》，、：年])",
)
"""Places where a reader would draw breath."""
BAD: Final = re.compile("(?=[的和与及])|(?<=[和与及])|(?<=关)(?=于)|(?<=[^”])(?=总结$|报告$|通知$)")
"""Places that tear what belongs together."""
WITHIN: Final = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
MOST: Final = 4
"""Lines a title may have."""


def break_title(title: str, widths: Mapping[str, float], measure: float) -> list[str]:
    """The lines of a title; a line break typed in it is kept."""
    parts = filter(None, map(str.strip, title.split("\n")))
    return [line for part in parts for line in find_best_lines(part, widths, measure)]


def find_best_lines(title: str, widths: Mapping[str, float], measure: float) -> list[str]:
    """The fewest lines that fit, broken where it hurts least; of too many, even ones."""
    for count in range(ceil(measure_ems(title, widths) / measure - 1e-6), MOST + 1):
        ways = []
        for lines in list_title_breaks(title, count):
            ems = [measure_ems(line, widths) for line in lines]
            if max(ems) <= measure:
                ways.append((score_torn_sense(lines) + score_bad_shape(ems), lines))
        if ways:
            return min(ways, key=itemgetter(0))[1]
    return [line.text for line in balance_text(title, widths, measure)]


def list_title_breaks(title: str, count: int) -> Iterator[list[str]]:
    """Every way to part a title into so many lines."""
    places = [match.start() for match in CLUSTER.finditer(title)][1:]
    for breaks in combinations(places, count - 1):
        yield [title[start:stop].strip() for start, stop in pairwise([0, *breaks, len(title)])]


def score_torn_sense(lines: Sequence[str]) -> float:
    """How much the breaks hurt the sense."""
    title, place, pain = "".join(lines), 0, 0.0
    quoted = {spot for match in WITHIN.finditer(title) for spot in range(*match.span())}
    for line in lines[:-1]:
        place += len(line)
        good = any(match.start() == place for match in GOOD.finditer(title))
        bad = any(match.start() == place for match in BAD.finditer(title))
        inside = place in quoted and place - 1 in quoted
        pain += 4.0 * (not good) + 6.0 * bad + 8.0 * inside
    return pain


def score_bad_shape(ems: Sequence[float]) -> float:
    """How far the lines are from even; a waist, or a last line of a word or two, is worst."""
    inner = zip(ems, ems[1:], ems[2:], strict=False)
    waist = any(before > line < after for before, line, after in inner)
    uneven = (max(ems) - min(ems)) / max(ems)
    return 4.0 * uneven + 6.0 * waist + 6.0 * (len(ems) > 1 and ems[-1] < max(ems) / 3)
