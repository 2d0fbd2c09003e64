"""Slips to hand out: a unit's name, its code, and the address as a QR code, three to a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from kjr.documents.paper.fonts import FontRole, Fonts
from kjr.documents.paper.pdf import embed_faces

if TYPE_CHECKING:
    from fpdf import FPDF

TO_A_PAGE: Final = 3
HEIGHT, LEFT, DOT = 96.0, 20.0, 1.2
"""Millimetres: of a slip, of the margin, of one square of the QR code."""
KEEP: Final = "登录码只打印这一次，请妥善保管，不要拍照发群；丢失请联系组宣部更换。"


class Slip(NamedTuple):
    """What one account is handed."""

    account: str
    code: str


def render_slips(slips: Iterable[Slip], address: str, fonts: Fonts) -> bytes:
    """The slips, to cut apart; ``address`` is where the app is reached."""
    from fpdf import FPDF

    handed = list(slips)
    face = fonts.faces[FontRole.SONG][0]
    words = {char for slip in handed for char in "".join(slip) + KEEP + address + WORDS}
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    font = embed_faces(pdf, {face: words})[face]
    for number, slip in enumerate(handed):
        if number % TO_A_PAGE == 0:
            pdf.add_page()
        _draw(pdf, font, slip, address, 10 + HEIGHT * (number % TO_A_PAGE))
    return bytes(pdf.output())


def build_account_link(address: str, account: str) -> str:
    """The address with the account's name filled in; never the code.

    >>> build_account_link("https://kjr.example.cn/", "甲学会")
    'https://kjr.example.cn/?account=%E7%94%B2%E5%AD%A6%E4%BC%9A'
    """
    return f"{address.rstrip('/')}/?account={quote(account)}"


WORDS: Final = "登录码网址名称：0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-"


def _draw(pdf: FPDF, font: str, slip: Slip, address: str, top: float) -> None:
    for line, (size, text) in enumerate(
        [(18, slip.account), (12, f"网址：{address}"), (22, f"登录码：{slip.code}")]
    ):
        pdf.set_font(font, size=size)
        pdf.text(LEFT, top + 16 + 14 * line, text)
    pdf.set_font(font, size=10)
    pdf.text(LEFT, top + 60, KEEP)
    _draw_code(pdf, build_account_link(address, slip.account), top + 4)
    pdf.set_draw_color(200)
    pdf.line(0, top + HEIGHT - 4, pdf.w, top + HEIGHT - 4)


def _draw_code(pdf: FPDF, text: str, top: float) -> None:
    import segno

    dots = segno.make(text, micro=False, error="m").matrix
    left = pdf.w - LEFT - DOT * len(dots)
    for row, line in enumerate(dots):
        for column, is_dark in enumerate(line):
            if is_dark:
                pdf.rect(left + DOT * column, top + DOT * row, DOT, DOT, style="F")
