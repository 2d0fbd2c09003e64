"""Load a campaign from its three files, reporting every mistake of all of them at once."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from kjr.campaign import units_file
from kjr.campaign.consistency import find_disagreements
from kjr.campaign.model import Campaign
from kjr.campaign.outline_checks import find_part_mistakes
from kjr.campaign.plan import parse_plan
from kjr.campaign.sentences import find_wording_mistakes
from kjr.campaign.toml_table import TomlTable
from kjr.errors import KjrError

FILE: Final = "campaign.toml"
WORDING: Final = "wording.toml"
FILES: Final = (FILE, units_file.ROSTER, WORDING)
"""As ``parse_campaign`` takes their texts."""
MOVED: Final = "wording"
MOVED_WHERE: Final = "[wording]：文字已移到旁边的 wording.toml，请照 kjr 自带的那份改写后删去这一节"


class CampaignError(KjrError):
    """The campaign's files have mistakes; the text lists them all."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        listed = "\n".join(f"{n}. {mistake}" for n, mistake in enumerate(mistakes, 1))
        super().__init__(f"活动设置有 {len(mistakes)} 处要改：\n{listed}")


def load_campaign(folder: Path) -> Campaign:
    """The campaign kept in a folder; raises CampaignError with every mistake in its files."""
    read = [_text(folder / name) for name in FILES]
    if missing := [mistake for _, mistakes in read for mistake in mistakes]:
        raise CampaignError(missing)
    return parse_campaign(*(text for text, _ in read))


def parse_campaign(toml: str, csv: str, wording: str) -> Campaign:
    """The campaign in the texts of its files; raises CampaignError like ``load_campaign``."""
    units, slips = units_file.parse_roster(csv)
    root, no_toml = _table(FILE, toml)
    said, no_wording = _table(WORDING, wording)
    if unread := [*no_toml, *no_wording]:
        raise CampaignError([*unread, *slips])
    if MOVED in root.raw:
        raise CampaignError([f"{FILE} {MOVED_WHERE}", *slips])
    campaign = parse_plan(root, said, tuple(units.values()))
    mistakes = [
        *(f"{FILE} {each}" for each in (*root.mistakes(), *find_disagreements(campaign))),
        *(f"{WORDING} {each}" for each in _in_wording(said, campaign)),
        *slips,
        *units_file.find_roster_unknowns(units, campaign.kinds, campaign.districts),
    ]
    if mistakes:
        raise CampaignError(mistakes)
    return replace(campaign, texts=dict(zip(FILES, (toml, csv, wording), strict=True)))


def _in_wording(said: TomlTable, campaign: Campaign) -> Iterator[str]:
    yield from said.mistakes()
    yield from find_wording_mistakes(campaign)
    yield from find_part_mistakes(campaign)


def _table(file: str, text: str) -> tuple[TomlTable, list[str]]:
    """A file's whole table, or the place of the slip of the pen for which there is none."""
    try:
        return TomlTable(tomllib.loads(text), ""), []
    except tomllib.TOMLDecodeError as error:
        return TomlTable({}, ""), [_where(file, text, str(error))]


def _where(file: str, text: str, error: str) -> str:
    """The place of a slip of the pen, from the library's “(at line 3, column 8)”."""
    place = re.search(r"at line (\d+)", error)
    number = int(place[1]) if place else text.count("\n") + 1
    line = text.splitlines()[number - 1].strip() if place else "文件末尾"
    advice = "请检查英文双引号和括号是否成对、逗号是否漏写、同一个名字是否写了两次"
    return f"{file} 第{number}行“{line}”写法不对，{advice}"


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
