"""Slips to hand out: a unit's name, its code, and the address as a QR code, three to a page."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote

from kjr.documents.paper.file_description import FileDescription
from kjr.documents.paper.fonts import FontRole, Fonts
from kjr.documents.paper.pdf import write_pages
from kjr.documents.paper.setting.pagination import PaperPage, PlacedSlab
from kjr.documents.paper.setting.standard import (
    BLACK,
    MM,
    Fill,
    Frame,
    Ink,
    Mark,
    Slab,
    Stroke,
    Style,
    Tag,
)

TO_A_PAGE: Final = 3
HEIGHT, TOP, LEFT, DOT = 96 * MM, 10 * MM, 20 * MM, 1.2 * MM
"""Of a slip, of the margins, of one square of the QR code."""
SHEET: Final = Frame(210 * MM, 297 * MM, 0, 0, 210 * MM, 297 * MM)
GREY: Final = (200, 200, 200)
KEEP: Final = "登录码只打印这一次，请妥善保管，不要拍照发群；丢失请联系活动办更换。"


class Slip(NamedTuple):
    """What one account is handed."""

    account: str
    code: str
    liaison: str = ""
    """Into whose hands it goes; blank when not known."""


def render_slips(slips: Iterable[Slip], address: str, moment: dt.datetime, fonts: Fonts) -> bytes:
    """The slips, to cut apart; ``address`` is where the app is reached."""
    drawn = [lay_out_slip(slip, address) for slip in slips]
    sheets = [
        PaperPage(
            SHEET,
            tuple(
                PlacedSlab(TOP + HEIGHT * place, slab)
                for place, slab in enumerate(drawn[first : first + TO_A_PAGE])
            ),
        )
        for first in range(0, len(drawn), TO_A_PAGE)
    ]
    return write_pages(sheets, FileDescription("登录码", moment), fonts)


def build_account_link(address: str, account: str) -> str:
    """The address with the account's name filled in; never the code.

    >>> build_account_link("https://kjr.example.cn/", "甲学会")
    'https://kjr.example.cn/?account=%E7%94%B2%E5%AD%A6%E4%BC%9A'
    """
    return f"{address.rstrip('/')}/?account={quote(account)}"


def lay_out_slip(slip: Slip, address: str) -> Slab:
    """One slip; it stands alone, so that its page bears no number."""
    to = [(12, f"交联络员：{slip.liaison}")] if slip.liaison else []
    lines = [(18, slip.account), *to, (12, f"网址：{address}")]
    lines += [(22, f"登录码：{slip.code}"), (10, KEEP)]
    marks: list[Mark] = [
        Ink(LEFT, (16 + 14 * place) * MM, Style(FontRole.SONG, size), text, tag=Tag("P", place))
        for place, (size, text) in enumerate(lines)
    ]
    marks += draw_code(build_account_link(address, slip.account))
    marks.append(Stroke(0, HEIGHT - 4 * MM, SHEET.width, HEIGHT - 4 * MM, colour=GREY))
    return Slab(HEIGHT, tuple(marks), at_foot=True, path=(Tag("Div", slip.account),))


def draw_code(text: str) -> Iterator[Fill]:
    """A text as a QR code, at the right."""
    import segno

    dots = segno.make(text, micro=False, error="m").matrix
    left, top = SHEET.width - LEFT - DOT * len(dots), 4 * MM
    for row, line in enumerate(dots):
        for column, is_dark in enumerate(line):
            if is_dark:
                yield Fill(left + DOT * column, top + DOT * row, DOT, DOT, BLACK)
