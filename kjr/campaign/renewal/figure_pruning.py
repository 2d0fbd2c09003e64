"""Indicators without what the new plan has not: ledgers, bodies nobody replaces, old districts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kjr.campaign.checks.discords import count_reachable
from kjr.campaign.model import Campaign, Measure
from kjr.campaign.renewal.answers import RenewalAnswers
from kjr.campaign.renewal.clauses import cut_names
from kjr.campaign.renewal.places import Rewrite
from kjr.campaign.renewal.statements import Block, drop_blocks, join_blocks, split_blocks
from kjr.campaign.sentences import list_figures
from kjr.campaign.tables.plan import EXPECTED

UNIT, KIND, DISTRICT = "@单位", "@单位类别", "@县区"
Raw = Mapping[str, Any]


class FigurePruning:
    """What of indicators.toml can stay, and why the rest goes."""

    def __init__(
        self, start: Campaign, new: RenewalAnswers, renames: Mapping[str, str], cut: frozenset[str]
    ) -> None:
        self.new = new
        self.cut = cut
        """Names that have no new one."""
        self._groups = list(_group_districts(start, renames))
        self._is_elsewhere = new.districts != start.districts
        self.told: list[str] = []
        self._held: defaultdict[str, list[str]] = defaultdict(list)
        for unit in new.units:
            self._held[unit.kind].append(unit.district)

    def prune(self, text: str) -> str:
        """The file's text, with what it counted and nobody can count any more left out."""
        blocks = split_blocks(text)
        pruned = {id(each): self._indicator(each) for each in blocks if each.name == "indicators"}
        kept = drop_blocks(blocks, lambda block: pruned.get(id(block), block) is None)
        return join_blocks(pruned.get(id(block)) or block for block in kept)

    def _indicator(self, block: Block) -> Block | None:
        raw: Raw = block.values
        named = f"{raw.get('id')} {raw.get('name')}"
        main = self._measure(raw, named)
        if main is None:
            return None
        also = list(self._also(raw, str(raw.get("id"))))
        return block.change_all({**main, "also": also or None} if "also" in raw else main)

    def _also(self, raw: Raw, id: str) -> Iterator[Raw]:
        for each in raw.get("also", ()):
            kept = self._measure(each, f"{id}·{each.get('name')}")
            if kept is not None:
                yield kept

    def _measure(self, raw: Raw, named: str) -> Raw | None:
        """A measure that can be counted, or None once it was told why not."""
        if raw.get("ledger") not in self.new.ledgers:
            self.told.append(f"指标 {named}：台账“{raw.get('ledger')}”今年没有")
            return None
        where: Raw = raw.get("where", {})
        kept = {column: self._words(column, words, raw) for column, words in where.items()}
        for column, words in kept.items():
            if where[column] and not words:
                said = "、".join(where[column])
                self.told.append(f"指标 {named}：没有写{said}今年换成谁")
                return None
        return self._with_where(raw, kept, named) if kept != where else self._aim(raw, named)

    def _words(self, column: str, words: list[str], raw: Raw) -> list[str]:
        if column == DISTRICT and self._is_elsewhere and (now := self._follow_group(words)):
            return now
        if column == DISTRICT and not {*words} <= {*self.new.districts} - self.cut:
            of_kind = self._held[_find_kind(raw)] or [*self.new.districts]
            return [name for name in self.new.districts if name in of_kind]
        if column == DISTRICT and len({*words}) < len(words):
            return list(dict.fromkeys(words))
        known = {UNIT: [unit.name for unit in self.new.units], KIND: self.new.kinds}.get(column)
        return [
            word
            for word in words
            if not any(name in word for name in self.cut) and (known is None or word in known)
        ]

    def _follow_group(self, words: list[str]) -> list[str]:
        """Where the new units of a kind are, if those were all places with units of the kind."""
        kinds = (kind for kind, places in self._groups if places == {*words})
        return next(filter(None, map(self._list_places, kinds)), [])

    def _list_places(self, kind: str) -> list[str]:
        """The districts with units of a kind; all of them for the kind of all."""
        return [each for each in self.new.districts if not kind or each in self._held[kind]]

    def _with_where(self, raw: Raw, where: Mapping[str, list[str]], named: str) -> Raw:
        """The measure counting fewer words, as its own target and sentence say."""
        gone = {word for column, words in raw["where"].items() for word in words}
        gone -= {word for words in where.values() for word in words}
        was = next(len(raw["where"][each]) for each in where if where[each] != raw["where"][each])
        now = next(len(where[each]) for each in where if where[each] != raw["where"][each])
        changed = {**raw, "where": where, "words": cut_names(str(raw.get("words", "")), gone)}
        if raw.get("target") == was:
            changed["target"] = now
        return self._aim(changed, named)

    def _aim(self, raw: Raw, named: str) -> Raw:
        """Without a target taken from units of a kind of which there are none."""
        kind = _find_kind(raw)
        if not kind or kind == EXPECTED or self._held[kind]:
            return raw
        self.told.append(f"指标 {named} 的目标：名册里没有“{kind}”")
        return {key: value for key, value in raw.items() if key != "target"}


def rename_figures(start: Campaign, rename: Rewrite) -> dict[str, Measure]:
    """The figures there were, by the names they have now."""
    return {
        rename(id): replace(measure, name=rename(measure.name))
        for id, measure in list_figures(start)
    }


def follow_districts(
    start: Campaign, before: Mapping[str, Measure], plan: Campaign, targets: Mapping[str, int]
) -> dict[str, int]:
    """The targets, with those that were the number of districts there were as that of today.

    ``before`` are the figures there were, by the names they have now.
    """
    now = dict(list_figures(plan))
    return {
        name: count_reachable(plan, now[name]) or aim
        if name in before and aim == count_reachable(start, before[name])
        else aim
        for name, aim in targets.items()
    }


def follow_targets(text: str, before: Mapping[str, Measure], targets: Mapping[str, int]) -> str:
    """A file with the new target wherever it, a note too, names a figure behind its old one."""
    for id, measure in before.items():
        if measure.hard and id in targets:
            said = rf"(?<!\d){measure.target}(?= ?\w?{re.escape(measure.name)})"
            text = re.sub(said, str(targets[id]), text)
    return text


def _group_districts(start: Campaign, renames: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    """Kind → the districts its units were in, as they are called now; no kind for all of them.

    A kind of fewer units, such as one for each district, comes before one of many.
    """
    numbers = Counter(unit.kind for unit in start.units)
    for kind, _ in reversed(numbers.most_common()):
        places = {unit.district for unit in start.units if unit.kind == kind}
        yield renames.get(kind) or kind, {renames.get(each) or each for each in places}
    yield "", {renames.get(each) or each for each in start.districts}


def _find_kind(raw: Raw) -> str:
    target = raw.get("target")
    return str(target.get("units", "")) if isinstance(target, dict) else ""
