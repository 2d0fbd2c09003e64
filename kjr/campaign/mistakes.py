"""What is wrong with a campaign's files, each with the file and the line to go to.

>>> texts = {"indicators.toml": '[[indicators]]\\nid = "I2"\\nsum = "甲"\\ndistinct = "甲"'}
>>> wrong = [Mistake(("indicators", "I2", key), "没有“甲”这一列") for key in ("sum", "distinct")]
>>> list(tell_mistakes(wrong, texts))
['indicators.toml 第3行 I2 › sum：没有“甲”这一列（同样的还有 indicators.toml 第4行）']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.campaign.line_search import find_line

FILE: Final = "campaign.toml"
WORDING: Final = "wording.toml"
INDICATORS: Final = "indicators.toml"
LEDGERS: Final = "ledgers"
"""The folder of one file per ledger."""
IN_WORDING: Final = ("guide", "returns", "sentences", "examples", "in_full", "parts", "lists")
LISTED: Final = ("ledgers", "indicators", "common", "parts", "lists", "occasions")
"""Sections whose tables have names of their own; the name is enough to say which."""
NAMELESS: Final = re.compile("没有“([^”]+)”")
"""Says that a name leads nowhere: wherever else the name stands, it is the same mistake."""
MADE: Final = (
    re.compile(r"(.+?)(?:目标|完成率|名单|合作单位|主要类别|待办)"),
    re.compile(r"(\w+?)(?:·.+|目标|完成率|名单|合作单位|主要类别|待办)"),
)
"""Names made of a figure's, and of an indicator's."""
LOST: Final = re.compile(
    "(?:缺少 )?(?:id|name)(?: 空着)?|id 里有空格.*|“[^”]+”(?:等\\d+个名字)?写了\\d+次"
)
"""Says that something has lost its own name: to another one, or altogether."""
MOST: Final = 12
"""Other places told of one mistake."""


class Mistake(NamedTuple):
    """One mistake: where, from the outside in, what, and the key or word to look for there."""

    place: tuple[str, ...]
    what: str
    key: str = ""
    meant: str = ""
    """The name in whose stead another was written; whatever lacks it, lacks it for that."""

    def under(self, *place: str) -> Mistake:
        """The same, seen from further outside."""
        return self._replace(place=(*place, *self.place))

    @property
    def word(self) -> str:
        """The name that leads nowhere; blank for any other mistake."""
        found = NAMELESS.search(self.what)
        return found[1] if found else ""

    @property
    def sought(self) -> str:
        """What to look for in its place."""
        quoted = re.search("“([^”]+)”", self.what)
        return self.key or (quoted[1] if quoted else "")


class Place(NamedTuple):
    """A file, a line of it (None if there is no such file), and what stands there."""

    file: str
    line: int | None
    inside: str

    def __str__(self) -> str:
        line = f"第{self.line}行" if self.line else ""
        return " ".join(filter(None, (self.file, line, self.inside)))


def tell_mistakes(mistakes: Iterable[Mistake], texts: Mapping[str, str]) -> Iterator[str]:
    """Each mistake with its place; a name that leads nowhere comes once, with all its places."""
    told = list(mistakes)
    roots = {it.word: it.word for it in told} | {it.meant: it.word for it in told if it.meant}
    same: defaultdict[object, list[Mistake]] = defaultdict(list)
    for mistake in sorted(told, key=lambda it: it.word != _find_root(it.word, roots)):
        same[_find_root(mistake.word, roots) or mistake].append(mistake)
    for first, *others in _join_lost_names([*same.values()]):
        place, *twice = find_places(first, texts)
        more = [*twice, *(each for it in others for each in find_places(it, texts))]
        yield tell_places(first.what, [place, *more])


def _join_lost_names(groups: Sequence[list[Mistake]]) -> Iterator[list[Mistake]]:
    """If one thing has lost its name and one name leads nowhere, the two are one mistake."""
    lost = [each for each in groups if LOST.fullmatch(each[0].what)]
    nowhere = [each for each in groups if each[0].word]
    if len(lost) != 1 or len(nowhere) != 1:
        yield from groups
        return
    ((first, *more),) = lost
    told = f"{first.what}，“{nowhere[0][0].word}”就没有了"
    joined = [first._replace(what=told, key=first.sought), *more, *nowhere[0]]
    yield from (joined if each is lost[0] else each for each in groups if each is not nowhere[0])


def _find_root(word: str, roots: Mapping[str, str]) -> str:
    """The name that leads nowhere for which this one does: I5 for I5目标 and I5·篇数."""
    made = (each[1] for way in MADE if (each := way.fullmatch(word)))
    return roots.get(next((each for each in made if each in roots), word), word)


def tell_places(what: str, places: Sequence[Place]) -> str:
    """One thing that is wrong, at its first place, and where else it stands."""
    first, *more = places
    lines = {(each.file, each.line) for each in more} - {(first.file, first.line)}
    return f"{first}：{what}{_tell_others(lines)}"


def _tell_others(places: Collection[tuple[str, int | None]]) -> str:
    """The other lines, file by file."""
    by_file: defaultdict[str, list[int]] = defaultdict(list)
    for file, line in places:
        by_file[file].append(line or 1)
    listed = (
        f"{file} {'、'.join(f'第{line}行' for line in sorted(lines)[:MOST])}"
        f"{'等' if len(lines) > MOST else ''}"
        for file, lines in sorted(by_file.items())
    )
    told = "；".join(listed)
    return f"（同样的还有 {told}）" if told else ""


def find_places(mistake: Mistake, texts: Mapping[str, str]) -> list[Place]:
    """Where a mistake stands; where a name is given, all places if it is given twice."""
    place = find_place(mistake, texts)
    if not mistake.what.startswith("“") or "写了" not in mistake.what:
        return [place]
    word = f'"{re.escape(mistake.sought)}"'
    given = re.compile(rf"^\s*(?:{{?\s*(?:name|id) = {word}|(?:aliases|ledgers) = .*{word})")
    files = [place.file] if mistake.place != ("ledgers",) else list(texts)
    return [
        Place(file, number, place.inside)
        for file in files
        for number, line in enumerate(texts.get(file, "").splitlines(), 1)
        if given.search(line)
    ] or [place]


def find_place(mistake: Mistake, texts: Mapping[str, str]) -> Place:
    """Where a mistake stands; ``texts`` are the campaign's files by name."""
    section, *inside = mistake.place or ("",)
    if mistake.key.isdecimal() and section in texts:  # its lines are known
        return Place(section, int(mistake.key), "")
    file = _find_file(section, inside, texts)
    if section == "ledgers" and file != FILE:
        inside = inside[1:]
    elif section not in ("", file, *LISTED):
        inside = [section, *inside]
    lines, outside = texts.get(file, "").splitlines(), mistake.place[:1]
    line = find_line(lines, (*outside, *inside), mistake.sought)
    return Place(file, line or (1 if lines else None), " › ".join(inside))


def _find_file(section: str, inside: Sequence[str], texts: Mapping[str, str]) -> str:
    own = f"{LEDGERS}/{inside[0]}.toml" if section == "ledgers" and inside else section
    if own in texts:
        return own
    if section in IN_WORDING:
        return WORDING
    return INDICATORS if section == "indicators" and INDICATORS in texts else FILE
