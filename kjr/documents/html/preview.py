"""A document as HTML that looks like its paper: for reading before printing, not for print."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import assert_never

from kjr.documents.blocks import (
    Annex,
    Bars,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Signature,
    Table,
)

STYLE = Path(__file__).with_suffix(".css")
GAP = re.compile(r"【待补[^】]*】")


def render_preview(document: Document) -> str:
    """The whole document on one long sheet of paper."""
    addressee = f"<p class='p-to'>{escape(document.addressee)}：</p>" if document.addressee else ""
    annexes = "".join(_annex(number, each) for number, each in enumerate(document.annexes, 1))
    return (
        f'<article class="p"><h1>{escape(document.title)}</h1>{addressee}'
        f"{_blocks(document.body)}{_note(document.footer)}{annexes}</article>"
    )


def list_placeholders(document: Document) -> list[str]:
    """What people still have to write, in reading order."""
    texts = [block.text for block in document.body if isinstance(block, Paragraph)]
    return [gap for text in texts for gap in GAP.findall(text)]


def _annex(number: int, annex: Annex) -> str:
    return (
        f'<section class="p-annex"><p class="p-no">附件{number}</p>'
        f"<h2>{escape(annex.title)}</h2>{_blocks(annex.blocks)}</section>"
    )


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f'<p class="p-h{level}">{escape(text)}</p>'
        case Paragraph():
            return f'<p class="{"p-in" if block.indent else ""}">{_prose(block.text)}</p>'
        case Table():
            return _table(block)
        case Bars():
            rows = "".join(
                f"<div>{escape(bar.name)}</div>"
                f'<div class="p-bar"><i style="width:{min(bar.share, 1):.1%}"></i></div>'
                f"<div>{escape(bar.words)}</div>"
                for bar in block.bars
            )
            return f'<p class="p-cap">{escape(block.caption)}</p><div class="p-bars">{rows}</div>'
        case Picture():
            return f'<p class="p-cap">（图片）{escape(block.caption)}</p>'
        case Signature(host, day):
            return f'<p class="p-sign">{escape(host)}<br>{escape(day)}</p>'
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(column.name)}</th>" for column in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:{column.align}">{escape(cell)}</td>'
            for column, cell in zip(table.columns, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    note = f"<span>{escape(table.note)}</span>" if table.note else ""
    return (
        f'<p class="p-cap">{escape(table.caption)}{note}</p>'
        f'<div class="p-wide"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _prose(text: str) -> str:
    """Escaped text with what people still have to write marked."""
    return GAP.sub(lambda gap: f"<mark>{gap[0]}</mark>", escape(text))


def _note(text: str) -> str:
    return f'<p class="p-note">{escape(text)}</p>' if text else ""
