"""What leads to one person, taken out of texts and numbers however it is written there.

>>> eraser = Eraser(("林知远", "13800001234"))
>>> eraser.erase_text("林　知远，电话１３８-0000 1234"), eraser.erase_cell(13800001234.0)
('×××，电话×××', '×××')
>>> eraser.erase_text("林知，电话113800001234"), eraser.erase_cell(30.0)
('林知，电话113800001234', 30.0)
"""

import re
from collections.abc import Sequence
from typing import Final

from kjr.errors import KjrError
from kjr.values.spelling.hiding import APART, HIDDEN, hide_spans
from kjr.values.spelling.look_alikes import Folded, fold_with_places

NUMBER: Final = re.compile(r"\+?\(?\d[\d\-. ()/]*[\dXx]")
FEWEST_DIGITS, FEWEST_SIGNS = 7, 2
"""Less than that stands in too much that is nobody's."""
LONGEST: Final = 60
UNCLEAR: Final = (
    f"“{{}}”不能清除：姓名要写全（{FEWEST_SIGNS}—{LONGEST} 字），号码至少 {FEWEST_DIGITS} 位"
)
COUNTRY: Final = rf"(?:(?:\+|00)?86{APART})?"
"""What people write before a telephone number."""


class Eraser:
    """Knows some texts that lead to one person: names, numbers, addresses of mail."""

    def __init__(self, data: Sequence[str]) -> None:
        """Raises KjrError where one is too short to be told from others."""
        self._patterns = tuple(map(_build_pattern, data))

    def erase_text(self, text: str) -> str:
        """The text without them."""
        spans = [
            (folded.places[found.start()], folded.places[found.end() - 1] + 1)
            for pattern, is_number in self._patterns
            for folded in _spell(text, is_number=is_number)
            for found in pattern.finditer(folded.text)
        ]
        return hide_spans(text, spans)

    def erase_cell(self, cell: object) -> object:
        """The same of what stands in a cell, where numbers are typed as figures, too."""
        if isinstance(cell, str):
            return self.erase_text(cell)
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return cell
        figures = f"{cell:.0f}" if float(cell).is_integer() else str(cell)
        return HIDDEN if self.finds(figures) else cell

    def finds(self, text: str) -> bool:
        """Whether a text leads to them."""
        return any(
            pattern.search(folded.text)
            for pattern, is_number in self._patterns
            for folded in _spell(text, is_number=is_number)
        )


def _build_pattern(datum: str) -> tuple[re.Pattern[str], bool]:
    """How it is written in ``fold_with_places``'s spelling, and whether it is a number."""
    plain = fold_with_places(datum.strip()).text
    if NUMBER.fullmatch(plain):
        signs = [sign for sign in plain if sign.isalnum()]
        is_long = FEWEST_DIGITS <= len(signs) <= LONGEST
        shape = rf"(?<!\d){COUNTRY}(\()?{APART.join(signs)}(?!\d)(?(1)\)?)"
        is_number = True
    else:
        signs = [sign for sign in plain if sign != " "]
        is_long = FEWEST_SIGNS <= len(signs) <= LONGEST
        shape = " {0,3}".join(map(re.escape, signs))
        edge = r"[A-Za-z0-9]"
        before = rf"(?<!{edge})" if signs and re.match(edge, signs[0]) else ""
        shape = before + shape + (rf"(?!{edge})" if signs and re.match(edge, signs[-1]) else "")
        is_number = False
    if not is_long:
        raise KjrError(UNCLEAR.format(datum))
    return re.compile(shape, re.IGNORECASE), is_number


def _spell(text: str, *, is_number: bool) -> Sequence[Folded]:
    """With Chinese numerals as digits, too, where a number is looked for."""
    plain = fold_with_places(text)
    return (plain, fold_with_places(text, numerals=True)) if is_number else (plain,)
