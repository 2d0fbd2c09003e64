"""What a clerk wrote in place of paragraphs, with the figures locked.

Every paragraph that may be rewritten has a key, and its text names its figures in braces:
全市共走访科技工作者{I3}。  A clerk sees them as they will be printed and may say the rest
differently, move a figure, or take it out; the number behind it can only come from the board.  A
new line begins a new paragraph, an empty text takes the paragraph out of the document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from kjr.documents.blocks import Block, Document, Paragraph
from kjr.documents.phrases import NAME
from kjr.figures.overview import Overview
from kjr.figures.sums.line import Line
from kjr.state.clerk_texts import ClerkText
from kjr.values.wording import format_prose_figure

Edits = Mapping[str, str]
"""A paragraph's key → the text it is to have instead."""

MUCH: Final = 5
"""A figure moved much when by more than one in so many, or from or to nothing."""


class MovedFigure(NamedTuple):
    """A figure that is no longer what it was when a clerk wrote about it."""

    name: str
    before: str
    after: str


def apply_rewordings(document: Document, edits: Edits) -> Document:
    """The document with the rewritten paragraphs in place of its own."""
    body = [new for block in document.body for new in _rewritten(block, edits)]
    return replace(document, body=body)


def list_rewritable_texts(document: Document) -> dict[str, str]:
    """Every paragraph a clerk may rewrite: key → its text with named figures."""
    return {
        block.key: block.text
        for block in document.body
        if isinstance(block, Paragraph) and block.key
    }


def list_named_figures(overview: Overview, text: str) -> dict[str, int]:
    """The figures a text names, with what they are now: to be kept beside it."""
    named = set(NAME.findall(text))
    return {line.name: line.done for line in overview.lines if line.name in named}


def list_moved_figures(overview: Overview, text: ClerkText) -> list[MovedFigure]:
    """The figures a clerk's text names that moved much since it was written."""
    lines = {line.name: line for line in overview.lines}
    return [
        MovedFigure(lines[name].measure.name, _said(lines[name], before), _said(lines[name]))
        for name, before in text.figures.items()
        if name in lines and _has_moved_much(before, lines[name].done)
    ]


def _has_moved_much(before: int, after: int) -> bool:
    return abs(after - before) * MUCH > before


def _said(line: Line, done: int | None = None) -> str:
    figure = line.done if done is None else done
    return format_prose_figure(figure, line.measure.counter, about=line.about)


def _rewritten(block: Block, edits: Edits) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or block.key not in edits:
        yield block
        return
    lines = (line.strip() for line in edits[block.key].splitlines())
    yield from (replace(block, text=line) for line in lines if line)
