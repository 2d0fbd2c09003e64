"""Load a campaign from campaign.toml and units.csv, reporting every mistake of both at once."""

import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kjr.campaign import units_file
from kjr.campaign.consistency import find_disagreements
from kjr.campaign.model import Campaign
from kjr.campaign.plan import parse_plan
from kjr.campaign.sentences import find_wording_mistakes
from kjr.campaign.toml_table import TomlTable
from kjr.errors import KjrError

FILE: Final = "campaign.toml"


class CampaignError(KjrError):
    """The campaign's files have mistakes; the text lists them all."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        listed = "\n".join(f"{n}. {mistake}" for n, mistake in enumerate(mistakes, 1))
        super().__init__(f"活动设置有 {len(mistakes)} 处要改：\n{listed}")


def load_campaign(folder: Path) -> Campaign:
    """The campaign kept in a folder; raises CampaignError with every mistake in its files."""
    toml, no_toml = _text(folder / FILE)
    csv, no_csv = _text(folder / units_file.ROSTER)
    if no_toml or no_csv:
        raise CampaignError([*no_toml, *no_csv])
    return parse_campaign(toml, csv)


def parse_campaign(toml: str, csv: str) -> Campaign:
    """The campaign in the texts of both files; raises CampaignError like ``load_campaign``."""
    units, slips = units_file.parse_roster(csv)
    try:
        root = TomlTable(tomllib.loads(toml), "")
    except tomllib.TOMLDecodeError as error:
        raise CampaignError([_where(toml, str(error)), *slips]) from None
    campaign = parse_plan(toml, root, tuple(units.values()))
    in_toml = (*root.mistakes(), *find_disagreements(campaign), *find_wording_mistakes(campaign))
    unknowns = units_file.find_roster_unknowns(units, campaign.kinds, campaign.districts)
    if mistakes := [*(f"{FILE} {each}" for each in in_toml), *slips, *unknowns]:
        raise CampaignError(mistakes)
    return campaign


def _where(text: str, error: str) -> str:
    """The place of a slip of the pen, from the library's “(at line 3, column 8)”."""
    place = re.search(r"at line (\d+)", error)
    number = int(place[1]) if place else text.count("\n") + 1
    line = text.splitlines()[number - 1].strip() if place else "文件末尾"
    advice = "请检查英文双引号和括号是否成对、逗号是否漏写、同一个名字是否写了两次"
    return f"{FILE} 第{number}行“{line}”写法不对，{advice}"


def _text(path: Path) -> tuple[str, list[str]]:
    """A file's text, as editors and Excel save it, or the one sentence why there is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return "", [f"{path.name}：找不到这个文件，应放在 {path.parent}"]
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), []
    return "", [f"{path.name}：文字编码认不出来，请另存为 UTF-8"]
