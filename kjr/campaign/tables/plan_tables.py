"""From a campaign's files, each parsed, to the campaign and what is wrong with their keys."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from kjr.campaign.learnt.words import LEARNT, LearntWord, parse_words
from kjr.campaign.mistakes import FILE, INDICATORS, LEDGERS, WORDING, Mistake
from kjr.campaign.model import Campaign, Unit
from kjr.campaign.suggestions import find_closest, suggest_word
from kjr.campaign.tables.plan import PlanTables, parse_plan
from kjr.campaign.toml_table import TomlTable

Raws = Mapping[str, dict[str, object]]
"""Each file's whole table, by its name."""


class PlanRead(NamedTuple):
    """The campaign as far as it can be read, and the tables that know what is wrong."""

    campaign: Campaign
    words: tuple[LearntWord, ...]
    root: TomlTable
    """All but wording.toml and learnt.toml."""
    said: TomlTable
    learnt: TomlTable

    def correct(self) -> list[Mistake]:
        """Put every misspelt key right in the files' tables, to be read again; each is told."""
        tables = (self.root, self.said, self.learnt)
        return [mistake for table in tables for mistake in table.correct()]


def name_ledgers(raws: Raws) -> list[Mistake]:
    """Call each ledger by the name of its file; those that say a name of their own are told."""
    files = [file for file in raws if file.startswith(LEDGERS)]
    named = [file for file in files if "name" in raws[file]]
    for file in files:
        raws[file]["name"] = PurePath(file).stem
    return [Mistake((file,), "不用写 name，台账就叫文件的名字", "name") for file in named]


def read_tables(raws: Raws, units: Sequence[Unit], learnt: str = "") -> PlanRead:
    """The plan in all files; ``learnt`` is the text of learnt.toml, for its lines."""
    root = TomlTable(raws.get(FILE, {}))
    said = TomlTable(raws.get(WORDING, {}), WORDING)
    told = TomlTable(raws.get(LEARNT, {}), LEARNT)
    listed = root.raw.get("ledgers", [])
    is_split = isinstance(listed, list) and any(isinstance(each, str) for each in listed)
    whole = root.hold(raws[INDICATORS], INDICATORS) if INDICATORS in raws else root
    for table, key in ((root, "ledgers"), (whole, "indicators")):
        table.require(key)
    ledgers = list(_open_ledgers(root, raws)) if is_split else root.tables("ledgers")
    campaign = parse_plan(PlanTables(root, said, ledgers, whole.tables("indicators")), units)
    return PlanRead(campaign, parse_words(told, learnt), root, said, told)


def _open_ledgers(root: TomlTable, raws: Raws) -> Iterator[TomlTable]:
    """The ledgers campaign.toml names, in its order; each has a file of its name."""
    known = [PurePath(name).stem for name in raws if name.startswith(LEDGERS)]
    for name in root.words("ledgers"):
        file = f"{LEDGERS}/{name}.toml"
        if file in raws:
            yield root.hold(raws[file], file)
        else:
            meant = find_closest(name, known)
            hint = suggest_word(file, [f"{LEDGERS}/{meant}.toml"] if meant else ())
            root.note(f"没有“{name}”这本台账的文件 {file}{hint}", name, meant)
