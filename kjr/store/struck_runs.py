"""A text of which runs are struck out, taken apart; programs count its letters in UTF-16.

>>> part_struck_text("30 50", False, [(0, True), (2, False)])
('30', ' 50')
>>> part_struck_text("👍甲乙", True, [(3, False)])
('👍甲', '乙')
"""

from collections.abc import Iterable
from itertools import pairwise


def part_struck_text(
    text: str, is_struck: bool, runs: Iterable[tuple[int, bool]]
) -> tuple[str, str]:
    """What is struck out, and what is left; each run says from where on it is so or not."""
    units = text.encode("utf-16-le")
    edges = [(0, is_struck), *((2 * start, look) for start, look in runs), (len(units), False)]
    parts = {True: "", False: ""}
    for (start, look), (end, _) in pairwise(edges):
        parts[look] += units[start:end].decode("utf-16-le", "ignore")
    return parts[True], parts[False]
