"""wording.toml and the ledgers' files without names, figures and ledgers that are gone."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from kjr.campaign.columns import Text
from kjr.campaign.model import Campaign
from kjr.campaign.renewal.clauses import cut_clauses
from kjr.campaign.renewal.statements import Block, join_blocks, split_blocks
from kjr.campaign.sentences import BLANK, SENTENCES, list_figure_names, list_part_names
from kjr.campaign.unit_names import find_stem

LISTED: Final = ("needs", "first", "full")
"""Keys of a part that name figures."""
SYNONYMS: Final = "columns.synonyms"
CONTENT: Final = ("says", "sections", "quotes", "offers", "tables", "roll")
IsGone = Callable[[str], bool]


class WordingPruning:
    """What of the wording a plan can say."""

    def __init__(
        self,
        plan: Campaign,
        cut: Collection[str],
        heirs: AbstractSet[str],
        foreign: Collection[str],
        invented: Mapping[str, str],
    ) -> None:
        self.plan = plan
        self.cut = cut
        self.heirs = heirs
        """Bodies in whose stead the plan before named others."""
        self.foreign = foreign
        """What no example may name."""
        self.invented = invented
        """What stands there instead."""
        self.told: list[str] = []
        self.figures = (*list_figure_names(plan),)
        self.part_names = {*list_part_names(plan)}
        self.ledgers = {ledger.name: ledger for ledger in plan.ledgers}

    def prune_wording(self, text: str) -> str:
        """wording.toml without what can no longer be said."""
        blocks = [self._block(each) for each in split_blocks(text)]
        kept: list[Block] = []
        for block, before in zip(reversed(blocks), reversed(split_blocks(text)), strict=True):
            is_empty = block.name == "parts" and self._is_empty(block, before, kept)
            if is_empty or self._is_lost_list(block):
                self.told.append(f"总结的“{block.values.get('name', block.values.get('title'))}”")
                kept.append(block.strip())
            else:
                kept.append(block)
        return join_blocks(reversed(kept))

    def prune_ledger(self, text: str) -> str:
        """A ledger's file without the names, and the kinds of units, that have no new one."""
        blocks = map(self._prune_names, split_blocks(text))
        return join_blocks(map(self._prune_hosts, blocks))

    def _prune_hosts(self, block: Block) -> Block:
        """Which options only some kinds of units fill in, of the kinds there are."""
        hosts = block.values.get("hosts")
        if block.name or not isinstance(hosts, list):
            return block
        kept = []
        for host in hosts:
            kinds = [kind for kind in host["kinds"] if kind in self.plan.kinds]
            if kinds:
                kept.append({**host, "kinds": kinds})
            else:
                among, gone = "、".join(host["among"]), "、".join(host["kinds"])
                self.told.append(f"“{host['when']}”为{among}的只由{gone}填：没有这一类单位了")
        return block.change("hosts", kept or None)

    def _prune_names(self, block: Block) -> Block:
        if block.name == SYNONYMS:
            block = self._forget_predecessors(_tell_once(block))
        for key, value in block.values.items():
            match value:
                case _ if self._names_any(key):
                    block = block.change(key, None)
                case str() if key == "example" and any(name in value for name in self.foreign):
                    block = block.change(key, self._invent(value))
                case str() if self._names_any(value):
                    block = block.change(key, cut_clauses(value, self._names_any) or None)
                case list() if self._names_any(str(value)):
                    rest = [each for each in value if not self._names_any(str(each))]
                    block = block.change(key, rest or None)
        return block

    def _forget_predecessors(self, block: Block) -> Block:
        """An heir is called as it is, with or without its city, and not as the body before it."""
        city = self.plan.city
        for name in self.heirs & block.values.keys():
            short = {name.removeprefix(city), name.removeprefix(find_stem(city))} - {name}
            others = str([words for key, words in block.values.items() if key != name])
            block = block.change(name, sorted(word for word in short if repr(word) not in others))
        return block

    def _invent(self, example: str) -> str:
        old = sorted(self.invented, key=len, reverse=True)
        search = re.compile("|".join(map(re.escape, old)) or "(?!)")
        return search.sub(lambda found: self.invented[found[0]], example)

    def _block(self, block: Block) -> Block:
        match block.name:
            case "sentences":
                for key, said in block.values.items():
                    known = {*SENTENCES.get(key, ()), *self.figures}
                    block = block.change(key, self._cut(str(said), known))
                return block
            case "examples" | "in_full":
                gone = [key for key in block.values if key not in self.ledgers]
                for key in gone:
                    block = block.change(key, None)
                return block
            case "parts":
                return self._part(block)
            case _:
                return self._prune_names(block)

    def _part(self, block: Block) -> Block:
        said = block.values
        if "says" in said:
            block = block.change("says", self._cut(str(said["says"]), self.part_names) or None)
        for key in LISTED:
            block = _filter(block, key, self.part_names)
        sections = [each.section for each in self.plan.indicators]
        block = _filter(block, "sections", sections, lambda one, other: other.startswith(one))
        for key in ("quotes", "offers"):
            if key in said and said[key] not in self._own_words():
                block = block.change(key, None)
        roll = said.get("roll")
        if isinstance(roll, dict):
            figures = [name for name in roll.get("figures", ()) if name in self.figures]
            block = block.change("roll", {**roll, "figures": figures} if figures else None)
        return block

    def _cut(self, sentence: str, known: Collection[str]) -> str:
        def is_gone(said: str) -> bool:
            words = BLANK.findall(said)
            return self._names_any(said) or any(word not in known for word in words)

        return cut_clauses(sentence, is_gone)

    def _names_any(self, said: str) -> bool:
        return any(name in said for name in self.cut)

    def _own_words(self) -> set[str]:
        single = [ledger for ledger in self.plan.ledgers if ledger.single]
        columns = (column for ledger in single for column in ledger.columns)
        return {column.name for column in columns if isinstance(column, Text)}

    def _is_empty(self, block: Block, before: Block, below: Iterable[Block]) -> bool:
        """A part with nothing left to say, or a heading over nothing; the lead is completed."""
        said = block.values
        if any(key in said for key in CONTENT) or said.get("lead"):
            return len(_list_needs(block)) < len(_list_needs(before))
        following = next((each for each in reversed([*below]) if each.name == "parts"), None)
        had = any(key in before.values for key in CONTENT)
        depth = int(str(said.get("heading", 0)))
        if had and not depth:
            return True
        rank = int(str(following.values.get("heading", 0))) if following else 1
        return following is None or (0 < rank <= depth)

    def _is_lost_list(self, block: Block) -> bool:
        return block.name == "lists" and block.values.get("figure") not in self.figures


def _list_needs(block: Block) -> list[object]:
    needs = block.values.get("needs")
    return needs if isinstance(needs, list) else []


def _filter(
    block: Block,
    key: str,
    known: Collection[str],
    fits: Callable[[str, str], bool] = str.__eq__,
) -> Block:
    """The block without the words under a key that fit nothing known."""
    words = block.values.get(key)
    if not isinstance(words, list):
        return block
    rest = [word for word in words if any(fits(word, each) for each in known)]
    return block.change(key, rest or None)


def _tell_once(block: Block) -> Block:
    """Synonyms of which each means one thing: two old names may have become one."""
    seen: set[str] = set()
    for key, words in block.values.items():
        if isinstance(words, list):
            rest = [word for word in dict.fromkeys(words) if word not in seen]
            seen |= {*rest}
            block = block.change(key, rest or None)
    return block
