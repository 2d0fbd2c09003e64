"""What is wrong within one column: its numbers, its words, and the example it shows."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, assert_never

from kjr.campaign.columns import Choice, Column, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.mistakes import Mistake
from kjr.campaign.suggestions import suggest_word
from kjr.campaign.toml_table import UNREAD
from kjr.values.amounts import parse_amount
from kjr.values.days import parse_day
from kjr.values.readings import Level, Reading
from kjr.values.spelling.repeats import find_repeats

NO_COUNTER: Final = re.compile(r"[\d\s{}]")
BETWEEN: Final = re.compile("[、，,]")


def find_column_mistakes(column: Column, first: dt.date, last: dt.date) -> Iterator[str | Mistake]:
    """Each mistake; an example of a day is read in the campaign's window."""
    match column:
        case Count() | Money():
            yield from _in_numbers(column)
        case Choice():
            yield from _in_choice(column)
        case Text():
            yield from _in_text(column)
        case Day():
            if UNREAD not in (first, last):
                yield from _in_example(column, parse_day(column.example, first, last))
        case Person() | Phone() | Link():
            return
        case _:
            assert_never(column)


def find_counter_mistakes(counter: str) -> Iterator[Mistake]:
    """A counter (量词) that is lacking, or says more than one."""
    if not counter.strip():
        yield Mistake((), "缺少 counter，数字后面要有量词", "counter")
    elif NO_COUNTER.search(counter):
        yield Mistake((), f"counter 只写量词，现为“{counter}”", "counter")


def _in_text(column: Text) -> Iterator[str | Mistake]:
    if column.longest < 1:
        yield Mistake((), "longest 应大于 0", "longest")
    elif len(column.example) > column.longest:
        what = f"example “{column.example}”有{len(column.example)}个字，longest 是 {column.longest}"
        yield Mistake((), what, "longest")


def _in_numbers(column: Count | Money) -> Iterator[Mistake]:
    turned = [
        *_above("least", column.least, "most", column.most),
        *_above("least", column.least, "doubt_above", column.doubt_above),
        *_above("doubt_above", column.doubt_above, "most", column.most),
    ]
    yield from turned or _beyond(column)
    yield from _in_example(column, parse_amount(column.example))
    if isinstance(column, Count):
        yield from find_counter_mistakes(column.counter)


def _beyond(column: Count | Money) -> Iterator[Mistake]:
    """An example that the column itself would doubt."""
    shown = parse_amount(column.example).value
    if shown is None:
        return
    for key, limit in (("most", column.most), ("doubt_above", column.doubt_above)):
        if limit is not None and shown > limit:
            yield Mistake((), f"example（{column.example}）大于 {key}（{limit:g}）", "example")
    if column.least is not None and shown < column.least:
        what = f"example（{column.example}）小于 least（{column.least:g}）"
        yield Mistake((), what, "example")


def _above(smaller: str, one: float | None, larger: str, other: float | None) -> Iterator[Mistake]:
    if one is not None and other is not None and one > other:
        yield Mistake((), f"{smaller}（{one}）大于 {larger}（{other}）", smaller)


def _in_choice(column: Choice) -> Iterator[str | Mistake]:
    if not column.options:
        yield Mistake((), "选项列缺少 options", "options")
        return
    yield from find_repeats((*column.options, *column.synonyms))
    for word in filter(None, BETWEEN.split(column.example)):
        if word not in (*column.options, *column.synonyms):
            hint = suggest_word(word, column.options)
            yield Mistake(("example",), f"没有“{word}”这个选项{hint}")


def _in_example(column: Column, reading: Reading[object]) -> Iterator[Mistake]:
    if reading.complaint and (reading.value is None or reading.complaint.level is Level.ERROR):
        yield Mistake((), f"example 写着“{column.example}”，这一列读不出", "example")
