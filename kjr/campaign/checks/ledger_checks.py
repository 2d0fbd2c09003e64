"""What the columns of a ledger, and the names of several, say about each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, combinations
from types import UnionType
from typing import Final, TypeVar

from kjr.campaign.columns import Choice, Column, Count, Day, Money, Text
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import Ledger
from kjr.campaign.suggestions import suggest_word
from kjr.values.amounts import parse_amount
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.repeats import find_repeats

UNFIT: Final = "“{}”这一列的种类不合用"

Named = TypeVar("Named", bound=Ledger | Column)


def find_shared_ledger_names(ledgers: Sequence[Ledger]) -> Iterator[str]:
    """A ledger listed twice is one mistake, whatever else it is called."""
    names = [*find_repeats(ledger.name for ledger in ledgers)]
    yield from names or _find_shared_names(ledgers)


def _find_shared_names(named: Sequence[Ledger | Column]) -> Iterator[str]:
    """What two answer to: one mistake for two of them, however many names they share."""
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(named):
        for name in (each.name, *each.aliases):
            owners[fold_text(name)].append(number)
    shared: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, numbers in owners.items():
        if len(numbers) > 1:
            shared[tuple(numbers)].append(name)
    for owned, (first, *more) in shared.items():
        others = f"等{len(more) + 1}个名字" if more else ""
        yield f"“{first}”{others}写了{len(owned)}次"


def find_names_shared_by_all(ledgers: Sequence[Ledger]) -> set[str]:
    """What two columns answer to in every ledger: those are columns that all of them have."""
    shared = [{*_find_shared_names(ledger.columns)} for ledger in ledgers]
    return set.intersection(*shared) if len(shared) > 1 else set()


def find_ledger_mistakes(ledger: Ledger, told: Collection[str]) -> Iterator[str | Mistake]:
    """Columns a ledger speaks of and has not, or that are of the wrong kind; not what is told."""
    yield from (each for each in _find_shared_names(ledger.columns) if each not in told)
    yield from _one_column_twice(ledger)
    for key, names, kinds in (
        ("day", [ledger.day], Day),
        ("title", [ledger.title], Text),
        ("place", [ledger.place], Text),
        ("people", [ledger.people], Count),
        ("host", [ledger.host], Text),
        ("partner", [ledger.partner], Text),
        ("evidence", [ledger.evidence], Text),
        ("limits", chain.from_iterable(ledger.limits), Count | Money | Day),
        ("assume", ledger.assume, Count),
        ("assume", (when for _, when in ledger.assume.values()), Column),
        ("needs", (need.column for need in ledger.needs), Column),
        ("needs", (need.when for need in ledger.needs), Choice),
        ("hosts", (host.when for host in ledger.hosts), Choice),
        ("sides", ledger.sides, Choice),
        ("stage", [ledger.stage], Choice),
    ):
        for name in filter(None, names):
            yield from place_mistakes(find_unfit(ledger, name, kinds), key)
    for need in ledger.needs:
        yield from place_mistakes(
            find_not_among(find_named(ledger.columns, need.when), need.among), "needs"
        )
    for host in ledger.hosts:
        yield from place_mistakes(
            find_not_among(find_named(ledger.columns, host.when), host.among), "hosts"
        )
    yield from _turned_limits(ledger)
    steps = find_named(ledger.columns, ledger.stage)
    yield from place_mistakes(find_not_among(steps, ledger.closed), "closed")
    yield from place_mistakes(find_not_among(steps, ledger.shelved), "shelved")
    yield from place_mistakes(find_not_among(steps, ledger.dated), "dated")


def _one_column_twice(ledger: Ledger) -> Iterator[Mistake]:
    """A place is no host: one of two such lines names the wrong column."""
    roles = {key: getattr(ledger, key) for key in ("place", "host", "partner", "evidence")}
    for (one, name), (other, same) in combinations(roles.items(), 2):
        if name and name == same:
            yield Mistake((), f"{one} 和 {other} 都是“{name}”这一列", one)


def _turned_limits(ledger: Ledger) -> Iterator[Mistake]:
    """Limits that the ledger's own example of a row breaks: the two are written the wrong way."""
    for smaller, larger in ledger.limits:
        columns = [find_named(ledger.columns, name) for name in (smaller, larger)]
        if len([each for each in columns if isinstance(each, Day)]) == 1 and all(columns):
            yield Mistake(
                (), f"limits 里“{smaller}”和“{larger}”一个是日期，一个是数，不能比", "limits"
            )
        if all(isinstance(column, Count | Money) for column in columns):
            one, other = (parse_amount(column.example).value for column in columns if column)
            if one is not None and other is not None and one > other:
                what = f"例子里“{smaller}”（{one:g}）大于“{larger}”（{other:g}），limits 写反了"
                yield Mistake((), what, "limits")


def find_unfit(ledger: Ledger, name: str, kinds: type[Column] | UnionType) -> Iterator[str]:
    """A name that is no column of the ledger, or one of the wrong kind; two of a name are told."""
    found = [each for each in ledger.columns if each.name == name]
    if not found:
        yield f"没有“{name}”这一列{suggest_word(name, (each.name for each in ledger.columns))}"
    elif len(found) == 1 and not isinstance(found[0], kinds):
        yield UNFIT.format(name)


def find_named(named: Iterable[Named], name: str) -> Named | None:
    """The first of that name."""
    return next((each for each in named if each.name == name), None)


def find_not_among(column: Column | None, words: Iterable[str]) -> Iterator[str]:
    """Words that are no option of a column that has options; a choice without any is told."""
    if isinstance(column, Choice) and column.options:
        yield from find_unknown(words, column.options)


def find_unknown(words: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Words that are none of those known."""
    for word in words:
        if word not in known:
            yield f"没有“{word}”这个选项{suggest_word(word, known)}"


def place_mistakes(mistakes: Iterable[str | Mistake], *place: str) -> Iterator[Mistake]:
    """The mistakes, seen from the place in which they are."""
    for mistake in mistakes:
        yield Mistake(place, mistake) if isinstance(mistake, str) else mistake.under(*place)
