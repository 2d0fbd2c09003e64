"""From [[ledgers]] and [[common]] to ledgers with columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
from typing import Any

from kjr.campaign.columns import KINDS, Choice, Column, Text
from kjr.campaign.model import ColumnNeed, HostRule, Ledger
from kjr.campaign.toml_table import TomlTable, suggest_word
from kjr.values.cells import fold_text

QUESTIONS: Mapping[str, Callable[[TomlTable, str], object]] = {
    "str": TomlTable.text,
    "bool": TomlTable.flag,
    "int": TomlTable.number,
    "int | None": TomlTable.number,
    "float": TomlTable.amount,
    "float | None": TomlTable.amount,
    "tuple[str, ...]": TomlTable.words,
}
"""How a fact of a column is asked for, by its annotation; synonyms are asked for apart."""


def parse_ledgers(root: TomlTable) -> tuple[Ledger, ...]:
    """Every ledger, the common columns at its end."""
    common = tuple(_column(table) for table in root.tables("common"))
    return tuple(_ledger(table, common) for table in root.tables("ledgers"))


def _ledger(table: TomlTable, common: Sequence[Column]) -> Ledger:
    table.require("name", "section", "columns")
    own = tuple(_column(column) for column in table.tables("columns"))
    own = _with_synonyms(table.table("synonyms"), _with_headers(table.table("headers"), own))
    return Ledger(
        name=table.text("name"),
        columns=(*own, *_not_claimed(common, own)),
        section=table.text("section"),
        help=table.text("help"),
        aliases=table.words("aliases"),
        single=table.flag("single"),
        day=table.text("day"),
        title=table.text("title"),
        place=table.text("place"),
        people=table.text("people"),
        limits=tuple(_limits(table)),
        needs=tuple(_need(need) for need in table.tables("needs")),
        hosts=tuple(_host(host) for host in table.tables("hosts")),
        assume=_assumed(table.table("assume")),
        sides=table.words("sides"),
        stage=table.text("stage"),
        closed=table.words("closed"),
        shelved=table.words("shelved"),
    )


def _column(table: TomlTable) -> Column:
    table.require("name", "kind")
    kind = table.text("kind")
    if kind and kind not in KINDS:
        table.note(f"没有 {kind} 这种列{suggest_word(kind, KINDS)}（可用 {'、'.join(KINDS)}）")
    made = KINDS.get(kind, Text)
    answers: dict[str, Any] = {
        fact.name: _answer(table, fact) for fact in fields(made) if fact.type in QUESTIONS
    }
    return made(**answers)


def _answer(table: TomlTable, fact: Field[Any]) -> object:
    answer = QUESTIONS[str(fact.type)](table, fact.name)
    untold = fact.name not in table.raw or answer is None
    return fact.default if untold and fact.default is not MISSING else answer


def _with_headers(headers: TomlTable, columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(
        replace(column, aliases=column.aliases + headers.words(column.name)) for column in columns
    )


def _with_synonyms(synonyms: TomlTable, columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(
        replace(column, synonyms=_meant(synonyms.table(column.name), column.options))
        if isinstance(column, Choice)
        else column
        for column in columns
    )


def _meant(said: TomlTable, options: Sequence[str]) -> dict[str, str]:
    """What people write → the option they mean, from option = [what people write]."""
    return {word: option for option in options for word in said.words(option)}


def _not_claimed(common: Sequence[Column], own: Sequence[Column]) -> Iterator[Column]:
    """The common columns the ledger has not, without the headers its own columns claim."""
    names = {column.name for column in own}
    claimed = {fold_text(header) for column in own for header in (column.name, *column.aliases)}
    for column in common:
        if column.name not in names:
            free = tuple(header for header in column.aliases if fold_text(header) not in claimed)
            yield replace(column, aliases=free)


def _limits(table: TomlTable) -> Iterator[tuple[str, str]]:
    for group in table.groups("limits"):
        match group:
            case (smaller, larger):
                yield smaller, larger
            case _:
                table.note(f"limits 里每组应是两列，现为“{'、'.join(group)}”")


def _need(table: TomlTable) -> ColumnNeed:
    table.require("column", "when", "among")
    return ColumnNeed(table.text("column"), table.text("when"), table.words("among"))


def _host(table: TomlTable) -> HostRule:
    table.require("when", "among", "kinds")
    return HostRule(table.text("when"), table.words("among"), table.words("kinds"))


def _assumed(table: TomlTable) -> dict[str, tuple[int, str]]:
    return {column: _assumption(table.table(column)) for column in table.raw}


def _assumption(table: TomlTable) -> tuple[int, str]:
    table.require("value", "when")
    return table.number("value") or 0, table.text("when")
