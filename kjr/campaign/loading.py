"""Load a campaign from its folder, reporting every mistake of all its files at once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from kjr.campaign import units_file
from kjr.campaign.checks.braces import find_idle_braces
from kjr.campaign.checks.consistency import find_disagreements
from kjr.campaign.checks.learnt_words import fit_learnt_words
from kjr.campaign.checks.ledger_checks import UNFIT
from kjr.campaign.checks.outline_checks import find_part_mistakes
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.mistakes import FILE, INDICATORS, LEDGERS, WORDING, tell_mistakes
from kjr.campaign.model import Campaign
from kjr.campaign.sentences import find_wording_mistakes
from kjr.campaign.tables.plan_tables import name_ledgers, read_tables
from kjr.errors import KjrError

FILES: Final = (FILE, units_file.ROSTER, WORDING)
"""Without these there is no campaign; ledgers and indicators may stand in the first of them."""
MAYBE: Final = (INDICATORS, LEARNT)
MOVED: Final = "wording"
MOVED_WHERE: Final = "[wording]：文字已移到旁边的 wording.toml，请照 kjr 自带的那份改写后删去这一节"

ADVICE: Final = {
    "Invalid date": "没有这一天；日期写成 年-月-日",
    "Cannot overwrite": "同一个名字写了两次",
    "Duplicate inline": "同一个名字写了两次",
    "twice": "同一个名字写了两次",
    "Unclosed": "括号没有成对，或括号里漏了逗号",
    "Unterminated": "英文双引号没有成对",
    "Illegal character": "英文双引号没有成对",
    "Unescaped": "反斜杠要写两个",
    "Expected '='": "名字后面要有等号",
    "Expected newline": "等号后面多了东西；文字放在英文双引号里，日期写成 年-月-日，月和日都是两位",
    "Invalid value": "等号后面的文字要放在英文双引号里，是写 true，否写 false",
}
"""What the library says → what to do about it."""
GENERAL: Final = "请检查英文双引号和括号是否成对、逗号是否漏写、同一个名字是否写了两次"

Texts = Mapping[str, str]
"""A campaign's files as written, by their names within its folder."""


class CampaignError(KjrError):
    """The campaign's files have mistakes; the text lists them all."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        listed = "\n".join(f"{n}. {mistake}" for n, mistake in enumerate(mistakes, 1))
        super().__init__(f"活动设置有 {len(mistakes)} 处要改：\n{listed}")


def load_campaign(folder: Path) -> Campaign:
    """The campaign kept in a folder; raises CampaignError with every mistake in its files."""
    return parse_campaign(read_texts(folder))


def read_texts(folder: Path) -> Texts:
    """A campaign's files as written; raises CampaignError for those that cannot be read."""
    ledgers = sorted((folder / LEDGERS).glob("*.toml"))
    names = [*FILES, *(name for name in MAYBE if (folder / name).exists())]
    names += [f"{LEDGERS}/{path.name}" for path in ledgers]
    read = {name: read_campaign_file(folder / name) for name in names}
    if missing := [mistake for _, mistakes in read.values() for mistake in mistakes]:
        raise CampaignError(missing)
    return {name: text for name, (text, _) in read.items()}


def parse_campaign(texts: Texts) -> Campaign:
    """The campaign in the texts of its files; raises CampaignError like ``load_campaign``."""
    units, slips = units_file.parse_roster(texts.get(units_file.ROSTER, ""))
    parsed = {name: _parse(name, text) for name, text in texts.items() if name.endswith(".toml")}
    unread = [mistake for _, mistake in parsed.values() if mistake]
    raws = {name: raw for name, (raw, _) in parsed.items()}
    if MOVED in raws.get(FILE, {}):
        unread.append(f"{FILE} {MOVED_WHERE}")
    if unread or (slips and not units):
        raise CampaignError([*unread, *tell_mistakes(slips, texts)])
    misnamed, known, learnt = name_ledgers(raws), tuple(units.values()), texts.get(LEARNT, "")
    read = read_tables(raws, known, learnt)
    misspelt = read.correct()
    read = read_tables(raws, known, learnt) if misspelt else read
    campaign = read.campaign
    found = [
        *read.root.mistakes(),
        *find_disagreements(campaign),
        *read.said.mistakes(),
        *read.learnt.mistakes(),
        *find_wording_mistakes(campaign),
        *find_part_mistakes(campaign),
        *find_idle_braces({name: raw for name, raw in raws.items() if name != LEARNT}),
        *slips,
        *units_file.find_roster_unknowns(units, campaign.kinds, campaign.districts),
    ]
    same = {(each.place, each.meant) for each in misspelt}  # what is wrong for the same reason
    unfit = {UNFIT.format(each.place[-1]) for each in found if each.place and each.key == "kind"}
    found = [it for it in found if (it.place, it.key) not in same and it.what not in unfit]
    if mistakes := [*misnamed, *misspelt, *found]:
        raise CampaignError(list(tell_mistakes(mistakes, texts)))
    return replace(fit_learnt_words(campaign, read.words), texts=dict(texts))


def relearn_words(campaign: Campaign, folder: Path) -> Campaign:
    """The campaign as it was opened, with the words that its folder holds now.

    Raises CampaignError when these cannot be read.
    """
    text, missing = read_campaign_file(folder / LEARNT) if (folder / LEARNT).exists() else ("", [])
    if missing:
        raise CampaignError(missing)
    texts = {name: each for name, each in campaign.texts.items() if name != LEARNT}
    return parse_campaign({**texts, LEARNT: text} if text else texts)


def read_plan(texts: Texts) -> Campaign:
    """The campaign as far as its texts can be read, whatever is wrong with them."""
    units, _ = units_file.parse_roster(texts.get(units_file.ROSTER, ""))
    raws = {name: _parse(name, text)[0] for name, text in texts.items() if name.endswith(".toml")}
    name_ledgers(raws)
    return read_tables(raws, tuple(units.values())).campaign


def read_campaign_file(path: Path) -> tuple[str, list[str]]:
    """A file's text, as editors and Excel save it, or the one sentence why there is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return "", [f"{path.name}：找不到这个文件，应放在 {path.parent}"]
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), []
    return "", [f"{path.name}：文字编码认不出来，请另存为 UTF-8"]


def _parse(file: str, text: str) -> tuple[dict[str, object], str]:
    """A file's whole table, or the place of the slip of the pen for which there is none."""
    try:
        return tomllib.loads(text), ""
    except tomllib.TOMLDecodeError as error:
        return {}, _where(file, text, str(error))


def _where(file: str, text: str, error: str) -> str:
    """The place of a slip of the pen, from the library's “(at line 3, column 8)”."""
    place = re.search(r"at line (\d+)", error)
    number = int(place[1]) if place else text.count("\n") + 1
    lines = text.splitlines()
    line = lines[number - 1].strip() if place else "文件末尾"
    single = line.replace("[[", "[").replace("]]", "]")
    if line != single and single in (before := [each.strip() for each in lines[: number - 1]]):
        return f"{file} 第{before.index(single) + 1}行“{single}”写法不对，要写成 {line}"
    advice = next((told for said, told in ADVICE.items() if said in error), GENERAL)
    return f"{file} 第{number}行“{line}”写法不对，{advice}"
