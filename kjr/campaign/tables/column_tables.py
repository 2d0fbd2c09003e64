"""From the table of a column in a ledger's file to the column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kjr.campaign.columns import KINDS, Choice, Column, Text
from kjr.campaign.suggestions import find_closest, suggest_word
from kjr.campaign.toml_table import TomlTable
from kjr.values.spelling.characters import fold_text, unify_name
from kjr.values.spelling.repeats import find_repeats


def parse_column(table: TomlTable) -> Column:
    """The column, of whatever kind its table says."""
    table.require("kind")
    kind = table.text("kind")
    if kind and kind not in KINDS:
        what = f"没有 {kind} 这种列{suggest_word(kind, KINDS)}（可用 {'、'.join(KINDS)}）"
        table.note(what, "kind")
    made: Callable[..., Column] = KINDS.get(kind) or KINDS.get(find_closest(kind, KINDS), Text)
    synonyms = table.table("synonyms")
    column = table.build(made)
    if kind not in KINDS:
        table.forgive()
    return _with_synonyms(column, synonyms)


def add_words(column: Column, headers: TomlTable, synonyms: TomlTable) -> Column:
    """The column with what a campaign in one file says of it further down."""
    aliases = column.aliases + headers.words(column.name)
    return _with_synonyms(replace(column, aliases=aliases), synonyms.table(column.name))


def _with_synonyms(column: Column, said: TomlTable) -> Column:
    """The column with what else people write for its options and for its names."""
    if not said.raw:
        return column
    match column:
        case Choice():
            meant = _read_meanings(column, said)
        case Text():
            names = [(word, name) for name in said.raw for word in (name, *said.words(name))]
            meant = {unify_name(word): name for word, name in names}
            _note_repeats(said, ((unify_name(word), name) for word, name in names))
        case _:
            return column
    return replace(column, synonyms=meant)


def _read_meanings(column: Choice, said: TomlTable) -> dict[str, str]:
    """Each word → the option under which it stands; under two it would mean neither."""
    meant = [(word, option) for option in said.raw for word in said.words(option)]
    for option in said.raw:
        if column.options and option not in column.options:
            said.note(f"没有“{option}”这个选项{suggest_word(option, column.options)}", option)
    _note_repeats(said, ((fold_text(word), option) for word, option in meant))
    return dict(meant)


def _note_repeats(said: TomlTable, pairs: Iterable[tuple[str, str]]) -> None:
    for repeat in find_repeats(word for word, _ in dict.fromkeys(pairs)):
        said.note(repeat)


def list_unclaimed(common: Sequence[Column], own: Sequence[Column]) -> Iterator[Column]:
    """The common columns the ledger has not, without the headers its own columns claim."""
    names = {column.name for column in own}
    claimed = {fold_text(header) for column in own for header in (column.name, *column.aliases)}
    for column in common:
        if column.name not in names:
            free = tuple(header for header in column.aliases if fold_text(header) not in claimed)
            yield replace(column, aliases=free)
