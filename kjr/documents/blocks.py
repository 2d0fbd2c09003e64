"""A document as data: what is said, in reading order, before anyone knows the paper.

The PDF, the Word file and the screen's preview are renderings of the same blocks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count


class Align(StrEnum):
    """Where a table column's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Heading:
    """A heading with its number in the text: level 1 一、 · 2 （一） · 3 1. · 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; 【待补：…】 marks what people must write."""

    text: str
    indent: bool = True
    key: str = ""
    """The name under which a clerk may rewrite it before printing; blank if nobody may."""


@dataclass(frozen=True)
class TableColumn:
    """How one column of a table is set; ``share`` is its part of the width, relative."""

    name: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """A table with a caption; cells are text ready to print."""

    caption: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    note: str = ""
    """Unit line at the upper right, e.g. 单位：家."""
    total: bool = False
    """Whether the last row is a total, set in bold face."""
    remark: str = ""
    """表注: what is said under the table."""


@dataclass(frozen=True)
class Bar:
    """One bar: done against target; ``share`` 0 to 1, ``words`` the figure with its counter."""

    name: str
    share: float
    words: str


@dataclass(frozen=True)
class Bars:
    """Horizontal bars with a caption."""

    caption: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Picture:
    """A photograph of an activity, as the office gave it."""

    caption: str
    data: bytes


@dataclass(frozen=True)
class Signature:
    """落款: who signs, and the day as text, e.g. 2019年6月15日."""

    host: str
    day: str


Block = Heading | Paragraph | Table | Bars | Picture | Signature


@dataclass(frozen=True)
class Annex:
    """附件: begins on a new page; wide tables ask for landscape."""

    title: str
    blocks: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True)
class Letterhead:
    """红头, 文号, 版记: off unless the office switches them on."""

    issuer: str = ""
    """发文机关标志, e.g. 银川市科学技术协会文件; blank for no red head."""
    number: str = ""
    """发文字号, e.g. 银科协发〔2019〕15号."""
    copies: str = ""
    """抄送; blank for no 版记."""
    printed: str = ""
    """印发机关和印发日期."""
    signers: str = ""
    """签发人 of a paper that goes upward, several parted by 、 or spaces."""

    def list_signers(self) -> list[str]:
        """Who signs, in order."""
        return self.signers.replace("、", " ").split()


@dataclass(frozen=True)
class Document:
    """One document, whole."""

    title: str
    addressee: str
    """主送机关, without the colon; blank for none."""
    body: Sequence[Block]
    annexes: Sequence[Annex] = ()
    footer: str = ""
    """Small line under the body's end that says which snapshot this is (id and 截止时间)."""
    author: str = ""
    subject: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)


NUMBER = TableColumn("序号", 0.5, Align.CENTRE)
NUMBERED = re.compile(r"[表图]\d")
ENOUGH_TO_TELL = 3
"""Rows from which on a column that always says the same is told in a sentence."""
SHORT_TO_TELL = 12
"""字 up to which it is."""


def build_numbered_table(
    caption: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[str]],
    note: str = "",
    remark: str = "",
) -> Table:
    """A table whose first column, 序号, numbers its rows."""
    numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
    return Table(caption, [NUMBER, *columns], numbered, note, remark=remark)


def number_captions(document: Document) -> Document:
    """表1, 表2 … and 图1, 图2 … before the captions of tables and bars, in reading order."""
    tables, figures = count(1), count(1)

    def number(blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            if not isinstance(block, Table | Bars) or NUMBERED.match(block.caption):
                yield block
            elif block.caption:
                word = f"表{next(tables)}" if isinstance(block, Table) else f"图{next(figures)}"
                yield replace(block, caption=f"{word}　{block.caption}")
            else:
                yield block

    body = list(number(document.body))
    annexes = [replace(annex, blocks=list(number(annex.blocks))) for annex in document.annexes]
    return replace(document, body=body, annexes=annexes)


def drop_constant_columns(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]
) -> tuple[list[TableColumn], list[list[str]], str]:
    """The columns that tell the rows apart, and in words what the others always say."""
    texts = list(zip(*rows, strict=True)) if len(rows) >= ENOUGH_TO_TELL else []
    constant = {
        place
        for place, column in enumerate(texts)
        if len(set(column)) == 1 and len(column[0]) <= SHORT_TO_TELL
    }
    said = [
        f"{columns[place].name}均为{texts[place][0]}"
        if texts[place][0]
        else f"{columns[place].name}均未填"
        for place in sorted(constant)
    ]
    kept = [place for place in range(len(columns)) if place not in constant]
    return (
        [columns[place] for place in kept],
        [[row[place] for place in kept] for row in rows],
        "，".join(said),
    )
